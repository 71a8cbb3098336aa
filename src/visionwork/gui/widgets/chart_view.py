"""A chart of the report on screen: the same drawing, in the colours and the text size of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from visionwork.gui import tokens
from visionwork.gui.theme import Theme

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from visionwork.report.charts import ChartPalette, ChartSizes

MakeChart = Callable[["ChartPalette", "ChartSizes", float, float], "Drawing"]
"""Draws a chart for a palette, sizes, a width and a height in pixels; at 0, one that grows has its own."""


def screen_palette(theme: Theme, ground: str = "surface") -> ChartPalette:
    """Return the colours of charts in the present look; imports reportlab, so call it late."""
    from visionwork.report.charts import palette_from

    dark = theme.is_dark
    return palette_from(
        tokens.DARK if dark else tokens.LIGHT,
        tokens.DARK_GROUPS if dark else tokens.LIGHT_GROUPS,
        tokens.DARK_SCALE if dark else tokens.LIGHT_SCALE,
        ground,
    )


class ChartView(QWidget):
    """Shows one chart at the width it is given.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._make: MakeChart | None = None
        self._grows = False
        self._renderer = QSvgRenderer(self)
        self._drawn_at: tuple[int, int] | None = None
        self._natural = self._height = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme.changed.connect(self.redraw)

    def set_chart(self, make: MakeChart | None, description: str, *, grows: bool = False) -> None:
        """Show a chart.

        Args:
            make: Draws it; called again when the width or the look changes. None shows nothing.
            description: What it shows in sentences, for whoever cannot see it.
            grows: Whether it has a height of its own and uses what there is beyond it.
        """
        self._make, self._grows = make, grows
        self.setAccessibleName("Chart")
        self.setAccessibleDescription(description)
        self.redraw()

    def redraw(self) -> None:
        """Draw the chart again."""
        self._drawn_at = None
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height the chart has by itself at its present width."""
        self._draw()
        return QSize(480, self._natural or 200)

    def minimumSizeHint(self) -> QSize:
        """Return the least size that can be read."""
        return QSize(320, min(self._natural or 160, 160))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw for the new size."""
        super().resizeEvent(event)
        self._drawn_at = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the drawing, crisp at any pixel ratio."""
        self._draw()
        if self._make is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._renderer.render(painter, QRectF(0, 0, self.width(), self._height or self.height()))

    def _draw(self) -> None:
        size = (self.width(), self.height())
        if self._make is None or size == self._drawn_at:
            return
        from visionwork.report.charts import to_svg

        drawing = self._made(0 if self._grows else size[1])
        natural = round(drawing.height)
        if self._grows and size[1] > natural:
            drawing = self._made(size[1])
        self._renderer.load(QByteArray(to_svg(drawing)))
        self._drawn_at = size
        self._height = round(drawing.height)
        if natural != self._natural:
            self._natural = natural
            self.updateGeometry()

    def _made(self, height: int) -> Drawing:
        from visionwork.report.charts import screen_sizes

        assert self._make is not None
        sizes = screen_sizes(self._theme.text_percent)
        return self._make(screen_palette(self._theme), sizes, float(self.width()), float(height))
