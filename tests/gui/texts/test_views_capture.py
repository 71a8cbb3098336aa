"""Views as a facilitator writes them: typing is kept, drafts are read, compared and brought back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import pytest
from person import take_keyboard, write
from PySide6.QtCore import QMimeData, QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from visionwork.document.errors import NotSavedError
from visionwork.domain.drafts import view_subject
from visionwork.domain.groups import GroupKind
from visionwork.gui.context import WorkshopContext
from visionwork.gui.theme import Theme
from visionwork.gui.views.compare_dialog import CompareDialog
from visionwork.gui.views.draft_dialogs import SaveDraftDialog
from visionwork.gui.views.draft_words import WORKING
from visionwork.gui.views.side_by_side import SideBySide, SideView
from visionwork.gui.views.views_capture import ViewsCapture
from visionwork.gui.widgets.toggle import Toggle

EXERCISE = "future-relationship"
_SIZE = QSize(1104, 600)

Groups = dict[GroupKind, int]
OpenContext = Callable[..., WorkshopContext]


class Clock(Protocol):
    def at(self, hour: int, minute: int = 0) -> None: ...


@pytest.fixture
def page(qtbot: QtBot, context: WorkshopContext, groups: Groups) -> ViewsCapture:
    return shown(qtbot, context)


def shown(qtbot: QtBot, context: WorkshopContext, size: QSize = _SIZE) -> ViewsCapture:
    page = ViewsCapture(context, context.method.exercise(EXERCISE))
    qtbot.addWidget(page)
    page.resize(size)
    page.show()
    take_keyboard(qtbot, page)
    return page


def stored(context: WorkshopContext, group_id: int) -> str:
    return context.document.texts.working(view_subject(EXERCISE, group_id)).text


def tabs(page: ViewsCapture) -> list[str]:
    bar = page._strip.tabs
    return [bar.accessibleTabName(place) for place in range(bar.count())]


def save(qtbot: QtBot, page: ViewsCapture, summary: str = "", author: str = "") -> None:
    take_keyboard(qtbot, page)
    qtbot.keyClick(page.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    dialog = page.findChild(SaveDraftDialog)
    summary_edit, author_edit = dialog.findChildren(QLineEdit)
    if summary:
        assert summary_edit.isVisible()
        summary_edit.setText(summary)
    if author:
        author_edit.setText(author)
    qtbot.keyClick(author_edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.findChild(SaveDraftDialog) is None)


def test_what_is_typed_is_stored_by_itself_and_there_after_reopening(
    qtbot: QtBot, context: WorkshopContext, groups: Groups, page: ViewsCapture, open_context: OpenContext
) -> None:
    customers = groups[GroupKind.CUSTOMERS]
    qtbot.keyClicks(page.editor, "They ask before they propose.")
    assert context.edits.waiting
    qtbot.waitUntil(lambda: stored(context, customers) == "They ask before they propose.")
    again = shown(qtbot, open_context())
    assert again.editor.text() == "They ask before they propose."


def test_each_group_has_its_tab_and_its_own_text(
    qtbot: QtBot, context: WorkshopContext, groups: Groups, page: ViewsCapture
) -> None:
    assert tabs(page) == [
        "Customers, not started",
        "Employees, not started",
        "Managers, not started",
        "Executives, not started",
    ]
    qtbot.keyClicks(page.editor, "They ask first.")
    qtbot.keyClick(page.editor, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert page.editor.text() == ""
    assert page._head.voice() == "As an employee"
    qtbot.keyClicks(page.editor, "I laugh at work.")
    qtbot.keyClick(
        page.editor,
        Qt.Key.Key_Backtab,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert page.editor.text() == "They ask first."
    assert stored(context, groups[GroupKind.EMPLOYEES]) == "I laugh at work."
    assert tabs(page)[:2] == ["Customers, 3 words", "Employees, 4 words"]


def test_two_groups_of_a_kind_have_two_tabs_and_say_whose_voice_it_is(
    qtbot: QtBot, context: WorkshopContext, groups: Groups
) -> None:
    context.document.groups.add("Islanders", GroupKind.CUSTOMERS)
    page = shown(qtbot, context)
    assert len(tabs(page)) == 5
    assert page._head.voice() == "As a customer: Customers"
    assert "Aldermoor" in page._head.question()


def test_a_draft_keeps_its_words_and_who_wrote_them(
    qtbot: QtBot, context: WorkshopContext, page: ViewsCapture, clock: Clock
) -> None:
    clock.at(10, 5)
    write(page, "They answer fast and they are kind.")
    save(qtbot, page, author="Silent writing")
    clock.at(10, 18)
    write(page, "They answer the same day, and they are kind.")
    save(qtbot, page, "How fast, in words.")
    clock.at(10, 20)
    qtbot.keyClicks(page.editor, " And")
    qtbot.waitUntil(lambda: page.draft_list.rows()[0].draft_id == WORKING)
    edited, second, first = page.draft_list.rows()
    assert (edited.title, edited.when, edited.summary, edited.amount) == (
        "Draft 3",
        "Now",
        "Being edited",
        "10 words",
    )
    assert (second.title, second.when, second.summary, second.amount) == (
        "Draft 2",
        "10:18",
        "How fast, in words.",
        "+3 −1",
    )
    assert second.author == "Silent writing"  # remembered from the draft before
    assert (first.title, first.when, first.summary, first.author, first.amount) == (
        "Draft 1",
        "10:05",
        "",
        "Silent writing",
        "7 words",
    )
    assert page._save.text() == "Save as draft 3"


def test_nothing_new_is_no_draft(qtbot: QtBot, page: ViewsCapture) -> None:
    assert page._save.toolTip() == "Write two or three sentences first."
    write(page, "They ask first.")
    save(qtbot, page)
    assert not page._save.isEnabled()
    assert page._save.toolTip() == "Draft 1 has exactly this text."
    qtbot.keyClick(page.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.findChild(SaveDraftDialog) is None


def two_drafts(qtbot: QtBot, page: ViewsCapture) -> tuple[int, int]:
    write(page, "They ask before they propose.")
    save(qtbot, page)
    write(page, "We will be number one.")
    save(qtbot, page)
    newest, oldest = page.draft_list.rows()
    return oldest.draft_id, newest.draft_id


def test_an_old_draft_is_read_only_until_it_is_brought_back(
    qtbot: QtBot, context: WorkshopContext, page: ViewsCapture
) -> None:
    first, _ = two_drafts(qtbot, page)
    page.draft_list.setFocus()
    page.draft_list.setCurrentIndex(page.draft_list.model().index(1))
    qtbot.keyClick(page.draft_list, Qt.Key.Key_Return)
    assert page.editor.isReadOnly()
    assert page.editor.text() == "They ask before they propose."
    qtbot.keyClicks(page.editor, "never")
    assert page.editor.text() == "They ask before they propose."
    assert page._bar.isVisible()
    take_keyboard(qtbot, page)
    qtbot.keyClick(page.editor, Qt.Key.Key_Escape)
    assert (page.editor.text(), page.editor.isReadOnly()) == ("We will be number one.", False)
    page.desk.read(first)
    page._bar._bring_back.click()
    rows = page.draft_list.rows()
    assert [row.title for row in rows] == ["Draft 3", "Draft 2", "Draft 1"]
    assert rows[0].summary == "Draft 1 brought back."
    assert page.editor.text() == "They ask before they propose."
    assert not page.editor.isReadOnly()


def test_what_is_no_draft_yet_becomes_one_before_an_old_one_comes_back(
    qtbot: QtBot, context: WorkshopContext, page: ViewsCapture
) -> None:
    first, _ = two_drafts(qtbot, page)
    write(page, "Half a thought")
    page.desk.read(first)
    assert page._bar._bring_back.text() == "Bring back as draft 4"
    page._bar._bring_back.click()
    drafts = page.desk.drafts()
    assert [draft.text for draft in drafts[2:]] == ["Half a thought", "They ask before they propose."]
    assert drafts[2].summary == "As it stood before draft 1 was brought back."


def test_the_menu_of_a_draft_offers_what_can_be_done(qtbot: QtBot, page: ViewsCapture) -> None:
    first, second = two_drafts(qtbot, page)
    labels = {
        action.text().replace("&", ""): action.isEnabled() for action in page.drafts.menu(first).actions()
    }
    assert labels == {"Read it": True, "Compare with…": True, "Bring back as draft 3": True}
    newest = {
        action.text().replace("&", ""): action.isEnabled() for action in page.drafts.menu(second).actions()
    }
    assert newest["Bring back as draft 3"] is False
    page.draft_list.setFocus()
    page.draft_list.setCurrentIndex(page.draft_list.model().index(1))
    with qtbot.waitSignal(page.draft_list.menu_requested) as asked:
        page.draft_list.customContextMenuRequested.emit(QPoint(-1, -1))
    assert asked.args[0] == first
    for menu in page.findChildren(type(page.drafts.menu(first))):
        menu.close()


def test_any_two_texts_are_compared(qtbot: QtBot, page: ViewsCapture) -> None:
    first, _ = two_drafts(qtbot, page)
    write(page, "They ask before we propose.")
    qtbot.waitUntil(page._compare.isEnabled)
    page.drafts.compare(first)
    dialog = page.findChild(CompareDialog)
    assert dialog.count_text() == "1 word added, 1 removed."
    assert "[removed: they][added: we]" in dialog.plain_difference()
    dialog.close()


def test_undo_of_the_workshop_takes_typing_back_and_leaves_the_cursor(
    qtbot: QtBot, context: WorkshopContext, groups: Groups, page: ViewsCapture
) -> None:
    qtbot.keyClicks(page.editor, "They ask.")
    assert context.edits.flush()
    place = page.editor.textCursor().position()
    assert place == len("They ask.")
    context.document.groups.update(
        groups[GroupKind.EMPLOYEES], name="Staff", kind=GroupKind.EMPLOYEES, headcount=None
    )
    assert page.editor.textCursor().position() == place
    assert "Staff, not started" in tabs(page)
    context.undo()
    context.undo()
    assert page.editor.text() == ""
    context.redo()
    assert page.editor.text() == "They ask."


def test_the_editors_own_undo_goes_in_fine_steps_and_is_stored(
    qtbot: QtBot, context: WorkshopContext, groups: Groups, page: ViewsCapture
) -> None:
    qtbot.keyClicks(page.editor, "They ask.")
    QGuiApplication.clipboard().setText(" Twice.")
    page.editor.paste()
    page.editor.undo()
    assert page.editor.text() == "They ask."
    assert context.edits.flush()
    assert stored(context, groups[GroupKind.CUSTOMERS]) == "They ask."


def test_typing_elsewhere_is_not_lost_when_something_else_changes(
    qtbot: QtBot, context: WorkshopContext, groups: Groups, page: ViewsCapture
) -> None:
    qtbot.keyClicks(page.editor, "They")
    context.document.participants.add("Ada")
    assert page.editor.text() == "They"
    assert context.edits.flush()
    assert stored(context, groups[GroupKind.CUSTOMERS]) == "They"


@pytest.mark.parametrize(
    "text",
    [
        "Größe, Übermut und Straße: „Sie fragen zuerst.“",
        "Ρωτούν πριν προτείνουν, και ακούν.",
        "Příště se zeptají dřív, než něco navrhnou.",
        "他们先问，再提建议。",
        "<b>R&D</b> a<b && c>d &amp; <img src=x>",
        "👩‍👩‍👧 und\u00a0geschützt, 𝔘nicode",
    ],
)
def test_every_script_and_nasty_text_comes_back_as_it_was_typed(
    qtbot: QtBot, context: WorkshopContext, groups: Groups, page: ViewsCapture, text: str
) -> None:
    QGuiApplication.clipboard().setText(text)
    page.editor.paste()
    save(qtbot, page, author=text)
    assert page.desk.drafts()[0].text == text
    assert page.draft_list.rows()[0].author == text
    page._all_button.click()
    assert page._side_by_side.views()[0].text == text
    again = shown(qtbot, context)
    assert again.editor.text() == text


def test_nul_and_direction_marks_are_left_out_and_the_rest_is_kept(
    qtbot: QtBot, context: WorkshopContext, groups: Groups, page: ViewsCapture
) -> None:
    data = QMimeData()
    data.setText("They\x00 ask\u202e first.\r\nAlways.")
    page.editor.insertFromMimeData(data)
    assert page.editor.text() == "They ask first.\nAlways."
    assert context.edits.flush()
    assert stored(context, groups[GroupKind.CUSTOMERS]) == "They ask first.\nAlways."


def test_pasted_text_brings_no_formatting_along(qtbot: QtBot, page: ViewsCapture) -> None:
    data = QMimeData()
    data.setHtml("<h1>They <b>ask</b></h1>")
    data.setText("They ask")
    page.editor.insertFromMimeData(data)
    assert page.editor.text() == "They ask"
    assert "<b>" not in page.editor.toHtml().split("<body", 1)[1]


def test_all_views_stand_side_by_side_and_lead_back_to_one(
    qtbot: QtBot, context: WorkshopContext, groups: Groups, page: ViewsCapture
) -> None:
    write(page, "They ask first.")
    page._all_button.click()
    columns = page._side_by_side.views()
    assert [(view.name, view.count) for view in columns] == [
        ("Customers", "3 words"),
        ("Employees", "not started"),
        ("Managers", "not started"),
        ("Executives", "not started"),
    ]
    page._side_by_side.group_chosen.emit(groups[GroupKind.MANAGERS])
    assert page.editor.isVisible()
    assert page._head.voice() == "As a manager"
    page._all_button.click()
    page.activateWindow()
    qtbot.keyClick(page._side_by_side._area, Qt.Key.Key_Escape)
    assert page.editor.isVisible()


def test_the_note_names_one_group_without_a_view(
    qtbot: QtBot, context: WorkshopContext, groups: Groups, page: ViewsCapture
) -> None:
    assert page._note.accessibleName() == "Employees have no view yet"
    context.document.participants.add("Ada", group_id=groups[GroupKind.EMPLOYEES])
    assert page._note.accessibleDescription().startswith("1 person from this group in the room.")
    for kind in (GroupKind.CUSTOMERS, GroupKind.EMPLOYEES, GroupKind.MANAGERS, GroupKind.EXECUTIVES):
        context.document.texts.write(view_subject(EXERCISE, groups[kind]), "Words")
    assert not page._note.isVisible()


def test_without_groups_the_page_leads_to_the_set_up(
    qtbot: QtBot, context: WorkshopContext, request: pytest.FixtureRequest
) -> None:
    page = ViewsCapture(context, context.method.exercise(EXERCISE))
    qtbot.addWidget(page)
    page.resize(1104, 600)
    page.show()
    assert page._no_groups.isVisible()
    with qtbot.waitSignal(context.page_requested) as asked:
        page._no_groups.action_requested.emit()
    assert asked.args == ["setup"]
    request.getfixturevalue("groups")
    assert page.editor.isVisible()


def test_no_drafts_yet_is_said(qtbot: QtBot, page: ViewsCapture) -> None:
    assert page._no_drafts.isVisible()
    assert not page.draft_list.isVisible()
    write(page, "They ask.")
    qtbot.waitUntil(page.draft_list.isVisible)
    assert not page._no_drafts.isVisible()


def test_a_narrow_page_folds_the_drafts_behind_a_button(
    qtbot: QtBot, context: WorkshopContext, groups: Groups
) -> None:
    page = shown(qtbot, context, QSize(844, 560))
    column = page._folding._column
    assert not column.isVisible()
    page._fold_button.click()
    assert column.isVisible()
    page.resize(1104, 560)
    assert column.isVisible()
    assert not page._fold_button.isVisible()


def test_a_workshop_open_to_read_takes_no_typing(
    qtbot: QtBot, context: WorkshopContext, groups: Groups, open_context: OpenContext
) -> None:
    context.document.texts.save_draft(view_subject(EXERCISE, groups[GroupKind.CUSTOMERS]), "They ask.")
    page = shown(qtbot, open_context(read_only=True))
    qtbot.keyClicks(page.editor, "x")
    assert page.editor.text() == "They ask."
    assert page._save.toolTip() == "The workshop is open to read."


def test_a_page_left_in_the_middle_of_a_word_counts_it_when_it_is_shown_again(
    qtbot: QtBot, context: WorkshopContext, page: ViewsCapture
) -> None:
    qtbot.keyClicks(page.editor, "They ask")
    assert context.edits.flush()
    page.hide()
    page.show()
    assert tabs(page)[0] == "Customers, 2 words"


def test_words_the_disk_refused_wait_while_another_group_is_shown(
    qtbot: QtBot,
    context: WorkshopContext,
    groups: Groups,
    page: ViewsCapture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise NotSavedError("The disk is full.")

    qtbot.keyClicks(page.editor, "They ask.")
    with monkeypatch.context() as disk:
        disk.setattr(context.document.texts, "write", refuse)
        page.open_group(groups[GroupKind.MANAGERS])
        assert page.editor.text() == ""
        page.open_group(groups[GroupKind.CUSTOMERS])
        assert page.editor.text() == "They ask."
        page.open_group(groups[GroupKind.MANAGERS])
    assert context.edits.flush()
    assert stored(context, groups[GroupKind.CUSTOMERS]) == "They ask."
    assert stored(context, groups[GroupKind.MANAGERS]) == ""


def test_a_long_view_stays_whole(
    qtbot: QtBot, context: WorkshopContext, groups: Groups, page: ViewsCapture
) -> None:
    text = "\n".join(f"Paragraph {n}. " + "They ask before they propose. " * 9 for n in range(70))
    context.document.texts.write(view_subject(EXERCISE, groups[GroupKind.CUSTOMERS]), text)
    assert page.editor.text() == text
    qtbot.keyClicks(page.editor, "x")
    assert context.edits.flush()
    assert len(stored(context, groups[GroupKind.CUSTOMERS])) == len(text) + 1


def test_a_view_says_whom_it_names_and_marks_words_only_on_request(
    qtbot: QtBot, context: WorkshopContext, scripted: object, groups: dict[GroupKind, int]
) -> None:
    page = shown(qtbot, context)
    page.editor.insertPlainText("We are number one for our clients and managers.")
    qtbot.waitUntil(lambda: page.named.words() == "Names customers, managers")
    assert page.editor.people.words() == ("clients", "managers")
    assert page.editor.words.words() == ()
    words, people = page.findChildren(Toggle)
    assert (words.text(), words.isChecked(), people.isChecked()) == ("Wor&ds", False, True)
    words.click()
    assert page.editor.words.words() == ("number one",)
    people.click()
    assert page.editor.people.words() == ()


def test_the_foot_says_the_whole_length_while_there_is_room(
    qtbot: QtBot, context: WorkshopContext, page: ViewsCapture
) -> None:
    page.editor.setPlainText("They ask before they propose. Our clients and our colleagues are asked first.")
    qtbot.waitUntil(lambda: page._foot.text().startswith("13 words"))

    assert page._foot.fontMetrics().horizontalAdvance(page._foot.text()) <= page._foot.width()


def test_heads_stand_over_their_columns(qtbot: QtBot, context: WorkshopContext) -> None:
    side = SideBySide()
    qtbot.addWidget(side)
    side.resize(1000, 500)
    texts = ("", "A word. " * 300, "Kundenzufriedenheitsbefragung" * 5, "", "Short", "")
    side.show_views(
        [
            SideView(place, f"Group {place} " * (1 + place % 2 * 4), GroupKind.CUSTOMERS, "9 words", text)
            for place, text in enumerate(texts)
        ]
    )
    side.show()
    for column in side._columns:
        head, text = (part.mapToGlobal(QPoint(0, 0)).x() for part in (column, column.text_label))
        assert head == text
        assert column.width() == column.text_label.width()


def test_the_name_of_a_group_has_the_whole_head_of_its_column(qtbot: QtBot, theme: Theme) -> None:
    side = SideBySide()
    qtbot.addWidget(side)
    side.resize(1000, 500)
    names = ("Financial services clients", "Delivery consultants", "Executive team")
    side.show_views(
        [SideView(place, name, GroupKind.CUSTOMERS, "9 words", "") for place, name in enumerate(names * 3)]
    )
    side.show()
    for column in side._columns:
        label = column._name
        assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
        assert column._write.geometry().right() <= column.width()
