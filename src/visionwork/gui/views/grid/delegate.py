"""Paints cells and makes their editors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from visionwork.domain.method import Column
from visionwork.gui.theme import Theme
from visionwork.gui.views.grid.cell_painter import RULE, CellPainter, Inset
from visionwork.gui.views.grid.editors.base import CellEditor
from visionwork.gui.views.grid.model import GridModel

Index = QModelIndex | QPersistentModelIndex
EditorMaker = Callable[[Column, QWidget], CellEditor]


class RowState(Protocol):
    """What the delegate asks of the table."""

    def ground(self, row: int, column: int) -> str:
        """Return the token of a cell's ground, or nothing."""
        ...

    def inset(self, row: int, column: int) -> Inset:
        """Return what a cell keeps free at its left."""
        ...


class GridDelegate(QStyledItemDelegate):
    """Paints ground, rules and content; values reach the model through the editing, not from here.

    Args:
        painter: Paints content.
        rows: Knows the ground of rows.
        parent: Its owner.

    Signals:
        editor_made: An editor was made and shows its value: the CellEditor and the index of its cell.
    """

    editor_made = Signal(object, object)

    def __init__(self, painter: CellPainter, rows: RowState, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._painter = painter
        self._rows = rows
        self._make: EditorMaker | None = None

    def set_editor_maker(self, make: EditorMaker) -> None:
        """Use a function that makes the editor of a column with a parent."""
        self._make = make

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        model = index.model()
        if not isinstance(model, GridModel):
            return
        rect: QRect = option.rect
        theme = self._theme
        ground = self._rows.ground(index.row(), index.column())
        if ground:
            painter.fillRect(rect, theme.color(ground))
        hair = theme.color("hair")
        if index.row() < model.rowCount() - 1:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), RULE, hair)
        if index.column() < model.columnCount() - 1:
            painter.fillRect(rect.right(), rect.top(), RULE, rect.height(), hair)
        inset = self._rows.inset(index.row(), index.column())
        painter.save()
        painter.setClipRect(rect)
        self._painter.paint(painter, rect, model.content(index), inset)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the editor of a cell."""
        model = index.model()
        assert isinstance(model, GridModel)
        assert self._make is not None
        editor = self._make(model.column(index), parent)
        editor.set_value(model.value(index))
        self.editor_made.emit(editor, QPersistentModelIndex(index))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Leave the editor as it is: writing what it holds must not move the caret in it."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Leave the model as it is: what is typed is stored while it is typed."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Lay the editor over its cell."""
        if isinstance(editor, CellEditor):
            editor.place(option.rect, self._rows.inset(index.row(), index.column()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave keys and focus to the editors, which know which keys are theirs."""
        return False
