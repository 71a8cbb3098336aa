"""A compact, checked copy of a document in a file of its own."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from visionwork.document import files
from visionwork.document.connection import connect, connect_memory
from visionwork.document.files import FileMark
from visionwork.document.inspection import check_content, check_start
from visionwork.document.turn import Turn

LARGE = 16_000_000
"""Bytes from which on a document is no longer copied into memory to be published."""

_GLANCES = 3


def into_memory(source: sqlite3.Connection) -> sqlite3.Connection:
    """Return a copy of a document in memory, for any thread; about a millisecond a megabyte.

    Raises:
        sqlite3.Error: The document cannot be read.
    """
    memory = connect_memory()
    try:
        source.backup(memory)
    except BaseException:
        memory.close()
        raise
    return memory


class LargeContent:
    """A large document as it stands, copied when a job needs it, in the job's thread.

    Copying it into memory would hold up the window, and take as much memory as it is long.

    Args:
        database: The working copy.
        turn: The lock of its store.
        target: Where the copy goes; deleted by `close`.
    """

    def __init__(self, database: Path, turn: Turn, target: Path) -> None:
        self._database = database
        self._turn = turn
        self._target = target
        self._connection: sqlite3.Connection | None = None

    def open(self) -> sqlite3.Connection:
        """Copy the document and return a connection to the copy.

        The lock is taken for a glance before and after, so that nobody waits; a copy between which somebody
        wrote is made again, and the last time under the lock.

        Raises:
            OSError, sqlite3.Error: It could not be copied.
        """
        for _ in range(_GLANCES):
            with self._turn:
                before = files.stamp(self._database)
            shutil.copyfile(self._database, self._target)
            with self._turn:
                if files.stamp(self._database) == before:
                    break
        else:
            with self._turn:
                shutil.copyfile(self._database, self._target)
        self._connection = connect(self._target)
        return self._connection

    def close(self) -> None:
        """Delete the copy."""
        if self._connection is not None:
            self._connection.close()
        files.remove(self._target)


def content_of(
    connection: sqlite3.Connection, database: Path | None, turn: Turn
) -> sqlite3.Connection | LargeContent:
    """Return what is committed by now: in memory, or for a job to copy when it is large.

    Args:
        connection: To the document.
        database: The working copy; None when the document is not on a disk.
        turn: The lock of its store.

    Raises:
        OSError, sqlite3.Error: The document cannot be read.
    """
    if database is None or database.stat().st_size < LARGE:
        return into_memory(connection)
    return LargeContent(database, turn, database.with_name(f"large{files.TEMP_SUFFIX}"))


def write_snapshot(memory: sqlite3.Connection, target: Path, revision: int) -> None:
    """Write a document from memory to a new file, compact and without a trace of what was deleted.

    Args:
        memory: A copy of the document; gets the revision, too.
        target: Where the file goes; an older one is replaced.
        revision: Number that the file gets.

    Raises:
        sqlite3.Error: Writing failed.
        OSError: Reading it back failed.
        DocumentError: The file is not what it should be; it must not be used.
    """
    files.remove(target)
    memory.execute("UPDATE workshop SET revision = ?", [revision])
    memory.execute("VACUUM INTO ?", [str(target)])
    with target.open("rb") as file:
        check_start(target.name, file.read(100))
    copy = connect(target, read_only=True)
    try:
        check_content(copy, target.name)
        found = copy.execute("SELECT revision FROM workshop").fetchone()[0]
    finally:
        copy.close()
    if found != revision:
        raise sqlite3.DatabaseError(f"the snapshot has revision {found}, not {revision}")


def write_document(source: sqlite3.Connection, path: Path, revision: int) -> FileMark:
    """Write a document to a user's path, whole or not at all, without the app's own folders.

    Raises:
        sqlite3.Error, OSError, DocumentError: As `write_snapshot`; the path is as it was.
    """
    memory = into_memory(source)
    try:
        return put_snapshot(memory, path, revision)
    finally:
        memory.close()


def put_snapshot(memory: sqlite3.Connection, path: Path, revision: int) -> FileMark:
    """Put a document from memory in a place, whole or not at all.

    Raises:
        sqlite3.Error, OSError, DocumentError: As `write_snapshot`; the place is as it was.
    """
    temp = files.temp_beside(path)
    try:
        write_snapshot(memory, temp, revision)
        mark = files.ready(temp, path)
        files.replace(temp, path)
        return mark
    finally:
        files.remove(temp)
