"""Brings what was committed to the user's file, a moment after the last edit, in a thread of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from visionwork.document.errors import NotSavedError
from visionwork.document.publish import PublishJob, PublishOutcome, PublishResult
from visionwork.document.session import DocumentSession

if TYPE_CHECKING:
    from visionwork.gui.jobs import Progress

PUBLISH_AFTER_MS = 2_000
"""Pause after the last edit."""

PUBLISH_AT_LATEST_MS = 10_000
"""While edits follow each other, the file is written this often."""

RETRY_AFTER_MS = 30_000
"""How long a file that could not be written is left alone before the next attempt."""


class Publisher(QObject):
    """Publishes one session, one job at a time.

    Args:
        session: The open document; it must not be open to read only.
        parent: Its owner.

    Signals:
        finished: An attempt ended; carries its PublishOutcome. Attempts with nothing to do are silent.
    """

    finished = Signal(object)

    def __init__(self, session: DocumentSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._running = self._stopped = False
        self._outcome: PublishOutcome | None = None
        self._pause = self._single_shot(PUBLISH_AFTER_MS)
        self._latest = self._single_shot(PUBLISH_AT_LATEST_MS)
        if session.unpublished:  # what a crash kept from the file
            self.note_change()

    @property
    def running(self) -> bool:
        """Whether a job is under way."""
        return self._running

    def note_change(self) -> None:
        """Publish after a pause, at the latest after ten seconds."""
        if self._stopped:
            return
        self._pause.start(PUBLISH_AFTER_MS)
        if not self._latest.isActive():
            self._latest.start(PUBLISH_AT_LATEST_MS)

    def publish_soon(self) -> None:
        """Start a job unless one is under way; what that one misses is published after it."""
        self._stop_timers()
        # A long file is being stored over another connection: reading now would wait for all of it.
        if self._running or self._session.document.store.turn.locked():
            self._pause.start(PUBLISH_AFTER_MS)
            return
        self._begin()

    def _begin(self) -> None:
        from visionwork.gui.jobs import Job

        job = self._session.prepare_publish()
        self._running = True
        beside = Job(partial(_publish, job), self)
        beside.done.connect(self._finish)
        beside.refused.connect(self._on_failed)
        beside.failed.connect(self._on_failed)
        beside.start()

    def publish_and_wait(self) -> PublishOutcome:
        """Publish now and return what became of it; the window stays alive meanwhile."""
        self.settle()
        if self._stopped or not self._session.unpublished:
            return PublishOutcome(PublishResult.UNCHANGED, self._session.path)
        self._begin()
        self._wait()
        return self._outcome or self._broken_off()

    def settle(self) -> None:
        """Wait for the job that is under way, if any, and stop the timers."""
        self._stop_timers()
        self._wait()

    def stop(self) -> None:
        """Stop for good, once the job that is under way has ended."""
        self._stopped = True
        self.settle()

    def _finish(self, outcome: PublishOutcome) -> None:
        self._running = False
        self._outcome = outcome
        self._session.finish_publish(outcome)
        if outcome.result is PublishResult.FAILED and not self._stopped:
            self._pause.start(RETRY_AFTER_MS)
        elif outcome.safe and self._session.unpublished:
            self.note_change()
        if outcome.result is not PublishResult.UNCHANGED:
            self.finished.emit(outcome)

    def _on_failed(self, error: BaseException) -> None:
        self._finish(self._broken_off())
        raise error

    def _wait(self) -> None:
        """Return when no job is under way."""
        if self._running:
            from visionwork.gui.turning import turn_until

            turn_until(lambda: not self._running)

    def _broken_off(self) -> PublishOutcome:
        """Return what is told when a fault of ours, which the exception hook tells, ended a job."""
        error = NotSavedError("Writing the file broke off.", "Save the workshop elsewhere.")
        return PublishOutcome(PublishResult.FAILED, self._session.path, error=error)

    def _stop_timers(self) -> None:
        self._pause.stop()
        self._latest.stop()

    def _single_shot(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self.publish_soon)
        return timer


def _publish(job: PublishJob, _progress: Progress) -> PublishOutcome:
    return job.run()
