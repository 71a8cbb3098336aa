"""A grid on a small workshop, and hands to work it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from visionwork.document.document import create_database, open_database
from visionwork.domain.groups import GroupKind
from visionwork.gui.context import WorkshopContext
from visionwork.gui.views.grid.editors.base import CellEditor
from visionwork.gui.views.grid_capture import GridCapture

_NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def context(qtbot: Any, tmp_path: Path, theme: Any, messages: Any, method: Any) -> Iterator[WorkshopContext]:
    path = tmp_path / "grid.visionwork"
    create_database(path, "Grid", "Torsund Ferries")
    document = open_database(path)
    document.groups.add("Commuters", GroupKind.CUSTOMERS)
    document.groups.add("Islanders", GroupKind.CUSTOMERS)
    crews = document.groups.add("Crews", GroupKind.EMPLOYEES)
    document.participants.add("Ola Nordmann", "Deckhand", crews)
    document.participants.add("Žofie Nováková", "Chief executive", None, True)
    document.participants.add("Wei Chen", "Finance", None, True)
    context = WorkshopContext(document, method, theme, messages)
    yield context
    context.edits.flush()
    context.close()
    document.close()


class Hands:
    """Works a grid as somebody at the keyboard does, and tells what is seen."""

    def __init__(self, qtbot: Any, page: GridCapture) -> None:
        self.qtbot = qtbot
        self.page = page
        self.table = page._table
        self.model = page._grid

    @property
    def editor(self) -> CellEditor | None:
        return self.page._editing.editor

    @property
    def inner(self) -> QWidget:
        assert self.editor is not None, "no editor is open"
        inner = self.editor.focusProxy()
        assert inner is not None
        return inner

    def index(self, row: int, column: int | str) -> QModelIndex:
        if isinstance(column, str):
            column = [each.id for each in self.model.columns()].index(column)
        return self.model.index(row, column)

    def go(self, row: int, column: int | str) -> None:
        self.table.setFocus()
        self.table.go_to(self.index(row, column))

    def at(self) -> tuple[int, int]:
        current = self.table.currentIndex()
        return current.row(), current.column()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NO_KEY) -> None:
        """Press a key wherever the keyboard is in the grid."""
        target = self.inner if self.editor is not None else self.table
        QTest.keyClick(target, key, modifiers)

    def type(self, text: str) -> None:
        for letter in text:
            target = self.inner if self.editor is not None else self.table
            self.qtbot.keyClicks(target, letter)

    def edit(self, row: int, column: int | str) -> None:
        self.go(row, column)
        self.press(Qt.Key.Key_Return)

    def fill(self, row: int, column: int | str, text: str) -> None:
        """Type over a cell and keep it."""
        self.go(row, column)
        self.type(text)
        self.press(Qt.Key.Key_Return)

    def paste(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def words(self, column: int | str = 0) -> list[str]:
        return [self.model.words(self.index(row, column)) for row in range(self.model.rowCount())]

    def row(self, row: int) -> list[str]:
        return [self.model.words(self.index(row, place)) for place in range(self.model.columnCount())]

    def stored(self) -> list[dict[str, Any]]:
        rows = self.page.context.document.grids.all(self.page.exercise.id)
        return [dict(row.cells) for row in rows]


@pytest.fixture
def grid(qtbot: Any, context: WorkshopContext) -> Callable[..., Hands]:
    """Open the grid of an exercise, with rows that are there already."""

    def build(exercise_id: str, *rows: dict[str, Any], width: int = 1104, height: int = 632) -> Hands:
        for cells in rows:
            context.document.grids.add(exercise_id, cells)
        page = GridCapture(context, context.method.exercise(exercise_id))
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        page.activateWindow()
        page._table.setFocus()
        qtbot.waitUntil(page._table.hasFocus)
        return Hands(qtbot, page)

    return build
