"""Reading PDF forms that came back: progress first, then what will be added and what will not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QListWidget, QProgressBar, QWidget

from visionwork.answers_together import add_at_once
from visionwork.domain.counting import counted
from visionwork.domain.errors import UserFacingError
from visionwork.domain.rounds import Channel, Round
from visionwork.feedback.pdf_form.batch import FormBatch
from visionwork.gui.busy import busy
from visionwork.gui.context import WorkshopContext
from visionwork.gui.rounds.asking_dialog import AskingDialog
from visionwork.gui.rounds.form_reader import FormReader
from visionwork.gui.widgets.buttons import PrimaryButton, SecondaryButton
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.round_forms import round_judge


class ReadFormsDialog(AskingDialog):
    """Reads files at once and stores their answers when told so, all or none.

    Args:
        context: The open workshop.
        feedback_round: An open round.
        paths: The files.
        parent: The window it belongs to.
    """

    FORM, TITLE, SIZE = "read_forms", "Read PDF forms", (680, 440)

    def __init__(
        self,
        context: WorkshopContext,
        feedback_round: Round,
        paths: Sequence[Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, feedback_round, parent)
        form = self.form
        self._batch: FormBatch | None = None
        self._summary = form.widget(PlainLabel, "summary_label")
        self._progress = form.widget(QProgressBar, "progress_bar")
        self._told_head = form.widget(PlainLabel, "told_label")
        self._told = form.widget(QListWidget, "told_list")
        self._add = form.widget(PrimaryButton, "add_button")
        self._cancel = form.widget(SecondaryButton, "cancel_button")
        self._told_head.hide()
        self._told.hide()
        self._progress.setRange(0, len(paths))
        self._add.set_reason("The files are still being read.")
        self._add.clicked.connect(self.accept)
        known = context.document.rounds.fingerprints(feedback_round.id)
        self._reader = FormReader(paths, round_judge(context.document, feedback_round), known, self)
        self._reader.progressed.connect(self._on_progress)
        self._reader.done.connect(self._on_done)
        self._reader.refused.connect(self._on_refused)
        self._on_progress(0, len(paths), paths[0].name if paths else "")
        self._reader.start()

    def batch(self) -> FormBatch | None:
        """Return what was read, or None while reading goes on."""
        return self._batch

    def accept(self) -> None:
        """Store the answers, all or none; stay when the document refuses."""
        batch = self._batch
        if batch is None or not batch.responses:
            return
        document, asked = self._context.document, self._round
        with busy():
            stored = self._context.run(
                lambda: add_at_once(document, asked, batch.responses, Channel.PDF_FORM)
            )
        if stored is not None:
            super().accept()

    def done(self, result: int) -> None:
        """Stop reading, however the dialog ends."""
        self._reader.stop()
        super().done(result)

    def _on_progress(self, done: int, total: int, name: str) -> None:
        self._progress.setValue(done)
        if name:
            self._summary.setText(f"Reading {done + 1} of {total}: {name}")

    def _on_refused(self, error: UserFacingError) -> None:
        self._progress.hide()
        self._summary.setText(str(error))
        self._add.set_reason("The files could not be read.")
        self._cancel.setText("Close")

    def _on_done(self, batch: FormBatch) -> None:
        if batch.stopped:
            return
        self._batch = batch
        self._progress.hide()
        self._summary.setText(batch.summary())
        told = batch.sentences()
        self._told_head.setVisible(bool(told))
        self._told.setVisible(bool(told))
        self._told.addItems(list(told))
        new = len(batch.responses)
        self._add.setText(f"Add {counted(new, 'answer', 'answers')}" if new else "Add answers")
        self._add.set_reason("" if new else "There is no new answer in these files.")
        (self._add if new else self._cancel).setFocus()
        if not new:
            self._cancel.setText("Close")
