"""Charts say what they show, and come out the same on paper and on screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from reportlab.graphics.shapes import Drawing, Line, String

from visionwork.domain.groups import GroupKind, HouseWord
from visionwork.domain.results import (
    Counts,
    GroupResult,
    QuestionChange,
    QuestionResult,
    RoundComparison,
    RoundResults,
)
from visionwork.domain.rounds import QuestionKind
from visionwork.gui import tokens
from visionwork.report.charts import (
    COMPACT,
    COMPLETE,
    PRINT,
    DraftMark,
    Relations,
    TimelineDraft,
    adopter_curve,
    curve_geometry,
    describe_adopter_curve,
    describe_diverging_bars,
    describe_draft_comparison,
    describe_draft_timeline,
    describe_triangle,
    diverging_bars,
    draft_comparison,
    draft_timeline,
    palette_from,
    screen_sizes,
    sign,
    to_svg,
    triangle,
)
from visionwork.report.charts.curve import smooth
from visionwork.report.charts.drawing import dashes
from visionwork.report.charts.palette import PAPER, ChartSizes
from visionwork.report.charts.pieces import cuts
from visionwork.report.fonts import Face
from visionwork.report.text import text_width

CUSTOMERS, EMPLOYEES = GroupKind.CUSTOMERS, GroupKind.EMPLOYEES
HOUSE = {CUSTOMERS: HouseWord("guest", "guests")}
DARK = palette_from(tokens.DARK, tokens.DARK_GROUPS, tokens.DARK_SCALE)


def group(name: str, kind: GroupKind, counts: Counts | None) -> GroupResult:
    return GroupResult(1, name, kind, None if counts is None else sum(counts), counts)


QUESTION = QuestionResult(
    "q1", "Is there a place for me & mine?", QuestionKind.SCALE, (1, 3, 6, 14, 8),
    (
        group("Day guests <1>", CUSTOMERS, (0, 1, 2, 5, 2)),
        group("Night guests", CUSTOMERS, None),
        group("Kitchen", EMPLOYEES, (1, 2, 4, 9, 6)),
    ),
)  # fmt: skip
BEFORE, AFTER = RoundResults(1, 1, 2, 20, ()), RoundResults(2, 2, 3, 22, ())
COMPARISON = RoundComparison(
    BEFORE, AFTER,
    (
        QuestionChange("Grew", (5, 5, 5, 5, 0), (0, 5, 5, 5, 5)),
        QuestionChange("Fell", (0, 0, 0, 5, 5), (5, 5, 0, 0, 0)),
    ),
)  # fmt: skip
TIMELINE = [
    TimelineDraft("Draft 1", "In the room", "2 Feb"),
    TimelineDraft("Draft 2", "Round 1", "3 Feb", DraftMark.TESTED),
    TimelineDraft("Draft 3", "Set aside", "4 Feb", DraftMark.SET_ASIDE),
    TimelineDraft("Draft 4", "Agreed", "5 Feb", DraftMark.AGREED),
]


def words(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.contents if isinstance(shape, String)]


def every_chart(dark: bool = False) -> Sequence[Drawing]:
    options = {"palette": DARK if dark else PRINT, "sizes": screen_sizes(115)}
    return (
        diverging_bars(QUESTION, HOUSE, 700, **options),
        draft_comparison(COMPARISON, 700, title="Draft 2 against Draft 3", **options),
        adopter_curve((10, 25, 40, 25), (20, 40, 30, 10), 700, 300, **options),
        draft_timeline(TIMELINE, 700, **options),
        triangle(COMPLETE, "House & Home", HOUSE, 300, 200, palette=options["palette"], size=14),
        sign(24, options["palette"]),
    )


def test_bars_show_people_shares_and_who_is_held_back() -> None:
    shown = words(diverging_bars(QUESTION, HOUSE, 450))
    for text in ("Guests", "Employees", "Day guests <1>", "10", "<5", "7", " of 10", "15", " of 22", "Agree"):
        assert text in shown
    assert "Held back: fewer than five people answered." in shown
    assert "Strongly disagree" in shown
    assert "Strongly disagree" not in words(diverging_bars(QUESTION, HOUSE, 450, legend=False))


def test_a_long_name_keeps_apart_from_the_next_and_keeps_its_words() -> None:
    name = "Bürgerversammlung Schöneberg-Friedenau, Ausschuss für Wasser und Abwasser {}"
    groups = tuple(group(name.format(number), CUSTOMERS, (1, 1, 1, 1, 1)) for number in (1, 2))
    drawing = diverging_bars(replace(QUESTION, groups=groups), HOUSE, 450, sizes=COMPACT)
    lines = [item for item in drawing.contents if isinstance(item, String) and item.x == 0]
    told = " ".join(item.text for item in lines)
    assert told == f"{name.format(1)} {name.format(2)}"
    steps = [upper.y - lower.y for upper, lower in pairwise(lines)]
    within, between = sorted(steps)[0], steps[len(lines) // 2 - 1]
    assert between == max(steps) > within + 3


def test_bars_are_told_in_sentences() -> None:
    told = describe_diverging_bars(QUESTION)
    assert "22 of 32 people agree or strongly agree, 69 percent" in told
    assert "Night guests: held back, fewer than five people answered" in told
    assert "Kitchen, 22 people: 1 strongly disagree, 2 disagree, 4 neither, 9 agree, 6 strongly agree" in told


@pytest.mark.parametrize(("width", "sizes"), [(450, PAPER), (640, screen_sizes()), (860, screen_sizes(150))])
def test_a_share_of_a_hundred_percent_leaves_room_for_the_words_beside_it(
    width: float, sizes: ChartSizes
) -> None:
    question = QuestionChange("Grew", (0, 1, 1, 4, 3), (0, 0, 0, 5, 0))
    assert (question.after_share, question.words) == (100, "too few to say")
    drawing = draft_comparison(RoundComparison(BEFORE, AFTER, (question,)), width, sizes=sizes)
    strings = [item for item in drawing.contents if isinstance(item, String)]
    told = next(item for item in strings if item.text == "too few to say")
    share = next(item for item in reversed(strings) if item.text == "100%")
    assert share.x + text_width("100%", Face.SANS_BOLD, share.fontSize) + 3 < told.x


@pytest.mark.parametrize("sizes", [PAPER, screen_sizes(), screen_sizes(130)])
def test_a_long_question_is_compared_in_all_its_words_between_its_rules(sizes: ChartSizes) -> None:
    asked = "I can picture what our leaders would do on an ordinary day, even where it costs us money."
    questions = tuple(
        QuestionChange(text, (0, 1, 1, 4, 3), (0, 0, 1, 5, 0)) for text in (asked, "Short", asked)
    )
    width = 450 if sizes is PAPER else 700
    drawing = draft_comparison(RoundComparison(BEFORE, AFTER, questions), width, sizes=sizes)
    lines = [item for item in drawing.contents if isinstance(item, String) and item.x == 0]
    assert " ".join(line.text for line in lines[1:]).split("Short")[0].strip() == asked
    rules = sorted({item.y1 for item in drawing.contents if isinstance(item, Line) and item.x1 == 0})
    for line in lines:
        assert line.y > 0
        assert not any(line.y - 1 < rule < line.y + line.fontSize * 0.7 for rule in rules), line.text


def test_a_comparison_shows_both_shares_and_the_change() -> None:
    shown = words(draft_comparison(COMPARISON, 450))
    for text in ("Grew", "25", "50%", "too few to say", "Fell", "100", "0%", "−100", "Draft 3, 22 answers"):
        assert text in shown
    assert "Grew: 25 percent, then 50 percent" in describe_draft_comparison(COMPARISON)


@pytest.mark.parametrize(
    ("today", "target", "expected"),
    [
        ((10, 25, 40, 25), (20, 40, 30, 10), ["10%", "20%", "Today", "Target"]),
        ((10, 25, 40, 25), None, ["10%", "Today"]),
        (None, (0, 0, 0, 100), ["100%", "Target"]),
        (None, None, ["First to join"]),
    ],
)
def test_a_curve_shows_the_shares_it_has(
    today: tuple[int, ...] | None, target: tuple[int, ...] | None, expected: list[str]
) -> None:
    shown = words(adopter_curve(today, target, 450, 160))
    assert all(text in shown for text in expected)
    assert ("Today" in shown) is (today is not None)
    assert describe_adopter_curve(today, target).startswith("Adopter curve.")


def test_a_curve_never_swings_beyond_its_shares() -> None:
    line = smooth([(0, 2), (1, 10), (3, 80), (5, 5), (7, 5), (8, 1)])
    assert max(y for _, y in line) == pytest.approx(80)
    assert min(y for _, y in line) >= 1


def test_a_height_of_the_curve_is_a_share_again() -> None:
    place = curve_geometry(600, 300, (10, 25, 40, 25), None)
    assert [place.share_at(place.y(share)) for share in (0, 17, 43)] == [0, 17, 43]
    assert (place.share_at(-50), place.share_at(9999)) == (0, 100)


def test_the_timeline_has_every_draft_with_its_fate() -> None:
    shown = words(draft_timeline(TIMELINE * 3, 450))
    assert shown.count("Draft 4") == 3
    assert "Draft 3, 4 Feb: Set aside" in describe_draft_timeline(TIMELINE)


@pytest.mark.parametrize(
    ("count", "most", "sizes"),
    [(20, 20, [20]), (26, 20, [13, 13]), (61, 20, [15, 16, 15, 15]), (3, 0.5, [1, 1, 1]), (0, 20, [0])],
)
def test_a_chart_is_cut_into_pieces_of_about_one_height(count: int, most: float, sizes: list[int]) -> None:
    pieces = cuts([1.0] * count, most)
    assert [piece.stop - piece.start for piece in pieces] == sizes
    assert [place for piece in pieces for place in range(count)[piece]] == list(range(count))


def test_the_triangle_says_who_is_there() -> None:
    relations = Relations(present=frozenset({CUSTOMERS}), with_organisation=frozenset({CUSTOMERS}))
    told = describe_triangle(relations, "Inn", HOUSE)
    assert "In the text: Guests" in told
    assert "Not in the text: Employees, Community" in told
    assert "Inn and Guests" in told


def test_names_in_other_scripts_and_long_names_fit() -> None:
    question = QuestionResult(
        "q", "?", QuestionKind.SCALE, (0, 0, 0, 3, 3), (group("客户" * 40, CUSTOMERS, (0, 0, 0, 3, 3)),)
    )
    drawing = diverging_bars(question, {}, 450)
    assert any("客" in text for text in words(drawing))
    assert any(text.endswith("…") for text in words(drawing))


@pytest.mark.parametrize("dark", [False, True])
def test_every_chart_is_svg_that_qt_reads(dark: bool, qapp: QApplication) -> None:
    for drawing in every_chart(dark):
        svg = to_svg(drawing)
        root = ElementTree.fromstring(svg)
        sizes = {text.get("font-size") for text in root.iter("{http://www.w3.org/2000/svg}text")}
        assert all(size is not None and size.isdigit() for size in sizes), "Qt cuts fractions"
        assert b"clip" not in svg
        assert b"dasharray" not in svg
        renderer = QSvgRenderer(QByteArray(svg))
        assert renderer.isValid()
        image = QImage(int(drawing.width), int(drawing.height), QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        colours = {
            image.pixelColor(x, y).name()
            for x in range(0, image.width(), 2)
            for y in range(0, image.height(), 2)
        }
        assert len(colours) > 3, "more than one colour is drawn"


def test_colours_come_from_the_palette() -> None:
    svg = to_svg(every_chart(dark=True)[0]).decode()
    used = set(re.findall(r"#[0-9A-F]{6}", svg))
    allowed = {
        c.upper() for c in (*tokens.DARK.values(), *(part for pair in tokens.DARK_SCALE for part in pair))
    }
    allowed |= {part.upper() for of in tokens.DARK_GROUPS.values() for part in (of.mark, of.text)}
    assert used <= allowed


def test_dashes_cover_half_of_a_line() -> None:
    pieces = list(dashes([(0, 0), (6, 0), (6, 4)], 1))
    assert len(pieces) == 5
    assert sum(abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in pieces) == pytest.approx(5)
