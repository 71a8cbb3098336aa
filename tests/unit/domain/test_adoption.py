"""Shares always add to 100, and points become people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visionwork.domain.adoption import overall_shares, people_moved, rebalance

SHARES = st.lists(st.integers(0, 100), min_size=3, max_size=3).map(
    lambda cuts: (
        min(cuts),
        sorted(cuts)[1] - min(cuts),
        max(cuts) - sorted(cuts)[1],
        100 - max(cuts),
    )
)


@given(SHARES, st.integers(0, 3), st.integers(-50, 150))
def test_a_changed_band_stays_and_the_rest_fills_up_to_100(
    shares: tuple[int, ...], band: int, value: int
) -> None:
    result = rebalance(shares, band, value)
    assert sum(result) == 100
    assert all(share >= 0 for share in result)
    assert result[band] == min(100, max(0, value))


@given(SHARES, st.lists(st.tuples(st.integers(0, 3), st.integers(0, 100)), max_size=8))
def test_bands_that_are_kept_stay_while_100_can_be_kept_with_them(
    shares: tuple[int, ...], typed: list[tuple[int, int]]
) -> None:
    kept: list[int] = []
    for band, value in typed:
        others = [other for other in kept if other != band]
        result = rebalance(shares, band, value, others)
        assert sum(result) == 100
        assert all(share >= 0 for share in result)
        assert result[band] == value
        spare = 100 - value - sum(shares[other] for other in others)
        if spare >= 0 and (len(others) < 3 or not spare):
            assert all(result[other] == shares[other] for other in others)
        shares, kept = result, [*others, band]


def test_four_known_shares_can_be_set_one_after_the_other() -> None:
    shares: tuple[int, ...] = (16, 34, 34, 16)
    for band, value in enumerate((5, 20, 40, 35)):
        shares = rebalance(shares, band, value, range(band))
    assert shares == (5, 20, 40, 35)


def test_the_band_that_was_set_first_gives_way_first() -> None:
    assert rebalance((40, 30, 20, 10), 2, 60, [0, 1]) == (8, 30, 60, 2)


def test_the_others_keep_their_proportions() -> None:
    assert rebalance((20, 40, 20, 20), 0, 60) == (60, 20, 10, 10)


def test_a_band_that_had_everything_gives_the_rest_evenly() -> None:
    assert rebalance((100, 0, 0, 0), 0, 70) == (70, 10, 10, 10)


@pytest.mark.parametrize(("shares", "band"), [((50, 50), 0), ((25, 25, 25, 25), 4)])
def test_other_than_four_bands_is_a_mistake(shares: tuple[int, ...], band: int) -> None:
    with pytest.raises(ValueError, match="four bands"):
        rebalance(shares, band, 10)


@given(st.lists(st.tuples(SHARES, st.one_of(st.none(), st.integers(1, 5000))), min_size=1, max_size=8))
def test_groups_together_add_to_100_and_stay_between_their_extremes(
    parts: list[tuple[tuple[int, ...], int | None]],
) -> None:
    result = overall_shares(parts)
    assert result is not None
    assert sum(result) == 100
    for band in range(4):
        column = [shares[band] for shares, _ in parts]
        assert min(column) - 1 <= result[band] <= max(column) + 1


def test_a_larger_group_weighs_more_unless_a_headcount_is_missing() -> None:
    early, late = (100, 0, 0, 0), (0, 0, 0, 100)
    assert overall_shares([(early, 300), (late, 100)]) == (75, 0, 0, 25)
    assert overall_shares([(early, 300), (late, None)]) == (50, 0, 0, 50)
    assert overall_shares([]) is None


def test_points_become_people() -> None:
    assert people_moved((9, 27, 42, 22), (18, 41, 30, 11), 412) == (37, 58, -49, -45)
