"""Tabs by keyboard, by mouse and by ear."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from visionwork.domain.groups import GroupKind
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.tab_bar import TabBar, TabStrip
from visionwork.gui.widgets.tab_lines import two_lines


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme) -> TabBar:
    bar = TabBar()
    qtbot.addWidget(bar)
    bar.add_tab("Customers", "78 words", GroupKind.CUSTOMERS)
    bar.add_tab("R&D people", "not started", GroupKind.EMPLOYEES)
    bar.add_tab("Question 3")
    bar.resize(bar.sizeHint())
    bar.show()
    return bar


def test_arrow_keys_move_between_tabs(qtbot: QtBot, bar: TabBar) -> None:
    bar.setFocus()
    with qtbot.waitSignal(bar.currentChanged, check_params_cb=lambda index: index == 1):
        qtbot.keyClick(bar, Qt.Key.Key_Right)
    qtbot.keyClick(bar, Qt.Key.Key_Left)
    assert bar.currentIndex() == 0


def test_the_arrows_that_scroll_are_no_stop_of_the_keyboard(bar: TabBar) -> None:
    arrows = bar.findChildren(QToolButton)
    assert arrows
    assert {arrow.focusPolicy() for arrow in arrows} == {Qt.FocusPolicy.NoFocus}


def test_a_click_opens_a_tab(qtbot: QtBot, bar: TabBar) -> None:
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(2).center())
    assert bar.currentIndex() == 2


def test_names_and_counts_are_spoken(bar: TabBar) -> None:
    interface = QAccessible.queryAccessibleInterface(bar)
    assert interface.role() == QAccessible.Role.PageTabList
    spoken = [interface.child(index).text(QAccessible.Text.Name) for index in range(bar.count())]
    assert spoken == ["Customers, 78 words", "R&D people, not started", "Question 3"]
    bar.set_count(2, "46% agree")
    assert interface.child(2).text(QAccessible.Text.Name) == "Question 3, 46% agree"


def test_an_ampersand_in_a_name_is_no_access_key(bar: TabBar) -> None:
    assert bar.name(1) == "R&D people"


def test_the_active_tab_is_underlined_in_the_colour_of_its_group(bar: TabBar, theme: Theme) -> None:
    def underline(index: int) -> str:
        rect = bar.tabRect(index)
        return bar.grab().toImage().pixelColor(rect.center().x(), rect.bottom() - 1).name()

    assert underline(0) == theme.group_color(GroupKind.CUSTOMERS).name()
    bar.setCurrentIndex(2)
    assert underline(2) == theme.color("ink").name()
    assert underline(0) != theme.group_color(GroupKind.CUSTOMERS).name()


@pytest.mark.parametrize("percent", [100, 115, 130])
def test_nothing_is_cut_at_any_text_size(bar: TabBar, theme: Theme, percent: int) -> None:
    theme.set_text_percent(percent)
    bar.resize(bar.sizeHint())
    bold, caption = QFontMetrics(theme.font("body_bold")), QFontMetrics(theme.font("caption"))
    needed = bold.horizontalAdvance("R&D people") + caption.horizontalAdvance("not started")
    assert bar.tabSizeHint(1).width() >= needed
    assert bar.sizeHint().height() == theme.px(44)


def test_choosing_a_tab_moves_none(bar: TabBar) -> None:
    before = [bar.tabRect(index) for index in range(bar.count())]
    bar.setCurrentIndex(1)
    assert [bar.tabRect(index) for index in range(bar.count())] == before


def test_tabs_can_be_replaced(qtbot: QtBot, theme: Theme) -> None:
    strip = TabStrip()
    qtbot.addWidget(strip)
    strip.tabs.add_tab("One")
    strip.tabs.clear_tabs()
    strip.tabs.add_tab("Two")
    assert [strip.tabs.name(index) for index in range(strip.tabs.count())] == ["Two"]


def test_names_are_shortened_before_tabs_are_hidden(qtbot: QtBot, theme: Theme) -> None:
    bar = TabBar()
    qtbot.addWidget(bar)
    for name in (
        "Patients",
        "Nurses & care",
        "Managers",
        "Executives",
        "Relatives of patients",
        "Volunteers",
    ):
        bar.add_tab(name, "not started", GroupKind.CUSTOMERS)
    bar.resize(700, bar.sizeHint().height())
    bar.show()
    assert bar.whole_width() > 700
    assert bar.tabRect(5).right() <= 700
    assert not any(arrow.isVisible() for arrow in bar.findChildren(QToolButton))
    for place in range(bar.count()):
        bar.set_count(place, "")
    assert bar.tabRect(5).right() <= 700
    assert bar.tabRect(0).width() >= bar.tabSizeHint(0).width()  # the shortest name stays whole


def test_names_stand_on_two_lines_before_they_are_cut(qtbot: QtBot, theme: Theme) -> None:
    bar = TabBar()
    qtbot.addWidget(bar)
    for name in (
        "Financial services clients",
        "Public sector clients",
        "Delivery consultants",
        "Executive team",
    ):
        bar.add_tab(name, "", GroupKind.CUSTOMERS)
    bar.add_tab("Question 1", "65% agree")
    bar.resize(bar.whole_width(), bar.sizeHint().height())
    bar.show()
    height = bar.height()
    wide = [bar.tabRect(place).width() for place in range(bar.count())]
    bar.resize(bar.whole_width() * 2 // 3, height)
    for place, before in enumerate(wide):
        assert bar.tabRect(place).width() == bar.tabSizeHint(place).width() < before
    assert bar.tabRect(bar.count() - 1).right() <= bar.width()
    assert bar.sizeHint().height() == height


@pytest.mark.parametrize(
    ("name", "count", "lines"),
    [
        ("Financial services clients", "", ("Financial", "services clients")),
        ("Account leads", "64", ("Account", "leads")),
        ("Volunteers", "78 words", ("Volunteers", "")),
        ("", "", ("", "")),
    ],
)
def test_a_name_breaks_where_its_lines_are_shortest(
    theme: Theme, name: str, count: str, lines: tuple[str, str]
) -> None:
    bold, muted = QFontMetrics(theme.font("caption_bold")), QFontMetrics(theme.font("caption"))
    found = two_lines(name, count, bold, muted)
    assert (found.first, found.second) == lines
    assert found.count == count
    assert found.width < bold.horizontalAdvance(name) or not lines[1]
    assert two_lines(name, count, bold, muted, whole=True).first == name
