"""Marks of the answers a round has, to tell a second import of a file.

Two people with equal answers have equal marks, so marks are counted: as many rows of a file are known as the
round has marks of them.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import cached_property


class KnownMarks:
    """Marks of a round's answers from files.

    Args:
        connection: The document.
        round_id: The round.
    """

    def __init__(self, connection: sqlite3.Connection, round_id: int) -> None:
        rows = connection.execute(
            "SELECT fingerprint FROM response WHERE round_id = ? AND fingerprint IS NOT NULL", [round_id]
        )
        self._single = frozenset(row[0] for row in rows)
        self._counts = Counter(_mark(found) for found in self._single)
        self._stored = array("Q")
        for row in connection.execute("SELECT marks FROM batch_marks WHERE round_id = ?", [round_id]):
            self._stored.frombytes(row[0])

    @cached_property
    def _packed(self) -> array[int]:
        """All of them in one order, which with a million takes a moment: so not before they are asked for."""
        return in_order(self._stored)

    @cached_property
    def _met(self) -> array[int]:
        return array("I", bytes(4 * len(self._stored)))

    def __bool__(self) -> bool:
        return bool(self._single or self._stored)

    def __contains__(self, fingerprint: object) -> bool:
        """Return whether an answer is known by its mark and occurrence; see `domain.many.fingerprint`."""
        if fingerprint in self._single or not isinstance(fingerprint, str):
            return fingerprint in self._single
        mark, _, occurrence = fingerprint.partition(":")
        return bool(occurrence) and int(occurrence) <= self._counts[int(mark, 16)] + self._count(
            int(mark, 16)
        )

    def meet(self, mark: int) -> bool:
        """Return whether the round has an answer with a mark that was not met yet, and count it as met."""
        if self._counts[mark] > 0:
            self._counts[mark] -= 1
            return True
        # The first of equal marks counts how many of them were met: many people may have answered alike.
        first = bisect_left(self._packed, mark)
        place = first + self._met[first] if first < len(self._packed) else first
        if place >= len(self._packed) or self._packed[place] != mark:
            return False
        self._met[first] += 1
        return True

    def _count(self, mark: int) -> int:
        return bisect_right(self._packed, mark) - bisect_left(self._packed, mark)


def in_order(marks: Iterable[int]) -> array[int]:
    """Return marks as they are stored: sorted, so that their order tells nothing."""
    return array("Q", sorted(marks))


def _mark(fingerprint: str) -> int:
    """Return the mark of a row, or -1 for a form, which is told by another one."""
    mark, _, occurrence = fingerprint.partition(":")
    return int(mark, 16) if occurrence else -1
