"""Cards as a facilitator works them: fast entry, votes, moves, edits in place, undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from visionwork.domain.entries import group_lane
from visionwork.domain.groups import GroupKind
from visionwork.gui.context import WorkshopContext
from visionwork.gui.theme import Theme
from visionwork.gui.views.card_item import CardItem
from visionwork.gui.views.card_lane import CardLane
from visionwork.gui.views.cards_capture import CardsCapture
from visionwork.gui.widgets.focus_ring import FocusRing
from visionwork.gui.widgets.labels import PlainLabel


@pytest.fixture
def page(qtbot: QtBot, context: WorkshopContext) -> CardsCapture:
    context.document.groups.add("Commuters", GroupKind.CUSTOMERS)
    context.document.groups.add("Islanders", GroupKind.CUSTOMERS)
    capture = CardsCapture(context, context.method.exercise("customer-behaviour"))
    qtbot.addWidget(capture)
    capture.resize(1100, 600)
    capture.show()
    return capture


def lanes(page: CardsCapture) -> list[CardLane]:
    return list(page._lanes.values())


def words(page: CardsCapture, lane: int) -> list[str]:
    return [item.card.text for item in lanes(page)[lane].items()]


def type_card(qtbot: QtBot, page: CardsCapture, lane: int, text: str) -> None:
    entry = lanes(page)[lane].findChild(QLineEdit)
    qtbot.keyClicks(entry, text)
    qtbot.keyClick(entry, Qt.Key.Key_Return)


def test_enter_adds_cards_and_keeps_the_line_ready(
    qtbot: QtBot, page: CardsCapture, context: WorkshopContext
) -> None:
    type_card(qtbot, page, 0, "Ring us first")
    type_card(qtbot, page, 0, "Bring a neighbour")
    type_card(qtbot, page, 1, "Wave")
    assert words(page, 0) == ["Ring us first", "Bring a neighbour"]
    assert words(page, 1) == ["Wave"]
    assert lanes(page)[0].findChild(QLineEdit).text() == ""
    assert [card.text for card in context.snapshot.cards] == ["Ring us first", "Bring a neighbour", "Wave"]


@pytest.mark.parametrize(
    ("pasted", "cards"),
    [
        ("Ring us first\nBring a neighbour\n\nWave", ["Ring us first", "Bring a neighbour", "Wave"]),
        ("Ring us first\r\nWave\r\n", ["Ring us first", "Wave"]),
        ("Ring us\tfirst\t\nWave\t", ["Ring us, first", "Wave"]),
        ('"Ring us,\nfirst"\tsaid\nWave\t', ["Ring us, first, said", "Wave"]),
        ('"Ring us"\n"Wave"', ['"Ring us"', '"Wave"']),
    ],
)
def test_a_pasted_list_makes_a_card_of_every_line_in_one_step(
    qtbot: QtBot, page: CardsCapture, context: WorkshopContext, pasted: str, cards: list[str]
) -> None:
    entry = lanes(page)[0].entry
    entry.setFocus()
    QApplication.clipboard().setText(pasted)
    qtbot.keyClick(entry, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert words(page, 0) == cards
    assert entry.text() == ""
    assert context.document.store.undo_label() == f"Add {len(cards)} cards"
    context.undo()
    assert words(page, 0) == []


def test_a_pasted_line_waits_for_enter_like_one_typed(qtbot: QtBot, page: CardsCapture) -> None:
    entry = lanes(page)[0].entry
    QApplication.clipboard().setText("They ring\u00a0us first.\tAlways\n")
    entry.paste()
    assert words(page, 0) == []
    assert entry.text() == "They ring\u00a0us first., Always"
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert words(page, 0) == ["They ring\u00a0us first., Always"]


def test_an_empty_line_adds_nothing(qtbot: QtBot, page: CardsCapture) -> None:
    type_card(qtbot, page, 0, "   ")
    assert words(page, 0) == []


def test_votes_by_keyboard_never_fall_below_none(qtbot: QtBot, page: CardsCapture) -> None:
    type_card(qtbot, page, 0, "Ring us first")
    item = lanes(page)[0].items()[0]
    item.setFocus()
    for _ in range(3):
        qtbot.keyClick(item, Qt.Key.Key_Plus)
    assert item.card.votes == 3
    for _ in range(5):
        qtbot.keyClick(item, Qt.Key.Key_Minus)
    assert item.card.votes == 0


def test_order_by_votes_is_one_step_of_undo(
    qtbot: QtBot, page: CardsCapture, context: WorkshopContext
) -> None:
    for text in ("one", "two", "three"):
        type_card(qtbot, page, 0, text)
    items = lanes(page)[0].items()
    context.document.cards.set_votes(items[2].card.id, 9)
    context.document.cards.set_votes(items[1].card.id, 4)
    qtbot.mouseClick(page.header_actions()[0], Qt.MouseButton.LeftButton)
    assert words(page, 0) == ["three", "two", "one"]
    context.undo()
    assert words(page, 0) == ["one", "two", "three"]


def test_alt_and_arrows_move_within_and_between_lanes(qtbot: QtBot, page: CardsCapture) -> None:
    for text in ("one", "two"):
        type_card(qtbot, page, 0, text)
    item = lanes(page)[0].items()[1]
    item.setFocus()
    qtbot.keyClick(item, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert words(page, 0) == ["two", "one"]
    qtbot.keyClick(lanes(page)[0].items()[0], Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert (words(page, 0), words(page, 1)) == (["one"], ["two"])


def test_edit_in_place_keeps_on_enter_and_restores_on_escape(qtbot: QtBot, page: CardsCapture) -> None:
    type_card(qtbot, page, 0, "Ring us")
    item = lanes(page)[0].items()[0]
    qtbot.keyClick(item, Qt.Key.Key_F2)
    editor = item.findChild(QPlainTextEdit)
    editor.setPlainText("Ring us <b>early</b> & often")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert words(page, 0) == ["Ring us <b>early</b> & often"]
    qtbot.keyClick(item, Qt.Key.Key_F2)
    editor.setPlainText("nonsense")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert words(page, 0) == ["Ring us <b>early</b> & often"]


def test_what_is_typed_on_a_card_is_stored_before_enter(
    qtbot: QtBot, page: CardsCapture, context: WorkshopContext
) -> None:
    type_card(qtbot, page, 0, "Ring us")
    item = lanes(page)[0].items()[0]
    item.edit()
    editor = item.findChild(QPlainTextEdit)
    qtbot.keyClicks(editor, "Ring us first")
    assert context.edits.waiting
    qtbot.waitUntil(lambda: not context.edits.waiting)
    assert [card.text for card in context.snapshot.cards] == ["Ring us first"]
    assert item.editing
    qtbot.keyClicks(editor, ", then write")
    context.edits.flush()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert [card.text for card in context.snapshot.cards] == ["Ring us"]
    assert not context.edits.waiting
    # Typing and Esc leave no step behind: undo takes the card.
    context.undo()
    assert context.snapshot.cards == ()


def test_words_without_enter_become_a_card_when_the_page_goes(
    qtbot: QtBot, page: CardsCapture, context: WorkshopContext
) -> None:
    qtbot.keyClicks(lanes(page)[1].findChild(QLineEdit), "Wave to the crew")
    page.hide()
    assert [card.text for card in context.snapshot.cards] == ["Wave to the crew"]
    page.show()
    assert lanes(page)[1].findChild(QLineEdit).text() == ""
    page.hide()
    assert len(context.snapshot.cards) == 1


def test_a_card_the_disk_refuses_stays_in_the_line(
    qtbot: QtBot, page: CardsCapture, context: WorkshopContext
) -> None:
    connection = context.document.store.connection
    connection.execute("PRAGMA query_only=ON")
    type_card(qtbot, page, 0, "Not lost")
    assert lanes(page)[0].findChild(QLineEdit).text() == "Not lost"
    connection.execute("PRAGMA query_only=OFF")
    qtbot.keyClick(lanes(page)[0].findChild(QLineEdit), Qt.Key.Key_Return)
    assert words(page, 0) == ["Not lost"]


def test_editor_shows_every_line_of_a_long_card(qtbot: QtBot, page: CardsCapture) -> None:
    type_card(qtbot, page, 0, "They tell us what they plan before they plan it. " * 4)
    item = lanes(page)[0].items()[0]
    item.edit()
    editor = item.findChild(QPlainTextEdit)
    qtbot.waitUntil(lambda: editor.document().size().height() > 2)
    lines = editor.document().size().height()
    qtbot.waitUntil(lambda: editor.height() >= lines * editor.fontMetrics().lineSpacing())
    qtbot.waitUntil(lambda: item.height() > editor.height())


def test_a_card_dropped_in_another_lane_lands_where_it_was_dropped(
    qtbot: QtBot, page: CardsCapture, context: WorkshopContext
) -> None:
    type_card(qtbot, page, 0, "one")
    type_card(qtbot, page, 1, "two")
    type_card(qtbot, page, 1, "three")
    card = lanes(page)[0].items()[0].card
    lanes(page)[1].card_dropped.emit(card.id, group_lane(context.snapshot.groups[1].id), 1)
    assert words(page, 1) == ["two", "one", "three"]


def test_delete_and_undo_bring_the_same_card_back(
    qtbot: QtBot, page: CardsCapture, context: WorkshopContext
) -> None:
    type_card(qtbot, page, 0, "Ring us first")
    QTest.keyClick(lanes(page)[0].items()[0], Qt.Key.Key_Delete)
    assert words(page, 0) == []
    context.undo()
    assert words(page, 0) == ["Ring us first"]


def test_without_groups_the_page_leads_to_set_up(qtbot: QtBot, context: WorkshopContext) -> None:
    capture = CardsCapture(context, context.method.exercise("customer-behaviour"))
    qtbot.addWidget(capture)
    capture.resize(1100, 600)
    with qtbot.waitActive(capture):
        capture.show()
        capture.activateWindow()
    capture.focus_first()
    button = QApplication.focusWidget()
    assert isinstance(button, QPushButton)
    assert button.mapTo(capture, button.rect().topLeft()).y() < 150, "beside its words, not far below them"
    with qtbot.waitSignal(context.page_requested) as asked:
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert asked.args == ["setup"]
    context.document.groups.add("Commuters", GroupKind.CUSTOMERS)
    assert len(lanes(capture)) == 1


def test_undo_right_after_enter_takes_the_card_and_not_only_its_words(
    qtbot: QtBot, page: CardsCapture, context: WorkshopContext
) -> None:
    type_card(qtbot, page, 0, "Ring us first")
    entry = lanes(page)[0].findChild(QLineEdit)
    assert not entry.isUndoAvailable(), "the line would bring the words back and leave the card"
    context.undo()
    assert (words(page, 0), entry.text()) == ([], "")


def test_down_goes_from_the_line_to_the_first_card(qtbot: QtBot, page: CardsCapture) -> None:
    type_card(qtbot, page, 0, "Ring us first")
    lane = lanes(page)[0]
    lane.activateWindow()
    lane.focus_entry()
    entry = lane.findChild(QLineEdit)
    qtbot.waitUntil(entry.hasFocus)
    qtbot.waitUntil(lane.items()[0].isVisible)
    ring = FocusRing(lane.window())
    qtbot.keyClick(entry, Qt.Key.Key_Down)
    qtbot.waitUntil(lane.items()[0].hasFocus)
    assert ring.target() is lane.items()[0]


def test_tab_goes_from_line_to_line_and_then_through_the_cards_as_they_stand(
    qtbot: QtBot, page: CardsCapture, context: WorkshopContext
) -> None:
    type_card(qtbot, page, 1, "Wave")
    for text in ("Ring us first", "Bring a neighbour"):
        type_card(qtbot, page, 0, text)
    second = lanes(page)[0].items()[1].card
    context.document.cards.set_votes(second.id, 3)
    page._order_by_votes()
    with qtbot.waitActive(page):
        page.activateWindow()
    QApplication.processEvents()  # cards that are new are shown
    page.focus_first()
    reached: list[QWidget] = []
    for _ in range(30):
        focus = QApplication.focusWidget()
        assert focus is not None
        reached.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert reached[:2] == [lane.entry for lane in lanes(page)]
    cards = list(dict.fromkeys(focus.card.text for focus in reached if isinstance(focus, CardItem)))
    assert cards == ["Bring a neighbour", "Ring us first", "Wave"]


def test_a_long_word_leaves_every_card_within_its_lane(qtbot: QtBot, page: CardsCapture) -> None:
    type_card(qtbot, page, 0, "Ring us first")
    type_card(qtbot, page, 0, "Kundenzufriedenheitsbefragung" * 4)
    lane = lanes(page)[0]
    qtbot.waitUntil(lambda: all(item.height() > 40 for item in lane.items()))
    viewport = lane.findChild(QScrollArea).viewport()
    for item in lane.items():
        left = item.mapTo(viewport, QPoint(0, 0)).x()
        assert left >= 0
        assert left + item.width() <= viewport.width()
    assert lane.findChild(QScrollArea).horizontalScrollBar().maximum() == 0


def test_a_long_name_of_a_group_stands_whole_over_its_counts(
    qtbot: QtBot, page: CardsCapture, context: WorkshopContext
) -> None:
    long = "Small companies of the northern islands and those who write their timetables"
    context.document.groups.add(long, GroupKind.CUSTOMERS)
    for place in (0, 2):
        type_card(qtbot, page, place, "Ring us first")
    short_lane, long_lane = lanes(page)[0], lanes(page)[2]
    title, count = long_lane._title, long_lane._count
    qtbot.waitUntil(lambda: count.y() >= title.geometry().bottom())
    assert title.height() >= title.heightForWidth(title.width())
    assert title.x() == count.x()
    assert short_lane._count.x() > short_lane._title.x()


def test_a_single_lane_is_no_wider_than_can_be_read(
    qtbot: QtBot, context: WorkshopContext, theme: Theme
) -> None:
    context.document.groups.add("Commuters", GroupKind.CUSTOMERS)
    capture = CardsCapture(context, context.method.exercise("customer-behaviour"))
    qtbot.addWidget(capture)
    capture.resize(1400, 600)
    capture.show()
    (lane,) = lanes(capture)
    qtbot.waitUntil(lambda: lane.width() == theme.px(640))
    assert lane.mapTo(capture, QPoint(0, 0)).x() == 0


def test_one_card_and_one_vote_are_told_as_one(
    qtbot: QtBot, page: CardsCapture, context: WorkshopContext
) -> None:
    type_card(qtbot, page, 0, "Ring us first")
    context.document.cards.set_votes(lanes(page)[0].items()[0].card.id, 1)
    assert "1 card, 1 vote" in [label.text() for label in lanes(page)[0].findChildren(PlainLabel)]


def test_a_workshop_open_to_read_takes_neither_votes_nor_order(
    qtbot: QtBot, context: WorkshopContext
) -> None:
    group = context.document.groups.add("Commuters", GroupKind.CUSTOMERS)
    card = context.document.cards.add("customer-behaviour", group_lane(group), "Ring us first")
    context.document.cards.set_votes(card, 2)
    context.read_only = True
    capture = CardsCapture(context, context.method.exercise("customer-behaviour"))
    qtbot.addWidget(capture)
    with qtbot.waitActive(capture):
        capture.show()
        capture.activateWindow()
    assert not any(action.isEnabled() for action in capture.header_actions())
    item = lanes(capture)[0].items()[0]
    assert not any(button.isEnabled() for button in item.findChildren(QPushButton))
    qtbot.mouseClick(lanes(capture)[0].entry, Qt.MouseButton.LeftButton)
    capture.focus_first()
    assert lanes(capture)[0].hasFocus()  # not a button that Enter would press
    qtbot.keyClick(lanes(capture)[0], Qt.Key.Key_Down)
    assert item.hasFocus()
