"""How far a step or an exercise is: segments of 22 by 3 pixels, and a mark of 14."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from visionwork.domain.progress import ExerciseStatus
from visionwork.gui.style.parts import fill_rect
from visionwork.gui.theme import Theme

SEGMENT_WIDTH, SEGMENT_HEIGHT, SEGMENT_GAP = 22, 3, 3
MARK_SIZE = 14


STATUS_WORDS = {
    ExerciseStatus.EMPTY: "not begun",
    ExerciseStatus.BEGUN: "in progress",
    ExerciseStatus.DONE: "done",
}
"""How each state is spoken."""


def paint_status_mark(painter: QPainter, rect: QRectF, status: ExerciseStatus, theme: Theme) -> None:
    """Paint a filled tick, a half or an empty ring into the square in the middle of a rectangle.

    Args:
        painter: An open painter.
        rect: Where it goes, in the painter's coordinates.
        status: How far the exercise is.
        theme: Where the colours come from.
    """
    side = min(rect.width(), rect.height())
    square = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
    ring = square.adjusted(0.8, 0.8, -0.8, -0.8)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = theme.color("ink")
    if status is ExerciseStatus.DONE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(square)
        pen = QPen(theme.color("on_ink"), side * 0.125)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        tick = ((0.29, 0.52), (0.44, 0.67), (0.71, 0.36))
        painter.drawPolyline(
            QPolygonF([QPointF(square.x() + side * x, square.y() + side * y) for x, y in tick])
        )
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        begun = status is ExerciseStatus.BEGUN
        painter.setPen(QPen(ink if begun else theme.color("line"), 1.6 if begun else 1.3))
        painter.drawEllipse(ring)
        if begun:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            inset = side * 0.24
            painter.drawPie(square.adjusted(inset, inset, -inset, -inset), -90 * 16, 180 * 16)
    painter.restore()


def segments_width(count: int, width: int = SEGMENT_WIDTH, gap: int = SEGMENT_GAP) -> int:
    """Return the width of a row of segments in pixels."""
    return max(0, count * (width + gap) - gap)


def paint_segments(
    painter: QPainter,
    origin: QPointF,
    statuses: Sequence[ExerciseStatus],
    theme: Theme,
    *,
    width: int = SEGMENT_WIDTH,
    height: int = SEGMENT_HEIGHT,
    gap: int = SEGMENT_GAP,
    rest: str = "hair",
) -> None:
    """Paint one segment for each exercise: ink when done, half ink when begun, else grey.

    Args:
        painter: An open painter.
        origin: Upper left corner.
        statuses: One for each exercise, in order.
        theme: Where the colours come from.
        width: Width of one segment in pixels.
        height: Height of one segment in pixels.
        gap: Space between two in pixels.
        rest: Colour token of what is to come.
    """
    for place, status in enumerate(statuses):
        box = QRectF(origin.x() + place * (width + gap), origin.y(), width, height)
        fill_rect(painter, box, theme.color("ink" if status is ExerciseStatus.DONE else rest))
        if status is ExerciseStatus.BEGUN:
            box.setWidth(width / 2)
            fill_rect(painter, box, theme.color("ink"))


def spoken_progress(statuses: Sequence[ExerciseStatus]) -> str:
    """Say how far a step is, such as "1 of 4 done, 1 in progress"."""
    states = list(statuses)
    done, begun = states.count(ExerciseStatus.DONE), states.count(ExerciseStatus.BEGUN)
    words = f"{done} of {len(states)} done"
    return f"{words}, {begun} in progress" if begun else words


class StatusMark(QWidget):
    """A filled tick, a half or an empty ring.

    Args:
        status: How far the exercise is.
        parent: The widget it is in.
    """

    def __init__(
        self, status: ExerciseStatus = ExerciseStatus.EMPTY, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._status = status
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_status(status)
        self._theme.changed.connect(self.updateGeometry)

    def status(self) -> ExerciseStatus:
        """Return what it shows."""
        return self._status

    def set_status(self, status: ExerciseStatus) -> None:
        """Show another state."""
        self._status = status
        self.setAccessibleName(STATUS_WORDS[self._status])
        self.update()

    def sizeHint(self) -> QSize:
        """Return the side, which grows with the text."""
        side = self._theme.px(MARK_SIZE)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark."""
        paint_status_mark(QPainter(self), QRectF(self.rect()), self._status, self._theme)
