"""A field for a date, with a calendar in the colours of the theme."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QWidget

from visionwork.gui.theme import Theme


class DateField(QDateEdit):
    """A date with a calendar to pick it from; `dateChanged` tells a change.

    Args:
        day: The date shown first, today when None.
        parent: The widget it is in.
    """

    def __init__(self, day: date | None = None, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self.setCalendarPopup(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setDisplayFormat("d MMMM yyyy")
        if day is None:
            self.setDate(QDate.currentDate())
        else:
            self.set_day(day)
        self._calendar = QCalendarWidget(self)
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setCalendarWidget(self._calendar)
        self._restyle()
        self._theme.changed.connect(self._restyle)

    def day(self) -> date:
        """Return the date."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        """Show another date."""
        self.setDate(QDate(day.year, day.month, day.day))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll; the wheel changes no date in passing."""
        event.ignore()

    def _restyle(self) -> None:
        """Qt paints weekends red in any palette; here red would mean danger."""
        weekend = QTextCharFormat()
        weekend.setForeground(self._theme.color("muted"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(day, weekend)
