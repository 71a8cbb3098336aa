"""The pages of the report, one module each; every one turns content into flowables."""
