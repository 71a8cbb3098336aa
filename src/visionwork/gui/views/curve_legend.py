"""What the two lines of an adopter curve mean, beside its heading."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from visionwork.domain.adoption import Moment
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.labels import PlainLabel

_LENGTH, _GAP, _BETWEEN = 26, 8, 20
_NAMES = {Moment.TODAY: "Today", Moment.TARGET: "Target, in a year"}


class CurveLegend(QWidget):
    """A piece of each line with its name; a moment nobody has spoken of is left out.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        self._parts: dict[Moment, tuple[QWidget, QWidget]] = {}
        for moment, name in _NAMES.items():
            if self._parts:
                row.addSpacing(_BETWEEN - _GAP)
            parts = _Line(moment, parent=self), PlainLabel(name, "caption", "ink2", parent=self)
            for part in parts:
                row.addWidget(part)
            self._parts[moment] = parts
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def show_moments(self, *moments: Moment) -> None:
        """Show the lines that are drawn."""
        for moment, parts in self._parts.items():
            for part in parts:
                part.setVisible(moment in moments)


class _Line(QWidget):
    """A piece of a line as the chart draws it: today broken and grey, the target solid."""

    def __init__(self, moment: Moment, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._moment = moment

    def sizeHint(self) -> QSize:
        """Return the length of the piece."""
        return QSize(self._theme.px(_LENGTH), self._theme.line_height("caption"))

    def minimumSizeHint(self) -> QSize:
        """Return the length of the piece."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the piece."""
        painter = QPainter(self)
        today = self._moment is Moment.TODAY
        pen = QPen(self._theme.color("line" if today else "ink"), 2 if today else 3)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if today:
            pen.setDashPattern([3, 2.5])
        painter.setPen(pen)
        middle = self.height() / 2
        painter.drawLine(QLineF(0, middle, self.width(), middle))
