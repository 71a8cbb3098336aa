"""Steps of undo and redo with very many rows, carried out beside the window."""

from __future__ import annotations

import threading
from pathlib import Path

from visionwork.document.apart import writing_apart
from visionwork.document.errors import NotSavedError, telling
from visionwork.document.store import Step
from visionwork.document.transaction import Transaction
from visionwork.document.turn import Turn


class Move:
    """A step that is taken back or done again over another connection.

    Args:
        step: The step.
        reason: "undo" or "redo".

    Attributes:
        carried: Whether it is committed; to be read once it has ended.
    """

    def __init__(self, step: Step, reason: str) -> None:
        self.step = step
        self.reason = reason
        self.carried = False
        self._ended = threading.Event()

    def end(self, *, carried: bool) -> None:
        """Note that it is committed, or that it came to nothing; called in its thread."""
        self.carried = carried
        self._ended.set()

    def wait(self) -> None:
        """Wait until it has ended."""
        self._ended.wait()


def carry_out_apart(path: Path, turn: Turn, move: Move) -> None:
    """Carry a step out over an own connection, in any thread; `Store.note_moved` tells of it.

    Args:
        path: The working copy.
        turn: The lock of the document's store.
        move: What `Store.begin` was told of.

    Raises:
        NotSavedError: The disk or the file refused; nothing was changed.
    """
    from sqlite_utils import Database

    carried = False
    try:
        with telling(NotSavedError), writing_apart(path, turn) as connection:
            tx = Transaction(Database(connection, execute_plugins=False))
            move.step.carry_out(tx, move.reason)
        carried = True
    finally:
        move.end(carried=carried)
