"""Rows of a file that stand in it twice, the second they were sent among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from visionwork.domain.counting import listed
from visionwork.feedback.answer_table import AnswerTable

_TO_THE_SECOND = re.compile(r"\d:[0-5]\d:[0-5]\d")
_MOST_NAMED = 6


class RepeatedRows:
    """Finds rows that are the same as one above them in every column, the ones nothing is stored of, too.

    Two people may tick the same; they do not send it in the same second. So rows are looked at only where
    a column holds times of day to the second; elsewhere no row is taken for another's copy.

    Args:
        head: The table, or its first rows.
        most: How many rows above one are remembered; None remembers all.

    Attributes:
        timed: Whether a column tells the second.
    """

    def __init__(self, head: AnswerTable, most: int | None = None) -> None:
        self.timed = any(_is_timed(head.column(index)) for index in range(len(head.headers)))
        self._most = most
        self._seen: dict[int, int] = {}
        self._found: list[tuple[int, int]] = []
        self._count = 0

    @property
    def count(self) -> int:
        """How many rows were found."""
        return self._count

    def again(self, number: int, cells: Sequence[str]) -> bool:
        """Return whether a row was there before.

        Args:
            number: Row as a spreadsheet counts it.
            cells: All of its texts.
        """
        if not self.timed:
            return False
        first = self._seen.setdefault(hash(tuple(cells)), number)
        if first == number:
            if self._most is not None and len(self._seen) > self._most:
                del self._seen[next(iter(self._seen))]  # the oldest
            return False
        self._count += 1
        if len(self._found) < _MOST_NAMED:
            self._found.append((number, first))
        return True

    def sentences(self) -> list[str]:
        """Return which rows were left out, and why; nothing where none was."""
        if not self._count:
            return []
        told = [f"row {number} is the same as row {first}" for number, first in self._found]
        if more := self._count - len(told):
            told.append(f"{more} more are the same as rows above them")
        words = listed(told)
        return [f"{words[0].upper()}{words[1:]}, to the second they were sent, and left out."]


def _is_timed(texts: Iterable[str]) -> bool:
    filled = [text for text in texts if text.strip()]
    return bool(filled) and all(_TO_THE_SECOND.search(text) for text in filled)
