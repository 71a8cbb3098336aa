"""A show of hands: counts per question, stored as answers of people without telling who combined what."""

from __future__ import annotations

import random
import secrets
from collections.abc import Mapping, Sequence

from visionwork.domain.rounds import NewResponse

MOST_PEOPLE = 500
"""Most people one show of hands is for."""

Hands = Sequence[int]
"""How many people chose each point of a scale, 1 to 5."""


def people_seen(hands: Mapping[str, Hands]) -> int:
    """Return the least number of people who can have raised these hands: the most of any question."""
    return max((sum(counts) for counts in hands.values()), default=0)


def responses_of_hands(
    group_id: int, hands: Mapping[str, Hands], chance: random.Random | None = None
) -> tuple[NewResponse, ...]:
    """Return as many responses as people were seen, which together have exactly these counts.

    A show of hands does not tell which hand of one question was whose of another. So the answers to each
    question are dealt out by chance, anew for each question: counts per question and group are exact, and
    combinations mean nothing. Where a question has fewer hands than another, the difference stays unanswered,
    dealt out by chance as well.

    Args:
        group_id: Group the people belong to.
        hands: Counts by question id; a question without hands is left out.
        chance: Where chance comes from; the system's when None.

    Raises:
        ValueError: A count is negative, or there are not five.
    """
    chance = chance or secrets.SystemRandom()
    people = people_seen(hands)
    scales: list[dict[str, int]] = [{} for _ in range(people)]
    for question_id, counts in hands.items():
        if len(counts) != 5 or min(counts) < 0:
            raise ValueError(f"no counts of five points: {counts}")
        points = [point for point, count in enumerate(counts, 1) for _ in range(count)]
        for place, point in zip(
            chance.sample(range(people), len(points)), chance.sample(points, len(points)), strict=True
        ):
            scales[place][question_id] = point
    return tuple(NewResponse(group_id, given) for given in scales)
