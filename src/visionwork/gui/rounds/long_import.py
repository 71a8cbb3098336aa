"""Reads and stores a long file of answers beside the window, with progress, until it is done or stopped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, SignalInstance

from visionwork.answers_together import none_stored
from visionwork.document.turn import Turn
from visionwork.domain.many import Added
from visionwork.domain.rounds import Channel, Round
from visionwork.feedback.import_plan import ImportPlan
from visionwork.feedback.long_answers import LongAnswers
from visionwork.gui.jobs import Job, Progress, Work


class Stored(NamedTuple):
    """What an import did."""

    plan: ImportPlan
    added: Added


class AnswerFile:
    """A long file of answers and where they go, with nothing of Qt: it is read in another thread.

    Args:
        path: The working copy.
        turn: The lock of the document's store.
        asked: The round.
        answers: Makes the answers, given what is told the share that was read.
        other_people: Count answers equal to stored ones as those of other people.
    """

    def __init__(
        self,
        path: Path,
        turn: Turn,
        asked: Round,
        answers: Callable[[Callable[[float], None]], LongAnswers],
        *,
        other_people: bool,
    ) -> None:
        self._path, self._turn, self._asked = path, turn, asked
        self._answers = answers
        self._other_people = other_people

    def look(self, progress: Progress) -> ImportPlan:
        """Read the file and return what an import would do."""
        from visionwork.document.batches import count_new
        from visionwork.document.connection import connect

        answers = self._answers(progress.tell_share)
        connection = connect(self._path, read_only=True)
        try:
            added = count_new(connection, self._asked, answers, other_people=self._other_people)
        finally:
            connection.close()
        return answers.plan(added)

    def store(self, progress: Progress) -> Stored:
        """Read the file and store its answers, all or none.

        Raises:
            NotSavedError: The disk refused; nothing was stored.
            StoppedError: Somebody stopped it; nothing was stored.
        """
        from visionwork.document.batches import add_apart
        from visionwork.document.errors import NotSavedError, telling

        answers = self._answers(progress.tell_share)
        try:
            with telling(NotSavedError):
                added = add_apart(
                    self._path, self._turn, self._asked, answers, Channel.CSV, other_people=self._other_people
                )
        except NotSavedError as error:
            raise none_stored(error) from error
        return Stored(answers.plan(added), added)


class LongImport(QObject):
    """One way through a long file; nothing is stored unless it reaches the end.

    Args:
        file: The file.
        parent: Its owner.

    Signals:
        progressed: Carries how many per cent are read.
        planned: What an import would do; carries the ImportPlan.
        stored: The answers are stored; carries a Stored.
        refused: It ended with nothing stored; carries the UserFacingError.
        failed: It met a mistake of ours, with nothing stored; it is told by the exception hook after that.
    """

    progressed = Signal(object)
    planned = Signal(object)
    stored = Signal(object)
    refused = Signal(object)
    failed = Signal()

    def __init__(self, file: AnswerFile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._job: Job | None = None

    def look(self) -> None:
        """Read the file and say what an import would do."""
        self._begin(self._file.look, self.planned)

    def store(self) -> None:
        """Read the file and store its answers, all or none."""
        self._begin(self._file.store, self.stored)

    def stop(self) -> None:
        """End within a moment, with nothing stored."""
        if self._job is not None:
            self._job.stop()

    def _begin(self, work: Work, done: SignalInstance) -> None:
        self._job = Job(work, self)
        self._job.told.connect(self.progressed)
        self._job.done.connect(done)
        self._job.refused.connect(self.refused)
        self._job.failed.connect(self._on_failed)
        self._job.start()

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit()
        raise error
