"""The coach beside the statement: marks, questions, what is kept on purpose, who is in the text."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.findings import Findings, MarkKind
from visionwork.domain.stakeholders import Presence, Stakeholder
from visionwork.domain.vocabulary import Vocabulary
from visionwork.gui.coach.kept_dialog import KeptDialog
from visionwork.gui.context import WorkshopContext
from visionwork.gui.theme import Theme
from visionwork.gui.views.statement_page import StatementPage

TEXT = "We will be number one. Our platform and world-class people serve our clients. We are number one."
OpenContext = Callable[..., WorkshopContext]


@pytest.fixture
def page(show_statement: Callable[[], StatementPage], scripted: object) -> StatementPage:
    return show_statement()


def write(qtbot: QtBot, page: StatementPage, text: str) -> None:
    page.editor.selectAll()
    page.editor.insertPlainText(text)
    qtbot.waitUntil(lambda: page.coach.findings.text == text)


def choose(menu: QMenu, label: str) -> None:
    next(action for action in menu.actions() if label in action.text().replace("&", "")).trigger()
    menu.close()


def listed(page: StatementPage) -> list[str]:
    return [row.words() for row in page.words.rows()]


def said(page: StatementPage, who: Stakeholder) -> str:
    return next(row.spoken() for row in page.who.rows() if row.stakeholder is who)


def pixels(page: StatementPage, color: QColor) -> int:
    """Return how many pixels of the editor have exactly a colour."""
    return sum(row.count(True) for row in painted(page, color)[::2])


def painted(page: StatementPage, color: QColor) -> list[list[bool]]:
    """Return for every pixel of the editor, in rows, whether it has exactly a colour."""
    image = page.editor.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    places = memoryview(image.constBits()).cast("B").cast("I", (image.height(), image.bytesPerLine() // 4))
    wanted = color.rgb()
    return [[place == wanted for place in row[: image.width()]] for row in places.tolist()]


def test_words_are_marked_in_the_text_and_asked_about_beside_it(qtbot: QtBot, page: StatementPage) -> None:
    write(qtbot, page, TEXT)
    assert page.editor.words.words() == ("number one", "platform", "world-class", "number one")
    assert listed(page) == ["number one", "platform", "world-class", "number one"]
    assert page.words.count_text() == "4"
    assert page.words.rows()[0].accessibleName() == "number one, Position: Who is better off for it?"
    assert [mark.kind for mark in page.words.marks()] == [
        MarkKind.POSITION,
        MarkKind.TECHNOLOGY,
        MarkKind.BOILERPLATE,
        MarkKind.POSITION,
    ]


def test_marks_are_a_ground_and_an_underline_and_leave_the_type_as_it_is(
    qtbot: QtBot, page: StatementPage, theme: Theme
) -> None:
    write(qtbot, page, "We are number one.")
    assert pixels(page, theme.color("pencil")) > 500
    assert pixels(page, theme.color("warn")) > 0
    assert page.editor.extraSelections() == []
    page._words.click()
    assert pixels(page, theme.color("pencil")) == 0
    assert page.words.count_text() == "1"  # the list stays


@pytest.mark.parametrize(("word", "dashed"), [("revenue", False), ("platform", True), ("world-class", True)])
def test_the_form_of_the_underline_tells_the_kind(
    qtbot: QtBot, page: StatementPage, theme: Theme, word: str, dashed: bool
) -> None:
    write(qtbot, page, word)
    inked = max(painted(page, theme.color("warn")), key=lambda row: row.count(True))
    runs = sum(1 for x in range(1, len(inked)) if inked[x] and not inked[x - 1])
    assert (runs > 3) is dashed


def test_marks_move_with_the_text_until_it_is_read_again(
    qtbot: QtBot, page: StatementPage, scripted: object
) -> None:
    write(qtbot, page, "We are number one.")
    cursor = page.editor.textCursor()
    cursor.setPosition(0)
    page.editor.setTextCursor(cursor)
    qtbot.keyClicks(page.editor, "Today ")
    assert page.editor.words.words() == ("number one",)
    cursor.movePosition(cursor.MoveOperation.End)
    page.editor.setTextCursor(cursor)
    qtbot.keyClicks(page.editor, " Always")
    assert page.editor.words.words() == ("number one",)


def test_a_mark_does_not_appear_or_vanish_under_the_cursor(qtbot: QtBot, page: StatementPage) -> None:
    write(qtbot, page, "We are number one. More.")
    place = page.editor.textCursor()
    place.setPosition(len("We are numb"))
    page.editor.setTextCursor(place)
    qtbot.keyClick(page.editor, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: page.words.marks() == ())
    assert page.editor.words.words() == ("numbxer one",)  # it waits where the hand is
    place = page.editor.textCursor()
    place.movePosition(place.MoveOperation.End)
    page.editor.setTextCursor(place)
    assert page.editor.words.words() == ()


def test_a_click_shows_the_words_and_no_key_after_it_touches_the_text(
    qtbot: QtBot, page: StatementPage, theme: Theme
) -> None:
    write(qtbot, page, TEXT)
    row = page.words.rows()[3]
    plain = pixels(page, theme.color("ink"))
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert row.hasFocus()
    assert page.editor.pointed_words() == "number one"
    assert page.editor.textCursor().position() == TEXT.rindex("number one")
    assert not page.editor.textCursor().hasSelection()
    assert pixels(page, theme.color("ink")) > plain + 60  # a frame, so not by the ground alone
    for key in (Qt.Key.Key_Backspace, Qt.Key.Key_X, Qt.Key.Key_Space, Qt.Key.Key_Delete):
        qtbot.keyClick(page.window().focusWidget(), key)
    assert page.editor.text() == TEXT
    assert len(listed(page)) == 3  # Delete keeps the words in this place, as the line says
    assert page.editor.pointed_words() == ""


def test_enter_and_a_double_click_go_to_the_words_without_selecting_them(
    qtbot: QtBot, page: StatementPage
) -> None:
    write(qtbot, page, TEXT)
    qtbot.mouseDClick(page.words.rows()[3], Qt.MouseButton.LeftButton)
    assert page.editor.hasFocus()
    assert page.editor.textCursor().position() == TEXT.rindex("number one")
    assert not page.editor.textCursor().hasSelection()
    qtbot.keyClicks(page.editor, "the ")
    assert page.editor.text() == TEXT.replace("are number one", "are the number one")
    assert page.editor.pointed_words() == ""


def test_the_list_is_walked_with_the_arrow_keys(qtbot: QtBot, page: StatementPage) -> None:
    write(qtbot, page, TEXT)
    first, second = page.words.rows()[:2]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Space)
    assert second.hasFocus()
    assert page.editor.pointed_words() == "platform"
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert page.editor.hasFocus()
    assert page.editor.textCursor().position() == TEXT.index("platform")
    assert not page.editor.textCursor().hasSelection()


def test_a_line_below_the_edge_is_scrolled_into_sight(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage
) -> None:
    write(qtbot, page, "Revenue. " * 30)
    rows = page.words.rows()
    rows[0].setFocus()
    for row in rows[:-1]:
        qtbot.keyClick(row, Qt.Key.Key_Down)
    assert rows[-1].hasFocus()
    assert not rows[-1].visibleRegion().isEmpty()


def test_words_are_kept_here_everywhere_or_by_rule_and_each_is_asked_again(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage
) -> None:
    write(qtbot, page, TEXT)
    assert not page.words.kept_button().isVisible()
    row = page.words.rows()[0]
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Delete)
    assert listed(page) == ["platform", "world-class", "number one"]
    assert page.words.rows()[0].hasFocus()
    choose(page.words.menu(page.words.marks()[2]), "in this workshop")
    choose(page.words.menu(page.words.marks()[0]), "this rule")
    assert listed(page) == ["world-class"]
    assert page.editor.words.words() == ("world-class",)
    assert page.words.kept_button().text() == "Kept on purpose: 3"
    page.words.kept_button().click()
    dialog = page.findChild(KeptDialog)
    assert dialog is not None
    assert dialog.lines() == [
        ("“number one”", "Position, in this place."),
        ("“number one”", "Position, in this workshop."),
        ("Words such as “platform”", "Technology: everything this rule finds."),
    ]
    why = dialog.reasons()[1]
    why.setFocus()
    qtbot.keyClicks(why, "It is their slogan. ")
    qtbot.waitUntil(lambda: context.snapshot.coach.silences[1].reason == "It is their slogan. ")
    assert dialog.reasons()[1] is why  # the list stays as it is while somebody types
    dialog.buttons()[2].click()
    assert listed(page) == ["platform", "world-class"]
    assert [field.text() for field in dialog.reasons()] == ["", "It is their slogan. "]
    assert len(dialog.lines()) == 2
    dialog.close()
    context.undo()
    assert listed(page) == ["world-class"]


def test_a_place_stays_quiet_while_other_sentences_change(qtbot: QtBot, page: StatementPage) -> None:
    write(qtbot, page, TEXT)
    qtbot.keyClick(page.words.rows()[0], Qt.Key.Key_Delete)
    write(qtbot, page, "Hello. " + TEXT)
    assert listed(page) == ["platform", "world-class", "number one"]


def test_the_menu_of_the_text_offers_to_keep_the_words_under_it(qtbot: QtBot, page: StatementPage) -> None:
    write(qtbot, page, "We are number one.")
    place = page.editor.textCursor()
    place.setPosition(len("We are num"))
    page.editor.setTextCursor(place)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    page.editor.contextMenuEvent(event)
    (menu,) = [menu for menu in page.editor.findChildren(QMenu) if menu.isVisible()]
    assert "Paste" in " ".join(action.text().replace("&", "") for action in menu.actions())
    choose(menu, "Keep it in this place")
    assert listed(page) == []


def test_resting_on_marked_words_tells_the_question(qtbot: QtBot, page: StatementPage) -> None:
    write(qtbot, page, "We are number one.")
    page.editor.help_wanted.emit(len("We are n"), page.mapToGlobal(QPoint(0, 0)))
    assert "Who is better off for it?" in QToolTip.text()
    page.editor.help_wanted.emit(1, page.mapToGlobal(QPoint(0, 0)))
    qtbot.waitUntil(lambda: QToolTip.text() == "")


def test_a_picky_look_shows_more_words(qtbot: QtBot, context: WorkshopContext, page: StatementPage) -> None:
    write(qtbot, page, "Excellent revenue.")
    assert listed(page) == ["revenue"]
    choose(page.words.own_menu(), "more words")
    assert listed(page) == ["Excellent", "revenue"]
    assert context.snapshot.coach.picky


def test_three_states_are_told_with_the_words_that_count(qtbot: QtBot, page: StatementPage) -> None:
    write(qtbot, page, "We see our clients. Our employees have the time they need.")
    assert said(page, Stakeholder.CUSTOMERS) == "Customers: named, “clients”"
    assert said(page, Stakeholder.EMPLOYEES) == (
        "Employees: named with a promise, “employees”, Promised: “Our employees have the time they need”"
    )
    assert said(page, Stakeholder.MANAGERS) == "Managers, absent"
    assert said(page, Stakeholder.EXECUTIVES) == "Executives, only as “we”"
    assert Stakeholder.SHAREHOLDERS not in {row.stakeholder for row in page.who.rows()}
    choose(page.who.menu(Stakeholder.EMPLOYEES), "Show the words")
    assert page.editor.pointed_words().startswith("Our employees have the time")
    assert not page.editor.textCursor().hasSelection()


def test_an_absent_group_says_which_draft_named_it(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage
) -> None:
    context.document.texts.save_draft(STATEMENT_SUBJECT, "Our clients and managers.")
    write(qtbot, page, "Our clients.")
    assert said(page, Stakeholder.MANAGERS) == "Managers, absent, was in Draft 1"


def test_a_state_is_set_by_hand_for_this_wording_and_taken_back(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage
) -> None:
    write(qtbot, page, "We go to our clients.")
    line = page.who.line(Stakeholder.CUSTOMERS)
    with qtbot.waitSignal(line.menu_requested):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    for menu in page.who.findChildren(QMenu):
        menu.close()
    choose(page.who.menu(Stakeholder.CUSTOMERS), "with a promise")
    assert said(page, Stakeholder.CUSTOMERS) == (
        "Customers: named with a promise, “clients”, You say: named with a promise."
    )
    write(qtbot, page, "We go to our clients. Often.")
    assert said(page, Stakeholder.CUSTOMERS) == "Customers: named, “clients”"
    write(qtbot, page, "We go to our clients.")
    assert said(page, Stakeholder.CUSTOMERS).endswith("You say: named with a promise.")
    choose(page.who.menu(Stakeholder.CUSTOMERS), "Go back to what the coach reads")
    assert said(page, Stakeholder.CUSTOMERS) == "Customers: named, “clients”"
    context.undo()
    assert page.coach.findings.state(Stakeholder.CUSTOMERS) is Presence.PROMISED


def test_people_in_general_are_asked_about_in_one_line(qtbot: QtBot, page: StatementPage) -> None:
    write(qtbot, page, "We serve people, and everyone gains. All people.")
    assert page.ask.vague_text() == "“people”, twice; “everyone”: Who do you mean?"
    qtbot.mouseClick(page.ask._line, Qt.MouseButton.LeftButton)
    assert page.editor.pointed_words() == "people"
    assert page.ask._line.hasFocus()


def test_a_word_of_the_house_is_asked_once(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage
) -> None:
    write(qtbot, page, "Our partners decide.")
    assert page.ask.question_text() == "Who are your partners: staff, customers, someone else?"
    choose(page.ask.menu(), "Employees")
    assert page.ask.question_text() == ""
    assert said(page, Stakeholder.EMPLOYEES) == "Employees: named, “partners”"
    write(qtbot, page, "Again our partners.")
    assert not page.ask.isVisible()
    context.document.coaching.unlearn("partner")
    assert page.ask.isVisible()


def test_a_workshop_open_to_read_shows_and_changes_nothing(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage
) -> None:
    write(qtbot, page, TEXT)
    context.read_only = True
    page.coach.look()
    page.who.allow_flips(False)
    qtbot.keyClick(page.words.rows()[0], Qt.Key.Key_Delete)
    assert page.words.count_text() == "4"
    enabled = {
        a.text().replace("&", "").split("\t")[0]: a.isEnabled()
        for a in page.words.menu(page.words.marks()[0]).actions()
    }
    assert enabled["Go to the words"]
    assert not enabled["Keep it in this place"]
    assert not any(a.isEnabled() for a in page.who.menu(Stakeholder.CUSTOMERS).actions() if a.isCheckable())


def test_the_coach_is_loaded_beside_the_window(qtbot: QtBot, open_context: OpenContext) -> None:
    from visionwork.gui.coach.reader import CoachReader

    context = open_context()
    context.coach = CoachReader(context)
    context.document.texts.save_draft(STATEMENT_SUBJECT, "Our clients.")
    page = StatementPage(context)
    qtbot.addWidget(page)
    page.show()
    assert page.editor.text() == "Our clients."
    assert not context.coach.loaded
    assert said(page, Stakeholder.CUSTOMERS) == "Customers"  # nobody is called absent unread
    qtbot.waitUntil(lambda: "clients" in said(page, Stakeholder.CUSTOMERS))


class ThreadedCoach:
    """Reads as the coach of the tests does, and notes which texts the window itself had to read."""

    def __init__(self, coach: object) -> None:
        self.read_by_window: list[str] = []
        self._coach = coach

    def read(self, text: str, vocabulary: Vocabulary | None = None) -> Findings:
        if threading.current_thread() is threading.main_thread():
            self.read_by_window.append(text)
        return self._coach.read(text, vocabulary)  # pyright: ignore[reportAttributeAccessIssue]


@pytest.fixture
def fresh(context: WorkshopContext, scripted: object) -> ThreadedCoach:
    """Let a coach be loaded when a page asks for it, with two drafts to read."""
    from visionwork.gui.coach.reader import CoachReader

    coach = ThreadedCoach(scripted)
    context.coach = CoachReader(context, lambda: coach)  # pyright: ignore[reportArgumentType]
    for text in ("Our clients.", "Our clients and our town."):
        context.document.texts.save_draft(STATEMENT_SUBJECT, text)
    return coach


def test_what_a_fresh_page_shows_is_read_beside_the_window(
    qtbot: QtBot, context: WorkshopContext, fresh: ThreadedCoach, show_statement: Callable[[], StatementPage]
) -> None:
    page = show_statement()
    qtbot.waitUntil(lambda: "town" in said(page, Stakeholder.COMMUNITY))
    assert fresh.read_by_window == []


def test_what_is_typed_on_a_fresh_page_is_stored_before_the_coach_is_loaded(
    qtbot: QtBot, context: WorkshopContext, fresh: ThreadedCoach, show_statement: Callable[[], StatementPage]
) -> None:
    stored_first: list[bool] = []
    load = context.coach._load
    context.coach._load = lambda: (stored_first.append(not context.edits.waiting), load())[1]
    context.coach._begin.setInterval(60_000)  # a page may take longer to be shown than the coach leaves it
    page = show_statement()
    page.editor.insertPlainText(" And")
    context.coach._begin.setInterval(1)
    qtbot.waitUntil(lambda: context.coach.loaded)
    assert stored_first == [True]
    assert "And" in context.document.texts.working(STATEMENT_SUBJECT).text


def test_a_coach_that_cannot_be_loaded_is_told_and_the_text_goes_on(
    qtbot: QtBot, open_context: OpenContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    from visionwork.gui.coach.reader import CoachReader

    def broken() -> object:
        raise LookupError("no rules")

    context = open_context()
    context.coach = CoachReader(context, broken)  # pyright: ignore[reportArgumentType]
    page = StatementPage(context)
    qtbot.addWidget(page)
    with qtbot.captureExceptions() as faults:
        page.show()
        qtbot.waitUntil(lambda: bool(faults))
        page.coach.look()
        assert not context.coach.loading
    assert [fault[0] for fault in faults] == [LookupError]
    qtbot.keyClicks(page.editor, "Our clients.")
    assert page.editor.text() == "Our clients."


def test_a_workshop_that_closes_while_the_coach_is_loaded_is_left_alone(
    qtbot: QtBot, open_context: OpenContext
) -> None:
    from visionwork.gui.coach.reader import CoachReader

    context = open_context()
    loading = threading.Event()
    let_go = threading.Event()

    def load() -> object:
        loading.set()
        let_go.wait(60)
        return object()

    context.coach = CoachReader(context, load)  # pyright: ignore[reportArgumentType]
    page = StatementPage(context)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(loading.is_set)
    with qtbot.assertNotEmitted(context.coach.ready, wait=60):
        context.coach.stop()
        let_go.set()
    context.coach.prepare()
    assert not context.coach.loaded


def test_tab_goes_from_the_text_down_the_page(qtbot: QtBot, page: StatementPage) -> None:
    write(qtbot, page, TEXT)
    first = page.words.rows()[0]
    page.words._more.setFocus()
    qtbot.keyClick(page.words._more, Qt.Key.Key_Tab)
    assert first.hasFocus()


def side_of(page: StatementPage) -> QScrollArea:
    around = page.words.parentWidget()
    while not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around


def seen_at(row: QWidget, side: QScrollArea) -> int:
    return row.mapTo(side.viewport(), QPoint(0, 0)).y()


@pytest.mark.parametrize("way", ["place", "workshop", "rule"])
def test_keeping_words_leaves_the_list_where_it_is(qtbot: QtBot, page: StatementPage, way: str) -> None:
    kinds = ("world-class", "number one", "revenue", "platform")
    write(qtbot, page, " ".join(f"We will be {kinds[place % 4]} for you." for place in range(60)))
    rows, side = page.words.rows(), side_of(page)
    assert len(rows) == 60
    host = side.widget()
    qtbot.waitUntil(lambda: side.verticalScrollBar().maximum() > 1000)
    assert host.height() == host.heightForWidth(host.width()), "there is nothing empty below the list"
    row, following = rows[30], rows[31]
    side.ensureWidgetVisible(row, 0, 96)
    row.setFocus()
    qtbot.waitUntil(lambda: 0 <= seen_at(row, side) < side.viewport().height())
    before, moved = seen_at(row, side), list[int]()
    side.verticalScrollBar().valueChanged.connect(moved.append)
    if way == "place":
        qtbot.keyClick(row, Qt.Key.Key_Delete)
    else:
        choose(page.words.menu(row.mark), way)
    qtbot.waitUntil(lambda: row not in page.words.rows())
    assert QApplication.focusWidget() is following
    qtbot.waitUntil(lambda: seen_at(following, side) == before)
    assert max(moved, default=0) <= side.verticalScrollBar().maximum()
    assert len(moved) <= 2, "it did not go to the end and back"
