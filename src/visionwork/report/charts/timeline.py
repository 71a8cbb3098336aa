"""The way of a text through its drafts, one mark a draft."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum

from visionwork.domain.records import record
from visionwork.report.charts.drawing import put_dot, put_line, put_text
from visionwork.report.charts.palette import PAPER, PRINT, ChartPalette, ChartSizes
from visionwork.report.engine import Drawing
from visionwork.report.fonts import Face
from visionwork.report.text import wrap

COLUMNS = 6
"""Drafts side by side; more go to a second line."""

_NOTE_LINES = 3


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
) -> Drawing:
    """Draw drafts along a line: hollow, with a dot when tested, struck when set aside, filled when agreed.

    Args:
        drafts: Drafts in order.
        width: Width of the drawing.
        palette: Colours.
        sizes: Type and distances; `PAPER` in points or `screen_sizes()` in pixels.
    """
    size = sizes.caption
    column = width / COLUMNS
    notes = [wrap(draft.note, Face.SANS, size, column - size * 0.5, _NOTE_LINES) for draft in drafts]
    rows = math.ceil(len(drafts) / COLUMNS)
    leading = size * 1.42
    heights = []
    for row in range(rows):
        lines = max((len(n) for n in notes[row * COLUMNS : (row + 1) * COLUMNS]), default=1)
        heights.append(size * 2.4 + leading * (lines + 1.4) + size * 0.6)
    drawing = Drawing(width, sum(heights))
    radius = size * 0.52
    top = drawing.height
    for row, height in enumerate(heights):
        shown = range(row * COLUMNS, min(len(drafts), (row + 1) * COLUMNS))
        y = top - radius - 1
        last = (len(shown) - 1) * column + radius
        if row < rows - 1:
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
