"""What the pages are made of: tagged paragraphs, headings, figures, rules and places on the page."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from copy import copy
from functools import lru_cache
from typing import Any, cast

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle

from visionwork.report.charts.pdf import draw_chart
from visionwork.report.engine import Drawing, Flowable, ParaFrag, Paragraph, cleanBlockQuotedText
from visionwork.report.structure import Element, Role, alternative, box
from visionwork.report.styles import HAIR_LINE, INK
from visionwork.report.tagging import TaggedCanvas


class Text(Paragraph):
    """A paragraph that is an element of the structure tree, also when it is split over pages.

    Args:
        markup: Markup made by `visionwork.report.text.TextDoor` only; None for a part of a split one.
        style: How it is set.
        role: Structure type.
        options: Options of reportlab's Paragraph, which it passes when it splits one.
    """

    def __init__(
        self,
        markup: str | None,
        style: ParagraphStyle,
        *,
        role: Role = "P",
        **options: Any,  # noqa: ANN401 - reportlab's own
    ) -> None:
        if markup and not options and not has_markup(markup):
            # Nearly every paragraph: reportlab's parser would take as long as setting it does.
            plain = cleanBlockQuotedText(markup)
            super().__init__(plain, style, frags=[fragment(plain, style)])
        else:
            super().__init__(cast(str, markup), style, **options)
        self.role: Role = role
        self.held: list[Element] = []

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """Split at a height; both parts belong to one element."""
        parts = super().split(availWidth, availHeight)
        for part in parts:
            if isinstance(part, Text):
                part.role, part.held = self.role, self.held
        return parts

    def draw(self) -> None:
        """Draw as the content of the paragraph's element."""
        canvas = tagged(self)
        if canvas.hides:
            super().draw()
            return
        if not self.held:
            self.held.append(canvas.element(self.role))
        with canvas.content(self.held[0]):
            start = len(canvas.operators)
            super().draw()
            if self.style.wordWrap != "CJK":
                canvas.operators[start:] = [
                    _LINE_END.sub(" ) Tj T*", part) if "T*" in part else part
                    for part in canvas.operators[start:]
                ]


def has_markup(text: str) -> bool:
    """Return whether a text has tags or entities, which reportlab's parser has to read."""
    return "<" in text or "&" in text


def fragment(
    text: str,
    style: ParagraphStyle,
    font: str | None = None,
    size: float | None = None,
    colour: Color | None = None,
) -> ParaFrag:
    """Return what reportlab's parser makes of a text without markup, or of one within a font tag.

    Args:
        text: The text, on one line.
        style: How the paragraph is set.
        font: Name of the font; None for a text that stands within no tag.
        size: Size of the text; the style's own when None.
        colour: Colour of the text; the style's own when None.
    """
    made = copy(_pattern_of(style))
    made.text, made.link, made.us_lines = text, [], []
    if font is not None:
        made.__tag__ = "font"
        made.fontName = font
    if size is not None:
        made.fontSize = size
    if colour is not None:
        made.textColor = colour
    return made


@lru_cache(maxsize=128)  # a poster tries sizes with styles of its own, anew for each preview
def _pattern_of(style: ParagraphStyle) -> ParaFrag:
    (fragment,) = Paragraph("x", style).frags
    return fragment


_LINE_END = re.compile(r"(?<![\\ ])\) Tj T\*")
"""End of a line of a paragraph. A space is put there, or a reader would join the words around it."""


class Heading(Text):
    """A heading with a bookmark.

    Args:
        markup: Markup of the heading.
        style: How it is set.
        level: 1 to 3.
        bookmark: Plain text of the bookmark; none when empty.
    """

    def __init__(
        self,
        markup: str | None,
        style: ParagraphStyle,
        *,
        level: int = 1,
        bookmark: str = "",
        **options: Any,  # noqa: ANN401 - reportlab's own
    ) -> None:
        super().__init__(markup, style, role=cast(Role, f"H{level}"), **options)
        self.level = level
        self.bookmark = bookmark

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """Split at a height; the bookmark stays with the first part."""
        parts = super().split(availWidth, availHeight)
        if parts and isinstance(parts[0], Heading):
            parts[0].level, parts[0].bookmark = self.level, self.bookmark
        return parts

    def draw(self) -> None:
        """Draw, and set the bookmark at the first part."""
        if self.bookmark and not self.held:
            canvas = tagged(self)
            key = f"h{canvas.getPageNumber()}-{len(canvas.current.kids)}"
            canvas.bookmarkHorizontal(key, 0, self.height + 12)
            canvas.addOutlineEntry(self.bookmark, key, self.level - 1, closed=self.level > 1)
        super().draw()


class Figure(Flowable):
    """A drawing with alternative text.

    Args:
        drawing: The drawing.
        alt: What it shows, in sentences.
    """

    def __init__(self, drawing: Drawing, alt: str) -> None:
        super().__init__()
        self.drawing, self.alt = drawing, alt
        self.width, self.height = float(drawing.width), float(drawing.height)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Return the size of the drawing."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw as the content of a Figure element."""
        put_figure(tagged(self), self.drawing, 0, 0, self.alt)


class Rule(Flowable):
    """A line over the whole measure.

    Args:
        colour: Its colour.
        stroke: Its width.
        before: Space above.
        after: Space below.
    """

    def __init__(
        self, colour: Color = INK, stroke: float = HAIR_LINE, before: float = 0, after: float = 0
    ) -> None:
        super().__init__()
        self.colour, self.stroke, self.before, self.after = colour, stroke, before, after

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Return the measure and the height with its spaces."""
        self.width = aW
        return aW, self.before + self.after

    def draw(self) -> None:
        """Draw the line as an artifact."""
        canvas = tagged(self)
        with canvas.artifact("Layout"):
            canvas.setStrokeColor(self.colour)
            canvas.setLineWidth(self.stroke)
            canvas.line(0, self.after, self.width, self.after)


class Gap(Flowable):
    """Empty space; none at the top of a page.

    Args:
        height: In points.
    """

    def __init__(self, height: float) -> None:
        super().__init__()
        self.height = height
        self._SPACETRANSFER = True

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Return the space."""
        at_top = getattr(getattr(self, "_frame", None), "_atTop", False)
        return 0, 0.0 if at_top else self.height

    def draw(self) -> None:
        """Draw nothing."""


class Section(Flowable):
    """Tells the page from here on which section it belongs to, for the running head.

    Args:
        name: What the running head says.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Take no space."""
        return 0, 0

    def draw(self) -> None:
        """Note the section on the canvas."""
        tagged(self).sections.append(self.name)


class Together(Flowable):
    """Flowables one below another that stay on one page where they fit on one.

    Args:
        flowables: The parts.
        at_bottom: Whether they stand at the foot of the page.
        page_depth: Height of a page's text.
    """

    def __init__(
        self, flowables: Sequence[Flowable], *, at_bottom: bool = False, page_depth: float = 1e6
    ) -> None:
        super().__init__()
        self.page_depth = page_depth
        self.parts = list(flowables)
        self.at_bottom = at_bottom

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Return the size of the parts together."""
        self.width = aW
        self._heights = stack_heights(self.parts, aW)
        self._own = sum(self._heights)
        # At the top of a page of their own they stay there, or the page above them would look lost.
        sinks = self.at_bottom and self._own <= aH < self.page_depth - 1
        # A hair less than the whole room, or rounding sends the parts to the next page.
        self.height = max(self._own, aH - 0.01) if sinks else self._own
        return aW, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """Give the parts one by one when a whole page is too small for them."""
        if aH < self._own * 0.98 and aH < 300:
            return []
        # The first part must have room; where it has none, nothing stands before it, and it is broken itself.
        return self.parts if self._heights[0] <= aH else [Gap(0), *self.parts]

    def draw(self) -> None:
        """Draw the parts from above."""
        draw_stack(self.parts, self._heights, tagged(self), 0, self._own)


class SideBySide(Flowable):
    """Columns of flowables beside each other, aligned at the top; they stay on one page.

    Args:
        columns: The parts of each column.
        widths: Width of each column, the gutter at its right included.
        gutter: Space between two columns.
    """

    def __init__(
        self, columns: Sequence[Sequence[Flowable]], widths: Sequence[float], gutter: float = 0
    ) -> None:
        super().__init__()
        self.columns = [list(column) for column in columns]
        self.widths, self.gutter = list(widths), gutter

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Return the width of the columns and the height of the tallest."""
        self._heights = [
            stack_heights(column, width - self.gutter)
            for column, width in zip(self.columns, self.widths, strict=True)
        ]
        self.width = sum(self.widths)
        self.height = max((sum(heights) for heights in self._heights), default=0.0)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the columns from left to right."""
        x = 0.0
        for column, heights, width in zip(self.columns, self._heights, self.widths, strict=True):
            draw_stack(column, heights, tagged(self), x, self.height)
            x += width


def stack_heights(parts: Sequence[Flowable], width: float) -> list[float]:
    """Return the height each part takes in a column, its spaces included.

    The space before the first part and after the last does not count, as at the edges of a frame.
    """
    heights = []
    for before, part, after in zip([None, *parts], parts, [*parts[1:], None], strict=False):
        height = part.wrap(width, 1e6)[1]
        if before is not None:
            height += max(0.0, part.getSpaceBefore() - before.getSpaceAfter())
        if after is not None:
            height += part.getSpaceAfter()
        heights.append(height)
    return heights


def draw_stack(
    parts: Sequence[Flowable], heights: Sequence[float], canvas: TaggedCanvas, x: float, top: float
) -> None:
    """Draw parts below each other from a height downwards.

    Args:
        parts: The parts, from the top.
        heights: Height of each.
        canvas: The canvas.
        x: Left edge.
        top: Upper edge of the first.
    """
    y = top
    for part, height, last in zip(parts, heights, itertools.chain(parts[1:], [None]), strict=False):
        y -= height
        below = part.getSpaceAfter() if last is not None else 0
        part.drawOn(canvas, x, y + below)


def put_figure(canvas: TaggedCanvas, drawing: Drawing, x: float, y: float, alt: str) -> None:
    """Draw a figure at a place of the page, with its element.

    Args:
        canvas: The canvas.
        drawing: The figure.
        x: Left edge.
        y: Lower edge.
        alt: What it shows, for whoever cannot see it.
    """
    if canvas.hides:
        draw_chart(drawing, canvas, x, y)
        return
    left, low = canvas.absolutePosition(x, y)
    right, top = canvas.absolutePosition(x + drawing.width, y + drawing.height)
    element = canvas.element("Figure", Alt=alternative(alt), A=box(left, low, right - left, top - low))
    with canvas.content(element):
        draw_chart(drawing, canvas, x, y)


def tagged(flowable: Flowable) -> TaggedCanvas:
    """Return the canvas a flowable is being drawn on."""
    canvas = flowable.canv
    assert isinstance(canvas, TaggedCanvas)
    return canvas
