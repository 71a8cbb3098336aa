"""The Export page: which report, what is in it, how it looks, and where it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from visionwork.domain.counting import counted
from visionwork.domain.errors import UserFacingError
from visionwork.gui.export.notes_list import NotesList
from visionwork.gui.export.page_preview import Fit, PagePreview
from visionwork.gui.export.parts_list import PartsList
from visionwork.gui.export.rendering import page_sizes
from visionwork.gui.file_names import documents_folder
from visionwork.gui.forms import load_form
from visionwork.gui.jobs import Job, Progress, Work
from visionwork.gui.page import WorkshopPage
from visionwork.gui.rounds.looking import Looking
from visionwork.gui.settings import AppSettings
from visionwork.gui.widgets.buttons import IconButton, PrimaryButton, QuietButton, SecondaryButton
from visionwork.gui.widgets.card import Card
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.page_header import PageHeader
from visionwork.paths import settings_path
from visionwork.protected import current_results
from visionwork.report.content import PARTS_OF, Cut, Paper, ReportContent
from visionwork.reporting import report_content

if TYPE_CHECKING:
    from visionwork.gui.context import WorkshopContext
    from visionwork.report.build import BuiltReport

_OPTIONS_WIDTH, _OPTIONS_LEAST = 336, 240
_OPTIONS_SHARE = 0.4
"""How much of the page's width the choices may take."""
_REBUILD_AFTER_MS = 300
_SAY_SO_AFTER_MS = 500
_BEING_MADE = "The pages are being made."
_NOT_MADE = "The pages could not be made."
_BEING_WRITTEN = "The file is being written."


@dataclass(frozen=True, slots=True)
class Made:
    """A report with what it was made from.

    Attributes:
        report: The report.
        sizes: Width and height of its pages in points.
        turn: Number of the order it answers.
    """

    report: BuiltReport
    sizes: list[tuple[float, float]]
    turn: int


class ExportPage(WorkshopPage):
    """Chooses a report, shows its pages and writes them to a file.

    The file gets exactly the bytes whose pages are shown.

    Args:
        context: The open workshop.
        parent: The widget it stands in.
    """

    def __init__(self, context: WorkshopContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        form = load_form("export_page", self)
        self._header = form.widget(PageHeader, "header")
        self.preview = form.widget(PagePreview, "preview")
        self._page_label = form.widget(PlainLabel, "page_label")
        self._notes_card = form.widget(Card, "notes_card")
        self.notes = NotesList(self)
        form.widget(QVBoxLayout, "notes_layout").addWidget(self.notes)
        self._done_card = form.widget(Card, "done_card")
        self._done_label = form.widget(PlainLabel, "done_label")
        self._done_path = form.widget(PlainLabel, "done_path_label")
        self.open_button = form.widget(SecondaryButton, "open_button")
        self.folder_button = form.widget(QuietButton, "folder_button")
        self._fits = {
            Fit.PAGE: form.widget(QuietButton, "fit_page_button"),
            Fit.WIDTH: form.widget(QuietButton, "fit_width_button"),
        }
        self._smaller = form.widget(IconButton, "smaller_button")
        self._larger = form.widget(IconButton, "larger_button")
        self.cut_buttons = {cut: form.widget(QRadioButton, f"{cut.value}_radio") for cut in Cut}
        self.paper_buttons = {paper: form.widget(QRadioButton, f"{paper.value}_radio") for paper in Paper}
        self._cuts = self._group(list(self.cut_buttons.values()))
        self._papers = self._group(list(self.paper_buttons.values()))
        self.parts = PartsList(self)
        form.widget(QVBoxLayout, "parts_layout").addWidget(self.parts)
        self.export_button = PrimaryButton("Export PDF…", "download", parent=self)
        self._header.add_action(self.export_button)
        self._parts_card = form.widget(Card, "parts_card")
        self._options = form.widget(QScrollArea, "options_area")
        self._content: ReportContent | None = None
        self._made: Made | None = None
        self._turn = self._making = 0
        self._wish: Work | None = None
        self._writing = False
        self._missing = _BEING_MADE
        self._written: Path | None = None
        self._rebuild = self._timer(_REBUILD_AFTER_MS, self._build)
        self._say_so = self._timer(_SAY_SO_AFTER_MS, self._show_waiting)
        self._looking = Looking(context, self)
        self._looking.ended.connect(self._build)
        self._set_up()

    def focus_first(self) -> None:
        """Put the keyboard on the choice of the report."""
        self.cut_buttons[self._cut()].setFocus()

    def reload(self) -> None:
        """Make the report again from what the document holds now."""
        if self._content is None:
            self._build()
        else:
            self._rebuild.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave what was about to be made, or could not be looked at, to the next time the page is shown."""
        self._stale = self._looking.try_again() or self._rebuild.isActive() or self._stale
        self._rebuild.stop()
        super().hideEvent(event)

    def report(self) -> BuiltReport | None:
        """Return the report whose pages are shown, or None while they are being made."""
        return self._made.report if self._made is not None and self._made.turn == self._turn else None

    def export_report(self) -> None:
        """Ask where the report goes and write the bytes that are shown."""
        report = self.report()
        if report is None or self._content is None or self._writing:
            return
        from visionwork.report.build import file_name

        proposal = self._folder() / file_name(self._content, self._cut().value)
        path = self.context.messages.save_file("Export PDF", proposal, "PDF (*.pdf)", ".pdf")
        if path is None:
            return
        self._writing = True
        self._show_reason()
        self._start(
            partial(_write, report.data, path), self._on_written, self._on_not_written, self._on_write_failed
        )

    def _set_up(self) -> None:
        theme = self.context.theme
        self._header.set_texts("Export", "What others will read")
        theme.changed.connect(self._fit)
        self.context.closed.connect(self._rest)
        self._fit()
        self.cut_buttons[Cut.FULL].setChecked(True)
        self.paper_buttons[Paper.A4].setChecked(True)
        self._done_card.hide()
        self._notes_card.hide()
        for button in self._fits.values():
            button.setAutoExclusive(False)
        self._smaller.set_name("Show pages smaller")
        self._larger.set_name("Show pages larger")
        self._cuts.buttonClicked.connect(self._on_choice)
        self._papers.buttonClicked.connect(self._on_choice)
        self.parts.changed.connect(self._on_choice)
        self.export_button.clicked.connect(self.export_report)
        self.open_button.clicked.connect(self._open_file)
        self.folder_button.clicked.connect(self._open_folder)
        self._fits[Fit.PAGE].clicked.connect(self._fit_page)
        self._fits[Fit.WIDTH].clicked.connect(self._fit_width)
        self._smaller.clicked.connect(self._zoom_out)
        self._larger.clicked.connect(self._zoom_in)
        self.preview.page_changed.connect(self._show_page_number)
        self.preview.fit_changed.connect(self._show_fit)
        self._show_fit(self.preview.fit())
        self._show_reason()

    def _group(self, buttons: list[QRadioButton]) -> QButtonGroup:
        group = QButtonGroup(self)
        for button in buttons:
            group.addButton(button)
        return group

    def _timer(self, milliseconds: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    def _cut(self) -> Cut:
        return next(cut for cut, button in self.cut_buttons.items() if button.isChecked())

    def _paper(self) -> Paper:
        return next(paper for paper, button in self.paper_buttons.items() if button.isChecked())

    def _build(self) -> None:
        self._rebuild.stop()
        self.context.edits.flush()
        context = self.context
        if self._looking.begins():
            self._show_waiting()
            return
        results = current_results(context.document, read_only=context.read_only or self._looking.refused)
        content = report_content(context.snapshot, context.method, results)
        self._content = replace(content, excluded=self.parts.excluded())
        self.parts.show_content(self._content, self._cut())
        self._parts_card.setVisible(len(PARTS_OF[self._cut()]) > 1)
        self._turn += 1
        self._show_missing(_BEING_MADE)
        self._say_so.start()
        self._wish = partial(_make, self._content, self._cut().value, self._paper().value, self._turn)
        self._make_next()

    def _make_next(self) -> None:
        """Make the report that was asked for last, once the one before has ended."""
        if self._wish is None or self._making:
            return
        self._making = self._turn
        work, self._wish = self._wish, None
        self._start(work, self._on_made, self._on_not_made, self._on_failed)

    def _is_last(self) -> bool:
        """Note that making a report has ended, go on with a newer one, and return whether there is none."""
        is_last, self._making = self._making == self._turn, 0
        self._make_next()
        return is_last

    def _rest(self) -> None:
        """Read nothing any more from a document that is being closed."""
        self._rebuild.stop()
        self._say_so.stop()
        self._wish = None
        self._turn += 1  # what is still being made is not shown any more

    def _start(
        self,
        work: Work,
        then: Callable[[Any], None],
        refuse: Callable[[UserFacingError], None],
        fail: Callable[[Exception], None],
    ) -> None:
        job = Job(work, self)
        job.done.connect(then)
        job.refused.connect(refuse)
        job.failed.connect(fail)
        job.start()

    def _show_reason(self) -> None:
        self.export_button.set_reason(_BEING_WRITTEN if self._writing else self._missing)

    def _show_missing(self, reason: str) -> None:
        """Say why there are no pages to export, or "" when there are."""
        self._missing = reason
        self._show_reason()

    def _on_made(self, made: Made) -> None:
        if not self._is_last():
            return
        self._say_so.stop()
        self._made = made
        self._show_missing("")
        self.preview.set_document(made.report.data, made.sizes)
        self._show_page_number(self.preview.current_page())
        self.notes.set_sentences(made.report.warnings)
        self._notes_card.setVisible(bool(made.report.warnings))
        self._header.set_texts("Export", "What others will read", counted(made.report.pages, "page", "pages"))

    def _on_not_made(self, error: UserFacingError) -> None:
        if self._is_last():
            self._show_not_made()
            self.context.messages.report_error(error)

    def _on_failed(self, error: Exception) -> None:
        if self._is_last():
            self._show_not_made()
        raise error

    def _show_not_made(self) -> None:
        self._say_so.stop()
        self._show_missing(_NOT_MADE)
        self._page_label.setText(_NOT_MADE)

    def _on_written(self, path: Path) -> None:
        self._write_ended()
        AppSettings(settings_path()).export_folder = path.parent
        self._written = path
        self._done_label.setText(f"Exported at {self.context.now():%H:%M}")
        self._done_path.setText(str(path))
        self._done_card.show()
        self._options.ensureWidgetVisible(self._done_card)

    def _on_not_written(self, error: UserFacingError) -> None:
        self._write_ended()
        self.context.messages.report_error(error)

    def _on_write_failed(self, error: Exception) -> None:
        self._write_ended()
        raise error

    def _write_ended(self) -> None:
        self._writing = False
        self._show_reason()

    def _on_choice(self, _choice: object) -> None:
        self._build()

    def _show_waiting(self) -> None:
        self._page_label.setText(_BEING_MADE)

    def _show_page_number(self, index: int) -> None:
        self._page_label.setText(f"Page {index + 1} of {self.preview.page_count()}")

    def _show_fit(self, fit: Fit) -> None:
        for other, button in self._fits.items():
            button.setChecked(other is fit)

    def _fit_page(self) -> None:
        self.preview.set_fit(Fit.PAGE)

    def _fit_width(self) -> None:
        self.preview.set_fit(Fit.WIDTH)

    def _zoom_in(self) -> None:
        self.preview.zoom_by(1)

    def _zoom_out(self) -> None:
        self.preview.zoom_by(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the preview its room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the choices their column, or less of a narrow page."""
        wanted, most = self.context.theme.px(_OPTIONS_WIDTH), int(self.width() * _OPTIONS_SHARE)
        self._options.setFixedWidth(max(_OPTIONS_LEAST, min(wanted, most)))

    def _folder(self) -> Path:
        return AppSettings(settings_path()).export_folder or documents_folder()

    def _open_file(self) -> None:
        self._show_outside(self._written)

    def _open_folder(self) -> None:
        self._show_outside(self._written.parent if self._written is not None else None)

    def _show_outside(self, path: Path | None) -> None:
        if path is None:
            return
        if not path.exists():
            self.context.messages.warn(f"{path.name} is no longer there.", "Export the report again.")
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.context.messages.warn("Nothing here opens this.", f"You find it at {path}.")


def _make(content: ReportContent, cut: str, paper: str, turn: int, _progress: Progress) -> Made:
    from visionwork.report.build import make_report

    report = make_report(content, cut, paper)
    return Made(report, page_sizes(report.data), turn)


def _write(data: bytes, path: Path, _progress: Progress) -> Path:
    from visionwork.exporting import write_export

    write_export(data, path)
    return path
