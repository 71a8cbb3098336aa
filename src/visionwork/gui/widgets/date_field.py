"""A field for a date, with a calendar in the colours of the theme."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDateEdit, QWidget

from visionwork.gui.widgets.app_locale import app_locale
from visionwork.gui.widgets.calendar import Calendar


class DateField(QDateEdit):
    """A date with a calendar to pick it from; `dateChanged` tells a change.

    Args:
        day: The date shown first, today when None.
        parent: The widget it is in.
    """

    def __init__(self, day: date | None = None, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(app_locale())
        self.setCalendarPopup(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setDisplayFormat("d MMMM yyyy")
        if day is None:
            self.setDate(QDate.currentDate())
        else:
            self.set_day(day)
        self.setCalendarWidget(Calendar(self))

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
