"""Rows below each other that a person edits, moves, removes and adds to."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget


class EditedRow(QWidget):
    """One row of such a list; what it is about is its subclass's.

    Signals:
        changed: Something of it is different now.
        move_requested: It is to change its place; carries the row and by how many places.
        remove_requested: It is to go; carries the row.
    """

    changed = Signal()
    move_requested = Signal(object, int)
    remove_requested = Signal(object)

    def focus_text(self) -> None:
        """Put the keyboard on its words."""
        raise NotImplementedError

    def set_place(self, number: int, of: int) -> None:
        """Say where it stands.

        Args:
            number: Its number, from 1.
            of: How many rows there are.
        """
        raise NotImplementedError


Row = TypeVar("Row", bound=EditedRow)


class EditedRows(QObject, Generic[Row]):
    """Keeps rows in order and in a layout, and tells each where it stands.

    Args:
        column: Where the rows stand, and nothing else.
        parent: The widget that has the layout.

    Signals:
        changed: A person changed, moved or removed a row.
        renumbered: Rows came, went or moved, and know their numbers.
    """

    changed = Signal()
    renumbered = Signal()

    def __init__(self, column: QVBoxLayout, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._column = column

    def all(self) -> tuple[Row, ...]:
        """Return the rows from top to bottom."""
        return tuple(self._rows)

    def replace(self, rows: list[Row]) -> None:
        """Show other rows in place of those that are there."""
        while self._rows:
            self._drop(self._rows[-1])
        for row in rows:
            self._take(row)
        self._renumber()

    def add(self, row: Row) -> None:
        """Add a row at the bottom and put the keyboard there."""
        self._take(row)
        self._renumber()
        row.focus_text()

    def _take(self, row: Row) -> None:
        row.changed.connect(self.changed)
        row.move_requested.connect(self._on_move)
        row.remove_requested.connect(self._on_remove)
        self._rows.append(row)
        self._column.addWidget(row)

    def _drop(self, row: Row) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _on_move(self, row: Row, by: int) -> None:
        place = self._rows.index(row)
        target = place + by
        if not 0 <= target < len(self._rows):
            return
        self._rows.insert(target, self._rows.pop(place))
        self._column.removeWidget(row)
        self._column.insertWidget(target, row)
        self._renumber()
        self.changed.emit()

    def _on_remove(self, row: Row) -> None:
        if row not in self._rows:  # asked twice before it was gone
            return
        place = self._rows.index(row)
        self._drop(row)
        self._renumber()
        if self._rows:
            self._rows[min(place, len(self._rows) - 1)].focus_text()
        self.changed.emit()

    def _renumber(self) -> None:
        for number, row in enumerate(self._rows, start=1):
            row.set_place(number, len(self._rows))
        self.renumbered.emit()
