"""Reads PDF forms beside the window."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from visionwork.gui.jobs import Job, Progress

if TYPE_CHECKING:
    from visionwork.feedback.pdf_form.batch import FormBatch
    from visionwork.feedback.pdf_form.judging import FormJudge


class FormReader(QObject):
    """Reads files in another thread and tells how far it is.

    Args:
        paths: The files.
        judge: Judges forms for the round.
        known: Fingerprints of the responses the round has already.
        parent: Its owner.

    Signals:
        progressed: Another file is begun; carries how many are done, how many there are, and its name.
        done: Everything is read, or somebody stopped it; carries the FormBatch.
        refused: The files cannot be read; carries the UserFacingError.
    """

    progressed = Signal(int, int, str)
    done = Signal(object)
    refused = Signal(object)

    def __init__(
        self,
        paths: Sequence[Path],
        judge: FormJudge,
        known: Container[str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stopped = False
        self._job = Job(partial(_read, tuple(paths), judge, known), self)
        self._job.told.connect(self._on_told)
        self._job.done.connect(self.done)
        self._job.refused.connect(self.refused)
        self._job.failed.connect(self._on_failed)

    def start(self) -> None:
        """Begin."""
        self._job.start()

    def stop(self) -> None:
        """End within a moment; the process that reads a file is ended, too."""
        self._stopped = True
        self._job.stop()

    def _on_told(self, told: tuple[int, int, str]) -> None:
        if not self._stopped:  # nobody listens any more
            self.progressed.emit(*told)

    def _on_failed(self, error: Exception) -> None:
        raise error


def _read(paths: Sequence[Path], judge: FormJudge, known: Container[str], progress: Progress) -> FormBatch:
    from visionwork.feedback.pdf_form.batch import read_batch

    def tell(done: int, total: int, name: str) -> None:
        progress.tell((done, total, name))

    return read_batch(paths, judge, known, tell, lambda: progress.stopped)
