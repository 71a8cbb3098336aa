"""The month to pick a day from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from visionwork.gui.icons import icon
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.app_locale import app_locale


class Calendar(QCalendarWidget):
    """A month in the app's language that begins its weeks on Monday.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self.setLocale(app_locale())
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._restyle()
        self._theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        """Qt paints weekends red in any palette, which would mean danger here, and its own arrows black."""
        weekend = QTextCharFormat()
        weekend.setForeground(self._theme.color("muted"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, weekend)
        for name, arrow in (("prev", "chevron-left"), ("next", "chevron-right")):
            button = self.findChild(QToolButton, f"qt_calendar_{name}month")
            if button is not None:
                button.setIcon(icon(arrow))
