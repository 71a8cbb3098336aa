"""Finds what stands within a stretch of a text, among very many places of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

from visionwork.domain.stakeholders import Span

_T = TypeVar("_T")


class Places(Generic[_T]):
    """Places in a text, each with what stands there.

    Args:
        found: Places and what stands there, in any order.
    """

    def __init__(self, found: Iterable[tuple[Span, _T]]) -> None:
        self._found = sorted(found, key=lambda one: one[0])
        self._starts = [place.start for place, _ in self._found]
        self._ends = list(accumulate((place.end for place, _ in self._found), max))

    def touching(self, span: Span) -> list[tuple[Span, _T]]:
        """Return what touches a stretch, with its place; in the order of the text."""
        found: list[tuple[Span, _T]] = []
        for number in range(bisect_left(self._starts, span.end) - 1, -1, -1):
            if self._ends[number] <= span.start:
                break
            if self._found[number][0].end > span.start:
                found.append(self._found[number])
        return found[::-1]
