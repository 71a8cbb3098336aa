"""Typing in cells: what Enter, Tab and Esc do, and that nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from visionwork.document.errors import NotSavedError
from visionwork.domain.groups import GroupKind

CANDOUR = {"value": "Candour", "behaviour": "Say bad news ourselves."}
TEAMS = {"value": "Steady teams", "behaviour": "Keep the team a year."}
NASTY = "R&D <b>a<b</b> <img src=x> {customers} %s \\n"


def box(hands: Any) -> QPlainTextEdit:
    assert isinstance(hands.inner, QPlainTextEdit)
    return hands.inner


def test_a_letter_begins_editing_and_enter_keeps(grid: Any) -> None:
    hands = grid("values", CANDOUR)
    hands.fill(0, "answer", "Client council")
    assert hands.row(0)[3] == "Client council"
    assert hands.editor is None
    assert hands.at() == (0, 3)
    assert hands.table.hasFocus()


def test_a_letter_replaces_and_enter_goes_on(grid: Any) -> None:
    hands = grid("values", CANDOUR)
    hands.fill(0, "value", "Truth")
    assert hands.words() == ["Truth"]
    hands.edit(0, "value")
    hands.type("fulness")
    hands.press(Qt.Key.Key_Return)
    assert hands.words() == ["Truthfulness"]


def test_space_never_wipes_a_cell(grid: Any) -> None:
    hands = grid("values", CANDOUR)
    hands.go(0, "value")
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Return)
    assert hands.words() == ["Candour"]


def test_words_typed_after_a_space_replace_a_cell_and_are_never_glued_to_it(grid: Any) -> None:
    hands = grid("values", CANDOUR)
    hands.go(0, "value")
    hands.press(Qt.Key.Key_Space)
    hands.type("Care for each other")
    hands.press(Qt.Key.Key_Return)
    assert hands.words() == ["Care for each other"]


def test_escape_restores_and_undo_brings_back_what_was_typed(grid: Any, context: Any) -> None:
    hands = grid("values", CANDOUR)
    hands.edit(0, "value")
    hands.type(" and more")
    hands.qtbot.waitUntil(lambda: hands.stored()[0]["value"] == "Candour and more")
    hands.press(Qt.Key.Key_Escape)
    assert hands.stored()[0]["value"] == "Candour"
    assert hands.editor is None
    context.undo()
    assert hands.words() == ["Candour and more"]
    context.undo()
    assert hands.words() == ["Candour"]


def test_escape_before_anything_is_stored_leaves_no_trace(grid: Any, context: Any) -> None:
    hands = grid("values", CANDOUR)
    commits = context.document.store.commits
    hands.edit(0, "value")
    hands.type("xyz")
    hands.press(Qt.Key.Key_Escape)
    context.edits.flush()
    assert hands.words() == ["Candour"]
    assert context.document.store.commits == commits


def test_what_is_typed_is_stored_on_a_pause_while_the_cell_stays_open(grid: Any) -> None:
    hands = grid("values", CANDOUR)
    hands.edit(0, "answer")
    hands.type("Client council")
    assert hands.page.context.edits.waiting
    hands.qtbot.waitUntil(lambda: hands.stored()[0].get("answer") == "Client council")
    assert hands.editor is not None


def test_storing_keeps_the_caret_and_the_selection(grid: Any) -> None:
    hands = grid("values", CANDOUR, TEAMS)
    hands.edit(0, "behaviour")
    cursor = box(hands).textCursor()
    cursor.setPosition(4)
    box(hands).setTextCursor(cursor)
    hands.type("very ")
    editor = hands.editor
    hands.qtbot.waitUntil(lambda: "very" in hands.stored()[0]["behaviour"])
    assert hands.editor is editor
    assert box(hands).textCursor().position() == 9
    assert box(hands).hasFocus()
    hands.type("too ")
    assert box(hands).toPlainText() == "Say very too bad news ourselves."


def test_one_visit_is_one_step_of_undo(grid: Any, context: Any) -> None:
    hands = grid("values", CANDOUR)
    for visit in ("one", "two"):
        hands.edit(0, "value")
        hands.type(f" {visit}")
        hands.qtbot.waitUntil(lambda visit=visit: hands.stored()[0]["value"].endswith(visit))
        hands.type(" on")
        hands.press(Qt.Key.Key_Return)
    assert hands.words() == ["Candour one on two on"]
    context.undo()
    assert hands.words() == ["Candour one on"]
    context.undo()
    assert hands.words() == ["Candour"]
    context.redo()
    assert hands.words() == ["Candour one on"]


def test_undo_while_editing_shows_in_the_editor(grid: Any, context: Any) -> None:
    hands = grid("values", CANDOUR)
    hands.edit(0, "value")
    hands.type("!")
    hands.qtbot.waitUntil(lambda: hands.stored()[0]["value"] == "Candour!")
    context.undo()
    assert box(hands).toPlainText() == "Candour"
    hands.press(Qt.Key.Key_Return)
    assert hands.words() == ["Candour"]


def test_tab_after_the_last_cell_begins_a_row_that_is_stored_with_its_first_word(
    grid: Any, context: Any
) -> None:
    hands = grid("values", CANDOUR)
    hands.edit(0, 4)
    hands.type("b")
    hands.press(Qt.Key.Key_Tab)
    assert hands.at() == (1, 0)
    assert hands.editor is not None
    assert len(hands.stored()) == 1  # nothing is stored yet
    hands.type("Nerve")
    hands.press(Qt.Key.Key_Tab)
    assert hands.at() == (1, 1)
    hands.type("We say it first")
    hands.press(Qt.Key.Key_Return)
    assert hands.stored()[1:] == [{"value": "Nerve", "behaviour": "We say it first"}]
    assert hands.model.rowCount() == 2
    assert hands.at() == (1, 1)
    context.undo()
    context.undo()
    assert len(hands.stored()) == 1
    assert hands.model.rowCount() == 1


def test_a_row_begun_by_tab_goes_again_when_nothing_is_written_in_it(grid: Any, qtbot: Any) -> None:
    hands = grid("values", CANDOUR)
    hands.go(0, 4)
    hands.press(Qt.Key.Key_Tab)
    assert hands.at() == (1, 0)
    assert hands.table.hasFocus()
    hands.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert hands.at() == (0, 4)
    qtbot.waitUntil(lambda: hands.model.rowCount() == 1)

    hands.press(Qt.Key.Key_Tab)
    for _ in range(hands.model.columnCount()):  # through the empty row and out
        hands.press(Qt.Key.Key_Tab)
    assert not hands.table.hasFocus()
    assert hands.model.rowCount() == 1
    assert len(hands.stored()) == 1


def test_a_dot_in_the_row_begun_by_tab_stores_it(grid: Any) -> None:
    hands = grid("track")
    rows, rating = hands.model.rowCount(), "to_customers"
    last = next(
        place
        for place in reversed(range(hands.model.columnCount()))
        if not hands.model.is_fixed(hands.index(0, place))
    )
    hands.go(rows - 1, last)
    hands.press(Qt.Key.Key_Tab)
    assert hands.at() == (rows, 0)
    hands.go(rows, rating)
    hands.press(Qt.Key.Key_4)
    assert hands.stored() == [{rating: 4}]
    assert hands.model.rowCount() == rows + 1


def test_tab_walks_through_the_cells_and_out_at_both_ends(grid: Any, qtbot: Any) -> None:
    hands = grid("values", CANDOUR, TEAMS)
    hands.edit(0, 3)
    hands.type("a")
    hands.press(Qt.Key.Key_Tab)
    assert hands.at() == (0, 4)
    hands.type("b")
    hands.press(Qt.Key.Key_Tab)
    assert hands.at() == (1, 0)
    hands.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert hands.at() == (0, 4)
    hands.press(Qt.Key.Key_Escape)
    assert hands.stored()[0] == CANDOUR | {"answer": "a", "missed": "b"}
    hands.edit(1, 4)
    for _ in range(1 + hands.model.columnCount()):  # the row to come lies between
        hands.press(Qt.Key.Key_Tab)
    assert len(hands.stored()) == 2
    assert hands.editor is None
    assert not hands.table.hasFocus()
    hands.go(0, 0)
    QTest.keyClick(hands.table, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert not hands.table.hasFocus()


def test_shift_enter_breaks_the_line_of_a_long_text_only(grid: Any) -> None:
    hands = grid("values", CANDOUR)
    shift = Qt.KeyboardModifier.ShiftModifier
    for column in ("behaviour", "value"):
        hands.edit(0, column)
        hands.press(Qt.Key.Key_Return, shift)
        hands.type("more")
        hands.press(Qt.Key.Key_Return)
    assert hands.row(0)[:2] == ["Candourmore", "Say bad news ourselves.\nmore"]


def test_leaving_by_mouse_keeps(grid: Any) -> None:
    hands = grid("values", CANDOUR, TEAMS)
    hands.edit(0, "answer")
    hands.type("Client council")
    place = hands.table.visualRect(hands.index(1, "behaviour")).center()
    QTest.mouseClick(hands.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert hands.stored()[0]["answer"] == "Client council"
    assert hands.at() == (1, 1)
    assert box(hands).toPlainText() == "Keep the team a year."


def test_a_click_puts_the_caret_where_it_was(grid: Any) -> None:
    hands = grid("values", CANDOUR)
    cell = hands.table.visualRect(hands.index(0, "behaviour"))
    QTest.mouseClick(hands.table.viewport(), Qt.MouseButton.LeftButton, pos=cell.topLeft() + QPoint(18, 22))
    assert box(hands).textCursor().position() <= 1


def test_a_click_beside_the_words_stays_in_the_editor(grid: Any) -> None:
    hands = grid("values", CANDOUR)
    hands.edit(0, "answer")
    hands.type("Council")
    editor = hands.editor
    assert editor is not None
    QTest.mouseClick(editor, Qt.MouseButton.LeftButton, pos=QPoint(5, editor.height() - 5))
    hands.type(" meets")
    assert hands.editor is editor
    hands.press(Qt.Key.Key_Return)
    assert hands.row(0)[3] == "Council meets"


def test_another_page_keeps_what_is_typed(grid: Any) -> None:
    hands = grid("values", CANDOUR)
    hands.edit(0, "answer")
    hands.type("Client council")
    hands.page.hide()
    assert hands.stored()[0]["answer"] == "Client council"


def test_the_row_grows_with_the_words_and_nothing_is_cut(grid: Any) -> None:
    hands = grid("values", CANDOUR, TEAMS)
    before = hands.table.rowHeight(0)
    hands.edit(0, "missed")
    box(hands).insertPlainText("Anyone may ring any of us on any day. " * 12)
    grown = hands.table.rowHeight(0)
    assert grown > before
    assert hands.editor is not None
    needed = hands.editor.mapTo(hands.editor, box(hands).geometry().topLeft()).y()
    assert hands.editor.height() >= needed + box(hands).cursorRect().bottom()
    hands.press(Qt.Key.Key_Return)
    assert hands.table.rowHeight(0) >= grown - 1
    hands.press(Qt.Key.Key_Delete)
    assert hands.table.rowHeight(0) == before


def test_opening_an_editor_moves_no_word(grid: Any) -> None:
    hands = grid(
        "values", CANDOUR | {"behaviour": "Say bad news to the client ourselves, the day we know it."}
    )
    hands.table.clearFocus()
    cell = hands.table.visualRect(hands.index(0, "behaviour"))
    inside = cell.adjusted(6, 6, -6, -6)

    def ink(where: QWidget) -> set[tuple[int, int]]:
        image = where.grab(inside).toImage()
        return {(x, y) for x in range(image.width()) for y in range(image.height())
                if image.pixelColor(x, y).lightness() < 120}  # fmt: skip

    painted = ink(hands.table.viewport())
    hands.edit(0, "behaviour")
    box(hands).setCursorWidth(0)
    assert hands.editor is not None
    hands.qtbot.waitUntil(hands.editor.isVisible)
    edited = ink(hands.table.viewport())
    assert len(painted) > 200
    assert len(painted ^ edited) < 0.02 * len(painted)


@pytest.mark.parametrize(
    "text", [NASTY, "客户先听到坏消息", "Πρώτα τα άσχημα νέα", "Nejdřív špatné zprávy", "a\u0301"]
)
def test_any_words_are_kept_as_they_are(grid: Any, text: str) -> None:
    hands = grid("values", CANDOUR)
    hands.edit(0, "answer")
    box(hands).insertPlainText(text)
    hands.press(Qt.Key.Key_Return)
    assert hands.row(0)[3] == text.replace("a\u0301", "á")


def test_an_input_method_opens_the_editor(grid: Any) -> None:
    hands = grid("values", CANDOUR)
    hands.go(0, "answer")
    QApplication.sendEvent(hands.table, QInputMethodEvent("ke hu", []))
    assert hands.editor is not None
    composed = QInputMethodEvent()
    composed.setCommitString("客户")
    QApplication.sendEvent(hands.table, composed)
    hands.qtbot.waitUntil(box(hands).hasFocus)
    hands.press(Qt.Key.Key_Return)
    assert hands.row(0)[3] == "客户"


def test_a_disk_that_refuses_loses_nothing(grid: Any, context: Any, monkeypatch: Any) -> None:
    hands = grid("values", CANDOUR)

    def refuse(*args: Any, **options: Any) -> None:
        raise NotSavedError("The disk is full.", "Make room.")

    with monkeypatch.context() as patched:
        patched.setattr(context.document.grids, "set_cells", refuse)
        hands.edit(0, "answer")
        hands.type("Client council")
        hands.press(Qt.Key.Key_Return)
        assert context.edits.waiting
        assert hands.row(0)[3] == "Client council"
        hands.edit(0, "answer")
        assert box(hands).toPlainText() == "Client council"
        hands.press(Qt.Key.Key_Return)
    assert context.edits.flush()
    assert hands.stored()[0]["answer"] == "Client council"
    assert hands.row(0)[3] == "Client council"


def test_the_first_row_of_a_grid_survives_a_disk_that_refuses(
    grid: Any, context: Any, monkeypatch: Any
) -> None:
    hands = grid("values")

    def refuse(*args: Any, **options: Any) -> None:
        raise NotSavedError("The disk is full.", "Make room.")

    with monkeypatch.context() as patched:
        patched.setattr(context.document.grids, "add", refuse)
        hands.fill(0, 0, "Candour")
        hands.fill(0, 1, "Ring first")
        assert hands.row(0)[:2] == ["Candour", "Ring first"]
    assert context.edits.flush()
    assert hands.stored() == [{"value": "Candour", "behaviour": "Ring first"}]


def test_words_of_others_refresh_without_closing_the_editor(grid: Any, context: Any) -> None:
    hands = grid("values", CANDOUR, TEAMS)
    first, second = context.document.grids.all("values")
    hands.edit(0, "behaviour")
    context.document.grids.set_cells(second.id, {"value": "Calm teams"})
    context.document.groups.add("Harbour", GroupKind.EMPLOYEES)
    assert hands.words() == ["Candour", "Calm teams"]
    assert hands.editor is not None
    context.document.grids.set_cells(first.id, {"behaviour": "Another sentence."})
    assert box(hands).toPlainText() == "Another sentence."


def test_the_row_that_is_edited_may_go(grid: Any, context: Any) -> None:
    hands = grid("values", CANDOUR, TEAMS)
    first, _ = context.document.grids.all("values")
    hands.edit(0, "behaviour")
    hands.type(" More.")
    context.document.grids.delete(first.id)
    assert hands.editor is None
    assert hands.words() == ["Steady teams"]
    assert context.edits.flush()
    assert hands.stored() == [TEAMS]


def test_the_row_that_is_edited_may_move(grid: Any, context: Any) -> None:
    hands = grid("values", CANDOUR, TEAMS)
    first, second = context.document.grids.all("values")
    hands.edit(0, "behaviour")
    hands.type(" More.")
    context.document.grids.reorder("values", [second.id, first.id])
    hands.type(" And more.")
    hands.press(Qt.Key.Key_Return)
    assert hands.words(1) == ["Keep the team a year.", "Say bad news ourselves. More. And more."]
    assert hands.at() == (1, 1)
