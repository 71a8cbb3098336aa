"""Measures and type of the report (design language, "PDF"), in points."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from visionwork.domain.records import record
from visionwork.report.charts.palette import PRINT
from visionwork.report.fonts import Face, use

MM = 72 / 25.4

INK, INK2, MUTED, HAIR = PRINT.ink, PRINT.ink2, PRINT.muted, PRINT.hair
EDGE: Color = HexColor("#CFC8BA")
HAIR_LINE, SECTION_LINE, SIGNATURE_LINE = 0.25 * MM, 0.25 * MM, 0.35 * MM

SIZES: dict[str, tuple[float, float]] = {"a4": (210 * MM, 297 * MM), "letter": (612.0, 792.0)}
"""Width and height of the papers."""

_SHARE_ABOVE = 0.55
"""How much of the height that Letter lacks is taken from above the text; the rest is taken from below it."""


@record
class Page:
    """A paper with the margins of a text page.

    Attributes:
        width: Width of the paper.
        height: Height of the paper.
        left: Margin at the left.
        right: Margin at the right.
        top: Margin above the text.
        bottom: Margin below the text.
        head: How far the running head stands below the upper edge.
        foot: How far the foot stands above the lower edge.
    """

    width: float
    height: float

    left: float = 28 * MM
    right: float = 22 * MM
    top: float = 36 * MM
    bottom: float = 30 * MM
    head: float = 18.7 * MM
    foot: float = 15.2 * MM

    @property
    def measure(self) -> float:
        """Width of the text."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> float:
        """Height of the text."""
        return self.height - self.top - self.bottom


def page_of(paper: str) -> Page:
    """Return a paper by its name; raises KeyError for a name that is not in `SIZES`.

    The shorter and wider Letter keeps the text of A4, so that pages end alike on both: its margins give way.
    """
    width, height = SIZES[paper]
    usual = Page(width, height)
    if paper == "a4":
        return usual
    wide, short = (width - SIZES["a4"][0]) / 2, SIZES["a4"][1] - height
    return replace(
        usual,
        left=usual.left + wide,
        right=usual.right + wide,
        top=usual.top - _SHARE_ABOVE * short,
        bottom=usual.bottom - (1 - _SHARE_ABOVE) * short,
        head=usual.head - _SHARE_ABOVE * short / 2,
        foot=usual.foot - (1 - _SHARE_ABOVE) * short / 2,
    )


_STYLES: dict[str, tuple[Face, float, float, Color]] = {
    "page-title": (Face.SERIF, 26, 32, INK),
    "cover-lead": (Face.SERIF, 14.5, 21, INK2),
    "lead": (Face.SERIF, 12, 18, INK2),
    "statement": (Face.SERIF, 16.5, 25, INK),
    "statement-long": (Face.SERIF, 13, 20, INK),
    "statement-longest": (Face.SERIF, 11, 17, INK),
    "quote": (Face.SERIF_ITALIC, 10.5, 15.5, INK),
    "signed": (Face.SERIF_ITALIC, 12, 15, INK),
    "signed-date": (Face.SANS, 9, 12, INK),
    "witness": (Face.SERIF, 10.5, 15.5, MUTED),
    "value": (Face.SERIF, 13, 17, INK),
    "view": (Face.SERIF, 10.5, 16, INK),
    "section": (Face.SANS_BOLD, 11, 15, INK),
    "subsection": (Face.SANS_BOLD, 9.5, 13.5, INK),
    "body": (Face.SANS, 9.5, 14, INK),
    "cell": (Face.SANS, 9, 12.5, INK),
    "cell-bold": (Face.SANS_BOLD, 9, 12.5, INK),
    "cell-muted": (Face.SANS, 9, 12.5, MUTED),
    "cell-italic": (Face.SANS_ITALIC, 9, 12.5, MUTED),
    "table-head": (Face.SANS_BOLD, 8.5, 12, MUTED),
    "caption": (Face.SANS, 8.5, 12, MUTED),
    "note": (Face.SANS, 8.5, 12, INK2),
    "label": (Face.SANS_MEDIUM, 8.5, 12, INK),
    "fact-bold": (Face.SANS_BOLD, 10, 15, INK),
    "poster-foot": (Face.SANS, 9.5, 15, MUTED),
    "fact": (Face.SANS, 10, 14, INK),
}
"""Face, size, leading and colour of every style."""

_SETTINGS: dict[str, dict[str, Any]] = {
    "page-title": {"spaceAfter": 8},
    "lead": {"spaceAfter": 14},
    "section": {"spaceBefore": 4, "spaceAfter": 5},
    "subsection": {"spaceBefore": 6, "spaceAfter": 3},
    "body": {"spaceAfter": 6},
    "view": {"spaceAfter": 6},
}

_FACES = {name: face for name, (face, *_rest) in _STYLES.items()}


@cache
def style(
    name: str, colour: Color | None = None, *, right: bool = False, han: bool = False
) -> ParagraphStyle:
    """Return a style by its name.

    Args:
        name: A key of `_STYLES`.
        colour: Colour of the text; the style's own when None.
        right: Whether lines end at the right.
        han: Whether lines may break between any two characters, for Chinese, Japanese and Korean.

    Raises:
        KeyError: There is no such style.
    """
    face, size, leading, own = _STYLES[name]
    return ParagraphStyle(
        f"{name}-{right}-{han}",
        fontName=use(face),
        fontSize=size,
        leading=leading,
        textColor=colour or own,
        alignment=TA_RIGHT if right else TA_LEFT,
        wordWrap="CJK" if han else None,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
        uriWasteReduce=0,
        embeddedHyphenation=0,
        **_SETTINGS.get(name, {}),
    )


def face_of(name: str) -> Face:
    """Return the face of a style."""
    return _FACES[name]
