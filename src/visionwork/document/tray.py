"""Answers that phones were thanked for and that the working copy does not hold yet.

They come in in another process, which must not wait for the window's, nor keep it waiting. So that process
has a small database of its own in the folder of the working copy: the tray. One process has it at a time;
SQLite's exclusive lock, which the operating system frees after a crash, sees to that. Rows lie in the order
of keys that look random, and what was taken out is overwritten.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from visionwork.document import files
from visionwork.document.connection import connect_exclusively, transaction
from visionwork.document.errors import NotSavedError, telling
from visionwork.domain.many import NOT_ANSWERED
from visionwork.domain.rounds import NewResponse

_SUFFIX = ".tray"
_BESIDE = ("", "-wal", "-journal", "-shm")
_DDL = "CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, answer TEXT NOT NULL) STRICT, WITHOUT ROWID"
_PATIENCE_S = 10.0
_LOOK_EVERY_S = 0.02

NEXT, WORDS = "\x1e", "\x1f"
"""Stand before what was written to a question, and between the question and the words; see `clean_text`."""

TrayRow = tuple[str, str]
"""A key, and an answer as `packed_answer` packs it."""


class Tray:
    """One round's tray; used by one thread at a time.

    Args:
        path: Its file; made where it is missing.

    Raises:
        NotSavedError: The disk refuses it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with telling(NotSavedError):
            # Only its owner can read it, from its first byte on.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            self._connection = _opened(path)

    def put(self, rows: Sequence[TrayRow]) -> None:
        """Store answers durably, all or none.

        Raises:
            NotSavedError: The disk refused.
        """
        self._write("INSERT INTO answer (key, answer) VALUES (?, ?) ON CONFLICT DO NOTHING", rows)

    def rows(self, most: int, *, after: str | None = None) -> list[TrayRow]:
        """Return the first answers by key, or the first behind a key."""
        with telling(NotSavedError):
            return self._connection.execute(
                "SELECT key, answer FROM answer WHERE ?1 IS NULL OR key > ?1 ORDER BY key LIMIT ?2",
                [after, most],
            ).fetchall()

    def keys(self) -> list[str]:
        """Return the key of every answer."""
        with telling(NotSavedError):
            return [key for (key,) in self._connection.execute("SELECT key FROM answer")]

    def take_out(self, keys: Iterable[str]) -> None:
        """Remove answers that the working copy holds now, and every trace of the order in which they came.

        Raises:
            NotSavedError: The disk refused.
        """
        self._write("DELETE FROM answer WHERE key = ?", [(key,) for key in keys])
        with telling(NotSavedError):  # the log has the pages of each commit, one behind the other
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def count(self) -> int:
        """Return how many answers wait in it."""
        with telling(NotSavedError):
            return self._connection.execute("SELECT count(*) FROM answer").fetchone()[0]

    def close(self) -> None:
        """Let another process have it."""
        self._connection.close()

    def remove(self) -> None:
        """Close it, and delete its file."""
        self.close()
        remove_tray(self.path)

    def _write(self, sql: str, rows: Sequence[Sequence[str]]) -> None:
        with telling(NotSavedError), transaction(self._connection):
            self._connection.executemany(sql, rows)


def packed_answer(response: NewResponse, scale_ids: Sequence[str]) -> str:
    """Return an answer as it lies in a tray.

    Args:
        response: The answer.
        scale_ids: Ids of the questions with points, in the order of the questionnaire.
    """
    head = [str(response.group_id), " "]
    head += [str(response.scales.get(code, NOT_ANSWERED)) for code in scale_ids]
    for code, text in response.comments.items():
        head += [NEXT, code, WORDS, text]
    return "".join(head)


def tray_path(folder: Path, round_id: int) -> Path:
    """Return where the tray of a round is in the folder of a working copy."""
    return folder / f"answers-{round_id}{_SUFFIX}"


def trays_in(folder: Path) -> list[tuple[int, Path]]:
    """Return the trays in the folder of a working copy, with the ids of their rounds."""
    found = []
    for path in sorted(folder.glob(f"answers-*{_SUFFIX}")):
        number = path.stem.removeprefix("answers-")
        if number.isdecimal():
            found.append((int(number), path))
    return found


def remove_tray(path: Path) -> None:
    """Delete the file of a tray that nobody has open, with what SQLite keeps beside it."""
    for end in _BESIDE:
        files.remove(path.with_name(f"{path.name}{end}"))


def waiting_in(folder: Path) -> int:
    """Return how many answers wait in the trays of a working copy.

    Raises:
        NotSavedError: One cannot be read.
    """
    waiting = 0
    for _, path in trays_in(folder):
        tray = Tray(path)
        try:
            waiting += tray.count()
        finally:
            tray.close()
    return waiting


def _opened(path: Path) -> sqlite3.Connection:
    """Open a tray; the process that had it may be a moment from its end."""
    end = time.monotonic() + _PATIENCE_S
    while True:
        try:
            return connect_exclusively(path, _DDL)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(_LOOK_EVERY_S)
