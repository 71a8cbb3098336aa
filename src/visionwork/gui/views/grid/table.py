"""The table of the grid: sizes, keys, mouse, and the frame of the current cell."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
    QWidget,
)

from visionwork.gui.theme import Theme
from visionwork.gui.views.grid.cell_painter import NO_INSET, CellPainter, Inset
from visionwork.gui.views.grid.delegate import GridDelegate
from visionwork.gui.views.grid.editors.base import Opening, paint_frame
from visionwork.gui.views.grid.header import GridHeader, HeadCorner
from visionwork.gui.views.grid.key_map import Act, act_of
from visionwork.gui.views.grid.model import GridModel
from visionwork.gui.views.grid.row_button import RowButton
from visionwork.gui.views.grid.sizes import Bars, GridFitting
from visionwork.gui.widgets.viewport import give_clear_viewport

_NOBODY = -1
_ENOUGH = 1 << 24


class GridTable(QTableView):
    """Shows a GridModel and tells what keys and clicks ask for.

    Args:
        parent: The widget it is in.

    Signals:
        acted: A key asks for something: an Act.
        key_typed: A letter or digit was typed on the current cell: its QKeyEvent.
        cell_clicked: A cell was clicked: its index and the point of the viewport.
        menu_requested: The menu of the current cell is wanted at a point of the screen.
        editor_closing: An editor is about to be closed: the CellEditor.
        end_reached: Tab went beyond the last cell; a row may be offered and gone to.
        walked_out: Tab gave the keyboard to another widget.
    """

    acted = Signal(object)
    key_typed = Signal(object)
    cell_clicked = Signal(object, object)
    menu_requested = Signal(object)
    editor_closing = Signal(object)
    end_reached = Signal()
    walked_out = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_clear_viewport(self)
        self._theme = Theme.of(self)
        self.painter = CellPainter(self._theme)
        self.cells = GridDelegate(self.painter, self, self)
        self._head = GridHeader(self.painter, self)
        self._fitting = GridFitting(self.painter, self._head)
        self._fitted = QSize()
        self._button = RowButton(parent=self.viewport())
        self._gutter = 0
        self._hovered = _NOBODY
        self._many = False
        self._pressed = QPersistentModelIndex()
        self._stretched: tuple[QPersistentModelIndex, int] | None = None
        self._opening = Opening.TYPED
        self._set_up()
        self._button.clicked.connect(self._open_row_menu)
        self._theme.changed.connect(self._measure_again)

    def set_grid_model(self, model: GridModel) -> None:
        """Show a model."""
        self.setModel(model)
        model.dataChanged.connect(self._on_data_changed)
        for signal in (model.rowsInserted, model.rowsRemoved, model.layoutChanged, model.modelReset):
            signal.connect(self.fit)

    def grid_model(self) -> GridModel:
        """Return the model it shows."""
        model = self.model()
        assert isinstance(model, GridModel)
        return model

    def fit(self) -> None:
        """Give every column and row the size it needs."""
        model = self.grid_model()
        self._gutter = self.painter.gutter(model.rowCount())
        self._head.show_columns(model.columns(), self._gutter)
        self._fitting.relax()
        if self._stretched is not None and self._stretched[0].isValid():
            self._fitting.stretch(self._stretched[0].row(), self._stretched[1])
        self._fitting.measure(model, self._gutter, self._room(), self._bars())
        self._show_fit()
        self.updateGeometry()
        self._place_button()

    def stretch(self, index: QPersistentModelIndex, height: int) -> None:
        """Make a row high enough for what is typed in it, until `relax`."""
        self._stretched = (index, height)
        if not index.isValid():
            return
        self._fitting.stretch(index.row(), height)
        if self._fit_rows((index.row(),)):
            self.updateEditorGeometries()  # Qt would do it later, with the words cut until then

    def relax(self) -> None:
        """Give the row that was stretched its own height again."""
        index, self._stretched = (self._stretched or (QPersistentModelIndex(), 0))[0], None
        self._fitting.relax()
        if index.isValid():
            self._fit_rows((index.row(),))

    def show_caret(self, caret: QRect) -> None:
        """Scroll just so far that a rectangle of the viewport is seen."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        if caret.bottom() > room:
            bar.setValue(bar.value() + caret.bottom() - room)
        elif caret.top() < 0:
            bar.setValue(bar.value() + caret.top())

    def open_editor(self, index: QModelIndex, opening: Opening) -> None:
        """Edit a cell; nothing happens where it cannot be edited."""
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self._opening = opening
        self.edit(index)
        self._opening = Opening.TYPED

    def opening(self) -> Opening:
        """Return how the editor that is being made was opened; by an input method, it was typed into."""
        return self._opening

    def step(self, by: int) -> bool:
        """Go to the next (1) or previous (-1) cell that can be edited; return whether there is one."""
        model, index = self.grid_model(), self.currentIndex()
        columns = model.columnCount()
        place = index.row() * columns + index.column() + by
        while index.isValid() and 0 <= place < model.rowCount() * columns:
            target = model.index(place // columns, place % columns)
            if target.flags() & Qt.ItemFlag.ItemIsEditable:
                self.go_to(target)
                return True
            place += by
        return False

    def step_beyond(self, by: int) -> bool:
        """Go to a row that is offered after the last cell; return whether there is one."""
        before = self.currentIndex()
        if by > 0 and before.isValid():
            self.end_reached.emit()
        return self.currentIndex() != before

    def leave(self, by: int) -> bool:
        """Give the keyboard to the next (1) or previous (-1) widget; return whether there is one."""
        left = super().focusNextPrevChild(by > 0)
        if left:
            self.walked_out.emit()
        return left

    def go_to(self, index: QModelIndex) -> None:
        """Make a cell current and see it."""
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def selected_cells(self) -> list[QModelIndex]:
        """Return the selected cells row by row, or the current one."""
        chosen = sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column()))
        current = self.currentIndex()
        return chosen or ([current] if current.isValid() else [])

    def is_editing(self) -> bool:
        """Return whether an editor is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def ground(self, row: int, column: int) -> str:
        """Return the token of a cell's ground, or nothing."""
        if self._many and self.selectionModel().isSelected(self.grid_model().index(row, column)):
            return "select"
        return "hover" if row in (self._hovered, self._worked_row()) else ""

    def inset(self, row: int, column: int) -> Inset:
        """Return what a cell keeps free at its left."""
        return NO_INSET if column else Inset(self._gutter, str(row + 1))

    def sizeHint(self) -> QSize:
        """Return the size in which every row is seen."""
        return QSize(super().sizeHint().width(), self._fitting.wanted_height())

    def minimumSizeHint(self) -> QSize:
        """Return the size in which the head and one row are seen."""
        first = self.rowHeight(0) if self.model() and self.model().rowCount() else 0
        height = self._head.sizeHint().height() + min(first, self._theme.px(140))
        return QSize(self.painter.least_width(), height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell what a key asks for; arrows and such stay with Qt."""
        act = act_of(event)
        if act is Act.TYPE:
            self.key_typed.emit(event)
        elif act is not None:
            self.acted.emit(act)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Go from cell to cell with Tab, to the row to come after the last, and out behind that one."""
        by = 1 if next else -1
        return (self.hasFocus() and (self.step(by) or self.step_beyond(by))) or self.leave(by)

    def event(self, event: QEvent) -> bool:
        """Keep keys that the window has shortcuts for, such as copy."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            act = act_of(event)
            if act is not None and act is not Act.TYPE:
                event.accept()
                return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand on a cell whenever the keyboard comes."""
        arrived = not self.currentIndex().isValid()
        super().focusInEvent(event)  # Qt makes the first cell current
        current = self.currentIndex()
        if arrived and current.isValid() and not current.flags() & Qt.ItemFlag.ItemIsEditable:
            self.step(1)
        self._show_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the frame away."""
        super().focusOutEvent(event)
        self._show_focus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember the cell, so that a drag to another one selects instead of editing."""
        self._pressed = QPersistentModelIndex(self.indexAt(event.position().toPoint()))
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell a click."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and index.isValid() and self._pressed == index and not self._many:
            self.cell_clicked.emit(index, place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the row under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(round(event.position().y())))

    def viewportEvent(self, event: QEvent) -> bool:
        """Put the light out when the mouse has gone."""
        if event.type() == QEvent.Type.Leave:
            self._hover(_NOBODY)
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the cell under the mouse, or of the current one."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            cell = self.visualRect(self.currentIndex())
            self.menu_requested.emit(self.viewport().mapToGlobal(cell.center()))
            return
        index = self.indexAt(event.pos())
        if index.isValid():
            if not self.selectionModel().isSelected(index):
                self.setCurrentIndex(index)
            self.menu_requested.emit(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, then the frame of the current one over their rules."""
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid() and not self.is_editing():
            cell = self.visualRect(self.currentIndex())
            frame = cell.adjusted(-1 if cell.left() else 0, -1 if cell.top() else 0, 0, 0)
            paint_frame(QPainter(self.viewport()), frame, self._theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width out, and look whether the rows fit into the new height."""
        super().resizeEvent(event)
        if self.model() is None or self.size() == self._fitted:
            return  # the viewport made room for a scroll bar
        wider, self._fitted = self.width() != self._fitted.width(), self.size()
        if wider:
            self.fit()
        else:
            wanted = self._fitting.wanted_height()
            self._fitting.settle(self._room())
            self._show_fit()
            if self._fitting.wanted_height() != wanted:
                self.updateGeometry()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Let the button of the row come along."""
        super().scrollContentsBy(dx, dy)
        self._place_button()
        self.viewport().update()  # the frame lies over rules of cells that are only moved

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802
        """Remember whether more than one cell is selected."""
        super().selectionChanged(selected, deselected)
        self._many = len(self.selectedIndexes()) > 1
        self.viewport().update()

    def closeEditor(  # noqa: N802 - Qt's name
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        """Tell that an editor goes, whoever closes it."""
        self.editor_closing.emit(editor)
        super().closeEditor(editor, hint)

    def currentChanged(  # noqa: N802 - Qt's name
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Light the row of the current cell."""
        super().currentChanged(current, previous)
        self._place_button()
        self.viewport().update()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalHeader(self._head)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.setItemDelegate(self.cells)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget(self))  # without one, the style fills the corner of the scroll bars
        self.addScrollBarWidget(HeadCorner(self._head, parent=self), Qt.AlignmentFlag.AlignTop)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed)  # for input methods; keys are ours
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(24)

    def _fit_rows(self, rows: Iterable[int]) -> bool:
        """Measure rows again; return whether any height differs."""
        self._fitting.measure_rows(tuple(rows))
        changed = self._show_fit()
        if changed:
            self.updateGeometry()
        return changed

    def _show_fit(self) -> bool:
        """Give columns and rows the sizes that were found for them; return whether any height differs."""
        fitting, changed, policy = self._fitting, False, Qt.ScrollBarPolicy
        needed = policy.ScrollBarAlwaysOn if fitting.needs_bar else policy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(needed)
        for place, width in enumerate(fitting.widths):
            if self.columnWidth(place) != width:
                self.setColumnWidth(place, width)
        for row in range(self.grid_model().rowCount()):
            height = fitting.height(row)
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)
                changed = True
        return changed

    def _room(self) -> QSize:
        """Return the size for head and rows; before the table is laid out, as much as they like."""
        return self._fitted if self._fitted.isValid() else QSize(self.viewport().width(), _ENOUGH)

    def _bars(self) -> Bars:
        upright, flat = self.verticalScrollBar().sizeHint(), self.horizontalScrollBar().sizeHint()
        return Bars(upright.width(), flat.height())

    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self._fit_rows(range(first.row(), last.row() + 1))

    def _measure_again(self) -> None:
        self.painter.layouts.clear()
        if self.model() is not None:
            self.fit()
        self._head.updateGeometry()
        self.updateGeometry()

    def _worked_row(self) -> int:
        """Return the row the keyboard is in, or none."""
        active = self.hasFocus() or self.is_editing()
        return self.currentIndex().row() if active and self.currentIndex().isValid() else _NOBODY

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self._place_button()
            self.viewport().update()

    def _show_focus(self) -> None:
        self._place_button()
        self.viewport().update()

    def _place_button(self) -> None:
        row = self._hovered if self._hovered != _NOBODY else self._worked_row()
        model = self.model()
        known = model is not None and 0 <= row < model.rowCount()
        self._button.place(self.visualRect(self.grid_model().index(row, 0)) if known else QRect())

    def _open_row_menu(self) -> None:
        row = self.rowAt(self._button.geometry().center().y())
        if row != _NOBODY:
            if self.currentIndex().row() != row:
                self.setCurrentIndex(self.grid_model().index(row, 0))
            corner = QPoint(0, self._button.height())
            self.menu_requested.emit(self._button.mapToGlobal(corner))
