"""Feedback rounds as a facilitator runs them, from the first draft to results on screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from person import press
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.groups import GroupKind
from visionwork.domain.results import COUNTED_IN_FIVES
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup, RoundStatus
from visionwork.gui.coach.promises_dialog import PromisesDialog
from visionwork.gui.context import WorkshopContext
from visionwork.gui.rounds.column_list import GROUP
from visionwork.gui.rounds.import_dialog import ImportDialog
from visionwork.gui.rounds.round_dialog import RoundDialog
from visionwork.gui.rounds.scale_input import ScaleInput
from visionwork.gui.rounds.type_answers_dialog import TypeAnswersDialog
from visionwork.gui.theme import Theme
from visionwork.gui.views.rounds_page import RoundsPage
from visionwork.gui.widgets.buttons import SecondaryButton
from visionwork.gui.widgets.line_edit import LineEdit

NOW = datetime(2026, 3, 3, 10, 0)  # noqa: DTZ001 - documents keep local time
TEXT = "We tell you early what will not hold. You plan your year with us."
Open = Callable[[], RoundsPage]


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def groups(context: WorkshopContext) -> dict[str, int]:
    add = context.document.groups.add
    return {
        "Deck crews": add("Deck crews", GroupKind.EMPLOYEES, 40),
        "Commuters": add("Commuters", GroupKind.CUSTOMERS),
        "Islanders": add("Islanders", GroupKind.CUSTOMERS, 12),
        "Board": add("Board", GroupKind.EXECUTIVES, 5),
    }


@pytest.fixture
def draft(context: WorkshopContext, groups: dict[str, int]) -> int:
    return context.document.texts.save_draft(STATEMENT_SUBJECT, TEXT, summary="First words.").id


@pytest.fixture
def open_page(context: WorkshopContext, show_page: Callable[[QWidget], None]) -> Open:
    def build() -> RoundsPage:
        page = RoundsPage(context)
        show_page(page)
        return page

    return build


@pytest.fixture
def round_id(context: WorkshopContext, draft: int, groups: dict[str, int]) -> int:
    questions = [(template.kind, template.text) for template in context.method.questionnaire]
    invited = [RoundGroup(groups[name]) for name in ("Deck crews", "Commuters", "Islanders")]
    return context.document.rounds.open(draft, questions, invited, NOW.date())


def answer(
    context: WorkshopContext, round_id: int, group_id: int, values: list[int], comment: str = ""
) -> None:
    scales = ("q1", "q2", "q3", "q4")
    context.document.rounds.add_responses(
        round_id,
        [
            NewResponse(group_id, dict.fromkeys(scales, value), {"q5": f"{comment} {i}"} if comment else {})
            for i, value in enumerate(values)
        ],
        Channel.TYPED,
    )


def said(widget: QWidget) -> list[str]:
    """Return every text on screen."""
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    return labels + [b.text() for b in widget.findChildren(QPushButton) if b.isVisible() and b.text()]


def line(page: RoundsPage) -> str:
    """Return what the head of the page says of the round."""
    return " ".join(label.text() for label in page._header.findChildren(QLabel) if label.isVisible())


def chart_words(page: RoundsPage) -> str:
    return page._results._chart.accessibleDescription()


def test_without_a_draft_the_page_leads_to_the_statement(
    qtbot: QtBot, context: WorkshopContext, groups: dict[str, int], open_page: Open
) -> None:
    page = open_page()
    assert "There is no draft to test yet" in said(page)
    with qtbot.waitSignal(context.page_requested) as asked:
        press(qtbot, page, "Go to the vision statement")
    assert asked.args == ["statement"]


def test_without_groups_the_page_leads_to_the_set_up(
    qtbot: QtBot, context: WorkshopContext, open_page: Open
) -> None:
    context.document.texts.save_draft(STATEMENT_SUBJECT, TEXT)
    page = open_page()
    with qtbot.waitSignal(context.page_requested) as asked:
        press(qtbot, page, "Go to the set-up")
    assert asked.args == ["setup"]


def test_a_round_is_opened_typed_by_keyboard_and_read(
    qtbot: QtBot, context: WorkshopContext, draft: int, open_page: Open
) -> None:
    page = open_page()
    page._on_new()
    dialog = page._dialog
    assert isinstance(dialog, RoundDialog)
    assert dialog.findChild(QPlainTextEdit, "draft_text").toPlainText() == TEXT
    press(qtbot, dialog, "Open round")
    promises = page.window().findChild(PromisesDialog)  # a draft that nobody asked about yet
    assert promises.windowTitle() == "What draft 1 promises"
    press(qtbot, promises, "Cancel")
    (opened,) = context.snapshot.rounds
    assert (opened.draft_id, opened.status) == (draft, RoundStatus.OPEN)
    asked_of_one = [q for q in context.method.questionnaire if q.kind is not QuestionKind.PREFERENCE]
    assert [q.text for q in opened.questions] == [q.text for q in asked_of_one]
    # Employees and customers are proposed, with as many people as the groups have.
    assert sorted(group.invited or 0 for group in opened.groups) == [0, 12, 40]
    assert "Open since 3 March. No answers yet." in line(page)
    assert TEXT in said(page)

    # The keyboard waits on what comes next.
    assert isinstance(page.window().focusWidget(), QPushButton)
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Space)
    typing = page._dialog
    assert isinstance(typing, TypeAnswersDialog)
    with qtbot.waitExposed(typing):
        pass
    for person in range(6):
        for key in "4524":
            qtbot.keyClick(typing.focusWidget(), key)
        field = typing.focusWidget()
        assert isinstance(field, QPlainTextEdit)
        if person == 0:
            qtbot.keyClicks(field, "Being told early")
        qtbot.keyClick(typing.focusWidget(), Qt.Key.Key_Return)
        second = typing.focusWidget()
        assert isinstance(second, QPlainTextEdit)
        assert second is not field  # nobody's second comment is left out by habit
        if person == 1:
            qtbot.keyClicks(second, "The fog")
        qtbot.keyClick(second, Qt.Key.Key_Return)
    assert "6 people typed" in said(typing)
    press(qtbot, typing, "Close")

    assert "Open since 3 March. 6 answers shown." in line(page)
    words = chart_words(page)
    assert "6 of 6 people agree or strongly agree, 100 percent" in words
    assert "Deck crews, 6 people: 6 agree" in words
    assert "Commuters: held back" in words
    qtbot.waitUntil(lambda: "Being told early" in said(page))
    assert "The fog" in said(page)
    assert list(map(page._results._tabs.accessibleTabName, range(4))) == [
        "Question 1, 100% agree",
        "Question 2, 100% agree",
        "Question 3, 0% agree",
        "Question 4, 100% agree",
    ]


def test_the_last_person_typed_can_be_taken_back(
    qtbot: QtBot, context: WorkshopContext, round_id: int, open_page: Open
) -> None:
    page = open_page()
    press(qtbot, page, "Type answers")
    typing = page._dialog
    assert isinstance(typing, TypeAnswersDialog)
    with qtbot.waitExposed(typing):
        pass
    for keys in ("1234", "5 55"):
        for key in keys:
            qtbot.keyClick(typing.focusWidget(), key)
        qtbot.keyClick(typing.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert context.document.rounds.get(round_id).response_count == 2
    press(qtbot, typing, "Take back the last")
    assert context.document.rounds.get(round_id).response_count == 1
    assert [scale.value() for scale in typing.findChildren(ScaleInput)] == [5, 0, 5, 5]
    assert "1 person typed" in said(typing)
    qtbot.keyClick(typing.focusWidget(), "3")
    qtbot.keyClick(typing.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    tallies = context.document.rounds.tallies(round_id)
    assert [tally.counts for tally in tallies if tally.question_id == "q1"] == [(1, 0, 1, 0, 0)]


def test_an_empty_person_is_not_stored(
    qtbot: QtBot, context: WorkshopContext, round_id: int, open_page: Open
) -> None:
    page = open_page()
    press(qtbot, page, "Type answers")
    typing = page._dialog
    assert "Ctrl+Enter stores at once." in " ".join(said(typing))
    for _ in range(6):
        qtbot.keyClick(typing.focusWidget(), Qt.Key.Key_Return)
    assert "Nothing is answered yet." in said(typing)
    assert context.document.rounds.get(round_id).response_count == 0


def test_closing_with_a_person_half_typed_asks(
    qtbot: QtBot, context: WorkshopContext, round_id: int, open_page: Open, messages: Any
) -> None:
    page = open_page()
    press(qtbot, page, "Type answers")
    typing = page._dialog
    typing.findChildren(ScaleInput)[0].setValue(4)
    messages.script.answers = ["stay", "store"]
    press(qtbot, typing, "Close")
    assert typing.isVisible()
    press(qtbot, typing, "Close")
    assert context.document.rounds.get(round_id).response_count == 1


def test_a_group_under_five_stays_hidden_everywhere(
    qtbot: QtBot, context: WorkshopContext, round_id: int, groups: dict[str, int], open_page: Open
) -> None:
    answer(context, round_id, groups["Deck crews"], [4, 4, 5, 2, 3], "Crew says")
    answer(context, round_id, groups["Islanders"], [1, 1, 1, 1], "Island says")
    page = open_page()
    assert "Open since 3 March. 5 answers shown." in line(page)
    words = chart_words(page)
    assert "3 of 5 people agree or strongly agree, 60 percent" in words
    assert "Islanders: held back, fewer than five people answered" in words
    assert not [text for text in said(page) if "Island says" in text]
    assert sum("Crew says" in text for text in said(page)) == 5
    page._results._as_table.setChecked(True)
    table = page._results._table
    rows = [
        [table.item(row, col).text() for col in range(table.columnCount())] for row in range(table.rowCount())
    ]
    assert ["Islanders", "<5", "", "", "", "", "", "held back", ""] in rows
    assert ["All groups shown", "5", "0", "1", "1", "2", "1", "3 of 5, 60%", "23 to 89%"] in rows
    assert "Groups held back are in no total." in " ".join(said(page))


def test_when_every_group_is_under_five_nothing_is_told(
    context: WorkshopContext, round_id: int, groups: dict[str, int], open_page: Open
) -> None:
    answer(context, round_id, groups["Deck crews"], [4, 4])
    page = open_page()
    assert "Open since 3 March. Every group is under five answers." in line(page)
    assert page._results._tabs.accessibleTabName(0) == "Question 1, held back"
    assert "percent" not in chart_words(page)


def test_numbers_can_be_read_as_a_table(
    qtbot: QtBot, context: WorkshopContext, round_id: int, groups: dict[str, int], open_page: Open
) -> None:
    answer(context, round_id, groups["Deck crews"], [4, 4, 5, 2, 3])
    page = open_page()
    assert not page._results._table.isVisible()
    press(qtbot, page, "As a table")
    assert page._results._table.isVisible()
    assert not page._results._chart.isVisible()
    page.resize(1112, 820)
    table = page._results._table
    qtbot.waitUntil(lambda: table.columnWidth(0) > 0)
    metrics = QFontMetrics(table.font())
    for row in range(table.rowCount()):  # names are read whole, in two lines where they have to be
        words = table.item(row, 0).text().split()
        assert all(metrics.horizontalAdvance(word) < table.columnWidth(0) - 16 for word in words)
        room = QRect(0, 0, table.columnWidth(0) - 16, 1000)
        told = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap.value, table.item(row, 0).text())
        assert told.height() <= table.rowHeight(row)


def test_four_questions_have_their_tabs_without_arrows(
    qtbot: QtBot, context: WorkshopContext, round_id: int, groups: dict[str, int], open_page: Open
) -> None:
    answer(context, round_id, groups["Deck crews"], [4, 4, 5, 2, 3])
    page = open_page()
    page.resize(1112, 820)  # a window of 1384 pixels
    tabs = page._results._tabs
    qtbot.waitUntil(lambda: tabs.tabRect(3).right() <= tabs.width())
    assert not any(arrow.isVisible() for arrow in tabs.findChildren(QToolButton))
    assert tabs.accessibleTabName(3) == "Question 4, 60% agree"


def test_a_round_is_closed_when_that_is_meant_and_opened_again(
    qtbot: QtBot,
    context: WorkshopContext,
    round_id: int,
    groups: dict[str, int],
    open_page: Open,
    messages: Any,
) -> None:
    answer(context, round_id, groups["Deck crews"], [4, 4, 5, 2, 3])
    page = open_page()
    messages.script.answers = ["stay", "go"]
    press(qtbot, page, "Close round")
    assert context.document.rounds.get(round_id).status is RoundStatus.OPEN
    press(qtbot, page, "Close round")
    asked = messages.script.shown[-1]
    assert asked.title == "Close Round 1?"
    assert "until it is opened again" in asked.text
    assert COUNTED_IN_FIVES in asked.text
    assert "3 March, closed. 5 answers shown." in said(page)
    assert "Type answers" not in said(page)
    page._header._actions["reopen"].trigger()
    assert "Open again since 3 March. 5 answers shown." in line(page)
    assert "Type answers" in said(page)


def test_a_closed_round_tells_that_more_may_have_answered_in_the_same_words_for_all(
    context: WorkshopContext, round_id: int, groups: dict[str, int], open_page: Open
) -> None:
    answer(context, round_id, groups["Deck crews"], [4, 4, 5, 2, 3, 4, 4, 4])
    page = open_page()
    answer(context, round_id, groups["Deck crews"], [1] * 4)
    assert "Figures move on when five more" in page._results._foot.text()
    context.document.rounds.close(round_id, NOW.date())
    page.reload()
    assert "8 answers shown." in " ".join(said(page))
    waiting = page._results._foot.text()
    assert COUNTED_IN_FIVES in waiting
    context.document.rounds.reopen(round_id, NOW.date())
    answer(context, round_id, groups["Deck crews"], [1])
    context.document.rounds.close(round_id, NOW.date())
    page.reload()
    assert "13 answers shown." in " ".join(said(page))
    assert page._results._foot.text() == waiting  # so it tells nothing of whoever waits


def test_a_round_is_deleted_after_a_question(
    context: WorkshopContext, round_id: int, groups: dict[str, int], open_page: Open, messages: Any
) -> None:
    answer(context, round_id, groups["Deck crews"], [4])
    page = open_page()
    messages.script.answers = ["stay", "go"]
    page._header._actions["delete"].trigger()
    assert context.snapshot.rounds
    page._header._actions["delete"].trigger()
    assert not context.snapshot.rounds
    assert "Nobody has been asked yet" in said(page)
    assert context.undo()
    assert "Open since 3 March. Every group is under five answers." in line(page)


def test_two_rounds_with_the_same_questions_are_compared(
    qtbot: QtBot, context: WorkshopContext, round_id: int, groups: dict[str, int], open_page: Open
) -> None:
    answer(context, round_id, groups["Deck crews"], [4, 4, 1, 2, 3])
    second = context.document.texts.save_draft(STATEMENT_SUBJECT, TEXT + " We answer the same day.").id
    questions = [(template.kind, template.text) for template in context.method.questionnaire]
    newer = context.document.rounds.open(second, questions, [RoundGroup(groups["Commuters"])], NOW.date())
    answer(context, newer, groups["Deck crews"], [4, 4, 5, 5, 3])
    answer(context, newer, groups["Commuters"], [1, 1, 1, 1, 1])
    page = open_page()
    assert "Round 2, on Draft 2" in said(page)
    words = page._comparison._chart.accessibleDescription()
    assert "This vision has a place for me: 40 percent, then 80 percent" in words
    assert any("Only Round 2 shows Commuters." in text for text in said(page))
    page._header.round_chosen.emit(round_id)
    assert "Round 1, on Draft 1" in said(page)
    assert not page._comparison.isVisible()


def test_the_statement_page_asks_for_a_round_on_its_draft(
    context: WorkshopContext, draft: int, open_page: Open
) -> None:
    context.document.texts.save_draft(STATEMENT_SUBJECT, "Later words.")
    page = open_page()
    page.take_errand(f"new:{draft}")
    assert isinstance(page._dialog, RoundDialog)
    assert page._dialog.findChild(QPlainTextEdit, "draft_text").toPlainText() == TEXT


def test_questions_can_be_changed_until_somebody_answers(
    qtbot: QtBot, context: WorkshopContext, round_id: int, groups: dict[str, int], open_page: Open
) -> None:
    page = open_page()
    press(qtbot, page, "Change questions or groups…")
    dialog = page._dialog
    assert isinstance(dialog, RoundDialog)
    editor = dialog._questions
    qtbot.keyClick(editor.rows()[1]._text, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.mouseClick(editor.rows()[5]._remove, Qt.MouseButton.LeftButton)
    press(qtbot, dialog, "Add a question")
    qtbot.keyClicks(editor.rows()[-1]._text, "I would tell a neighbour.")
    press(qtbot, dialog, "Keep changes")
    changed = context.document.rounds.get(round_id).questions
    assert [item.text for item in changed] == [
        "I can picture what would change.",
        "This vision has a place for me.",
        "I believe our leaders will act this way.",
        "I would read it out to someone I respect.",
        "Which words would you keep, whatever else changes?",
        "I would tell a neighbour.",
    ]
    assert changed[-1].kind is QuestionKind.SCALE
    answer(context, round_id, groups["Deck crews"], [4])
    page._header._actions["change"].trigger()
    again = page._dialog
    assert isinstance(again, RoundDialog)
    assert not again._questions.isEnabled()
    assert any("have answered these questions" in text for text in said(again))


def test_a_round_needs_a_group_and_a_question(
    qtbot: QtBot, context: WorkshopContext, draft: int, open_page: Open
) -> None:
    page = open_page()
    page.start_round()
    dialog = page._dialog
    for box, _ in dialog._groups._rows.values():
        box.setChecked(False)
    assert "Choose at least one group to ask." in said(dialog)
    assert not dialog._accept.isEnabled()
    next(iter(dialog._groups._rows.values()))[0].setChecked(True)
    for row in dialog._questions.rows():
        row._text.clear()
    assert "Write at least one question." in said(dialog)


def exported(tmp_path: Path, rows: list[str]) -> Path:
    header = "Timestamp,Email Address,Group," + ",".join(f'"{text}"' for text in (
        "This vision has a place for me.", "I can picture what would change.",
        "I believe our leaders will act this way.", "I would read it out to someone I respect.",
        "Which words would you keep, whatever else changes?",
    ))  # fmt: skip
    path = tmp_path / "answers.csv"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return path


def test_a_survey_is_imported_through_the_dialog(
    qtbot: QtBot, context: WorkshopContext, round_id: int, open_page: Open, tmp_path: Path, messages: Any
) -> None:
    rows = [f"2026/03/04 9:0{i},p{i}@torsund.example,deck CREWS,Agree,5,3,4,words {i}" for i in range(6)]
    rows += ["2026/03/04 9:30,x@torsund.example,Night shift,4,4,4,4,", "2026/03/04 9:31,,Commuters,9,4,4,4,"]
    messages.script.files = [exported(tmp_path, rows)]
    page = open_page()
    press(qtbot, page, "Import answers…")
    dialog = page._dialog
    assert isinstance(dialog, ImportDialog)
    assert "6 answers will be added, 2 rows left out, 2 columns dropped: Timestamp, Email Address." in said(
        dialog
    )
    shown = [dialog._refused.item(row).text() for row in range(dialog._refused.count())]
    assert shown == ["Row 9, “This vision has a place for me.”: “9” is not one of the five answers."]
    night = dialog._choices._combos["night shift"]
    night.setCurrentIndex(night.findText("Islanders"))
    assert "7 answers will be added, 1 row left out" in " ".join(said(dialog))
    press(qtbot, dialog, "Import 7 answers")
    assert context.document.rounds.get(round_id).response_count == 7
    assert "Open since 3 March. 6 answers shown." in line(page)
    assert "Islanders: held back" in chart_words(page)
    assert context.undo()
    assert context.document.rounds.get(round_id).response_count == 0


def test_a_file_lets_comments_of_small_groups_out_together(
    qtbot: QtBot, context: WorkshopContext, round_id: int, open_page: Open, tmp_path: Path, messages: Any
) -> None:
    rows = [f",,Deck crews,Agree,5,3,4,words {i}" for i in range(3)]
    rows += [f",,Commuters,Agree,5,3,4,more {i}" for i in range(2)]
    messages.script.files = [exported(tmp_path, rows)]
    page = open_page()
    press(qtbot, page, "Import answers…")
    assert page._dialog is not None
    press(qtbot, page._dialog, "Import 5 answers")
    shown = page._comments.count()
    assert shown == 5, "as on the command line"
    assert context.document.rounds.get(round_id).status is RoundStatus.OPEN


def test_a_file_that_another_round_has_is_asked_about(
    qtbot: QtBot, context: WorkshopContext, round_id: int, open_page: Open, tmp_path: Path, messages: Any
) -> None:
    rows = [f",,Deck crews,Agree,5,3,4,words {i}" for i in range(6)]
    path = exported(tmp_path, rows)
    page = open_page()
    messages.script.files = [path]
    press(qtbot, page, "Import answers…")
    assert page._dialog is not None
    press(qtbot, page._dialog, "Import 6 answers")
    first = context.document.rounds.get(round_id)
    wanted = [(question.kind, question.text) for question in first.questions]
    second = context.document.rounds.open(first.draft_id, wanted, first.groups, NOW.date())
    page.channels.import_table(path)
    messages.script.answers = ["stay"]
    assert page._dialog is not None
    page._dialog.accept()
    assert messages.script.shown[-1].title == "Import these answers into Round 2 as well?"
    assert "Round 1 already" in messages.script.shown[-1].text
    assert context.document.rounds.get(second).response_count == 0
    messages.script.answers = ["go"]
    page._dialog.accept()
    assert context.document.rounds.get(second).response_count == 6


def drop(page: RoundsPage, path: Path) -> bool:
    """Drag a file onto the page and let it go; return whether the page takes it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    act, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), act, data, left, none)
    enter.ignore()
    page.dragEnterEvent(enter)
    if enter.isAccepted():
        page.dropEvent(QDropEvent(QPointF(50, 50), act, data, left, none))
    return enter.isAccepted()


def test_a_survey_can_be_dropped_while_the_round_is_open(
    context: WorkshopContext, round_id: int, open_page: Open, tmp_path: Path
) -> None:
    path = exported(tmp_path, ["t,a,Deck crews,4,4,4,4,"] * 5)
    page = open_page()
    assert not drop(page, tmp_path / "other.visionwork")
    assert drop(page, path)
    assert isinstance(page._dialog, ImportDialog)
    page._dialog.reject()
    context.document.rounds.close(round_id, NOW.date())
    assert not drop(page, path)


def test_a_survey_that_is_dropped_on_a_field_goes_to_the_page(
    context: WorkshopContext, round_id: int, open_page: Open, tmp_path: Path
) -> None:
    path = exported(tmp_path, ["t,a,Deck crews,4,4,4,4,"] * 5)
    page = open_page()
    field = page.findChild(LineEdit)
    assert field is not None
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    act, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), act, data, left, none)
    enter.ignore()
    QApplication.sendEvent(field, enter)  # as Qt does: from what is under the mouse outwards
    assert enter.isAccepted()
    QApplication.sendEvent(field, QDropEvent(QPointF(5, 5), act, data, left, none))
    assert field.text() == ""
    assert isinstance(page._dialog, ImportDialog)
    page._dialog.reject()


def test_a_second_import_adds_nothing_unless_other_people_are_meant(
    qtbot: QtBot, context: WorkshopContext, round_id: int, open_page: Open, tmp_path: Path
) -> None:
    path = exported(tmp_path, ["t,a,Deck crews,4,4,4,4,"] * 5)
    page = open_page()
    page.channels.import_table(path)
    press(qtbot, page._dialog, "Import 5 answers")
    page.channels.import_table(path)
    again = page._dialog
    assert isinstance(again, ImportDialog)
    assert any(text.startswith("0 answers will be added, 5 rows already here") for text in said(again))
    assert not again._import.isEnabled()
    again._other_people.setChecked(True)
    press(qtbot, again, "Import 5 answers")
    assert context.document.rounds.get(round_id).response_count == 10


def test_a_map_of_columns_is_saved_and_used_again(
    qtbot: QtBot, context: WorkshopContext, round_id: int, open_page: Open, tmp_path: Path, messages: Any
) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("Wer?;Eins;Zwei\nCommuters;4;5\nFerien;2;2\n", encoding="utf-8")
    page = open_page()
    page.channels.import_table(path)
    dialog = page._dialog
    assert isinstance(dialog, ImportDialog)
    choose(dialog._columns._combos[0], GROUP)
    choose(dialog._columns._combos[1], "q3")
    choose(dialog._choices._combos["ferien"], context.snapshot.groups[0].id)
    saved = tmp_path / "columns.toml"
    messages.script.files = [saved]
    press(qtbot, dialog, "Save this map…")
    press(qtbot, dialog, "Cancel")
    page.channels.import_table(path)
    again = page._dialog
    messages.script.files = [saved]
    press(qtbot, again, "Use a saved map…")
    press(qtbot, again, "Import 2 answers")
    tallies = context.document.rounds.tallies(round_id)
    assert sorted((t.group_id, t.counts) for t in tallies if t.question_id == "q3") == [
        (1, (0, 1, 0, 0, 0)),
        (2, (0, 0, 0, 1, 0)),
    ]


def choose(combo: QComboBox, data: object) -> None:
    place = combo.findData(data)
    assert place >= 0
    combo.setCurrentIndex(place)


def test_a_column_gives_its_question_to_the_one_chosen_last(
    qtbot: QtBot, context: WorkshopContext, round_id: int, open_page: Open, tmp_path: Path
) -> None:
    page = open_page()
    page.channels.import_table(exported(tmp_path, ["t,a,Deck crews,4,4,4,4,"]))
    columns = page._dialog._columns
    assert columns.questions() == {3: "q1", 4: "q2", 5: "q3", 6: "q4", 7: "q5"}
    choose(columns._combos[4], "q1")
    assert columns.questions() == {4: "q1", 5: "q3", 6: "q4", 7: "q5"}


def test_a_file_that_is_no_table_is_told_in_the_dialog(
    qtbot: QtBot, context: WorkshopContext, round_id: int, open_page: Open, tmp_path: Path
) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(b'Group,Answer\nCommuters,"open\n')
    page = open_page()
    page.channels.import_table(path)
    assert any("Line 2: a quotation mark is opened and not closed." in text for text in said(page._dialog))
    assert not page._dialog._import.isEnabled()


def test_everybody_in_a_file_can_belong_to_one_group(
    qtbot: QtBot,
    context: WorkshopContext,
    round_id: int,
    open_page: Open,
    tmp_path: Path,
    groups: dict[str, int],
) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("This vision has a place for me.\n4\n5\n", encoding="utf-8")
    page = open_page()
    page.channels.import_table(path)
    dialog = page._dialog
    assert any(text.startswith("Nothing says which group people belong to.") for text in said(dialog))
    choose(dialog._everybody, groups["Commuters"])
    press(qtbot, dialog, "Import 2 answers")
    assert context.document.rounds.respondents(round_id) == {groups["Commuters"]: 2}


def test_results_are_saved_as_csv_without_small_groups(
    qtbot: QtBot,
    context: WorkshopContext,
    round_id: int,
    groups: dict[str, int],
    open_page: Open,
    tmp_path: Path,
    messages: Any,
) -> None:
    answer(context, round_id, groups["Deck crews"], [4, 4, 5, 2, 3], "=1+1")
    answer(context, round_id, groups["Islanders"], [1, 1, 1, 1], "Island says")
    page = open_page()
    messages.script.files = [tmp_path / "out.csv"]
    page._header._actions["export"].trigger()
    text = (tmp_path / "out.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert b'"Islanders","customers","yes","",""' in text
    assert b"Island says" not in text
    assert b"'=1+1" in text
    told = messages.script.shown[-1]
    assert (told.kind, told.title) == ("inform", "out.csv is written")
    assert str(tmp_path) in told.text
    taken = tmp_path / "taken.visionwork"
    taken.write_bytes(b"SQLite format 3\0 and the work of a day")
    messages.script.files = [taken]
    page._header._actions["export"].trigger()
    assert messages.script.shown[-1].title == "taken.visionwork is a workshop; it was left as it is."
    assert taken.read_bytes().endswith(b"the work of a day")


def test_the_long_status_of_removed_answers_stands_above_the_title(
    qtbot: QtBot,
    context: WorkshopContext,
    round_id: int,
    groups: dict[str, int],
    open_page: Open,
    messages: Any,
) -> None:
    answer(context, round_id, groups["Deck crews"], [4, 4, 5, 2, 3])
    page = open_page()
    messages.script.answers = ["go", "go"]
    page._header._actions["close"].trigger()
    page._header._actions["shred"].trigger()
    qtbot.waitUntil(lambda: "single answers removed" in line(page))
    (told,) = [text for text in said(page._header) if "single answers removed" in text]
    assert told.startswith("Feedback rounds. ")


def test_a_narrow_page_folds_the_comments_behind_a_button(
    qtbot: QtBot, context: WorkshopContext, round_id: int, groups: dict[str, int], open_page: Open
) -> None:
    answer(context, round_id, groups["Deck crews"], [4, 4, 5, 2, 3], "Crew says")
    page = open_page()
    assert page._comments.isVisible()
    page.resize(908, 676)
    assert page.width() == 908
    assert not page._comments.isVisible()
    press(qtbot, page, "Comments 5")
    assert page._comments.isVisible()
    assert not page._charts.isVisible()
    page.resize(1168, 856)
    assert page._charts.isVisible()
    assert page._comments.isVisible()


def test_comments_are_filtered_by_question_and_shown_in_portions(
    qtbot: QtBot, context: WorkshopContext, round_id: int, groups: dict[str, int], open_page: Open
) -> None:
    answer(context, round_id, groups["Deck crews"], [4] * 20, "Crew says <b>this</b>")
    page = open_page()
    shown = len(page._comments._views)
    assert 6 <= shown < 20
    assert f"{shown} of 20" in said(page)
    assert sum("Crew says <b>this</b>" in text for text in said(page)) == shown
    left_over = page._comments._scroll.viewport().height() - page._comments._list.sizeHint().height()
    assert left_over < page._comments._views[0].height() * 1.2
    press(qtbot, page, "Show more")
    assert f"{min(20, shown + 12)} of 20" in said(page)
    press(qtbot, page, "Question 6")
    qtbot.waitUntil(lambda: "No comment can be shown yet." in said(page))
    assert "What is missing, or hard to believe?" in said(page)


def test_a_workshop_to_read_offers_no_changes(
    qtbot: QtBot, context: WorkshopContext, round_id: int, groups: dict[str, int], open_page: Open
) -> None:
    answer(context, round_id, groups["Deck crews"], [4] * 5)
    context.read_only = True
    page = open_page()
    for name in ("Type answers", "Close round"):
        button = next(b for b in page.findChildren(QPushButton) if b.isVisible() and b.text() == name)
        assert not button.isEnabled()
        assert button.toolTip()
    assert page._header._actions["export"].isEnabled()
    assert [a.text() for a in page._header._collect_menu.actions() if a.isEnabled()] == ["Make a PDF form…"]


def test_questions_are_seen_whole_and_texts_from_their_beginning(
    qtbot: QtBot, context: WorkshopContext, draft: int, theme: Theme
) -> None:
    theme.set_text_percent(130)
    context.document.texts.save_draft("statement", "We tell you early. " * 60)
    dialog = RoundDialog(context, None, draft)
    qtbot.addWidget(dialog)
    dialog.resize(1203, 700)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog._questions.add_question()
    row = dialog._questions.rows()[-1]
    one_line = row._text.height()
    qtbot.keyClicks(row._text, "Which of these words would you keep, whatever else we change before summer?")
    qtbot.waitUntil(lambda: row._text.height() > one_line)
    assert row._text.verticalScrollBar().maximum() == 0
    qtbot.keyClick(row._text, Qt.Key.Key_Return)
    assert row.text().endswith("before summer?")
    assert dialog.isVisible()
    assert all(other._text.height() <= row._text.height() for other in dialog._questions.rows())
    dialog._seconds.setCurrentIndex(1)
    assert dialog._second_text.verticalScrollBar().value() == 0
    for button in (dialog._accept, dialog.findChild(SecondaryButton, "cancel_button")):
        assert dialog.rect().contains(button.geometry())
    dialog.reject()


def test_a_group_too_large_to_be_asked_has_no_number_in_a_new_round(
    qtbot: QtBot, context: WorkshopContext, draft: int
) -> None:
    context.document.groups.add("Members", GroupKind.CUSTOMERS, 48_000)
    dialog = RoundDialog(context, None, draft)
    qtbot.addWidget(dialog)
    numbers = {box.text(): number for box, number in dialog._groups._rows.values()}
    assert numbers["Members"].text() == "not said"
    assert numbers["Deck crews"].value() == 40
    numbers["Members"].setValue(1200)
    assert numbers["Members"].text() == "1,200"


def test_tab_goes_through_a_new_round_as_it_is_seen(
    qtbot: QtBot, context: WorkshopContext, draft: int
) -> None:
    dialog = RoundDialog(context, None, draft)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    dialog._questions.add_question()
    qtbot.keyClick(dialog._questions.rows()[-1]._text, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QApplication.processEvents()
    boxes = [box for box, _ in dialog._groups._rows.values()]
    texts = [row._text for row in dialog._questions.rows()]
    wanted = [dialog._seconds, *boxes, *texts, dialog._accept]
    dialog._drafts.setFocus()
    reached: list[QWidget] = []
    for _ in range(60):
        focus = QApplication.focusWidget()
        assert focus is not None
        reached.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert [reached.index(widget) for widget in wanted] == sorted(reached.index(widget) for widget in wanted)
    dialog.reject()


def test_a_narrow_new_round_keeps_questions_readable_and_numbers_whole(
    qtbot: QtBot, context: WorkshopContext, draft: int, theme: Theme
) -> None:
    context.document.groups.add("Financial services clients", GroupKind.CUSTOMERS)
    theme.set_text_percent(130)
    dialog = RoundDialog(context, None, draft)
    qtbot.addWidget(dialog)
    dialog.resize(750, 752)
    dialog.show()
    view = dialog._asked.viewport()

    def fits(part: QWidget) -> bool:
        return part.mapTo(view, part.rect().topRight()).x() < view.width()

    questions = [row._text for row in dialog._questions.rows()]
    numbers = [number for _, number in dialog._groups._rows.values()]
    qtbot.waitUntil(lambda: all(fits(part) for part in (*questions, *numbers)))
    assert all(text.width() >= theme.px(200) for text in questions)
    assert all(fits(row._remove) for row in dialog._questions.rows())
