"""Edits typed but not yet stored: written soon, and never dropped."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from visionwork.domain.errors import UserFacingError

WRITE_AFTER_MS = 250
"""Pause after the last keystroke; with the commit it stays under the promised 400 ms."""

WRITE_AT_LATEST_MS = 2000
"""While somebody types without a pause, what was typed is stored this often."""

RETRY_AFTER_MS = 5000
"""How long a write that failed waits before it is tried again."""

_FAULT = ("An edit could not be stored.", "Copy what you typed, then open this page again.")


class PendingEdits(QObject):
    """Writers of fields that differ from the document, run on a pause, on leaving and on close.

    A writer stays pending until it has returned without an error, so a keystroke is never lost
    to a full disk; one that fails keeps no other from being stored.

    Signals:
        waiting_changed: Something began to wait (True) or everything is stored (False).
        failed: A write failed; carries the UserFacingError.
    """

    waiting_changed = Signal(bool)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writers: dict[str, Callable[[], object]] = {}
        self._told: set[str] = set()
        self._pause = self._single_shot(WRITE_AFTER_MS)
        self._latest = self._single_shot(WRITE_AT_LATEST_MS)
        self._retry = self._single_shot(RETRY_AFTER_MS)

    def touch(self, key: str, write: Callable[[], object]) -> None:
        """Note that a field changed; its writer runs after a pause.

        Args:
            key: Names the field, so that a newer writer replaces the older one.
            write: Stores the field as it stands when called; raises UserFacingError on failure.
        """
        was_empty = not self._writers
        self._writers[key] = write
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()
        if was_empty:
            self.waiting_changed.emit(True)

    def flush(self) -> bool:
        """Run every pending writer now; return whether all of them succeeded.

        A fault of ours in a writer is handed to the exception hook, and counts as a failure.
        """
        for timer in (self._pause, self._latest, self._retry):
            timer.stop()
        had_writers = bool(self._writers)
        refused: UserFacingError | None = None
        for key, write in list(self._writers.items()):
            try:
                write()
            except UserFacingError as error:
                refused = refused or error
                self._retry.start()
            except Exception as error:  # noqa: BLE001
                # Raised from here it would keep the window from closing, and other fields from the disk.
                refused = refused or UserFacingError(*_FAULT)
                self._tell_fault(key, error)
            else:
                self._told.discard(key)
                if self._writers.get(key) is write:
                    del self._writers[key]
        if refused is not None:
            self.failed.emit(refused)
            return False
        if had_writers and not self._writers:
            self.waiting_changed.emit(False)
        return not self._writers

    def drop(self, key: str) -> None:
        """Forget a pending writer, when its field was set from the document again."""
        if self._writers.pop(key, None) is not None and not self._writers:
            self.waiting_changed.emit(False)

    def stop(self) -> None:
        """Write nothing any more: the document is about to be closed, and was flushed before."""
        for timer in (self._pause, self._latest, self._retry):
            timer.stop()
        self._writers.clear()

    @property
    def waiting(self) -> bool:
        """Whether anything typed is not stored yet."""
        return bool(self._writers)

    def _tell_fault(self, key: str, error: Exception) -> None:
        """Hand a fault to the exception hook, once for each field: the hook stores what is pending, too."""
        if key not in self._told:
            self._told.add(key)
            sys.excepthook(type(error), error, error.__traceback__)

    def _single_shot(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self.flush)
        return timer
