"""Grid exercises: rows with typed columns, edited in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visionwork.domain.cells import cell_names
from visionwork.domain.method import CaptureKind, Exercise, filled
from visionwork.domain.notices import grid_notice, many_rows_line, share_line, shares_are_off
from visionwork.gui.forms import load_form
from visionwork.gui.page import NEW_ENTRY, WorkshopPage
from visionwork.gui.theme import Theme
from visionwork.gui.views.grid.commands import GridCommands
from visionwork.gui.views.grid.editing import CellEditing
from visionwork.gui.views.grid.editors.base import Opening
from visionwork.gui.views.grid.foot import GridFoot
from visionwork.gui.views.grid.key_map import Act
from visionwork.gui.views.grid.keys import NEW_ROW, key_row, key_seed
from visionwork.gui.views.grid.menu import CellMenu
from visionwork.gui.views.grid.model import GridModel
from visionwork.gui.views.grid.table import GridTable

if TYPE_CHECKING:
    from visionwork.document.store import Change
    from visionwork.gui.context import WorkshopContext
    from visionwork.gui.views.ready_to_sign import ReadyToSign

_SHARED_TABLES = frozenset({"stakeholder_group", "participant", "house_word", "workshop"})
_SPOKEN_KEYS = "Arrows go from cell to cell, Enter edits, Escape restores, the menu key offers more."
_SIGN_GAP = 20
_COMPACT_BELOW = 540
"""Height of the page below which the strip stands on one line, in pixels at text size 100."""


class GridCapture(WorkshopPage):
    """The table of a grid exercise, its foot, and, where its rows are signed, a strip that leads there.

    Args:
        context: The open workshop.
        exercise: A grid exercise.
        parent: The widget it stands in.
    """

    def __init__(self, context: WorkshopContext, exercise: Exercise, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.exercise = exercise
        self._filled: tuple[object, Exercise] | None = None
        self._linked = {column.links_to for column in exercise.columns if column.links_to}
        form = load_form("grid_capture", self)
        self._table = form.widget(GridTable, "table")
        self._foot = form.widget(GridFoot, "foot")
        self._commands = GridCommands(context, exercise)
        self._grid = GridModel(self._commands.set_cell, self)
        self._table.set_grid_model(self._grid)
        self._editing = CellEditing(context, self._commands, self._grid, self._table)
        self._menu = CellMenu(self._table)
        self._strip = self._add_strip(form.widget(QVBoxLayout, "sign_layout"))
        self._table.setAccessibleDescription(_SPOKEN_KEYS)
        self._foot.set_keys_shown(not context.read_only)
        self._foot.add_requested.connect(self._add_at_end)
        self._table.acted.connect(self._act)
        self._table.menu_requested.connect(self._open_menu)
        self._table.end_reached.connect(self._offer_row)
        self._table.walked_out.connect(self._withdraw_row)
        self._table.selectionModel().currentRowChanged.connect(
            self._on_row_changed, Qt.ConnectionType.QueuedConnection
        )
        self._menu.acted.connect(self._act)
        self._editing.row_requested.connect(self._add_below)
        self._editing.table_pasted.connect(self._paste_text)
        self._editing.ended.connect(self.entry_settled)

    def concerns(self, change: Change) -> bool:
        """Return whether rows of this grid, what they link to, or names changed."""
        exercise_ids = {self.exercise.id} | self._linked
        return bool(exercise_ids & change.exercise_ids or _SHARED_TABLES & change.tables)

    def entry_in_hand(self) -> int | None:
        """Return the id of the row in which a cell is being edited, `NEW_ENTRY`, or None."""
        key = self._editing.key
        if key is None or key_seed(key) is not None:
            return None
        return NEW_ENTRY if key == NEW_ROW else key_row(key)

    def focus_first(self) -> None:
        """Put the keyboard on the first cell that waits for words, or on the current one."""
        self.ensure_current()
        if not self._table.currentIndex().isValid():
            empty = [index for index in self._editable_cells() if self._grid.value(index) is None]
            for index in empty[:1]:
                self._table.go_to(index)
        self._table.setFocus()

    def reload(self) -> None:
        """Show the rows as the document has them; an open editor and its caret stay."""
        snapshot, fill = self.context.snapshot, self.context.fill
        exercise = self._filled_exercise()
        lines = self._commands.lines(exercise)
        names = cell_names(self.exercise, snapshot, self.context.method.exercises())
        current = self._table.currentIndex()
        row, column = current.row(), current.column()
        key = self._grid.key(current) if current.isValid() else NEW_ROW
        self._grid.show(exercise, lines, names, editable=not self.context.read_only)
        if key != NEW_ROW and key not in self._grid.row_keys():
            self._table.go_to(self._grid.index(min(row, self._grid.rowCount() - 1), column))
        self._editing.refresh()
        rows = snapshot.rows_of(self.exercise.id)
        words = " ".join(filter(None, (exercise.foot, many_rows_line(exercise, rows))))
        shares, off = share_line(exercise, rows), shares_are_off(exercise, rows)
        self._foot.set_words("\n".join(filter(None, (words, "" if off else shares))))
        self._foot.set_notice(
            " ".join(filter(None, (shares if off else "", grid_notice(exercise, rows, names))))
        )
        reason = "The workshop is open to read." if self.context.read_only else ""
        self._foot.set_add(exercise.add_label or "Add a row", reason)
        self._table.setAccessibleName(fill(self.exercise.headline))

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is being typed when another page is shown."""
        self._editing.keep(focus=False)
        self._withdraw_row()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the height to the rows where there is little of it."""
        super().resizeEvent(event)
        if self._strip is not None:
            self._strip.set_compact(self.height() < Theme.of(self).px(_COMPACT_BELOW))

    def _add_strip(self, place: QVBoxLayout) -> ReadyToSign | None:
        for exercise in self.context.method.of_kind(CaptureKind.SIGNATURES):
            if self.exercise.id in exercise.signs:
                from visionwork.gui.views.ready_to_sign import ReadyToSign

                strip = ReadyToSign(self.context, exercise, self)
                place.setContentsMargins(0, _SIGN_GAP, 0, 0)
                place.addWidget(strip)
                return strip
        return None

    def _filled_exercise(self) -> Exercise:
        """Return the exercise with its texts in the house's words, made again only when those changed."""
        snapshot = self.context.snapshot
        words = (snapshot.workshop.organisation, dict(snapshot.house_words))
        if self._filled is None or self._filled[0] != words:
            self._filled = (words, filled(self.exercise, self.context.fill))
        return self._filled[1]

    def _act(self, act: Act) -> None:
        index = self._table.currentIndex()
        if not index.isValid():
            return
        if act in (Act.COPY, Act.COPY_ROW):
            self._copy(act is Act.COPY_ROW)
        elif act is Act.SELECT_ROW:
            self._table.selectRow(index.row())
        elif not self.context.read_only and self._editing.keep():
            self._change(act, self._table.currentIndex())

    def _change(self, act: Act, index: QModelIndex) -> None:
        key = self._grid.key(index)
        match act:
            case Act.EDIT:
                self._editing.open(Opening.CONTINUED)
            case Act.REPLACE:
                self._editing.open_to_replace()
            case Act.CLEAR:
                self._clear()
            case Act.CUT:
                self._copy(whole_row=False)
                self._clear()
            case Act.PASTE:
                self._paste_text(QGuiApplication.clipboard().text())
            case Act.ADD_ROW:
                self._add_below()
            case Act.DELETE_ROW:
                self._withdraw_row()
                self._commands.delete_row(key)
            case Act.MOVE_UP | Act.MOVE_DOWN:
                self._commands.move_row(key, -1 if act is Act.MOVE_UP else 1)
                self._table.scrollTo(self._table.currentIndex())

    def _clear(self) -> None:
        cells = [index for index in self._table.selected_cells() if not self._grid.is_fixed(index)]
        self._commands.clear([(self._grid.key(index), self._grid.column(index).id) for index in cells])

    def _copy(self, whole_row: bool) -> None:
        from visionwork.gui.views.grid.tsv import write_table

        cells = self._table.selected_cells()
        if whole_row:
            row = self._table.currentIndex().row()
            cells = [self._grid.index(row, place) for place in range(self._grid.columnCount())]
        rows = sorted({index.row() for index in cells})
        words = [[self._grid.words(index) for index in cells if index.row() == row] for row in rows]
        QGuiApplication.clipboard().setText(write_table(words))

    def _paste_text(self, text: str) -> None:
        from visionwork.gui.views.grid.tsv import read_table

        table, cells = read_table(text), self._table.selected_cells()
        if table and cells and self._editing.keep():
            first = self._grid.index(cells[0].row(), min(index.column() for index in cells))
            names = self._grid.names
            self._commands.paste(self._grid.key(first), self._grid.column(first).id, table, names)

    def _add_below(self) -> None:
        key = self._grid.key(self._table.currentIndex())
        if key != NEW_ROW:
            self._withdraw_row()
        self._add_row(key)

    def _add_at_end(self) -> None:
        if self._editing.keep():
            self._add_row(None)

    def _add_row(self, below: str | None) -> None:
        """Add a row and edit its first cell; the row to come of an empty grid is used first."""
        key = NEW_ROW if NEW_ROW in self._grid.row_keys() else self._commands.add_row(below)
        index = self._grid.find(key or "", self.exercise.columns[0].id)
        if index.isValid():
            self._table.go_to(index)
            self._table.setFocus()
            self._editing.open(Opening.CONTINUED)

    def _offer_row(self) -> None:
        """Go to a row to come after the last cell, as in a spreadsheet; from that row Tab goes out.

        It is stored with its first word, so walking through the grid changes nothing.
        """
        current = self._table.currentIndex()
        if self.context.read_only or not current.isValid() or self._grid.key(current) == NEW_ROW:
            return
        self._commands.offer_row()
        self.reload()
        self._table.go_to(self._grid.find(NEW_ROW, self.exercise.columns[0].id))

    def _withdraw_row(self) -> None:
        if self._commands.offered and self._editing.editor is None:
            self._commands.offer_row(False)
            self.reload()

    def _on_row_changed(self) -> None:
        current = self._table.currentIndex()
        if current.isValid() and self._grid.key(current) != NEW_ROW:
            self._withdraw_row()

    def _open_menu(self, place: QPoint) -> None:
        index = self._table.currentIndex()
        if not index.isValid():
            return
        key, possible = self._grid.key(index), {Act.COPY, Act.COPY_ROW}
        if not self.context.read_only:
            possible |= {Act.ADD_ROW, Act.PASTE}
            possible |= {Act.EDIT, Act.CLEAR} if not self._grid.is_fixed(index) else set()
            possible |= {Act.DELETE_ROW} if self._commands.is_stored(key) else set()
            possible |= {Act.MOVE_UP} if self._commands.can_move(key, -1) else set()
            possible |= {Act.MOVE_DOWN} if self._commands.can_move(key, 1) else set()
        self._menu.open_at(place, possible, seeded=key_seed(key) is not None)

    def _editable_cells(self) -> list[QModelIndex]:
        cells = (
            self._grid.index(row, column)
            for row in range(self._grid.rowCount())
            for column in range(self._grid.columnCount())
        )
        return [index for index in cells if not self._grid.is_fixed(index)]
