"""Where a sentence of a tested draft goes back into a later text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from rapidfuzz.distance import Indel

from visionwork.coach.sentences import Sentence, sentences
from visionwork.domain.layout import plain_words

_SAME = 0.7
"""Least share of characters in common that makes two sentences the same place in the text."""


_PART = 0.8
"""Least share of a sentence's words in a tested one for it to be what is left of that one."""

_IN_A_ROW, _LEAST_WORDS = 3, 2
"""So many of them stand in a row, or the whole sentence does, which has so many at least."""


class Insertion(NamedTuple):
    """Text to insert.

    Attributes:
        before: Before which character of the later text.
        text: The sentence with the space or line break it needs.
        length: How many characters it replaces: what is left of the sentence, where something is.
    """

    before: int
    text: str
    length: int = 0


def insertion(sentence: str, before: str, after: str) -> Insertion:
    """Return how a sentence goes back: behind the one it followed, else before the one it led to, else last.

    A neighbour that was reworded a little is still found; one that is gone too is passed over. What is left
    of the sentence is replaced, so that the text does not say the same twice.

    Args:
        sentence: The sentence, as it stands in the tested draft or in other words.
        before: The tested draft.
        after: The text it goes back into.
    """
    tested, present = sentences(before), sentences(after)
    if left := _left_of(sentence, tested, present):
        return Insertion(left[0].start, sentence, left[-1].end - left[0].start)
    place = next((i for i, item in enumerate(tested) if sentence in item.text), -1)
    starts_paragraph = place >= 0 and tested[place].starts_paragraph
    if place > 0 and (earlier := _nearest(tested[:place][::-1], present)) is not None:
        return Insertion(earlier.end, ("\n" if starts_paragraph else " ") + sentence)
    if place >= 0 and (later := _nearest(tested[place + 1 :], present)) is not None:
        return Insertion(later.start, sentence + " ")
    kept = after.rstrip()
    return Insertion(len(kept), f" {sentence}" if kept else sentence)


def _left_of(sentence: str, tested: Sequence[Sentence], present: Sequence[Sentence]) -> Sequence[Sentence]:
    """Return the sentences in a row that are parts of a tested one, and not tested themselves."""
    wanted = _words(sentence)
    own = {tuple(_words(one.text)) for one in tested}
    shared = [
        0 if tuple(words) in own else _shared(words, wanted)
        for words in (_words(one.text) for one in present)
    ]
    if not any(shared):
        return ()
    first = last = shared.index(max(shared))
    while first > 0 and shared[first - 1]:
        first -= 1
    while last + 1 < len(shared) and shared[last + 1]:
        last += 1
    return present[first : last + 1]


def _shared(words: Sequence[str], wanted: Sequence[str]) -> int:
    """Return how many words of a sentence are part of another one; 0 where it says much else."""
    blocks = [
        block.size for block in SequenceMatcher(None, words, wanted, autojunk=False).get_matching_blocks()
    ]
    if len(words) < _LEAST_WORDS or sum(blocks) < _PART * len(words):
        return 0
    return sum(blocks) if max(blocks) >= min(_IN_A_ROW, len(words)) else 0


def _words(text: str) -> list[str]:
    return re.findall(r"[\w'-]+", plain_words(text).casefold())


def _nearest(wanted: Sequence[Sentence], present: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence of a text that is, word for word or nearly, the first that can be found."""
    for one in wanted:
        best = max(present, key=lambda other: _likeness(one.text, other.text), default=None)
        if best is not None and _likeness(one.text, best.text) >= _SAME:
            return best
    return None


def _likeness(one: str, other: str) -> float:
    return Indel.normalized_similarity(plain_words(one), plain_words(other))
