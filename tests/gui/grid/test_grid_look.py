"""How the grid looks, how it is read aloud, and how quick it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from visionwork.document.document import open_database
from visionwork.domain.cells import CellNames
from visionwork.domain.entries import GridRow
from visionwork.domain.grids import GridLine
from visionwork.gui.context import WorkshopContext
from visionwork.gui.theme import ThemeMode
from visionwork.gui.views.grid.model import GridModel
from visionwork.gui.views.grid_capture import GridCapture
from visionwork.gui.views.ready_to_sign import ReadyToSign
from visionwork.method import default_method

LONG = "We ring them on the day we know it, with two ways out, and we say what it costs them and us. " * 2


def forty(exercise_id: str) -> list[dict[str, Any]]:
    columns = [column.id for column in default_method().exercise(exercise_id).columns]
    return [dict.fromkeys(columns, f"{row} {LONG}") for row in range(40)]


# Model and screen readers


def line(row_id: int, **cells: Any) -> GridLine:
    return GridLine(GridRow(row_id, "values", row_id, None, cells))


def test_the_model_keeps_the_rules_of_models(qtmodeltester: Any) -> None:
    exercise = default_method().exercise("values")
    written: list[Any] = []
    model = GridModel(lambda *cell: written.append(cell))
    seed = GridLine(None, "trust", "Trust", "Words and deeds agree")
    qtmodeltester.check(model, force_py=True)
    qtmodeltester.check(model)
    one, two, three = line(1, value="one"), line(2, value="two"), line(3, value="three")
    for lines in ([GridLine(None)], [one], [one, two, three], [three, one, two], [two], [seed, two, one],
                  [seed], [GridLine(None)], [three, two, seed, one]):  # fmt: skip
        model.show(exercise, lines, CellNames(), editable=True)
        assert [model.line(row) for row in range(model.rowCount())] == lines
    assert model.setData(model.index(1, 1), "Ring first")
    assert not model.setData(model.index(2, 0), "Title")
    assert written == [("row:2", "behaviour", "Ring first")]


def spoken(hands: Any) -> list[str]:
    table = QAccessible.queryAccessibleInterface(hands.table)
    return [table.child(place).text(QAccessible.Text.Name) for place in range(table.childCount())]


def test_cells_are_read_aloud_with_column_and_question(grid: Any) -> None:
    texts = spoken(grid("gap", {"today": "They wait <b>", "size": 4}))
    assert "Today: They wait <b>" in texts
    assert "What we want: empty, What would they meet?" in texts
    assert "Size of the gap: 4 of 5" in texts
    assert "Size of the gap, 1 a step, 5 a leap" in texts
    assert "Quality: Trust, Words and deeds agree" in spoken(grid("track"))


def nameless(root: QWidget) -> list[str]:
    found = []
    for widget in root.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisible():
            continue
        if widget.objectName().startswith("qt_"):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            found.append(type(widget).__name__)
    return found


@pytest.mark.parametrize("exercise_id", ["values", "communication", "company-behaviour", "gap", "closeness"])
def test_everything_that_takes_the_keyboard_has_a_name(grid: Any, exercise_id: str) -> None:
    hands = grid(exercise_id, {"action": "x"})
    assert nameless(hands.page) == []
    for place in range(hands.model.columnCount()):
        hands.edit(0, place)
        QApplication.processEvents()
        popup = QApplication.activePopupWidget()
        assert nameless(hands.page) == []
        assert popup is None or nameless(popup) == []
        if popup is not None:
            popup.hide()
        elif hands.editor is not None:
            hands.press(Qt.Key.Key_Escape)


# Reading only


@pytest.fixture
def read_only(qtbot: Any, context: WorkshopContext, theme: Any, messages: Any, method: Any) -> Any:
    context.document.grids.add("values", {"value": "Candour"})
    path = Path(context.document.store.rows("PRAGMA database_list")[0]["file"])
    document = open_database(path, read_only=True)
    only = WorkshopContext(document, method, theme, messages, read_only=True)
    page = GridCapture(only, only.method.exercise("values"))
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    yield page
    only.close()
    document.close()


def test_a_workshop_open_to_read_is_read_and_not_changed(read_only: Any) -> None:
    table, model = read_only._table, read_only._grid
    table.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F2, Qt.Key.Key_A, Qt.Key.Key_Delete):
        QTest.keyClick(table, key)
    QTest.keyClick(table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(model.index(0, 1)).center()
    )
    assert read_only._editing.editor is None
    assert model.words(model.index(0, 0)) == "Candour"
    button = read_only._foot._add
    assert not button.isEnabled()
    assert button.toolTip()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


# Sizes


@pytest.mark.parametrize("percent", [100, 130])
@pytest.mark.parametrize("exercise_id", ["values", "track", "communication", "competency"])
def test_nothing_is_cut_in_the_smallest_window(grid: Any, theme: Any, exercise_id: str, percent: int) -> None:
    theme.set_text_percent(percent)
    hands = grid(exercise_id, *forty(exercise_id)[:2], width=844, height=460)
    table, painter = hands.table, hands.table.painter
    for column in range(hands.model.columnCount()):
        assert table.columnWidth(column) >= theme.px(110)
    for row in range(hands.model.rowCount()):
        assert table.rowHeight(row) >= theme.px(92)
        for column in range(hands.model.columnCount()):
            content = hands.model.content(hands.index(row, column))
            gutter = table.inset(row, column).gutter
            assert painter.height(content, table.columnWidth(column), gutter) <= table.rowHeight(row)


@pytest.mark.parametrize("exercise_id", ["values", "track", "communication", "competency", "building-blocks"])
def test_every_column_fits_the_smallest_window(grid: Any, exercise_id: str) -> None:
    hands = grid(exercise_id, *forty(exercise_id)[:1], width=844, height=460)
    assert hands.table.horizontalHeader().length() == hands.table.viewport().width()


def test_names_of_rows_are_not_broken_where_there_is_room(grid: Any) -> None:
    hands = grid("competency", {"role": "Delivery consultant"}, {"role": "Everyone in accounting"}, width=844)
    for row in (0, 1):
        piece = hands.model.content(hands.index(row, 0)).pieces[0]
        width = hands.table.painter.text_rect(hands.table.visualRect(hands.index(row, 0)), piece.role,
                                              hands.table.inset(row, 0).gutter).width()  # fmt: skip
        layout = hands.table.painter.layouts.get(piece.text, piece.role, width).layout
        ends = [layout.lineAt(line).textStart() for line in range(1, layout.lineCount())]
        assert all(piece.text[end - 1] == " " for end in ends)
    assert hands.table.horizontalHeader().length() == hands.table.viewport().width()


def test_a_short_grid_is_only_as_high_as_its_rows(grid: Any) -> None:
    hands = grid("values", {"value": "one"}, {"value": "two"})
    header = hands.table.horizontalHeader().height()
    assert [hands.table.rowHeight(row) for row in (0, 1)] == [92, 92]
    hands.qtbot.waitUntil(lambda: hands.table.height() == header + 2 * 92)
    hands.go(1, 0)
    hands.press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    hands.qtbot.waitUntil(lambda: hands.table.height() == header + 92)
    for _ in range(9):
        hands.page.context.document.grids.add("values", {"value": "more"})
    hands.qtbot.waitUntil(lambda: hands.table.verticalScrollBar().maximum() > 0)
    assert hands.page._foot.geometry().bottom() < hands.page.height()


def test_text_size_and_look_change_while_a_cell_is_edited(grid: Any, theme: Any) -> None:
    hands = grid("values", {"value": "one", "behaviour": LONG})
    hands.edit(0, 1)
    before = hands.table.rowHeight(0)
    theme.set_text_percent(130)
    theme.set_mode(ThemeMode.DARK)
    assert hands.table.rowHeight(0) > before
    hands.press(Qt.Key.Key_Escape)
    assert hands.table.rowHeight(0) > before


def test_words_of_the_house_stand_in_heads_and_titles(grid: Any, context: Any) -> None:
    hands = grid("track")
    context.document.workshop.update(organisation="Other Ferries")
    assert hands.model.rowCount() == 5
    assert "{" not in "".join(column.title + column.question for column in hands.model.columns())


def test_forty_long_rows_are_read_and_edited_in_their_middle(grid: Any, context: Any) -> None:
    hands = grid("communication", *forty("communication"))
    row = context.document.grids.all("communication")[20]
    context.document.grids.set_cells(row.id, {"action": f"Said elsewhere. {LONG}"})
    hands.edit(20, 0)
    hands.type("x")
    hands.press(Qt.Key.Key_Escape)
    assert hands.stored()[20]["action"] == f"Said elsewhere. {LONG}"
    assert hands.model.rowCount() >= 40


# The strip below


def strip(hands: Any) -> ReadyToSign:
    return hands.page.findChild(ReadyToSign)


def test_the_strip_counts_what_is_missing_and_leads_to_the_signatures(grid: Any, context: Any) -> None:
    full = dict.fromkeys(("value", "behaviour", "competes", "answer", "missed"), "words")
    hands = grid("values", full, {"value": "Candour"})
    assert strip(hands).accessibleName() == "Ready to sign? Four cells to go, then both sign."
    for column in ("behaviour", "competes", "answer"):
        hands.fill(1, column, "words")
    assert "One cell to go, then both sign." in strip(hands).accessibleName()
    hands.fill(1, "missed", "words")
    assert "Every cell is filled. Nobody has a personal sentence yet." in strip(hands).accessibleName()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with hands.qtbot.waitSignal(context.page_requested) as asked:
            QTest.keyClick(strip(hands), key)
        assert asked.args == ["exercise:signatures"]
    with hands.qtbot.waitSignal(context.page_requested):
        QTest.mouseClick(strip(hands), Qt.MouseButton.LeftButton)


def test_grids_nobody_signs_have_no_strip(grid: Any) -> None:
    assert strip(grid("gap")) is None
    assert strip(grid("personal")) is not None


def test_no_bar_appears_for_a_few_pixels(grid: Any, theme: Any) -> None:
    theme.set_text_percent(130)
    hands = grid("communication", {"message": "What the vision asks"}, width=900)
    overflows = set[int]()
    for width in range(900, 1300, 7):
        hands.page.resize(width, 632)
        QApplication.processEvents()
        overflows.add(hands.table.horizontalScrollBar().maximum())
    assert 0 in overflows
    assert not any(0 < overflow < 30 for overflow in overflows)


_A_FEW = ({"today": LONG}, {"today": "words"}, {"today": "words"})


@pytest.mark.parametrize(("exercise_id", "percent"), [("gap", 100), ("track", 130)])
def test_no_upright_bar_appears_for_a_few_pixels(
    grid: Any, theme: Any, exercise_id: str, percent: int
) -> None:
    theme.set_text_percent(percent)
    hands = grid(exercise_id, *_A_FEW, height=2000)
    table, rows = hands.table, hands.model.rowCount()
    QApplication.processEvents()
    roomy = [table.rowHeight(row) for row in range(rows)]
    assert table.verticalScrollBar().maximum() == 0

    def is_scrolled() -> bool:
        return table.viewport().width() < table.width()

    def bar_fits() -> bool:
        return is_scrolled() == (table.verticalScrollBar().maximum() > 0)

    spare, overflows = hands.page.height() - hands.page.layout().itemAt(0).geometry().height(), set[int]()
    for height in range(2000 - spare + 20, 2000 - spare - 120, -7):
        hands.page.resize(1104, height)
        QApplication.processEvents()
        hands.qtbot.waitUntil(bar_fits)
        shown = is_scrolled()
        overflows.add(table.verticalScrollBar().maximum())
        for row in range(rows):
            assert shown or table.rowHeight(row) >= roomy[row] - 8, "the words stay clear of the rule"
    assert {0} < overflows
    assert not any(0 < overflow < 20 for overflow in overflows)
    hands.page.resize(1104, 2000)
    hands.qtbot.waitUntil(lambda: [table.rowHeight(row) for row in range(rows)] == roomy)


def test_a_row_that_was_tightened_does_not_jump_while_it_is_edited(grid: Any) -> None:
    hands = grid("gap", *_A_FEW, height=2000)
    QApplication.processEvents()
    roomy = hands.table.rowHeight(0)
    card = hands.page.layout().itemAt(0).geometry().height()
    hands.page.resize(1104, card - 15)
    hands.qtbot.waitUntil(lambda: hands.table.rowHeight(0) < roomy)
    hands.qtbot.waitUntil(lambda: hands.table.verticalScrollBar().maximum() == 0)
    tight = [hands.table.rowHeight(row) for row in range(3)]
    hands.edit(1, "today")
    assert [hands.table.rowHeight(row) for row in range(3)] == tight
    hands.press(Qt.Key.Key_Escape)
    assert [hands.table.rowHeight(row) for row in range(3)] == tight
