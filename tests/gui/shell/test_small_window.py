"""The smallest window with the largest text: still room for what people write."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from visionwork.domain.method import CaptureKind, Method
from visionwork.gui.actions import ActionId
from visionwork.gui.main_window import MainWindow
from visionwork.gui.rail import FOLDED_WIDTH, Rail
from visionwork.gui.services import AppServices
from visionwork.gui.theme import Theme
from visionwork.gui.views.draft_tabs import DraftTabs
from visionwork.gui.views.grid.cell_painter import CellPainter
from visionwork.gui.views.grid.table import GridTable
from visionwork.gui.views.rounds_page import RoundsPage
from visionwork.gui.views.statement_page import StatementPage
from visionwork.gui.widgets.banner import Banner
from visionwork.gui.widgets.buttons import KitButton, QuietButton
from visionwork.gui.widgets.guidance_strip import GuidanceStrip
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.tab_bar import TabBar

SMALLEST = (1180, 720)


@pytest.fixture
def sample(written_sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample."""
    return Path(shutil.copy(written_sample, tmp_path))


@pytest.fixture
def small(make_window: Callable[[], MainWindow], theme: Theme, sample: Path) -> MainWindow:
    window = make_window()
    theme.set_text_percent(130)
    window.resize(*SMALLEST)
    window.files.open_path(sample)
    return window


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def test_every_grid_shows_three_rows(small: MainWindow, method: Method) -> None:
    for exercise in method.exercises():
        if exercise.kind is not CaptureKind.GRID:
            continue
        small.show_page(f"exercise:{exercise.id}")
        settle()
        table = small.view.host.current_page().findChild(GridTable)
        rows = min(3, table.grid_model().rowCount())
        seen = table.viewport().rect()
        last = table.visualRect(table.grid_model().index(rows - 1, 0))
        assert seen.intersected(last).height() >= 24, f"{exercise.id}: row {rows} is out of sight"


def test_the_strip_stays_low_and_says_everything(small: MainWindow, theme: Theme, method: Method) -> None:
    for exercise in method.exercises():
        small.show_page(f"exercise:{exercise.id}")
        strip = small.view.host.current_page().findChild(GuidanceStrip)
        for place in range(len(exercise.prompts)):
            strip.show_prompt(place)
            settle()
            assert strip.height() <= theme.px(90), (exercise.id, strip.prompt(), strip.height())
            words = strip._prompt
            assert words.height() >= words.heightForWidth(words.width()), strip.prompt()


@pytest.mark.parametrize(
    ("size", "percent", "lines"), [((1180, 720), 130, 5), ((1440, 900), 130, 4), ((1180, 720), 100, 4)]
)
def test_the_statement_keeps_its_room_while_its_losses_are_told(
    make_window: Callable[[], MainWindow],
    theme: Theme,
    sample: Path,
    size: tuple[int, int],
    percent: int,
    lines: int,
) -> None:
    window = make_window()
    theme.set_text_percent(percent)
    window.resize(*size)
    window.files.open_path(sample)
    window.show_page("statement")
    page, current = window.view.host.current_page(), window.files.current
    assert isinstance(page, StatementPage)
    assert current is not None
    current.context.coach.load_now()
    boardroom = next(d for d in current.context.snapshot.statement_drafts() if d.set_aside is not None)
    page.editor.selectAll()
    page.editor.insertPlainText(boardroom.text)
    page.coach.look()
    page.lost.again_button().click()
    settle()
    assert page.lost.rows()
    assert page.editor.height() >= lines * page.editor.line_height()
    foot = page.findChild(QWidget, "save_button")
    assert foot is not None
    assert bottom_of(page.editor, page) < foot.mapTo(page, QPoint()).y()
    first = page.lost.rows()[0]
    assert first.visibleRegion().boundingRect().height() == first.height()


def test_a_larger_text_makes_the_banner_brief_and_a_smaller_one_tells_why_again(
    make_window: Callable[[], MainWindow], theme: Theme, sample: Path
) -> None:
    window = make_window()
    window.resize(*SMALLEST)
    window.files.open_path(sample)
    window.show_page("statement")
    page = window.view.host.current_page()
    assert isinstance(page, StatementPage)
    page.context.coach.load_now()
    page.coach.look()
    banner = page.findChild(Banner, "banner")
    assert banner is not None
    why = banner.message()[1]
    for percent, told in ((100, True), (130, False), (100, True)):
        theme.set_text_percent(percent)
        settle()
        words = [label for label in banner.findChildren(PlainLabel) if label.text() == why]
        assert [label.isVisible() for label in words] == [told], percent
        assert (why in banner.toolTip()) is not told
    assert banner.accessibleDescription().startswith(why)


def bottom_of(widget: QWidget, page: QWidget) -> int:
    return widget.mapTo(page, QPoint(0, widget.height())).y()


def test_the_rail_folds_and_opens_again_when_asked(small: MainWindow, services: AppServices) -> None:
    rail = small.findChild(Rail)
    assert rail.width() == FOLDED_WIDTH
    assert not services.settings.rail_folded
    small.commands[ActionId.FOLD_RAIL].trigger()
    assert rail.width() > FOLDED_WIDTH
    small.resize(1440, 900)
    settle()
    assert rail.width() > FOLDED_WIDTH
    small.commands[ActionId.FOLD_RAIL].trigger()
    assert services.settings.rail_folded
    assert rail.width() == FOLDED_WIDTH


@pytest.mark.parametrize("folded", [True, False])
def test_the_choices_of_the_export_stand_beside_its_preview(small: MainWindow, folded: bool) -> None:
    if not folded:
        small.commands[ActionId.FOLD_RAIL].trigger()
    small.show_page("export")
    settle()
    page = small.view.host.current_page()
    area = page.findChild(QScrollArea, "options_area")
    host = page.findChild(QWidget, "options_host")
    assert area is not None
    assert host is not None
    assert host.width() <= area.viewport().width()
    assert area.geometry().right() < page.preview.mapTo(page, page.preview.rect().topLeft()).x()


def test_a_large_window_keeps_its_measure(
    make_window: Callable[[], MainWindow], theme: Theme, sample: Path, qtbot: QtBot
) -> None:
    window = make_window()
    window.files.open_path(sample)
    window.show_page("exercise:values")
    settle()
    assert not theme.is_low
    assert window.view.host.current_page().findChild(GuidanceStrip).height() >= 72
    assert window.findChild(Rail).width() > FOLDED_WIDTH


@pytest.mark.parametrize("percent", [100, 130])
def test_the_draft_in_the_editor_is_named_while_the_column_beside_is_open(
    make_window: Callable[[], MainWindow], theme: Theme, sample: Path, percent: int
) -> None:
    window = make_window()
    theme.set_text_percent(percent)
    window.resize(*SMALLEST)
    window.files.open_path(sample)
    window.show_page("statement")
    settle()
    page = window.view.host.current_page()
    assert isinstance(page, StatementPage)
    fold = page.findChild(QuietButton, "fold_button")
    fold.setChecked(True)
    settle()
    tabs = page.findChild(DraftTabs)
    named = [button for button in tabs.findChildren(KitButton) if button.isVisible()]
    assert any(
        button.accessibleName().startswith("Draft 6") or button.text() == "Draft 6" for button in named
    )
    for button in named:
        assert button.width() >= button.sizeHint().width(), button.text()
        assert tabs.rect().contains(button.geometry())
    assert fold.accessibleName() == "People, words, drafts"
    length = page.findChild(PlainLabel, "length_label")
    assert length.width() >= length.sizeHint().width(), "words and sentences are cut"
    assert not page.findChild(PlainLabel, "edited_label").visibleRegion().isEmpty()


def test_no_word_of_a_menu_is_cut(small: MainWindow) -> None:
    cut = []
    for menu in small.findChildren(QMenu):
        if not menu.actions():
            continue
        menu.ensurePolished()
        menu.resize(menu.sizeHint())
        shown = menu.grab().toImage()
        menu.setMinimumWidth(menu.width() + 200)
        menu.resize(menu.sizeHint())
        roomy = menu.grab().toImage()
        for action in menu.actions():
            if action.isSeparator() or action.menu() is not None:
                continue
            if "\t" in action.text() or not action.shortcut().isEmpty():
                continue  # its keys stand at the right
            place = menu.actionGeometry(action).adjusted(4, 2, 0, -2)
            place.setRight(shown.width() - 6)
            if shown.copy(place) != roomy.copy(place):
                cut.append(action.text())
    assert not cut


@pytest.mark.parametrize(("size", "percent"), [((1440, 900), 130), (SMALLEST, 100)])
def test_the_names_of_the_groups_of_the_sample_are_whole(
    make_window: Callable[[], MainWindow], theme: Theme, sample: Path, size: tuple[int, int], percent: int
) -> None:
    window = make_window()
    theme.set_text_percent(percent)
    window.resize(*size)
    window.files.open_path(sample)
    window.show_page("exercise:future-relationship")
    settle()
    tabs = window.view.host.current_page().findChild(TabBar)
    cut = [
        tabs.name(place)
        for place in range(tabs.count())
        if tabs.tabRect(place).width() < tabs.tabSizeHint(place).width()
    ]
    assert tabs.count() > 5
    assert not cut


def test_a_round_and_what_changed_since_the_draft_before_are_seen_together(
    qtbot: QtBot, make_window: Callable[[], MainWindow], sample: Path
) -> None:
    window = make_window()
    window.resize(1440, 900)
    window.files.open_path(sample)
    window.show_page("rounds")
    page = window.view.host.current_page()
    assert isinstance(page, RoundsPage)
    viewport, comparison = page.findChild(QScrollArea, "charts_area").viewport(), page._comparison

    def is_seen() -> bool:
        place = QRect(comparison.mapTo(viewport, QPoint()), comparison.size())
        return comparison.isVisible() and viewport.rect().contains(place)

    qtbot.waitUntil(is_seen)


def test_a_high_window_spreads_the_bars_instead_of_leaving_a_gap(
    qtbot: QtBot, make_window: Callable[[], MainWindow], sample: Path
) -> None:
    window = make_window()
    window.resize(1920, 1020)
    window.files.open_path(sample)
    window.show_page("rounds")
    page = window.view.host.current_page()
    assert isinstance(page, RoundsPage)
    chart = page._results._chart

    def drawn() -> int:
        chart.grab()
        return chart._height

    qtbot.waitUntil(lambda: drawn() > chart.sizeHint().height())
    assert chart.height() - drawn() < len(page._results.question().groups)  # whole pixels a row


@pytest.mark.parametrize("exercise", ["competency", "communication"])
def test_a_grid_of_seven_columns_breaks_no_word_and_needs_no_scrolling_sideways(
    make_window: Callable[[], MainWindow], theme: Theme, sample: Path, exercise: str
) -> None:
    window = make_window()
    theme.set_text_percent(130)
    window.resize(1440, 900)
    window.files.open_path(sample)
    window.show_page(f"exercise:{exercise}")
    settle()
    table = window.view.host.current_page().findChild(GridTable)
    model = table.grid_model()
    painter = CellPainter(theme)
    assert table.horizontalScrollBar().maximum() == 0
    for row in range(model.rowCount()):
        for place in range(model.columnCount()):
            cell = model.index(row, place)
            assert painter.word_width(model.content(cell)) <= table.visualRect(cell).width() + 1
