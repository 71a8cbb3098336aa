"""The head of the grid: a promise for each column, and a hint below it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QToolTip, QWidget

from visionwork.domain.method import Column
from visionwork.gui.theme import Theme
from visionwork.gui.views.grid.cell_painter import PAD_X, RULE, CellPainter
from visionwork.gui.views.grid.text_layouts import LaidText
from visionwork.gui.widgets.labels import plain_tooltip
from visionwork.gui.widgets.viewport import give_clear_viewport

_PAD_Y = 10
_LOW_PAD_Y = 6
_LEAST_LINE = 14
"""Height that a line of a title has at least, in pixels at text size 100."""


class GridHeader(QHeaderView):
    """Titles and hints, wrapped where a column is narrow.

    Args:
        painter: Lays words out.
        parent: The table.

    Signals:
        height_changed: The head may have another height, in pixels.
    """

    height_changed = Signal(int)

    def __init__(self, painter: CellPainter, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        give_clear_viewport(self)
        self._theme = Theme.of(self)
        self._painter = painter
        self._columns: tuple[Column, ...] = ()
        self._gutter = 0
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.sectionResized.connect(self.updateGeometry)

    def show_columns(self, columns: tuple[Column, ...], gutter: int) -> None:
        """Show titles; the first one begins where the words of its cells do."""
        if (columns, gutter) != (self._columns, self._gutter):
            self._columns, self._gutter = columns, gutter
            self.updateGeometry()
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell how high the head is now."""
        super().resizeEvent(event)
        self.height_changed.emit(self.height())

    def sizeHint(self) -> QSize:
        """Return the height of the tallest title with its hint."""
        widths = [self.sectionSize(place) for place in range(len(self._columns))]
        return QSize(super().sizeHint().width(), self.height_for(widths))

    def height_for(self, widths: Sequence[int]) -> int:
        """Return the height of the tallest title with its hint, in columns of these widths."""
        heights = [
            sum(laid.height for laid, _ in self._lines(place, width))
            for place, width in enumerate(widths[: len(self._columns)])
        ]
        return math.ceil(max(heights, default=0.0)) + 2 * self._pad() + RULE

    def least_height(self) -> int:
        """Return a height that every head has, without measuring words."""
        return self._theme.px(_LEAST_LINE) + 2 * self._pad()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803
        """Paint one title with its hint and the rules below and beside it."""
        theme = self._theme
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), RULE, theme.color("edge"))
        if logicalIndex < self.count() - 1:
            painter.fillRect(rect.right(), rect.top(), RULE, rect.height(), theme.color("hair"))
        if logicalIndex >= len(self._columns):
            return
        y = float(rect.top() + self._pad())
        left = rect.left() + PAD_X + (0 if logicalIndex else self._gutter)
        for laid, token in self._lines(logicalIndex, self.sectionSize(logicalIndex)):
            painter.setPen(theme.color(token))
            laid.layout.draw(painter, QPointF(left, y))
            y += laid.height

    def event(self, event: QEvent) -> bool:
        """Tell the hint of a column in its tooltip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.logicalIndexAt(event.pos())
            column = self._columns[place] if 0 <= place < len(self._columns) else None
            if column is not None and column.hint:
                QToolTip.showText(event.globalPos(), plain_tooltip(f"{column.title}: {column.hint}"), self)
            return True
        return super().event(event)

    def _pad(self) -> int:
        return _LOW_PAD_Y if self._theme.is_low else _PAD_Y

    def _lines(self, place: int, width: int) -> list[tuple[LaidText, str]]:
        column = self._columns[place]
        width -= 2 * PAD_X + RULE + (0 if place else self._gutter)
        get = self._painter.layouts.get
        lines = [(get(column.title, "cell_bold", width), "ink")]
        if column.hint and not self._theme.is_low:  # the hint is in the tooltip all the same
            lines.append((get(column.hint, "caption", width), "muted"))
        return lines


class HeadCorner(QWidget):
    """What goes on from the head over the scroll bar, with the same rule below.

    Args:
        head: The head.
        parent: The table.
    """

    def __init__(self, head: GridHeader, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._height = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        head.height_changed.connect(self._follow)

    def sizeHint(self) -> QSize:
        """Return the height of the head."""
        return QSize(0, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rule."""
        QPainter(self).fillRect(0, self.height() - RULE, self.width(), RULE, self._theme.color("edge"))

    def _follow(self, height: int) -> None:
        if height != self._height:
            self._height = height
            self.updateGeometry()
