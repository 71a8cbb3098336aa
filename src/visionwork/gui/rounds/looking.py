"""The first look at very many answers, beside the window and before a page shows what was let out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from visionwork.domain.errors import UserFacingError
from visionwork.gui.waiting import Waiting, Watch

if TYPE_CHECKING:
    from visionwork.first_look import FirstLook
    from visionwork.gui.context import WorkshopContext

_COUNTING = "Counting the answers"


class Looking(QObject):
    """Has answers looked through and counted in another thread when that would keep the window waiting.

    Args:
        context: The open workshop.
        page: The page that shows results; the progress stands over its window.

    Attributes:
        refused: While `ended` is told: the disk cannot remember what would be let out, so nothing more is.

    Signals:
        ended: The page may show results now.
    """

    ended = Signal()

    def __init__(self, context: WorkshopContext, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._going_on = False
        self._closed = False
        self.refused = False
        context.closed.connect(self._on_closed)

    def begins(self) -> bool:
        """Return whether results have to wait for a look, which begins unless it goes on already."""
        from visionwork.document.connection import path_of

        document, page = self._context.document, self.parent()
        assert isinstance(page, QWidget)
        if self._going_on:
            return True
        path = path_of(document.store.connection)
        if path is None or self.refused or not document.rounds.many_unlooked():
            return False
        turn, count = document.store.turn, not self._context.read_only

        def work(_watch: Watch) -> FirstLook:
            from visionwork.first_look import look_apart

            return look_apart(path, turn, count=count)

        self._going_on = True
        waiting = Waiting(_COUNTING, work, page.window(), can_stop=False)
        waiting.ended.connect(self._on_ended)
        waiting.refused.connect(self._on_refused)
        waiting.begin()
        return True

    def _on_ended(self, look: FirstLook) -> None:
        from visionwork.first_look import note_look

        if self._closed:
            return
        note_look(self._context.document, look)
        self._going_on = False
        self.ended.emit()

    def _on_refused(self, error: UserFacingError) -> None:
        """Let the page show what was let out before."""
        if self._closed:
            return
        self._context.messages.report_error(error)
        self._going_on, self.refused = False, True
        self.ended.emit()
        self.refused = False

    def _on_closed(self) -> None:
        self._closed = True
