"""A small window over another one while something long goes on beside it, with progress and Stop."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from visionwork.domain.errors import UserFacingError
from visionwork.gui.dialog import prepare_dialog
from visionwork.gui.jobs import Job, StoppedError, Work
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import SecondaryButton
from visionwork.gui.widgets.labels import PlainLabel

_WIDTH = 380
_MARGIN = 24
_GAP = 14


class Waiting(QDialog):
    """Does one piece of work in another thread; its window takes no input meanwhile.

    Args:
        title: What is done, such as "Saving the results".
        work: Called in another thread; see Job.
        window: The window it stands over.
        can_stop: Whether the work tells its share, so that it can be stopped.

    Signals:
        ended: The work returned; carries what it returned.
        refused: The work met a problem of the user; carries the UserFacingError. Stopping is none.
        failed: The work met a mistake of ours; it is told by the exception hook after that.
    """

    ended = Signal(object)
    refused = Signal(object)
    failed = Signal()

    def __init__(self, title: str, work: Work, window: QWidget, *, can_stop: bool = True) -> None:
        super().__init__(window)
        prepare_dialog(self, title)
        self._running = True
        theme = Theme.of(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.px(_MARGIN)] * 4)
        layout.setSpacing(theme.px(_GAP))
        layout.addWidget(PlainLabel(title, "body_medium", parent=self))
        self._bar = QProgressBar(self)
        self._bar.setAccessibleName(title)
        self._bar.setRange(0, 100 if can_stop else 0)
        layout.addWidget(self._bar)
        if can_stop:
            button = SecondaryButton("Stop", parent=self)
            button.clicked.connect(self.reject)
            layout.addWidget(button)
        self.setMinimumWidth(theme.px(_WIDTH))
        self._can_stop = can_stop
        self._job = Job(work, self)
        self._job.told.connect(self._on_told)
        self._job.done.connect(self._on_done)
        self._job.refused.connect(self._on_refused)
        self._job.failed.connect(self._on_failed)

    def begin(self) -> None:
        """Show the window and start the work."""
        self.open()
        self._job.start()

    def reject(self) -> None:
        """Ask the work to stop; the window goes when it has."""
        if not self._running:
            super().reject()
        elif self._can_stop:
            self._job.stop()

    def _on_told(self, percent: int) -> None:
        self._bar.setValue(percent)

    def _on_done(self, result: object) -> None:
        self._close()
        self.ended.emit(result)

    def _on_refused(self, error: UserFacingError) -> None:
        self._close()
        if not isinstance(error, StoppedError):
            self.refused.emit(error)

    def _on_failed(self, error: Exception) -> None:
        self._close()
        self.failed.emit()
        raise error

    def _close(self) -> None:
        self._running = False
        self.accept()
