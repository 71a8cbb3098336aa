"""What people see of the coach: marks in the text, words to look at, what was lost, what was promised."""
