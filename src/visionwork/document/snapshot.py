"""A compact, checked copy of a document in a file of its own."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from visionwork.document import files
from visionwork.document.connection import connect, connect_memory
from visionwork.document.files import FileMark
from visionwork.document.inspection import check_content, check_start


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
    temp = files.temp_beside(path)
    memory = into_memory(source)
    try:
        write_snapshot(memory, temp, revision)
        mark = files.ready(temp, path)
        files.replace(temp, path)
        return mark
    finally:
        memory.close()
        files.remove(temp)
