"""A date, typed in any usual form or picked from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from visionwork.domain.days import parse_day, short_day, stored_day
from visionwork.domain.entries import CellValue
from visionwork.gui.views.grid.cell_painter import PAD_X, CellPainter
from visionwork.gui.views.grid.editors.line import LineCellEditor
from visionwork.gui.widgets.buttons import IconButton
from visionwork.gui.widgets.calendar import Calendar

HOW_TO_TYPE = "Type a day such as 30 Mar 2026 or 30.3.2026."

_Modifier = Qt.KeyboardModifier


class CalendarPopup(QFrame):
    """A calendar over the table.

    Args:
        parent: The editor it belongs to.

    Signals:
        picked: A day was chosen; carries a date.
    """

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._calendar = Calendar(self)
        self._calendar.activated.connect(self._on_chosen)
        self._calendar.clicked.connect(self._on_chosen)
        self.setFocusProxy(self._calendar)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._calendar)

    def open_at(self, corner: QPoint, day: date) -> None:
        """Show the month of a day, below a point of the screen, or above it where the screen ends."""
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        screen = self.screen().availableGeometry()
        left = min(corner.x(), screen.right() - self.width())
        top = corner.y() if corner.y() + self.height() <= screen.bottom() else corner.y() - self.height()
        self.move(max(left, screen.left()), max(top, screen.top()))
        self.show()
        self._calendar.setFocus()

    def _on_chosen(self, day: QDate) -> None:
        self.hide()
        self.picked.emit(date(day.year(), day.month(), day.day()))


class DayCellEditor(LineCellEditor):
    """Edits a date; Alt+Down or F4 opens the calendar.

    Args:
        painter: Knows where words go.
        name: What a screen reader calls the editor.
        today: The day, for dates without a year.
        parent: The viewport of the table.
    """

    def __init__(
        self, painter: CellPainter, name: str, today: date, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(painter, name, parent=parent)
        self._today = today
        self._popup: CalendarPopup | None = None
        self._button = IconButton("calendar", "Show the calendar", framed=False, parent=self)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self._open_calendar)

    def value(self) -> CellValue:
        """Return the day as stored, or the words as typed while they are no date."""
        text = self._edit.text().strip()
        day = parse_day(text, self._today) if text else None
        return day.isoformat() if day else text or None

    def set_value(self, value: CellValue) -> None:
        """Show a date, or the words found in the cell."""
        day = stored_day(value)
        self._edit.setText(short_day(day) if day else "" if value is None else str(value))
        self.show_problem("")

    def complain(self) -> bool:
        """Say how to type a date when the words are none."""
        value = self.value()
        wrong = value is not None and stored_day(value) is None
        self.show_problem(HOW_TO_TYPE if wrong else "")
        return wrong

    def _take_key(self, event: QKeyEvent) -> bool:
        down = event.key() == Qt.Key.Key_Down and event.modifiers() & _Modifier.AltModifier
        if event.key() == Qt.Key.Key_F4 or down:
            self._open_calendar()
            return True
        return super()._take_key(event)

    def _reserved(self) -> int:
        return self._button.sizeHint().width() - PAD_X + 4

    def _place_inner(self, text: QRect) -> None:
        super()._place_inner(text)
        side = self._button.sizeHint().width()
        line = self._edit.geometry()
        self._button.setGeometry(self.width() - side - 3, line.center().y() - side // 2 + 1, side, side)

    def _open_calendar(self) -> None:
        if self._popup is None:
            self._popup = CalendarPopup(self)
            self._popup.picked.connect(self._on_picked)
        day = stored_day(self.value()) or self._today
        self._popup.open_at(self.mapToGlobal(QPoint(0, self._button.geometry().bottom() + 8)), day)

    def _on_picked(self, day: date) -> None:
        self._edit.setText(short_day(day))
        self._on_edited()
        self.kept.emit()
