"""Reads who is in the statement and in its drafts, and remembers it by wording."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from visionwork.domain.coverage import Coverage
from visionwork.domain.drafts import Draft
from visionwork.domain.groups import GroupKind

if TYPE_CHECKING:
    from visionwork.gui.context import WorkshopContext


class PresenceReader:
    """Coverage of texts in the house's words; each wording is read once.

    The coach is imported at the first text, so that the page is built without waiting for it.

    Args:
        context: The open workshop.
    """

    def __init__(self, context: WorkshopContext) -> None:
        self._context = context
        self._drafts: dict[str, Coverage] = {}
        self._latest: Coverage | None = None
        self._key: tuple[object, ...] = ()

    def forget_words(self) -> None:
        """Read everything again when the organisation or the house's words have changed."""
        snapshot = self._context.snapshot
        key = (snapshot.workshop.organisation, tuple(sorted(snapshot.house_words.items())))
        if key != self._key:
            self._key = key
            self._drafts.clear()
            self._latest = None

    def coverage(self, text: str) -> Coverage:
        """Return who is in a text."""
        if self._latest is None or self._latest.text != text:
            self._latest = self._read(text)
        return self._latest

    def sentence_count(self, text: str) -> int:
        """Return how many sentences a text has."""
        return len(self.coverage(text).sentences)

    def named_before(self, drafts: Sequence[Draft]) -> dict[GroupKind, int]:
        """Return the number of the newest draft that names a kind, for kinds that any names.

        Args:
            drafts: Earlier drafts by number.
        """
        named: dict[GroupKind, int] = {}
        for draft in drafts:
            if draft.sha256 not in self._drafts:
                self._drafts[draft.sha256] = self._read(draft.text)
            named |= dict.fromkeys(self._drafts[draft.sha256].named, draft.number)
        return named

    def _read(self, text: str) -> Coverage:
        from visionwork.coach.coverage import coverage

        snapshot = self._context.snapshot
        return coverage(text, snapshot.house_words, snapshot.workshop.organisation)
