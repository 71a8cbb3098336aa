"""Brings what was committed to the user's file, a moment after the last edit, in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from visionwork.document.errors import NotSavedError
from visionwork.document.publish import PublishJob, PublishOutcome, PublishResult
from visionwork.document.session import DocumentSession
from visionwork.domain.records import record

if TYPE_CHECKING:
    from visionwork.gui.jobs import Progress


@record
class Pace:
    """When a file is written.

    Attributes:
        after_ms: Pause after the last edit.
        at_latest_ms: While edits follow each other, it is written this often.
        retry_ms: How long one that could not be written is left alone before the next attempt.
    """

    after_ms: int = 2_000
    at_latest_ms: int = 10_000
    retry_ms: int = 12_000


class Publisher(QObject):
    """Publishes one session, one job at a time.

    Args:
        session: The open document; it must not be open to read only.
        parent: Its owner.
        pace: When the file is written.

    Signals:
        finished: An attempt ended; carries its PublishOutcome. Attempts with nothing to do are silent.
    """

    finished = Signal(object)

    def __init__(
        self, session: DocumentSession, parent: QObject | None = None, *, pace: Pace | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._pace = pace or Pace()
        self._running = self._looking = self._broken = self._stopped = False
        self._outcome: PublishOutcome | None = None
        self._pause = self._single_shot()
        self._latest = self._single_shot()
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
        self._pause.start(self._pace.after_ms)
        if not self._latest.isActive():
            self._latest.start(self._pace.at_latest_ms)

    def note_outcome(self, outcome: PublishOutcome) -> None:
        """Plan what follows an attempt: rest when all is written, try again later when it is not."""
        self._outcome = outcome
        if self._stopped:
            return
        if not outcome.safe:
            self._latest.stop()
            self._pause.start(self._pace.retry_ms)
        elif self._session.unpublished:
            self.note_change()
        else:
            self._stop_timers()

    def look(self) -> None:
        """Try again what could not be written; where all is written, see whether the file is still there."""
        if self._stopped or self._running or self._looking or self._session.document.store.turn.locked():
            return
        if not self._session.unpublished:
            self._look_for_file()
        elif self._outcome is not None and not self._outcome.safe:
            self.publish_soon()

    def publish_soon(self) -> None:
        """Start a job unless one is under way; what that one misses is published after it."""
        self._stop_timers()
        # A long file is being stored over another connection: reading now would wait for all of it.
        if self._running or self._session.document.store.turn.locked():
            self._pause.start(self._pace.after_ms)
            return
        self._begin()

    def _look_for_file(self) -> None:
        from visionwork.document.whereabouts import is_taken_away
        from visionwork.gui.jobs import Job

        self._looking = True
        # A share that was lost may not answer for a minute; nobody waits for that.
        path = self._session.path
        look = partial(is_taken_away, path, self._session.mark)
        beside = Job(partial(_look, look), self, may_be_left=True)
        beside.done.connect(partial(self._on_looked, path))
        beside.refused.connect(self._on_look_failed)
        beside.failed.connect(self._on_look_failed)
        beside.start()

    def _on_looked(self, path: Path, gone: bool) -> None:
        self._looking = False
        if gone and path == self._session.path and not (self._stopped or self._running):
            self._session.note_gone()
            self.publish_soon()

    def _on_look_failed(self, error: BaseException) -> None:
        self._looking = False
        raise error

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
        self._stop_timers()
        self.settle()
        self._note_loss()
        if self._stopped or not self._session.unpublished:
            return PublishOutcome(PublishResult.UNCHANGED, self._session.path)
        self._begin()
        self._wait()
        return self._outcome or self._broken_off()

    def _note_loss(self) -> None:
        """Note that a file is gone that had everything: it must not be closed as if it were saved."""
        session = self._session
        if session.wrote and not (self._stopped or session.unpublished):
            from visionwork.document.whereabouts import is_lost

            if is_lost(session.path, session.mark):
                session.note_gone()

    def settle(self) -> None:
        """Wait for the job that is under way, if any."""
        self._wait()

    def stop(self) -> None:
        """Stop for good, once the job that is under way has ended."""
        self._stopped = True
        self._stop_timers()
        self.settle()

    def _finish(self, outcome: PublishOutcome) -> None:
        self._running = False
        self._broken = False
        self._session.finish_publish(outcome)
        self.note_outcome(outcome)
        if outcome.result is not PublishResult.UNCHANGED:
            self.finished.emit(outcome)

    def _on_failed(self, error: BaseException) -> None:
        told = self._broken
        self._finish(self._broken_off())
        self._broken = True
        if not told:  # it is tried again and again, and one box is enough
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

    def _single_shot(self) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(self.publish_soon)
        return timer


def _publish(job: PublishJob, _progress: Progress) -> PublishOutcome:
    return job.run()


def _look(is_gone: Callable[[], bool], _progress: Progress) -> bool:
    return is_gone()
