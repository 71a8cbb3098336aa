"""The coach: reads a text and says who is in it. Rules are data; no Qt, no database."""
