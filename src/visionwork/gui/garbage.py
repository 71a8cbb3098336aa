"""Searches for garbage in the thread of the window only."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer

_LOOK_EVERY_MS = 1_000


class GarbageSearch(QObject):
    """Takes Python's search for garbage over, so that it runs in the window's thread and between its acts.

    Python searches in whatever thread happens to make an object. What it finds are closed pages and dialogs,
    and Qt objects that are destroyed outside their own thread end the process or leave it waiting for ever.

    Args:
        parent: The object it belongs to.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(search_when_due)

    def start(self) -> None:
        """Search from now on."""
        gc.disable()
        self._timer.start()


def search_when_due() -> None:
    """Search each generation that has as many new objects as Python itself would search it at."""
    for generation, most in enumerate(gc.get_threshold()):
        if most and gc.get_count()[generation] > most:
            gc.collect(generation)
