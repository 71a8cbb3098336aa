"""What all editors of cells share: the ink frame, the keys, and the signals."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from visionwork.domain.entries import CellValue
from visionwork.gui.theme import Theme
from visionwork.gui.views.grid.cell_painter import CellPainter, Inset

FRAME = 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


class Opening(Enum):
    """How somebody came into a cell."""

    CONTINUED = auto()
    """By Enter, F2 or Tab: go on with what is there."""
    CLICKED = auto()
    """By the mouse: the same, and show what can be picked."""
    TYPED = auto()
    """By typing: the first key replaces what is there."""


class CellEditor(QWidget):
    """An editor laid over a cell, with its words exactly where the cell painted them.

    Subclasses make an inner widget, hand it to `_adopt`, and emit `edited`.

    Args:
        painter: Knows where words go.
        role: Role of the words.
        parent: The viewport of the table.

    Signals:
        edited: The value differs from before; read it with `value`.
        kept: Enter: the value is final.
        abandoned: Esc: the cell goes back to what it was.
        stepped: Tab: the value is final, and the cell 1 further or 1 back is next.
        left: The keyboard went elsewhere.
        paused: The keyboard went to another window and will come back.
        row_requested: Ctrl+Enter: the value is final, and a row is wanted below.
        table_pasted: A table was pasted, as text.
        height_wanted: The editor needs a cell of this height in pixels.
        caret_moved: The caret is at this rectangle, in coordinates of the editor.
        page_requested: The page where what the cell could hold is entered; carries its id.
    """

    edited = Signal()
    kept = Signal()
    abandoned = Signal()
    stepped = Signal(int)
    left = Signal()
    paused = Signal()
    row_requested = Signal()
    table_pasted = Signal(str)
    height_wanted = Signal(int)
    caret_moved = Signal(QRect)
    page_requested = Signal(str)

    def __init__(self, painter: CellPainter, role: str = "cell", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._painter = painter
        self._role = role
        self._inset = Inset()
        self._cell = QRect()
        self._wrong = False

    def value(self) -> CellValue:
        """Return what the cell holds now; empty values as None.

        Raises:
            TypeError: A kind of editor does not say what it holds.
        """
        raise TypeError("CellEditor is only a base: use one of the editors of a type")

    def set_value(self, value: CellValue) -> None:
        """Show a value; `edited` is not sent.

        Raises:
            TypeError: A kind of editor does not say how a value is shown.
        """
        raise TypeError("CellEditor is only a base: use one of the editors of a type")

    def complain(self) -> bool:
        """Say what to type when the value cannot stay as it is; return whether it cannot."""
        return False

    def begin(self, opening: Opening) -> None:
        """Get ready for the first key or click."""

    def click(self, place: QPoint) -> None:
        """Take over the click that opened the editor, at a point of the viewport."""

    def place(self, cell: QRect, inset: Inset) -> None:
        """Lie over a cell.

        Args:
            cell: The cell with its rules, in coordinates of the viewport.
            inset: What is kept free at its left.
        """
        self._cell, self._inset = QRect(cell), inset  # a copy: Qt's own rectangle dies with its option
        self.setGeometry(cell.adjusted(-1 if cell.left() else 0, -1 if cell.top() else 0, 0, 0))
        text = self._painter.text_rect(cell, self._role, inset.gutter)
        self._place_inner(text.translated(-self.pos()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the number of the row and the ink frame."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        if self._inset.number:
            cell = self._cell.translated(-self.pos())
            baseline = self._painter.baseline(self._role)
            self._painter.paint_number(painter, cell, self._inset.number, baseline)
        paint_frame(painter, self.rect(), self._theme, "danger" if self._wrong else "ink")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take clicks beside the words; the table would take them for clicks on another cell."""
        self.click(event.position().toPoint() + self.pos())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the end of the click, too."""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Hand on what was composed before the inner widget had the keyboard."""
        inner = self.focusProxy()
        if inner is not None:
            QApplication.sendEvent(inner, event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that keep, restore and move on, and notice when the keyboard leaves."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event)
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._follow_focus(event.reason())
        return False

    def _adopt(self, inner: QWidget) -> None:
        """Give the keyboard to the inner widget and watch it."""
        self.setFocusProxy(inner)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # or input methods leave the keyboard in the table
        self.setAccessibleName(inner.accessibleName())
        inner.installEventFilter(self)

    def _place_inner(self, text: QRect) -> None:
        """Put the inner widget where the words go, in coordinates of the editor."""

    def _take_key(self, event: QKeyEvent) -> bool:
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = modifiers == Qt.KeyboardModifier.NoModifier
        if key == Qt.Key.Key_Escape and plain:
            self.abandoned.emit()
        elif key in _ENTER and plain:
            self.kept.emit()
        elif key in _ENTER and modifiers == Qt.KeyboardModifier.ControlModifier:
            self.row_requested.emit()
        elif key == Qt.Key.Key_Tab and plain:
            self.stepped.emit(1)
        elif key == Qt.Key.Key_Backtab:
            self.stepped.emit(-1)
        else:
            return False
        return True

    def _follow_focus(self, reason: Qt.FocusReason) -> None:
        if reason == Qt.FocusReason.ActiveWindowFocusReason:
            self.paused.emit()
        elif reason in _STAYS:
            return
        elif not any(map(self._holds, (QApplication.focusWidget(), QApplication.activePopupWidget()))):
            self.left.emit()

    def _holds(self, widget: QWidget | None) -> bool:
        """Return whether a widget is inside the editor or in a window of its own."""
        while widget is not None and widget is not self:
            widget = widget.parentWidget()
        return widget is self


def paint_frame(painter: QPainter, rect: QRect, theme: Theme, color: str = "ink") -> None:
    """Paint the frame of the cell that has the keyboard.

    Args:
        painter: An open painter.
        rect: The cell.
        theme: Colours.
        color: Token of its colour.
    """
    pen = QPen(theme.color(color), FRAME)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = FRAME // 2
    painter.drawRect(rect.adjusted(half, half, -half, -half))
