"""What the page of rounds does to take answers in: dialogs, files and the laptop that is handed round."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QWidget

from visionwork.domain.rounds import Round, RoundStatus
from visionwork.gui.busy import busy
from visionwork.gui.file_names import documents_folder

if TYPE_CHECKING:
    from visionwork.gui.context import WorkshopContext
    from visionwork.gui.kiosk.start_dialog import KioskStartDialog
    from visionwork.gui.kiosk.window import KioskWindow

_ANSWER_FILES = "Answers (*.csv *.xlsx *.xlsm *.tsv *.txt);;All files (*)"
_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")


class Channels(QObject):
    """Takes answers into the round that is shown, if it is open.

    Args:
        context: The open workshop.
        page: The page, whose window dialogs belong to.

    Signals:
        dialog_made: A dialog is to be shown over the window; carries the QDialog.
    """

    dialog_made = Signal(object)

    def __init__(self, context: WorkshopContext, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._current: Round | None = None
        self._start: KioskStartDialog | None = None
        self.kiosk: KioskWindow | None = None

    def show_round(self, current: Round | None) -> None:
        """Take answers into another round from now on, or into none."""
        self._current = current

    def type_answers(self) -> None:
        """Type what people say."""
        from visionwork.gui.rounds.type_answers_dialog import TypeAnswersDialog

        current = self._showing()
        if current is not None:
            self.dialog_made.emit(TypeAnswersDialog(self._context, current, self._window()))

    def choose_table(self) -> None:
        """Ask for a table of answers and show it."""
        path = self._context.messages.open_file("Import answers", documents_folder(), _ANSWER_FILES)
        if path is not None:
            self.import_table(path)

    def import_table(self, path: Path) -> None:
        """Show a table of answers before importing it."""
        from visionwork.document.errors import told
        from visionwork.feedback.long_files import is_long
        from visionwork.feedback.remembered import RememberedMaps
        from visionwork.gui.rounds.import_dialog import ImportDialog
        from visionwork.paths import app_data_dir

        current = self._ready()
        if current is None:
            return
        try:
            data = None if is_long(path) else path.read_bytes()
        except OSError as error:
            sentence = told(error)
            if sentence is None:
                raise
            self._context.messages.report_error(sentence)
            return
        if data is None and self._context.phones.status is not None:
            self._context.messages.warn(
                "Answers come in by phone at the moment.", "Stop collecting, then import this long file."
            )
            return
        remembered = RememberedMaps(app_data_dir() / "maps")
        self.dialog_made.emit(ImportDialog(self._context, current, path, data, remembered, self._window()))

    def make_form(self) -> None:
        """Ask where to, and write a PDF form of the round."""
        from visionwork.domain.errors import UserFacingError
        from visionwork.exporting import write_export
        from visionwork.report.warnings import missing_warning
        from visionwork.round_forms import form_paths, round_forms

        current = self._current
        if current is None or not self._context.edits.flush():
            return
        messages = self._context.messages
        proposal = documents_folder() / f"Feedback form, Round {current.number}.pdf"
        path = messages.save_file("Make a PDF form", proposal, "PDF (*.pdf)", ".pdf")
        if path is None:
            return
        try:
            with busy():
                forms = round_forms(self._context.document, current, language=self._context.method.language)
                paths = form_paths(path, forms)
                for form, target in zip(forms, paths, strict=True):
                    write_export(form.form.data, target)
        except UserFacingError as error:
            messages.report_error(error)
            return
        lost = {sign for form in forms for sign in form.form.missing}
        missing = f" {missing_warning(lost)}" if lost else ""
        send = "Send it to the people you ask."
        if len(paths) > 1:
            send = f"{paths[1].name} beside it begins with the other text. Send each to half of the people."
        messages.inform(
            f"{paths[0].name} is ready",
            f"{send} Drop the files that come back on this page, many at once.{missing}",
        )

    def choose_forms(self) -> None:
        """Ask for PDF forms and read them."""
        paths = self._context.messages.open_files("Read PDF forms", documents_folder(), "PDF forms (*.pdf)")
        if paths:
            self.read_forms(paths)

    def read_forms(self, paths: Sequence[Path]) -> None:
        """Read PDF forms that came back."""
        from visionwork.gui.rounds.read_forms_dialog import ReadFormsDialog

        current = self._showing()
        if current is not None:
            self.dialog_made.emit(ReadFormsDialog(self._context, current, paths, self._window()))

    def hand_round(self) -> None:
        """Ask who answers and for the exit word, then cover the screen."""
        from visionwork.gui.kiosk.start_dialog import KioskStartDialog

        current = self._showing()
        if current is not None:
            self._start = dialog = KioskStartDialog(self._context, current, self._window())
            dialog.accepted.connect(self._on_start)
            self.dialog_made.emit(dialog)

    def use_server(self) -> None:
        """Hand the round to a server of the house, or fetch its answers from there."""
        from visionwork.gui.rounds.server_dialog import ServerDialog
        from visionwork.paths import app_data_dir

        current = self._showing()
        if current is not None:
            home, folder = app_data_dir(), documents_folder()
            self.dialog_made.emit(ServerDialog(self._context, current, home, folder, self._window()))

    def takes(self, data: QMimeData) -> bool:
        """Return whether files that are dragged hold answers, and the round is open for them."""
        current = self._current
        is_open = current is not None and current.status is RoundStatus.OPEN
        return is_open and (_table_in(data) is not None or bool(_forms_in(data)))

    def take(self, data: QMimeData) -> None:
        """Take files that were dropped."""
        table, forms = _table_in(data), _forms_in(data)
        if table is not None:
            self.import_table(table)
        elif forms:
            self.read_forms(forms)

    def _window(self) -> QWidget:
        page = self.parent()
        assert isinstance(page, QWidget)
        return page.window()

    def _ready(self) -> Round | None:
        """Return the round, if it is open and nothing typed elsewhere waits."""
        current = self._current
        if current is None or current.status is not RoundStatus.OPEN or not self._context.edits.flush():
            return None
        return current

    def _showing(self) -> Round | None:
        """Return the round, if it is ready and its words are still those that people are asked about."""
        current = self._ready()
        shown = current and self._context.run(partial(self._context.document.texts.shown, current))
        return current if shown else None

    def _on_start(self) -> None:
        from visionwork.feedback.answer_words import load_answer_words
        from visionwork.gui.kiosk.window import KioskWindow

        dialog, current = self._start, self._current
        assert dialog is not None
        if current is None:
            return
        context = self._context
        words = load_answer_words("kiosk", context.method.language, context.fill)
        self.kiosk = KioskWindow(context, current, words, dialog.exit_word(), dialog.group_id())
        self.kiosk.left.connect(self._on_left)
        self.kiosk.open_over(self._window())

    def _on_left(self) -> None:
        if self.kiosk is not None:
            self.kiosk.deleteLater()
            self.kiosk = None
        self._window().activateWindow()


def _files_in(data: QMimeData) -> list[Path]:
    """Return the files that are dragged; none when something else is among them."""
    urls = data.urls()
    return [Path(url.toLocalFile()) for url in urls] if all(url.isLocalFile() for url in urls) else []


def _table_in(data: QMimeData) -> Path | None:
    """Return the one table of answers that is dragged, or None."""
    paths = _files_in(data)
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in _TABLES else None


def _forms_in(data: QMimeData) -> list[Path]:
    """Return the PDF files that are dragged; none when other files are among them."""
    paths = _files_in(data)
    return paths if all(path.suffix.lower() == ".pdf" for path in paths) else []
