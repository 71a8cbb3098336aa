"""The word diff of two drafts of 5,000 words, against rapidfuzz's Indel on the same words."""

from __future__ import annotations

import random
from functools import partial

from rapidfuzz.distance import Indel

import measure
from visionwork.wording.diff import diff_words

ROUNDS = 15
WORDS = 5_000
VOCABULARY = 2_500


def results() -> list[measure.Result]:
    """Measure the diff of a lightly and of a heavily edited text."""
    return [_result(share) for share in (0.05, 0.40)]


def _result(share: float) -> measure.Result:
    before, after = _texts(share)
    ways = {
        "rapidfuzz": measure.timed(partial(_floor, before, after)),
        "Visionwork": measure.timed(partial(diff_words, before, after)),
    }
    measure.interleave(ways, 2)
    times = measure.interleave(ways, ROUNDS)
    name = f"word diff, {WORDS:,} words, {share:.0%} edited"
    return measure.Result(
        name, measure.ratio(times, "Visionwork", "rapidfuzz"), 1.5, "x", measure.describe(times)
    )


def _floor(before: str, after: str) -> int:
    return len(Indel.opcodes(before.split(), after.split()))


def _texts(share: float) -> tuple[str, str]:
    """Return a text of common and rare words, and the same with a share of the words replaced."""
    chance = random.Random(5)
    words = [f"word{int(chance.paretovariate(0.6)) % VOCABULARY}" for _ in range(WORDS)]
    edited = [f"new{chance.randrange(VOCABULARY)}" if chance.random() < share else word for word in words]
    return " ".join(words), " ".join(edited)
