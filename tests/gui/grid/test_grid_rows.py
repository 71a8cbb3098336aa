"""Rows of a grid: seeds and own ones, adding, moving, deleting, copying and pasting."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from visionwork.domain.entries import group_lane
from visionwork.domain.groups import GroupKind
from visionwork.gui.views.grid.key_map import Act
from visionwork.gui.views.grid.tsv import read_table, write_table

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ROWS = [{"value": "one"}, {"value": "two"}, {"value": "three"}]


def add_button(hands: Any) -> QPushButton:
    return hands.page._foot.findChild(QPushButton)


# Seeds and the row to come


def test_an_empty_grid_offers_a_row_and_typing_stores_it(grid: Any, context: Any) -> None:
    hands = grid("values")
    assert hands.words() == [""]
    assert hands.model.content(hands.index(0, 1)).pieces[0].text == "What would be on the film?"
    assert hands.stored() == []
    hands.fill(0, "behaviour", "Ring first")
    assert hands.stored() == [{"behaviour": "Ring first"}]
    assert hands.at() == (0, 1)
    hands.press(Qt.Key.Key_Tab)
    hands.type("Truth wins")
    hands.press(Qt.Key.Key_Return)
    assert hands.stored() == [{"behaviour": "Ring first", "competes": "Truth wins"}]
    context.undo()
    context.undo()
    assert hands.stored() == []
    assert hands.model.rowCount() == 1


def test_the_row_to_come_is_stored_while_its_editor_stays_open(grid: Any, context: Any) -> None:
    hands = grid("values")
    hands.go(0, 0)
    hands.type("Can")
    editor = hands.editor
    hands.qtbot.waitUntil(lambda: hands.stored() == [{"value": "Can"}])
    assert hands.editor is editor
    hands.type("dour")
    hands.press(Qt.Key.Key_Return)
    assert hands.stored() == [{"value": "Candour"}]
    context.undo()
    assert hands.stored() == []


def test_escape_takes_a_row_back_that_was_only_begun(grid: Any) -> None:
    hands = grid("values")
    hands.go(0, 0)
    hands.type("Can")
    hands.qtbot.waitUntil(lambda: bool(hands.stored()))
    hands.press(Qt.Key.Key_Escape)
    assert hands.stored() == []
    assert hands.words() == [""]
    assert hands.at() == (0, 0)


def test_add_on_an_empty_grid_begins_the_row_that_is_offered(grid: Any) -> None:
    hands = grid("values")
    QTest.mouseClick(add_button(hands), Qt.MouseButton.LeftButton)
    assert hands.editor is not None
    assert hands.model.rowCount() == 1
    assert hands.stored() == []


def test_seed_rows_keep_their_title_and_are_stored_with_the_first_words(grid: Any, context: Any) -> None:
    hands = grid("track")
    assert hands.words() == ["Trust", "Respect", "Appreciation", "Communication", "Kindness"]
    assert hands.at() == (0, 1)
    hands.edit(1, 0)
    assert hands.editor is None
    hands.fill(1, "builds", "Answering the same day")
    (row,) = context.document.grids.all("track")
    assert (row.seed, dict(row.cells)) == ("respect", {"builds": "Answering the same day"})
    assert len(hands.words()) == 5
    hands.fill(1, "erodes", "Moving people by e-mail")
    assert len(context.document.grids.all("track")) == 1
    context.undo()
    context.undo()
    assert context.document.grids.all("track") == ()


def test_deleting_a_seed_row_empties_it(grid: Any, context: Any) -> None:
    hands = grid("track")
    hands.fill(0, "builds", "Ringing first")
    hands.press(Qt.Key.Key_Delete, CONTROL)
    assert hands.words()[0] == "Trust"
    assert hands.row(0)[1] == ""
    context.undo()
    assert hands.row(0)[1] == "Ringing first"


def test_groups_are_rows_and_follow_the_set_up(grid: Any, context: Any) -> None:
    hands = grid("closeness")
    assert hands.words() == ["Commuters", "Islanders"]
    piece = hands.model.content(hands.index(0, 0)).pieces[0]
    assert (piece.mark, piece.kind) == (GroupKind.CUSTOMERS, GroupKind.CUSTOMERS)
    hands.fill(1, "worth", "Two named people")
    assert context.document.grids.all("closeness")[0].seed == group_lane(2)
    context.document.groups.add("Schools {customers}", GroupKind.CUSTOMERS)
    assert hands.words() == ["Commuters", "Islanders", "Schools {customers}"]


# Own rows


def test_the_button_adds_a_row_and_edits_it(grid: Any, context: Any) -> None:
    hands = grid("values", *ROWS)
    assert add_button(hands).text() == "Add a value"
    QTest.mouseClick(add_button(hands), Qt.MouseButton.LeftButton)
    hands.type("four")
    hands.press(Qt.Key.Key_Return)
    assert hands.words() == ["one", "two", "three", "four"]
    context.undo()
    context.undo()
    assert hands.words() == ["one", "two", "three"]


def test_control_enter_adds_a_row_below(grid: Any) -> None:
    hands = grid("values", *ROWS)
    hands.go(0, 2)
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.type("and a half")
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.type("nearly two")
    hands.press(Qt.Key.Key_Return)
    assert hands.words() == ["one", "and a half", "nearly two", "two", "three"]


def test_a_row_added_after_deletions_comes_last(grid: Any) -> None:
    hands = grid("values", *ROWS)
    hands.go(0, 0)
    hands.press(Qt.Key.Key_Delete, CONTROL)
    QTest.mouseClick(add_button(hands), Qt.MouseButton.LeftButton)
    hands.type("four")
    hands.press(Qt.Key.Key_Return)
    assert hands.words() == ["two", "three", "four"]


def test_own_rows_move_and_the_cell_moves_along(grid: Any, context: Any) -> None:
    hands = grid("values", *ROWS)
    hands.go(2, 1)
    hands.press(Qt.Key.Key_Up, ALT)
    hands.press(Qt.Key.Key_Up, ALT)
    hands.press(Qt.Key.Key_Up, ALT)
    assert hands.words() == ["three", "one", "two"]
    assert hands.at() == (0, 1)
    hands.press(Qt.Key.Key_Down, ALT)
    assert hands.words() == ["one", "three", "two"]
    for _ in range(3):
        context.undo()
    assert hands.words() == ["one", "two", "three"]


def test_seed_rows_stay_where_the_method_has_them(grid: Any) -> None:
    hands = grid("track", {"quality": "Craft"}, {"quality": "Wit"})
    hands.fill(0, 1, "x")
    hands.press(Qt.Key.Key_Down, ALT)
    hands.go(5, 0)
    hands.press(Qt.Key.Key_Up, ALT)
    assert hands.words() == ["Trust", "Respect", "Appreciation", "Communication", "Kindness", "Craft", "Wit"]
    hands.press(Qt.Key.Key_Down, ALT)
    assert hands.words()[5:] == ["Wit", "Craft"]


def test_delete_and_undo_bring_the_same_row_back(grid: Any, context: Any) -> None:
    hands = grid("values", *ROWS)
    hands.go(1, 2)
    hands.press(Qt.Key.Key_Delete, CONTROL)
    assert hands.words() == ["one", "three"]
    assert hands.at() == (1, 2)
    context.undo()
    assert hands.words() == ["one", "two", "three"]
    for _ in ROWS:
        hands.press(Qt.Key.Key_Delete, CONTROL)
    assert hands.words() == [""]
    assert hands.table.currentIndex().isValid()


def test_delete_clears_the_selected_cells_as_one_step(grid: Any, context: Any) -> None:
    hands = grid("values", {"value": "one", "behaviour": "a"}, {"value": "two", "behaviour": "b"})
    hands.go(0, 0)
    shift = Qt.KeyboardModifier.ShiftModifier
    hands.press(Qt.Key.Key_Right, shift)
    hands.press(Qt.Key.Key_Down, shift)
    hands.press(Qt.Key.Key_Delete)
    assert hands.stored() == [{}, {}]
    context.undo()
    assert hands.words() == ["one", "two"]


def test_more_rows_than_suggested_are_told_and_taken(grid: Any) -> None:
    hands = grid("values", *ROWS, {"value": "four"}, {"value": "five"})
    foot = hands.page._foot._words
    assert "now" not in foot.text()
    QTest.mouseClick(add_button(hands), Qt.MouseButton.LeftButton)
    hands.type("six")
    hands.press(Qt.Key.Key_Return)
    assert len(hands.stored()) == 6
    assert "There are 6 now" in foot.text()
    assert add_button(hands).isEnabled()


def test_a_plan_that_only_writes_is_asked_about(grid: Any) -> None:
    letters = {"action": "News", "channel": "letter"}
    hands = grid("communication", letters, letters)
    notice = hands.page._foot._notice
    assert notice.isVisible()
    assert "written" in notice.text()
    hands.go(0, "channel")
    hands.type("small")
    hands.press(Qt.Key.Key_Return)
    assert not notice.isVisible()


# Menu


def open_menu(hands: Any) -> dict[str, Any]:
    hands.press(Qt.Key.Key_Menu)
    hands.page._open_menu(hands.table.mapToGlobal(hands.table.rect().center()))
    entries = [action for action in hands.page._menu.actions() if not action.isSeparator()]
    return {action.text().partition("\t")[0]: action for action in entries}


def test_the_menu_offers_what_the_keys_do(grid: Any) -> None:
    hands = grid("values", *ROWS)
    hands.go(0, 0)
    entries = open_menu(hands)
    assert {name for name, action in entries.items() if not action.isEnabled()} == {"Move row up"}
    entries["Move row down"].trigger()
    assert hands.words() == ["two", "one", "three"]
    entries["Delete row"].trigger()
    assert hands.words() == ["two", "three"]
    entries["Add a row below"].trigger()
    assert hands.editor is not None
    hands.page._menu.close()


def test_the_menu_of_a_seed_row_never_deletes_it(grid: Any) -> None:
    hands = grid("track")
    hands.fill(0, 1, "Ringing first")
    entries = open_menu(hands)
    assert "Delete row" not in entries
    assert not entries["Move row down"].isEnabled()
    entries["Empty row"].trigger()
    assert hands.row(0)[1] == ""
    hands.page._menu.close()


def test_the_row_button_opens_the_menu_of_its_row(grid: Any) -> None:
    hands = grid("values", *ROWS)
    hands.go(0, 0)
    place = hands.table.visualRect(hands.index(1, 2)).center()
    QTest.mouseMove(hands.table.viewport(), place)
    button = hands.table._button
    hands.qtbot.waitUntil(
        lambda: button.isVisible() and hands.table.rowAt(button.geometry().center().y()) == 1
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert hands.page._menu.isVisible()
    assert hands.at()[0] == 1
    hands.page._menu.close()


# Copy and paste


def test_a_table_from_a_spreadsheet_fills_cells_and_adds_rows(grid: Any, context: Any) -> None:
    hands = grid("values", {"value": "one", "behaviour": "kept"})
    hands.go(0, 0)
    hands.paste('Candour\tSay it\t"A late truth,\nthen a price"\nSteady teams\tKeep "the" team\r\nThird\n')
    assert hands.words(0) == ["Candour", "Steady teams", "Third"]
    assert hands.words(1) == ["Say it", 'Keep "the" team', ""]
    assert hands.words(2)[0] == "A late truth,\nthen a price"
    context.undo()
    assert hands.stored() == [{"value": "one", "behaviour": "kept"}]


def test_pasted_words_become_values_of_their_columns(grid: Any) -> None:
    hands = grid("communication")
    hands.go(0, 0)
    hands.paste("News\tcrews\tLETTER\tEach week\twei chen\t30.3.2026\tin progress\tbeyond the last column")
    (cells,) = hands.stored()
    assert cells["channel"] == "letter"
    assert cells["date"] == "2026-03-30"
    assert hands.row(0) == [
        "News", "Crews", "letter", "Each week", "Wei Chen", "30 Mar 2026", "in progress",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        ("Žofie", "Linked to nobody in the room. Choose Žofie Nováková?"),
        ("Petra", "Linked to nobody in the room."),
        ("wei chen", ""),
    ],
)
def test_a_pasted_name_that_matches_nobody_stays_and_says_so(grid: Any, pasted: str, told: str) -> None:
    hands = grid("communication")
    hands.go(0, 0)
    hands.paste(f"News\tcrews\tletter\tEach week\t{pasted}")
    index = hands.index(0, 4)
    assert hands.model.words(index).casefold() == pasted.casefold()
    shown = [piece.text for piece in hands.model.content(index).pieces]
    assert not told or shown[1:] == [told]
    assert any("Linked" in words for words in shown) == bool(told)
    assert told in hands.model.data(index, Qt.ItemDataRole.AccessibleTextRole)


def test_pasting_over_seeds_leaves_their_titles(grid: Any, context: Any) -> None:
    hands = grid("track")
    hands.go(3, 0)
    hands.paste("Other\ta\tb\t4\nOther\tc\td\t5\nOwn\te\tf\t9")
    assert hands.words() == ["Trust", "Respect", "Appreciation", "Communication", "Kindness", "Own"]
    assert [hands.row(row)[3] for row in (3, 4, 5)] == ["4", "5", "9"]
    assert {row.seed for row in context.document.grids.all("track")} == {"communication", "kindness", None}


def test_a_table_pasted_while_editing_fills_the_grid(grid: Any) -> None:
    hands = grid("values", {"value": "one"})
    hands.edit(0, 1)
    hands.paste("a\tb\nc\td")
    assert hands.editor is None
    assert hands.words(1) == ["a", "c"]
    assert hands.words(2) == ["b", "d"]


def test_lines_pasted_while_editing_stay_in_the_cell(grid: Any) -> None:
    hands = grid("values", {"value": "one"})
    hands.edit(0, 1)
    hands.paste("first line\nsecond line\n")
    hands.press(Qt.Key.Key_Return)
    assert hands.words(1) == ["first line\nsecond line"]
    hands.edit(0, 0)
    hands.paste("two\nwords")
    hands.press(Qt.Key.Key_Return)
    assert hands.words(0) == ["onetwo words"]


def test_copy_takes_a_cell_as_words_and_a_row_as_a_table(grid: Any) -> None:
    hands = grid("communication", {"action": 'Say "no"\nearly', "audience": 1, "date": "2026-03-30"})
    hands.go(0, 0)
    hands.press(Qt.Key.Key_C, CONTROL)
    assert QApplication.clipboard().text() == 'Say "no"\nearly'
    hands.page._act(Act.COPY_ROW)
    assert read_table(QApplication.clipboard().text()) == [
        ['Say "no"\nearly', "Commuters", "", "", "", "30 Mar 2026", ""]
    ]
    hands.press(Qt.Key.Key_X, CONTROL)
    assert hands.words() == [""]


def test_a_copied_row_pastes_back_as_it_was(grid: Any) -> None:
    cells = {"action": "News", "audience": 3, "channel": "letter", "owner": 2, "date": "2026-03-30"}
    hands = grid("communication", cells, {"action": "x"})
    hands.go(0, 0)
    hands.page._act(Act.COPY_ROW)
    hands.go(1, 0)
    hands.press(Qt.Key.Key_V, CONTROL)
    assert hands.stored()[1] == cells


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("", []),
        ("\n", []),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ('"a\tb"\tc', [["a\tb", "c"]]),
        ('"never closed\tb\nc', [['"never closed', "b"], ["c"]]),
        ("x" * 200_000, [["x" * 200_000]]),
    ],
)
def test_tables_are_read_as_spreadsheets_write_them(text: str, table: list[list[str]]) -> None:
    assert read_table(text) == table


def test_tables_read_back_as_written() -> None:
    table = [["a\tb", 'c"d'], ["e\nf", ""]]
    assert read_table(write_table(table)) == table
