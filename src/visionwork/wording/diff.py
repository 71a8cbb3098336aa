"""What changed between two wordings, in words.

Words are compared by the longest common subsequence (Hyyrö 2004, as rapidfuzz computes it): the fewest
words removed and added. Runs of unlike words are looked at again more finely, so that a comma is a
comma and not a new word.
"""

from __future__ import annotations

import re
import string
from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from itertools import compress, count, cycle
from typing import NamedTuple

from rapidfuzz.distance import Indel, MatchingBlock

from visionwork.wording.words import Words, cut, cut_finely, word_count

MAX_CELLS = 160_000_000
"""Most words × words compared at once; the comparison takes one bit each, so 20 MB."""

MAX_FINE_CELLS = 100
"""Most words × words of unlike runs whose punctuation is looked at; longer ones are new text anyway."""

_PARAGRAPHS = r"[^\n]*\n+|[^\n]+"

_SENTENCES = r"(?:[^.!?。！？]+|[.!?。！？](?!\s))*[.!?。！？]*\s*"

_UNITS = (_PARAGRAPHS, _SENTENCES)
"""Compiled when texts are too long to be compared as wholes: few are."""

_EDGES = string.punctuation + "«»‹›“”„‘’‚–—…¿¡"
"""Punctuation that may stand at the edge of a word."""


class PieceKind(StrEnum):
    """Where a piece of text stands."""

    EQUAL = "equal"
    REMOVED = "removed"
    ADDED = "added"


_EQUAL, _REMOVED, _ADDED = PieceKind.EQUAL, PieceKind.REMOVED, PieceKind.ADDED


class Piece(NamedTuple):
    """A run of text that both wordings have, or only the earlier, or only the later.

    Attributes:
        kind: Equal, removed or added.
        text: The exact characters, with their spaces; never empty.
    """

    kind: PieceKind
    text: str


_Runs = list[str]
"""Removed, added and equal text by turns, each of them possibly empty."""


def diff_words(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces of two wordings in reading order.

    Equal and removed pieces joined are the earlier text, equal and added pieces the later one, to
    the character. Where only spaces differ, the pieces hold nothing but spaces. Texts too long to
    compare at once are compared by paragraphs first, then by sentences, then by words.

    Args:
        before: The earlier wording.
        after: The later wording.
    """
    if before == after:
        return (Piece(_EQUAL, before),) if before else ()
    runs: _Runs = []
    _compare(before, after, 0, runs)
    runs = _joined(runs)
    return tuple(map(_make_piece, compress(zip(cycle((_REMOVED, _ADDED, _EQUAL)), runs), runs)))


def changed_words(before: str, after: str) -> tuple[int, int]:
    """Return how many words were added and how many removed.

    Punctuation standing alone and changed spaces count as no word; Chinese, Japanese and Korean
    characters count one each.

    Returns:
        Words added, words removed.
    """
    added = removed = 0
    for kind, text in diff_words(before, after):
        if kind is _ADDED:
            added += word_count(text)
        elif kind is _REMOVED:
            removed += word_count(text)
    return added, removed


_make_piece = partial(tuple.__new__, Piece)  # takes half the time of Piece(*pair), thousands of times


def _compare(before: str, after: str, level: int, runs: _Runs) -> None:
    one, other = cut(before), cut(after)
    if len(one.keys) * len(other.keys) <= MAX_CELLS:
        _by_words(one, other, runs)
    elif level < len(_UNITS):
        _by_units(before, after, level, runs)
    else:
        runs += (before, after, "")


def _by_units(before: str, after: str, level: int, runs: _Runs) -> None:
    """Compare paragraphs or sentences, and the words only of those that differ."""
    one = [unit for unit in re.findall(_UNITS[level], before) if unit]
    other = [unit for unit in re.findall(_UNITS[level], after) if unit]
    if len(one) * len(other) > MAX_CELLS:
        runs += (before, after, "")
        return
    a_at, b_at = 0, 0
    for block in _matching_blocks(one, other):
        removed, added = "".join(one[a_at : block.a]), "".join(other[b_at : block.b])
        if removed and added:
            _compare(removed, added, level + 1, runs)
            removed = added = ""
        a_at, b_at = block.a + block.size, block.b + block.size
        runs += (removed, added, "".join(one[block.a : a_at]))


def _by_words(one: Words, other: Words, runs: _Runs, *, refine: bool = True) -> None:
    """Compare words; spaces go with the words beside them and are compared only as text."""
    a, a_keys, a_starts = one
    b, b_keys, b_starts = other
    i1 = j1 = 0  # first words that are still to be told
    a_at = b_at = 0  # and the characters
    for block in _matching_blocks(a_keys, b_keys):
        i0, j0 = block.a, block.b
        removed = added = ""
        if i1 < i0 and j1 < j0:
            a_from, b_from = a_at, b_at
            a_at, b_at = a_starts[i0 - 1] + len(a_keys[i0 - 1]), b_starts[j0 - 1] + len(b_keys[j0 - 1])
            removed, added = a[a_from:a_at], b[b_from:b_at]
            if refine and _share_a_word(a_keys[i1:i0], b_keys[j1:j0]):
                _by_words(cut_finely(removed), cut_finely(added), runs, refine=False)
                removed = added = ""
        elif i1 < i0:  # with the space behind, unless the one before is still to be told
            a_from = a_at
            a_at = a_starts[i0] if a_at == a_starts[i1] else a_starts[i0 - 1] + len(a_keys[i0 - 1])
            removed = a[a_from:a_at]
        elif j1 < j0:
            b_from = b_at
            b_at = b_starts[j0] if b_at == b_starts[j1] else b_starts[j0 - 1] + len(b_keys[j0 - 1])
            added = b[b_from:b_at]
        i1, j1 = i0 + block.size, j0 + block.size
        # The same words, with the spaces before and behind where both texts have the same.
        a_to, b_to = a_starts[i1], b_starts[j1]
        equal = a[a_at:a_to]
        if equal == b[b_at:b_to]:
            runs += (removed, added, equal)
            a_at, b_at = a_to, b_to
        else:
            runs += (removed, added, "")
            a_at, b_at = _same_words(one, other, (i0, i1, j0), (a_at, b_at), runs)
    runs += (a[a_at:], b[b_at:], "")


def _matching_blocks(one: Sequence[str], other: Sequence[str]) -> list[MatchingBlock]:
    """Return the runs both sequences have, with an empty one at the end."""
    # Small numbers, given in order of appearance, are compared faster than words and their hashes.
    number = defaultdict[str, int](count().__next__).__getitem__
    return Indel.opcodes(list(map(number, one)), list(map(number, other))).as_matching_blocks()


def _same_words(
    one: Words, other: Words, place: tuple[int, int, int], at: tuple[int, int], runs: _Runs
) -> tuple[int, int]:
    """Tell the same words where the spaces among or around them differ.

    Args:
        one: The earlier text.
        other: The later text.
        place: First and last + 1 word in the earlier text, first word in the later.
        at: How far both texts have been told.
        runs: Where to add.

    Returns:
        How far both texts are told now: up to the last word, with the spaces behind it where they are
        the same.
    """
    (a, a_keys, a_starts), (b, b_keys, b_starts) = one, other
    a_at, b_at = at
    i, end, j = place
    while i < end:
        spaces, other_spaces = a[a_at : a_starts[i]], b[b_at : b_starts[j]]
        first = i
        while True:  # on to the next place where the spaces differ
            a_at, b_at = a_starts[i] + len(a_keys[i]), b_starts[j] + len(b_keys[j])
            i, j = i + 1, j + 1
            if i == end or a[a_at : a_starts[i]] != b[b_at : b_starts[j]]:
                break
        if spaces == other_spaces:
            runs += ("", "", spaces)
        else:
            runs += (spaces, other_spaces, "")
        runs += ("", "", a[a_starts[first] : a_at])
    behind = a[a_at : a_starts[i]]
    if behind == b[b_at : b_starts[j]]:
        runs += ("", "", behind)
        return a_starts[i], b_starts[j]
    return a_at, b_at


def _share_a_word(removed: Sequence[str], added: Sequence[str]) -> bool:
    """Return whether a word stands in both short runs but for the punctuation at its edges."""
    if len(removed) == len(added) == 1:
        one, other = removed[0], added[0]
        if one.isalnum() and other.isalnum():
            return False
        core = one.strip(_EDGES)
        return core != "" and core == other.strip(_EDGES)
    if len(removed) * len(added) > MAX_FINE_CELLS:
        return False
    cores = {word.strip(_EDGES) for word in removed} - {""}
    return not cores.isdisjoint([word.strip(_EDGES) for word in added])


def _joined(runs: _Runs) -> _Runs:
    """Return runs with one removed and one added text at most between two equal ones."""
    # Whatever does not go by turns has an empty equal run before it, or follows the last word.
    if all(runs[2:-6:3]) and not (runs[-3] or runs[-2]):
        return runs
    joined: _Runs = []
    removed: list[str] = []
    added: list[str] = []
    equal: list[str] = []

    def tell() -> None:
        joined.extend(("".join(removed), "".join(added), "".join(equal)))
        for held in (removed, added, equal):
            held.clear()

    for place in range(0, len(runs), 3):
        if equal and (runs[place] or runs[place + 1]):
            tell()
        removed.append(runs[place])
        added.append(runs[place + 1])
        if runs[place + 2]:
            equal.append(runs[place + 2])
    tell()
    return joined
