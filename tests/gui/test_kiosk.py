"""The laptop is handed round: what people can do, and what they cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from person import press, said
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from visionwork.document.errors import NotSavedError
from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import QuestionKind, Round, RoundGroup
from visionwork.feedback.answer_words import load_answer_words
from visionwork.gui.context import WorkshopContext
from visionwork.gui.kiosk.start_dialog import KioskStartDialog
from visionwork.gui.kiosk.window import KioskTimes, KioskWindow, same_word
from visionwork.gui.views.rounds_page import RoundsPage

NOW = datetime(2026, 3, 3, 10, 0)  # noqa: DTZ001 - documents keep local time
TEXT = "We tell you early what will not hold. You plan your year with us."
QUESTIONS = [
    (QuestionKind.SCALE, "This vision has a place for me."),
    (QuestionKind.SCALE, "I can picture what would change."),
    (QuestionKind.OPEN, "Which words would you keep?"),
]
WORD = "ferry bell"
Open = Callable[..., KioskWindow]


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def context(context: WorkshopContext) -> WorkshopContext:
    context.document.groups.add("Deck crews & pilots", GroupKind.EMPLOYEES, 40)
    context.document.groups.add("Commuters", GroupKind.CUSTOMERS)
    context.document.groups.add("Board", GroupKind.EXECUTIVES)
    return context


@pytest.fixture
def asked(context: WorkshopContext) -> Round:
    draft = context.document.texts.save_draft(STATEMENT_SUBJECT, TEXT)
    rounds = context.document.rounds
    return rounds.get(rounds.open(draft.id, QUESTIONS, [RoundGroup(1), RoundGroup(2)], NOW.date()))


@pytest.fixture
def open_kiosk(qtbot: QtBot, context: WorkshopContext, asked: Round) -> Iterator[Open]:
    made: list[KioskWindow] = []

    def build(group_id: int | None = None, times: KioskTimes | None = None) -> KioskWindow:
        words = load_answer_words("kiosk", "en", context.fill)
        window = KioskWindow(context, asked, words, WORD, group_id, times)
        made.append(window)
        beside = QWidget()
        qtbot.addWidget(beside)
        with qtbot.waitExposed(window):
            window.open_over(beside)
        return window

    yield build
    for window in made:
        if window.isVisible():
            leave(qtbot, window)
        window.deleteLater()


def visible(window: QWidget, kind: type) -> Any:
    (found,) = [widget for widget in window.findChildren(kind) if widget.isVisible()]
    return found


def key(qtbot: QtBot, window: KioskWindow, *keys: Qt.Key) -> None:
    """Type where the keyboard is, as a person does."""
    for one in keys:
        qtbot.keyClick(window.focusWidget() or window, one)


def begin(qtbot: QtBot, open_kiosk: Open, group_id: int | None = None) -> KioskWindow:
    """Hand the laptop to somebody, who begins."""
    window = open_kiosk(group_id)
    press(qtbot, window, "Begin")
    return window


def leave(qtbot: QtBot, window: KioskWindow) -> None:
    key(qtbot, window, Qt.Key.Key_Escape)
    field = visible(window, QLineEdit)
    field.setText(WORD)
    key(qtbot, window, Qt.Key.Key_Return)
    if window.isVisible():  # somebody has answered and not stored
        press(qtbot, window, "Leave and drop them")


def stored(context: WorkshopContext) -> list[tuple[Any, ...]]:
    answers = context.document.store.rows("SELECT group_id, channel, scales, fingerprint FROM response")
    words = context.document.store.rows("SELECT code, text FROM comment")
    return [(*row, *(tuple(word) for word in words)) for row in answers]


def test_a_person_answers_with_the_keyboard_alone(
    qtbot: QtBot, context: WorkshopContext, open_kiosk: Open
) -> None:
    window = open_kiosk()
    assert "What is protected" in said(window)
    assert "Torsund Ferries asks" in said(window)
    key(qtbot, window, Qt.Key.Key_Return)
    assert "Which group do you belong to?" in said(window)
    key(qtbot, window, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert TEXT in said(window)
    assert "Question 1 of 3" in said(window)
    key(qtbot, window, Qt.Key.Key_4, Qt.Key.Key_Return, Qt.Key.Key_2, Qt.Key.Key_Return)
    field = visible(window, QPlainTextEdit)
    qtbot.keyClicks(field, "Plan 5 years")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "Thank you" in said(window)
    assert stored(context) == [(2, "kiosk", "42", None, ("q3", "Plan 5 years"))]


def test_a_person_answers_with_the_mouse_alone_and_can_leave_out(
    qtbot: QtBot, context: WorkshopContext, open_kiosk: Open
) -> None:
    window = open_kiosk()
    for text in (
        "Begin",
        "Deck crews && pilots",
        "Next",
        "Strongly agree",
        "Next",
        "Agree",
        "Leave this out",
    ):
        press(qtbot, window, text)
    press(qtbot, window, "Back")
    press(qtbot, window, "Leave this out")
    press(qtbot, window, "Store my answers")
    assert stored(context) == [(1, "kiosk", "5-", None)]


def test_after_thank_you_nothing_of_the_person_is_left(
    qtbot: QtBot, context: WorkshopContext, open_kiosk: Open
) -> None:
    window = begin(qtbot, open_kiosk, group_id=1)
    key(qtbot, window, Qt.Key.Key_5, Qt.Key.Key_Return, Qt.Key.Key_5, Qt.Key.Key_Return)
    field = visible(window, QPlainTextEdit)
    field.setPlainText("My own words")
    field.selectAll()
    field.copy()
    press(qtbot, window, "Store my answers")
    press(qtbot, window, "Next person")
    assert "My own words" not in QGuiApplication.clipboard().text()
    press(qtbot, window, "Begin")
    assert not [b for b in window.findChildren(QPushButton) if b.isVisible() and b.isChecked()]
    key(qtbot, window, Qt.Key.Key_Return, Qt.Key.Key_Return)
    shown = [f for f in window.findChildren(QPlainTextEdit) if f.isVisible()]
    assert [f.toPlainText() for f in shown] == [""]
    assert not shown[0].document().isUndoAvailable()


def test_going_back_keeps_what_was_answered(qtbot: QtBot, open_kiosk: Open) -> None:
    window = begin(qtbot, open_kiosk, group_id=1)
    key(qtbot, window, Qt.Key.Key_3, Qt.Key.Key_Return)
    press(qtbot, window, "Back")
    (chosen,) = [b for b in window.findChildren(QPushButton) if b.isVisible() and b.isChecked()]
    assert chosen.text() == "Neither"


def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot, open_kiosk: Open) -> None:
    window = begin(qtbot, open_kiosk, group_id=1)
    key(qtbot, window, Qt.Key.Key_3, Qt.Key.Key_Return)
    next(b for b in window.findChildren(QPushButton) if b.isVisible() and b.text() == "Back").setFocus()
    key(qtbot, window, Qt.Key.Key_Return)
    assert "Question 1 of 3" in said(window)


def test_a_group_has_to_be_chosen_and_something_answered(
    qtbot: QtBot, context: WorkshopContext, open_kiosk: Open
) -> None:
    window = begin(qtbot, open_kiosk)
    press(qtbot, window, "Next")
    assert "Choose the group you belong to." in said(window)
    press(qtbot, window, "Commuters")
    key(qtbot, window, Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Return)
    press(qtbot, window, "Store my answers")
    assert "Nothing is answered yet." in said(window)
    assert stored(context) == []


def test_digits_choose_the_group(qtbot: QtBot, context: WorkshopContext, open_kiosk: Open) -> None:
    window = begin(qtbot, open_kiosk)
    key(qtbot, window, Qt.Key.Key_9, Qt.Key.Key_2, Qt.Key.Key_Return, Qt.Key.Key_4)
    press(qtbot, window, "Next")
    key(qtbot, window, Qt.Key.Key_Return)
    press(qtbot, window, "Store my answers")
    assert stored(context) == [(2, "kiosk", "4-", None)]


def test_leaving_asks_before_it_drops_what_somebody_answered(
    qtbot: QtBot, context: WorkshopContext, open_kiosk: Open
) -> None:
    window = begin(qtbot, open_kiosk, group_id=1)
    key(qtbot, window, Qt.Key.Key_4)
    for _ in range(2):
        key(qtbot, window, Qt.Key.Key_Escape)
        visible(window, QLineEdit).setText(WORD)
        press(qtbot, window, "Leave")
        assert window.isVisible()
        assert "Somebody's answers are not stored yet" in said(window)
        key(qtbot, window, Qt.Key.Key_Escape)
        assert "Question 1 of 3" in said(window)
        (chosen,) = [b for b in window.findChildren(QPushButton) if b.isVisible() and b.isChecked()]
        assert chosen.text() == "Agree"
    key(qtbot, window, Qt.Key.Key_Escape)
    visible(window, QLineEdit).setText(WORD)
    press(qtbot, window, "Leave")
    with qtbot.waitSignal(window.left):
        press(qtbot, window, "Leave and drop them")
    assert stored(context) == []


def test_only_the_exit_word_leads_out(qtbot: QtBot, open_kiosk: Open) -> None:
    window = begin(qtbot, open_kiosk, group_id=1)
    key(qtbot, window, Qt.Key.Key_2)
    assert not window.close()
    assert window.isVisible()
    assert "For the facilitator" in said(window)
    for wrong in ("", "ferry", WORD + "!"):
        visible(window, QLineEdit).setText(wrong)
        key(qtbot, window, Qt.Key.Key_Return)
        assert window.isVisible()
        assert "That is not the exit word." in said(window)
    key(qtbot, window, Qt.Key.Key_Escape)
    (chosen,) = [b for b in window.findChildren(QPushButton) if b.isVisible() and b.isChecked()]
    assert chosen.text() == "Disagree"
    with qtbot.waitSignal(window.left):
        key(qtbot, window, Qt.Key.Key_Escape)
        visible(window, QLineEdit).setText("  FERRY bell ")
        press(qtbot, window, "Leave")
        press(qtbot, window, "Leave and drop them")
    assert not window.isVisible()


def test_keys_of_the_app_lead_nowhere(qtbot: QtBot, context: WorkshopContext, open_kiosk: Open) -> None:
    window = open_kiosk(group_id=1)
    before = said(window)
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    for pressed, modifier in (
        (Qt.Key.Key_Z, control), (Qt.Key.Key_W, control), (Qt.Key.Key_Q, control), (Qt.Key.Key_O, control),
        (Qt.Key.Key_F, alt), (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier),
    ):  # fmt: skip
        qtbot.keyClick(window, pressed, modifier)
    assert said(window) == before
    assert window.isVisible()
    assert window.windowModality() == Qt.WindowModality.ApplicationModal
    assert window.isFullScreen()


def test_no_count_and_no_result_is_shown(qtbot: QtBot, context: WorkshopContext, open_kiosk: Open) -> None:
    window = open_kiosk(group_id=1)
    for _ in range(6):
        press(qtbot, window, "Begin")
        key(qtbot, window, Qt.Key.Key_5, Qt.Key.Key_Return, Qt.Key.Key_5, Qt.Key.Key_Return)
        press(qtbot, window, "Store my answers")
        text = said(window)
        assert not any(character.isdigit() for character in text), text
        press(qtbot, window, "Next person")
    assert len(stored(context)) == 6


def test_what_cannot_be_stored_stays_on_the_screen(
    qtbot: QtBot, context: WorkshopContext, open_kiosk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = begin(qtbot, open_kiosk, group_id=1)
    key(qtbot, window, Qt.Key.Key_5, Qt.Key.Key_Return, Qt.Key.Key_Return)
    visible(window, QPlainTextEdit).setPlainText("Keep this")

    def refuse(*_: object) -> int:
        raise NotSavedError("The disk is full.", "Free some space.")

    with monkeypatch.context() as broken:
        broken.setattr(context.document.rounds, "add_responses", refuse)
        press(qtbot, window, "Store my answers")
    assert "could not be stored" in said(window)
    assert "Thank you" not in said(window)
    press(qtbot, window, "Store my answers")
    assert "Thank you" in said(window)
    assert stored(context) == [(1, "kiosk", "5-", None, ("q3", "Keep this"))]


def test_after_a_while_it_asks_and_then_forgets(
    qtbot: QtBot, context: WorkshopContext, open_kiosk: Open
) -> None:
    window = open_kiosk(group_id=1, times=KioskTimes(idle=60, answer=60_000))
    press(qtbot, window, "Begin")
    key(qtbot, window, Qt.Key.Key_5)
    qtbot.waitUntil(lambda: "Is somebody still answering?" in said(window))
    assert window._timer.interval() == 60_000
    window._timer.start(0)  # as if that time were over: it must not pass while the question is looked for
    qtbot.waitUntil(lambda: "Your view of this vision" in said(window))
    assert stored(context) == []
    press(qtbot, window, "Begin")
    assert not [b for b in window.findChildren(QPushButton) if b.isVisible() and b.isChecked()]


def test_whoever_is_still_there_goes_on_where_they_were(qtbot: QtBot, open_kiosk: Open) -> None:
    window = open_kiosk(group_id=1, times=KioskTimes(idle=60, answer=60_000))
    press(qtbot, window, "Begin")
    key(qtbot, window, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: "Is somebody still answering?" in said(window))
    press(qtbot, window, "Go on")
    (chosen,) = [b for b in window.findChildren(QPushButton) if b.isVisible() and b.isChecked()]
    assert chosen.text() == "Agree"


def test_the_thanks_make_way_by_themselves(qtbot: QtBot, open_kiosk: Open) -> None:
    window = open_kiosk(group_id=1, times=KioskTimes(thanks=60))
    press(qtbot, window, "Begin")
    key(qtbot, window, Qt.Key.Key_5, Qt.Key.Key_Return, Qt.Key.Key_Return)
    press(qtbot, window, "Store my answers")
    qtbot.waitUntil(lambda: "Begin" in said(window))


def test_the_rounds_page_hands_the_laptop_round(qtbot: QtBot, context: WorkshopContext, asked: Round) -> None:
    page = RoundsPage(context)
    qtbot.addWidget(page)
    page.resize(1168, 856)
    with qtbot.waitExposed(page):
        page.show()
    press(qtbot, page, "Hand the laptop round…")
    dialog = page.findChild(KioskStartDialog)
    start = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Hand round")
    assert not start.isEnabled()
    qtbot.keyClicks(dialog.findChild(QLineEdit), WORD)
    qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    window = page.channels.kiosk
    assert window is not None
    qtbot.waitUntil(window.isVisible)
    press(qtbot, window, "Begin")
    assert "Deck crews" in said(window)
    assert "Board" not in said(window)
    leave(qtbot, window)
    assert page.channels.kiosk is None
    assert page.isVisible()


def test_the_laptop_speaks_the_language_of_the_method(
    qtbot: QtBot, context: WorkshopContext, asked: Round
) -> None:
    context.method = replace(context.method, language="de")
    page = RoundsPage(context)
    qtbot.addWidget(page)
    page.resize(1168, 856)
    with qtbot.waitExposed(page):
        page.show()
    press(qtbot, page, "Hand the laptop round…")
    dialog = page.findChild(KioskStartDialog)
    qtbot.keyClicks(dialog.findChild(QLineEdit), WORD)
    press(qtbot, dialog, "Hand round")
    window = page.channels.kiosk
    assert window is not None
    qtbot.waitUntil(window.isVisible)
    press(qtbot, window, "Beginnen")
    leave(qtbot, window)


@pytest.mark.parametrize(
    ("typed", "wanted", "same"),
    [("Glocke", "glocke ", True), ("STRASSE", "straße", True), ("", "word", False), ("wor", "word", False)],
)
def test_exit_words_are_compared_kindly(typed: str, wanted: str, same: bool) -> None:
    assert same_word(typed, wanted) is same


def test_every_control_has_a_name(qtbot: QtBot, open_kiosk: Open) -> None:
    window = open_kiosk()
    for _ in range(5):
        for widget in window.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                text = widget.text() if isinstance(widget, QPushButton) else ""
                assert widget.accessibleName() or text, widget
        if "Which group" in said(window):
            press(qtbot, window, "Commuters")
        window.screen_shown().forward.emit()


def test_points_stand_close_to_the_heading_they_belong_to(qtbot: QtBot, open_kiosk: Open) -> None:
    window = open_kiosk()
    labels = {label.text(): label for label in window.findChildren(QLabel) if label.isVisible()}

    def place(words: str) -> QRect:
        label = next(label for text, label in labels.items() if text.startswith(words))
        return QRect(label.mapTo(window, QPoint()), label.size())

    above, heading, below = place("A group of fewer"), place("What is not"), place("Somebody beside")
    assert below.top() - heading.bottom() < (heading.top() - above.bottom()) / 2
    assert place("•").right() < below.left()  # lines that go on begin behind the dot
