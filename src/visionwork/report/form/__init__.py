"""The form people fill in on screen or on paper, in the look of the report."""
