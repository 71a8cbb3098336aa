"""Pieces the charts are drawn from: words with fallback faces, the shapes of the groups, short lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from reportlab.lib.colors import Color

from visionwork.domain.groups import GroupKind
from visionwork.report.engine import Circle, Drawing, Line, Polygon, PolyLine, Rect, String
from visionwork.report.fonts import Face, use, width
from visionwork.report.text import clean, runs

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


def put_text(
    drawing: Drawing,
    x: float,
    y: float,
    text: str,
    size: float,
    colour: Color,
    face: Face = Face.SANS,
    anchor: Anchor = "start",
) -> float:
    """Write one line of text with its baseline at y.

    Args:
        drawing: What is drawn on.
        x: Where the anchor is.
        y: Height of the baseline.
        text: One line.
        size: Size of the text.
        colour: Its colour.
        face: Its face.
        anchor: Which point of the line stands at x.

    Returns:
        The width of the text, in units of the drawing.
    """
    parts = runs(clean(text), face)
    widths = [width(part.text, part.face, size) for part in parts]
    total = sum(widths)
    x -= {"start": 0.0, "middle": total / 2, "end": total}[anchor]
    for part, wide in zip(parts, widths, strict=True):
        drawing.add(String(x, y, part.text, fontName=use(part.face), fontSize=size, fillColor=colour))
        x += wide
    return total


def put_line(
    drawing: Drawing, start: Point, end: Point, colour: Color, stroke: float, dash: float = 0.0
) -> None:
    """Draw a straight line, of short lines when a dash length is given.

    A dash pattern would come out solid on screen (QtSvg), so the pieces are drawn one by one.

    Args:
        drawing: What is drawn on.
        start: One end.
        end: The other end.
        colour: Its colour.
        stroke: Its width.
        dash: Length of the pieces; 0 for a whole line.
    """
    for first, last in dashes([start, end], dash) if dash else [(start, end)]:
        drawing.add(Line(*first, *last, strokeColor=colour, strokeWidth=stroke, strokeLineCap=0))


def put_path(
    drawing: Drawing, points: Sequence[Point], colour: Color, stroke: float, dash: float = 0.0
) -> None:
    """Draw a line through many points, of short pieces when a dash length is given.

    Args:
        drawing: What is drawn on.
        points: Where it goes.
        colour: Its colour.
        stroke: Its width.
        dash: Length of the pieces; 0 for a whole line.
    """
    if dash:
        for first, last in dashes(points, dash):
            drawing.add(Line(*first, *last, strokeColor=colour, strokeWidth=stroke, strokeLineCap=0))
        return
    flat = [coordinate for point in points for coordinate in point]
    drawing.add(PolyLine(flat, strokeColor=colour, strokeWidth=stroke, strokeLineJoin=1, strokeLineCap=1))


def dashes(points: Sequence[Point], dash: float, gap: float | None = None) -> Iterable[tuple[Point, Point]]:
    """Cut a line through points into dashes; each is given by its two ends.

    Args:
        points: At least two points.
        dash: Length of a dash.
        gap: Length between two dashes; the length of a dash when not given.
    """
    gap = dash if gap is None else gap
    left, drawing = dash, True
    for (x1, y1), (x2, y2) in pairwise(points):
        length = math.hypot(x2 - x1, y2 - y1)
        at = 0.0
        while length - at > 1e-9:
            step = min(left, length - at)
            if drawing:
                a, b = at / length, (at + step) / length
                yield (
                    (x1 + (x2 - x1) * a, y1 + (y2 - y1) * a),
                    (x1 + (x2 - x1) * b, y1 + (y2 - y1) * b),
                )
            at += step
            left -= step
            if left <= 1e-9:
                drawing = not drawing
                left = dash if drawing else gap


def circle_points(x: float, y: float, radius: float, start: float = 0, end: float = 360) -> list[Point]:
    """Return points along an arc, counter-clockwise, in steps of at most three degrees.

    Args:
        x: Centre.
        y: Centre.
        radius: Of the circle.
        start: First angle in degrees, from the right.
        end: Last angle.
    """
    steps = max(2, math.ceil(abs(end - start) / 3))
    angles = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]


_SIDES = {GroupKind.EXECUTIVES: 3, GroupKind.COMMUNITY: 5}


def mark_points(kind: GroupKind, x: float, y: float, radius: float) -> list[Point]:
    """Return the corners of a group's shape around a centre; nothing for a circle.

    Customers are a circle, employees a square, managers a diamond, executives a triangle and the
    community a pentagon; other groups have a circle too.

    Args:
        kind: Kind of the group.
        x: Centre.
        y: Centre.
        radius: Of the circle around it.
    """
    if kind is GroupKind.EMPLOYEES:
        r = radius * 0.89
        return [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)]
    if kind is GroupKind.MANAGERS:
        r = radius * 1.15
        return [(x, y - r), (x + r, y), (x, y + r), (x - r, y)]
    if kind in _SIDES:
        r = radius * (1.2 if kind is GroupKind.EXECUTIVES else 1.1)
        sink = radius * 0.15 if kind is GroupKind.EXECUTIVES else 0
        angles = [math.radians(90 + 360 * side / _SIDES[kind]) for side in range(_SIDES[kind])]
        return [(x + r * math.cos(angle), y - sink + r * math.sin(angle)) for angle in angles]
    return []


def put_mark(drawing: Drawing, kind: GroupKind, x: float, y: float, radius: float, fill: Color) -> None:
    """Draw the shape of a kind of group around a centre.

    Args:
        drawing: What is drawn on.
        kind: Kind of the group.
        x: Centre.
        y: Centre.
        radius: Of the circle around it.
        fill: Its colour.
    """
    corners = mark_points(kind, x, y, radius)
    if corners:
        put_area(drawing, corners, fill)
    else:
        drawing.add(Circle(x, y, radius, fillColor=fill, strokeColor=None))


def put_hollow_mark(
    drawing: Drawing, kind: GroupKind, x: float, y: float, radius: float, ground: Color, line: Color
) -> None:
    """Draw the shape of a group that is absent: hollow, with a broken outline.

    Args:
        drawing: What is drawn on.
        kind: Kind of the group.
        x: Centre.
        y: Centre.
        radius: Of the circle around it.
        ground: Colour inside.
        line: Colour of the outline.
    """
    put_mark(drawing, kind, x, y, radius, ground)
    corners = mark_points(kind, x, y, radius)
    outline = [*corners, corners[0]] if corners else circle_points(x, y, radius)
    put_path(drawing, outline, line, max(0.75, radius * 0.08), dash=max(1.5, radius * 0.2))


def put_box(drawing: Drawing, x: float, y: float, wide: float, high: float, fill: Color) -> None:
    """Draw a filled rectangle without an outline.

    Args:
        drawing: What is drawn on.
        x: Left edge.
        y: Lower edge.
        wide: Its width.
        high: Its height.
        fill: Its colour.
    """
    box = Rect(x, y, wide, high)
    box.fillColor = fill
    box.strokeColor = None
    drawing.add(box)


def put_area(drawing: Drawing, corners: Sequence[Point], fill: Color) -> None:
    """Fill the area between corners, without an outline."""
    area = Polygon([coordinate for corner in corners for coordinate in corner])
    area.fillColor = fill
    area.strokeColor = None
    drawing.add(area)


def put_dot(
    drawing: Drawing, x: float, y: float, radius: float, fill: Color, outline: Color, stroke: float
) -> None:
    """Draw a round dot with an outline.

    Args:
        drawing: What is drawn on.
        x: Centre.
        y: Centre.
        radius: Of the dot.
        fill: Colour inside.
        outline: Colour of the outline.
        stroke: Width of the outline.
    """
    drawing.add(Circle(x, y, radius, fillColor=fill, strokeColor=outline, strokeWidth=stroke))


def put_eye_off(
    drawing: Drawing, x: float, y: float, side: float, colour: Color, ground: Color, stroke: float
) -> None:
    """Draw a struck-out eye, the sign of what is held back.

    Args:
        drawing: Where it goes.
        x: Left edge.
        y: Middle.
        side: Width.
        colour: Colour of the lines.
        ground: Colour of the gap beside the stroke.
        stroke: Width of the lines.
    """
    centre, half, high = x + side / 2, side * 0.44, side * 0.3
    steps = [step / 12 for step in range(13)]
    for sign in (1, -1):
        lid = [
            (centre - half + 2 * half * part, y + sign * high * math.sin(math.pi * part)) for part in steps
        ]
        put_path(drawing, lid, colour, stroke)
    put_path(drawing, circle_points(centre, y, side * 0.13), colour, stroke)
    slant = side * 0.4
    start, end = (centre - slant, y + slant), (centre + slant, y - slant)
    put_line(drawing, (start[0] + stroke, start[1]), (end[0] + stroke, end[1]), ground, stroke * 1.6)
    put_line(drawing, start, end, colour, stroke)
