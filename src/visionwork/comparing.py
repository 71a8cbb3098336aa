"""What `visionwork compare` prints: the drift between two texts, as data."""

from __future__ import annotations

from typing import Any

from visionwork.coach.coach import default_coach
from visionwork.coach.drift import compare
from visionwork.coach.promises import promises_of
from visionwork.domain.drafts import clean_text
from visionwork.domain.drift import Drift
from visionwork.domain.tuning import at_level


def compare_texts(before: str, after: str) -> dict[str, Any]:
    """Return the drift between two texts; the promises are those the coach proposes.

    Args:
        before: The earlier text.
        after: The later one.
    """
    coach = default_coach()
    earlier, later = (at_level(coach.read(clean_text(text)), picky=False) for text in (before, after))
    return drift_data(compare(earlier, later, promises_of(0, earlier, (), is_confirmed=False)))


def drift_data(drift: Drift) -> dict[str, Any]:
    """Return a drift as `visionwork compare` prints it."""
    return {
        "lost": [who.value for who in drift.lost],
        "gained": [who.value for who in drift.gained],
        "promises": [
            {
                "text": reading.promise.text,
                "groups": [who.value for who in reading.promise.stakeholders],
                "state": reading.state.value,
            }
            for reading in drift.promises
        ],
        "added_marks": [kind.value for kind in drift.added_marks],
        "warn": drift.warn,
    }
