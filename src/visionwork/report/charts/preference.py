"""Which of two drafts speaks more to each group: the first to the left, the second to the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportlab.lib.colors import Color

from visionwork.domain.groups import GroupKind, HouseWord
from visionwork.domain.results import Counts, QuestionResult, preference_words
from visionwork.domain.rounds import Preference
from visionwork.report.charts.diverging import Extent, GroupBars, draw_groups
from visionwork.report.charts.drawing import put_text
from visionwork.report.charts.palette import PAPER, PRINT, ChartPalette, ChartSizes
from visionwork.report.engine import Drawing
from visionwork.report.fonts import Face

_FIRST, _SECOND = Preference.FIRST - 1, Preference.SECOND - 1
_BOTH, _NEITHER = Preference.BOTH - 1, Preference.NEITHER - 1
_LEFT_TO_RIGHT = (_FIRST, _NEITHER, _BOTH, _SECOND)


def preference_bars(
    question: QuestionResult,
    numbers: Sequence[int],
    words: Mapping[GroupKind, HouseWord],
    width: float,
    *,
    palette: ChartPalette = PRINT,
    sizes: ChartSizes = PAPER,
    reach: Extent | None = None,
) -> Drawing:
    """Draw which of two drafts speaks more to the people of each group.

    Length is the share of a group, numbers are people; "both" and "neither" stand in the middle.

    Args:
        question: The question, with its protected results.
        numbers: Numbers of the two drafts, in the order of the round.
        words: The house's words; an empty mapping for the words of the method.
        width: Width of the drawing.
        palette: Colours.
        sizes: Type and distances; `PAPER` in points or `screen_sizes()` in pixels.
        reach: Scale shared with other groups; of this question's own groups when None.
    """

    def chart(drawing: Drawing) -> GroupBars:
        far = reach or preference_extent(question)
        return _Preferences(drawing, words, palette, sizes, width, far, numbers)

    return draw_groups(question, width, chart, sizes)


def describe_preference_bars(question: QuestionResult, numbers: Sequence[int]) -> str:
    """Return what the chart shows in sentences, for whoever cannot see it."""
    parts = [f"“{question.text}”"]
    if told := preference_words(question, numbers):
        parts.append(told.rstrip("."))
    for group in question.groups:
        if group.counts is None:
            parts.append(f"{group.name}: held back, fewer than five people answered")
        else:
            labels = _labels(numbers)
            said = ", ".join(
                f"{group.counts[place]} {labels[place]}" for place in _LEFT_TO_RIGHT if group.counts[place]
            )
            parts.append(f"{group.name}, {sum(group.counts)} people: {said}")
    return ". ".join(parts) + "."


class _Preferences(GroupBars):
    """Bars of four answers; ink for one draft, grey for the other, so that neither looks like a verdict."""

    def __init__(
        self,
        drawing: Drawing,
        words: Mapping[GroupKind, HouseWord],
        palette: ChartPalette,
        sizes: ChartSizes,
        width: float,
        reach: Extent,
        numbers: Sequence[int],
    ) -> None:
        super().__init__(drawing, words, palette, sizes, width, reach)
        self._numbers = numbers
        self.head = f"Draft {numbers[0]} : {numbers[1]}"
        neutral, agree = palette.scale[2], palette.scale[3]
        self._colours: dict[int, tuple[Color, Color]] = {
            _FIRST: (palette.line, palette.ground),
            _SECOND: (palette.ink, palette.ground),
            _BOTH: agree,
            _NEITHER: neutral,
        }

    def answers(self) -> list[tuple[str, Color]]:
        """Return the answers from left to right, each with its colour."""
        labels = _labels(self._numbers)
        return [(labels[place], self._colours[place][0]) for place in _LEFT_TO_RIGHT]

    def pieces(self, counts: Counts) -> list[tuple[int, Color, Color]]:
        """Return the people at each answer from left to right."""
        return [(counts[place], *self._colours[place]) for place in _LEFT_TO_RIGHT]

    def left_of_axis(self, counts: Counts) -> float:
        """Return how many people stand left of the axis."""
        return _left(counts)

    def told(self, counts: Counts, y: float) -> None:
        """Write how many prefer each draft."""
        size = self.sizes.caption if self.sizes.body < 12 else self.sizes.body
        text = f"{counts[_FIRST]} : {counts[_SECOND]}"
        put_text(self.drawing, self.width, y, text, size, self.palette.ink, Face.SANS_BOLD, anchor="end")


def _labels(numbers: Sequence[int]) -> dict[int, str]:
    return {
        _FIRST: f"Draft {numbers[0]}",
        _SECOND: f"Draft {numbers[1]}",
        _BOTH: "Both",
        _NEITHER: "Neither",
    }


def _left(counts: Counts) -> float:
    return counts[_FIRST] + (counts[_BOTH] + counts[_NEITHER]) / 2


def preference_extent(question: QuestionResult) -> Extent:
    """Return the reach of the longest bars, so that several charts can share one scale."""
    shown = [(group.counts, sum(group.counts)) for group in question.groups if group.counts]
    left = max((_left(counts) / people for counts, people in shown), default=0.5)
    right = max(((people - _left(counts)) / people for counts, people in shown), default=0.5)
    return Extent(left, right)
