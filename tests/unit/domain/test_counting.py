"""Numbers and lists as sentences say them."""

from __future__ import annotations

import pytest

from visionwork.domain.counting import counted, listed


@pytest.mark.parametrize(
    ("names", "told"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_names_are_listed(names: list[str], told: str) -> None:
    assert listed(names) == told


def test_numbers_have_their_noun() -> None:
    assert counted(1, "person", "people") == "1 person"
    assert counted(0, "person", "people") == "0 people"
