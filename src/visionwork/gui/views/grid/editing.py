"""Editing cells: what is typed is stored while it is typed, and Esc brings back what was there."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QApplication, QWidget

from visionwork.domain.method import Column, ColumnType
from visionwork.gui.views.grid.commands import GridCommands
from visionwork.gui.views.grid.editors.base import CellEditor, Opening
from visionwork.gui.views.grid.key_map import rating_of_key
from visionwork.gui.views.grid.model import GridModel
from visionwork.gui.views.grid.session import Session
from visionwork.gui.views.grid.table import GridTable

if TYPE_CHECKING:
    from visionwork.gui.context import WorkshopContext

_OPENED_BY_TAB = frozenset({ColumnType.TEXT, ColumnType.LONG_TEXT, ColumnType.PERCENT, ColumnType.DATE})
"""Types whose editor opens when Tab comes from another; the rest are worked by keys on the cell itself."""


class CellEditing(QObject):
    """Joins editors, model and document.

    Args:
        context: The open workshop.
        commands: Writes cells.
        model: The grid's model.
        table: The grid's table.

    Signals:
        row_requested: A row is wanted below the current one.
        table_pasted: A table was pasted into an editor, as text; the editor is closed.
        ended: No cell is being edited any more.
    """

    row_requested = Signal()
    table_pasted = Signal(str)
    ended = Signal()

    def __init__(
        self, context: WorkshopContext, commands: GridCommands, model: GridModel, table: GridTable
    ) -> None:
        super().__init__(table)
        self._context = context
        self._commands = commands
        self._model = model
        self._table = table
        self._numbers = count(1)
        self._session: Session | None = None
        self._editor: CellEditor | None = None
        self._index = QPersistentModelIndex()
        table.cells.set_editor_maker(self._make)
        table.cells.editor_made.connect(self._begin)
        table.editor_closing.connect(self._on_closing)
        table.key_typed.connect(self._on_key_typed)
        table.cell_clicked.connect(self._on_cell_clicked)
        model.key_changed.connect(self._on_key_changed)
        model.rowsAboutToBeRemoved.connect(self._on_rows_going)
        model.modelAboutToBeReset.connect(self._on_reset)

    @property
    def editor(self) -> CellEditor | None:
        """The open editor, or None."""
        return self._editor

    @property
    def key(self) -> str | None:
        """The key of the row in which a cell is being edited, or None."""
        return self._session.key if self._session is not None else None

    def open(self, opening: Opening) -> None:
        """Edit the current cell."""
        self._table.open_editor(self._table.currentIndex(), opening)

    def open_to_replace(self) -> None:
        """Edit the current cell; its first letter replaces its words, as typed on the cell."""
        index = self._table.currentIndex()
        if index.isValid():
            words = self._model.column(index).type in _OPENED_BY_TAB
            self.open(Opening.TYPED if words else Opening.CONTINUED)

    def keep(self, *, focus: bool = True) -> bool:
        """Store what is in the open editor and close it; return whether none is open any more.

        Words that cannot stay, such as a date in no known form, keep their editor open.

        Args:
            focus: Whether the keyboard goes back to the table.
        """
        editor = self._editor
        if editor is None:
            return True
        if editor.complain():
            return False
        self._end(editor, focus=focus)
        return True

    def refresh(self) -> None:
        """Show in the open editor what somebody else wrote, such as undo; called after a reload."""
        session, editor = self._session, self._editor
        if session is None or editor is None or session.writing:
            return
        index = self._model.find(session.key, session.column_id)
        if index.isValid() and (stored := self._model.stored_value(index)) != session.known:
            self._context.edits.drop(session.name)
            session.forget()
            session.known = stored
            editor.set_value(stored)

    def _make(self, column: Column, parent: QWidget) -> CellEditor:
        from visionwork.gui.views.grid.editors.factory import make_editor

        titles = {exercise.id: exercise.title for exercise in self._context.method.exercises()}
        title = self._context.fill(titles.get(column.links_to or "", ""))
        today = self._context.now().date()
        return make_editor(
            column, self._model.names, self._table.painter, today=today, linked_title=title, parent=parent
        )

    def _begin(self, editor: CellEditor, index: QPersistentModelIndex) -> None:
        self._editor, self._index = editor, index
        name = f"grid cell {id(self)} {next(self._numbers)}"
        key, column_id = self._model.key(index), self._model.column(index).id
        self._session = Session(self._commands, self._model, key, column_id, name=name)
        editor.edited.connect(self._on_edited)
        editor.kept.connect(self.keep)
        editor.abandoned.connect(self._abandon)
        editor.stepped.connect(self._on_stepped)
        editor.left.connect(self._on_left)
        editor.paused.connect(self._context.edits.flush)
        editor.row_requested.connect(self._on_row_requested)
        editor.table_pasted.connect(self._on_table_pasted)
        editor.height_wanted.connect(self._on_height_wanted)
        editor.caret_moved.connect(self._on_caret_moved)
        editor.page_requested.connect(self._on_page_requested)
        editor.begin(self._table.opening())

    def _end(self, editor: CellEditor, *, focus: bool, told: bool = True) -> None:
        self._editor = self._session = None
        self._context.edits.flush()
        self._table.cells.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self._table.relax()
        if focus:
            self._table.setFocus()
        if told:
            self.ended.emit()

    def _abandon(self) -> None:
        session, editor = self._session, self._editor
        if session is not None and editor is not None:
            self._context.edits.drop(session.name)
            self._end(editor, focus=True, told=False)
            session.undo_all()
            self.ended.emit()

    def _on_edited(self) -> None:
        if self._session is not None and self._editor is not None:
            self._session.take(self._editor.value())
            self._context.edits.touch(self._session.name, self._session.write)

    def _on_left(self) -> None:
        if self._editor is not None:
            self._end(self._editor, focus=False)

    def _on_stepped(self, by: int) -> None:
        if not self.keep():
            return
        if not (self._table.step(by) or self._table.step_beyond(by)):
            self._table.leave(by)
        elif self._model.column(self._table.currentIndex()).type in _OPENED_BY_TAB:
            self.open(Opening.CONTINUED)

    def _on_row_requested(self) -> None:
        if self.keep():
            self.row_requested.emit()

    def _on_table_pasted(self, text: str) -> None:
        if self.keep():
            self.table_pasted.emit(text)

    def _on_height_wanted(self, height: int) -> None:
        self._table.stretch(self._index, height)

    def _on_caret_moved(self, caret: QRect) -> None:
        if self._editor is not None:
            self._table.show_caret(caret.translated(self._editor.pos()))

    def _on_page_requested(self, page_id: str) -> None:
        self._abandon()
        self._context.page_requested.emit(page_id)

    def _on_closing(self, editor: QWidget) -> None:
        """Store what is in an editor that Qt closes, since another cell became the current one."""
        if editor is self._editor:
            self._editor = self._session = None
            self._context.edits.flush()
            self._table.relax()
            self.ended.emit()

    def _on_key_changed(self, old: str, new: str) -> None:
        if self._session is not None and self._session.key == old:
            self._session.key = new

    def _on_rows_going(self, parent: QModelIndex, first: int, last: int) -> None:
        """Give up the cell when its row goes: it was deleted, or its making was undone."""
        if self._editor is not None and first <= self._index.row() <= last:
            self._on_reset()
            self._table.setFocus()

    def _on_reset(self) -> None:
        if self._session is not None:
            self._context.edits.drop(self._session.name)
            self._session.forget()
        self._editor = self._session = None
        self.ended.emit()

    def _on_key_typed(self, event: QKeyEvent) -> None:
        index = self._table.currentIndex()
        if not index.isValid():
            return
        column = self._model.column(index)
        if column.type is ColumnType.RATING:
            rating = rating_of_key(event.key())
            if rating is not None:
                self._model.setData(index, rating or None)
            return
        self._table.open_editor(index, Opening.TYPED)
        if self._editor is not None and (inner := self._editor.focusProxy()) is not None:
            QApplication.sendEvent(inner, event)

    def _on_cell_clicked(self, index: QModelIndex, place: QPoint) -> None:
        if self._model.column(index).type is ColumnType.RATING:
            dots = self._table.painter.dot_rects(self._table.visualRect(index))
            for rating, rect in enumerate(dots, start=1):
                if rect.adjusted(-2, -6, 2, 6).contains(place):
                    self._model.setData(index, rating)
            return
        self._table.open_editor(index, Opening.CLICKED)
        if self._editor is not None:
            self._editor.click(place)
