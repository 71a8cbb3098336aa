"""Feedback rounds: reading answers from files, and results that protect the people who gave them."""
