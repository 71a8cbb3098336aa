"""Finds where patterns match in the words of a text and the people found in it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from visionwork.coach.patterns import (
    Choice,
    ClauseStart,
    Edge,
    Gap,
    Other,
    Pattern,
    SentenceEnd,
    Sequence_,
    Who,
    Words,
)
from visionwork.coach.tokens import Reading, Token
from visionwork.domain.records import record
from visionwork.domain.stakeholders import Stakeholder

_REMEMBERED = 400
"""Sentences whose hits an index remembers."""
_LONGEST_REMEMBERED = 500
"""Words of such a sentence; a hundred states of a long text without a full stop would fill the memory."""


@record
class Chain:
    """People named side by side, such as "our customers, employees and neighbours".

    Attributes:
        first: Number of the first token.
        last: Number after the last token.
        people: Who they are.
    """

    first: int
    last: int
    people: frozenset[Stakeholder]

    def moved(self, by: int) -> Chain:
        """Return the same people some tokens further on."""
        return Chain(self.first + by, self.last + by, self.people)


@record
class Part:
    """One sentence of what patterns are matched on; no pattern reaches over its end.

    Attributes:
        places: Numbers of its tokens.
        keys: Everything its tokens can be known by.
        same: Equal for sentences in which every pattern finds the same.
    """

    places: range
    keys: frozenset[str]
    same: Hashable


class Ground:
    """What patterns are matched on: the words of a text, sentence by sentence, and the people found in it.

    Args:
        reading: The text in words.
        chains: People by the number of their first token; none before people are known.
    """

    __slots__ = ("chains", "parts", "tokens")

    def __init__(self, reading: Reading, chains: Mapping[int, Sequence[Chain]] | None = None) -> None:
        self.tokens = reading.tokens
        self.chains = chains or {}
        tokens = self.tokens
        starts = [n for n, token in enumerate(tokens) if not n or token.sentence != tokens[n - 1].sentence]
        self.parts = [
            Part(
                range(start, end),
                frozenset(key for token in tokens[start:end] for key in token.keys),
                (reading.sentences[tokens[start].sentence].text, self._people_in(start, end)),
            )
            for start, end in zip(starts, [*starts[1:], len(tokens)], strict=False)
        ]

    def _people_in(self, start: int, end: int) -> Hashable:
        return tuple(
            (place - start, tuple(chain.moved(-start) for chain in self.chains[place]))
            for place in range(start, end)
            if place in self.chains
        )


@record
class Hit:
    """A place where a pattern matched.

    Attributes:
        first: Number of the first token that counts.
        last: Number after the last token that counts.
        chains: People the pattern found on its way.
    """

    first: int
    last: int
    chains: tuple[Chain, ...] = ()

    def moved(self, by: int) -> Hit:
        """Return the same hit some tokens further on."""
        return Hit(self.first + by, self.last + by, tuple(chain.moved(by) for chain in self.chains))


class PatternIndex:
    """Finds which of many patterns can begin at a word, without trying them all.

    A pattern is tried in a sentence only if the words it cannot do without are there. What was found in a
    sentence is remembered: while somebody types, all but one of them stay as they are.

    Args:
        patterns: Pairs of an owner's number and a pattern of theirs.
    """

    def __init__(self, patterns: Iterable[tuple[int, Pattern]]) -> None:
        self._by_anchor: dict[str, list[int]] = {}
        self._always: list[int] = []
        self._patterns: list[tuple[int, Pattern]] = list(patterns)
        self._seen: dict[Hashable, tuple[tuple[int, Hit], ...]] = {}
        for number, (_, pattern) in enumerate(self._patterns):
            if not pattern.needed:
                self._always.append(number)
            else:
                for key in pattern.needed[0]:
                    self._by_anchor.setdefault(key, []).append(number)

    def hits(self, ground: Ground) -> Iterator[tuple[int, Hit]]:
        """Yield owners and places where their patterns match, in the order of the text."""
        for part in ground.parts:
            start = part.places.start
            found = self._seen.get(part.same)
            if found is None:
                tried = self._worth_trying(part.keys)
                hits = self._hits_in(ground, part, tried) if tried else ()
                found = tuple((owner, hit.moved(-start)) for owner, hit in hits)
                if len(part.places) <= _LONGEST_REMEMBERED:
                    if len(self._seen) >= _REMEMBERED:
                        del self._seen[next(iter(self._seen))]
                    self._seen[part.same] = found
            for owner, hit in found:
                yield owner, hit.moved(start)

    def _worth_trying(self, keys: frozenset[str]) -> list[int]:
        """Return the patterns whose words are all in a sentence, as far as they cannot do without them."""
        active = set(self._always)
        by_anchor = self._by_anchor
        for key in keys:
            if key in by_anchor:
                active.update(by_anchor[key])
        return sorted(
            number
            for number in active
            if not any(needed.isdisjoint(keys) for needed in self._patterns[number][1].needed)
        )

    def _hits_in(self, ground: Ground, part: Part, tried: Sequence[int]) -> Iterator[tuple[int, Hit]]:
        by_word: dict[str, list[tuple[int, Pattern]]] = {}
        by_people: list[tuple[int, Pattern]] = []
        for number in tried:
            pattern = self._patterns[number][1]
            for key in pattern.firsts & part.keys:
                by_word.setdefault(key, []).append(self._patterns[number])
            if pattern.begins_with_people:
                by_people.append(self._patterns[number])
        for place in part.places:
            here = [pair for key in ground.tokens[place].keys if key in by_word for pair in by_word[key]]
            if place in ground.chains:
                here += by_people
            for owner, pattern in here:
                hit = match_at(pattern, ground, place)
                if hit is not None:
                    yield owner, hit


def match_at(pattern: Pattern, ground: Ground, place: int) -> Hit | None:
    """Return where a pattern matches from one token on, or None."""
    found = _match(pattern.elements, 0, ground, place, True, _State())
    if found is None:
        return None
    end, state = found
    return Hit(
        place if state.opened is None else state.opened,
        end if state.closed is None else state.closed,
        state.chains,
    )


class _State(NamedTuple):
    """What a match has met on its way."""

    chains: tuple[Chain, ...] = ()
    opened: int | None = None
    closed: int | None = None


_Found = tuple[int, _State]


def _match(
    elements: Sequence_, number: int, ground: Ground, place: int, begun: bool, state: _State
) -> _Found | None:
    """Match elements from a token on; `begun` is True where the gap before the token is of no interest."""
    tokens = ground.tokens
    while number < len(elements):
        element = elements[number]
        if isinstance(element, Words):
            if place >= len(tokens) or (tokens[place].gap and not begun):
                return None
            if element.keys.isdisjoint(tokens[place].keys):
                return None
            place, begun, number = place + 1, False, number + 1
        elif isinstance(element, Choice):
            return _match_choice(element, elements[number + 1 :], ground, place, begun, state)
        elif isinstance(element, Gap):
            return _match_gap(element, elements, number, ground, place, begun, state)
        elif isinstance(element, Other):
            if place >= len(tokens) or tokens[place].gap or not element.keys.isdisjoint(tokens[place].keys):
                return None
            place, begun, number = place + 1, False, number + 1
        elif isinstance(element, ClauseStart):
            if place >= len(tokens) or tokens[place].gap < element.least:
                return None
            begun, number = True, number + 1
        elif isinstance(element, SentenceEnd):
            if place < len(tokens) and tokens[place].gap < 3:
                return None
            number += 1
        elif isinstance(element, Edge):
            state = state._replace(opened=place) if element.opens else state._replace(closed=place)
            number += 1
        else:
            return _match_people(element, elements, number, ground, place, begun, state)
    return place, state


def _match_choice(
    choice: Choice, rest: Sequence_, ground: Ground, place: int, begun: bool, state: _State
) -> _Found | None:
    keys = ground.tokens[place].keys if place < len(ground.tokens) else ()
    by_word = choice.by_word
    branches = [branch for key in keys if key in by_word for branch in by_word[key]]
    for branch in (*branches, *choice.others) if choice.others else branches:
        found = _match(branch + rest, 0, ground, place, begun, state)
        if found is not None:
            return found
    return _match(rest, 0, ground, place, begun, state) if choice.optional else None


def _match_people(
    who: Who, elements: Sequence_, number: int, ground: Ground, place: int, begun: bool, state: _State
) -> _Found | None:
    if place >= len(ground.tokens) or (ground.tokens[place].gap and not begun):
        return None
    for chain in ground.chains.get(place, ()):
        if who.people and not who.people & chain.people:
            continue
        met = state._replace(chains=(*state.chains, chain))
        found = _match(elements, number + 1, ground, chain.last, False, met)
        if found is not None:
            return found
    return None


def _match_gap(
    gap: Gap, elements: Sequence_, number: int, ground: Ground, place: int, begun: bool, state: _State
) -> _Found | None:
    tokens = ground.tokens
    widest = 1 if gap.wide else 0
    following = elements[number + 1] if number + 1 < len(elements) else None
    expected = following.keys if isinstance(following, Words) else None
    for skipped in range(gap.most + 1):
        at = place + skipped
        if at > len(tokens) or (skipped and tokens[at - 1].gap > widest and not (begun and skipped == 1)):
            return None
        if skipped < gap.least or (expected is not None and not _stands_at(expected, tokens, at)):
            continue
        if at < len(tokens) and tokens[at].gap > widest and not (begun and not skipped):
            return None if number + 1 < len(elements) else (at, state)
        found = _match(elements, number + 1, ground, at, True, state)
        if found is not None:
            return found
    return None


def _stands_at(keys: frozenset[str], tokens: Sequence[Token], place: int) -> bool:
    return place < len(tokens) and not keys.isdisjoint(tokens[place].keys)
