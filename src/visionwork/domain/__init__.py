"""The field's terms as dataclasses, and its rules. Standard library only."""
