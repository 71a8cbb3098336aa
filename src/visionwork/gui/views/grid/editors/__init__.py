"""Editors of cells, one for each kind of value."""
