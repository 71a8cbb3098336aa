"""Where a sentence of a tested draft goes back into a later text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from visionwork.coach.sentences import Sentence, sentences
from visionwork.domain.layout import plain_words

_SAME = 0.7
"""Least share of characters in common that makes two sentences the same place in the text."""


class Insertion(NamedTuple):
    """Text to insert.

    Attributes:
        before: Before which character of the later text.
        text: The sentence with the space or line break it needs.
    """

    before: int
    text: str


def insertion(sentence: str, before: str, after: str) -> Insertion:
    """Return how a sentence goes back: behind the one it followed, else before the one it led to, else last.

    A neighbour that was reworded a little is still found; one that is gone too is passed over.

    Args:
        sentence: The sentence, as it stands in the tested draft or in other words.
        before: The tested draft.
        after: The text it goes back into.
    """
    tested, present = sentences(before), sentences(after)
    place = next((i for i, item in enumerate(tested) if sentence in item.text), -1)
    starts_paragraph = place >= 0 and tested[place].starts_paragraph
    if place > 0 and (earlier := _nearest(tested[:place][::-1], present)) is not None:
        return Insertion(earlier.end, ("\n" if starts_paragraph else " ") + sentence)
    if place >= 0 and (later := _nearest(tested[place + 1 :], present)) is not None:
        return Insertion(later.start, sentence + " ")
    kept = after.rstrip()
    return Insertion(len(kept), f" {sentence}" if kept else sentence)


def _nearest(wanted: Sequence[Sentence], present: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence of a text that is, word for word or nearly, the first that can be found."""
    for one in wanted:
        best = max(present, key=lambda other: _likeness(one.text, other.text), default=None)
        if best is not None and _likeness(one.text, best.text) >= _SAME:
            return best
    return None


def _likeness(one: str, other: str) -> float:
    return Indel.normalized_similarity(plain_words(one), plain_words(other))
