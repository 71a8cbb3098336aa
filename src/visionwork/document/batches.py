"""Answers of many people at once, all or none, beside those that came before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from visionwork.document import summary
from visionwork.document.marks import KnownMarks
from visionwork.document.responses import require_open
from visionwork.document.store import Store
from visionwork.document.transaction import BATCH_KEYS
from visionwork.document.turn import Turn
from visionwork.domain.many import Added, AnswerSlice, mark_columns, marks_of
from visionwork.domain.rounds import Channel, Round

_REMEMBERED = 20_000
"""Undo keeps a copy of what a larger file brought no more; it deletes it instead."""


class BatchRepository:
    """Stores answers of files, and takes them back.

    Args:
        store: The rows of the document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(
        self, asked: Round, slices: Iterable[AnswerSlice], channel: Channel, *, other_people: bool = False
    ) -> Added:
        """Store the answers of a file, all or none; those stored before are passed over.

        Args:
            asked: The round.
            slices: The answers.
            channel: The way they came in.
            other_people: Store answers equal to stored ones, too: other people gave them.

        Raises:
            DocumentError: The round is closed, or a group is not among the workshop's.
            ValueError: Points are packed wrongly.
        """
        with self._store.command("Import answers") as tx:
            connection = self._store.connection
            added = write_batch(connection, asked, slices, channel, other_people=other_people)
            if 0 < added.new <= _REMEMBERED:
                for table in reversed(BATCH_KEYS):
                    tx.adopt(table, BATCH_KEYS[table], added.batch_id)
            elif added.new:
                tx.adopt_batch(added.batch_id)
        return added

    def count_new(self, asked: Round, slices: Iterable[AnswerSlice], *, other_people: bool = False) -> Added:
        """Return what storing the answers of a file would do.

        Args:
            asked: The round.
            slices: The answers.
            other_people: Count answers equal to stored ones as those of other people.
        """
        return count_new(self._store.connection, asked, slices, other_people=other_people)

    def note(self, added: Added) -> None:
        """Make what `add_apart` stored a step of undo, and tell listeners; in the thread of the document."""
        if added.batch_id:
            self._store.note_batch("Import answers", added.batch_id)


def add_apart(
    path: Path,
    turn: Turn,
    asked: Round,
    slices: Iterable[AnswerSlice],
    channel: Channel,
    *,
    other_people: bool = False,
) -> Added:
    """Store the answers of a file over an own connection, in any thread; `BatchRepository.note` tells of it.

    Args:
        path: The working copy.
        turn: The lock of the document's store; held to the end, since a reader would meet a busy database.
        asked: The round.
        slices: The answers; what they raise ends it with nothing stored.
        channel: The way they came in.
        other_people: As `BatchRepository.add`.
    """
    from visionwork.document.apart import writing_apart

    with writing_apart(path, turn) as connection:
        return write_batch(connection, asked, slices, channel, other_people=other_people)


def count_new(
    connection: sqlite3.Connection, asked: Round, slices: Iterable[AnswerSlice], *, other_people: bool = False
) -> Added:
    """Return what storing the answers of a file would do.

    Args:
        connection: A connection to the document.
        asked: The round.
        slices: The answers.
        other_people: Count answers equal to stored ones as those of other people.
    """
    known = _known(connection, asked.id, other_people)
    codes = [question.id for question in asked.questions if not question.ticked]
    new = already = 0
    for part in slices:
        people = len(part.groups)
        here = 0
        if known:
            columns = mark_columns(part, codes)[0]
            here = sum(map(known.meet, marks_of(columns)))
        already += here
        new += people - here
    return Added(new, already)


def write_batch(
    connection: sqlite3.Connection,
    asked: Round,
    slices: Iterable[AnswerSlice],
    channel: Channel,
    *,
    other_people: bool = False,
) -> Added:
    """Store the answers of a file in the transaction that is open, and keep the counts of the round.

    Args:
        connection: The document, with a transaction open.
        asked: The round.
        slices: The answers.
        channel: The way they came in.
        other_people: Store answers equal to stored ones, too.

    Raises:
        DocumentError: The round is closed, or a group is not among the workshop's.
        ValueError: Points are packed wrongly.
    """
    from visionwork.document.batch_writer import BatchWriter

    require_open(asked)
    known = _known(connection, asked.id, other_people)
    writer = BatchWriter(connection, asked, channel)
    already = 0
    for part in slices:
        already += writer.take(part, known)
    if not writer.people:
        writer.give_up()
        return Added(0, already)
    writer.finish()
    summary.keep(connection, asked.id, summary.recount(connection, asked.id, writer.codes))
    return Added(writer.people, already, writer.batch_id)


def _known(connection: sqlite3.Connection, round_id: int, other_people: bool) -> KnownMarks | None:
    return None if other_people else KnownMarks(connection, round_id) or None
