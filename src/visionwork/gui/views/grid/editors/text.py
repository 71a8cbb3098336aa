"""Words in a cell, on one line or many."""

from __future__ import annotations

import math

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QWidget

from visionwork.domain.entries import CellValue
from visionwork.gui.theme import Theme
from visionwork.gui.views.grid.cell_painter import RULE, CellPainter, pad_y
from visionwork.gui.views.grid.editors.base import CellEditor, Opening
from visionwork.gui.widgets.line_edit import WordsOnly

_CARET_WIDTH = 2


class TextBox(WordsOnly):
    """A plain text editor without a frame that never scrolls by itself.

    Args:
        role: Role of the words.
        single_line: Whether line ends become spaces.
        parent: The editor it is in.

    Signals:
        table_pasted: A table was pasted, as text; nothing was inserted.
        resized: The words may wrap otherwise now.
    """

    table_pasted = Signal(str)
    resized = Signal()

    def __init__(self, role: str, *, single_line: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._single_line = single_line
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(Theme.of(self).font(role))
        self.setCursorWidth(_CARET_WIDTH)
        self.document().setDocumentMargin(0)
        self.horizontalScrollBar().rangeChanged.connect(self._stay)
        self.viewport().setAutoFillBackground(False)

    def words_height(self) -> int:
        """Return the height of all lines in pixels."""
        layout, block, height = self.document().documentLayout(), self.document().begin(), 0.0
        while block.isValid():
            height += layout.blockBoundingRect(block).height()
            block = block.next()
        return math.ceil(height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Break the line on Shift+Enter only where lines can be broken."""
        if self._single_line and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert plain words; a table is handed on to the grid."""
        text = source.text()
        if "\t" in text.strip("\n"):
            self.table_pasted.emit(text)
            return
        self.insertPlainText(" ".join(text.split()) if self._single_line else text.rstrip("\n"))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the table scroll."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that the words may wrap otherwise."""
        super().resizeEvent(event)
        self.resized.emit()

    def _stay(self, least: int, most: int) -> None:
        """Never scroll sideways, though a space may hang over the end of a line."""
        if most:
            self.horizontalScrollBar().setRange(0, 0)


class TextCellEditor(CellEditor):
    """Edits words; the row grows with them.

    Args:
        painter: Knows where words go.
        name: What a screen reader calls the editor.
        role: Role of the words.
        single_line: Whether line ends become spaces.
        parent: The viewport of the table.
    """

    def __init__(
        self,
        painter: CellPainter,
        name: str,
        *,
        role: str = "cell",
        single_line: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(painter, role, parent=parent)
        self._box = TextBox(role, single_line=single_line, parent=self)
        self._box.setAccessibleName(name)
        self._setting = False
        self._box.textChanged.connect(self._on_text_changed)
        self._box.cursorPositionChanged.connect(self._tell_caret)
        self._box.table_pasted.connect(self.table_pasted)
        self._box.resized.connect(self._fit)
        self._adopt(self._box)

    def value(self) -> CellValue:
        """Return the words without white space at their ends."""
        return self._box.toPlainText().strip() or None

    def set_value(self, value: CellValue) -> None:
        """Show words, with the caret behind them."""
        self._setting = True
        self._box.setPlainText("" if value is None else str(value))
        self._box.moveCursor(QTextCursor.MoveOperation.End)
        self._setting = False
        self._fit()

    def begin(self, opening: Opening) -> None:
        """Select everything when the first key is to replace it."""
        if opening is Opening.TYPED:
            self._box.selectAll()

    def click(self, place: QPoint) -> None:
        """Put the caret where the click was."""
        inside = self._box.mapFrom(self, place - self.pos())
        self._box.setTextCursor(self._box.cursorForPosition(inside))

    def _place_inner(self, text: QRect) -> None:
        self._box.setGeometry(text)

    def _on_text_changed(self) -> None:
        self._fit()
        if not self._setting:
            self.edited.emit()

    def _fit(self) -> None:
        """Ask for a row in which every line is seen, and show the first one."""
        top = self._box.y() + self.y() - self._cell.y()
        self.height_wanted.emit(top + self._box.words_height() + pad_y(self._theme) + RULE)
        self._box.verticalScrollBar().setValue(0)

    def _tell_caret(self) -> None:
        self.caret_moved.emit(self._box.cursorRect().translated(self._box.pos()))
