"""The wheel scrolls the page and changes no choice, number or date in passing."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from visionwork.gui.widgets.choices import ChoiceBox, NumberBox
from visionwork.gui.widgets.date_field import DateField


def _roll(widget: QWidget) -> QWheelEvent:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, widget.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
    return event


@pytest.mark.parametrize("focused", [True, False])
def test_the_wheel_changes_nothing(qtbot: QtBot, focused: bool) -> None:
    choice, number, day = ChoiceBox(), NumberBox(), DateField(date(2026, 3, 12))
    choice.addItems(["customers", "employees", "managers"])
    number.setValue(5)
    for field in (choice, number, day):
        qtbot.addWidget(field)
        field.show()
        if focused:
            field.setFocus()
        assert not _roll(field).isAccepted(), "the page around it scrolls"
    assert (choice.currentIndex(), number.value(), day.day()) == (0, 5, date(2026, 3, 12))
    assert not {field.focusPolicy() for field in (choice, number, day)} & {Qt.FocusPolicy.WheelFocus}
