"""What is typed into an entry line and not entered: kept while it is typed, offered again after a crash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from visionwork.document.unfinished import (
    DECIDED_BY_PLACE,
    REASON_PLACE,
    answer_place,
    card_place,
    signature_place,
)
from visionwork.domain.entries import group_lane
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, Round, RoundGroup
from visionwork.domain.stakeholders import Stakeholder
from visionwork.gui.coach.keep_dialog import KeepDialog
from visionwork.gui.coach.promise_step import PromiseStep
from visionwork.gui.coach.promises_dialog import PromisesDialog
from visionwork.gui.coach.unfinished_promises import read_promises
from visionwork.gui.context import WorkshopContext
from visionwork.gui.rounds.question_editor import QuestionEditor
from visionwork.gui.rounds.round_dialog import RoundDialog
from visionwork.gui.rounds.type_answers_dialog import TypeAnswersDialog
from visionwork.gui.rounds.unfinished_forms import UnfinishedAnswers, read_answers, read_questions
from visionwork.gui.setup.meanings import Meanings
from visionwork.gui.setup.people_section import PeopleSection
from visionwork.gui.unfinished import keep_while_open
from visionwork.gui.views.cards_capture import CardsCapture
from visionwork.gui.views.draft_dialogs import AgreeDialog
from visionwork.gui.views.rounds_page import RoundsPage
from visionwork.gui.views.statement_page import StatementPage
from visionwork.gui.widgets.labels import PlainLabel

Show = Callable[[QWidget], None]


def kept(context: WorkshopContext) -> dict[str, str]:
    rows = context.document.store.rows("SELECT place, text FROM unfinished")
    return {row["place"]: row["text"] for row in rows}


def wait_kept(qtbot: QtBot, context: WorkshopContext, *words: str) -> None:
    qtbot.waitUntil(lambda: sorted(kept(context).values()) == sorted(words))


@pytest.fixture
def asked(context: WorkshopContext) -> Round:
    """An open round with comments."""
    document = context.document
    crews = document.groups.add("Deck crews", GroupKind.EMPLOYEES)
    draft = document.texts.save_draft("statement", "We tell you early.")
    questions = [(QuestionKind.SCALE, "I believe it."), (QuestionKind.OPEN, "What else?")]
    round_id = document.rounds.open(draft.id, questions, [RoundGroup(crews)], date(2026, 3, 3))
    return document.rounds.get(round_id)


def test_a_card_that_was_not_entered_is_offered_again(
    qtbot: QtBot, context: WorkshopContext, show_page: Show
) -> None:
    context.document.groups.add("Commuters", GroupKind.CUSTOMERS)
    exercise = context.method.exercise("customer-behaviour")

    pages: list[CardsCapture] = []

    def open_page() -> QLineEdit:
        page = CardsCapture(context, exercise)
        pages.append(page)
        show_page(page)
        return next(iter(page._lanes.values())).entry

    first = open_page()
    qtbot.keyClicks(first, "They call")
    wait_kept(qtbot, context, "They call")
    assert context.snapshot.cards == ()
    assert context.document.store.undo_label() == "Add a group"
    second = open_page()  # as after a kill: nothing was closed, nothing entered
    assert second.text() == "They call"
    qtbot.keyClicks(second, " us")
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert [card.text for card in context.snapshot.cards] == ["They call us"]
    wait_kept(qtbot, context)
    assert open_page().text() == ""


def test_lines_of_the_set_up_are_kept(qtbot: QtBot, context: WorkshopContext, show_page: Show) -> None:
    people, meanings = PeopleSection(context), Meanings(context)
    for widget in (people, meanings):
        show_page(widget)
    people.show_stored()
    qtbot.keyClicks(people.name, "Wei")
    qtbot.keyClicks(people.role, "Finance")
    qtbot.keyClicks(meanings.word, "associate")
    wait_kept(qtbot, context, "Wei", "Finance", "associate")
    again, other = PeopleSection(context), Meanings(context)
    for widget in (again, other):
        show_page(widget)
    again.show_stored()
    assert (again.name.text(), again.role.text(), other.word.text()) == ("Wei", "Finance", "associate")
    assert other.add.isEnabled()
    again.add_person()
    other.add.click()
    wait_kept(qtbot, context)


def test_the_name_of_a_new_theme_is_kept_and_that_of_an_old_one_is_not(
    qtbot: QtBot, context: WorkshopContext, asked: Round, show_page: Show
) -> None:
    answers = [NewResponse(asked.groups[0].group_id, {"q1": 4}, {"q2": f"Words {n}"}) for n in range(6)]
    context.document.rounds.add_responses(asked.id, answers, Channel.CSV)

    def open_page() -> RoundsPage:
        page = RoundsPage(context)
        show_page(page)
        qtbot.waitUntil(lambda: page._comments.count() == 6)
        return page

    page = open_page()
    page._comments._sort.click()
    bar = page._comments._bar
    bar.ask_for("Proof")
    qtbot.keyClicks(bar._name, "Proofs")
    bar.ask_new()
    qtbot.keyClicks(bar._name, "Tone")
    wait_kept(qtbot, context, "Tone")
    other = open_page()
    again = other._comments
    assert again._bar._name.text() == "Tone"
    assert again._bar.isVisible()
    qtbot.keyClick(again._bar._name, Qt.Key.Key_Return)
    assert [theme.name for theme in context.document.themes.of_round(asked.id)] == ["Tone"]
    wait_kept(qtbot, context)


def test_answers_of_half_a_person_are_offered_again(
    qtbot: QtBot, context: WorkshopContext, asked: Round
) -> None:
    def open_dialog() -> TypeAnswersDialog:
        dialog = TypeAnswersDialog(context, asked)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    typing = open_dialog()
    typing._scales["q1"].setValue(4)
    typing._comments["q2"].setPlainText("Earlier, please")
    qtbot.waitUntil(lambda: "Earlier" in kept(context).get(answer_place(asked.id), ""))
    again = open_dialog()
    assert again._scales["q1"].value() == 4
    assert again._comments["q2"].text() == "Earlier, please"
    assert again._hint.text().startswith("Typed before and not stored")
    again.store()
    wait_kept(qtbot, context)
    (answer,) = context.document.rounds.comments(asked.id)
    assert answer.text == "Earlier, please"

    again._by_hands.click()
    again._hands.show_hands(9, {"q1": (0, 1, 2, 3, 3)})
    qtbot.waitUntil(lambda: '"people": 9' in kept(context).get(answer_place(asked.id), ""))
    hands = open_dialog()
    assert hands._by_hands.isChecked()
    assert (hands._hands.people(), hands._hands.hands()) == (9, {"q1": (0, 1, 2, 3, 3)})


def test_answers_of_a_group_that_is_not_asked_any_more_go_to_no_other_group(
    qtbot: QtBot, context: WorkshopContext, asked: Round
) -> None:
    document = context.document
    office = document.groups.add("Harbour office", GroupKind.EMPLOYEES)
    document.rounds.set_groups(asked.id, [*asked.groups, RoundGroup(office)])

    def open_dialog() -> TypeAnswersDialog:
        dialog = TypeAnswersDialog(context, document.rounds.get(asked.id))
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    typing = open_dialog()
    typing._group.setCurrentIndex(typing._group.findData(office))
    typing._scales["q1"].setValue(2)
    qtbot.waitUntil(lambda: bool(kept(context)))
    document.rounds.set_groups(asked.id, asked.groups)

    again = open_dialog()
    assert again._group.currentIndex() == -1
    assert again._group.placeholderText() == "Choose the group"
    assert "a group that is not asked any more" in again._hint.text()
    assert again.focusWidget() is again._group
    again._comments["q2"].setPlainText("Slower, please")
    again.store()
    assert document.rounds.comments(asked.id) == ()
    assert again._hint.text().startswith("Choose the group first")
    qtbot.waitUntil(lambda: "Slower" in kept(context).get(answer_place(asked.id), ""))
    assert open_dialog()._group.currentIndex() == -1, "and so it stays over the next crash"
    again._group.setCurrentIndex(0)
    again.store()
    (answer,) = document.rounds.comments(asked.id)
    assert (answer.group_id, answer.text) == (asked.groups[0].group_id, "Slower, please")


def test_hands_of_a_group_that_is_not_asked_any_more_go_to_no_other_group(
    qtbot: QtBot, context: WorkshopContext, asked: Round
) -> None:
    words = UnfinishedAnswers(4711, people=3, hands={"q1": (0, 0, 1, 1, 1)}).words()
    context.document.unfinished.keep(answer_place(asked.id), words)
    dialog = TypeAnswersDialog(context, asked)
    qtbot.addWidget(dialog)
    dialog.store()
    assert dialog.typed() == 0
    assert dialog._hands.hands() == {"q1": (0, 0, 1, 1, 1)}


def test_a_group_that_goes_takes_its_unfinished_card_along(context: WorkshopContext) -> None:
    document = context.document
    for number in range(11):
        document.groups.add(f"Port {number}", GroupKind.CUSTOMERS)
    first, last = context.snapshot.groups[0].id, context.snapshot.groups[-1].id
    assert str(last).endswith(str(first)), "one number stands at the end of the other"
    lines = {card_place("customer-behaviour", group_lane(group)): f"For {group}" for group in (first, last)}
    for place, text in lines.items():
        document.unfinished.keep(place, text)
    document.groups.delete(first)
    assert list(kept(context).values()) == [f"For {last}"]
    assert context.undo()
    assert kept(context) == lines
    assert context.redo()
    assert list(kept(context).values()) == [f"For {last}"]


def test_a_leader_who_goes_takes_the_unfinished_signature_along(context: WorkshopContext) -> None:
    document = context.document
    wei = document.participants.add("Wei Lindholm", is_leader=True)
    document.unfinished.keep(signature_place(wei), "Wei Li")
    document.participants.delete(wei)
    assert kept(context) == {}
    assert context.undo()
    assert kept(context) == {signature_place(wei): "Wei Li"}


def test_promises_that_are_being_confirmed_are_offered_as_they_stood(
    qtbot: QtBot, context: WorkshopContext, asked: Round
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    draft = context.snapshot.drafts[0]

    def open_dialog() -> PromisesDialog:
        PromiseStep(context, page).edit(draft)
        return page.findChildren(PromisesDialog)[-1]

    first = open_dialog()
    (row,) = first.editor.rows()
    row.keep.setChecked(False)
    first.editor.add_promise()
    qtbot.keyClicks(first.focusWidget(), "You hear it from us")
    first.editor.rows()[1].toggles[0].click()
    qtbot.waitUntil(lambda: "You hear it from us" in "".join(kept(context).values()))
    assert context.snapshot.promises == ()

    again = open_dialog()
    assert again.editor.begun() == first.editor.begun()
    assert "as you left them" in again.form.widget(PlainLabel, "note_label").text()
    again.accept()
    wait_kept(qtbot, context)
    (promise,) = context.snapshot.promises
    assert (promise.text, promise.stakeholders) == ("You hear it from us", (Stakeholder.CUSTOMERS,))

    later = open_dialog()
    later.editor.rows()[0].edit.setPlainText("Something else")
    later.reject()
    wait_kept(qtbot, context)
    assert open_dialog().promises() == [("You hear it from us", (Stakeholder.CUSTOMERS,))]
    for dialog in page.findChildren(PromisesDialog):
        dialog.reject()


def test_who_agrees_is_kept_until_the_dialog_closes(
    qtbot: QtBot, context: WorkshopContext, asked: Round, show_page: Show
) -> None:
    context.document.texts.agree(context.snapshot.drafts[0].id, "All nine of us", date(2026, 3, 4))
    page = StatementPage(context)
    show_page(page)
    page.ensure_current()

    def open_dialog() -> AgreeDialog:
        page._agreeing.ask(context.snapshot.drafts[0], page._facts())
        return page.findChildren(AgreeDialog)[-1]

    first = open_dialog()
    assert first.agreed_by() == "All nine of us"
    qtbot.keyClicks(first.focusWidget(), "Ines Haddad and")
    wait_kept(qtbot, context, "Ines Haddad and")
    again = open_dialog()
    assert again.agreed_by() == "Ines Haddad and"
    for dialog in (first, again):
        dialog.reject()
    wait_kept(qtbot, context)
    last = open_dialog()
    assert last.agreed_by() == "All nine of us"
    last.reject()


def test_answers_that_are_left_out_are_not_kept(
    qtbot: QtBot, context: WorkshopContext, asked: Round, messages: object
) -> None:
    typing = TypeAnswersDialog(context, asked)
    qtbot.addWidget(typing)
    typing.show()
    typing._scales["q1"].setValue(4)
    qtbot.waitUntil(lambda: bool(kept(context)))
    messages.script.answers.append("leave")  # pyright: ignore[reportAttributeAccessIssue]
    typing.reject()
    wait_kept(qtbot, context)


def test_a_questionnaire_that_was_begun_is_offered_until_it_is_asked_or_given_up(
    qtbot: QtBot, context: WorkshopContext, asked: Round
) -> None:
    def open_dialog() -> RoundDialog:
        dialog = RoundDialog(context)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    def editor_of(dialog: RoundDialog) -> QuestionEditor:
        (editor,) = dialog.findChildren(QuestionEditor)
        return editor

    def questions(dialog: RoundDialog) -> list[str]:
        return [text for _, text in editor_of(dialog).questions()]

    first = open_dialog()
    usual = questions(first)
    editor_of(first).add_question()
    qtbot.keyClicks(first.focusWidget(), "What did you miss?")
    qtbot.waitUntil(lambda: "What did you miss?" in kept(context).get("questions", ""))
    second = open_dialog()
    assert questions(second) == [*usual, "What did you miss?"]
    second.reject()
    wait_kept(qtbot, context)
    assert questions(open_dialog()) == usual


def test_who_decided_and_why_are_kept_until_the_dialog_closes(qtbot: QtBot, context: WorkshopContext) -> None:
    def open_dialog() -> KeepDialog:
        dialog = KeepDialog("Leaves out the town.", "The board")
        qtbot.addWidget(dialog)
        fields = {DECIDED_BY_PLACE: dialog.decided_by_field(), REASON_PLACE: dialog.reason_field()}
        keep_while_open(context, dialog, fields)
        dialog.show()
        return dialog

    first = open_dialog()
    qtbot.keyClicks(first.reason_field(), "We left the town")
    wait_kept(qtbot, context, "We left the town")
    first.decided_by_field().setText("The new board")
    wait_kept(qtbot, context, "We left the town", "The new board")
    again = open_dialog()
    assert (again.decided_by(), again.reason()) == ("The new board", "We left the town")
    again.reject()
    wait_kept(qtbot, context)


HEAD = '{"group_id": 1, "comments": {}, "hands": {}, "people": '
STRANGE = [
    *("", "{", "[]", "{}", "7", '[["scale"]]', '{"group_id": "x"}', "null", "[" * 100_000),
    *(f'{HEAD}{people}, "scales": {{}}}}' for people in ("Infinity", "1e400", "-1", "99999999999999999999")),
    HEAD + '0, "scales": {"q1": 99999999999}}',
]


@pytest.mark.parametrize("words", STRANGE, ids=range(len(STRANGE)))
def test_words_that_are_none_of_ours_are_passed_over(words: str) -> None:
    assert read_answers(words) is None
    assert read_questions(words) == []
    if words != "[]":  # somebody took every promise out
        assert read_promises(words) is None
