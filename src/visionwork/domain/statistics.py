"""How far small numbers reach, and how far people agree: the two measures shown beside every share."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import sqrt

Z_95 = 1.959963984540054
"""Quantile of the normal distribution that leaves 2.5 % above it."""

_WORDS = (
    (0.2, "Opinions differ widely here"),
    (0.4, "Opinions differ here"),
    (0.7, "Opinions lie fairly close"),
    (1.0, "Opinions lie close together"),
)
"""Agreement up to which each sentence is said. Our own steps; answers spread evenly have 0."""

Interval = tuple[float, float]
"""A lower and an upper bound; shares are 0 to 1."""


def wilson(agreeing: int, people: int) -> Interval:
    """Return the 95 % score interval of a share; it stays within 0 and 1 and holds for small numbers.

    Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference", JASA 22,
    209-212; recommended for forty people and fewer by Brown, Cai and DasGupta (2001), "Interval estimation
    for a binomial proportion", Statistical Science 16, 101-133.

    Args:
        agreeing: How many agree.
        people: How many were counted, at least one.

    Raises:
        ValueError: Nobody was counted, or more agree than were.
    """
    if people < 1 or not 0 <= agreeing <= people:
        raise ValueError(f"{agreeing} of {people} is no share")
    share, z2 = agreeing / people, Z_95 * Z_95
    middle = (share + z2 / (2 * people)) / (1 + z2 / people)
    half = Z_95 / (1 + z2 / people) * sqrt(share * (1 - share) / people + z2 / (4 * people * people))
    low = 0.0 if agreeing == 0 else max(0.0, middle - half)
    high = 1.0 if agreeing == people else min(1.0, middle + half)
    return low, high


def difference(before: tuple[int, int], after: tuple[int, int]) -> Interval:
    """Return the 95 % interval of the change from one share to another, asked of different people.

    Newcombe, R. G. (1998), "Interval estimation for the difference between independent proportions",
    Statistics in Medicine 17, 873-890, method 10: made of the two Wilson intervals.

    Args:
        before: How many agreed, and how many were counted.
        after: The same, later.
    """
    one, two = before[0] / before[1], after[0] / after[1]
    (low_1, high_1), (low_2, high_2) = wilson(*before), wilson(*after)
    change = two - one
    return (
        change - sqrt((two - low_2) ** 2 + (high_1 - one) ** 2),
        change + sqrt((high_2 - two) ** 2 + (one - low_1) ** 2),
    )


def agreement(counts: Sequence[int]) -> float | None:
    """Return how far people agree: 1 when all chose one point, 0 when spread evenly, -1 when split in two.

    Van der Eijk, C. (2001), "Measuring agreement in ordered rating scales", Quality and Quantity 35,
    325-341. The counts are taken apart into layers of equal height; each layer is weighed by how many people
    it holds. Standard deviations are not used: they take a scale of five points for a measured one and
    cannot tell a spread from two camps.

    Args:
        counts: People at each point of the scale, three points or more.

    Returns:
        The measure, or None when nobody answered.
    """
    people = sum(counts)
    if not people:
        return None
    left = list(counts)
    total = 0.0
    while any(left):
        height = min(count for count in left if count)
        pattern = [count > 0 for count in left]
        total += height * sum(pattern) / people * _of_layer(pattern)
        left = [count - height if count else 0 for count in left]
    return total


def spread_words(counts: Sequence[int]) -> str:
    """Return how far people agree in words, for a sentence on its own."""
    found = agreement(counts)
    if found is None:
        return ""
    return next((words for most, words in _WORDS if found <= most), _WORDS[-1][1])


def _of_layer(pattern: Sequence[bool]) -> float:
    """Return the agreement in a layer, in which every point has as many people or none."""
    points, chosen = len(pattern), sum(pattern)
    together = apart = 0
    for one, two, three in combinations(pattern, 3):
        together += (one, two, three) in ((True, True, False), (False, True, True))
        apart += (one, two, three) == (True, False, True)
    shape = 1.0
    if together + apart:
        shape = ((points - 2) * together - (points - 1) * apart) / ((points - 2) * (together + apart))
    return shape * (1 - (chosen - 1) / (points - 1))
