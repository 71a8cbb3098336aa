"""What `visionwork compare` prints: the drift between two texts, as data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from visionwork.coach.coach import default_coach
from visionwork.coach.drift import compare
from visionwork.coach.promises import promises_of
from visionwork.domain.drafts import clean_text
from visionwork.domain.drift import Drift
from visionwork.domain.errors import UserFacingError
from visionwork.domain.tuning import at_level

_FIELDS = ("id", "before", "after")


def compare_texts(before: str, after: str) -> dict[str, Any]:
    """Return the drift between two texts; the promises are those the coach proposes.

    Args:
        before: The earlier text.
        after: The later one.
    """
    coach = default_coach()
    earlier, later = (at_level(coach.read(clean_text(text)), picky=False) for text in (before, after))
    return drift_data(compare(earlier, later, promises_of(0, earlier, (), is_confirmed=False)))


def compare_lines(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Return the drift of each pair; a line is a JSON object with "id", "before" and "after".

    Raises:
        UserFacingError: A line is something else; the sentence says which.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        pair = _pair(line, number)
        yield {"id": pair["id"], **compare_texts(pair["before"], pair["after"])}


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


def _pair(line: str, number: int) -> dict[str, Any]:
    try:
        pair = json.loads(line)
    except ValueError as error:
        raise UserFacingError(f"Line {number} is no JSON ({error}).", "Give one object a line.") from error
    if not isinstance(pair, dict) or any(field not in pair for field in _FIELDS):
        raise UserFacingError(f"Line {number} has no id, before and after.", "Give all three in each line.")
    if not all(isinstance(pair[field], str) for field in _FIELDS[1:]):
        raise UserFacingError(f"Line {number} holds a text that is none.", "Give before and after as text.")
    return pair
