"""Opening a SQLite connection the way every document is opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from visionwork.document.errors import NotSavedError, telling

_CAREFUL = ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "foreign_keys=ON")
_QUICK = (
    "locking_mode=EXCLUSIVE",
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "fullfsync=ON",
)
_DURABLE = ("journal_mode=TRUNCATE", "synchronous=EXTRA", "secure_delete=ON", "fullfsync=ON")


def connect(
    path: Path, *, read_only: bool = False, create: bool = False, timeout: float = 5.0
) -> sqlite3.Connection:
    """Return a connection in autocommit mode with the document's safety settings.

    The journal is TRUNCATE with synchronous EXTRA, so that an acknowledged commit survives a
    power cut; received files may not run code of theirs (trusted_schema off).

    Args:
        path: Database file on a local disk.
        read_only: Refuse every write.
        create: Make the file when it is missing; otherwise that is an error.
        timeout: Seconds to wait for another connection.

    Raises:
        sqlite3.Error: The file cannot be opened.
    """
    mode = "ro" if read_only else "rwc" if create else "rw"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=timeout)
    try:
        for pragma in _CAREFUL if read_only else _CAREFUL + _DURABLE:
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        connection.close()
        raise
    connection.row_factory = sqlite3.Row
    connection.text_factory = _text
    return connection


def connect_exclusively(path: Path, ddl: str) -> sqlite3.Connection:
    """Return a connection that no other process shares, with durable commits of one flush each.

    It may be used by one thread after the other.

    Args:
        path: Database file on a local disk.
        ddl: Makes what is missing in it.

    Raises:
        sqlite3.Error: The file cannot be opened, or another process has it.
    """
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=0, check_same_thread=False)
    try:
        for pragma in _CAREFUL + _QUICK:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        connection.execute(ddl)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_memory() -> sqlite3.Connection:
    """Return an empty database in memory, for one thread after the other."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    for pragma in _CAREFUL:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.row_factory = sqlite3.Row
    connection.text_factory = _text
    return connection


def _text(stored: bytes) -> str:
    """Return a stored text; bytes that damage made unreadable become U+FFFD, which its hash does not fit."""
    return stored.decode("utf-8", "replace")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit what is written inside, or take all of it back when an error is raised."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def path_of(connection: sqlite3.Connection) -> Path | None:
    """Return the file a connection works in, or None when it works in memory."""
    found = connection.execute("PRAGMA database_list").fetchone()["file"]
    return Path(found) if found else None


def try_disk(connection: sqlite3.Connection) -> None:
    """Make a commit that changes nothing, to see whether the disk takes commits again.

    Raises:
        NotSavedError: It does not.
    """
    with telling(NotSavedError):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA user_version = {version}")
