"""Answers of many people at once, column by column, as a file brings them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

NOT_ANSWERED = "-"
"""Stands in packed points for a question that was left out."""


class AnswerSlice(NamedTuple):
    """Some people's answers; every column has a value a person.

    Attributes:
        groups: Group of each.
        scales: Packed points of each, a character a ticked question in the order of the questionnaire.
        comments: For open questions, by id, what each wrote; an empty text where somebody wrote nothing.
    """

    groups: Sequence[int]
    scales: Sequence[str]
    comments: Mapping[str, Sequence[str]]


class Added(NamedTuple):
    """What became of the answers of a file.

    Attributes:
        new: How many were stored.
        already: How many were stored before.
        batch_id: Under which they are stored; 0 when there was nothing to store.
    """

    new: int
    already: int
    batch_id: int = 0
