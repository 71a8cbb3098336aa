"""The Export page: what is seen is what is written, and problems are told before and after."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from visionwork import exporting
from visionwork.document.document import create_database, open_database
from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.errors import UserFacingError
from visionwork.domain.method import Method
from visionwork.gui.context import WorkshopContext
from visionwork.gui.export import rendering
from visionwork.gui.export.page_preview import Fit
from visionwork.gui.settings import AppSettings
from visionwork.gui.theme import Theme, ThemeMode
from visionwork.gui.views.export_page import ExportPage
from visionwork.paths import settings_path
from visionwork.report import build
from visionwork.report.content import Cut, Paper, Part

PATIENCE_S = 60
DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


@pytest.fixture
def context(
    qtbot: QtBot, tmp_path: Path, theme: Theme, messages: Any, method: Method
) -> Iterator[WorkshopContext]:
    path = tmp_path / "export.visionwork"
    create_database(path, "Quiet nights", "Torsund Ferries")
    document = open_database(path)
    text = "We bring our passengers home. Our colleagues sleep well."
    document.texts.save_draft(STATEMENT_SUBJECT, text)
    context = WorkshopContext(document, method, theme, messages)
    yield context
    context.close()
    document.close()


@pytest.fixture
def page(qtbot: QtBot, context: WorkshopContext) -> ExportPage:
    export = ExportPage(context)
    qtbot.addWidget(export)
    export.resize(1100, 800)
    export.show()
    ready(qtbot, export)
    return export


def ready(qtbot: QtBot, page: ExportPage) -> None:
    """Wait until the pages that are shown belong to the choices that are made."""
    qtbot.waitUntil(lambda: page.report() is not None)


def test_the_pages_of_the_chosen_report_are_shown(qtbot: QtBot, page: ExportPage) -> None:
    assert page.preview.page_count() == 2
    qtbot.waitUntil(lambda: page.preview.image(0) is not None)
    drawn = page.preview.image(0)
    assert drawn is not None
    colours = {drawn.image.pixelColor(x, y).name() for x in range(0, 400, 7) for y in range(0, 500, 7)}
    assert "#ffffff" in colours
    assert len(colours) > 2
    page.cut_buttons[Cut.POSTER].click()
    ready(qtbot, page)
    assert page.preview.page_count() == 1
    assert page.parts.box(Part.STATEMENT).isHidden() or not page.parts.isVisible()


def test_the_file_has_the_very_bytes_that_are_shown(
    qtbot: QtBot, page: ExportPage, messages: Any, tmp_path: Path
) -> None:
    path = tmp_path / "out" / "report.pdf"
    path.parent.mkdir()
    messages.script.files.append(path)
    shown = page.report()
    assert shown is not None
    qtbot.mouseClick(page.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.open_button.isVisible)
    assert path.read_bytes() == shown.data
    assert page.export_button.isEnabled()
    assert AppSettings(settings_path()).export_folder == path.parent


def test_a_cancelled_dialog_writes_nothing(qtbot: QtBot, page: ExportPage, tmp_path: Path) -> None:
    qtbot.mouseClick(page.export_button, Qt.MouseButton.LeftButton)
    assert not list(tmp_path.glob("*.pdf"))
    assert not page.open_button.isVisible()
    assert page.export_button.isEnabled()


def test_a_file_that_cannot_be_written_is_told_and_the_page_goes_on(
    qtbot: QtBot, page: ExportPage, messages: Any, tmp_path: Path
) -> None:
    messages.script.files.append(tmp_path / "gone" / "report.pdf")
    qtbot.mouseClick(page.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(messages.script.shown))
    assert messages.script.shown[0].title == "There is no folder gone."
    assert page.export_button.isEnabled()
    assert not page.open_button.isVisible()


def test_what_readers_may_stumble_over_is_said_before(page: ExportPage) -> None:
    told = " ".join(page.notes.sentences())
    assert "Every page is marked DRAFT: Draft 1 has not been agreed." in told
    assert "Draft 1 has never been tested with employees or customers." in told
    assert page.notes.isVisible()


def test_a_character_without_a_shape_is_named_before(
    qtbot: QtBot, page: ExportPage, context: WorkshopContext
) -> None:
    before = page.report()
    context.run(lambda: context.document.workshop.update(title="Quiet nights 🤝"))
    qtbot.waitUntil(lambda: page.report() not in (before, None))
    told = "The fonts of the PDF have no shape for “🤝” (handshake); a small square stands in their place."
    assert told in page.notes.sentences()


def test_newer_words_than_the_printed_draft_are_told_with_the_next_step(
    qtbot: QtBot, page: ExportPage, context: WorkshopContext
) -> None:
    texts = context.document.texts
    before = page.report()
    newer = context.snapshot.statement_drafts()[-1].text + " We call back on the same day."
    context.run(lambda: texts.write(STATEMENT_SUBJECT, newer))
    qtbot.waitUntil(lambda: page.report() not in (before, None))
    told = (
        "The words on the Vision statement page are newer than Draft 1, which is printed here."
        " To print them, choose “Save as draft 2” there first."
    )
    assert page.notes.sentences()[0] == told

    context.run(lambda: texts.save_draft(STATEMENT_SUBJECT, newer))
    qtbot.waitUntil(lambda: page.report() is not None and told not in page.notes.sentences())


def test_a_change_in_the_workshop_shows_in_the_pages(
    qtbot: QtBot, page: ExportPage, context: WorkshopContext
) -> None:
    before = page.report()
    draft = context.snapshot.statement_drafts()[-1]
    context.run(lambda: context.document.texts.agree(draft.id, "Everybody", context.now().date()))
    qtbot.waitUntil(lambda: page.report() not in (before, None))
    assert not any("DRAFT" in sentence for sentence in page.notes.sentences())


def test_what_is_typed_is_stored_before_the_pages_are_made(
    qtbot: QtBot, page: ExportPage, context: WorkshopContext
) -> None:
    texts = context.document.texts
    context.edits.touch(
        "field", lambda: texts.write(STATEMENT_SUBJECT, "We sail at eight, our passengers asleep.")
    )
    page.paper_buttons[Paper.LETTER].click()
    ready(qtbot, page)
    assert not context.edits.waiting


def test_empty_parts_are_said_in_words_and_others_can_be_left_out(
    qtbot: QtBot, page: ExportPage, context: WorkshopContext
) -> None:
    plan = page.parts.box(Part.PLAN)
    assert not plan.isEnabled()
    assert "No curve is drawn" in plan.accessibleDescription()
    context.run(lambda: context.document.cards.add("customer-behaviour", "group:1", "Ring us first."))
    qtbot.waitUntil(lambda: page.parts.box(Part.FINDINGS).isEnabled())
    ready(qtbot, page)
    pages = page.preview.page_count()
    page.parts.box(Part.FINDINGS).click()
    ready(qtbot, page)
    assert page.preview.page_count() == pages - 1
    page.parts.box(Part.FINDINGS).click()
    ready(qtbot, page)
    assert page.preview.page_count() == pages


def test_paper_and_size_of_the_pages_can_be_chosen(qtbot: QtBot, page: ExportPage) -> None:
    page.paper_buttons[Paper.LETTER].click()
    ready(qtbot, page)
    assert page.preview.page_count() == 2
    page.preview.set_fit(Fit.PAGE)
    assert page.preview.fit() is Fit.PAGE
    page.preview.zoom_by(1)
    assert page.preview.fit() is Fit.ZOOM


def test_pages_are_turned_by_keyboard(qtbot: QtBot, page: ExportPage) -> None:
    page.preview.setFocus()
    with qtbot.waitSignal(page.preview.page_changed):
        qtbot.keyClick(page.preview, Qt.Key.Key_PageDown)
    assert page.preview.current_page() == 1
    assert page.preview.accessibleDescription() == "Page 2 of 2"
    qtbot.keyClick(page.preview, Qt.Key.Key_Home)
    assert page.preview.current_page() == 0


def test_the_file_and_its_folder_can_be_opened(
    qtbot: QtBot, page: ExportPage, messages: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def remember(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", remember)
    path = tmp_path / "report.pdf"
    messages.script.files.append(path)
    qtbot.mouseClick(page.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.open_button.isVisible)
    page.open_button.click()
    page.folder_button.click()
    assert opened == [path, tmp_path]
    path.unlink()
    page.open_button.click()
    assert messages.script.shown[-1].title == "report.pdf is no longer there."


def test_a_slow_report_says_so(qtbot: QtBot, page: ExportPage, monkeypatch: pytest.MonkeyPatch) -> None:
    make, go_on = build.make_report, threading.Event()

    def slow(*args: Any) -> Any:
        assert go_on.wait(PATIENCE_S)
        return make(*args)

    monkeypatch.setattr(build, "make_report", slow)
    page.cut_buttons[Cut.SUMMARY].click()
    try:
        qtbot.waitUntil(lambda: page._page_label.text() == "The pages are being made.")
        assert not page.export_button.isEnabled()
        assert page.export_button.toolTip() == "The pages are being made."
    finally:
        go_on.set()
    ready(qtbot, page)
    assert page._page_label.text() == "Page 1 of 2"


def test_only_the_last_choice_counts(qtbot: QtBot, page: ExportPage) -> None:
    for cut in (Cut.SUMMARY, Cut.COMMITMENTS, Cut.POSTER):
        page.cut_buttons[cut].click()
    ready(qtbot, page)
    assert page.preview.page_count() == 1


@pytest.mark.parametrize("mode", [ThemeMode.LIGHT, ThemeMode.DARK])
@pytest.mark.parametrize("percent", [100, 130])
def test_every_control_has_a_name_and_room(
    qtbot: QtBot, page: ExportPage, theme: Theme, mode: ThemeMode, percent: int
) -> None:
    theme.set_mode(mode)
    theme.set_text_percent(percent)
    for button in (*page.cut_buttons.values(), *page.paper_buttons.values()):
        assert button.text()
        assert button.width() >= button.sizeHint().width()
    assert page.preview.accessibleName() == "Preview of the report"
    assert page._smaller.accessibleName() == "Show pages smaller"


def test_pages_are_drawn_in_the_width_that_is_asked_for(page: ExportPage) -> None:
    report = page.report()
    assert report is not None
    drawn = rendering.draw_page(report.data, 0, 300)
    assert (drawn.image.width(), drawn.image.height()) == (300, 425)
    assert rendering.page_sizes(report.data)[0] == pytest.approx((595.28, 841.89), abs=0.1)


def waits(page: ExportPage) -> bool:
    """Return whether the page is about to do something by itself."""
    return any(timer.isActive() for timer in page.findChildren(QTimer, options=DIRECT))


def test_a_closed_workshop_is_not_read_again(page: ExportPage, context: WorkshopContext) -> None:
    context.document.texts.save_draft(STATEMENT_SUBJECT, "We bring everybody home.")
    assert waits(page)
    context.close()
    assert not waits(page)


def test_pages_that_were_about_to_be_made_are_made_when_they_are_seen_again(
    qtbot: QtBot, page: ExportPage, context: WorkshopContext
) -> None:
    before = page.report()
    context.document.texts.save_draft(STATEMENT_SUBJECT, "We bring everybody home.")
    page.hide()
    assert not waits(page)
    page.show()
    qtbot.waitUntil(lambda: page.report() not in (None, before))


class Making:
    """Stands for what makes reports: each one waits until it may go on, and some are refused."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun: list[str] = []
        self.refused: set[str] = set()
        self.go_on = threading.Event()
        self._make = build.make_report
        monkeypatch.setattr(build, "make_report", self)

    def __call__(self, content: Any, cut: str, paper: str) -> Any:
        self.begun.append(cut)
        assert self.go_on.wait(PATIENCE_S)
        if cut in self.refused:
            raise UserFacingError("There is no room for a report.", "Free some space.")
        return self._make(content, cut, paper)


def test_reports_are_made_one_at_a_time_and_those_nobody_waits_for_are_not_begun(
    qtbot: QtBot, page: ExportPage, messages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    making = Making(monkeypatch)
    making.refused = {Cut.SUMMARY.value}
    for cut in (Cut.SUMMARY, Cut.COMMITMENTS, Cut.POSTER):
        page.cut_buttons[cut].click()
    making.go_on.set()
    ready(qtbot, page)
    assert making.begun == [Cut.SUMMARY.value, Cut.POSTER.value]
    assert page.preview.page_count() == 1
    assert messages.script.shown == [], "nobody waits for the one that was refused"


def test_a_report_that_is_refused_is_told_once_and_not_called_under_way(
    qtbot: QtBot, page: ExportPage, messages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    making = Making(monkeypatch)
    making.refused = {Cut.POSTER.value}
    making.go_on.set()
    page.cut_buttons[Cut.POSTER].click()
    qtbot.waitUntil(lambda: bool(messages.script.shown))
    assert not waits(page)
    assert page._page_label.text() == page.export_button.toolTip() == "The pages could not be made."
    assert not page.export_button.isEnabled()
    page.cut_buttons[Cut.SUMMARY].click()
    ready(qtbot, page)
    assert page.export_button.isEnabled()


def test_nothing_else_is_exported_while_a_file_is_written(
    qtbot: QtBot, page: ExportPage, messages: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, write = threading.Event(), exporting.write_export

    def slow(*args: Any) -> Any:
        assert go_on.wait(PATIENCE_S)
        return write(*args)

    monkeypatch.setattr(exporting, "write_export", slow)
    messages.script.files = [tmp_path / "one.pdf", tmp_path / "two.pdf"]
    page.export_report()
    page.cut_buttons[Cut.POSTER].click()
    ready(qtbot, page)
    assert page.export_button.toolTip() == "The file is being written."
    assert not page.export_button.isEnabled()
    page.export_report()
    go_on.set()
    qtbot.waitUntil(page.open_button.isVisible)
    assert page.export_button.isEnabled()
    assert not (tmp_path / "two.pdf").exists()
