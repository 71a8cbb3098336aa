"""Finds the people in a text: who is named where, who stands beside whom, and which words need an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from visionwork.coach.house import group_nouns, house_patterns
from visionwork.coach.matching import Chain, Ground
from visionwork.coach.predicates import Finder, Surroundings
from visionwork.coach.rules import RuleSet
from visionwork.coach.tokens import Reading
from visionwork.domain.findings import HouseQuestion, Span, VagueMention
from visionwork.domain.groups import GroupKind
from visionwork.domain.records import record
from visionwork.domain.stakeholders import Stakeholder
from visionwork.domain.vocabulary import Vocabulary

_OWN_PEOPLE = frozenset([Stakeholder.EMPLOYEES, Stakeholder.MANAGERS, Stakeholder.EXECUTIVES])
_OURS_ONLY = _OWN_PEOPLE | {Stakeholder.SHAREHOLDERS}
_DESCRIPTION = 5
"""Words that may describe people to the left: "each and every one of our"."""

_PRONOUN_REACH = 2
"""Sentences over which a "they" may point back."""

_BETWEEN = 6
"""Words between people side by side: "to our customers, and also to the …"."""


@record
class Named:
    """Words that name a stakeholder.

    Attributes:
        stakeholder: Who is named.
        span: Where in the text.
        first: Number of the first token.
        last: Number after the last token.
        by_pronoun: Whether it is only a "they" after a sentence about them.
    """

    stakeholder: Stakeholder
    span: Span
    first: int
    last: int
    by_pronoun: bool = False


@record
class People:
    """The people of a text.

    Attributes:
        named: Words that name them, in the order of the text.
        groups: The same, those side by side together.
        chains: People side by side, by every token a pattern may meet them at.
        vague: People in general.
        questions: Words that the house has to explain.
        not_ours: Words for people who are somebody else's, or who are ruled out.
    """

    named: tuple[Named, ...]
    groups: tuple[tuple[Named, ...], ...]
    chains: Mapping[int, Sequence[Chain]]
    vague: tuple[VagueMention, ...]
    questions: tuple[HouseQuestion, ...]
    not_ours: tuple[Span, ...] = ()


@record
class _Candidate:
    who: Stakeholder | None
    first: int
    last: int
    rank: int
    question: int = -1
    span: Span | None = None
    beside: bool = False


class PeopleReader:
    """Finds people with the rules of one language.

    Args:
        rules: The rules.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._language = rules.language
        self._people = Finder([rule.how for rule in rules.people])
        self._houses = Finder([rule.how for rule in rules.houses])
        self._vague = Finder([rule.how for rule in rules.vague])

    def read(self, reading: Reading, around: Surroundings, vocabulary: Vocabulary) -> People:
        """Return the people of a text.

        Args:
            reading: The text in words.
            around: What surrounds a place of the text.
            vocabulary: The house's words, which count before the language's.
        """
        ground = Ground(reading)
        language = self._language
        nouns = group_nouns(vocabulary.groups, language.plurals, language.stops, language.ordinary)
        candidates = [
            *self._of_the_house(reading, vocabulary),
            *self._of_the_language(ground, around),
            *self._to_be_explained(ground, around, vocabulary, nouns),
            *self._of_the_groups(reading, nouns),
        ]
        kept = _without_overlaps(candidates)
        named: list[Named] = []
        not_ours: list[Span] = []
        questions: dict[int, HouseQuestion] = {}
        for one in kept:
            span = one.span or _span(reading, one.first, one.last)
            counted = one.who is not None and self._counts(one, reading, around, named)
            if one.question >= 0 and (counted or one.who is None) and one.question not in questions:
                house = self._rules.houses[one.question]
                questions[one.question] = HouseQuestion(house.how.id, *span, house.ask, one.who)
            if counted and one.who is not None:
                named.append(Named(one.who, span, one.first, one.last))
            elif one.who is not None:
                not_ours.append(span)
        named = self._with_pronouns(reading, named)
        vague = self._in_general(ground, around, reading, kept)
        groups = self._side_by_side(reading, named)
        asked = tuple(sorted(questions.values(), key=lambda q: q.start))
        return People(tuple(named), groups, self._chains(reading, groups), vague, asked, tuple(not_ours))

    def _of_the_house(self, reading: Reading, vocabulary: Vocabulary) -> Iterable[_Candidate]:
        for kind, pattern in house_patterns(vocabulary.house_words):
            if kind is GroupKind.OTHER:
                continue
            for match in pattern.finditer(reading.text):
                tokens = reading.tokens
                inside = [n for n, t in enumerate(tokens) if t.start < match.end() and match.start() < t.end]
                if inside:
                    span = Span(match.start(), match.end())
                    yield _Candidate(Stakeholder(kind.value), inside[0], inside[-1] + 1, 2, span=span)

    def _of_the_groups(self, reading: Reading, nouns: Mapping[str, GroupKind]) -> Iterable[_Candidate]:
        """Yield what groups are called in set-up; every reading of the language goes before it."""
        for place, token in enumerate(reading.tokens if nouns else ()):
            kind = nouns.get(token.word, GroupKind.OTHER)
            if kind is not GroupKind.OTHER:
                yield _Candidate(Stakeholder(kind.value), place, place + 1, -2)

    def _of_the_language(self, ground: Ground, around: Surroundings) -> Iterable[_Candidate]:
        for number, hit in self._people.find(ground, around):
            rule = self._rules.people[number]
            rank = -1 if rule.yields else 0
            yield _Candidate(rule.stakeholder, hit.first, hit.last, rank, beside=rule.beside)

    def _to_be_explained(
        self, ground: Ground, around: Surroundings, vocabulary: Vocabulary, nouns: Mapping[str, GroupKind]
    ) -> Iterable[_Candidate]:
        for number, hit in self._houses.find(ground, around):
            rule = self._rules.houses[number]
            if rule.how.id in vocabulary.meanings:
                yield _Candidate(vocabulary.meanings[rule.how.id], hit.first, hit.last, 1)
            elif nouns.get(rule.how.id, GroupKind.OTHER) is not GroupKind.OTHER:
                yield _Candidate(Stakeholder(nouns[rule.how.id].value), hit.first, hit.last, 1)
            else:
                yield _Candidate(rule.reading, hit.first, hit.last, 0, number)

    def _counts(
        self, one: _Candidate, reading: Reading, around: Surroundings, named: Sequence[Named]
    ) -> bool:
        """Return whether people are ours: "their employees" are only after a mention of our own people."""
        if around.ruled_out(one.first):
            return False
        if one.who not in _OURS_ONLY or not around.theirs(one.first):
            return True
        before = [n for n in named if reading.tokens[n.first].sentence == reading.tokens[one.first].sentence]
        possessor = reading.tokens[one.first - 1].word if one.first else ""
        ours = bool(before) and before[-1].stakeholder in _OWN_PEOPLE
        return ours and possessor in self._language.they

    def _with_pronouns(self, reading: Reading, named: Sequence[Named]) -> list[Named]:
        """Add a "they" that begins a sentence after one that names a single group of people."""
        by_sentence: dict[int, list[Named]] = {}
        for one in named:
            by_sentence.setdefault(reading.tokens[one.first].sentence, []).append(one)
        firsts: dict[int, int] = {}
        for number, token in enumerate(reading.tokens):
            firsts.setdefault(token.sentence, number)
        for sentence, first in firsts.items():
            token = reading.tokens[first]
            before = {one.stakeholder for one in by_sentence.get(sentence - 1, ())}
            if sentence in by_sentence or len(before) != 1 or token.word not in self._language.they:
                continue
            span = Span(token.start, token.end)
            by_sentence[sentence] = [Named(before.pop(), span, first, first + 1, by_pronoun=True)]
        return sorted((one for found in by_sentence.values() for one in found), key=lambda one: one.first)

    def _in_general(
        self, ground: Ground, around: Surroundings, reading: Reading, taken: Sequence[_Candidate]
    ) -> tuple[VagueMention, ...]:
        found: list[VagueMention] = []
        for number, hit in self._vague.find(ground, around):
            if any(one.first < hit.last and hit.first < one.last for one in taken):
                continue
            span = _span(reading, hit.first, hit.last)
            if not found or found[-1].end <= span.start:
                found.append(VagueMention(*span, span.of(reading.text), self._rules.vague[number].ask))
        return tuple(found)

    def _side_by_side(self, reading: Reading, named: Sequence[Named]) -> tuple[tuple[Named, ...], ...]:
        groups: list[list[Named]] = []
        for one in named:
            if groups and self._beside(reading, groups[-1][-1].last, one.first):
                groups[-1].append(one)
            else:
                groups.append([one])
        return tuple(map(tuple, groups))

    def _chains(self, reading: Reading, groups: Sequence[Sequence[Named]]) -> Mapping[int, Sequence[Chain]]:
        chains: dict[int, list[Chain]] = {}
        for place, people in self._pronouns(reading, groups):
            chains[place] = [Chain(place, place + 1, people)]
        for group in groups:
            for one in group:
                left = self._description(reading, one.first)
                people = frozenset(n.stakeholder for n in group if n.first >= one.first)
                chain = Chain(left, group[-1].last, people)
                for first in range(left, one.first + 1):
                    chains.setdefault(first, []).append(chain)
        self._join_backwards(groups, chains)
        return chains

    def _join_backwards(self, groups: Sequence[Sequence[Named]], chains: dict[int, list[Chain]]) -> None:
        """Let a pattern that ends at one of several people reach all of them."""
        for group in groups:
            everybody = frozenset(one.stakeholder for one in group)
            for one in group:
                old = chains.get(one.first, [])
                chains[one.first] = [Chain(c.first, c.last, everybody | c.people) for c in old]

    def _pronouns(
        self, reading: Reading, groups: Sequence[Sequence[Named]]
    ) -> Iterable[tuple[int, frozenset[Stakeholder]]]:
        """Yield every "they" with the people named last, in its sentence or the one before."""
        named = {one.first for group in groups for one in group}
        for place, token in enumerate(reading.tokens):
            if token.word not in self._language.them or place in named:
                continue
            before = [group for group in groups if group[-1].last <= place]
            if before and token.sentence - reading.tokens[before[-1][-1].first].sentence <= _PRONOUN_REACH:
                yield place, frozenset(one.stakeholder for one in before[-1])

    def _beside(self, reading: Reading, end: int, start: int) -> bool:
        between = reading.tokens[end:start]
        if len(between) > _BETWEEN or any(t.gap > 1 for t in reading.tokens[end : start + 1]):
            return False
        joins = self._language.joins
        words = [token.word for token in between]
        if any(w in joins for w in words[:1]) or (between and between[0].gap) or reading.tokens[start].gap:
            left = self._description(reading, start)
            return all(word in joins for word in words[: max(0, left - end)])
        return False

    def _description(self, reading: Reading, first: int) -> int:
        """Return the number of the token that people begin with, such as "our" in "our many customers"."""
        language, tokens = self._language, reading.tokens
        begin, determined = first, False
        for place in range(first - 1, max(-1, first - 1 - _DESCRIPTION), -1):
            word = tokens[place].word
            if tokens[place + 1].gap:
                break
            if word in language.determiners:
                begin, determined = place, True
            elif word in language.links and place and tokens[place - 1].word in language.determiners:
                continue  # "each of our"
            elif determined or self._ends_description(reading, place):
                break
            else:
                begin = place
        return begin

    def _ends_description(self, reading: Reading, place: int) -> bool:
        language, token = self._language, reading.tokens[place]
        if token.word in language.stops or token.word in language.joins:
            return True
        return not language.verbs.isdisjoint(token.keys)


def _without_overlaps(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """Keep the house's words before the language's, and the longer of two that overlap; in order."""
    kept: list[_Candidate] = []
    for one in sorted(candidates, key=lambda c: (-c.rank, c.first - c.last, c.first, c.question >= 0)):
        if all(
            one.last <= other.first or other.last <= one.first or _named_twice(one, other) for other in kept
        ):
            kept.append(one)
    return sorted(kept, key=lambda one: one.first)


def _named_twice(one: _Candidate, other: _Candidate) -> bool:
    """Return whether two stakeholders are named by the same words, as residents a council serves are."""
    return one.who is not other.who and (one.beside or other.beside)


def _span(reading: Reading, first: int, last: int) -> Span:
    return Span(reading.tokens[first].start, reading.tokens[last - 1].end)


def speaks_for_us(reading: Reading, us: frozenset[str], organisation: str) -> frozenset[int]:
    """Return the numbers of the sentences in which the organisation speaks or is named."""
    found = {token.sentence for token in reading.tokens if token.word in us}
    name = _name_pattern(organisation)
    if name is not None:
        found |= {n for n, sentence in enumerate(reading.sentences) if name.search(sentence.text)}
    return frozenset(found)


def _name_pattern(organisation: str) -> re.Pattern[str] | None:
    name = organisation.strip()
    if not name:
        return None
    first = name.split()[0]
    names = {name, first} if len(first) >= 4 else {name}
    return re.compile("|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in sorted(names, key=len)[::-1]))
