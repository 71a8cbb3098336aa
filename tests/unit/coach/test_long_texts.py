"""Long texts are read in stretches, and nothing of them is left out."""

from __future__ import annotations

import pytest

from visionwork.coach.coach import default_coach
from visionwork.coach.long_texts import LONGEST, stretches
from visionwork.domain.findings import Findings, Presence, Stakeholder
from visionwork.domain.stakeholders import Span

FILLER = "The river is wide here, and slow. "


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A short text.",
        FILLER * 500,
        f"{FILLER * 10}\n\n" * 60,
        "word " * 5_000,
        "x" * 20_000,
        "客户" * 6_000,
    ],
)
def test_stretches_are_the_whole_text_in_order(text: str) -> None:
    found = stretches(text)
    assert "".join(span.of(text) for span in found) == text
    assert all(span.end - span.start <= LONGEST for span in found)


def test_paragraphs_are_kept_together_where_they_can_be() -> None:
    text = f"{FILLER * 10}\n\n" * 60
    assert all(span.of(text).endswith("\n\n") for span in stretches(text)[:-1])


def test_sentences_are_kept_together_in_a_text_without_paragraphs() -> None:
    text = FILLER * 500
    assert all(span.of(text).endswith(". ") for span in stretches(text)[:-1])


def far(last: str) -> tuple[str, Findings]:
    text = f"{FILLER * 900}\n{last}"
    return text, default_coach().read(text)


def test_what_stands_at_the_end_of_a_very_long_text_is_found_there() -> None:
    text, found = far("We listen to our customers. We are the market leader in pumps.")
    assert len(text) > 20_000
    customers = found.of(Stakeholder.CUSTOMERS)
    assert customers.state is Presence.PROMISED
    assert [span.of(text) for span in customers.spans] == ["customers"]
    assert all("listen" in Span(*span).of(text) for span in customers.promise_spans)
    marks = [mark for mark in found.marks if mark.rule.startswith("position.leader")]
    assert [text[mark.start : mark.end] for mark in marks] == [mark.text for mark in marks]
    assert marks
    last = found.coverage.sentences[-2]
    assert text[last.start : last.end] == last.text == "We listen to our customers."


def test_a_house_word_is_asked_about_once_in_a_long_text() -> None:
    text = f"Our members decide.\n{FILLER * 900}\nOur members decide."
    questions = default_coach().read(text).house_questions
    assert [(question.word, text[question.start : question.end]) for question in questions] == [
        ("member", "members")
    ]


def test_a_long_text_about_people_is_about_people() -> None:
    kind = "We listen to every patient and tell them the truth. Our nurses have time to talk. " * 120
    cold = "To be the market leader in pumps through technology, with profitable growth. " * 120
    assert default_coach().read(kind).relationship
    assert not default_coach().read(cold).relationship
