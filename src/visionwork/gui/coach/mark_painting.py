"""How words to look at are drawn: a pencil ground and an underline whose form tells the kind.

The words keep their colour. Qt cannot set the width of an underline, so it is painted.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from visionwork.domain.findings import MarkKind
from visionwork.gui.theme import Theme

MARK_SIDE = 2.0
"""Pixels of ground beside the words."""

KIND_NAMES: Mapping[MarkKind, str] = {
    MarkKind.MONEY: "Money",
    MarkKind.TECHNOLOGY: "Technology",
    MarkKind.POSITION: "Position",
    MarkKind.BOILERPLATE: "Boilerplate",
}
"""What a kind is called beside its words."""

_WIDTH, _WAVE_WIDTH = 2.0, 1.6
_ABOVE_END = 3.0
_DASHES = {MarkKind.TECHNOLOGY: [2.9, 1.9], MarkKind.BOILERPLATE: [1.0, 1.0]}
_PERIOD, _HEIGHT = 11.0, 2.2


def paint_word_ground(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Paint the ground of marked words.

    Args:
        painter: An open painter.
        rect: The words of one line with `MARK_SIDE` pixels at each side.
        theme: Where the colour comes from.
    """
    painter.fillRect(rect, theme.color("pencil"))


def paint_word_underline(painter: QPainter, rect: QRectF, kind: MarkKind, theme: Theme) -> None:
    """Paint the underline of marked words: money solid, technology dashed, position wave, boilerplate dots.

    Args:
        painter: An open painter.
        rect: The ground of the words.
        kind: Gives the form.
        theme: Where the colour comes from.
    """
    left, right = rect.left() + MARK_SIDE, rect.right() - MARK_SIDE
    y = round(rect.bottom() - _ABOVE_END)
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if kind is MarkKind.POSITION:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("warn"), _WAVE_WIDTH))
        painter.drawPath(_wave(left, right, y + 1))
    else:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        pen = QPen(theme.color("warn"), _WIDTH)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if kind in _DASHES:
            pen.setDashPattern(_DASHES[kind])
        painter.setPen(pen)
        painter.drawLine(QPointF(left, y), QPointF(right, y))
    painter.restore()


def _wave(left: float, right: float, middle: float) -> QPainterPath:
    """Return a wave that always begins with a crest, however long it is."""
    path = QPainterPath(QPointF(left, middle + _HEIGHT))
    x, up = left, True
    while x < right:
        half = min(_PERIOD / 2, right - x)
        end = middle - _HEIGHT if up else middle + _HEIGHT
        path.cubicTo(
            QPointF(x + half / 2.6, middle + (_HEIGHT if up else -_HEIGHT)),
            QPointF(x + half - half / 2.6, end),
            QPointF(x + half, end),
        )
        x, up = x + half, not up
    return path
