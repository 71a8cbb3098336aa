"""The shape of a kind of group: colour is never the only thing that tells groups apart."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from visionwork.domain.groups import GroupKind
from visionwork.gui.theme import Theme

MARK_SIZE = 12
"""Side of a mark beside text, in pixels at text size 100."""


def mark_path(rect: QRectF, kind: GroupKind) -> QPainterPath:
    """Return the outline of a kind's shape, fitted by eye so that all shapes weigh the same.

    Args:
        rect: A square.
        kind: Circle for customers, square for employees, diamond for managers, triangle for executives,
            pentagon for the community, ring for others.
    """
    path = QPainterPath()
    side, centre = rect.width(), rect.center()
    if kind is GroupKind.EMPLOYEES:
        inset = side * 0.08
        path.addRect(rect.adjusted(inset, inset, -inset, -inset))
    elif kind is GroupKind.MANAGERS:
        path.addPolygon(_regular(centre, side * 0.5, 4))
        path.closeSubpath()
    elif kind is GroupKind.EXECUTIVES:
        half, top, bottom = side * 0.5, rect.top() + side * 0.05, rect.top() + side * 0.92
        path.addPolygon(
            QPolygonF(
                [
                    QPointF(centre.x(), top),
                    QPointF(centre.x() + half, bottom),
                    QPointF(centre.x() - half, bottom),
                ]
            )
        )
        path.closeSubpath()
    elif kind is GroupKind.COMMUNITY:
        path.addPolygon(_regular(QPointF(centre.x(), centre.y() + side * 0.03), side * 0.52, 5))
        path.closeSubpath()
    else:
        inset = side * 0.03
        path.addEllipse(rect.adjusted(inset, inset, -inset, -inset))
    return path


def paint_group_mark(
    painter: QPainter, rect: QRectF, kind: GroupKind, theme: Theme, present: bool = True
) -> None:
    """Paint the mark of a kind into the square in the middle of a rectangle.

    Args:
        painter: An open painter.
        rect: Where the mark goes, in the painter's coordinates.
        kind: Whose mark.
        theme: Where the colours come from.
        present: A mark that is absent is hollow, dashed and grey.
    """
    side = min(rect.width(), rect.height())
    square = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not present:
        pen = QPen(theme.color("line"), 1.2)
        pen.setDashPattern([1.8, 1.5])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        square = square.adjusted(0.3, 0.3, -0.3, -0.3)
    elif kind is GroupKind.OTHER:
        painter.setPen(QPen(theme.group_color(kind), 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        square = square.adjusted(1.0, 1.0, -1.0, -1.0)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.group_color(kind))
    painter.drawPath(mark_path(square, kind))
    painter.restore()


class GroupMark(QWidget):
    """The mark of a kind of group as a small widget; it takes no focus and needs a name beside it.

    Args:
        kind: Whose mark.
        present: Filled, or hollow and dashed.
        size: Side in pixels at text size 100.
        beside: Role of a text whose first line it is centred on when both are aligned at the top, or "".
        parent: The widget it is in.
    """

    def __init__(
        self,
        kind: GroupKind = GroupKind.CUSTOMERS,
        *,
        present: bool = True,
        size: int = MARK_SIZE,
        beside: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._kind = kind
        self._present = present
        self._size = size
        self._beside = beside
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._theme.changed.connect(self.updateGeometry)

    def kind(self) -> GroupKind:
        """Return whose mark it is."""
        return self._kind

    def set_kind(self, kind: GroupKind) -> None:
        """Show the mark of another kind."""
        self._kind = kind
        self.update()

    def sizeHint(self) -> QSize:
        """Return the side of the mark, which grows with the text."""
        side = self._theme.px(self._size)
        line = QFontMetrics(self._theme.font(self._beside)).height() if self._beside else 0
        return QSize(side, max(side, line))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark."""
        paint_group_mark(QPainter(self), QRectF(self.rect()), self._kind, self._theme, self._present)


def _regular(centre: QPointF, radius: float, corners: int) -> QPolygonF:
    """Return a regular polygon that stands on the side opposite its first corner."""
    return QPolygonF(
        [
            QPointF(
                centre.x() + radius * math.sin(2 * math.pi * corner / corners),
                centre.y() - radius * math.cos(2 * math.pi * corner / corners),
            )
            for corner in range(corners)
        ]
    )
