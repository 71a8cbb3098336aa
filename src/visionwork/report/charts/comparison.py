"""Draft comparison: the share who agree, question by question, in two rounds."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from visionwork.domain.results import QuestionResult, RoundResults, agree_share
from visionwork.domain.rounds import QuestionKind
from visionwork.report.charts.drawing import put_dot, put_line, put_text
from visionwork.report.charts.palette import PAPER, PRINT, ChartPalette, ChartSizes
from visionwork.report.fonts import Face
from visionwork.report.text import text_width, wrap

_AXIS_SHARE, _CHANGE_SHARE = 66 / 160, 16 / 160


@dataclass(frozen=True, slots=True)
class ComparedQuestion:
    """A question asked in two rounds; a share is None where no group may be shown."""

    text: str
    before: int | None
    after: int | None

    @property
    def change(self) -> int | None:
        """Points won or lost, or None when there is nothing to compare."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two rounds side by side, the earlier one first."""

    before_label: str
    after_label: str
    questions: tuple[ComparedQuestion, ...]


def compare_rounds(before: RoundResults, after: RoundResults) -> Comparison:
    """Pair the scale questions both rounds asked in the same words.

    Args:
        before: Results of the earlier round.
        after: Results of the later round; gives the order.
    """
    earlier = {_key(q): q for q in before.questions if q.kind is QuestionKind.SCALE}
    pairs = [
        ComparedQuestion(q.text, _share(earlier[_key(q)]), _share(q))
        for q in after.questions
        if q.kind is QuestionKind.SCALE and _key(q) in earlier
    ]
    return Comparison(_label(before), _label(after), tuple(pairs))


def _key(question: QuestionResult) -> str:
    return " ".join(unicodedata.normalize("NFKC", question.text).casefold().split())


def _share(question: QuestionResult) -> int | None:
    return None if question.counts is None else agree_share(question.counts)


def _label(results: RoundResults) -> str:
    answers = "" if results.n is None else f", {results.n} answers"
    return f"Draft {results.draft_number}{answers}"


def draft_comparison(
    comparison: Comparison,
    width: float,
    *,
    palette: ChartPalette = PRINT,
    sizes: ChartSizes = PAPER,
    title: str = "",
) -> Drawing:
    """Draw two rounds as a hollow and a filled dot a question, with the change at the right.

    Args:
        comparison: The two rounds.
        width: Width of the drawing.
        palette: Colours.
        sizes: Type and distances; `PAPER` in points or `screen_sizes()` in pixels.
        title: Heading on the line of the legend; empty when it stands outside the drawing.
    """
    caption = sizes.caption
    row = round(sizes.row * 0.9) if sizes.body < 12 else round(sizes.row * 0.76)
    top, scale_row = round(caption * 2.2), round(caption * 1.9)
    drawing = Drawing(width, top + scale_row + row * len(comparison.questions) + 1)
    change = width * _CHANGE_SHARE
    left, right = width - change - width * _AXIS_SHARE, width - change
    low, high = _range(comparison.questions)

    def place(share: float) -> float:
        return left + (share - low) / (high - low) * (right - left)

    y = drawing.height - caption * 1.1
    if title:
        put_text(drawing, 0, y, title, sizes.body + 1, palette.ink, Face.SANS_BOLD)
    _legend(drawing, comparison, y, palette, sizes)
    y = drawing.height - top - caption * 1.1
    put_text(drawing, 0, y, "Share who agree or strongly agree", caption, palette.muted)
    for tick in range(low, high + 1, 20):
        text = f"{tick}%" if tick == high else str(tick)
        anchor = "start" if tick == low else "end" if tick == high else "middle"
        put_text(drawing, place(tick), y, text, caption, palette.muted, anchor=anchor)
    put_text(drawing, width, y, "Change", caption, palette.muted, anchor="end")
    y = drawing.height - top - scale_row
    for number, question in enumerate(comparison.questions):
        put_line(drawing, (0, y), (width, y), palette.hair, 0.7 if sizes.body < 12 else 1)
        middle = y - row / 2
        base = middle - sizes.body * 0.35
        lines = wrap(question.text, Face.SANS, sizes.body, left - sizes.body * 2.5, 2)
        line_y = base + (len(lines) - 1) * sizes.body * 0.58
        for line in lines:
            put_text(drawing, 0, line_y, line, sizes.body, palette.ink)
            line_y -= sizes.body * 1.16
        put_line(drawing, (left, middle), (right, middle), palette.hair, 0.7 if sizes.body < 12 else 1)
        _dumbbell(drawing, question, middle, place, palette, sizes)
        if question.change is not None:
            text = f"{question.change:+d}".replace("-", "−") if question.change else "0"
            put_text(drawing, width, base, text, caption, palette.ink, Face.SANS_BOLD, "end")
        y = drawing.height - top - scale_row - row * (number + 1)
    return drawing


def _legend(
    drawing: Drawing, comparison: Comparison, y: float, palette: ChartPalette, sizes: ChartSizes
) -> None:
    size, x = sizes.caption, drawing.width
    for label, fill in ((comparison.after_label, palette.ink), (comparison.before_label, palette.ground)):
        x -= text_width(label, Face.SANS, size)
        put_text(drawing, x, y, label, size, palette.ink2)
        x -= size
        put_dot(drawing, x, y + size * 0.35, sizes.dot, fill, palette.ink, sizes.stroke)
        x -= size * 1.6


def _dumbbell(
    drawing: Drawing,
    question: ComparedQuestion,
    middle: float,
    place: Callable[[float], float],
    palette: ChartPalette,
    sizes: ChartSizes,
) -> None:
    size = sizes.caption
    base = middle - size * 0.35
    before, after = question.before, question.after
    gap = sizes.dot + size * 0.5
    if before is None and after is None:
        put_text(drawing, place(20), base, "Held back", size, palette.muted)
        return
    if before is not None and after is not None:
        put_line(drawing, (place(before), middle), (place(after), middle), palette.ink, sizes.stroke * 1.1)
    before_first = before is None or after is None or before <= after
    if before is not None:
        x, side = place(before), -1 if before_first else 1
        anchor = "end" if before_first else "start"
        put_dot(drawing, x, middle, sizes.dot, palette.ground, palette.ink, sizes.stroke)
        put_text(drawing, x + side * gap, base, str(before), size, palette.muted, anchor=anchor)
    if after is not None:
        x, side = place(after), 1 if before_first else -1
        anchor = "start" if before_first else "end"
        put_dot(drawing, x, middle, sizes.dot, palette.ink, palette.ink, sizes.stroke)
        put_text(drawing, x + side * gap, base, f"{after}%", size, palette.ink, Face.SANS_BOLD, anchor)


def _range(questions: Sequence[ComparedQuestion]) -> tuple[int, int]:
    shares = [share for q in questions for share in (q.before, q.after) if share is not None]
    low = max(0, (min(shares, default=20) - 8) // 20 * 20)
    high = min(100, -(-(max(shares, default=80) + 8) // 20) * 20)
    return (low, high) if high - low >= 40 else (max(0, high - 40), max(40, high))


def describe_draft_comparison(comparison: Comparison) -> str:
    """Return what the chart shows in sentences, for whoever cannot see it."""
    parts = [f"Share who agree or strongly agree, {comparison.before_label} against {comparison.after_label}"]
    for question in comparison.questions:
        before = "held back" if question.before is None else f"{question.before} percent"
        after = "held back" if question.after is None else f"{question.after} percent"
        parts.append(f"{question.text.rstrip('.')}: {before}, then {after}")
    return ". ".join(parts) + "."
