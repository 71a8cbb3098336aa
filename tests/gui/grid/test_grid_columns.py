"""Each type of column, worked by keyboard and by mouse."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QComboBox, QLineEdit, QListWidget

from visionwork.domain.entries import group_lane
from visionwork.domain.groups import GroupKind
from visionwork.gui.views.grid.link_chooser import LinkChooser

ALT = Qt.KeyboardModifier.AltModifier
BEHAVIOUR = {"behaviour": "Take the first call."}
MESSAGE = {"action": "What we ask of you."}


def click(hands: Any, row: int, column: str, place: QPoint | None = None) -> None:
    cell = hands.table.visualRect(hands.index(row, column))
    target = place or cell.center()
    QTest.mouseClick(hands.table.viewport(), Qt.MouseButton.LeftButton, pos=target)


def stored(hands: Any, column: str) -> Any:
    return hands.stored()[0].get(column)


# Choice, person, group


def test_choice_by_first_letter(grid: Any) -> None:
    hands = grid("company-behaviour", BEHAVIOUR)
    hands.go(0, "who")
    hands.type("m")
    hands.press(Qt.Key.Key_Return)
    assert stored(hands, "who") == "managers"
    assert hands.editor is None


def test_choice_by_arrows_and_back_by_escape(grid: Any) -> None:
    hands = grid("company-behaviour", BEHAVIOUR | {"who": "executives"})
    hands.edit(0, "who")
    hands.press(Qt.Key.Key_Down)
    hands.qtbot.waitUntil(lambda: stored(hands, "who") == "managers")
    hands.press(Qt.Key.Key_Escape)
    assert stored(hands, "who") == "executives"


def test_choice_by_mouse(grid: Any) -> None:
    hands = grid("company-behaviour", BEHAVIOUR)
    click(hands, 0, "who")
    combo = hands.inner
    assert isinstance(combo, QComboBox)
    hands.qtbot.waitUntil(combo.view().isVisible)
    place = combo.view().visualRect(combo.model().index(combo.findText("Employees"), 0)).center()
    QTest.mouseMove(combo.view().viewport(), place)
    hands.qtbot.waitUntil(lambda: combo.view().currentIndex().row() == combo.findText("Employees"))
    QTest.keyClick(combo.view(), Qt.Key.Key_Return)
    hands.qtbot.waitUntil(lambda: hands.editor is None)
    assert stored(hands, "who") == "employees"


def test_delete_empties_a_choice_in_and_out_of_its_editor(grid: Any) -> None:
    hands = grid("company-behaviour", BEHAVIOUR | {"who": "managers"})
    hands.edit(0, "who")
    hands.press(Qt.Key.Key_Delete)
    hands.press(Qt.Key.Key_Return)
    assert stored(hands, "who") is None
    hands.page.context.undo()
    hands.go(0, "who")
    hands.press(Qt.Key.Key_Delete)
    assert stored(hands, "who") is None


def test_a_choice_that_is_no_longer_offered_stays_until_changed(grid: Any) -> None:
    hands = grid("company-behaviour", BEHAVIOUR | {"who": "everyone <b>"})
    assert hands.words("who") == ["everyone <b>"]
    hands.edit(0, "who")
    hands.press(Qt.Key.Key_Return)
    assert stored(hands, "who") == "everyone <b>"


def test_people_are_offered_leaders_first(grid: Any) -> None:
    hands = grid("personal", {"sentence": "I will ring first."})
    hands.edit(0, "person")
    combo = hands.inner
    names = [combo.itemText(place) for place in range(combo.count()) if combo.itemText(place)]
    assert names == ["Not chosen", "Žofie Nováková", "Wei Chen", "Ola Nordmann"]
    hands.type("w")
    hands.press(Qt.Key.Key_Tab)
    assert hands.words("person") == ["Wei Chen"]
    hands.edit(0, "person")
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    assert hands.words("person") == ["Ola Nordmann"]


def test_without_people_the_cell_leads_to_the_set_up(grid: Any, context: Any) -> None:
    for person in context.document.participants.all():
        context.document.participants.delete(person.id)
    hands = grid("personal", {"sentence": "I will ring first."})
    click(hands, 0, "person")
    combo = hands.inner
    hands.qtbot.waitUntil(combo.view().isVisible)
    QTest.keyClick(combo.view(), Qt.Key.Key_Down)
    with hands.qtbot.waitSignal(context.page_requested) as asked:
        QTest.keyClick(combo.view(), Qt.Key.Key_Return)
    assert asked.args == ["setup"]
    assert stored(hands, "person") is None


def test_a_person_who_left_is_said_to_be_gone(grid: Any, context: Any) -> None:
    hands = grid("personal", {"sentence": "I will ring first.", "person": 99})
    assert hands.words("person") == ["no longer there"]
    hands.edit(0, "person")
    hands.press(Qt.Key.Key_Escape)
    assert stored(hands, "person") == 99


def test_groups_are_offered_with_their_marks(grid: Any, context: Any) -> None:
    hands = grid("communication", MESSAGE)
    hands.go(0, "audience")
    hands.type("c")
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    assert hands.words("audience") == ["Crews"]
    piece = hands.model.content(hands.index(0, "audience")).pieces[0]
    assert piece.mark is GroupKind.EMPLOYEES


# Rating and share


def test_rating_by_keys_on_the_cell(grid: Any, context: Any) -> None:
    hands = grid("gap", {"today": "Late."})
    hands.go(0, "size")
    hands.type("4")
    assert stored(hands, "size") == 4
    assert hands.editor is None
    hands.type("x7")
    assert stored(hands, "size") == 4
    hands.type("0")
    assert stored(hands, "size") is None
    context.undo()
    assert stored(hands, "size") == 4
    hands.press(Qt.Key.Key_Delete)
    assert stored(hands, "size") is None


def test_rating_in_its_editor(grid: Any) -> None:
    hands = grid("gap", {"today": "Late.", "size": 2})
    hands.edit(0, "size")
    hands.press(Qt.Key.Key_Right)
    hands.press(Qt.Key.Key_Right)
    hands.press(Qt.Key.Key_Return)
    assert stored(hands, "size") == 4
    hands.edit(0, "size")
    hands.press(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_Escape)
    assert stored(hands, "size") == 4


def test_rating_by_mouse(grid: Any) -> None:
    hands = grid("gap", {"today": "Late."})
    dots = hands.table.painter.dot_rects(hands.table.visualRect(hands.index(0, "size")))
    click(hands, 0, "size", dots[2].center())
    assert stored(hands, "size") == 3
    assert "3 of 5" in hands.model.data(hands.index(0, "size"), Qt.ItemDataRole.ToolTipRole)


def test_share_takes_digits_up_to_100_and_the_foot_adds_up(grid: Any) -> None:
    hands = grid("people-process-technology")
    hands.fill(0, "now", "60")
    hands.fill(1, "now", "50")
    assert hands.words("now") == ["60%", "50%", ""]
    assert "Attention now adds up to 110" in hands.page._foot._notice.text()
    assert "adds up" not in hands.page._foot._words.text()
    hands.edit(1, "now")
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    assert hands.words("now")[1] == "40%"
    assert "Attention now adds up to 100" in hands.page._foot._words.text()
    hands.fill(2, "now", "0x")
    assert hands.words("now")[2] == "0%"


def test_a_share_above_100_is_refused_with_a_word(grid: Any) -> None:
    hands = grid("people-process-technology")
    hands.fill(0, "now", "60")
    hands.fill(0, "now", "150")  # Enter leaves the editor open
    editor = hands.page._editing.editor
    assert editor is not None
    assert "at most 100" in editor._complaint.text()
    assert stored(hands, "now") == 60
    hands.press(Qt.Key.Key_Backspace)
    hands.press(Qt.Key.Key_Return)
    assert hands.page._editing.editor is None
    assert stored(hands, "now") == 15


def test_a_share_that_was_words_stays_until_digits_are_typed(grid: Any) -> None:
    hands = grid("people-process-technology")
    hands.page.context.document.grids.add("people-process-technology", {"now": "a lot"}, seed="people")
    assert hands.words("now")[0] == "a lot"
    hands.edit(0, "now")
    hands.press(Qt.Key.Key_Return)
    assert hands.words("now")[0] == "a lot"
    hands.fill(0, "now", "30")
    assert hands.words("now")[0] == "30%"


# Date


@pytest.mark.parametrize("typed", ["30 Mar 2026", "30.3.2026", "2026-03-30", "March 30, 2026"])
def test_dates_are_typed_in_usual_forms(grid: Any, typed: str) -> None:
    hands = grid("communication", MESSAGE)
    hands.fill(0, "date", typed)
    assert stored(hands, "date") == "2026-03-30"
    assert hands.words("date") == ["30 Mar 2026"]


def test_a_date_without_a_year_is_the_next_one(grid: Any, context: Any) -> None:
    context.document.clock = lambda: datetime(2026, 3, 12, 10, 42)  # noqa: DTZ001 - as clocks of documents
    hands = grid("communication", MESSAGE)
    hands.fill(0, "date", "1 March")
    assert stored(hands, "date") == "2027-03-01"


def test_what_is_no_date_is_asked_about_and_not_lost(grid: Any) -> None:
    hands = grid("communication", MESSAGE)
    hands.go(0, "date")
    hands.type("soon")
    hands.press(Qt.Key.Key_Return)
    assert hands.editor is not None
    assert "30 Mar 2026" in hands.inner.accessibleDescription()
    assert hands.editor._complaint.isVisible()
    height = hands.table.rowHeight(0)
    click(hands, 0, "action")
    assert stored(hands, "date") == "soon"
    assert hands.words("date") == ["soon"]
    hands.edit(0, "date")
    hands.press(Qt.Key.Key_Return)
    assert hands.editor is not None
    hands.type("1 Apr 2026")
    assert not hands.editor._complaint.isVisible()
    hands.press(Qt.Key.Key_Return)
    assert stored(hands, "date") == "2026-04-01"
    assert hands.table.rowHeight(0) <= height


def test_a_day_picked_from_the_calendar(grid: Any) -> None:
    hands = grid("communication", MESSAGE | {"date": "2026-03-30"})
    hands.edit(0, "date")
    hands.press(Qt.Key.Key_Down, ALT)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    calendar = popup.findChild(QCalendarWidget)
    assert calendar.selectedDate().toString("yyyy-MM-dd") == "2026-03-30"
    view = calendar.focusProxy() or calendar
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Return)
    hands.qtbot.waitUntil(lambda: hands.editor is None)
    assert stored(hands, "date") == "2026-03-31"


# Links


@pytest.fixture
def cards(context: Any) -> list[str]:
    lanes = [group_lane(group.id) for group in context.snapshot.groups]
    words = [(0, "Ring us first"), (0, "Bring a neighbour <b>"), (1, "Wave to the crew")]
    ids = [context.document.cards.add("customer-behaviour", lanes[lane], text) for lane, text in words]
    return [f"card:{card_id}" for card_id in ids]


def chooser(hands: Any) -> LinkChooser:
    hands.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), LinkChooser))
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, LinkChooser)
    return popup


def search(popup: LinkChooser) -> QLineEdit:
    return popup.findChild(QLineEdit)


def offered(popup: LinkChooser) -> list[str]:
    rows = popup.findChild(QListWidget)
    return [rows.item(row).text() for row in range(rows.count()) if not rows.item(row).isHidden()]


def test_an_entry_is_found_by_typing_and_linked(grid: Any, cards: list[str]) -> None:
    hands = grid("company-behaviour", BEHAVIOUR)
    hands.go(0, "promotes")
    hands.type("w")
    popup = chooser(hands)
    QTest.keyClicks(search(popup), "av")
    assert search(popup).text() == "wav"
    assert offered(popup) == ["Islanders", "Wave to the crew"]
    QTest.keyClick(search(popup), Qt.Key.Key_Return)
    assert search(popup).text() == ""
    QTest.keyClick(search(popup), Qt.Key.Key_Return)
    assert stored(hands, "promotes") == [cards[2]]
    assert hands.words("promotes") == ["Wave to the crew"]
    assert hands.editor is None
    assert hands.table.hasFocus()


def test_several_entries_by_arrows_and_space(grid: Any, cards: list[str]) -> None:
    hands = grid("company-behaviour", BEHAVIOUR)
    hands.edit(0, "promotes")
    popup = chooser(hands)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(search(popup), key)
    hands.qtbot.waitUntil(lambda: stored(hands, "promotes") == [cards[0], cards[2]])
    QTest.keyClick(search(popup), Qt.Key.Key_Space)
    QTest.keyClick(search(popup), Qt.Key.Key_Return)
    assert stored(hands, "promotes") == [cards[0]]


def test_escape_takes_ticks_back_and_a_click_outside_keeps(grid: Any, cards: list[str]) -> None:
    hands = grid("company-behaviour", BEHAVIOUR | {"promotes": [cards[1]]})
    hands.edit(0, "promotes")
    popup = chooser(hands)
    QTest.keyClick(search(popup), Qt.Key.Key_Space)
    QTest.keyClick(search(popup), Qt.Key.Key_Escape)
    assert stored(hands, "promotes") == [cards[1]]
    hands.edit(0, "promotes")
    popup = chooser(hands)
    QTest.keyClick(search(popup), Qt.Key.Key_Space)
    popup.hide()
    hands.qtbot.waitUntil(lambda: hands.editor is None)
    assert stored(hands, "promotes") == [cards[0], cards[1]]


def test_tab_leaves_the_entries_for_the_next_cell(grid: Any, cards: list[str]) -> None:
    hands = grid("company-behaviour", BEHAVIOUR)
    hands.edit(0, "promotes")
    place = hands.at()[1]
    QTest.keyClick(search(chooser(hands)), Qt.Key.Key_Space)
    QTest.keyClick(search(chooser(hands)), Qt.Key.Key_Tab)
    assert stored(hands, "promotes") == [cards[0]]
    hands.qtbot.waitUntil(lambda: hands.at() == (0, place + 1))
    hands.type("at the quay")
    assert "at the quay" in hands.editor.value()


def test_a_link_by_mouse(grid: Any, cards: list[str]) -> None:
    hands = grid("company-behaviour", BEHAVIOUR)
    click(hands, 0, "promotes")
    rows = chooser(hands).findChild(QListWidget)
    place = rows.visualItemRect(rows.item(2))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    QTest.keyClick(search(chooser(hands)), Qt.Key.Key_Return)
    assert hands.words("promotes") == ["Bring a neighbour <b>"]


def test_a_link_that_leads_nowhere_can_be_taken_away(grid: Any, cards: list[str]) -> None:
    hands = grid("company-behaviour", BEHAVIOUR | {"promotes": ["card:999", cards[1]]})
    assert hands.words("promotes") == ["no longer there\nBring a neighbour <b>"]
    hands.edit(0, "promotes")
    popup = chooser(hands)
    assert offered(popup)[0] == "no longer there"
    QTest.keyClick(search(popup), Qt.Key.Key_Space)
    QTest.keyClick(search(popup), Qt.Key.Key_Return)
    assert stored(hands, "promotes") == [cards[1]]


def test_the_chooser_leads_to_the_exercise_it_searches(grid: Any, context: Any) -> None:
    hands = grid("company-behaviour", BEHAVIOUR)
    hands.edit(0, "promotes")
    popup = chooser(hands)
    assert "Nothing is written there yet." in popup._empty.text()
    with hands.qtbot.waitSignal(context.page_requested) as asked:
        QTest.mouseClick(popup._go, Qt.MouseButton.LeftButton)
    assert asked.args == ["exercise:customer-behaviour"]


def test_a_card_that_changes_changes_the_link(grid: Any, context: Any, cards: list[str]) -> None:
    hands = grid("company-behaviour", BEHAVIOUR | {"promotes": cards[:1]})
    context.document.cards.set_text(int(cards[0].removeprefix("card:")), "Ring us before anyone")
    assert hands.words("promotes") == ["Ring us before anyone"]


# Values of other types, as another method file may have left them


@pytest.mark.parametrize("value", ["words", 7, ["card:1"], ["a", "b"], "2026-03-30", "<b>x</b>"])
def test_a_value_of_another_type_is_shown_and_its_cell_can_be_worked(grid: Any, value: Any) -> None:
    hands = grid("company-behaviour")
    context = hands.page.context
    context.document.grids.add("company-behaviour", {"behaviour": value, "who": value, "promotes": value})
    context.document.grids.add("communication", {"date": value, "owner": value, "audience": value})
    context.document.grids.add("gap", {"today": "x", "size": value})
    for place in range(hands.model.columnCount()):
        hands.edit(0, place)
        if isinstance(QApplication.activePopupWidget(), LinkChooser):
            QApplication.activePopupWidget().hide()
        else:
            hands.press(Qt.Key.Key_Escape)
    assert stored(hands, "who") == value
    for exercise_id in ("communication", "gap"):
        other = grid(exercise_id)
        for place in range(other.model.columnCount()):
            assert isinstance(other.model.words(other.index(0, place)), str)
            other.edit(0, place)
            other.press(Qt.Key.Key_Escape)
