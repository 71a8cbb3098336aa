"""Numbers, days and lists read as people say them; findings are made from numbers."""

from __future__ import annotations

import pytest

from visionwork.domain.groups import GroupKind
from visionwork.domain.results import Counts, QuestionResult, RoundResults, ShownComment
from visionwork.domain.rounds import QuestionKind
from visionwork.report.evidence import finding, quotes
from visionwork.report.words import share_agreeing, within_sentence


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        (0, "nobody agrees"), (3, "fewer than one in ten agree"), (25, "one in four agree"),
        (46, "fewer than half agree"), (50, "half agree"),
        (53, "just over half agree"),
        (65, "two in three agree"),
        (75, "three in four agree"), (90, "nine in ten agree"), (100, "all agree"),
    ],
)  # fmt: skip
def test_shares(percent: int, words: str) -> None:
    assert share_agreeing(percent) == words


def test_every_share_has_words() -> None:
    assert all(share_agreeing(percent) for percent in range(101))


def test_beginnings_within_a_sentence() -> None:
    assert within_sentence("The team") == "the team"
    assert within_sentence("Thea Lund") == "Thea Lund"


def question(number: int, counts: Counts | None) -> QuestionResult:
    return QuestionResult(f"q{number}", f"Question {number}", QuestionKind.SCALE, counts)


def test_a_finding_tells_the_first_question_and_where_agreement_ends() -> None:
    results = RoundResults(1, 1, 4, 20, (
        question(1, (0, 5, 2, 6, 7)), question(2, (0, 2, 0, 9, 9)), question(3, (5, 7, 4, 3, 1)),
    ))  # fmt: skip
    told = finding(results)
    assert told.startswith(
        "Of the 20 people who read Draft 4 and answered, two in three agree: “Question 1.”"
    )
    assert told.endswith("One in five agree: “Question 3.”")


def test_a_finding_without_a_scale_is_one_sentence() -> None:
    assert "answered in their own words" in finding(RoundResults(1, 1, 4, 20, (question(1, None),)))


def comment(text: str, group: str | None, kind: GroupKind | None) -> ShownComment:
    return ShownComment(text, group, kind)


def test_quotes_are_short_from_different_groups_and_never_nameless() -> None:
    people, guests = GroupKind.EMPLOYEES, GroupKind.CUSTOMERS
    comments = (
        comment("This one stands without a group and may not be quoted.", None, None),
        comment(
            "The first of the kitchen, which is about as long as a quote may well be.", "Kitchen", people
        ),
        comment(
            "The second of the kitchen, which is about as long as a quote may be, too.", "Kitchen", people
        ),
        comment("Too short.", "Bar", people),
        comment(
            "The night desk says this, which is a good length for a quote, really.", "Night desk", people
        ),
        comment("A guest says this, a little shorter than the others.", "Day guests", guests),
        comment("Long. " * 60, "Night guests", guests),
    )
    results = RoundResults(1, 1, 4, 20, (
        QuestionResult("q", "?", QuestionKind.OPEN, None, (), comments),
    ))  # fmt: skip
    chosen = quotes(results)
    assert len(chosen) == 3
    assert {c.group for _, c in chosen} == {"Kitchen", "Night desk", "Day guests"}
    assert quotes(results) == chosen
