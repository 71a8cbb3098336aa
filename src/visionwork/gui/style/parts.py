"""What the parts of the style share: measures, the colours they need, and small shapes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle

FIELD_HEIGHT = 36
"""Height of one-line fields, in pixels at text size 100."""

FIELD_RADIUS = 6.0
"""Corner radius of fields and buttons, in pixels."""

ERROR_PROPERTY = "fieldError"
"""Dynamic property of a field that is true while its value cannot be kept."""

State = QStyle.StateFlag


class ColorSource(Protocol):
    """What the style needs of the theme."""

    def color(self, name: str) -> QColor:
        """Return the colour of a token."""
        ...

    def px(self, pixels: float) -> int:
        """Scale a length with the text size."""
        ...


@contextmanager
def painting(painter: QPainter) -> Iterator[None]:
    """Paint smooth shapes and leave the painter as it was."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        yield
    finally:
        painter.restore()


def fill_rect(painter: QPainter, rect: QRect | QRectF, color: QColor) -> None:
    """Fill a rectangle, and leave the painter as it was.

    For `QPainter.fillRect` PySide first builds the names of 180 ready-made gradients, which the first window
    would have to wait for.
    """
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRect(rect)
    painter.restore()


def centred(rect: QRect | QRectF, side: float) -> QRectF:
    """Return a square in the middle of a rectangle."""
    middle = QRectF(rect).center()
    return QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)


def paint_stroke(
    painter: QPainter, box: QRectF, points: tuple[tuple[float, float], ...], color: QColor, width: float
) -> None:
    """Paint a line with round ends through points given as shares of a box.

    Args:
        painter: An open painter.
        box: Where it stands.
        points: Shares of the width and the height of the box.
        color: Its colour.
        width: Its width in pixels.
    """
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(
        QPolygonF([QPointF(box.x() + box.width() * x, box.y() + box.height() * y) for x, y in points])
    )


def paint_chevron(painter: QPainter, box: QRectF, color: QColor, *, up: bool = False) -> None:
    """Paint the arrow of a combo box or a spin box.

    Args:
        painter: An open painter.
        box: Where it stands.
        color: Its colour.
        up: Whether it points upwards.
    """
    y1, y2 = (0.65, 0.35) if up else (0.35, 0.65)
    paint_stroke(painter, box, ((0.2, y1), (0.5, y2), (0.8, y1)), color, 1.5)
