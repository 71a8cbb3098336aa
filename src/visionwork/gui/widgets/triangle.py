"""The relationship triangle: organisation, employees and customers, with the community around them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import field
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from visionwork.domain.groups import GroupKind
from visionwork.domain.records import record
from visionwork.domain.workshop import name_lines
from visionwork.gui.theme import Theme


class Node(StrEnum):
    """What the triangle shows: three corners and the ring."""

    ORGANISATION = "organisation"
    EMPLOYEES = "employees"
    CUSTOMERS = "customers"
    COMMUNITY = "community"


_KINDS = {
    Node.EMPLOYEES: GroupKind.EMPLOYEES,
    Node.CUSTOMERS: GroupKind.CUSTOMERS,
    Node.COMMUNITY: GroupKind.COMMUNITY,
}

Edge = frozenset[Node]

EDGES: tuple[Edge, ...] = (
    frozenset((Node.ORGANISATION, Node.EMPLOYEES)),
    frozenset((Node.ORGANISATION, Node.CUSTOMERS)),
    frozenset((Node.EMPLOYEES, Node.CUSTOMERS)),
)
"""The three edges, in the order they are drawn."""


@record
class TriangleState:
    """Who is there and who is named together.

    Attributes:
        present: Nodes a text names.
        edges: Edges whose two ends one sentence names.
        labels: Words at the nodes, in the house's language; a missing one takes the method's word.
    """

    present: frozenset[Node] = frozenset(Node)
    edges: frozenset[Edge] = frozenset(EDGES)
    labels: dict[Node, str] = field(default_factory=dict)

    def label(self, node: Node) -> str:
        """Return the word at a node."""
        return self.labels.get(node, node.value.capitalize())


class _Measure(NamedTuple):
    """Sizes of one variant in pixels at text size 100."""

    size: tuple[int, int]
    radius: float
    node: float
    line: float
    labelled: bool
    ring: bool


_AT_SIDES = (Node.EMPLOYEES, Node.CUSTOMERS)
"""Nodes whose labels stand beside the figure."""


_LINE = 16
"""Pixels from line to line of a name at text size 100."""


class TriangleSize(StrEnum):
    """Where a triangle stands."""

    PAGE = "page"
    HOME = "home"
    SMALL = "small"
    LOGO = "logo"


_MEASURES = {
    TriangleSize.PAGE: _Measure((294, 200), 70, 10.5, 1.9, True, True),
    TriangleSize.HOME: _Measure((294, 188), 60, 9.5, 2.0, True, True),
    TriangleSize.SMALL: _Measure((68, 60), 27, 6.5, 1.2, False, False),
    TriangleSize.LOGO: _Measure((24, 22), 9.4, 3, 1.6, False, False),
}


class RelationshipTriangle(QWidget):
    """Draws who is there: filled and bold when present, hollow, dashed and muted when absent.

    Args:
        size: One of the four sizes.
        state: Who is there.
        parent: The widget it is in.
    """

    def __init__(
        self,
        size: TriangleSize = TriangleSize.PAGE,
        state: TriangleState | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._measure = _MEASURES[size]
        self._state = state or TriangleState()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._describe()
        self._theme.changed.connect(self.updateGeometry)

    def set_state(self, state: TriangleState) -> None:
        """Show someone else."""
        self._state = state
        self._describe()
        self.updateGeometry()
        self.update()

    def state(self) -> TriangleState:
        """Return who is shown."""
        return self._state

    def sizeHint(self) -> QSize:
        """Return room for the figure and its labels."""
        return self._room([self._state.label(node) for node in _AT_SIDES])

    def minimumSizeHint(self) -> QSize:
        """Never cut the usual labels; long words of a house may end in an ellipsis."""
        return self._room([node.value.capitalize() for node in _AT_SIDES])

    def _room(self, labels: Sequence[str]) -> QSize:
        width, height = self._measure.size
        if not self._measure.labelled:
            return QSize(width, height)
        bold = QFontMetrics(self._theme.font("button"))
        sides = max(bold.horizontalAdvance(label) for label in labels)
        needed = 2 * (round(self._measure.radius * 0.866) + 18 + sides)
        return QSize(max(width, needed), height + 2 * (self._theme.px(20) - 20) + self._second_line())

    def _name(self) -> list[str]:
        """Return the lines of the name at the top; the room that is always there decides."""
        if not self._measure.labelled:
            return []
        bold = QFontMetrics(self._theme.font("button"))
        room = self._measure.size[0] - 8
        return name_lines(self._state.label(Node.ORGANISATION), bold.horizontalAdvance, room)

    def _second_line(self) -> int:
        """Return how much higher the figure is for a name of two lines."""
        return self._theme.px(_LINE) if len(self._name()) > 1 else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ring, edges, nodes and labels."""
        self.paint_on(QPainter(self))

    def paint_on(self, painter: QPainter) -> None:
        """Paint the figure at the size of the widget, wherever a painter is; the projector has no widgets."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        measure = self._measure
        points = self._points()
        centre = QPointF(points[Node.ORGANISATION].x(), points[Node.ORGANISATION].y() + measure.radius)
        if measure.ring:
            self._paint_ring(painter, centre, points)
        for edge in EDGES:
            self._paint_edge(painter, points, edge)
        for node, point in points.items():
            self._paint_node(painter, node, point)
        if measure.labelled:
            self._paint_labels(painter, points, centre)

    def _points(self) -> dict[Node, QPointF]:
        radius = self._measure.radius
        x = self.width() / 2 + self._shift()
        height = radius * 2 if self._measure.ring else radius * 1.5
        y = (self.height() + self._second_line() - height) / 2 + radius
        return {
            Node.ORGANISATION: QPointF(x, y - radius),
            Node.EMPLOYEES: QPointF(x - radius * math.sqrt(3) / 2, y + radius / 2),
            Node.CUSTOMERS: QPointF(x + radius * math.sqrt(3) / 2, y + radius / 2),
        }

    def _shift(self) -> float:
        """Return how far the figure stands right of the middle, so that both labels beside it are whole."""
        if not self._measure.labelled:
            return 0.0
        bold = QFontMetrics(self._theme.font("button"))
        left, right = (bold.horizontalAdvance(self._state.label(node)) + 1 for node in _AT_SIDES)
        room = self.width() / 2 - self._measure.radius * math.sqrt(3) / 2 - self._reach()
        if left > room:
            return max(0.0, min(left - room, room - right))
        return min(0.0, -min(right - room, room - left))

    def _reach(self) -> float:
        """Return how far from the middle of a corner the label beside it begins."""
        return self._measure.node + 8

    def _paint_ring(self, painter: QPainter, centre: QPointF, points: dict[Node, QPointF]) -> None:
        """Paint the ring with a gap around every corner, so that it reads on any ground."""
        theme, reach = self._theme, self._measure.node + 3
        ring = QPainterPath()
        ring.addRect(QRectF(self.rect()))
        for point in points.values():
            corner = QPainterPath()
            corner.addEllipse(point, reach, reach)
            ring = ring.subtracted(corner)
        painter.save()
        painter.setClipPath(ring)
        if Node.COMMUNITY in self._state.present:
            painter.setPen(QPen(theme.group_color(GroupKind.COMMUNITY), 1.4))
        else:
            pen = QPen(theme.color("line"), 1.4)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([1.2, 1.7])
            painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, self._measure.radius, self._measure.radius)
        painter.restore()

    def _paint_edge(self, painter: QPainter, points: dict[Node, QPointF], edge: Edge) -> None:
        one, other = sorted(edge, key=list(Node).index)
        start, end = points[one], points[other]
        solid = edge in self._state.edges
        pen = QPen(self._theme.color("ink" if solid else "line"), self._measure.line if solid else 1.2)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if not solid:
            pen.setDashPattern([4, 3.4])
        painter.setPen(pen)
        gap = self._measure.node + (0 if self._measure.node <= 3 else 3)
        length = math.hypot(end.x() - start.x(), end.y() - start.y())
        cut = (end - start) * (gap / length)
        painter.drawLine(start + cut, end - cut)

    def _paint_node(self, painter: QPainter, node: Node, point: QPointF) -> None:
        theme, radius = self._theme, self._measure.node
        present = node in self._state.present
        square = node is Node.EMPLOYEES
        box = QRectF(point.x() - radius, point.y() - radius, 2 * radius, 2 * radius)
        if square:
            inset = radius * 0.1
            box.adjust(inset, inset, -inset, -inset)
        if present:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.group_color(_KINDS[node]) if node in _KINDS else theme.color("ink"))
        else:
            pen = QPen(theme.color("line"), 1.3)
            pen.setDashPattern([2.6, 2.0])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            box.adjust(0.65, 0.65, -0.65, -0.65)
        painter.drawRect(box) if square else painter.drawEllipse(box)

    def _paint_labels(self, painter: QPainter, points: dict[Node, QPointF], centre: QPointF) -> None:
        reach = self._reach()
        tall = self._theme.px(20)
        wide = self.width()
        top, left, right = (points[node] for node in (Node.ORGANISATION, Node.EMPLOYEES, Node.CUSTOMERS))
        bottom = centre.y() + self._measure.radius
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        y, word = top.y() - self._measure.node - 3 - tall, self._state.label
        for line in reversed(self._name()):
            over = self._around(centre.x(), y, tall, line)
            self._paint_label(painter, Node.ORGANISATION, over, middle, line)
            y -= self._theme.px(_LINE)
        at_foot = self._around(centre.x(), bottom + 3, tall, word(Node.COMMUNITY))
        self._paint_label(painter, Node.COMMUNITY, at_foot, middle, word(Node.COMMUNITY))
        at_left = QRectF(0, left.y() - tall / 2, left.x() - reach, tall)
        to_left = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._paint_label(painter, Node.EMPLOYEES, at_left, to_left, word(Node.EMPLOYEES))
        at_right = QRectF(right.x() + reach, right.y() - tall / 2, wide - right.x() - reach, tall)
        to_right = Qt.AlignmentFlag.AlignVCenter
        self._paint_label(painter, Node.CUSTOMERS, at_right, to_right, word(Node.CUSTOMERS))

    def _around(self, x: float, y: float, tall: float, label: str) -> QRectF:
        """Return the box of a label under or over the figure, as near its middle as the widget allows."""
        bold = QFontMetrics(self._theme.font("button"))
        needed = min(self.width(), bold.horizontalAdvance(label) + 2)
        return QRectF(min(max(0.0, x - needed / 2), self.width() - needed), y, needed, tall)

    def _paint_label(
        self, painter: QPainter, node: Node, box: QRectF, align: Qt.AlignmentFlag, label: str
    ) -> None:
        theme, present = self._theme, node in self._state.present
        font = theme.font("button" if present else "cell")
        painter.setFont(font)
        color = theme.color("ink") if node not in _KINDS else theme.group_color(_KINDS[node], "text")
        painter.setPen(color if present else theme.color("muted"))
        words = QFontMetrics(font).elidedText(label, Qt.TextElideMode.ElideRight, round(box.width()))
        painter.drawText(box, align, words)

    def _describe(self) -> None:
        state = self._state
        there = [state.label(node) for node in Node if node in state.present]
        missing = [state.label(node) for node in Node if node not in state.present]
        spoken = "Named: " + (", ".join(there) or "nobody") + "."
        self.setAccessibleName(spoken + (f" Not named: {', '.join(missing)}." if missing else ""))
