"""Capture widgets and pages of an open workshop."""
