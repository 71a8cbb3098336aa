"""The ring follows the keyboard and stays away from the mouse."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from visionwork.gui.theme import Theme
from visionwork.gui.widgets.focus_ring import FocusRing


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for kind, name in ((QPushButton, "one"), (QPushButton, "two"), (QPlainTextEdit, "editor")):
        widget = kind(window)
        widget.setObjectName(name)
        column.addWidget(widget)
    FocusRing(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def ring_of(window: QWidget) -> FocusRing:
    (ring,) = window.findChildren(FocusRing)
    return ring


def button(window: QWidget, name: str) -> QPushButton:
    found = window.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def test_tab_shows_the_ring_two_pixels_away(qtbot: QtBot, window: QWidget) -> None:
    button(window, "one").setFocus()
    qtbot.keyClick(button(window, "one"), Qt.Key.Key_Tab)
    ring, two = ring_of(window), button(window, "two")
    assert ring.target() is two
    assert ring.isVisible()
    assert ring.geometry() == two.geometry().adjusted(-4, -4, 4, 4)


def test_a_click_shows_no_ring(qtbot: QtBot, window: QWidget) -> None:
    button(window, "one").setFocus()
    qtbot.keyClick(button(window, "one"), Qt.Key.Key_Tab)
    qtbot.mouseClick(button(window, "two"), Qt.MouseButton.LeftButton)
    assert not ring_of(window).isVisible()
    qtbot.mouseClick(button(window, "one"), Qt.MouseButton.LeftButton)
    assert button(window, "one").hasFocus()
    assert not ring_of(window).isVisible()


def test_the_ring_moves_with_its_widget(qtbot: QtBot, window: QWidget) -> None:
    button(window, "one").setFocus()
    qtbot.keyClick(button(window, "one"), Qt.Key.Key_Tab)
    window.resize(window.width() + 200, window.height() + 100)
    two = button(window, "two")
    qtbot.waitUntil(lambda: ring_of(window).geometry() == two.geometry().adjusted(-4, -4, 4, 4))


def test_editors_show_their_focus_themselves(qtbot: QtBot, window: QWidget) -> None:
    button(window, "one").setFocus()
    qtbot.keyClick(button(window, "one"), Qt.Key.Key_Tab)
    qtbot.keyClick(button(window, "two"), Qt.Key.Key_Tab)
    assert isinstance(window.focusWidget(), QPlainTextEdit)
    assert not ring_of(window).isVisible()


def test_the_ring_goes_with_a_widget_that_is_hidden(qtbot: QtBot, window: QWidget) -> None:
    button(window, "one").setFocus()
    qtbot.keyClick(button(window, "one"), Qt.Key.Key_Tab)
    button(window, "two").hide()
    assert ring_of(window).target() is not button(window, "two")


def test_the_ring_is_back_after_a_menu(qtbot: QtBot, theme: Theme) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    one, two = QPushButton("one"), QPushButton("two")
    middle = QWidget()
    column = QVBoxLayout(middle)
    column.addWidget(one)
    column.addWidget(two)
    window.setCentralWidget(middle)
    window.menuBar().addMenu("&Workshop").addAction("Open…")
    ring = FocusRing(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    one.setFocus()
    qtbot.keyClick(one, Qt.Key.Key_Tab)
    qtbot.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    assert not ring.isVisible()
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)
    assert two.hasFocus()
    assert ring.target() is two


@pytest.mark.parametrize("way", ["at once", "later", "with its parent"])
def test_a_focused_widget_may_be_deleted(qtbot: QtBot, window: QWidget, way: str) -> None:
    box = QWidget(window)
    goner = QPushButton("goner", box)
    window.layout().addWidget(box)
    box.show()
    qtbot.keyClick(button(window, "one"), Qt.Key.Key_Tab)
    goner.setFocus(Qt.FocusReason.TabFocusReason)
    if way == "later":
        with qtbot.waitSignal(goner.destroyed):
            goner.deleteLater()
    else:
        shiboken6.delete(goner if way == "at once" else box)
    button(window, "one").setFocus()
    qtbot.keyClick(button(window, "one"), Qt.Key.Key_Tab)
    assert ring_of(window).target() is button(window, "two")


def test_a_window_can_be_closed_with_the_ring_shown(qtbot: QtBot, window: QWidget) -> None:
    button(window, "one").setFocus()
    qtbot.keyClick(button(window, "one"), Qt.Key.Key_Tab)
    window.close()
    other = QPushButton("another window")
    qtbot.addWidget(other)
    other.show()
    qtbot.waitUntil(other.isActiveWindow)
    other.setFocus()
    assert not ring_of(window).isVisible()


def test_what_gets_the_keyboard_by_keys_comes_into_sight(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    before, area, host = QPushButton("before", window), QScrollArea(window), QWidget()
    column, inner = QVBoxLayout(window), QVBoxLayout(host)
    for place in range(40):
        inner.addWidget(QPushButton(str(place), host))
    area.setWidget(host)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    for widget in (before, area):
        column.addWidget(widget)
    FocusRing(window)
    window.resize(300, 200)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Backtab)  # into the area at its end
    last = QApplication.focusWidget()
    assert isinstance(last, QPushButton)
    assert last.text() == "39"
    qtbot.waitUntil(lambda: last.visibleRegion().boundingRect().height() == last.height())
