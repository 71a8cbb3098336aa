"""The way of a text through its drafts, one mark a draft."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum

from visionwork.domain.records import record
from visionwork.report.charts.drawing import put_dot, put_line, put_text
from visionwork.report.charts.palette import PAPER, PRINT, ChartPalette, ChartSizes
from visionwork.report.charts.pieces import cuts
from visionwork.report.engine import Drawing
from visionwork.report.fonts import Face
from visionwork.report.text import wrap

COLUMNS = 6
"""Drafts side by side; more go to a second line."""

_NOTE_LINES, _NOTE_LEADING = 3, 1.42


class DraftMark(StrEnum):
    """What became of a draft, as its mark shows it."""

    SAVED = "saved"
    TESTED = "tested"
    SET_ASIDE = "set aside"
    AGREED = "agreed"


@record
class TimelineDraft:
    """One draft on the line.

    Attributes:
        title: Such as "Draft 3".
        note: What it is, in a few words, such as "Round 1, 61 people".
        when: Its day, such as "16 Feb".
        mark: What became of it.
    """

    title: str
    note: str
    when: str
    mark: DraftMark = DraftMark.SAVED


def draft_timeline(
    drafts: Sequence[TimelineDraft],
    width: float,
    *,
    palette: ChartPalette = PRINT,
    sizes: ChartSizes = PAPER,
    goes_on: bool = False,
) -> Drawing:
    """Draw drafts along a line: hollow, with a dot when tested, struck when set aside, filled when agreed.

    Args:
        drafts: Drafts in order.
        width: Width of the drawing.
        palette: Colours.
        sizes: Type and distances; `PAPER` in points or `screen_sizes()` in pixels.
        goes_on: Whether later drafts stand in another drawing.
    """
    size = sizes.caption
    column = width / COLUMNS
    notes = _notes(drafts, width, sizes)
    heights = _row_heights(notes, sizes)
    rows = len(heights)
    leading = size * _NOTE_LEADING
    drawing = Drawing(width, sum(heights))
    radius = size * 0.52
    top = drawing.height
    for row, height in enumerate(heights):
        shown = range(row * COLUMNS, min(len(drafts), (row + 1) * COLUMNS))
        y = top - radius - 1
        last = (len(shown) - 1) * column + radius
        if goes_on or row < rows - 1:
            last = width
        put_line(drawing, (radius, y), (last, y), palette.line, max(0.7, sizes.stroke * 0.6))
        for place, index in enumerate(shown):
            x = place * column
            _mark(drawing, x + radius, y, radius, drafts[index].mark, palette, sizes)
            base = y - radius - size * 1.5
            aside = drafts[index].mark is DraftMark.SET_ASIDE
            title = drafts[index].title
            put_text(drawing, x, base, title, size, palette.ink, Face.SANS_BOLD)
            for line in notes[index]:
                base -= leading
                put_text(drawing, x, base, line, size, palette.ink2 if aside else palette.ink)
            put_text(drawing, x, base - leading, drafts[index].when, size, palette.muted)
        top -= height
    return drawing


def timeline_pieces(
    drafts: Sequence[TimelineDraft], width: float, sizes: ChartSizes, most: float
) -> list[Sequence[TimelineDraft]]:
    """Return all drafts, or parts of them, where they are too many for one drawing.

    Args:
        drafts: Drafts in order.
        width: Width of the drawing.
        sizes: Its type and distances.
        most: Most height of a piece.
    """
    if math.ceil(len(drafts) / COLUMNS) * _row_height(_NOTE_LINES, sizes) <= most:
        return [drafts]
    pieces = cuts(_row_heights(_notes(drafts, width, sizes), sizes), most)
    return [drafts[piece.start * COLUMNS : piece.stop * COLUMNS] for piece in pieces]


def _notes(drafts: Sequence[TimelineDraft], width: float, sizes: ChartSizes) -> list[list[str]]:
    room = width / COLUMNS - sizes.caption * 0.5
    return [wrap(draft.note, Face.SANS, sizes.caption, room, _NOTE_LINES) for draft in drafts]


def _row_heights(notes: Sequence[Sequence[str]], sizes: ChartSizes) -> list[float]:
    rows = [notes[first : first + COLUMNS] for first in range(0, len(notes), COLUMNS)]
    return [_row_height(max(map(len, row)), sizes) for row in rows]


def _row_height(lines: int, sizes: ChartSizes) -> float:
    size = sizes.caption
    return size * 2.4 + size * _NOTE_LEADING * (lines + 1.4) + size * 0.6


def _mark(
    drawing: Drawing,
    x: float,
    y: float,
    radius: float,
    mark: DraftMark,
    palette: ChartPalette,
    sizes: ChartSizes,
) -> None:
    thin = max(0.8, sizes.stroke * 0.7)
    outline = palette.line if mark is DraftMark.SET_ASIDE else palette.ink
    fill = palette.ink if mark is DraftMark.AGREED else palette.ground
    put_dot(drawing, x, y, radius, fill, outline, thin)
    if mark is DraftMark.TESTED:
        put_dot(drawing, x, y, radius * 0.48, palette.ink, palette.ink, 0)
    elif mark is DraftMark.SET_ASIDE:
        reach = radius * 0.72
        put_line(drawing, (x - reach, y - reach), (x + reach, y + reach), palette.line, thin * 1.6)


def describe_draft_timeline(drafts: Sequence[TimelineDraft]) -> str:
    """Return what the timeline shows in sentences, for whoever cannot see it."""
    parts = [f"{draft.title}, {draft.when}: {draft.note or draft.mark.value}".rstrip(".") for draft in drafts]
    return "How the text came to be. " + ". ".join(parts) + "."
