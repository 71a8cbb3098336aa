"""Real statements beside themselves: whatever the rules read in them, nothing of that is a loss."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path

import pytest

from visionwork.coach.coach import default_coach
from visionwork.coach.drift import compare
from visionwork.coach.promises import promises_of
from visionwork.domain.drift import Drift

CORPUS = Path(__file__).resolve().parents[2] / "data" / "coach" / "tune.jsonl"


@cache
def statements() -> tuple[str, ...]:
    """Return every fifth statement of the corpus."""
    lines = CORPUS.read_text(encoding="utf-8").splitlines()[::5]
    return tuple(json.loads(line)["text"] for line in lines)


def drift(before: str, after: str) -> Drift:
    coach = default_coach()
    earlier = coach.read(before)
    return compare(earlier, coach.read(after), promises_of(0, earlier, (), is_confirmed=False))


@pytest.mark.parametrize("place", range(len(statements())))
def test_a_statement_beside_itself_has_lost_nothing(place: int) -> None:
    text = statements()[place]
    for after in (text, text.replace(" ", "  ").replace("'", "’")):
        found = drift(text, after)
        assert not found.warn
        assert {reading.state.value for reading in found.promises} <= {"kept"}


@pytest.mark.parametrize("place", range(len(statements())))
def test_another_order_of_its_sentences_is_no_warning(place: int) -> None:
    text = statements()[place]
    parts = [sentence.text for sentence in default_coach().read(text).coverage.sentences]
    random.Random(place).shuffle(parts)
    assert not drift(text, " ".join(parts)).warn
