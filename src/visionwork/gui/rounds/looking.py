"""The first look at very many answers, beside the window and before a page shows what was let out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from visionwork.domain.errors import UserFacingError
from visionwork.gui.jobs import Work
from visionwork.gui.waiting import Waiting

if TYPE_CHECKING:
    from pathlib import Path
    from sqlite3 import Connection

    from visionwork.document.turn import Turn
    from visionwork.first_look import FirstLook
    from visionwork.gui.context import WorkshopContext

_COUNTING = "Counting the answers"


class Looking(QObject):
    """Has answers looked through and counted in another thread when that would keep the window waiting.

    Args:
        context: The open workshop.
        page: The page that shows results; the progress stands over its window.

    Signals:
        ended: The page may show results now.
    """

    ended = Signal()

    def __init__(self, context: WorkshopContext, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._going_on = False
        self._closed = False
        self._refused_at: int | None = None
        context.closed.connect(self._on_closed)

    @property
    def is_going_on(self) -> bool:
        """Whether a look stands over the window; nothing else may be put over it."""
        return self._going_on

    @property
    def refused(self) -> bool:
        """Whether a look failed, so that nothing more is let out until the document is changed.

        A change shows that the disk takes something again. Until then each reading would only fail again.
        """
        return self._refused_at == self._context.document.store.commits

    def try_again(self) -> bool:
        """Forget that a look failed, as when the page is left; return whether one had."""
        had, self._refused_at = self.refused, None
        return had

    def begins(self) -> bool:
        """Return whether results have to wait for a look, which begins unless it goes on already."""
        page = self.parent()
        assert isinstance(page, QWidget)
        if self._going_on:
            return True
        if self.refused or not self._context.document.rounds.many_unlooked():
            return False
        self._going_on = True
        waiting = Waiting(_COUNTING, self._work(), page.window(), can_stop=False)
        waiting.ended.connect(self._on_ended)
        waiting.refused.connect(self._on_refused)
        waiting.failed.connect(self._on_failed)
        waiting.begin()
        return True

    def _work(self) -> Work:
        """Return what looks over an own connection, or at a copy of what is in memory to be read."""
        from visionwork.document.connection import path_of
        from visionwork.document.snapshot import into_memory

        store = self._context.document.store
        if (path := path_of(store.connection)) is not None:
            turn = store.turn  # the store itself has listeners, which are of Qt
            return lambda _progress: _look_apart(path, turn)
        copy = into_memory(store.connection)
        return lambda _progress: _look_at_copy(copy)

    def _on_ended(self, look: FirstLook) -> None:
        from visionwork.first_look import note_look

        if self._closed:
            return
        try:
            note_look(self._context.document, look)
        finally:
            self._going_on = False
        self.ended.emit()

    def _on_refused(self, error: UserFacingError) -> None:
        """Let the page show what was let out before."""
        if self._closed:
            return
        self._context.messages.report_error(error)
        self._on_failed()

    def _on_failed(self) -> None:
        if self._closed:
            return
        self._going_on, self._refused_at = False, self._context.document.store.commits
        self.ended.emit()

    def _on_closed(self) -> None:
        self._closed = True


def _look_apart(path: Path, turn: Turn) -> FirstLook:
    from visionwork.first_look import look_apart

    return look_apart(path, turn)


def _look_at_copy(copy: Connection) -> FirstLook:
    from visionwork.first_look import look_at_copy

    return look_at_copy(copy)
