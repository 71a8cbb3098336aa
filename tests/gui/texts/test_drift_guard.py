"""The drift guard on the page of the statement: what a revision lost, put back or left out with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from visionwork.domain.drafts import STATEMENT_SUBJECT, Draft
from visionwork.domain.drift import PromiseState
from visionwork.domain.groups import GroupKind, HouseWord
from visionwork.domain.stakeholders import Stakeholder
from visionwork.gui.coach.keep_dialog import KeepDialog
from visionwork.gui.coach.lost_items import Quotes
from visionwork.gui.coach.promises_dialog import PromisesDialog
from visionwork.gui.coach.put_back import insertion
from visionwork.gui.context import WorkshopContext
from visionwork.gui.views.compare_dialog import CompareDialog
from visionwork.gui.views.statement_page import StatementPage
from visionwork.gui.widgets.triangle import Node

TESTED = (
    "Our clients can count on candid advice. Our employees have the time to keep those promises. "
    "Our managers clear the way. We leave our town better off."
)
REVISED = "We will be number one in our region. Our clients can count on candid advice."
EMPLOYEES = "Our employees have the time to keep those promises."

Groups = dict[GroupKind, int]
AnswerRound = Callable[[int, Mapping[int, int]], int]


@pytest.fixture
def page(show_statement: Callable[[], StatementPage], scripted: object, groups: Groups) -> StatementPage:
    return show_statement()


@pytest.fixture
def tested(context: WorkshopContext, page: StatementPage, groups: Groups, answer_round: AnswerRound) -> Draft:
    """A draft that 24 people have read."""
    draft = save(context, TESTED)
    answer_round(draft.id, {groups[GroupKind.CUSTOMERS]: 24})
    return draft


def save(context: WorkshopContext, text: str) -> Draft:
    return context.document.texts.save_draft(STATEMENT_SUBJECT, text)


def write(qtbot: QtBot, page: StatementPage, text: str) -> None:
    page.editor.selectAll()
    page.editor.insertPlainText(text)
    qtbot.waitUntil(lambda: page.coach.findings.text == text)


def lost(page: StatementPage) -> list[tuple[str, ...]]:
    return [(item.text, *item.stakeholders) for item in page.lost.items() if not item.asked]


def confirm(context: WorkshopContext, draft: Draft, *promises: tuple[str, tuple[Stakeholder, ...]]) -> None:
    context.document.promises.confirm(draft.id, promises, date(2026, 3, 12))


def keep(qtbot: QtBot, page: StatementPage, who: str, why: str) -> None:
    page._banner_keep.click()
    dialog = page.findChild(KeepDialog)
    assert dialog is not None
    dialog.form.widget(QLineEdit, "decided_by_edit").setText(who)
    assert not dialog.accept_button.isEnabled()
    dialog.form.widget(QPlainTextEdit, "reason_edit").setPlainText(why)
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: page.findChild(KeepDialog) is None)


def test_the_drafts_are_a_click_away_while_something_is_lost(
    qtbot: QtBot, page: StatementPage, tested: Draft
) -> None:
    assert not page._to_drafts.isVisible()
    write(qtbot, page, REVISED)
    qtbot.waitUntil(page._to_drafts.isVisible)
    page._to_drafts.click()
    assert page.draft_list.hasFocus()
    qtbot.waitUntil(lambda: not page.draft_list.visibleRegion().isEmpty())


def test_a_group_that_is_gone_is_told_while_the_text_is_typed(
    qtbot: QtBot, page: StatementPage, tested: Draft
) -> None:
    assert not page._banner.isVisible()
    assert not page.lost.isVisible()
    write(qtbot, page, REVISED)
    assert page._banner.message() == (
        "Draft 2 drops three of the groups named in the draft you tested.",
        "24 people read Draft 1 and 100% agreed it has a place for them. "
        "Draft 2 has not been tested in this wording.",
    )
    assert page.lost.title() == "Lost since Draft 1"
    assert lost(page) == [
        (EMPLOYEES, Stakeholder.EMPLOYEES),
        ("Our managers clear the way.", Stakeholder.MANAGERS),
        ("We leave our town better off.", Stakeholder.COMMUNITY),
    ]
    page._banner_compare.click()
    dialog = page.findChild(CompareDialog)
    assert dialog is not None
    dialog.close()


def test_everything_names_people_in_the_words_of_the_house(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage, tested: Draft
) -> None:
    words = {
        GroupKind.MANAGERS: HouseWord("Team Lead", "Team Leads"),
        GroupKind.COMMUNITY: HouseWord("y", "UK"),
    }
    context.document.workshop.set_house_words(words)
    write(qtbot, page, TESTED.replace(" Our managers clear the way.", ""))
    title = "Draft 2 drops a group named in the draft you tested: Team Leads."
    qtbot.waitUntil(lambda: page._banner.message()[0] == title)
    (row,) = page.lost.rows()
    assert "Team Leads" in [label.text() for label in row.findChildren(QLabel)]
    assert [line.name for line in page.who.rows()][2:5] == ["Team Leads", "Executives", "UK"]
    assert page.who.triangle().labels[Node.COMMUNITY] == "UK"
    page.drift.ask_keep()
    dialog = page.window().findChild(KeepDialog)
    assert dialog is not None
    assert any("leaves out Team Leads." in label.text() for label in dialog.findChildren(QLabel))
    dialog.close()


def test_long_words_of_the_house_leave_everything_its_width(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage, tested: Draft
) -> None:
    write(qtbot, page, REVISED)
    widths = [widget.minimumSizeHint().width() for widget in (page.who, page.lost)]
    words = {kind: HouseWord("Mitarbeitender", "Mitarbeiterinnen und Mitarbeiter") for kind in GroupKind}
    context.document.workshop.set_house_words(words)
    qtbot.waitUntil(lambda: page.who.rows()[0].name == "Mitarbeiterinnen und Mitarbeiter")
    assert [widget.minimumSizeHint().width() for widget in (page.who, page.lost)] == widths


def test_people_in_general_do_not_hide_groups_that_are_gone(
    qtbot: QtBot, page: StatementPage, tested: Draft
) -> None:
    write(qtbot, page, TESTED.replace("Our employees", "Everyone").replace("our town", "all stakeholders"))
    assert page._banner.message()[0] == "Draft 2 drops two of the groups named in the draft you tested."
    assert lost(page) == [
        (EMPLOYEES, Stakeholder.EMPLOYEES),
        ("We leave our town better off.", Stakeholder.COMMUNITY),
    ]


def test_a_later_draft_that_was_tested_too_is_not_called_untested(
    context: WorkshopContext, page: StatementPage, tested: Draft, groups: Groups, answer_round: AnswerRound
) -> None:
    later = save(context, REVISED)
    answer_round(later.id, {groups[GroupKind.CUSTOMERS]: 12})
    assert page._banner.message()[1].endswith("for them. 12 people read Draft 2 and answered.")


def test_the_test_stays_the_primary_while_something_is_lost(
    qtbot: QtBot, page: StatementPage, tested: Draft
) -> None:
    write(qtbot, page, REVISED)
    assert type(page._test).__name__ == "PrimaryButton"
    assert page._test.isEnabled()
    assert page._agree.isEnabled()  # it never blocks


def test_a_sentence_goes_back_where_it_stood_and_both_undos_take_it_out(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage, tested: Draft
) -> None:
    write(qtbot, page, REVISED)
    page.lost.rows()[0].buttons()[0].click()
    with_employees = f"{REVISED} {EMPLOYEES}"
    assert page.editor.text() == with_employees
    assert context.snapshot.working_text(STATEMENT_SUBJECT).text == with_employees
    qtbot.waitUntil(lambda: len(lost(page)) == 2)
    assert "drops two of the groups" in page._banner.message()[0]
    page.editor.undo()
    assert page.editor.text() == REVISED
    page.editor.redo()
    context.edits.flush()
    context.document.store.seal()
    qtbot.waitUntil(lambda: len(lost(page)) == 2)
    page.lost.rows()[0].buttons()[0].click()
    context.undo()
    assert page.editor.text() == with_employees


def test_everything_goes_back_in_one_step(qtbot: QtBot, page: StatementPage, tested: Draft) -> None:
    write(qtbot, page, REVISED)
    page.lost.put_all_button().click()
    qtbot.waitUntil(lambda: not page.lost.isVisible())
    assert not page.drift.is_open
    assert page.editor.text() == "We will be number one in our region. " + TESTED
    page.editor.undo()
    assert page.editor.text() == REVISED


def test_what_is_left_of_a_sentence_gives_way_to_the_whole_in_one_step(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage, groups: Groups, answer_round: AnswerRound
) -> None:
    whole = "Our clients can count on candid advice, and our employees have the time to keep their promises."
    draft = save(context, f"We mend 🙂. {whole}")
    answer_round(draft.id, {groups[GroupKind.CUSTOMERS]: 24})
    later = "We mend 🙂. Our clients can count on candid advice. We will be number one in our region."
    write(qtbot, page, later)
    qtbot.waitUntil(lambda: bool(lost(page)))
    page.lost.put_all_button().click()
    assert page.editor.text() == f"We mend 🙂. {whole} We will be number one in our region."
    page.editor.undo()
    assert page.editor.text() == later


def test_a_reason_answers_the_banner_and_can_be_taken_back(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage, tested: Draft
) -> None:
    write(qtbot, page, REVISED)
    keep(qtbot, page, "The board", "It was too long to read out.")
    assert not page._banner_keep.isVisible()
    assert page.lost.title() == "Left out since Draft 1"
    assert page.lost.note() == (
        "Employees, managers and community left out: decided by The board, 12 March. "
        "“It was too long to read out.”"
    )
    assert {d.stakeholder for d in context.snapshot.decisions} == {
        Stakeholder.EMPLOYEES,
        Stakeholder.MANAGERS,
        Stakeholder.COMMUNITY,
    }
    page.lost.again_button().click()
    assert "drops three of the groups" in page._banner.message()[0]
    assert context.snapshot.decisions == ()


def test_a_reason_stands_in_a_workshop_that_is_open_to_read(
    qtbot: QtBot,
    context: WorkshopContext,
    page: StatementPage,
    tested: Draft,
    open_context: Callable[..., WorkshopContext],
) -> None:
    write(qtbot, page, REVISED)
    keep(qtbot, page, "The board", "It was too long to read out.")
    context.edits.flush()
    reading = StatementPage(open_context(read_only=True))
    qtbot.addWidget(reading)
    reading.show()
    qtbot.waitUntil(lambda: "decided by The board" in reading.lost.note())
    assert not reading.lost.again_button().isEnabled()
    assert reading.lost.again_button().toolTip() == "The workshop is open to read."


def test_a_reason_holds_while_other_words_are_polished(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage, tested: Draft
) -> None:
    write(qtbot, page, REVISED)
    keep(qtbot, page, "The board", "Too long.")
    write(qtbot, page, REVISED + " Always.")
    assert not page.drift.is_open
    assert "Too long." in page.lost.note()
    write(qtbot, page, "We will be number one.")
    assert page._banner.message()[0] == ("Draft 2 drops a group named in the draft you tested: customers.")


def test_a_draft_that_was_set_aside_is_not_warned_of(
    context: WorkshopContext, page: StatementPage, tested: Draft
) -> None:
    draft = save(context, REVISED)
    assert page.drift.is_open
    context.document.texts.set_aside(draft.id, "It names too few.")
    assert not page.drift.is_open
    assert not page.lost.isVisible()


def test_a_promise_in_other_words_is_asked_about_and_shown(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage, tested: Draft
) -> None:
    promise = "Our employees have the time to keep those promises"
    confirm(context, tested, (promise, (Stakeholder.EMPLOYEES,)))
    later = TESTED.replace(EMPLOYEES, "Our employees get the hours they need to keep their word.")
    write(qtbot, page, later)
    assert page.drift.situation is not None
    assert [r.state for r in page.drift.situation.drift.promises] == [PromiseState.ASK]
    assert not page._banner_keep.isVisible()
    (row,) = page.lost.rows()
    assert row.question() == "Is this promise still in the text?"
    assert [button.text() for button in row.buttons()] == ["Show me where", "It is gone"]
    row.buttons()[0].click()
    assert page.editor.hasFocus()
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    row.buttons()[0].click()
    assert context.snapshot.answers == ()  # no words are selected
    start = later.index("the hours")
    cursor = page.editor.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + len("the hours they need"), QTextCursor.MoveMode.KeepAnchor)
    page.editor.setTextCursor(cursor)
    assert [button.text() for button in row.buttons()] == ["These words", "Cancel"]
    row.buttons()[0].click()
    (answer,) = context.snapshot.answers
    assert (answer.present, answer.where) == (True, "the hours they need")
    assert not page.lost.isVisible()
    context.undo()
    assert page.lost.isVisible()
    page.lost.rows()[0].buttons()[1].click()
    assert page._banner.message()[0] == "Draft 2 drops a promise made in the draft you tested."
    assert lost(page) == [(EMPLOYEES, Stakeholder.EMPLOYEES)]
    assert page.lost.rows()[0].question() == "A promise; they are still named."


def test_the_reason_is_told_where_a_promise_left_out_on_purpose_is_asked_about_again(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage, tested: Draft
) -> None:
    promise = "Our employees have the time to keep those promises"
    confirm(context, tested, (promise, (Stakeholder.EMPLOYEES,)))
    later = TESTED.replace(EMPLOYEES, "Our employees get the hours they need to keep their word.")
    write(qtbot, page, later)
    page.lost.rows()[0].buttons()[1].click()
    keep(qtbot, page, "The board", "We cannot promise hours.")
    write(qtbot, page, later + " The roof is new.")
    (row,) = page.lost.rows()
    assert row.question() == (
        "Is this promise still in the text? Left out on purpose in an earlier wording: decided by The board, "
        "12 March. “We cannot promise hours.” The text has changed since."
    )


def test_no_line_moves_when_a_promise_is_said_to_be_gone(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage, groups: Groups, answer_round: AnswerRound
) -> None:
    promises = [f"Our {who} have the time to keep those promises" for who in ("employees", "managers")]
    tested = save(context, f"{promises[0]}. {promises[1]}.")
    answer_round(tested.id, {groups[GroupKind.CUSTOMERS]: 24})
    confirm(context, tested, (promises[0], (Stakeholder.EMPLOYEES,)), (promises[1], (Stakeholder.MANAGERS,)))
    later = tested.text.replace(
        "have the time to keep those promises", "get the hours they need to keep their word"
    )
    write(qtbot, page, later)
    assert [(row.item.text, row.item.asked) for row in page.lost.rows()] == [(p, True) for p in promises]
    page.lost.rows()[1].buttons()[1].click()
    shown = [(row.item.text, row.item.asked) for row in page.lost.rows()]
    assert shown == [(promises[0], True), (f"{promises[1]}.", False)]


def test_a_lost_promise_that_stands_in_other_words_is_shown_and_counts_as_kept(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage, tested: Draft
) -> None:
    promise = "Our clients can count on candid advice"
    confirm(context, tested, (promise, (Stakeholder.CUSTOMERS,)))
    later = TESTED.replace(promise, "Our clients hear the plain truth, however it sounds")
    write(qtbot, page, later)
    assert page._banner.message()[0] == "Draft 2 drops a promise made in the draft you tested."
    (row,) = page.lost.rows()
    assert [button.text() for button in row.buttons()] == ["Put back", "Show me where"]
    row.buttons()[1].click()
    assert page.editor.hasFocus()
    assert row.question() == "Select the words that hold it, then confirm."
    assert [button.text() for button in row.buttons()] == ["These words", "Cancel"]
    row.buttons()[1].click()
    assert row.question() == "A promise; they are still named."
    row.buttons()[1].click()
    cursor = page.editor.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(later.index(","), QTextCursor.MoveMode.KeepAnchor)
    page.editor.setTextCursor(cursor)
    row.buttons()[0].click()
    (answer,) = context.snapshot.answers
    assert (answer.present, answer.where) == (True, "Our clients hear the plain truth")
    assert not page.lost.isVisible()
    assert not page.drift.is_open


def test_promises_nobody_spoke_of_yet_are_asked_for_where_they_are_missed(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage, tested: Draft
) -> None:
    write(qtbot, page, REVISED)
    assert page.lost.promises_button().isVisible()
    page.lost.promises_button().click()
    dialog = page.findChild(PromisesDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "What draft 1 promises"
    dialog.accept_button.click()
    assert len(context.snapshot.promises_of(tested.id)) == 4
    assert not page.lost.promises_button().isVisible()


def test_a_promise_nobody_confirmed_is_not_called_lost_but_asked_for(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage, tested: Draft
) -> None:
    write(qtbot, page, TESTED.replace(" We leave our town better off.", " We see our town."))
    assert not page.drift.is_open
    assert page.lost.title() == "Promised in Draft 1"
    assert page.lost.note() == "Nobody has said yet what Draft 1 promises. Some may be gone."
    assert not page.lost.again_button().isVisible()
    confirm(context, tested, ("We leave our town better off", (Stakeholder.COMMUNITY,)))
    assert not page.lost.promises_button().isVisible()
    assert [(item.text, item.asked) for item in page.lost.items()] != []


def test_words_that_were_shown_hold_while_others_are_polished(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage, tested: Draft
) -> None:
    confirm(context, tested, (EMPLOYEES, (Stakeholder.EMPLOYEES,)))
    later = TESTED.replace(EMPLOYEES, "Our employees get the hours they need to keep their word.")
    write(qtbot, page, later)
    assert page.lost.isVisible()
    promise = context.snapshot.promises_of(tested.id)[0]
    context.document.promises.answer(promise.id, later, True, "get the hours they need")
    assert not page.lost.isVisible()
    write(qtbot, page, later + " Always.")
    assert not page.lost.isVisible()
    write(qtbot, page, later.replace("get the hours they need", "get some hours they need"))
    assert page.lost.isVisible()


def test_comments_that_quote_a_sentence_are_counted() -> None:
    quotes = Quotes(["Time to keep those promises, yes.", "Nothing.", "They have the time, I hope."])
    assert quotes.count(EMPLOYEES) == 2
    assert quotes.count("Something else is written here.") == 0
    assert Quotes([]).count(EMPLOYEES) is None


def test_what_a_draft_promises_is_confirmed_before_it_goes_to_a_round(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage
) -> None:
    draft = save(context, TESTED)
    page._test.click()
    dialog = page.findChild(PromisesDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "What draft 1 promises"
    rows = dialog.editor.rows()
    assert [row.promise()[1] for row in rows] == [
        (Stakeholder.CUSTOMERS,),
        (Stakeholder.EMPLOYEES,),
        (Stakeholder.MANAGERS,),
        (Stakeholder.COMMUNITY,),
    ]
    rows[0].edit.setPlainText("Clients get candid advice.")
    rows[1].keep.click()
    rows[2]._remove.click()
    rows[3].toggles[0].click()
    dialog._add.click()
    dialog.editor.rows()[-1].edit.setPlainText("We answer within a day.")
    assert dialog.accept_button.text() == "Keep these 3 promises and go on"
    with qtbot.waitSignal(context.page_requested) as asked:
        dialog.accept_button.click()
    assert asked.args == [f"rounds:new:{draft.id}"]
    kept = [(promise.text, promise.stakeholders) for promise in context.snapshot.promises_of(draft.id)]
    assert kept[0] == ("Clients get candid advice.", (Stakeholder.CUSTOMERS,))
    assert kept[1][1] == (Stakeholder.CUSTOMERS, Stakeholder.COMMUNITY)
    assert kept[2] == ("We answer within a day.", ())
    qtbot.waitUntil(lambda: page.findChild(PromisesDialog) is None)
    with qtbot.waitSignal(context.page_requested):
        page._test.click()  # confirmed promises are not asked for again
    assert page.findChild(PromisesDialog) is None


def test_promises_can_be_changed_later_from_the_menu_of_a_draft(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage
) -> None:
    draft = save(context, TESTED)
    confirm(context, draft, ("We answer within a day.", ()))
    menu = page.drafts.menu(draft.id)
    next(a for a in menu.actions() if "promises" in a.text()).trigger()
    menu.close()
    dialog = page.findChild(PromisesDialog)
    assert dialog is not None
    assert [row.promise()[0] for row in dialog.editor.rows()] == ["We answer within a day."]
    assert not dialog._skip.isVisible()
    dialog.editor.rows()[0].edit.setPlainText("We answer on the same day.")
    dialog.accept_button.click()
    assert [p.text for p in context.snapshot.promises_of(draft.id)] == ["We answer on the same day."]
    context.undo()
    assert [p.text for p in context.snapshot.promises_of(draft.id)] == ["We answer within a day."]


def test_cancelling_the_promises_sends_nothing(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage
) -> None:
    save(context, TESTED)
    page._test.click()
    dialog = page.findChild(PromisesDialog)
    assert dialog is not None
    with qtbot.assertNotEmitted(context.page_requested):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert context.snapshot.promises == ()


@pytest.mark.parametrize(
    ("sentence", "before", "after", "whole"),
    [
        ("B is.", "A is here. B is. C is here.", "A is here. C is here.", "A is here. B is. C is here."),
        ("A is good.", "A is good. The rest goes on.", "The rest goes on.", "A is good. The rest goes on."),
        ("Gone.", "One thing. Gone.", "Wholly other words stand here", "Wholly other words stand here Gone."),
        ("Gone.", "One thing. Gone.", "", "Gone."),
        (
            "New line.",
            "We keep the first.\nNew line.",
            "We keep the first, always. Other.",
            "We keep the first, always.\nNew line. Other.",
        ),
        (
            "You count on us to call back, and partners find one person.",
            "You count on us to call back, and partners find one person. C is here.",
            "You count on us to call back. C is here.",
            "You count on us to call back, and partners find one person. C is here.",
        ),
        (
            "You count on us to call back, and partners find one person.",
            "You count on us to call back, and partners find one person. C is here.",
            "We grow. You count on us to call back. Partners find one person.",
            "We grow. You count on us to call back, and partners find one person.",
        ),
        (
            "We call back, and we call back early.",
            "We call back. We call back, and we call back early.",
            "We call back.",
            "We call back. We call back, and we call back early.",
        ),
        (
            "We mend with great care.",
            "We mend with great care.",
            "We care. We build towers with great noise.",
            "We care. We build towers with great noise. We mend with great care.",
        ),
    ],
)  # fmt: skip
def test_where_a_sentence_goes_back(sentence: str, before: str, after: str, whole: str) -> None:
    where = insertion(sentence, before, after)
    assert after[: where.before] + where.text + after[where.before + where.length :] == whole
