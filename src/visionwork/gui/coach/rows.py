"""Lists of a few lines that can be clicked, walked through with the arrow keys, and have a menu."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from visionwork.gui.theme import Theme
from visionwork.gui.widgets.focus_ring import focus_by_keys

_SIDE, _RADIUS = 6, 4.0
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
}


class Row(QPushButton):
    """A line that paints itself; a click or Enter chooses it, the menu key or a right click opens its menu.

    Enter and a double click also go into what is chosen, where there is anything to go into.

    Args:
        parent: The widget it is in.

    Signals:
        menu_requested: Its menu is wanted at a place on the screen; carries a QPoint.
        gone_into: Enter or a double click wants more than to choose it; comes after `clicked`.
        walked: An arrow key was pressed; carries -1 or 1.
        entered: It has the keyboard now.
    """

    menu_requested = Signal(object)
    gone_into = Signal()
    walked = Signal(int)
    entered = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme.of(self)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the height its words need."""
        width = max(self.width(), 40)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Leave the width to the column."""
        return QSize(0, self.heightForWidth(max(self.width(), 40)))

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the painted words; for subclasses."""
        raise TypeError("Row is only a base: use one of the rows of the coach")

    def paint_words(self, painter: QPainter) -> None:
        """Paint the words; for subclasses."""
        raise TypeError("Row is only a base: use one of the rows of the coach")

    def show_menu(self) -> None:
        """Ask for the menu under the line."""
        self.menu_requested.emit(self.mapToGlobal(QPoint(0, self.height())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter, go up and down with the arrow keys."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            self.gone_into.emit()
        elif event.key() in _STEPS:
            self.walked.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go into it; the first of the two clicks has chosen it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.gone_into.emit()
        else:
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            self.menu_requested.emit(event.globalPos())
        else:
            self.show_menu()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is here."""
        super().focusInEvent(event)
        self.entered.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground while the mouse is over it, then the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("hair" if self.isDown() else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(-_SIDE, 0, _SIDE, 0), _RADIUS, _RADIUS)
        self.paint_words(painter)


class RowColumn(QWidget):
    """Rows under each other with one place in the Tab order: the row that had the keyboard last.

    Args:
        behind: The widget Tab comes from, for rows that are made later than what stands below.
        keeps: Whether rows that go may come back; else they are deleted.
        parent: The widget it is in.
    """

    def __init__(
        self, behind: QWidget | None = None, *, keeps: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keeps = keeps
        self._known: set[Row] = set()
        self._behind = (behind,) if behind is not None else ()
        self._rows: tuple[Row, ...] = ()
        self._current = 0
        self._anchor: tuple[Row, int] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the keyboard and what is in sight stay where they are in the list.

        When the row with the keyboard goes, the next one that stays takes its place, also on the screen.
        """
        held = next((row for row in self._rows if row.hasFocus()), None)
        heir = _heir(self._rows, self._current, set(rows))
        if held is not None and heir is not None:
            self._anchor = (heir, self._height_in_sight(held))
            if held is not heir:  # a row that is hidden hands the keyboard on to what is far below
                heir.setFocus()
        for row in self._rows:
            if row not in rows:
                self._column.removeWidget(row)
                row.hide()
                if not self._keeps:
                    self._known.discard(row)
                    row.deleteLater()
        self._column.setEnabled(False)  # or every row that is put in would measure all of them again
        for place, row in enumerate(rows):
            if row not in self._known:
                self._known.add(row)
                row.walked.connect(self._on_walked)
                row.entered.connect(self._on_entered)
                row.resize(self.width(), row.height())  # its height follows from it
            self._column.insertWidget(place, row)
            row.show()
        self._column.setEnabled(True)
        self._column.update()
        self._rows = tuple(rows)
        for before, after in pairwise((*self._behind, *rows)):
            QWidget.setTabOrder(before, after)
        self._current = self._rows.index(heir) if heir is not None else 0
        self._keep_one_stop()
        if self._anchor is not None:
            QTimer.singleShot(0, self, self._keep_in_sight)  # once the layout stands
        elif held is not None and self._rows:
            self._rows[self._current].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the rows anew, since their heights follow from the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._column.update()

    def rows(self) -> tuple[Row, ...]:
        """Return the rows that are shown."""
        return self._rows

    def _on_walked(self, step: int) -> None:
        place = self._current + step
        if 0 <= place < len(self._rows):
            focus_by_keys(self._rows[place])
            self._bring_into_sight(self._rows[place])

    def _height_in_sight(self, row: Row) -> int:
        """Return how far below the upper edge of what scrolls a row stands."""
        area = self._around()[1]
        return row.mapTo(area.viewport(), QPoint()).y() if area is not None else 0

    def _keep_in_sight(self) -> None:
        """Scroll so that the row with the keyboard stands where the one did that it follows."""
        (row, height), self._anchor = self._anchor or (None, 0), None
        area = self._around()[1]
        if area is not None and row in self._rows:
            bar = area.verticalScrollBar()
            bar.setValue(bar.value() + self._height_in_sight(row) - height)

    def _around(self) -> tuple[list[QWidget], QScrollArea | None]:
        """Return what is between the rows and what scrolls them, and the latter."""
        between: list[QWidget] = [self]
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            between.append(above)
            above = above.parentWidget()
        return between, above

    def _bring_into_sight(self, row: Row) -> None:
        between, above = self._around()
        if above is not None:
            for widget in reversed(between):  # rows may be so new that nothing has its place yet
                if (layout := widget.layout()) is not None:
                    layout.activate()
            above.ensureWidgetVisible(row, 0, _SIDE)

    def _on_entered(self) -> None:
        row = self.sender()
        if isinstance(row, Row) and row in self._rows:
            self._current = self._rows.index(row)
            self._keep_one_stop()

    def _keep_one_stop(self) -> None:
        for place, row in enumerate(self._rows):
            stop = place == self._current
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)


def _heir(rows: Sequence[Row], place: int, staying: Container[Row]) -> Row | None:
    """Return the row at a place, or the next one after it that stays, or the last one before it."""
    onwards = (*rows[place:], *reversed(rows[:place]))
    return next((row for row in onwards if row in staying), None)
