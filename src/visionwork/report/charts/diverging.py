"""Diverging bars: how the groups answered one question, centred on the middle of "Neither"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from reportlab.lib.colors import Color

from visionwork.domain.counting import sentence_case
from visionwork.domain.groups import GroupKind, HouseWord, house_word
from visionwork.domain.records import record
from visionwork.domain.results import Counts, GroupResult, QuestionResult, agree_share, agreeing
from visionwork.domain.rounds import SCALE_LABELS
from visionwork.report.charts.drawing import put_box, put_eye_off, put_line, put_mark, put_text
from visionwork.report.charts.palette import PAPER, PRINT, ChartPalette, ChartSizes
from visionwork.report.charts.pieces import cuts
from visionwork.report.engine import Drawing
from visionwork.report.fonts import Face
from visionwork.report.text import shorten, text_width, wrap

HELD_BACK = "Held back: fewer than five people answered."
"""What stands where a small group's bar would be."""

_LEADING, _AROUND, _NAME_LINES = 1.16, 0.36, 4
"""Distance of lines of a name and the space around them, in sizes of its type; the most lines it has."""


@record
class Extent:
    """How far the bars of some questions reach, as shares of their groups.

    Attributes:
        left: Longest way from the middle of "Neither" to the left, 0 to 1.
        right: Longest way to the right.
    """

    left: float
    right: float


def extent(questions: Sequence[QuestionResult]) -> Extent:
    """Return the reach of the longest bars, so that several charts can share one scale."""
    shown = [g.counts for q in questions for g in q.groups if g.counts and sum(g.counts)]
    left = max(((c[0] + c[1] + c[2] / 2) / sum(c) for c in shown), default=0.5)
    right = max(((c[4] + c[3] + c[2] / 2) / sum(c) for c in shown), default=0.5)
    return Extent(left, right)


def by_kind(groups: Sequence[GroupResult]) -> dict[GroupKind, list[GroupResult]]:
    """Return groups under their kind of stakeholder, kinds in the order of their first group."""
    found: dict[GroupKind, list[GroupResult]] = {}
    for group in groups:
        found.setdefault(group.kind, []).append(group)
    return found


def diverging_bars(
    question: QuestionResult,
    words: Mapping[GroupKind, HouseWord],
    width: float,
    *,
    palette: ChartPalette = PRINT,
    sizes: ChartSizes = PAPER,
    legend: bool = True,
    reach: Extent | None = None,
) -> Drawing:
    """Draw how each group answered a scale question.

    The groups stand under their stakeholder on one scale. Length is the share of a group, numbers are
    people. A group held back keeps its row, with the reason.

    Args:
        question: A scale question with its protected results.
        words: The house's words; an empty mapping for the words of the method.
        width: Width of the drawing.
        palette: Colours.
        sizes: Type and distances; `PAPER` in points or `screen_sizes()` in pixels.
        legend: Whether the five answers are explained above the bars.
        reach: Scale shared with other questions; of this question's own groups when None.
    """

    def chart(drawing: Drawing) -> GroupBars:
        return GroupBars(drawing, words, palette, sizes, width, reach or extent([question]))

    return draw_groups(question, width, chart, sizes, legend=legend)


def draw_groups(
    question: QuestionResult,
    width: float,
    chart_on: Callable[[Drawing], GroupBars],
    sizes: ChartSizes,
    *,
    legend: bool = True,
) -> Drawing:
    """Draw a row a group under its stakeholder.

    Args:
        question: A question whose answers can be counted.
        width: Width of the drawing.
        chart_on: Makes what draws the parts.
        sizes: Type and distances.
        legend: Whether the answers are explained above the bars.
    """
    kinds = by_kind(question.groups)
    caption = sizes.caption
    head = _head_height(sizes)
    legend_height = round(caption * (2.6 if sizes.body < 12 else 2.1)) if legend else 0
    names = {id(group): _name_lines(group, sizes) for group in question.groups}
    heights = sum(_row_height(lines, sizes) for lines in names.values()) + len(kinds) * head
    drawing = Drawing(width, heights + legend_height + 2)
    chart = chart_on(drawing)
    y = drawing.height
    if legend:
        chart.legend(y - caption)
        y -= legend_height
    top = y
    rows: list[BarRow] = []
    for number, (kind, groups) in enumerate(kinds.items()):
        chart.kind_head(kind, y - head + caption * 0.55, first=number == 0)
        y -= head
        for group in groups:
            lines = names[id(group)]
            height = _row_height(lines, sizes)
            y -= height
            rows.append(BarRow(group, lines, y, height))
    chart.draw_axis(rows, top)
    for row in rows:
        chart.row(row)
    return drawing


def in_pieces(question: QuestionResult, sizes: ChartSizes, most: float) -> list[QuestionResult]:
    """Return a question, or several with some of its groups where they are too many for one chart.

    Args:
        question: The question.
        sizes: Type and distances of its chart.
        most: Most height of a piece without its legend.
    """
    head = _head_height(sizes)
    tallest = max(sizes.row, sizes.body * (_NAME_LINES * _LEADING + _AROUND) + 1)
    if len(question.groups) * (tallest + head) <= most:
        return [question]
    ordered = [group for groups in by_kind(question.groups).values() for group in groups]
    heights = []
    for before, group in zip([None, *ordered], ordered, strict=False):
        new = before is None or before.kind is not group.kind
        heights.append(_row_height(_name_lines(group, sizes), sizes) + (head if new else 0))
    pieces = cuts(heights, most - head)
    if len(pieces) == 1:
        return [question]
    return [replace(question, groups=tuple(ordered[piece])) for piece in pieces]


@record
class BarRow:
    """A row of the chart.

    Attributes:
        group: Whose answers it shows.
        lines: Lines of the group's name.
        low: Lower edge.
        height: Its height.
    """

    group: GroupResult
    lines: list[str]
    low: float
    height: float

    @property
    def has_bar(self) -> bool:
        """Whether it shows numbers, not the reason why there are none."""
        return self.group.counts is not None and sum(self.group.counts) > 0


def _head_height(sizes: ChartSizes) -> int:
    """Return the height of the name of a kind of group."""
    return round(sizes.caption * 2.1)


def _name_lines(group: GroupResult, sizes: ChartSizes) -> list[str]:
    return wrap(group.name, Face.SANS, sizes.body, sizes.label - sizes.body, _NAME_LINES, ends=True)


def _row_height(lines: Sequence[str], sizes: ChartSizes) -> float:
    """Return the height of a row: that of all rows, more where a name has many lines."""
    return max(sizes.row, round(sizes.body * (len(lines) * _LEADING + _AROUND)))


class GroupBars:
    """Draws the parts of the chart at given heights: answers on the scale, centred on the middle one.

    Args:
        drawing: What is drawn on.
        words: What the house calls kinds of group.
        palette: Colours.
        sizes: Sizes of text, rows and bars.
        width: Width of the whole chart.
        reach: How far bars reach to both sides of the axis.
    """

    head = "Agree"
    """What stands over the numbers at the right."""

    def __init__(
        self,
        drawing: Drawing,
        words: Mapping[GroupKind, HouseWord],
        palette: ChartPalette,
        sizes: ChartSizes,
        width: float,
        reach: Extent,
    ) -> None:
        self.drawing, self.words, self.palette, self.sizes, self.width = drawing, words, palette, sizes, width
        self.left = sizes.label + sizes.n + sizes.caption / 2
        room = max(40.0, width - sizes.agree - self.left)
        self.scale = room / (reach.left + reach.right)
        self.axis = self.left + reach.left * self.scale

    def answers(self) -> list[tuple[str, Color]]:
        """Return the answers from left to right, each with its colour."""
        return [(label, ground) for label, (ground, _) in zip(SCALE_LABELS, self.palette.scale, strict=True)]

    def pieces(self, counts: Counts) -> list[tuple[int, Color, Color]]:
        """Return the people at each answer from left to right, with the colours of ground and number."""
        return [(count, *colours) for count, colours in zip(counts, self.palette.scale, strict=True)]

    def left_of_axis(self, counts: Counts) -> float:
        """Return how many people stand left of the axis."""
        return counts[0] + counts[1] + counts[2] / 2

    def legend(self, y: float) -> None:
        """Explain the answers on one line."""
        size = self.sizes.caption
        gap = size * 0.8
        x = 0.0
        for label, ground in self.answers():
            put_box(self.drawing, x, y - size * 0.18, size, size, ground)
            x += size + gap * 0.65
            x += put_text(self.drawing, x, y, label, size, self.palette.ink2) + gap * 1.35

    def kind_head(self, kind: GroupKind, y: float, *, first: bool) -> None:
        """Write the name of a kind of group, and with the first one what the columns are."""
        size, colours = self.sizes.caption, self.palette.kinds[kind]
        put_mark(self.drawing, kind, size * 0.45, y + size * 0.33, size * 0.42, colours.mark)
        name = house_word(self.words, kind).plural
        right = self.sizes.label + self.sizes.n - size * 1.7 if first else self.axis - size * 0.5
        name = shorten(name, Face.SANS_BOLD, size, right - size * 1.55, ends=True)
        put_text(self.drawing, size * 1.55, y, sentence_case(name), size, colours.text, Face.SANS_BOLD)
        if first:
            right = self.sizes.label + self.sizes.n - size * 0.7
            put_text(self.drawing, right, y, "n", size, self.palette.muted, anchor="end")
            put_text(self.drawing, self.width, y, self.head, size, self.palette.muted, anchor="end")

    def draw_axis(self, rows: Sequence[BarRow], top: float) -> None:
        """Draw the axis behind rows that have a bar, and between two such rows; never through words."""
        overshoot = (self.sizes.row - self.sizes.bar) / 4
        start: float | None = None
        end = top
        for row in rows:
            if row.has_bar:
                start = min(top, row.low + row.height + overshoot) if start is None else start
                end = row.low + overshoot
            elif start is not None:
                self._axis_piece(start, end)
                start = None
        if start is not None:
            self._axis_piece(start, end)

    def _axis_piece(self, high: float, low: float) -> None:
        stroke = max(1, self.sizes.stroke * 0.8)
        put_line(self.drawing, (self.axis, low), (self.axis, high), self.palette.line, stroke)

    def row(self, row: BarRow) -> None:
        """Draw a group: its name, how many answered, and its bar or why there is none."""
        sizes, palette, group, lines = self.sizes, self.palette, row.group, row.lines
        middle = row.low + row.height / 2
        held = group.counts is None
        colour = palette.muted if held else palette.ink
        y = middle - sizes.body * 0.35 + (len(lines) - 1) * sizes.body * _LEADING / 2
        for line in lines:
            put_text(self.drawing, 0, y, line, sizes.body, colour)
            y -= sizes.body * _LEADING
        base = middle - sizes.body * 0.35
        right = sizes.label + sizes.n - sizes.caption * 0.7
        count = "<5" if held else str(group.n)
        put_text(self.drawing, right, base, count, sizes.caption, palette.muted, anchor="end")
        if group.counts is None:
            self._held_back(middle)
        elif sum(group.counts) == 0:
            put_text(self.drawing, self.left, base, "Nobody answered this.", sizes.body, palette.muted)
        else:
            self._bar(group.counts, middle - sizes.bar / 2)
            self.told(group.counts, base)

    def _held_back(self, middle: float) -> None:
        """Say why there is no bar; the axis gives way to the words."""
        sizes, palette, x = self.sizes, self.palette, self.left
        on_screen = sizes.body >= 12
        icon = round(sizes.body * 1.15) if on_screen else 0
        wide = text_width(HELD_BACK, Face.SANS, sizes.body) + icon * 1.5
        put_box(self.drawing, x, middle - sizes.row / 2, wide + sizes.body / 2, sizes.row, palette.ground)
        if on_screen:
            put_eye_off(self.drawing, x, middle, icon, palette.muted, palette.ground, 1.3)
            x += icon * 1.5
        put_text(self.drawing, x, middle - sizes.body * 0.35, HELD_BACK, sizes.body, palette.muted)

    def _bar(self, counts: Counts, low: float) -> None:
        sizes, total = self.sizes, sum(counts)
        x = self.axis - self.left_of_axis(counts) / total * self.scale
        size = sizes.caption
        gap = 1.0 if sizes.body >= 12 else 0.7
        base = low + sizes.bar / 2 - size * 0.35
        for count, ground, label in self.pieces(counts):
            wide = count / total * self.scale
            if count:
                put_box(self.drawing, x, low, max(0.5, wide - gap), sizes.bar, ground)
                text = str(count)
                if text_width(text, Face.SANS_BOLD, size) + 1 <= wide:
                    middle = x + (wide - gap) / 2
                    put_text(self.drawing, middle, base, text, size, label, Face.SANS_BOLD, "middle")
            x += wide

    def told(self, counts: Counts, y: float) -> None:
        """Write the numbers at the right of a row."""
        size = self.sizes.caption if self.sizes.body < 12 else self.sizes.body
        rest = f" of {sum(counts)}"
        x = self.width - text_width(rest, Face.SANS, size)
        count = str(agreeing(counts))
        put_text(self.drawing, x, y, count, size, self.palette.ink, Face.SANS_BOLD, anchor="end")
        put_text(self.drawing, self.width, y, rest, size, self.palette.ink2, anchor="end")


def describe_diverging_bars(question: QuestionResult) -> str:
    """Return what the chart shows in sentences, for whoever cannot see it."""
    parts = [f"How the groups answered “{question.text}”"]
    if question.counts is not None and question.n:
        parts.append(
            f"{agreeing(question.counts)} of {question.n} people agree or strongly agree,"
            f" {agree_share(question.counts)} percent"
        )
    for group in question.groups:
        if group.counts is None:
            parts.append(f"{group.name}: held back, fewer than five people answered")
        elif sum(group.counts) == 0:
            parts.append(f"{group.name}: nobody answered this")
        else:
            answers = ", ".join(
                f"{count} {label.lower()}"
                for label, count in zip(SCALE_LABELS, group.counts, strict=True)
                if count
            )
            parts.append(f"{group.name}, {sum(group.counts)} people: {answers}")
    return ". ".join(parts) + "."
