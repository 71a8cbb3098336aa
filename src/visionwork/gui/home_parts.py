"""Small parts of Home that paint themselves."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from visionwork.gui.recent_list import (
    PADDING,
    SEGMENT,
    SEGMENT_GAP,
    STEP_GAP,
    STEPS_SHARE,
    WHEN_SHARE,
    is_narrow,
    is_stacked,
)
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.progress import segments_width
from visionwork.gui.widgets.triangle import RelationshipTriangle, TriangleSize

_LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class GroundFrame(QFrame):
    """The sunken ground of the left column, with a line at its right.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._theme.changed.connect(self._resize)
        self._resize()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("sunken"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), self._theme.color("hair"))

    def _resize(self) -> None:
        self.setFixedWidth(110 + self._theme.px(330))


class HomeTriangle(RelationshipTriangle):
    """The triangle that explains the method before any word does.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(TriangleSize.HOME, parent=parent)


class RecentHeader(QWidget):
    """Heads of the columns of recent workshops; decoration, since each row says it all.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._step_lengths: tuple[int, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme.changed.connect(self.updateGeometry)

    def set_steps(self, lengths: tuple[int, ...]) -> None:
        """Say how many exercises each step has, so that numbers stand over their segments."""
        self._step_lengths = lengths
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for one line."""
        return QSize(400, self._theme.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the heads."""
        theme, painter = self._theme, QPainter(self)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("muted"))
        width, height = self.width(), self.height()
        painter.drawText(QRectF(PADDING, 0, 200, height), _LEFT_MIDDLE, "Workshop")
        if not is_narrow(width, theme):
            painter.drawText(QRectF(width * WHEN_SHARE, 0, 200, height), _LEFT_MIDDLE, "Last opened")
        if is_stacked(width, theme):
            return
        x = width * STEPS_SHARE
        for number, length in enumerate(self._step_lengths, start=1):
            words = f"Step {number}" if number == 1 else str(number)
            painter.drawText(QRectF(x, 0, 80, height), _LEFT_MIDDLE, words)
            x += segments_width(length, SEGMENT, SEGMENT_GAP) + STEP_GAP
