"""Adopter shares: how a group spreads over four bands, today and as a target."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from visionwork.domain.records import record


class Moment(StrEnum):
    """When the shares hold."""

    TODAY = "today"
    TARGET = "target"


BANDS = ("first to join", "early many", "later many", "last to join")
"""The four bands of a change, in the order people join (after Rogers, Diffusion of
Innovations, 1962, with the words of the method)."""


@record
class CurveShares:
    """Shares of one group at one moment.

    Attributes:
        id: Row id in the document.
        exercise_id: Exercise it belongs to.
        group_id: The group, or None for the whole organisation.
        moment: Today or the target.
        shares: Four whole percentages in the order of `BANDS`, adding to 100.
    """

    id: int
    exercise_id: str
    group_id: int | None
    moment: Moment
    shares: tuple[int, int, int, int]


def rebalance(
    shares: Sequence[int], index: int, value: int, kept: Sequence[int] = ()
) -> tuple[int, int, int, int]:
    """Return shares with one band set to a value and the others scaled to keep 100.

    The others keep their proportions, rounded by the largest remainder (Hamilton) method. Bands to be kept
    stay as they are; where 100 cannot be kept with them, the first ones give way.

    Args:
        shares: Four percentages adding to 100.
        index: Band to set, 0 to 3.
        value: Its new percentage; cut to 0 to 100.
        kept: Bands that stay, those first that give way first.

    Raises:
        ValueError: The shares are not four numbers or the index is not one of them.
    """
    if len(shares) != 4 or not 0 <= index < 4:
        raise ValueError("a curve has four bands")
    value = min(100, max(0, value))
    held = [band for band in dict.fromkeys(kept) if band != index]
    while True:
        free = [band for band in range(4) if band != index and band not in held]
        left = 100 - value - sum(shares[band] for band in held)
        if left >= 0 and (free or not left):
            break
        held.pop(0)
    result = list(shares)
    result[index] = value
    weights = {band: shares[band] for band in free}
    if not sum(weights.values()):
        weights = dict.fromkeys(free, 1)
    exact = {band: left * weight / sum(weights.values()) for band, weight in weights.items()}
    for band in free:
        result[band] = int(exact[band])
    by_remainder = sorted(free, key=lambda band: (result[band] - exact[band], band))
    for band in by_remainder[: left - sum(result[band] for band in free)]:
        result[band] += 1
    return (result[0], result[1], result[2], result[3])


def people_moved(today: Sequence[int], target: Sequence[int], headcount: int) -> tuple[int, ...]:
    """Return per band how many people the target adds (positive) or takes away (negative)."""
    return tuple(
        round((after - before) * headcount / 100) for before, after in zip(today, target, strict=True)
    )


def overall_shares(parts: Sequence[tuple[Sequence[int], int | None]]) -> tuple[int, int, int, int] | None:
    """Return the shares of all groups together, each weighed by its headcount.

    Rounded by the largest remainder (Hamilton) method, so that they add to 100. Where a headcount
    is missing, nobody's counts and all groups weigh the same.

    Args:
        parts: For each group its four percentages and its headcount, or None for the headcount.
    """
    if not parts:
        return None
    known = all(headcount for _, headcount in parts)
    weights = [headcount if known and headcount else 1 for _, headcount in parts]
    total = sum(weights)
    exact = [
        sum(shares[band] * weight for (shares, _), weight in zip(parts, weights, strict=True)) / total
        for band in range(4)
    ]
    result = [int(part) for part in exact]
    by_remainder = sorted(range(4), key=lambda band: (result[band] - exact[band], band))
    for band in by_remainder[: 100 - sum(result)]:
        result[band] += 1
    return (result[0], result[1], result[2], result[3])
