"""Colours and sizes a chart is drawn with: one set for paper, one for each look of the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from reportlab.lib.colors import Color, HexColor

from visionwork.domain.groups import GroupKind
from visionwork.domain.records import record


class ColourTriple(Protocol):
    """Colours of a kind of group as "#RRGGBB"; the screen's theme has such objects."""

    @property
    def mark(self) -> str:
        """Shapes and lines."""
        ...

    @property
    def text(self) -> str:
        """Words."""
        ...

    @property
    def tint(self) -> str:
        """Ground behind the words."""
        ...


@record
class KindColours:
    """Colours of one kind of group."""

    mark: Color
    text: Color
    tint: Color


@record
class ChartPalette:
    """Every colour a chart uses.

    Attributes:
        ground: What the chart stands on; gaps and hollow marks are filled with it.
        ink: Text, axis of what is said.
        ink2: Second text.
        muted: Captions.
        line: Axis and empty marks.
        hair: Thin rules.
        area: Fill under the target curve.
        scale: Ground and label colour of the answers 1 to 5.
        kinds: Colours of each kind of group.
    """

    ground: Color
    ink: Color
    ink2: Color
    muted: Color
    line: Color
    hair: Color
    area: Color
    scale: tuple[tuple[Color, Color], ...]
    kinds: Mapping[GroupKind, KindColours]


def palette_from(
    tokens: Mapping[str, str],
    kinds: Mapping[GroupKind, ColourTriple],
    scale: Sequence[tuple[str, str]],
    ground: str = "surface",
) -> ChartPalette:
    """Build a palette from named colours.

    Args:
        tokens: Colours as "#RRGGBB" under the names surface, ink, ink2, muted, line, hair and select.
        kinds: Colours of each kind of group.
        scale: Ground and label of the answers 1 to 5, strongly disagree first.
        ground: Name of the colour the chart stands on.
    """
    return ChartPalette(
        ground=HexColor(tokens[ground]),
        ink=HexColor(tokens["ink"]),
        ink2=HexColor(tokens["ink2"]),
        muted=HexColor(tokens["muted"]),
        line=HexColor(tokens["line"]),
        hair=HexColor(tokens["hair"]),
        area=HexColor(tokens["select"]),
        scale=tuple((HexColor(back), HexColor(label)) for back, label in scale),
        kinds={
            kind: KindColours(HexColor(of.mark), HexColor(of.text), HexColor(of.tint))
            for kind, of in kinds.items()
        },
    )


def _kind(mark: str, text: str, tint: str) -> KindColours:
    return KindColours(HexColor(mark), HexColor(text), HexColor(tint))


PRINT = ChartPalette(
    ground=HexColor("#FFFFFF"),
    ink=HexColor("#1F2A44"),
    ink2=HexColor("#3D4660"),
    muted=HexColor("#5C6172"),
    line=HexColor("#8C8779"),
    hair=HexColor("#E4DFD6"),
    area=HexColor("#E6EAF6"),
    scale=(
        (HexColor("#A6611A"), HexColor("#FFFFFF")),
        (HexColor("#DFC27D"), HexColor("#1F2A44")),
        (HexColor("#E7E3DA"), HexColor("#1F2A44")),
        (HexColor("#80CDC1"), HexColor("#1F2A44")),
        (HexColor("#018571"), HexColor("#FFFFFF")),
    ),
    kinds={
        GroupKind.CUSTOMERS: _kind("#0F7B6C", "#0B6B5E", "#E2F0ED"),
        GroupKind.EMPLOYEES: _kind("#BD7800", "#8A5200", "#FAEED6"),
        GroupKind.MANAGERS: _kind("#9A5BB0", "#7A4191", "#F3E9F6"),
        GroupKind.EXECUTIVES: _kind("#20409A", "#20409A", "#E6EAF6"),
        GroupKind.COMMUNITY: _kind("#38611C", "#38611C", "#E8EFDF"),
        GroupKind.OTHER: _kind("#5C6172", "#3D4660", "#EEE9DE"),
    },
)
"""Dark ink on white, as every export is."""


@record
class ChartSizes:
    """Type and distances of a chart in units of its drawing (points on paper, pixels on screen).

    Attributes:
        body: Size of labels.
        caption: Size of captions and counts.
        row: Height of a row of bars.
        bar: Height of a bar.
        label: Width of the column of names.
        n: Width of the column that says how many.
        agree: Width of the column "17 of 24".
        dot: Radius of a dot.
        stroke: Width of a drawn line.
    """

    body: float
    caption: float
    row: float
    bar: float
    label: float
    n: float
    agree: float
    dot: float
    stroke: float


_MM = 72 / 25.4

PAPER = ChartSizes(
    body=9.5,
    caption=8.5,
    row=25.5,
    bar=17,
    label=45 * _MM,
    n=10 * _MM,
    agree=22 * _MM,
    dot=3.2,
    stroke=1.25,
)
"""Sizes in points for the report (design language, "PDF")."""


COMPACT = replace(PAPER, row=18, bar=12.5)
"""Sizes of charts that stand below each other on one page."""


def screen_sizes(percent: int = 100) -> ChartSizes:
    """Return sizes in whole pixels for a text size in percent; QtSvg cuts fractions of type sizes."""

    def grown(pixels: float) -> int:
        return round(pixels * percent / 100)

    return ChartSizes(
        body=grown(14),
        caption=grown(13),
        row=grown(43),
        bar=grown(28),
        label=grown(174),
        n=grown(40),
        agree=grown(84),
        dot=grown(5),
        stroke=2,
    )
