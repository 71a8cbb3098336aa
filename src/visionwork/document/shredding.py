"""Removing the single answers of a round for good, beside the window when that takes long."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from visionwork.document.comments import erase_waiting
from visionwork.document.connection import connect, transaction
from visionwork.document.errors import NotSavedError, telling
from visionwork.document.transaction import Transaction
from visionwork.document.turn import Turn
from visionwork.document.unfinished import erase_of_round
from visionwork.domain.errors import UserFacingError
from visionwork.domain.rounds import COMMENTED, RoundAct

SHREDDING = "Remove single answers"

_SLOW_BYTES = 5_000_000
"""A file of this size is written anew in a fifth of a second."""
_PATIENCE_S = 60.0
"""For whoever reads the working copy meanwhile, as publishing does."""


class Shredded(NamedTuple):
    """What was done: tables of which rows were changed, and what kept the file from being written anew."""

    tables: frozenset[str]
    problem: UserFacingError | None


def rewriting_takes_long(path: Path) -> bool:
    """Return whether it should not keep a window waiting: the whole file is written anew."""
    return path.stat().st_size > _SLOW_BYTES


def shred_round(tx: Transaction, round_id: int, today: date) -> None:
    """Remove every single answer of a round; what was let out of it stays.

    Comments that may be seen stay, with their group where they have one: they are not tied to any other
    answer. Everything else that was not let out goes: answers, marks of imported rows, comments that
    waited.

    Args:
        tx: The transaction.
        round_id: A closed round.
        today: The day that is recorded.
    """
    for table in ("response", "answer_block", "batch_marks"):
        tx.erase(table, "round_id", round_id)
    erase_waiting(tx, round_id)
    erase_of_round(tx, round_id)
    for row in tx.rows("SELECT id FROM figure WHERE round_id = ? AND code = ?", [round_id, COMMENTED]):
        tx.delete("figure", row["id"])
    tx.update("round", round_id, {"shredded_on": today.isoformat()})
    tx.insert("round_event", {"round_id": round_id, "act": RoundAct.SHREDDED.value, "day": today.isoformat()})


def shred_apart(path: Path, turn: Turn, round_id: int, today: date) -> Shredded:
    """Do so over an own connection, in any thread, and write the file anew.

    `Store.note_apart` tells of it, and `Store.clear_history` keeps it from coming back.

    Args:
        path: The working copy.
        turn: The lock of the document's store.
        round_id: A closed round.
        today: The day that is recorded.

    Raises:
        NotSavedError: The disk or the file refused; nothing was changed.
    """
    from sqlite_utils import Database

    connection = connect(path, timeout=_PATIENCE_S)
    try:
        with turn:
            with telling(NotSavedError), transaction(connection):
                tx = Transaction(Database(connection, execute_plugins=False))
                shred_round(tx, round_id, today)
            return Shredded(tx.tables, _written_anew(connection))
    finally:
        connection.close()


def shred_copy(copy: sqlite3.Connection, rounds: Iterable[tuple[int, str]]) -> None:
    """Remove every single answer of rounds from another version of a document, where they may still be open.

    Args:
        copy: The version, in memory.
        rounds: Id of each round, and the day that is recorded.
    """
    from sqlite_utils import Database

    with transaction(copy):
        tx = Transaction(Database(copy, execute_plugins=False))
        for round_id, day in rounds:
            if tx.rows("SELECT 1 FROM round WHERE id = ? AND status = 'open'", [round_id]):
                tx.update("round", round_id, {"status": "closed", "closed_on": day})
                tx.insert("round_event", {"round_id": round_id, "act": RoundAct.CLOSED.value, "day": day})
            shred_round(tx, round_id, date.fromisoformat(day))


def _written_anew(connection: sqlite3.Connection) -> UserFacingError | None:
    """Write the file anew, or return why that cannot be: the answers are deleted by then."""
    try:
        with telling(NotSavedError):
            connection.execute("VACUUM")
    except NotSavedError as error:
        return error
    return None
