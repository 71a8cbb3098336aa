"""The word diff of two drafts of 5,000 words, against the plainest diff that rapidfuzz's Indel gives.

The floor cuts both texts at spaces, asks Indel for the opcodes and cuts the pieces out, which is the least
that can be shown. What Indel takes by itself, without a text to show, is told beside it.
"""

from __future__ import annotations

import random
from functools import partial

from rapidfuzz.distance import Indel, Opcode

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
        "Indel alone": measure.timed(partial(_opcodes, before.split(), after.split())),
        "rapidfuzz": measure.timed(partial(_floor, before, after)),
        "Visionwork": measure.timed(partial(diff_words, before, after)),
    }
    measure.interleave(ways, 2)
    times = measure.interleave(ways, ROUNDS)
    name = f"word diff, {WORDS:,} words, {share:.0%} edited"
    value = measure.ratio(times, "Visionwork", "rapidfuzz")
    return measure.Result(name, value, 1.5, "x", measure.describe(times))


def _floor(before: str, after: str) -> list[tuple[str, str, str]]:
    old, new = before.split(), after.split()
    return [
        (tag, " ".join(old[start:end]), " ".join(new[new_start:new_end]))
        for tag, start, end, new_start, new_end in _opcodes(old, new)
    ]


def _opcodes(old: list[str], new: list[str]) -> list[Opcode]:
    return list(Indel.opcodes(old, new))


def _texts(share: float) -> tuple[str, str]:
    """Return a text of common and rare words, and the same with a share of the words replaced."""
    chance = random.Random(5)
    words = [f"word{int(chance.paretovariate(0.6)) % VOCABULARY}" for _ in range(WORDS)]
    edited = [f"new{chance.randrange(VOCABULARY)}" if chance.random() < share else word for word in words]
    return " ".join(words), " ".join(edited)
