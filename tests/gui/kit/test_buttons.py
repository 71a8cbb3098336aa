"""Buttons, switches and chips, by mouse, by keyboard and by ear."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import (
    HEIGHT_BANNER,
    HEIGHT_BAR,
    HEIGHT_HOME,
    HEIGHT_NORMAL,
    IconButton,
    KitButton,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
)
from visionwork.gui.widgets.filter_chip import FilterChip
from visionwork.gui.widgets.toggle import Toggle

KINDS = (PrimaryButton, SecondaryButton, QuietButton)


def ground(widget: QWidget) -> QColor:
    """Return the colour a few pixels inside the left edge."""
    picture = widget.grab().toImage()
    return picture.pixelColor(5, picture.height() // 2)


def heard(widget: QWidget) -> tuple[str, QAccessible.Role]:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name), interface.role()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("percent", [100, 115, 130])
@pytest.mark.parametrize("height", [HEIGHT_NORMAL, HEIGHT_BANNER, HEIGHT_BAR, HEIGHT_HOME])
def test_the_text_is_never_cut(
    qtbot: QtBot, theme: Theme, kind: type[KitButton], percent: int, height: int
) -> None:
    theme.set_text_percent(percent)
    button = kind("Compare with Draft 4", "check", height)
    qtbot.addWidget(button)
    metrics = QFontMetrics(theme.font("button"))
    assert button.minimumSizeHint().width() >= metrics.horizontalAdvance(button.text()) + theme.px(16) + 8
    assert button.minimumSizeHint().height() == theme.px(height) >= metrics.height()


@pytest.mark.parametrize("kind", KINDS)
def test_space_works_and_the_name_is_spoken(qtbot: QtBot, theme: Theme, kind: type[KitButton]) -> None:
    button = kind("&Test draft")
    qtbot.addWidget(button)
    button.show()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert heard(button) == ("Test draft", QAccessible.Role.Button)


def test_states_look_different(qtbot: QtBot, theme: Theme) -> None:
    button = PrimaryButton("Test draft")
    qtbot.addWidget(button)
    assert ground(button) == theme.color("ink")
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    assert ground(button) == theme.color("ink_hover")
    button.setDown(True)
    assert ground(button) == theme.color("ink_press")
    button.setEnabled(False)
    assert ground(button) == theme.color("hair")


def test_a_disabled_button_says_what_is_missing(qtbot: QtBot, theme: Theme) -> None:
    button = PrimaryButton("Save as draft 5")
    qtbot.addWidget(button)
    button.set_reason("Write something first.")
    interface = QAccessible.queryAccessibleInterface(button)
    assert not button.isEnabled()
    assert button.toolTip() == "Write something first."
    assert interface.text(QAccessible.Text.Description) == "Write something first."
    button.set_reason("")
    assert button.isEnabled()
    assert button.toolTip() == ""


def test_an_icon_button_has_a_name(qtbot: QtBot, theme: Theme) -> None:
    button = IconButton("chevron-left", "Previous question")
    qtbot.addWidget(button)
    assert heard(button)[0] == "Previous question"
    assert button.toolTip() == "Previous question"
    assert button.sizeHint().width() == button.sizeHint().height() == HEIGHT_BAR


def test_a_switch_turns_by_keyboard_and_by_its_label(qtbot: QtBot, theme: Theme) -> None:
    switch = Toggle("Words")
    qtbot.addWidget(switch)
    switch.show()
    with qtbot.waitSignal(switch.toggled):
        qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert switch.isChecked()
    label = switch.rect().center() + switch.rect().topRight() - switch.rect().center()
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton, pos=label - switch.rect().topRight() / 8)
    assert not switch.isChecked()
    assert heard(switch) == ("Words", QAccessible.Role.CheckBox)


def test_a_switch_looks_on_when_it_is_on(qtbot: QtBot, theme: Theme) -> None:
    switch = Toggle("Words", checked=True)
    qtbot.addWidget(switch)
    assert ground(switch) == theme.color("ink")
    switch.setChecked(False)
    on_the_track = switch.grab().toImage().pixelColor(theme.px(32) - 6, switch.height() // 2)
    assert on_the_track == theme.color("line")


def test_a_filter_chip_says_how_many_it_stands_for(qtbot: QtBot, theme: Theme) -> None:
    chip = FilterChip("Time to do it", 12)
    qtbot.addWidget(chip)
    assert heard(chip)[0] == "Time to do it, 12"
    chip.set_count(13)
    assert heard(chip)[0] == "Time to do it, 13"


def test_a_filter_chip_can_be_chosen_by_keyboard(qtbot: QtBot, theme: Theme) -> None:
    chip = FilterChip("All", 58)
    qtbot.addWidget(chip)
    chip.show()
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert chip.isChecked()
    assert ground(chip) == theme.color("ink")


@pytest.mark.parametrize("button_type", KINDS)
def test_enter_presses_a_button_that_has_the_keyboard(
    qtbot: QtBot, theme: Theme, button_type: type[KitButton]
) -> None:
    button = button_type("Add people")
    qtbot.addWidget(button)
    button.show()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)
