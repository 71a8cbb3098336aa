"""Deleting a round with everything in it, beside the window when that takes long."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from visionwork.document.apart import writing_apart
from visionwork.document.transaction import RowChange, Transaction
from visionwork.document.turn import Turn
from visionwork.document.unfinished import erase_of_round
from visionwork.domain.rounds import Round, RoundAct

DELETING = "Delete the round"

_PARTS = (
    "response", "answer_block", "comment_block", "batch_marks", "batch", "comment", "theme", "let_out",
    "let_out_batch", "figure", "question", "round_group",
)  # fmt: skip
"""Tables whose rows go with a round, in the order they can be deleted in."""
_SLOW = 2_000
"""Answers that are deleted in a fifth of a second."""
_REMEMBERED = 20_000
"""Answers of which undo keeps a copy, so that they take some ten megabytes at most."""


class Deleted(NamedTuple):
    """What was deleted: the tables, and the rows unless nobody remembers them."""

    tables: frozenset[str]
    changes: list[RowChange] | None


def takes_long(found: Round) -> bool:
    """Return whether deleting a round should not keep a window waiting."""
    return found.response_count > _SLOW


def comes_back(found: Round) -> bool:
    """Return whether undo brings a round back that was deleted."""
    return found.response_count <= _REMEMBERED


def delete_round(tx: Transaction, round_id: int) -> None:
    """Delete a round with its answers, and remember the rows."""
    for table in _PARTS:
        tx.delete_where(table, "round_id", round_id)
    for event_id in _events(tx, round_id):
        tx.delete("round_event", event_id)
    tx.delete("round", round_id)
    erase_of_round(tx, round_id)


def delete_apart(path: Path, turn: Turn, found: Round) -> Deleted:
    """Delete a round over an own connection, in any thread; `Store.note_apart` tells of it.

    Args:
        path: The working copy.
        turn: The lock of the document's store.
        found: The round.
    """
    from sqlite_utils import Database

    with writing_apart(path, turn) as connection:
        tx = Transaction(Database(connection, execute_plugins=False))
        if comes_back(found):
            delete_round(tx, found.id)
            return Deleted(tx.tables, tx.changes)
        for table in _PARTS:
            tx.erase(table, "round_id", found.id)
        for event_id in _events(tx, found.id):
            tx.erase("round_event", "id", event_id)
        tx.erase("round", "id", found.id)
        erase_of_round(tx, found.id)
        return Deleted(tx.tables, None)


def _events(tx: Transaction, round_id: int) -> list[int]:
    """Return the events that go with a round; that its answers were removed stays, for copies of the file."""
    sql = "SELECT id FROM round_event WHERE round_id = ? AND act <> ?"
    return [row["id"] for row in tx.rows(sql, [round_id, RoundAct.SHREDDED.value])]
