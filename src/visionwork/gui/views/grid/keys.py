"""Names of rows that outlast a reload: the row itself, the seed it stands for, or the row to come."""

from __future__ import annotations

from visionwork.domain.grids import GridLine

NEW_ROW = "new"
"""The row that is offered in an empty grid, and by Tab after the last cell; stored with its first word."""

_SEED, _ROW = "seed:", "row:"


def line_key(line: GridLine) -> str:
    """Return the name of a line."""
    if line.seed is not None:
        return f"{_SEED}{line.seed}"
    return row_key(line.row.id) if line.row is not None else NEW_ROW


def row_key(row_id: int) -> str:
    """Return the name of a stored row of the team's own."""
    return f"{_ROW}{row_id}"


def key_seed(key: str) -> str | None:
    """Return the seed a name stands for, or None."""
    return key.removeprefix(_SEED) if key.startswith(_SEED) else None


def key_row(key: str) -> int | None:
    """Return the id of the stored row a name stands for, or None for seeds and the row to come."""
    return int(key.removeprefix(_ROW)) if key.startswith(_ROW) else None
