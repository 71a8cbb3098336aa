"""A round on two drafts as a facilitator runs it: opened, asked in turn, read beside each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from person import press, said
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, Round, RoundGroup
from visionwork.feedback.answer_words import load_answer_words
from visionwork.gui.coach.promises_dialog import PromisesDialog
from visionwork.gui.context import WorkshopContext
from visionwork.gui.kiosk.window import KioskWindow
from visionwork.gui.rounds.chapter_stack import ReadFirst
from visionwork.gui.rounds.hands_panel import CountField
from visionwork.gui.rounds.record_dialog import RecordDialog
from visionwork.gui.rounds.result_tables import ResultTable
from visionwork.gui.rounds.round_dialog import RoundDialog
from visionwork.gui.rounds.scale_input import ScaleInput
from visionwork.gui.rounds.type_answers_dialog import TypeAnswersDialog
from visionwork.gui.views.rounds_page import RoundsPage
from visionwork.gui.widgets.filter_chip import FilterChip

ONE = "We tell you early what will not hold."
TWO = "You plan your year with us."
WANTED = [
    (QuestionKind.SCALE, "I find myself in it."),
    (QuestionKind.PREFERENCE, "Which of the two speaks more to you?"),
    (QuestionKind.OPEN, "What would you keep?"),
]


@pytest.fixture
def drafts(context: WorkshopContext) -> tuple[int, int]:
    context.document.groups.add("Deck crews", GroupKind.EMPLOYEES, 10)
    context.document.groups.add("Islanders", GroupKind.CUSTOMERS)
    texts = context.document.texts
    return texts.save_draft(STATEMENT_SUBJECT, ONE).id, texts.save_draft(STATEMENT_SUBJECT, TWO).id


@pytest.fixture
def asked(context: WorkshopContext, drafts: tuple[int, int]) -> Round:
    rounds, day = context.document.rounds, context.now().date()
    return rounds.get(rounds.open(drafts[0], WANTED, [RoundGroup(1, 10), RoundGroup(2, 6)], day, drafts[1]))


@pytest.fixture
def open_page(context: WorkshopContext, show_page: Callable[[QWidget], None]) -> Callable[[], RoundsPage]:
    def build() -> RoundsPage:
        page = RoundsPage(context)
        show_page(page)
        return page

    return build


@pytest.fixture
def typing(qtbot: QtBot, context: WorkshopContext, asked: Round) -> TypeAnswersDialog:
    dialog = TypeAnswersDialog(context, asked)
    qtbot.addWidget(dialog, before_close_func=TypeAnswersDialog._clear)  # so that closing asks nothing
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def packed(context: WorkshopContext) -> list[str]:
    return sorted(row["scales"] for row in context.document.store.rows("SELECT scales FROM response"))


def test_a_round_on_two_drafts_is_opened(
    qtbot: QtBot, context: WorkshopContext, drafts: tuple[int, int], open_page: Callable[[], RoundsPage]
) -> None:
    page = open_page()
    page.start_round()
    dialog = page._dialog
    assert isinstance(dialog, RoundDialog)
    first = dialog.findChild(QComboBox, "draft_combo")
    second = dialog.findChild(QComboBox, "second_combo")
    preference = dialog.findChild(QLineEdit, "preference_edit")
    assert [second.itemText(i) for i in range(second.count())] == ["No other draft", "Draft 1"]
    assert not preference.isVisible()
    first.setCurrentIndex(first.findData(drafts[0]))
    assert [second.itemText(i) for i in range(second.count())] == ["No other draft", "Draft 2"]
    second.setCurrentIndex(1)
    assert dialog.findChild(QPlainTextEdit, "second_text").toPlainText() == TWO
    assert preference.text() == "Which of the two speaks more to you?"
    assert "half of them B first" in said(dialog)
    press(qtbot, dialog, "Open round")
    promises = page.window().findChildren(PromisesDialog)  # nobody asked about these drafts yet
    assert [dialog.windowTitle() for dialog in promises] == ["What draft 2 promises", "What draft 1 promises"]
    for one in promises:
        press(qtbot, one, "Cancel")
    (opened,) = context.snapshot.rounds
    assert [draft.id for draft in opened.drafts] == list(drafts)
    assert [q.kind.value for q in opened.questions] == ["scale"] * 8 + ["preference"] + ["open"] * 2
    shown = said(page)
    assert "Round 1, on Drafts 1 and 2" in shown
    assert "What people read: Text A, Draft 1" in shown
    assert "A, B, both or neither" in shown


def test_an_open_round_on_two_drafts_can_be_changed_until_somebody_answers(
    qtbot: QtBot, context: WorkshopContext, asked: Round, open_page: Callable[[], RoundsPage]
) -> None:
    page = open_page()
    page._on_change()
    dialog = page._dialog
    assert isinstance(dialog, RoundDialog)
    dialog.findChild(QLineEdit, "preference_edit").setText("Which one would you hang up?")
    press(qtbot, dialog, "Keep changes")
    questions = context.document.rounds.get(asked.id).questions
    assert [q.text for q in questions] == [
        "I find myself in it.",
        "I find myself in it.",
        "Which one would you hang up?",
        "What would you keep?",
    ]


def test_people_are_typed_with_the_texts_in_turn(
    qtbot: QtBot, context: WorkshopContext, typing: TypeAnswersDialog
) -> None:
    order = typing.findChild(ReadFirst)
    assert order.currentText() == "in turn: A first"
    for key in "52":  # about Text A, then Text B
        qtbot.keyClick(typing.focusWidget(), key)
    preference = typing.focusWidget()
    assert isinstance(preference, ScaleInput)
    assert preference.accessibleName() == "Which of the two speaks more to you?"
    qtbot.keyClick(preference, "5")  # no such answer
    assert preference.value() == 0
    qtbot.keyClick(preference, "1")
    qtbot.keyClick(typing.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert packed(context) == ["521"]
    assert order.currentText() == "in turn: B first"
    for key in "413":  # about Text B, then Text A
        qtbot.keyClick(typing.focusWidget(), key)
    typing.store_person()
    assert packed(context) == ["143", "521"]
    typing.undo_last()
    assert packed(context) == ["521"]
    assert order.currentText() == "in turn: B first"
    assert [scale.value() for scale in typing._scales.values()] == [1, 4, 3]


def in_sight(dialog: TypeAnswersDialog) -> bool:
    """Return whether the field that has the keyboard is inside the part of the questions that is shown."""
    field, area = dialog.focusWidget(), dialog.findChild(QScrollArea)
    top = field.mapTo(area.viewport(), QPoint(0, 0)).y()
    return top >= 0 and top + field.height() <= area.viewport().height()


def test_the_question_that_takes_the_keys_is_in_sight(qtbot: QtBot, typing: TypeAnswersDialog) -> None:
    typing.setFixedHeight(420)
    typing.activateWindow()
    qtbot.waitUntil(typing.isActiveWindow)
    area = typing.findChild(QScrollArea)
    for key in "52":
        qtbot.keyClick(typing.focusWidget(), key)
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0 and in_sight(typing))
    typing.store_person()
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() == 0 and in_sight(typing))


def test_the_hands_that_are_too_many_come_into_sight(qtbot: QtBot, typing: TypeAnswersDialog) -> None:
    typing.setFixedHeight(420)
    typing.activateWindow()
    qtbot.waitUntil(typing.isActiveWindow)
    typing._by_hands.setChecked(True)
    typing._hands.show_hands(5, {"q3": (4, 2, 0, 0)})
    typing.store_hands()
    assert "6 hands for 5 people at “Which of the two speaks more to you?”. Count again." in said(typing)
    assert typing.focusWidget() is typing._hands.inputs()[11]
    qtbot.waitUntil(lambda: in_sight(typing))


def test_the_facilitator_may_fix_the_order(qtbot: QtBot, typing: TypeAnswersDialog) -> None:
    order = typing.findChild(ReadFirst)
    order.setCurrentIndex(order.findText("always Text B"))
    qtbot.keyClick(typing.focusWidget(), "5")
    typing.store_person()
    qtbot.keyClick(typing.focusWidget(), "4")
    typing.store_person()
    assert packed(typing._context) == ["-4-", "-5-"]


def test_hands_are_counted_for_each_text_and_for_both(
    qtbot: QtBot, context: WorkshopContext, typing: TypeAnswersDialog
) -> None:
    typing._by_hands.setChecked(True)
    fields = [field for field in typing._hands.inputs() if isinstance(field, CountField)]
    assert len(fields) == 1 + 5 + 5 + 4
    fields[0].set_value(6)
    fields[5].set_value(6)  # all strongly agree with A
    fields[6].set_value(5)  # five strongly disagree with B
    fields[11].set_value(4)
    fields[13].set_value(2)
    assert "1 of 6 did not answer" in said(typing)
    typing.store_hands()
    tallies = {t.question_id: t.counts for t in context.document.rounds.tallies(1)}
    assert tallies == {"q1": (0, 0, 0, 0, 6), "q2": (5, 0, 0, 0, 0), "q3": (4, 0, 2, 0, 0)}
    assert typing._order.turned()
    assert typing._hands.inputs()[1].accessibleName().startswith("I find myself in it. 1")
    typing.undo_last()
    assert [field.value() for field in fields[11:]] == [4, 0, 2, 0]


def test_the_laptop_shows_the_texts_in_turn(qtbot: QtBot, context: WorkshopContext, asked: Round) -> None:
    window = KioskWindow(context, asked, load_answer_words("kiosk", "en", context.fill), "ferry bell", 1)
    beside = QWidget()
    qtbot.addWidget(beside)
    with qtbot.waitExposed(window):
        window.open_over(beside)
    firsts = []
    for _ in range(2):
        assert "You read two texts, one after the other" in said(window)
        press(qtbot, window, "Begin")
        firsts.append("A" if ONE in said(window) else "B")
        assert (ONE in said(window)) != (TWO in said(window))
        qtbot.keyClick(window.focusWidget(), "5")
        press(qtbot, window, "Next")
        assert (ONE in said(window)) != (TWO in said(window))
        qtbot.keyClick(window.focusWidget(), "2")
        press(qtbot, window, "Next")
        assert ONE in said(window)
        assert TWO in said(window)
        qtbot.keyClick(window.focusWidget(), "2")
        press(qtbot, window, "Next")
        press(qtbot, window, "Store my answers")
        press(qtbot, window, "Next person")
    assert sorted(firsts) == ["A", "B"]
    assert packed(context) == ["252", "522"]
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    (field,) = [f for f in window.findChildren(QLineEdit) if f.isVisible()]
    field.setText("ferry bell")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    window.deleteLater()


def answer(context: WorkshopContext) -> None:
    crews = [NewResponse(1, {"q1": 2, "q2": 5, "q3": 2}, {"q4": f"Word {i}"}) for i in range(7)]
    islanders = [NewResponse(2, {"q1": 5, "q2": 1, "q3": 1}) for _ in range(2)]
    context.document.rounds.add_responses(1, [*crews, *islanders], Channel.TYPED)


def test_results_are_read_draft_by_draft_and_beside_each_other(
    qtbot: QtBot, context: WorkshopContext, asked: Round, open_page: Callable[[], RoundsPage]
) -> None:
    answer(context)
    page = open_page()
    chips = [chip for chip in page._results.findChildren(FilterChip) if chip.isVisible()]
    tabs = page._results._tabs
    assert [tabs.name(i) for i in range(tabs.count())] == ["Question 1", "Which draft"]
    assert "0%" in said(page._results)
    qtbot.mouseClick(chips[1], Qt.MouseButton.LeftButton)
    assert "100%" in said(page._results)
    assert "7 of 10 invited answered, 70%." in said(page._results)
    tabs.setCurrentIndex(1)
    assert "Draft 1 speaks more to 0, Draft 2 to 7" in said(page._results)
    assert "Islanders: held back" in page._results._chart.accessibleDescription()
    press(qtbot, page._results, "As a table")
    table = page._results._table
    assert [table.horizontalHeaderItem(i).text() for i in range(table.columnCount())] == [
        "Group", "n", "Draft 1", "Draft 2", "Both", "Neither",
    ]  # fmt: skip
    comparison = page._comparison.comparison()
    assert comparison is not None
    assert comparison.questions[0].words == "+100"
    assert "The same people read both" in said(page._comparison)


def test_what_was_asked_of_whom_and_when_is_shown(
    qtbot: QtBot, context: WorkshopContext, asked: Round, open_page: Callable[[], RoundsPage]
) -> None:
    answer(context)
    context.document.rounds.close(asked.id, context.now().date())
    context.document.rounds.reopen(asked.id, context.now().date())
    page = open_page()
    page._header._actions["record"].trigger()
    dialog = page._dialog
    assert isinstance(dialog, RecordDialog)
    table = dialog.findChild(ResultTable)
    rows = [[table.item(r, c).text() for c in range(4)] for r in range(table.rowCount())]
    assert rows == [["Deck crews", "10", "7", "70%"], ["Islanders", "6", "fewer than five", ""]]
    history = dialog.findChild(QLabel, "history_label").text().splitlines()
    assert [line.split(" ")[0] for line in history] == ["Opened", "Closed", "Opened"]
    assert history[2].startswith("Opened again ")


def test_a_change_after_the_first_answer_makes_a_new_round(
    qtbot: QtBot, context: WorkshopContext, asked: Round, open_page: Callable[[], RoundsPage]
) -> None:
    answer(context)
    page = open_page()
    page._on_change()
    frozen = page._dialog
    assert isinstance(frozen, RoundDialog)
    assert "A change makes a new round." in said(frozen)
    press(qtbot, frozen, "New round with these questions…")
    dialog = page._dialog
    assert isinstance(dialog, RoundDialog)
    assert dialog is not frozen
    assert dialog.windowTitle() == "New round"
    dialog._questions.rows()[0]._text.setPlainText("I see my work in it.")
    press(qtbot, dialog, "Open round")
    first, second = context.snapshot.rounds
    assert first.questions[0].text == "I find myself in it."
    assert [q.text for q in second.questions][:2] == ["I see my work in it."] * 2
    assert second.drafts == first.drafts
    assert second.groups == first.groups


def test_two_forms_are_made(
    qtbot: QtBot,
    context: WorkshopContext,
    asked: Round,
    open_page: Callable[[], RoundsPage],
    tmp_path: Path,
    messages: Any,
) -> None:
    messages.script.files = [tmp_path / "form.pdf"]
    open_page().channels.make_form()
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == ["form (B first).pdf", "form.pdf"]
    assert "Send each to half of the people." in messages.script.shown[-1].text
