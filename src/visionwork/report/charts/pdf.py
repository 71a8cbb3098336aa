"""Draws a chart on a canvas.

reportlab's own renderer begins every drawing with Helvetica, which would stay in the file as a font that is
not embedded; the charts use few kinds of shape, so they are drawn here directly.
"""

from __future__ import annotations

from typing import cast

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from visionwork.report.engine import Circle, Drawing, Line, Polygon, PolyLine, Rect, Shape, String


def draw_chart(drawing: Drawing, canvas: Canvas, x: float, y: float) -> None:
    """Draw a chart with its lower left corner at a place of the canvas.

    Args:
        drawing: A chart of this package; its units are points.
        canvas: The canvas.
        x: Left edge.
        y: Lower edge.

    Raises:
        TypeError: The drawing holds a kind of shape the charts do not use.
    """
    canvas.saveState()
    canvas.translate(x, y)
    for shape in drawing.contents:
        _draw(shape, canvas)
    canvas.restoreState()


def _draw(shape: Shape, canvas: Canvas) -> None:
    match shape:
        case String():
            canvas.setFillColor(cast(Color, shape.fillColor))
            canvas.setFont(shape.fontName, shape.fontSize)
            canvas.drawString(shape.x, shape.y, shape.text)
            return
        case Line():
            _prepare(shape, canvas)
            canvas.line(shape.x1, shape.y1, shape.x2, shape.y2)
            return
    filled, stroked = _prepare(shape, canvas)
    match shape:
        case Rect():
            canvas.rect(shape.x, shape.y, shape.width, shape.height, stroke=stroked, fill=filled)
        case Circle():
            canvas.circle(shape.cx, shape.cy, shape.r, stroke=stroked, fill=filled)
        case Polygon():
            _path(shape.points, canvas, closed=True, filled=filled, stroked=stroked)
        case PolyLine():
            _path(shape.points, canvas, closed=False, filled=0, stroked=stroked)
        case _:
            raise TypeError(f"a chart cannot hold a {type(shape).__name__}")


def _prepare(shape: Shape, canvas: Canvas) -> tuple[int, int]:
    """Set colours and lines of a shape; return whether it is filled and whether it has an outline."""
    fill: Color | None = getattr(shape, "fillColor", None)
    stroke: Color | None = getattr(shape, "strokeColor", None)
    if fill is not None:
        canvas.setFillColor(fill)
    if stroke is not None:
        canvas.setStrokeColor(stroke)
        canvas.setLineWidth(getattr(shape, "strokeWidth", 1))
        canvas.setLineCap(getattr(shape, "strokeLineCap", 0) or 0)
        canvas.setLineJoin(getattr(shape, "strokeLineJoin", 0) or 0)
    return int(fill is not None), int(stroke is not None)


def _path(flat: list[float], canvas: Canvas, *, closed: bool, filled: int, stroked: int) -> None:
    path = canvas.beginPath()
    path.moveTo(flat[0], flat[1])
    for x, y in zip(flat[2::2], flat[3::2], strict=True):
        path.lineTo(x, y)
    if closed:
        path.close()
    canvas.drawPath(path, stroke=stroked, fill=filled)
