from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visionwork.domain.statistics import agreement, difference, spread_words, wilson


@pytest.mark.parametrize(
    ("agreeing", "people", "low", "high"),
    # Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_published_intervals(agreeing: int, people: int, low: float, high: float) -> None:
    assert wilson(agreeing, people) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_a_difference_gives_the_published_interval() -> None:
    # Newcombe (1998), "Interval estimation for the difference", table II, method 10: 56/70 less 48/80.
    low, high = difference((48, 80), (56, 70))
    assert (low, high) == (pytest.approx(0.0524, abs=5e-5), pytest.approx(0.3339, abs=5e-5))


def test_agreement_gives_the_published_values() -> None:
    # Van der Eijk (2001): his worked example, and what he asks of a measure.
    assert agreement((30, 40, 210, 130, 530, 50, 10)) == pytest.approx(0.61, abs=0.005)
    assert agreement((0, 0, 9, 0, 0)) == 1
    assert agreement((4, 4, 4, 4, 4)) == 0
    assert agreement((5, 0, 0, 0, 5)) == -1
    assert agreement((0, 0, 0, 0, 0)) is None


def test_how_far_people_agree_is_told_in_words() -> None:
    assert spread_words((8, 2, 1, 3, 6)) == "Opinions differ widely here"
    assert spread_words((1, 3, 4, 3, 1)) == "Opinions differ here"
    assert spread_words((1, 2, 4, 10, 7)) == "Opinions lie fairly close"
    assert spread_words((0, 0, 0, 2, 20)) == "Opinions lie close together"
    assert spread_words((0, 0, 0, 0, 0)) == ""


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share(counted: tuple[int, int]) -> None:
    low, high = wilson(*counted)
    assert 0 <= low <= counted[0] / counted[1] <= high <= 1


@given(st.lists(st.integers(0, 60), min_size=5, max_size=5))
def test_agreement_reads_the_same_from_both_ends(counts: list[int]) -> None:
    found = agreement(counts)
    if found is not None:
        assert -1 <= found <= 1 + 1e-9
        assert found == pytest.approx(agreement(counts[::-1]))


def test_nobody_is_no_share() -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(0, 0)
