"""Words that stand for one another, and passages found again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from visionwork.coach.likeness import default_likeness
from visionwork.domain.findings import Findings

Read = Callable[[str], Findings]


@pytest.mark.parametrize(
    ("wanted", "there", "least", "most"),
    [
        ("We listen before we decide.", "Before we decide, we listen.", 1, 1),
        ("We organise the neighbourhood.", "We organize the neighborhood.", 1, 1),
        ("Answers are honest.", "Replies are candid.", 1, 1),
        ("Dignity for the elderly", "Respectful towards elderly people", 1, 1),
        ("We repair bicycles for nothing.", "Free repairs.", 0.3, 0.8),
        ("We listen before we decide.", "Our sales grow.", 0, 0),
        ("", "Our sales grow.", 0, 0),
    ],
)
def test_how_much_of_a_passage_is_found(
    read: Read, wanted: str, there: str, least: float, most: float
) -> None:
    likeness = default_likeness()
    passages = likeness.sentences(read(wanted)).passages or (likeness.of_words(wanted, ()),)
    assert least <= likeness.find(passages[0], likeness.sentences(read(there))).share <= most


def test_a_passage_may_be_split_over_two_sentences(read: Read) -> None:
    likeness = default_likeness()
    (wanted,) = likeness.sentences(read("We ring back the same day and explain the invoice.")).passages
    later = read("We like rain. We ring back the same day. It never snows. Invoices are explained.")
    found = likeness.find(wanted, likeness.sentences(later))
    assert found.share > 0.8
    assert [passage.span.of(later.text) for passage in found.passages] == [
        "We ring back the same day.",
        "Invoices are explained.",
    ]


def test_names_of_groups_and_marked_words_are_not_what_is_looked_for(read: Read) -> None:
    (passage,) = default_likeness().sentences(read("Our clients get profit and rest.")).passages
    assert passage.content == {"get", "rest"}
    assert {"client", "profit"} <= passage.held


def test_the_last_word_of_a_name_is_its_head() -> None:
    likeness = default_likeness()
    assert likeness.head("our night nurses") == "nurse"
    assert likeness.head("…") == ""
