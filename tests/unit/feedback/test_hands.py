from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visionwork.feedback.hands import people_seen, responses_of_hands

counts = st.tuples(*[st.integers(0, 12)] * 5)


@given(st.dictionaries(st.sampled_from(["q1", "q2", "q3"]), counts))
def test_every_count_comes_back_and_nobody_is_made_up(hands: dict[str, tuple[int, ...]]) -> None:
    responses = responses_of_hands(7, hands)
    assert len(responses) == people_seen(hands)
    for question, wanted in hands.items():
        found = Counter(r.scales[question] for r in responses if question in r.scales)
        assert tuple(found[point] for point in range(1, 6)) == tuple(wanted)
    assert all(r.group_id == 7 and r.fingerprint is None and not r.comments for r in responses)
    assert all(r.scales for r in responses)


def test_combinations_are_dealt_by_chance() -> None:
    hands = {"q1": (10, 0, 0, 0, 10), "q2": (10, 0, 0, 0, 10)}
    dealt = {
        sum(r.scales["q1"] == r.scales["q2"] for r in responses_of_hands(1, hands, random.Random(seed)))
        for seed in range(20)
    }
    assert len(dealt) > 3


def test_the_difference_stays_unanswered_by_nobody_in_particular() -> None:
    hands = {"q1": (0, 0, 0, 9, 0), "q2": (0, 0, 0, 0, 5)}
    places = {
        tuple("q2" in r.scales for r in responses_of_hands(1, hands, random.Random(seed)))
        for seed in range(9)
    }
    assert len(places) > 3


@pytest.mark.parametrize("wrong", [(1, 2, 3), (1, 1, 1, 1, -1)])
def test_wrong_counts_are_a_mistake(wrong: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="no counts"):
        responses_of_hands(1, {"q1": wrong})
