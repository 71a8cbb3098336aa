"""Long writes over a connection of their own, in any thread; the store is told of them at the end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from visionwork.document.connection import connect, transaction
from visionwork.document.turn import Turn


@contextmanager
def writing_apart(path: Path, turn: Turn) -> Iterator[sqlite3.Connection]:
    """Open a transaction over an own connection; it is committed at the end, or taken back when it raises.

    Args:
        path: The working copy.
        turn: The lock of the document's store; held to the end, since a reader would meet a busy database.
    """
    connection = connect(path)
    try:
        with turn, transaction(connection):
            yield connection
    finally:
        connection.close()
