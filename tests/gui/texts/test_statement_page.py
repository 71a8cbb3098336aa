"""The vision statement as a team writes it: drafts, who is in it, what people have read, agreement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

import pytest
from person import take_keyboard, write
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from visionwork.document.errors import NotSavedError
from visionwork.domain.drafts import STATEMENT_SUBJECT, Draft, view_subject
from visionwork.domain.groups import GroupKind, HouseWord
from visionwork.gui.coach.promises_dialog import PromisesDialog
from visionwork.gui.context import SaveStage, WorkshopContext
from visionwork.gui.theme import Theme
from visionwork.gui.views.compare_dialog import CompareDialog
from visionwork.gui.views.draft_dialogs import AgreeDialog, FormDialog, SaveDraftDialog, SetAsideDialog
from visionwork.gui.views.draft_list import DraftList
from visionwork.gui.views.draft_words import DraftRow
from visionwork.gui.views.statement_page import StatementPage
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.triangle import Node

TESTED = (
    "Our clients can count on candid advice. Our employees have the time to keep those promises. "
    "Managers clear the way. The community is better off."
)
REVISED = "We will be number one in our region. Our clients can count on candid advice."

Groups = dict[GroupKind, int]
OpenContext = Callable[..., WorkshopContext]
AnswerRound = Callable[[int, Mapping[int, int]], int]


class Clock(Protocol):
    def at(self, hour: int, minute: int = 0) -> None: ...


def shown(qtbot: QtBot, context: WorkshopContext, width: int = 1168, height: int = 856) -> StatementPage:
    page = StatementPage(context)
    qtbot.addWidget(page)
    page.resize(QSize(width, height))
    page.show()
    take_keyboard(qtbot, page)
    return page


@pytest.fixture
def page(qtbot: QtBot, context: WorkshopContext, groups: Groups) -> StatementPage:
    return shown(qtbot, context)


def save(context: WorkshopContext, text: str, summary: str = "", author: str = "") -> Draft:
    return context.document.texts.save_draft(STATEMENT_SUBJECT, text, summary=summary, author=author)


def states(page: StatementPage) -> dict[str, str]:
    return {row.title: row.state for row in page.draft_list.rows()}


def people(page: StatementPage) -> dict[str, str]:
    return {row.name: row.words for row in page.who.rows()}


def answer(qtbot: QtBot, page: StatementPage, kind: type[FormDialog], *lines: str) -> None:
    """Fill the lines of an open form and press Enter."""
    dialog = page.findChild(kind)
    assert dialog is not None
    edits = [edit for edit in dialog.findChildren(QLineEdit) if edit.isVisible()]
    for edit, text in zip(edits, lines, strict=False):
        edit.setText(text)
    qtbot.keyClick(edits[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.findChild(kind) is None)


def skip_promises(qtbot: QtBot, page: StatementPage) -> None:
    dialog = page.findChild(PromisesDialog)
    assert dialog is not None
    dialog._skip.click()
    qtbot.waitUntil(lambda: page.findChild(PromisesDialog) is None)


def test_the_statement_is_stored_while_it_is_written(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage, open_context: OpenContext
) -> None:
    qtbot.keyClicks(page.editor, "Our clients come first.")
    assert context.edits.waiting
    qtbot.waitUntil(
        lambda: context.document.texts.working(STATEMENT_SUBJECT).text == "Our clients come first."
    )
    again = shown(qtbot, open_context())
    assert again.editor.text() == "Our clients come first."
    assert again._length.text() == "4 words, 1 sentence"


def test_a_draft_is_saved_with_the_keyboard_alone(qtbot: QtBot, page: StatementPage) -> None:
    write(page, "Our clients come first.")
    qtbot.keyClick(page.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    answer(qtbot, page, SaveDraftDialog, "Table 2")
    (row,) = page.draft_list.rows()
    assert (row.title, row.summary, row.author, row.state) == (
        "Draft 1",
        "",
        "Table 2",
        "never tested",
    )
    assert page._header.accessibleDescription() == "Vision statement: draft 1, never tested"
    assert page._edited.text() == "Edited by Table 2, 10:00"


def test_what_changed_is_asked_only_where_something_was_before(qtbot: QtBot, page: StatementPage) -> None:
    def asked() -> list[str]:
        write(page, f"Our clients come first. {len(page.draft_list.rows())}")
        page.drafts.ask_save()
        dialog = page.findChild(SaveDraftDialog)
        assert dialog is not None
        labels = [label.text() for label in dialog.findChildren(PlainLabel) if label.isVisible()]
        qtbot.waitUntil(lambda: isinstance(dialog.focusWidget(), QLineEdit))
        answer(qtbot, page, SaveDraftDialog)
        return labels

    assert asked() == ["Save as draft 1", "W&ho wrote it", "It may stay empty. Enter saves."]
    assert "&What changed, in a sentence" in asked()


def test_groups_are_found_after_a_pause_and_marked_in_the_text(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage
) -> None:
    write(page, "We listen to our clients. Our clients trust us.")
    qtbot.waitUntil(lambda: people(page).get("Customers") == "“clients”, twice")
    assert people(page)["Employees"] == "absent"
    assert people(page)["Executives"] == "only as “we”"
    assert Node.CUSTOMERS in page.who.triangle().present
    assert frozenset((Node.ORGANISATION, Node.CUSTOMERS)) in page.who.triangle().edges
    assert all("clients" in words for words in page.editor.people.words())
    assert len(page.editor.people.words()) == 2
    page._people.click()
    assert page.editor.people.words() == ()
    page._people.click()
    assert len(page.editor.people.words()) == 2


def test_marks_leave_no_trace_in_undo(qtbot: QtBot, page: StatementPage) -> None:
    qtbot.keyClicks(page.editor, "Our clients")
    qtbot.waitUntil(lambda: len(page.editor.people.words()) == 1)
    page.editor.undo()
    assert page.editor.text() == ""
    page.editor.redo()
    assert page.editor.text() == "Our clients"


def test_marks_stand_right_behind_characters_of_two_units(qtbot: QtBot, page: StatementPage) -> None:
    write(page, "👩‍👩‍👧 𝔘nd our clients.")
    qtbot.waitUntil(lambda: len(page.editor.people.words()) == 1)
    (selection,) = page.editor.extraSelections()
    assert selection.cursor.selectedText().endswith("clients")


def test_the_houses_words_count(qtbot: QtBot, context: WorkshopContext, page: StatementPage) -> None:
    save(context, "Our pals come first, and the crew goes with them.")
    assert people(page)["Customers"] == "absent"
    context.document.workshop.set_house_words({GroupKind.CUSTOMERS: HouseWord("pal", "pals")})
    assert people(page)["Pals"] == "“pals”"


def test_a_text_in_another_language_is_not_said_to_leave_anybody_out(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage
) -> None:
    save(context, "Unsere Kundinnen und Kunden zählen auf ehrlichen Rat, und zwar bevor es brennt.")
    assert set(people(page).values()) == {"not found"}
    assert page.who._note.isVisible()
    context.document.workshop.set_house_words({GroupKind.CUSTOMERS: HouseWord("Kundin", "Kundinnen")})
    assert people(page)["Kundinnen"] == "“Kundinnen”"


def test_a_group_that_is_gone_stays_in_the_list(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage
) -> None:
    save(context, TESTED)
    save(context, REVISED)
    assert people(page)["Employees"] == "absent, was in Draft 1"
    assert people(page)["Managers"] == "absent, was in Draft 1"
    assert people(page)["Customers"] == "“clients”"
    page.desk.read(page.desk.drafts()[0].id)
    assert people(page)["Employees"] == "“employees”"


def test_evidence_follows_the_exact_words(
    qtbot: QtBot,
    context: WorkshopContext,
    groups: Groups,
    page: StatementPage,
    answer_round: AnswerRound,
) -> None:
    draft = save(context, TESTED)
    assert states(page) == {"Draft 1": "never tested"}
    answer_round(draft.id, {groups[GroupKind.CUSTOMERS]: 24, groups[GroupKind.EMPLOYEES]: 3})
    assert states(page) == {"Draft 1": "tested as written by 24 people"}  # three are too few to be told
    assert not page._banner.isVisible()
    write(page, REVISED)
    qtbot.waitUntil(lambda: states(page).get("Draft 2") == "tested in an earlier wording")
    assert "being edited, tested in an earlier wording" in page._header.accessibleDescription()
    save(context, REVISED)
    assert states(page) == {
        "Draft 2": "tested in an earlier wording",
        "Draft 1": "tested as written by 24 people",
    }
    assert page._banner.message()[1] == (
        "24 people read Draft 1 and 100% agreed it has a place for them. "
        "Draft 2 has not been tested in this wording."
    )
    assert "counted five at a time" in page._banner.toolTip()
    assert "counted five at a time" in page._banner.accessibleDescription()
    page._banner_compare.click()
    dialog = page.findChild(CompareDialog)
    assert dialog is not None
    assert "removed" in dialog.count_text()
    dialog.close()


def test_too_few_readers_are_not_counted_out_loud(
    qtbot: QtBot,
    context: WorkshopContext,
    groups: Groups,
    page: StatementPage,
    answer_round: AnswerRound,
) -> None:
    answer_round(save(context, TESTED).id, {groups[GroupKind.CUSTOMERS]: 3})
    assert states(page) == {"Draft 1": "tested as written"}
    save(context, REVISED)
    assert page._banner.message()[1] == (
        "Some people read Draft 1 and answered. Draft 2 has not been tested in this wording."
    )
    assert page._banner.toolTip() == ""


def test_header_and_banner_tell_the_same_of_the_draft_in_the_editor(
    qtbot: QtBot, context: WorkshopContext, groups: Groups, page: StatementPage, answer_round: AnswerRound
) -> None:
    answer_round(save(context, TESTED).id, {groups[GroupKind.CUSTOMERS]: 24})
    second = save(context, f"{TESTED} We listen.")
    assert page._header.accessibleDescription().endswith("draft 2, tested in an earlier wording")
    assert page._banner.message()[0] == "Draft 2 has not been tested in this wording."
    write(page, f"{TESTED} We listen to them.")
    qtbot.waitUntil(
        lambda: page._banner.message()[0] == "Draft 3 has not been tested in this wording."  # being edited
    )
    save(context, f"{TESTED} We listen to them.")
    page.desk.read(second.id)
    assert page._banner.message()[0] == "Draft 2 has not been tested in this wording."
    page._banner_compare.click()
    dialog = page.findChild(CompareDialog)
    assert dialog is not None
    assert dialog.plain_difference().startswith("Draft 1 to Draft 2: ")
    dialog.close()
    page.desk.read(context.snapshot.statement_drafts()[0].id)
    assert not page._banner.isVisible()


def test_who_wrote_a_view_is_not_taken_for_who_wrote_the_statement(
    qtbot: QtBot, context: WorkshopContext, groups: Groups, page: StatementPage
) -> None:
    subject = view_subject("view-customers", groups[GroupKind.CUSTOMERS])
    context.document.texts.save_draft(subject, "They ask first.", author="Tables 1 & 2")
    assert page.drafts.remembered_author() == ""
    save(context, TESTED, author="The leadership team")
    assert page.drafts.remembered_author() == "The leadership team"


def test_a_change_of_layout_is_told_apart(
    qtbot: QtBot,
    context: WorkshopContext,
    groups: Groups,
    page: StatementPage,
    answer_round: AnswerRound,
) -> None:
    answer_round(save(context, "Our 'clients' count on us.").id, {groups[GroupKind.CUSTOMERS]: 24})
    save(context, "Our ‘clients’ count on us.")
    assert not page._banner.isVisible()
    assert states(page)["Draft 2"] == (
        "tested as written by 24 people; only spaces or typographic marks differ from draft 1"
    )
    assert page.draft_list.rows()[0].amount == "layout only"


def test_testing_asks_for_a_round_on_the_draft(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage
) -> None:
    draft = save(context, TESTED)
    page._test.click()
    with qtbot.waitSignal(context.page_requested) as asked:
        skip_promises(qtbot, page)
    assert asked.args == [f"rounds:new:{draft.id}"]
    write(page, REVISED)
    page._test.click()
    answer(qtbot, page, SaveDraftDialog, "After the board.")
    with qtbot.waitSignal(context.page_requested) as asked:
        skip_promises(qtbot, page)
    newest = context.snapshot.statement_drafts()[-1]
    assert (newest.text, newest.summary) == (REVISED, "After the board.")
    assert asked.args == [f"rounds:new:{newest.id}"]


def test_agreement_is_recorded_on_these_words_and_lapses_with_them(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage
) -> None:
    save(context, TESTED)
    page._agree.click()
    answer(qtbot, page, AgreeDialog, "The leadership team")
    assert states(page)["Draft 1"] == "never tested; agreed 12 March by The leadership team"
    assert page._header.accessibleDescription() == (
        "Vision statement: draft 1, never tested, agreed 12 March"
    )
    assert page._agree.toolTip() == "These words are agreed on."
    assert not page._banner.isVisible()
    save(context, REVISED)
    assert page._banner.message() == (
        "The words have changed since they were agreed.",
        "Draft 1 was agreed on 12 March by The leadership team.",
    )
    assert page._agree.isEnabled()
    page._banner_agree.click()
    answer(qtbot, page, AgreeDialog, "The leadership team")
    assert not page._banner.isVisible()
    context.undo()
    context.undo()
    assert not page._banner.isVisible()


def test_a_space_leaves_the_agreement_standing_while_it_is_typed(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage
) -> None:
    draft = save(context, TESTED)
    context.document.texts.agree(draft.id, "The board", date(2026, 3, 12))
    write(page, TESTED + " ")
    qtbot.waitUntil(lambda: "draft 2, being edited" in page._header.accessibleDescription())
    assert page._header.accessibleDescription().endswith(", agreed 12 March")
    assert page._agree.toolTip() == "These words are agreed on."

    write(page, TESTED + " And more.")
    qtbot.waitUntil(page._agree.isEnabled)
    assert "agreed" not in page._header.accessibleDescription()


def test_agreeing_on_words_that_are_no_draft_yet_saves_them_first(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage
) -> None:
    write(page, TESTED)
    qtbot.waitUntil(page._agree.isEnabled)
    page._agree.click()
    dialog = page.findChild(AgreeDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "Agree on draft 1"
    assert not dialog.accept_button.isEnabled()
    answer(qtbot, page, AgreeDialog, "All nine of us")
    standing = context.snapshot.standing_agreement()
    assert standing is not None
    assert standing.agreed.text == TESTED
    assert context.snapshot.agreements[0].agreed_on == date(2026, 3, 12)


def test_an_agreement_can_be_withdrawn(qtbot: QtBot, context: WorkshopContext, page: StatementPage) -> None:
    draft = save(context, TESTED)
    context.document.texts.agree(draft.id, "The board", date(2026, 3, 10))
    menu = page.drafts.menu(draft.id)
    action = next(a for a in menu.actions() if "Withdraw" in a.text())
    action.trigger()
    menu.close()
    assert states(page)["Draft 1"] == "never tested"


def test_a_draft_is_set_aside_with_a_reason_and_counted_again(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage
) -> None:
    first = save(context, REVISED)
    save(context, TESTED)
    page.drafts.ask_set_aside(first.id)
    answer(qtbot, page, SetAsideDialog, "It speaks of <b>rank</b> & nobody is in it.")
    assert states(page)["Draft 1"] == "never tested; set aside: It speaks of <b>rank</b> & nobody is in it."
    menu = page.drafts.menu(first.id)
    next(a for a in menu.actions() if a.text() == "Co&unt it again").trigger()
    menu.close()
    assert states(page)["Draft 1"] == "never tested"


def test_the_latest_three_drafts_have_tabs_and_the_others_a_menu(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage
) -> None:
    for number in range(1, 6):
        save(context, f"Words of draft {number}.", author=f"Table {number}")
    assert [tab.title for tab in page._tabs.tabs()] == ["Draft 3", "Draft 4", "Draft 5"]
    assert page._tabs.earlier() == ("Draft 2, Table 2", "Draft 1, Table 1")
    page._tabs._buttons[0].click()
    assert page.editor.text() == "Words of draft 3."
    assert page.editor.isReadOnly()
    assert page._edited.text() == "Written by Table 3"
    page._tabs._buttons[2].click()
    assert not page.editor.isReadOnly()
    page._tabs._menu.actions()[1].trigger()
    assert page.editor.text() == "Words of draft 1."
    qtbot.keyClick(page.editor, Qt.Key.Key_Escape)
    assert page.editor.text() == "Words of draft 5."


def test_an_empty_page_says_what_to_do(qtbot: QtBot, page: StatementPage) -> None:
    assert page._header.accessibleDescription() == "Vision statement"
    assert page._header.title() == "What we want to be to each other"
    for button in (page._agree, page._test):
        assert button.toolTip() == "Write the statement first."
    assert page._no_drafts.isVisible()
    assert set(people(page).values()) == {"absent"}
    assert page._questions.question().endswith("?")


def test_a_low_and_narrow_page_leaves_the_room_to_the_text(
    qtbot: QtBot, context: WorkshopContext, groups: Groups, theme: Theme
) -> None:
    save(context, TESTED)
    page = shown(qtbot, context, 908, 676)
    assert page.width() == 908
    assert not page.draft_list.isVisible()
    page._folding._button.click()
    assert page.draft_list.isVisible()
    theme.set_text_percent(130)
    assert page.minimumSizeHint().width() <= 908


@pytest.mark.parametrize(
    "text",
    [
        "Unsere Kundinnen zählen auf uns – „früh und ehrlich“.",
        "Οι πελάτες μας μπορούν να βασίζονται σε εμάς.",
        "Naši zákazníci se na nás mohou spolehnout.",
        "我们的客户可以信赖我们。\n我们的员工也是。",
        "<b>R&D</b> & a<b, &amp; 👩‍👩‍👧",
    ],
)
def test_every_script_comes_back_as_it_was_typed(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage, text: str, open_context: OpenContext
) -> None:
    QGuiApplication.clipboard().setText(text)
    page.editor.paste()
    qtbot.keyClick(page.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    answer(qtbot, page, SaveDraftDialog, text, text)
    assert shown(qtbot, open_context()).editor.text() == text
    assert context.snapshot.statement_drafts()[0].text == text


@pytest.mark.parametrize("width", [700, 300])
def test_who_agreed_and_why_a_draft_was_set_aside_are_never_cut(
    qtbot: QtBot, theme: Theme, width: int
) -> None:
    reason = "set aside: it left out the people who answer the telephone at night, and their families"
    drafts = DraftList()
    qtbot.addWidget(drafts)
    drafts.resize(width, 400)
    drafts.show_rows([DraftRow(1, 1, "12 March", "Shorter.", "Table 2", "+3 −1", "never tested")])
    short = drafts.content_height()
    drafts.show_rows([DraftRow(1, 1, "12 March", "Shorter.", "Table 2", "+3 −1", reason)])
    delegate = drafts.itemDelegate()
    lines = delegate._state_lines(drafts.rows()[0], drafts.viewport().width() - 27)
    assert " ".join(lines) == reason
    assert drafts.content_height() > short


@pytest.mark.parametrize("height", [66, 90, 120, 200])
def test_no_line_of_the_drafts_is_cut_in_two(qtbot: QtBot, theme: Theme, height: int) -> None:
    drafts = DraftList()
    qtbot.addWidget(drafts)
    drafts.resize(300, height)
    drafts.show()
    drafts.show_rows(
        [DraftRow(n, n, "12 March", "Shorter.", "Table 2", "+3 −1", "never tested") for n in range(4)]
    )
    line, top, row = theme.px(21), theme.px(6), drafts.sizeHintForRow(0)
    seen = drafts.viewport().height() % row
    assert drafts.viewport().height() > height - row
    assert seen == 0 or (seen - top) % line == 0 or seen < top
    drafts.scrollToBottom()
    assert drafts.visualRect(drafts.model().index(3, 0)).bottom() < drafts.viewport().height()


def test_the_text_has_the_room_it_needs_before_the_drafts(
    qtbot: QtBot, context: WorkshopContext, theme: Theme
) -> None:
    save(context, "Our guests can count on an honest word from every one of us. " * 7)
    page = shown(qtbot, context)
    qtbot.waitUntil(lambda: page.editor.height() >= page.editor.height_of_text())
    assert page.draft_list.isVisible()
    assert page.draft_list.height() >= page.draft_list.sizeHintForRow(0)
    page.editor.insertPlainText("One more word for all who ask. " * 12)
    qtbot.waitUntil(lambda: page.editor.height() < page.editor.height_of_text())
    assert page.draft_list.isVisible()
    assert page.editor.viewport().height() % page.editor.line_height() == 0  # no line is cut in two


def test_the_words_being_typed_stay_in_sight_when_the_text_gets_less_room(
    qtbot: QtBot, context: WorkshopContext
) -> None:
    page = shown(qtbot, context)
    page.editor.insertPlainText("Our guests can count on an honest word from every one of us. " * 5)
    room, cursor = page.editor.viewport(), page.editor.cursorRect
    assert cursor().bottom() <= room.height()
    page.resize(page.width() - 240, page.height() - 120)
    qtbot.waitUntil(lambda: page.editor.verticalScrollBar().maximum() > 0)
    assert cursor().top() >= 0
    assert cursor().bottom() <= room.height()


def test_a_refused_write_leaves_nothing_unsaved_in_a_workshop_open_to_read(
    context: WorkshopContext, open_context: OpenContext
) -> None:
    def refuse() -> None:
        raise NotSavedError("The file cannot be written.", "Save the workshop elsewhere.")

    reading = open_context(read_only=True)
    assert reading.run(refuse) is None
    assert reading.save_state.stage is SaveStage.READ_ONLY


def test_a_workshop_open_to_read_takes_no_decision(
    qtbot: QtBot, context: WorkshopContext, groups: Groups, open_context: OpenContext
) -> None:
    save(context, TESTED)
    page = shown(qtbot, open_context(read_only=True))
    for button in (page._agree, page._test, page._save):
        assert button.toolTip() == "The workshop is open to read."
    assert page.editor.isReadOnly()
