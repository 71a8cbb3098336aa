"""The wheel scrolls the page and changes no choice, number or date in passing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QStyleOptionComboBox, QTableView, QToolButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from visionwork.domain.days import day_and_month
from visionwork.gui.style.fields import with_words_that_fit
from visionwork.gui.theme import Theme
from visionwork.gui.views.grid.editors.day import CalendarPopup
from visionwork.gui.widgets.calendar import Calendar
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


@pytest.fixture
def number(qtbot: QtBot) -> NumberBox:
    number = NumberBox()
    number.setRange(0, 9_999)
    number.setSpecialValueText("not said")
    number.setGroupSeparatorShown(True)
    qtbot.addWidget(number)
    with qtbot.waitExposed(number):
        number.show()
    number.clearFocus()
    return number


def test_a_click_and_typing_say_a_number_nobody_had_said(qtbot: QtBot, number: NumberBox) -> None:
    qtbot.mouseClick(number.lineEdit(), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: number.lineEdit().selectedText() == "not said")
    qtbot.mouseClick(number.lineEdit(), Qt.MouseButton.LeftButton)  # a second click, into the words
    qtbot.keyClicks(number, "180")
    assert number.value() == 180


def test_typing_replaces_the_number_that_was_clicked(qtbot: QtBot, number: NumberBox) -> None:
    number.setValue(1_250)
    qtbot.mouseClick(number.lineEdit(), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(number.lineEdit().hasSelectedText)
    qtbot.keyClicks(number, "12")
    assert number.value() == 12


@pytest.mark.parametrize("tracking", [True, False])
def test_an_emptied_number_is_not_said(qtbot: QtBot, number: NumberBox, tracking: bool) -> None:
    number.setKeyboardTracking(tracking)
    number.setValue(180)
    number.selectAll()
    qtbot.keyClick(number, Qt.Key.Key_Backspace)
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert number.value() == 0
    assert number.text() == "not said"


def test_an_emptied_share_stays_what_it_was(qtbot: QtBot) -> None:
    share = NumberBox()
    qtbot.addWidget(share)
    share.setSuffix(" %")
    share.setValue(16)
    share.selectAll()
    qtbot.keyClick(share, Qt.Key.Key_Backspace)
    qtbot.keyClick(share, Qt.Key.Key_Return)
    assert share.value() == 16


def _tooltip(widget: QWidget) -> str:
    middle = widget.rect().center()
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, middle, widget.mapToGlobal(middle)))
    return QToolTip.text()


def test_long_words_of_a_house_do_not_widen_a_choice(qtbot: QtBot) -> None:
    choice = ChoiceBox()
    qtbot.addWidget(choice)
    choice.keep_narrow()
    choice.addItems(["Clients", "Employees"])
    usual = choice.sizeHint()
    choice.setItemText(0, "Mitarbeiterinnen & Mitarbeiter")
    assert choice.sizeHint().width() == usual.width()
    choice.resize(usual)
    choice.show()
    assert "Mitarbeiterinnen &amp; Mitarbeiter" in _tooltip(choice)
    choice.setCurrentText("Employees")
    _tooltip(choice)
    qtbot.waitUntil(lambda: QToolTip.text() == "")


def test_words_that_a_closed_choice_cuts_end_in_an_ellipsis(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def fitted(*arguments: Any) -> QStyleOptionComboBox:
        option = with_words_that_fit(*arguments)
        shown.append(option.currentText)
        return option

    monkeypatch.setattr("visionwork.gui.style.fields.with_words_that_fit", fitted)
    choice = ChoiceBox()
    qtbot.addWidget(choice)
    choice.addItems(["Financial services clients", "Colleagues"])
    choice.resize(choice.sizeHint())
    choice.grab()
    choice.resize(choice.width() - 40, choice.height())
    choice.grab()
    assert (shown[0], shown[-1][-1]) == ("Financial services clients", "…")


@pytest.mark.parametrize("count", [2, 30])
def test_the_list_of_a_narrow_choice_is_as_wide_as_its_longest_words(
    qtbot: QtBot, theme: Theme, count: int
) -> None:
    choice = ChoiceBox()
    qtbot.addWidget(choice)
    choice.keep_narrow()
    longest = "Financial services clients of the northern region"
    choice.addItems([longest, *(f"Group {number}" for number in range(1, count))])
    choice.resize(choice.sizeHint())
    choice.show()
    choice.showPopup()
    room = choice.view().viewport().width()
    choice.hidePopup()
    assert room >= choice.fontMetrics().horizontalAdvance(longest) > choice.width()


@pytest.fixture(params=["de_DE", "ar_EG"])
def foreign_system(request: pytest.FixtureRequest) -> Iterator[None]:
    usual = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield
    QLocale.setDefault(usual)


@pytest.mark.usefixtures("foreign_system")
def test_days_and_numbers_speak_the_language_of_the_app(qtbot: QtBot) -> None:
    day, number, cell = DateField(date(2026, 3, 12)), NumberBox(), QWidget()
    number.setRange(0, 9_999)
    number.setGroupSeparatorShown(True)
    number.setValue(1_234)
    for widget in (day, number, cell):
        qtbot.addWidget(widget)
    assert (day.text(), number.text()) == ("12 March 2026", "1,234")
    months = [day_and_month(date(2026, month, 1)).removeprefix("1 ") for month in range(1, 13)]
    for calendar in (day.calendarWidget(), CalendarPopup(cell).findChild(Calendar)):
        assert calendar.firstDayOfWeek() is Qt.DayOfWeek.Monday
        month = calendar.findChild(QToolButton, "qt_calendar_monthbutton")
        assert month.text() in months
        assert [action.text() for action in month.menu().actions()] == months
        heads = calendar.findChild(QTableView).model()
        assert heads.data(heads.index(0, 0)) == "Mon"
