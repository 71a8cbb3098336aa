"""Differences between two wordings, word by word."""
