"""Draft comparison: the share who agree, question by question, in two rounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from reportlab.lib.colors import Color

from visionwork.domain.results import QuestionChange, RoundComparison, RoundResults
from visionwork.report.charts.drawing import put_dot, put_line, put_text
from visionwork.report.charts.palette import PAPER, PRINT, ChartPalette, ChartSizes
from visionwork.report.charts.pieces import cuts
from visionwork.report.engine import Drawing
from visionwork.report.fonts import Face
from visionwork.report.text import text_width, wrap

_AXIS_SHARE, _CHANGE_SHARE = 60 / 160, 22 / 160
_LEADING, _AROUND, _MOST_LINES = 1.16, 0.9, 4
"""Distance of lines of a question and the space around them, in sizes of its type; the most lines it has."""


def draft_comparison(
    comparison: RoundComparison,
    width: float,
    *,
    palette: ChartPalette = PRINT,
    sizes: ChartSizes = PAPER,
    title: str = "",
    scale_of: Sequence[QuestionChange] | None = None,
) -> Drawing:
    """Draw two rounds as a hollow and a filled dot a question, with the change at the right.

    Args:
        comparison: The two rounds.
        width: Width of the drawing.
        palette: Colours.
        sizes: Type and distances; `PAPER` in points or `screen_sizes()` in pixels.
        title: Heading on the line of the legend; empty when it stands outside the drawing.
        scale_of: Questions whose shares the scale has room for; those drawn when None.
    """
    caption = sizes.caption
    top, scale_row = round(caption * 2.2), round(caption * (1.9 if sizes.body < 12 else 1.6))
    scale_of = comparison.questions if scale_of is None else scale_of
    left, right = _left_of_axis(width), width - max(width * _CHANGE_SHARE, _right_of_axis(scale_of, sizes))
    asked = [_question_lines(question, width, sizes) for question in comparison.questions]
    rows = [_row_height(lines, sizes) for lines in asked]
    drawing = Drawing(width, top + scale_row + sum(rows) + 1)
    low, high = _range(scale_of)

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
    for question, lines, height in zip(comparison.questions, asked, rows, strict=True):
        put_line(drawing, (0, y), (width, y), palette.hair, 0.7 if sizes.body < 12 else 1)
        middle = y - height / 2
        base = middle - sizes.body * 0.35
        line_y = base + (len(lines) - 1) * sizes.body * _LEADING / 2
        for line in lines:
            put_text(drawing, 0, line_y, line, sizes.body, palette.ink)
            line_y -= sizes.body * _LEADING
        put_line(drawing, (left, middle), (right, middle), palette.hair, 0.7 if sizes.body < 12 else 1)
        _dumbbell(drawing, question, middle, place, palette, sizes)
        put_text(drawing, width, base, question.words, caption, *_tone(question, palette), "end")
        y -= height
    return drawing


def comparison_pieces(
    comparison: RoundComparison, width: float, sizes: ChartSizes, most: float
) -> list[RoundComparison]:
    """Return a comparison, or several with some of its questions where they are too many for one chart.

    Args:
        comparison: The two rounds.
        width: Width of the chart.
        sizes: Its type and distances.
        most: Most height of the questions of a piece.
    """
    questions = comparison.questions
    if len(questions) * _row_height([""] * _MOST_LINES, sizes) <= most:
        return [comparison]
    pieces = cuts([_row_height(_question_lines(q, width, sizes), sizes) for q in questions], most)
    return [replace(comparison, questions=questions[piece]) for piece in pieces]


def _question_lines(question: QuestionChange, width: float, sizes: ChartSizes) -> list[str]:
    room = _left_of_axis(width) - sizes.body * 2.5
    return wrap(question.text, Face.SANS, sizes.body, room, _MOST_LINES)


def _row_height(lines: Sequence[str], sizes: ChartSizes) -> int:
    row = round(sizes.row * 0.9) if sizes.body < 12 else round(sizes.row * 0.74)
    return max(row, round(sizes.body * (len(lines) * _LEADING + _AROUND)))


def _left_of_axis(width: float) -> float:
    return width - width * _CHANGE_SHARE - width * _AXIS_SHARE


def _legend(
    drawing: Drawing, comparison: RoundComparison, y: float, palette: ChartPalette, sizes: ChartSizes
) -> None:
    size, x = sizes.caption, drawing.width
    for results, fill in ((comparison.after, palette.ink), (comparison.before, palette.ground)):
        label = round_label(results)
        x -= text_width(label, Face.SANS, size)
        put_text(drawing, x, y, label, size, palette.ink2)
        x -= size
        put_dot(drawing, x, y + size * 0.35, sizes.dot, fill, palette.ink, sizes.stroke)
        x -= size * 1.6


def _dumbbell(
    drawing: Drawing,
    question: QuestionChange,
    middle: float,
    place: Callable[[float], float],
    palette: ChartPalette,
    sizes: ChartSizes,
) -> None:
    size = sizes.caption
    base = middle - size * 0.35
    gap = _gap(sizes)
    before, after = question.before_share, question.after_share
    grew = before <= after
    put_line(drawing, (place(before), middle), (place(after), middle), palette.ink, sizes.stroke * 1.1)
    x = place(before)
    put_dot(drawing, x, middle, sizes.dot, palette.ground, palette.ink, sizes.stroke)
    label = x - gap if grew else x + gap
    put_text(drawing, label, base, str(before), size, palette.muted, anchor="end" if grew else "start")
    x = place(after)
    put_dot(drawing, x, middle, sizes.dot, palette.ink, palette.ink, sizes.stroke)
    label = x + gap if grew else x - gap
    anchor = "start" if grew else "end"
    put_text(drawing, label, base, f"{after}%", size, palette.ink, Face.SANS_BOLD, anchor)


def _right_of_axis(questions: Sequence[QuestionChange], sizes: ChartSizes) -> float:
    """Return what a share of 100% at the end of the axis needs beside the words of a change."""
    size = sizes.caption
    words = max((text_width(q.words, Face.SANS_BOLD, size) for q in questions), default=0)
    return _gap(sizes) + text_width("100%", Face.SANS_BOLD, size) + size * 0.8 + words


def _gap(sizes: ChartSizes) -> float:
    return sizes.dot + sizes.caption * 0.5


def _range(questions: Sequence[QuestionChange]) -> tuple[int, int]:
    shares = [share for q in questions for share in (q.before_share, q.after_share)]
    low = max(0, (min(shares, default=20) - 8) // 20 * 20)
    high = min(100, -(-(max(shares, default=80) + 8) // 20) * 20)
    return (low, high) if high - low >= 40 else (max(0, high - 40), max(40, high))


def round_label(results: RoundResults) -> str:
    """Return the draft of a round with its answers, such as "Draft 4, 69 answers"."""
    answers = "" if results.n is None else f", {results.n} answers"
    return f"Draft {results.draft_number}{answers}"


def _tone(question: QuestionChange, palette: ChartPalette) -> tuple[Color, Face]:
    """Return colour and face of a change: a number stands out, "too few to say" does not."""
    return (palette.muted, Face.SANS) if question.words[:1].isalpha() else (palette.ink, Face.SANS_BOLD)


def describe_draft_comparison(comparison: RoundComparison) -> str:
    """Return what the chart shows in sentences, for whoever cannot see it."""
    before, after = round_label(comparison.before), round_label(comparison.after)
    parts = [f"Share who agree or strongly agree, {before} against {after}"]
    for question in comparison.questions:
        shares = (
            f"{question.before_share} percent, then {question.after_share} percent, change {question.words}"
        )
        parts.append(f"{question.text.rstrip('.')}: {shares}")
    return ". ".join(parts) + "."
