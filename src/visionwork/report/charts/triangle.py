"""The relationship triangle: organisation, employees and customers, with the community around them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import field
from functools import partial

from reportlab.lib.colors import Color

from visionwork.domain.counting import sentence_case
from visionwork.domain.groups import GroupKind, HouseWord, house_word
from visionwork.domain.records import record
from visionwork.domain.workshop import name_lines
from visionwork.report.charts.drawing import (
    Point,
    circle_points,
    put_hollow_mark,
    put_line,
    put_mark,
    put_path,
    put_text,
)
from visionwork.report.charts.palette import PRINT, ChartPalette
from visionwork.report.engine import Circle, Drawing
from visionwork.report.fonts import Face
from visionwork.report.text import shorten, text_width

_EMPLOYEES, _CUSTOMERS, _COMMUNITY = GroupKind.EMPLOYEES, GroupKind.CUSTOMERS, GroupKind.COMMUNITY
_LINE = 1.2


@record
class Relations:
    """Who is in a text, as the triangle shows it.

    Attributes:
        organisation: Whether the organisation speaks or is named.
        present: Kinds of group that are named.
        with_organisation: Kinds a sentence names together with the organisation.
        between: Whether a sentence names employees and customers together.
    """

    organisation: bool = True
    present: frozenset[GroupKind] = field(default_factory=frozenset)
    with_organisation: frozenset[GroupKind] = field(default_factory=frozenset)
    between: bool = False


COMPLETE = Relations(
    present=frozenset({_EMPLOYEES, _CUSTOMERS, _COMMUNITY}),
    with_organisation=frozenset({_EMPLOYEES, _CUSTOMERS}),
    between=True,
)
"""Everybody present and bound to everybody: the sign of the method."""


def triangle(
    relations: Relations,
    organisation: str,
    words: Mapping[GroupKind, HouseWord],
    width: float,
    height: float,
    *,
    palette: ChartPalette = PRINT,
    size: float = 11,
) -> Drawing:
    """Draw the triangle; who is absent is hollow, broken and muted.

    Args:
        relations: Who is named, and together with whom.
        organisation: Name at the top, set whole on one line or two.
        words: The house's words; an empty mapping for the words of the method.
        width: Width of the drawing; the names beside the lower corners need about a third of it.
        height: Height of the drawing.
        palette: Colours.
        size: Size of the names.
    """
    drawing = Drawing(width, height)
    top_lines = name_lines(organisation, partial(text_width, face=Face.SANS_BOLD, size=size), width * 0.9)
    above = (len(top_lines) - 1) * size * _LINE
    names = {
        kind: shorten(_name(kind, words), Face.SANS_BOLD, size, width * 0.4)
        for kind in (_EMPLOYEES, _CUSTOMERS, _COMMUNITY)
    }
    widest = max(text_width(names[kind], Face.SANS_BOLD, size) for kind in (_EMPLOYEES, _CUSTOMERS))
    radius = min(
        (height - above - size * 3.6) / 2.06,
        (width / 2 - min(widest, width * 0.3) - size * 1.6) / (math.cos(math.radians(30)) + 0.09),
    )
    centre = (width / 2, size * 1.1 + radius)
    node = max(radius * 0.079, size * 0.75)
    top = _at(centre, radius, 90)
    corners = {_EMPLOYEES: _at(centre, radius, 210), _CUSTOMERS: _at(centre, radius, 330)}
    thick = size * 0.125
    _ring(drawing, centre, radius, relations, names[_COMMUNITY], palette, size, node)
    for kind, corner in corners.items():
        _edge(drawing, top, corner, node, kind in relations.with_organisation, palette, thick)
    _edge(drawing, corners[_EMPLOYEES], corners[_CUSTOMERS], node, relations.between, palette, thick)
    if relations.organisation:
        drawing.add(Circle(*top, node, fillColor=palette.ink, strokeColor=None))
    else:
        put_hollow_mark(drawing, _CUSTOMERS, *top, node, palette.ground, palette.muted)
    for place, line in enumerate(reversed(top_lines)):
        put_text(
            drawing,
            top[0],
            top[1] + node + size * (0.65 + place * _LINE),
            line,
            size,
            palette.ink if relations.organisation else palette.muted,
            Face.SANS_BOLD if relations.organisation else Face.SANS,
            "middle",
        )
    for kind, (x, y) in corners.items():
        present = kind in relations.present
        colours = palette.kinds[kind]
        if present:
            put_mark(drawing, kind, x, y, node, colours.mark)
        else:
            put_hollow_mark(drawing, kind, x, y, node, palette.ground, palette.muted)
        face = Face.SANS_BOLD if present else Face.SANS
        left = kind is _EMPLOYEES
        away = node + size * 0.8
        room = (x - away) if left else (width - x - away)
        put_text(
            drawing,
            x - away if left else x + away,
            y - size * 0.35,
            shorten(names[kind], face, size, room),
            size,
            colours.text if present else palette.muted,
            face,
            "end" if left else "start",
        )
    return drawing


def sign(size: float, palette: ChartPalette = PRINT) -> Drawing:
    """Draw the small triangle that stands for the method where there is no logo."""
    drawing = Drawing(size, size)
    node = size * 0.135
    top = (size / 2, size - node)
    left, right = (node, node * 1.1), (size - node, node * 1.1)
    for start, end in ((top, left), (top, right), (left, right)):
        put_line(drawing, start, end, palette.ink, max(0.75, size / 16))
    drawing.add(Circle(*top, node, fillColor=palette.ink, strokeColor=None))
    put_mark(drawing, _EMPLOYEES, *left, node, palette.kinds[_EMPLOYEES].mark)
    put_mark(drawing, _CUSTOMERS, *right, node, palette.kinds[_CUSTOMERS].mark)
    return drawing


def _name(kind: GroupKind, words: Mapping[GroupKind, HouseWord]) -> str:
    name = house_word(words, kind).plural
    return sentence_case(name)


def _at(centre: Point, radius: float, degrees: float) -> Point:
    angle = math.radians(degrees)
    return (centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle))


def _ring(
    drawing: Drawing,
    centre: Point,
    radius: float,
    relations: Relations,
    name: str,
    palette: ChartPalette,
    size: float,
    node: float,
) -> None:
    present = _COMMUNITY in relations.present
    colours = palette.kinds[_COMMUNITY]
    face = Face.SANS_BOLD if present else Face.SANS
    half = math.degrees((text_width(name, face, size) / 2 + size * 0.55) / radius)
    gap = math.degrees((node + radius * 0.01) / radius)
    low = centre[1] - radius
    arcs = (
        (90 + gap, 210 - gap),
        (210 + gap, 270 - half),
        (270 + half, 330 - gap),
        (-30 + gap, 90 - gap),
    )
    for start, end in arcs:
        if end > start:
            arc = circle_points(*centre, radius, start, end)
            stroke = size * 0.075
            colour: Color = colours.mark if present else palette.muted
            put_path(drawing, arc, colour, stroke, dash=0 if present else max(1.5, radius / 45))
    put_text(
        drawing,
        centre[0],
        low - size * 0.35,
        name,
        size,
        colours.text if present else palette.muted,
        face,
        "middle",
    )


def _edge(
    drawing: Drawing, start: Point, end: Point, node: float, solid: bool, palette: ChartPalette, thick: float
) -> None:
    length = math.dist(start, end)
    away = node * 1.13 / length
    first = (start[0] + (end[0] - start[0]) * away, start[1] + (end[1] - start[1]) * away)
    last = (end[0] - (end[0] - start[0]) * away, end[1] - (end[1] - start[1]) * away)
    if solid:
        put_line(drawing, first, last, palette.ink, thick)
    else:
        put_line(drawing, first, last, palette.muted, thick * 0.7, dash=max(2.0, thick * 3))


def describe_triangle(relations: Relations, organisation: str, words: Mapping[GroupKind, HouseWord]) -> str:
    """Return what the triangle shows in sentences, for whoever cannot see it."""
    kinds = (_EMPLOYEES, _CUSTOMERS, _COMMUNITY)
    present = [_name(k, words) for k in kinds if k in relations.present]
    absent = [_name(k, words) for k in kinds if k not in relations.present]
    parts = [f"The relationship triangle of {organisation or 'the organisation'}"]
    if present:
        parts.append(f"In the text: {', '.join(present)}")
    if absent:
        parts.append(f"Not in the text: {', '.join(absent)}")
    named = organisation or "the organisation"
    bound = [f"{named} and {_name(k, words)}" for k in kinds[:2] if k in relations.with_organisation]
    if relations.between:
        bound.append(f"{_name(_EMPLOYEES, words)} and {_name(_CUSTOMERS, words)}")
    if bound:
        parts.append(f"Named together in one sentence: {', '.join(bound)}")
    return ". ".join(parts) + "."
