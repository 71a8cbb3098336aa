"""Sentences are cut where a reader would cut them."""

from __future__ import annotations

import pytest

from visionwork.coach.sentences import sentences

ABBREVIATIONS = frozenset({"dr", "e.g", "inc"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two? Three! Four", ["One.", "Two?", "Three!", "Four"]),
        ("We listen… Then we act.", ["We listen…", "Then we act."]),
        ("Dr. Novak and J. Smith agree. So do we.", ["Dr. Novak and J. Smith agree.", "So do we."]),
        ("We help, e.g. Schools and others. Good.", ["We help, e.g. Schools and others.", "Good."]),
        ("It takes 3.5 days. Never more.", ["It takes 3.5 days.", "Never more."]),
        ("So am I. And you?", ["So am I.", "And you?"]),
        ("“Call us first.” That is what they say.", ["“Call us first.”", "That is what they say."]),
        ("A heading\n\nA line. And more", ["A heading", "A line.", "And more"]),
        ("我们倾听。我们行动！好", ["我们倾听。", "我们行动！", "好"]),
        ("No end at all", ["No end at all"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text, ABBREVIATIONS)] == expected


def test_places_and_paragraphs_are_told() -> None:
    text = " One. Two.\n  Three."
    found = sentences(text)
    assert [text[s.start : s.end] for s in found] == ["One.", "Two.", "Three."]
    assert [s.starts_paragraph for s in found] == [True, False, True]
