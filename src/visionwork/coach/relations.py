"""Finds what a text promises people, and whether it is in the main about people or about something else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from visionwork.coach.people import Named, People
from visionwork.coach.patterns import Ground
from visionwork.coach.predicates import Finder, Surroundings
from visionwork.coach.rules import RuleSet
from visionwork.coach.tokens import Reading, Token
from visionwork.domain.findings import Mark, Span
from visionwork.domain.stakeholders import Stakeholder

_LONG_CLAUSE = 30
"""Words after which the commas, too, end a clause."""

PEOPLE_SHARE = 0.34
"""Least share of a text that promises to people must carry for it to be about them."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A clause that promises somebody something.

    Attributes:
        people: Who is promised something.
        span: The clause.
        first: Number of its first token.
        last: Number after its last token.
        rule: Id of the rule that found it.
    """

    people: frozenset[Stakeholder]
    span: Span
    first: int
    last: int
    rule: str


class RelationReader:
    """Finds promises with the rules of one language.

    Args:
        rules: The rules.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._finder = Finder([rule.how for rule in rules.promises])

    def promises(self, reading: Reading, around: Surroundings, people: People) -> tuple[Promise, ...]:
        """Return the promises of a text in its order, one for each clause and rule.

        Args:
            reading: The text in words.
            around: What surrounds a place of the text.
            people: The people in it.
        """
        found: dict[tuple[int, int, frozenset[Stakeholder]], Promise] = {}
        ground = Ground(reading.tokens, people.chains)
        for number, hit in self._finder.find(ground, around):
            rule = self._rules.promises[number]
            to = rule.people or frozenset(who for chain in hit.chains for who in chain.people)
            first, last = _clause(reading, hit.first, hit.last)
            if to and (first, last, to) not in found:
                span = Span(reading.tokens[first].start, reading.tokens[last - 1].end)
                found[first, last, to] = Promise(to, span, first, last, rule.how.id)
        return tuple(found.values())

    def rules_in(self, reading: Reading, around: Surroundings, people: People) -> set[str]:
        """Return the ids of the rules that hold anywhere in a text; for trying their examples."""
        hits = self._finder.find(Ground(reading.tokens, people.chains), around)
        return {self._rules.promises[number].how.id for number, _ in hits}


def _clause(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Return the tokens of the clause around a hit; commas end it only in a long one."""
    tokens = reading.tokens
    start, end = _until_gap(tokens, first, last, 2)
    if end - start > _LONG_CLAUSE:
        start, end = _until_gap(tokens, first, last, 1)
    return start, end


def _until_gap(tokens: Sequence[Token], first: int, last: int, least: int) -> tuple[int, int]:
    start, end = first, last
    while start > 0 and tokens[start].gap < least:
        start -= 1
    while end < len(tokens) and tokens[end].gap < least:
        end += 1
    return start, end


def about_people(
    reading: Reading, named: Sequence[Named], promises: Iterable[Promise], marks: Iterable[Mark]
) -> bool:
    """Return whether a text is in the main about people and what is done for them.

    Args:
        reading: The text in words.
        named: The people in it.
        promises: What they are promised.
        marks: Words about money, technology, position, or nothing in particular.
    """
    promised = {
        number
        for promise in promises
        if promise.people - {Stakeholder.SHAREHOLDERS}
        for number in range(promise.first, promise.last)
    }
    if not promised or not named:
        return False
    return len(promised) >= PEOPLE_SHARE * len(reading.tokens)
