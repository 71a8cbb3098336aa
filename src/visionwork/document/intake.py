"""Takes responses in from another thread: one writer, many responses a commit.

The main thread keeps its own connection to the working copy. The two take turns by a lock, so
that neither meets a busy database; a response is acknowledged only after its commit.
"""

from __future__ import annotations

import logging
import queue
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from visionwork.document import summary
from visionwork.document.connection import connect
from visionwork.document.responses import comment_rows, response_row
from visionwork.document.rounds import RoundRepository
from visionwork.document.schema import TABLES
from visionwork.document.store import Store
from visionwork.document.turn import Turn
from visionwork.domain.rounds import Channel, NewResponse, RoundStatus, form_digest, ticked_ids

log = logging.getLogger(__name__)

_MOST_A_COMMIT = 256
_PATIENCE_S = 0.004
_COLUMNS = TABLES["response"].all_columns
_INSERT = f"{TABLES['response'].insert} ON CONFLICT (key) DO NOTHING"
_COMMENT_COLUMNS = TABLES["comment"].all_columns
_INSERT_COMMENT = TABLES["comment"].insert


class Taken(StrEnum):
    """What became of a response."""

    STORED = "stored"
    ALREADY = "already"
    CLOSED = "closed"
    CHANGED = "changed"
    FAILED = "failed"


Done = Callable[[Taken], None]


@dataclass(frozen=True, slots=True)
class _Item:
    """One response that waits for its commit."""

    response: NewResponse
    key: str
    digest: str
    done: Done


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a round asks, as far as a response has to agree with it."""

    is_open: bool
    digest: str
    scale_ids: tuple[str, ...]


class ResponseIntake:
    """Writes the responses of one round to a working copy until `stop`.

    Args:
        path: The working copy.
        turn: Held while a transaction is open; the same that the document's store holds.
        round_id: The round.
        channel: The way the responses come in.
        told: Called after every commit with new responses, in the writer's thread.

    Attributes:
        path: The working copy.
    """

    def __init__(
        self,
        path: Path,
        turn: Turn,
        round_id: int,
        channel: Channel,
        told: Callable[[], None] | None = None,
    ) -> None:
        self.path = path
        self._turn = turn
        self._round_id = round_id
        self._channel = channel
        self._told = told
        self._waiting: queue.SimpleQueue[_Item | None] = queue.SimpleQueue()
        self._stored = 0
        self._last_count = 0
        self._seen_version = -1
        self._asked_now: _Asked | None = None
        self._keys = self._stored_keys()
        self._thread = threading.Thread(target=self._run, name="responses", daemon=True)
        self._thread.start()

    @property
    def stored(self) -> int:
        """How many responses were stored since the start."""
        return self._stored

    def has(self, key: str) -> bool:
        """Return whether a response is stored under a key; may be called in any thread."""
        return key in self._keys

    def submit(self, response: NewResponse, key: str, digest: str, done: Done) -> None:
        """Store a response, then call back in the writer's thread; may be called in any thread.

        Args:
            response: The answers.
            key: Its key, the same when it comes again.
            digest: `form_digest` of what was asked.
            done: Gets what became of it, after the commit.
        """
        self._waiting.put(_Item(response, key, digest, done))

    def stop(self) -> None:
        """Store what waits, and end."""
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        connection: sqlite3.Connection | None = None
        going = True
        while going:
            batch: list[_Item] = []
            going = self._collect(batch)
            if not batch:
                continue
            try:
                if connection is None:
                    connection = connect(self.path)
                outcomes = self._store(connection, batch)
            except sqlite3.Error as error:
                log.warning("%d responses were not stored: %s", len(batch), error)
                outcomes = [Taken.FAILED] * len(batch)
            for item, outcome in zip(batch, outcomes, strict=True):
                item.done(outcome)
            if Taken.STORED in outcomes and self._told is not None:
                self._told()
        if connection is not None:
            connection.close()

    def _collect(self, batch: list[_Item]) -> bool:
        """Wait for a response and take what comes with it; return whether to go on.

        Where several came at once before, several come again: their phones got their answers together. A
        moment's patience then makes one commit of two. A single phone is never kept waiting.
        """
        patience = _PATIENCE_S if self._last_count > 1 else 0.0
        item = self._waiting.get()
        while item is not None:
            batch.append(item)
            if len(batch) == _MOST_A_COMMIT:
                break
            try:
                if patience and len(batch) < self._last_count:
                    item = self._waiting.get(timeout=patience)
                else:
                    item = self._waiting.get_nowait()
            except queue.Empty:
                break
        self._last_count = max(len(batch), self._last_count * 3 // 4)
        return item is not None

    def _store(self, connection: sqlite3.Connection, batch: list[_Item]) -> list[Taken]:
        """Store responses in one transaction and return what became of each."""
        with self._turn:
            connection.execute("BEGIN IMMEDIATE")
            try:
                asked = self._asked(connection)
                outcomes = [self._insert(connection, item, asked) for item in batch]
                if Taken.STORED in outcomes:
                    summary.forget(connection, self._round_id)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        new = [item.key for item, outcome in zip(batch, outcomes, strict=True) if outcome is Taken.STORED]
        self._keys.update(new)
        self._stored += len(new)
        return outcomes

    def _insert(self, connection: sqlite3.Connection, item: _Item, asked: _Asked | None) -> Taken:
        if item.key in self._keys:
            return Taken.ALREADY
        if asked is None or not asked.is_open:
            return Taken.CLOSED
        if asked.digest != item.digest:
            return Taken.CHANGED
        row = response_row(self._round_id, item.response, self._channel, asked.scale_ids, item.key)
        cursor = connection.execute(_INSERT, [row[name] for name in _COLUMNS])
        if cursor.rowcount != 1:
            return Taken.ALREADY
        for written in comment_rows(self._round_id, item.response):
            connection.execute(_INSERT_COMMENT, [written[name] for name in _COMMENT_COLUMNS])
        return Taken.STORED

    def _asked(self, connection: sqlite3.Connection) -> _Asked | None:
        """Return what the round asks now, or None when it is gone.

        It is read again only when another connection has committed since (SQLite's data_version).
        """
        version = connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._seen_version:
            self._asked_now = self._read_asked(connection)
            self._seen_version = version
        return self._asked_now

    def _read_asked(self, connection: sqlite3.Connection) -> _Asked | None:
        try:
            found = RoundRepository(Store(connection)).get(self._round_id)
        except KeyError:
            return None
        return _Asked(found.status is RoundStatus.OPEN, form_digest(found), ticked_ids(found.questions))

    def _stored_keys(self) -> set[str]:
        connection = connect(self.path, read_only=True)
        try:
            rows = connection.execute("SELECT key FROM response WHERE round_id = ?", [self._round_id])
            return {row["key"] for row in rows}
        finally:
            connection.close()
