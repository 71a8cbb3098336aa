"""Entries of the exercises: cards, grid rows, and shares of an adopter curve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from visionwork.domain.records import record

CellValue = str | int | list[str] | None
"""A grid cell: text, a rating or id, or links such as ["card:12", "row:7"]."""


@record
class Card:
    """A short entry in a lane of a cards exercise.

    Attributes:
        id: Row id in the document.
        exercise_id: Exercise it belongs to.
        lane: Lane it stands in: `group_lane(group_id)` or a lane id of the method.
        text: What it says.
        votes: Votes given to it, 0 or more.
        position: Place in its lane, from 0.
    """

    id: int
    exercise_id: str
    lane: str
    text: str
    votes: int = 0
    position: int = 0


@record
class GridRow:
    """A row of a grid exercise.

    Attributes:
        id: Row id in the document.
        exercise_id: Exercise it belongs to.
        position: Place in the grid, from 0.
        seed: Seed row of the method it fills in, such as "trust" or "group:3"; None for own rows.
        cells: Values by column id; missing ones are empty.
    """

    id: int
    exercise_id: str
    position: int = 0
    seed: str | None = None
    cells: Mapping[str, CellValue] = field(default_factory=dict)

    def filled(self, column_id: str) -> bool:
        """Return whether a cell says something; a number of 0 does."""
        return self.cells.get(column_id) not in (None, "", [])

    @property
    def says_something(self) -> bool:
        """Whether any cell is filled."""
        return any(self.filled(column_id) for column_id in self.cells)


def group_lane(group_id: int) -> str:
    """Return the lane, or the seed, that stands for a group."""
    return f"group:{group_id}"


def lane_group(lane: str) -> int | None:
    """Return the id of the group a lane or seed stands for, or None for a named one."""
    prefix, _, number = lane.partition(":")
    return int(number) if prefix == "group" and number.isdigit() else None


def card_link(card_id: int) -> str:
    """Return how a grid cell refers to a card."""
    return f"card:{card_id}"


def row_link(row_id: int) -> str:
    """Return how a grid cell refers to another row."""
    return f"row:{row_id}"
