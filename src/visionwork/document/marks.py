"""Marks by which a second import of a row is told.

A mark is made of what is stored of an answer and of nothing else: with the time or the address in it,
somebody who has the document could try them out and find who answered. Two people with equal answers have
equal marks, so marks are counted: as many rows of a file are known as the round has marks of them.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence

WIDTH = 8
"""Bytes of a mark. Among a million answers two unequal ones share a mark once in thirty million files."""


def marks_of(columns: Sequence[Sequence[str]]) -> array[int]:
    """Return the marks of some people, whose stored answers stand in columns of texts."""
    digest = hashlib.blake2b
    found = array("Q")
    found.frombytes(
        b"".join(
            [
                digest(content.encode(), digest_size=WIDTH).digest()
                for content in map("\x1e".join, zip(*columns, strict=True))
            ]
        )
    )
    return found


class KnownMarks:
    """Marks a round has, each to be met once.

    Args:
        blobs: Sorted marks of each batch, as stored.
    """

    def __init__(self, blobs: Iterable[bytes]) -> None:
        found = array("Q")
        pieces = 0
        for blob in blobs:
            found.frombytes(blob)
            pieces += 1
        self._marks = array("Q", sorted(found)) if pieces > 1 else found
        self._met = bytearray(len(self._marks))

    def __bool__(self) -> bool:
        return bool(self._marks)

    def meet(self, mark: int) -> bool:
        """Return whether the round has a mark that was not met yet, and count it as met."""
        marks, met = self._marks, self._met
        place = bisect_left(marks, mark)
        while place < len(marks) and marks[place] == mark:
            if not met[place]:
                met[place] = 1
                return True
            place += 1
        return False


def packed(marks: Iterable[int]) -> bytes:
    """Return marks as they are stored: sorted, so that their order tells nothing."""
    return array("Q", sorted(marks)).tobytes()
