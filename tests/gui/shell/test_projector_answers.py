"""Answers under the question: shown when asked for, newest first, and nothing that gives somebody away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from person import press, said
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from visionwork.document.document import Document
from visionwork.domain.entries import group_lane
from visionwork.domain.groups import GroupKind
from visionwork.feedback.room_answers import RoomAnswer, RoomLabel
from visionwork.gui.actions import ActionId
from visionwork.gui.exercise_page import ExercisePage
from visionwork.gui.main_window import MainWindow
from visionwork.gui.projector import Projector, Slide
from visionwork.gui.projector_answers import AnswersSlide
from visionwork.gui.projector_pages import pages_of
from visionwork.gui.theme import Theme, ThemeMode
from visionwork.gui.views.card_item import CardItem

CARDS, GRID = "exercise:customer-behaviour", "exercise:company-behaviour"


def open_at(window: MainWindow, workshop: Path, page: str) -> ExercisePage:
    window.files.open_path(workshop)
    QApplication.processEvents()  # as between two acts of a person
    window.show_page(page)
    QApplication.processEvents()
    return current(window)


def current(window: MainWindow) -> ExercisePage:
    page = window.view.host.current_page()
    assert isinstance(page, ExercisePage)
    return page


def document(window: MainWindow) -> Document:
    return window.files.current.context.document


def projector(window: MainWindow) -> Projector:
    shown = window._parts.presenting.projector
    assert shown is not None
    return shown


def seen(window: MainWindow) -> list[str]:
    """Return what the room sees under the question, line by line, as a screen reader says it."""
    return projector(window).accessibleDescription().split("\n")[1:]


def add_card(window: MainWindow, text: str) -> int:
    lane = group_lane(document(window).groups.all()[0].id)
    return document(window).cards.add("customer-behaviour", lane, text)


def show_answers(window: MainWindow) -> None:
    window.commands[ActionId.SHOW_ANSWERS].trigger()


def type_card(qtbot: QtBot, window: MainWindow, text: str) -> None:
    entry = current(window).capture.findChild(QLineEdit)
    qtbot.keyClicks(entry, text)
    qtbot.keyClick(entry, Qt.Key.Key_Return)


def test_the_room_sees_no_answer_before_it_is_shown_them(
    window: MainWindow, qtbot: QtBot, workshop: Path
) -> None:
    page = open_at(window, workshop, CARDS)
    add_card(window, "Ring us first")
    window.commands[ActionId.PRESENT].trigger()
    assert "The room sees the question." in said(page)
    assert seen(window) == []

    press(qtbot, page, "Show the answers")
    assert seen(window) == ["1 answer", "Ring us first"]
    assert "The room sees the question and 1 answer." in said(page)
    assert window.commands[ActionId.SHOW_ANSWERS].isChecked()

    press(qtbot, page, "Hide the answers")
    assert seen(window) == []
    assert "The room sees the question." in said(page)
    projector(window).close()
    assert "The room sees" not in said(page)


def test_answers_come_in_newest_first(window: MainWindow, qtbot: QtBot, workshop: Path) -> None:
    page = open_at(window, workshop, CARDS)
    show_answers(window)
    assert seen(window) == ["No answer yet"]
    assert "The room sees the question and that there is no answer yet." in said(page)
    type_card(qtbot, window, "Ring us first")
    assert seen(window) == ["1 answer", "Just in: Ring us first"]
    type_card(qtbot, window, "Bring a neighbour")
    assert seen(window) == ["2 answers", "Just in: Bring a neighbour", "Ring us first"]
    window.commands[ActionId.UNDO].trigger()
    assert seen(window) == ["1 answer", "Ring us first"]
    type_card(qtbot, window, "Wave")
    press(qtbot, page, "Mark as done")
    assert seen(window) == ["2 answers", "Wave", "Ring us first"]
    projector(window).close()


def test_what_was_there_before_is_not_told_as_just_in(window: MainWindow, workshop: Path) -> None:
    open_at(window, workshop, CARDS)
    add_card(window, "Ring us first")
    show_answers(window)
    assert seen(window) == ["1 answer", "Ring us first"]
    projector(window).close()


def test_answers_are_shown_for_one_exercise_and_one_sitting(window: MainWindow, workshop: Path) -> None:
    open_at(window, workshop, CARDS)
    add_card(window, "Ring us first")
    show_answers(window)
    window.show_page("setup")
    assert seen(window) == ["1 answer", "Ring us first"], "looking something up changes nothing"
    window.show_page(GRID)
    assert seen(window) == []
    window.show_page(CARDS)
    assert seen(window) == []
    show_answers(window)
    projector(window).close()
    assert not window.commands[ActionId.SHOW_ANSWERS].isChecked()
    window.commands[ActionId.PRESENT].trigger()
    assert seen(window) == []
    projector(window).close()


def test_the_room_does_not_watch_a_card_being_rewritten(
    window: MainWindow, qtbot: QtBot, workshop: Path
) -> None:
    page = open_at(window, workshop, CARDS)
    add_card(window, "Ring us first")
    show_answers(window)
    item = page.capture.findChild(CardItem)
    for key, left in ((Qt.Key.Key_Escape, "Ring us first"), (Qt.Key.Key_Return, "Never")):
        item.edit()
        qtbot.keyClicks(item._editor, "Never")
        page.context.edits.flush()
        assert document(window).cards.all()[0].text == "Never"
        assert seen(window) == ["1 answer", "Ring us first"]
        qtbot.keyClick(item._editor, key)
        assert seen(window) == ["1 answer", left]
    projector(window).close()


def test_a_row_comes_up_when_its_cell_is_finished(window: MainWindow, qtbot: QtBot, workshop: Path) -> None:
    page = open_at(window, workshop, GRID)
    show_answers(window)
    press(qtbot, page, "Add a behaviour")
    editor = page.capture._editing.editor
    qtbot.keyClicks(editor.focusProxy() or editor, "Take the first")
    page.context.edits.flush()
    assert document(window).grids.all("company-behaviour")[0].cells == {"behaviour": "Take the first"}
    assert seen(window) == ["No answer yet"]
    qtbot.keyClicks(editor.focusProxy() or editor, " call")
    assert page.capture._editing.keep()
    assert seen(window) == ["1 answer", "Just in: Take the first call"]
    projector(window).close()


def test_groups_of_fewer_than_five_are_not_named(window: MainWindow, workshop: Path) -> None:
    open_at(window, workshop, CARDS)
    people, group = document(window).participants, document(window).groups.all()[0]
    for number in range(4):
        people.add(f"Person {number}", "", group.id, False)
    add_card(window, "Ring us first")
    show_answers(window)
    assert seen(window) == ["1 answer", "Ring us first"]
    people.add("One more", "", group.id, False)
    assert seen(window) == ["1 answer", f"Ring us first ({group.name})"]
    assert "Person" not in projector(window).accessibleDescription()
    projector(window).close()


def test_the_facilitator_turns_the_pages(window: MainWindow, qtbot: QtBot, workshop: Path) -> None:
    page = open_at(window, workshop, CARDS)
    for number in range(1, 15):
        add_card(window, f"Answer {number}")
    show_answers(window)
    screen, commands = projector(window), window.commands
    screen.showNormal()
    screen.resize(960, 540)
    assert seen(window)[0] == "14 answers, page 1 of 3"
    assert seen(window)[1:] == [f"Answer {number}" for number in range(14, 8, -1)]
    assert not commands[ActionId.NEWER_ANSWERS].isEnabled()
    commands[ActionId.OLDER_ANSWERS].trigger()
    assert "The room sees the question and 14 answers, page 2 of 3." in said(page)
    qtbot.keyClick(screen, Qt.Key.Key_PageDown)
    assert seen(window) == ["14 answers, page 3 of 3", "Answer 2", "Answer 1"]
    assert not commands[ActionId.OLDER_ANSWERS].isEnabled()
    type_card(qtbot, window, "Wave")
    assert seen(window)[0] == "15 answers, page 3 of 3", "a page is turned by the facilitator alone"
    question = screen.slide().question
    qtbot.keyClick(screen, Qt.Key.Key_Right)
    assert screen.slide().question != question
    assert seen(window)[0] == "15 answers, page 3 of 3"
    qtbot.keyClick(screen, Qt.Key.Key_A)
    assert seen(window) == []
    qtbot.keyClick(screen, Qt.Key.Key_A)
    assert seen(window)[:2] == ["15 answers, page 1 of 3", "Wave"]
    screen.close()


def test_an_exercise_without_answers_offers_none(window: MainWindow, workshop: Path) -> None:
    page = open_at(window, workshop, "exercise:future-relationship")
    window.commands[ActionId.PRESENT].trigger()
    action = window.commands[ActionId.SHOW_ANSWERS]
    assert not action.isEnabled()
    assert "no answers" in action.toolTip()
    assert "The room sees" not in said(page)
    window.show_page(CARDS)
    assert action.isEnabled()
    projector(window).close()
    window.commands[ActionId.CLOSE].trigger()
    assert not action.isEnabled()


def test_the_switch_is_reached_by_tab_and_named(window: MainWindow, qtbot: QtBot, workshop: Path) -> None:
    page = open_at(window, workshop, CARDS)
    window.commands[ActionId.PRESENT].trigger()
    with qtbot.waitActive(window):
        window.activateWindow()
    page.strip._next.setFocus()
    qtbot.keyClick(page.strip._next, Qt.Key.Key_Tab)
    button = QApplication.focusWidget()
    assert button.accessibleName() == "Show the answers on the projector"
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert seen(window) == ["No answer yet"]
    assert button.accessibleName() == "Hide the answers on the projector"
    projector(window).close()


# ---------------------------------------------------------------- how it looks

SHORT = "Rings us before the problem shows up on our side."
LONG = f"{SHORT} " * 5


@pytest.fixture
def wall(qtbot: QtBot, theme: Theme) -> Callable[..., Projector]:
    """A projector with answers on it."""

    def make(texts: list[str], size: tuple[int, int] = (1920, 1080), **facts: object) -> Projector:
        label = RoomLabel("Crews", GroupKind.EMPLOYEES)
        newest_first = range(len(texts), 0, -1)
        answers = tuple(
            RoomAnswer(number, text, label) for number, text in zip(newest_first, texts, strict=True)
        )
        made = Projector(theme)
        qtbot.addWidget(made)
        made.resize(*size)
        made.show()
        slide = AnswersSlide(answers, **facts)  # type: ignore[arg-type]
        made.show_slide(Slide("Role-model", "What would a guest see us do?", answers=slide))
        return made

    return make


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 800), (1024, 768), (800, 600), (2560, 1080)])
def test_six_answers_stand_on_any_screen(wall: Callable[..., Projector], size: tuple[int, int]) -> None:
    screen = wall([SHORT] * 6, size)
    assert screen.answer_pages() == (1, 1)
    boxes = [screen._wall._box(place) for place in screen._wall._pages[0]]
    foot = screen.height() - 107 * screen._scale()
    assert len(boxes) == 6
    assert all(screen.rect().contains(box.toAlignedRect()) and box.bottom() < foot for box in boxes)
    assert not any(a.intersects(b) for place, a in enumerate(boxes) for b in boxes[:place])
    assert wall([SHORT] * 7, size).answer_pages() == (1, 2)


def test_a_long_answer_takes_two_places_and_is_read_whole(wall: Callable[..., Projector]) -> None:
    screen = wall([LONG, SHORT, LONG, SHORT, SHORT])
    assert screen.answer_pages() == (1, 2)
    assert [place.tall for place in screen._wall._pages[0]] == [True, False, True, False]
    box = screen._wall._words_box(screen._wall._box(screen._wall._pages[0][0]))
    assert screen._wall._in_lines(LONG, 28, box.width()).height <= box.height()


def test_answers_stand_in_reading_order() -> None:
    places = [(place.row, place.column) for place in pages_of([False] * 6, 2, 3)[0]]
    assert places == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]
    assert [len(page) for page in pages_of([True] * 4, 2, 3)] == [3, 1]
    assert [len(page) for page in pages_of([True] * 3, 3, 2)] == [2, 1]
    assert pages_of([], 2, 3) == ((),)


def test_the_newest_answer_stands_out_in_both_looks(wall: Callable[..., Projector], theme: Theme) -> None:
    for mode in (ThemeMode.LIGHT, ThemeMode.DARK):
        theme.set_mode(mode)
        screen = wall([SHORT, SHORT], just_in=2)
        picture = screen.grab().toImage()
        first, second = (screen._wall._box(place).toRect() for place in screen._wall._pages[0])
        edge = first.center().y()
        assert picture.pixelColor(first.left() + 1, edge) == theme.color("ink")
        assert picture.pixelColor(second.left() + 1, edge) == theme.color("surface")


def test_text_size_leaves_the_room_s_picture_as_it_is(wall: Callable[..., Projector], theme: Theme) -> None:
    screen = wall([SHORT, LONG] * 3)

    def sizes() -> tuple[object, ...]:
        question = screen._question_over_answers(1.0)
        answer = screen._wall._in_lines(SHORT, 35, 400)
        fonts = question.layout.font().pixelSize(), answer.layout.font().pixelSize()
        return (*fonts, question.height, answer.height, screen.answer_pages())

    before = sizes()
    theme.set_text_percent(130)
    assert sizes() == before


def test_an_answer_comes_up_at_once_where_motion_is_not_wanted(
    wall: Callable[..., Projector], theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = RoomAnswer(1, SHORT), RoomAnswer(2, SHORT)
    for wanted in (True, False):
        monkeypatch.setattr(theme, "motion_allowed", lambda wanted=wanted: wanted)
        screen = wall([])
        screen._arrival.setDuration(60_000)
        screen.show_slide(Slide("", "", answers=AnswersSlide((one,))))
        assert screen._arrived() == 1.0, "what was there before does not arrive"
        screen.show_slide(Slide("", "", answers=AnswersSlide((two, one), just_in=2)))
        assert (screen._arrived() < 1.0) is wanted
        screen.close()


def test_the_foot_says_what_is_kept_from_the_room(wall: Callable[..., Projector]) -> None:
    plain, held, none = wall([SHORT]), wall([SHORT], held_back=True), wall([])
    pictures = [screen.grab().toImage().copy(0, 960, 1920, 120) for screen in (plain, held, none)]
    assert pictures[0] != pictures[1] != pictures[2]
