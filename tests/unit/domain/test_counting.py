"""Numbers and lists as sentences say them."""

from __future__ import annotations

import pytest

from visionwork.domain.counting import counted, counted_word, listed, number_word


@pytest.mark.parametrize(
    ("names", "told"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_names_are_listed(names: list[str], told: str) -> None:
    assert listed(names) == told


def test_numbers_have_their_noun() -> None:
    assert counted(1, "person", "people") == "1 person"
    assert counted(0, "person", "people") == "0 people"
    assert counted(1250, "person", "people") == "1,250 people"


def test_small_numbers_are_words() -> None:
    assert [number_word(number) for number in (0, 4, 10, 11)] == ["no", "four", "ten", "11"]
    assert counted_word(1, "cell", "cells") == "one cell"
    assert counted_word(6, "promise", "promises") == "six promises"
