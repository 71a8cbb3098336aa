"""What a document tells of single answers that were removed for good."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from visionwork.domain.records import record
from visionwork.domain.rounds import RoundAct


@record
class RemovedAnswers:
    """Single answers that were removed.

    Attributes:
        round_id: The round they were given in.
        day: When they were removed, as it is stored.
        opened_on: When the round was opened, as it is stored; None when the round was deleted since.
        draft_sha256: Hash of the draft that was shown; None when the round was deleted since.
    """

    round_id: int
    day: str
    opened_on: str | None
    draft_sha256: str | None


def removed_answers(document: sqlite3.Connection) -> frozenset[RemovedAnswers]:
    """Return what was removed from a document; the events tell it, also of rounds that were deleted since."""
    rows = document.execute(
        """
        SELECT event.round_id, event.day, round.opened_on, round.draft_sha256
        FROM round_event AS event LEFT JOIN round ON round.id = event.round_id
        WHERE event.act = ?
        """,
        [RoundAct.SHREDDED.value],
    )
    return frozenset(RemovedAnswers(*row) for row in rows)


def still_held(
    document: sqlite3.Connection, removed: Iterable[RemovedAnswers], *, by_id: bool
) -> list[RemovedAnswers]:
    """Return which of them another version of the same workshop may still hold.

    Versions that went their own ways may each have opened a round with the same id: it is another one when
    it was opened on another day or on another draft.

    Args:
        document: The other version.
        removed: What was removed from the first.
        by_id: Whether a round that the first has deleted since is known by its id alone, as in a copy of it.
    """
    rounds = {
        row["id"]: (row["opened_on"], row["draft_sha256"])
        for row in document.execute("SELECT id, opened_on, draft_sha256 FROM round WHERE shredded_on IS NULL")
    }
    return [
        found
        for found in removed
        if found.round_id in rounds
        and (
            by_id
            if found.draft_sha256 is None
            else rounds[found.round_id] == (found.opened_on, found.draft_sha256)
        )
    ]
