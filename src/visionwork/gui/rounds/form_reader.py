"""Reads PDF forms beside the window."""

from __future__ import annotations

import threading
from collections.abc import Container, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from visionwork.gui.export.jobs import Job

if TYPE_CHECKING:
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
    """

    progressed = Signal(int, int, str)
    done = Signal(object)

    def __init__(
        self,
        paths: Sequence[Path],
        judge: FormJudge,
        known: Container[str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._paths, self._judge, self._known = tuple(paths), judge, known
        self._stop = threading.Event()
        self._job = Job(self._read)
        self._job.done.connect(self.done)
        self._job.failed.connect(self._on_failed)

    def start(self) -> None:
        """Begin."""
        self._job.start()

    def stop(self) -> None:
        """End within a moment; the process that reads a file is ended, too."""
        self._stop.set()

    def _read(self) -> object:
        from visionwork.feedback.pdf_form.batch import read_batch

        return read_batch(self._paths, self._judge, self._known, self._tell, self._stop.is_set)

    def _tell(self, done: int, total: int, name: str) -> None:
        if not self._stop.is_set():  # nobody listens any more
            self.progressed.emit(done, total, name)

    def _on_failed(self, error: Exception) -> None:
        raise error
