r"""Patterns of words, written for people who are no programmers.

    leader          the word or any form of it ("leaders"); "leading" matches that form alone
    =best           exactly this word
    (a|b c)         one of these; (…)? may be missing
    ,               a comma may stand here
    *               any one word; *0-3 none to three words of one clause
    <…>             only these words are what was found; the others are what has to stand around them
    {list}          one of the entries of a list in lists.toml
    {who}           people who were found in the text, together with others named beside them;
                    {who:customers|employees} only if these are among them

Hyphens count as spaces. A pattern never reaches over the end of a clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from visionwork.coach.tokens import Token
from visionwork.domain.stakeholders import Stakeholder

_LEXER = re.compile(r"\s*(?:(\{[^}]*\})|(\*(?:\d+-\d+)?)|(\()|(\)\??)|([|<>])|([^\s(){}|*<>]+))")


_PLAIN = re.compile(r"=?[^\W_]+(?:'[^\W_]+)*'?|[#$€£%]")


class PatternError(ValueError):
    """A pattern cannot be read; the message says which and why."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Words:
    """One word out of a set."""

    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Gap:
    """Any words, from `least` to `most` of them."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Who:
    """People found before; any when `people` is empty."""

    people: frozenset[Stakeholder]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences, or nothing when `optional`."""

    branches: tuple[Sequence_, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """Where the words that count begin, or end."""

    opens: bool


Element = Words | Gap | Who | Choice | Edge
Sequence_ = tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern.

    Attributes:
        source: As it was written.
        elements: What has to follow each other.
        firsts: Keys of the words it can begin with.
        begins_with_people: Whether it can begin with people.
    """

    source: str
    elements: Sequence_
    firsts: frozenset[str]
    begins_with_people: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """What patterns are matched on: the words of a text and the people found in it.

    Attributes:
        tokens: The words.
        chains: People by the number of their first token; empty before people are known.
    """

    tokens: Sequence[Token]
    chains: Mapping[int, Sequence[Chain]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
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


class Lists:
    """The lists that patterns may name; each is compiled once, at its first use.

    Args:
        entries: Patterns by name of list.
    """

    def __init__(self, entries: Mapping[str, Sequence[str]]) -> None:
        self._entries = entries
        self._compiled: dict[str, Element] = {}
        self._open: list[str] = []

    def element(self, name: str, source: str) -> Element:
        """Return a list as a choice of its entries.

        Args:
            name: Name of the list.
            source: The pattern that asks for it.

        Raises:
            PatternError: There is no such list, or it contains itself.
        """
        if name not in self._compiled:
            if name not in self._entries:
                raise PatternError(f"{source!r} asks for the list {name!r}, which lists.toml does not have")
            if name in self._open:
                raise PatternError(f"the list {name!r} contains itself")
            self._open.append(name)
            self._compiled[name] = _choice([_Parser(e, self).parse() for e in self._entries[name]], False)
            self._open.pop()
        return self._compiled[name]


def words_in(elements: Sequence_) -> Iterator[str]:
    """Yield every word that a sequence can match."""
    for element in elements:
        if isinstance(element, Words):
            yield from element.keys
        elif isinstance(element, Choice):
            for branch in element.branches:
                yield from words_in(branch)


def compile_pattern(source: str, lists: Lists) -> Pattern:
    """Compile a pattern.

    Args:
        source: The pattern.
        lists: The lists it may name.

    Raises:
        PatternError: It cannot be read, could match nothing at all, or begins with any word.
    """
    elements = _Parser(source, lists).parse()
    firsts, people, empty = _firsts(elements)
    if empty:
        raise PatternError(f"{source!r} could match nothing at all")
    if "*" in firsts:
        raise PatternError(f"{source!r} begins with any word")
    return Pattern(source, elements, frozenset(firsts), people)


class PatternIndex:
    """Finds which of many patterns can begin at a word, without trying them all.

    Args:
        patterns: Pairs of an owner's number and a pattern of theirs.
    """

    def __init__(self, patterns: Iterable[tuple[int, Pattern]]) -> None:
        self._by_word: dict[str, list[tuple[int, Pattern]]] = {}
        self._by_people: list[tuple[int, Pattern]] = []
        for owner, pattern in patterns:
            for key in pattern.firsts:
                self._by_word.setdefault(key, []).append((owner, pattern))
            if pattern.begins_with_people:
                self._by_people.append((owner, pattern))

    def hits(self, ground: Ground) -> Iterator[tuple[int, Hit]]:
        """Yield owners and places where their patterns match, in the order of the text."""
        by_word = self._by_word
        for place, token in enumerate(ground.tokens):
            tried: list[tuple[int, Pattern]] = []
            for key in token.keys:
                tried += by_word.get(key, ())
            if place in ground.chains:
                tried += self._by_people
            for owner, pattern in tried:
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
        elif isinstance(element, Edge):
            state = state._replace(opened=place) if element.opens else state._replace(closed=place)
            number += 1
        else:
            return _match_people(element, elements, number, ground, place, begun, state)
    return place, state


def _match_choice(
    choice: Choice, rest: Sequence_, ground: Ground, place: int, begun: bool, state: _State
) -> _Found | None:
    for branch in choice.branches:
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
    for skipped in range(gap.most + 1):
        at = place + skipped
        if at > len(tokens) or (skipped and not begun and tokens[at - 1].gap > 1):
            return None
        if skipped < gap.least:
            continue
        if at < len(tokens) and tokens[at].gap > 1 and not (begun and not skipped):
            return None if number + 1 < len(elements) else (at, state)
        found = _match(elements, number + 1, ground, at, True, state)
        if found is not None:
            return found
    return None


class _Parser:
    """Reads the notation of one pattern."""

    def __init__(self, source: str, lists: Lists) -> None:
        self._source = source
        self._lists = lists
        self._parts = self._lex()
        self._next = 0

    def parse(self) -> Sequence_:
        branches = self._branches()
        if self._next != len(self._parts):
            raise PatternError(f"{self._source!r} has a bracket too many")
        return branches[0] if len(branches) == 1 else (_choice(branches, False),)

    def _lex(self) -> list[str]:
        parts, place = [], 0
        source = re.sub(r"(?<!\d)-|-(?!\d)", " ", self._source).strip()
        while place < len(source):
            match = _LEXER.match(source, place)
            if match is None or match.end() == place:
                raise PatternError(f"{self._source!r} cannot be read from {source[place:]!r} on")
            parts.append(match[0].strip())
            place = match.end()
        return parts

    def _branches(self) -> list[Sequence_]:
        branches: list[Sequence_] = []
        elements: list[Element] = []
        while self._next < len(self._parts):
            part = self._parts[self._next]
            if part.startswith(")"):
                break
            self._next += 1
            if part == "|":
                branches.append(tuple(elements))
                elements = []
            elif part == "(":
                elements.append(self._group())
            elif part.startswith("*"):
                least, _, most = part[1:].partition("-")
                elements.append(Gap(int(least), int(most)) if most else Gap(1, 1))
            elif part.startswith("{"):
                elements.append(self._named(part[1:-1]))
            elif part in "<>":
                elements.append(Edge(part == "<"))
            elif part == ",":
                elements.append(Gap(0, 0))
            elif not _PLAIN.fullmatch(part):
                raise PatternError(f"{self._source!r}: {part!r} is no word")
            else:
                elements.append(Words(frozenset([part])))
        return [*branches, tuple(elements)]

    def _group(self) -> Element:
        branches = self._branches()
        if self._next >= len(self._parts):
            raise PatternError(f"{self._source!r} lacks a closing bracket")
        optional = self._parts[self._next] == ")?"
        self._next += 1
        return _choice(branches, optional)

    def _named(self, name: str) -> Element:
        if name == "who" or name.startswith("who:"):
            people = name.partition(":")[2]
            try:
                return Who(frozenset(Stakeholder(one) for one in people.split("|") if one))
            except ValueError as error:
                raise PatternError(f"{self._source!r}: {error}") from error
        return self._lists.element(name, self._source)


def _choice(branches: Sequence[Sequence_], optional: bool) -> Element:
    """Return a choice as one set of words where that says the same, longer branches first."""
    keys: set[str] = set()
    longer: list[Sequence_] = []
    for branch in branches:
        if len(branch) == 1 and isinstance(branch[0], Words):
            keys |= branch[0].keys
        elif len(branch) == 1 and isinstance(branch[0], Choice) and not branch[0].optional:
            for inner in branch[0].branches:
                if len(inner) == 1 and isinstance(inner[0], Words):
                    keys |= inner[0].keys
                else:
                    longer.append(inner)
        elif branch:
            longer.append(branch)
    longer.sort(key=len, reverse=True)
    words = Words(frozenset(keys))
    if keys and not longer and not optional:
        return words
    return Choice((*longer, (words,)) if keys else tuple(longer), optional)


def _firsts(elements: Sequence_) -> tuple[set[str], bool, bool]:
    """Return the keys a sequence can begin with, whether with people, and whether it can be empty."""
    keys: set[str] = set()
    people = False
    for element in elements:
        if isinstance(element, Words):
            return keys | element.keys, people, False
        if isinstance(element, Who):
            return keys, True, False
        if isinstance(element, Edge):
            continue
        if isinstance(element, Gap):
            keys.add("*")
            if element.least:
                return keys, people, False
            continue
        all_empty = element.optional
        for branch in element.branches:
            branch_keys, branch_people, branch_empty = _firsts(branch)
            keys |= branch_keys
            people = people or branch_people
            all_empty = all_empty or branch_empty
        if not all_empty:
            return keys, people, False
    return keys, people, True
