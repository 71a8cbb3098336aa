"""Writes a chart as SVG that QtSvg draws as the PDF shows it.

reportlab's own SVG writer cuts colours to whole percent, adds a clip path that QtSvg paints black and names
faces Qt does not know; the charts use few kinds of shape, so they are written here directly.
"""

from __future__ import annotations

from html import escape

from reportlab.lib.colors import Color

from visionwork.report.engine import Circle, Drawing, Line, Polygon, PolyLine, Rect, Shape, String
from visionwork.report.fonts import Face

_SANS, _SERIF = "Source Sans 3", "Source Serif 4"
_QT_FACES = {
    Face.SANS: (_SANS, 400, "normal"),
    Face.SANS_ITALIC: (_SANS, 400, "italic"),
    Face.SANS_MEDIUM: (_SANS, 500, "normal"),
    Face.SANS_BOLD: (_SANS, 600, "normal"),
    Face.SERIF: (_SERIF, 400, "normal"),
    Face.SERIF_ITALIC: (_SERIF, 400, "italic"),
    Face.SERIF_BOLD: (_SERIF, 600, "normal"),
    Face.HAN: (_SANS, 400, "normal"),
}


def to_svg(drawing: Drawing) -> bytes:
    """Return a chart as SVG 1.2 Tiny for QSvgRenderer.

    Args:
        drawing: A chart of this package; its units become pixels.

    Returns:
        UTF-8 bytes.

    Raises:
        TypeError: The drawing holds a kind of shape the charts do not use.
    """
    high, wide = drawing.height, drawing.width
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{high:g}"'
        f' viewBox="0 0 {wide:g} {high:g}">'
    ]
    parts += (_element(shape, high) for shape in drawing.contents)
    parts.append("</svg>")
    return "\n".join(parts).encode("utf-8")


def _element(shape: Shape, high: float) -> str:
    match shape:
        case Rect():
            return (
                f'<rect x="{shape.x:.2f}" y="{high - shape.y - shape.height:.2f}"'
                f' width="{shape.width:.2f}" height="{shape.height:.2f}"{_paint(shape)}/>'
            )
        case Circle():
            return (
                f'<circle cx="{shape.cx:.2f}" cy="{high - shape.cy:.2f}" r="{shape.r:.2f}"{_paint(shape)}/>'
            )
        case Line():
            return (
                f'<line x1="{shape.x1:.2f}" y1="{high - shape.y1:.2f}"'
                f' x2="{shape.x2:.2f}" y2="{high - shape.y2:.2f}"{_paint(shape)}/>'
            )
        case Polygon():
            return f'<polygon points="{_points(shape.points, high)}"{_paint(shape)}/>'
        case PolyLine():
            return f'<polyline points="{_points(shape.points, high)}"{_paint(shape)}/>'
        case String():
            return _text(shape, high)
    raise TypeError(f"a chart cannot hold a {type(shape).__name__}")


def _points(flat: list[float], high: float) -> str:
    pairs = zip(flat[::2], flat[1::2], strict=True)
    return " ".join(f"{x:.2f},{high - y:.2f}" for x, y in pairs)


def _paint(shape: Shape) -> str:
    fill: Color | None = getattr(shape, "fillColor", None)
    stroke: Color | None = getattr(shape, "strokeColor", None)
    text = f' fill="{_hex(fill)}"'
    if stroke is None:
        return text
    join = ' stroke-linejoin="round"' if getattr(shape, "strokeLineJoin", 0) else ""
    cap = ' stroke-linecap="round"' if getattr(shape, "strokeLineCap", 0) else ""
    wide: float = getattr(shape, "strokeWidth", 1)
    return f'{text} stroke="{_hex(stroke)}" stroke-width="{wide:g}"{join}{cap}'


def _text(shape: String, high: float) -> str:
    family, weight, style = _QT_FACES[Face(shape.fontName)]
    return (
        f'<text x="{shape.x:.2f}" y="{high - shape.y:.2f}" font-family="{family}"'
        f' font-size="{shape.fontSize:g}" font-weight="{weight}" font-style="{style}"'
        f' fill="{_hex(shape.fillColor)}" xml:space="preserve">{escape(shape.text, quote=False)}</text>'
    )


def _hex(colour: Color | None) -> str:
    if colour is None:
        return "none"
    red, green, blue = (round(255 * part) for part in (colour.red, colour.green, colour.blue))
    return f"#{red:02X}{green:02X}{blue:02X}"
