"""Answers on PDF forms: what a form says of itself, and reading forms that come back."""
