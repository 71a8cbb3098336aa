"""Answers of many people at once, column by column, as a file brings them."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Mapping, Sequence
from operator import add
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


MARK_WIDTH = 8
"""Bytes of a mark. Among a million answers two unequal ones share a mark once in thirty million files."""


def mark_columns(part: AnswerSlice, codes: Sequence[str]) -> tuple[list[Sequence[str]], dict[str, list[str]]]:
    """Return the columns that marks are made of, and the comments with their groups by question.

    Args:
        part: Some answers.
        codes: Ids of all open questions of the round.
    """
    heads = {group_id: f"{group_id} " for group_id in set(part.groups)}
    nothing = list(map(heads.__getitem__, part.groups))
    entries = {code: list(map(add, nothing, texts)) for code, texts in part.comments.items()}
    written = [entries.get(code, nothing) for code in codes]
    return [part.scales, *(written or [nothing])], entries


def marks_of(columns: Sequence[Sequence[str]]) -> array[int]:
    """Return the marks by which a second import of some rows is told.

    A mark is made of what is stored of an answer and of nothing else: with the time or the address in it,
    somebody who has the document could try them out and find who answered.

    Args:
        columns: What is stored, as `mark_columns` gives it.
    """
    digest = hashlib.sha256
    found = array("Q")
    found.frombytes(
        b"".join(
            [digest(content.encode()).digest() for content in map("\x1e".join, zip(*columns, strict=True))]
        )
    )
    return found[:: 32 // MARK_WIDTH]


def fingerprint(mark: int, occurrence: int) -> str:
    """Return the mark of one answer among those of a file that are equal.

    Args:
        mark: See `marks_of`.
        occurrence: 1 for the first row of this content in the file, 2 for the second: two people with equal
            answers both count.
    """
    return f"{mark:016x}:{occurrence}"
