"""Feedback rounds on screen: opening one, taking answers in, showing results."""
