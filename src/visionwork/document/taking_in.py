"""Brings answers from a tray into the working copy, each once."""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from visionwork.document import summary
from visionwork.document.connection import connect, transaction
from visionwork.document.errors import NotSavedError, telling
from visionwork.document.responses import comment_row, response_hash
from visionwork.document.rounds import RoundRepository
from visionwork.document.schema import TABLES
from visionwork.document.store import Store
from visionwork.document.tray import NEXT, WORDS, Tray, TrayRow, trays_in
from visionwork.document.turn import Turn
from visionwork.domain.many import NOT_ANSWERED
from visionwork.domain.rounds import Channel, Comment, Round, ticked_ids

log = logging.getLogger(__name__)

_SLICE = 1_000
_KEY = re.compile("[0-9a-f]{32}")
_POINTS = f"{summary.DIGITS}{NOT_ANSWERED}"
_RESPONSE = TABLES["response"]
_COMMENT = TABLES["comment"]


class Taken(NamedTuple):
    """What became of answers from a tray.

    Attributes:
        stored: How many are new in the working copy.
        settled: Keys of those that need not be in the tray any more.
    """

    stored: int
    settled: list[str]


class Brought(NamedTuple):
    """What became of answers that lay in the trays of a working copy.

    Attributes:
        stored: How many are new in the working copy.
        unfit: How many fit nothing that the round asks, and are still in their tray.
    """

    stored: int
    unfit: int


def take_in(connection: sqlite3.Connection, asked: Round, rows: Sequence[TrayRow]) -> Taken:
    """Store answers from a tray in the open transaction; those that are there already are passed over.

    They were thanked for while the round was open, so it does not matter whether it still is.

    Args:
        connection: The document.
        asked: The round.
        rows: What was in the tray.
    """
    reader = _Reader(asked, {row[0] for row in connection.execute("SELECT id FROM stakeholder_group")})
    fitting = [
        (key, answer)
        for key, packed in rows
        if _KEY.fullmatch(key) and (answer := reader.read(packed)) is not None
    ]
    keys = [key for key, _ in fitting]
    marks = ", ".join("?" * len(keys))
    found = connection.execute(f"SELECT key FROM response WHERE key IN ({marks})", keys)  # noqa: S608
    known = {row[0] for row in found}
    new = [(key, answer) for key, answer in fitting if key not in known]
    if new:
        connection.executemany(_RESPONSE.insert, [_response(asked.id, *item) for item in new])
        connection.executemany(
            _COMMENT.insert, [row for _, answer in new for row in _comments(asked.id, answer)]
        )
        summary.drop_counts(connection, asked.id)
    if len(fitting) < len(rows):
        log.error("%d answers do not fit what round %d asks", len(rows) - len(fitting), asked.number)
    return Taken(len(new), keys)


class Taker:
    """Takes in what comes from a tray while the document is in use, over a connection of its own.

    Made anywhere; `take` and `close` are called in one other thread. Nobody is told of what it stores; see
    `Store.note_foreign_commit`.

    Args:
        path: The working copy.
        turn: The document's.
    """

    def __init__(self, path: Path, turn: Turn) -> None:
        self._path = path
        self._turn = turn
        self._connection: sqlite3.Connection | None = None

    def take(self, asked: Round, rows: Sequence[TrayRow]) -> Taken:
        """Store answers in one transaction; see `take_in`.

        Raises:
            NotSavedError: The disk refused; nothing was stored.
        """
        try:
            return self._take(asked, rows)
        except NotSavedError:
            raise
        except Exception:  # noqa: BLE001 - logged for the answer that meets it
            return self._without_those_that_fail(asked, rows)

    def _take(self, asked: Round, rows: Sequence[TrayRow]) -> Taken:
        with telling(NotSavedError):
            if self._connection is None:
                self._connection = connect(self._path)
            with self._turn, transaction(self._connection):
                return take_in(self._connection, asked, rows)

    def _without_those_that_fail(self, asked: Round, rows: Sequence[TrayRow]) -> Taken:
        """Store what a mistake of ours does not keep from it; an answer that meets one fits nothing."""
        stored, settled = 0, []
        for row in rows:
            try:
                taken = self._take(asked, [row])
            except NotSavedError:
                raise
            except Exception:  # the others must not wait for it
                log.exception("an answer could not be stored; it stays in its tray")
            else:
                stored += taken.stored
                settled += taken.settled
        return Taken(stored, settled)

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def take_in_left(store: Store, folder: Path, *, keep: bool = False) -> Brought:
    """Bring in what lies in the trays of a working copy, and delete those that are empty then.

    Args:
        store: The document.
        folder: The folder of its working copy.
        keep: Leave the trays as they are, since the document is not on a disk now.

    Raises:
        NotSavedError: The disk refused; what is not stored is still in its tray.
    """
    stored = unfit = 0
    for round_id, path in trays_in(folder):
        tray = Tray(path)
        try:
            brought = _empty(store, round_id, tray, keep=keep)
            left = tray.count()
        except BaseException:
            tray.close()
            raise
        if left:
            tray.close()
        else:
            tray.remove()
        stored += brought.stored
        unfit += brought.unfit
    return Brought(stored, unfit)


def _empty(store: Store, round_id: int, tray: Tray, *, keep: bool) -> Brought:
    try:
        asked = RoundRepository(store).get(round_id)
    except KeyError:
        log.warning("A round was deleted with answers that waited for it")
        tray.take_out(tray.keys())
        return Brought(0, 0)
    if asked.shredded_on is not None:
        log.warning("The single answers of round %d were removed with some that waited for it", asked.number)
        tray.take_out(tray.keys())
        return Brought(0, 0)
    stored = unfit = 0
    last = None
    while rows := tray.rows(_SLICE, after=last):
        with telling(NotSavedError), store.turn, transaction(store.connection):
            taken = take_in(store.connection, asked, rows)
        if taken.stored:
            store.count_commit()  # before anything else can fail: they leave the tray now
        stored += taken.stored
        unfit += len(rows) - len(taken.settled)  # they stay, for whoever looks into it
        if not keep:
            tray.take_out(taken.settled)
        last = rows[-1][0]
    if stored:
        store.keep_questions()
    return Brought(stored, unfit)


class _Answer(NamedTuple):
    group_id: int
    scales: str
    comments: list[tuple[str, str]]


class _Reader:
    """Reads packed answers; what another process wrote must fit the round before it is stored."""

    def __init__(self, asked: Round, groups: set[int]) -> None:
        self._groups = {str(group_id): group_id for group_id in groups}
        self._ticked = len(ticked_ids(asked.questions))
        self._open = {question.id for question in asked.questions if not question.ticked}

    def read(self, packed: str) -> _Answer | None:
        head, *written = packed.split(NEXT)
        group, _, scales = head.partition(" ")
        comments = [(code, text) for code, _, text in (part.partition(WORDS) for part in written)]
        group_id = self._groups.get(group)
        points = scales.strip(_POINTS)
        if group_id is None or points or len(scales) != self._ticked:
            return None
        return (
            _Answer(group_id, scales, comments) if all(code in self._open for code, _ in comments) else None
        )


def _response(round_id: int, key: str, answer: _Answer) -> tuple[object, ...]:
    group_id, scales, _ = answer
    return (key, round_id, group_id, Channel.PHONE.value, None, scales, response_hash(group_id, scales))


def _comments(round_id: int, answer: _Answer) -> list[tuple[object, ...]]:
    made = (comment_row(round_id, Comment(code, answer.group_id, text)) for code, text in answer.comments)
    return [tuple(row[name] for name in _COMMENT.all_columns) for row in made if row is not None]
