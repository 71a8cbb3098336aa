"""The laptop is handed round: full screen, one question at a time, and nothing else to be reached."""
