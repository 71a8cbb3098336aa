"""Finds what a text promises people, and whether it is in the main about people or about something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from visionwork.coach.matching import Ground
from visionwork.coach.people import People
from visionwork.coach.predicates import Finder, Surroundings
from visionwork.coach.rules import RuleSet
from visionwork.coach.tokens import Reading, Token
from visionwork.domain.findings import Level, Mark, MarkKind, Span
from visionwork.domain.records import record
from visionwork.domain.stakeholders import Stakeholder

_LONG_CLAUSE = 30
"""Words after which the commas, too, end a clause."""

_RARELY, _OFTEN, _VERY_OFTEN = 5, 10, 4
"""Words of a text of which one is as much as counts: for marks, rarer signs, and those that are not rare."""

_NOW_AND_THEN = 6
"""The same, for signs between the last two."""

_FEW = 20
"""Words of a text too short for shares: one word says no more in it than in one of this length."""

_HARDLY = 0.2
"""Share of plain words from which on a text does not want for them."""

_GROUPS = 3
"""Groups that are promised something: more of them say no more."""

_YEAR_DIGITS, _YEAR_BEGINS = 4, "12"
_ORDINAL_ENDS = ("st", "nd", "rd", "th")

EVIDENCE = frozenset(
    [
        *("always", "groups", "somebody", "promised", "mentions", "people_in_general", "nobody"),
        *("marks", "stock_phrases", "position", "numbers", "one_sentence"),
        *("conduct", "treatment", "welfare", "persons", "trade", "plain", "nothing_plain"),
    ]
)
"""Names of what `evidence` finds."""


@record
class Promise:
    """A clause that promises somebody something.

    Attributes:
        people: Who is promised something.
        span: The clause.
        first: Number of its first token.
        last: Number after its last token.
        names_only: Whether the words show, the other way round, that people are only named.
        rule: Id of the rule that found it; empty where the words around people tell it.
    """

    people: frozenset[Stakeholder]
    span: Span
    first: int
    last: int
    rule: str
    names_only: bool = False

    def made_to(self, people: frozenset[Stakeholder]) -> Promise:
        """Return the same promise to some people."""
        return replace(self, people=people)


class RelationReader:
    """Finds promises with the rules of one language.

    Args:
        rules: The rules.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._finder = Finder([rule.how for rule in rules.promises])

    def promises(self, reading: Reading, around: Surroundings, people: People) -> tuple[Promise, ...]:
        """Return the promises of a text in its order, one for each clause and rule, and words that only name.

        Args:
            reading: The text in words.
            around: What surrounds a place of the text.
            people: The people in it.
        """
        found: dict[tuple[int, int, frozenset[Stakeholder], bool], Promise] = {}
        ground = Ground(reading, people.chains)
        for number, hit in self._finder.find(ground, around):
            rule = self._rules.promises[number]
            to = rule.people or frozenset(who for chain in hit.chains for who in chain.people)
            first, last = clause_around(reading, hit.first, hit.last)
            if rule.names_only:
                first, last = hit.first, hit.last
            if to and (first, last, to, rule.names_only) not in found:
                span = Span(reading.tokens[first].start, reading.tokens[last - 1].end)
                found[first, last, to, rule.names_only] = Promise(
                    to, span, first, last, rule.how.id, rule.names_only
                )
        return tuple(found.values())

    def rules_in(self, reading: Reading, around: Surroundings, people: People) -> set[str]:
        """Return the ids of the rules that hold anywhere in a text; for trying their examples."""
        hits = self._finder.find(Ground(reading, people.chains), around)
        return {self._rules.promises[number].how.id for number, _ in hits}


def clause_around(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Return the first token of the clause around some tokens and the one after it.

    Args:
        reading: The text in words.
        first: Number of the first token.
        last: Number after the last token. In a long clause the commas, too, end it.
    """
    tokens = reading.tokens
    start, end = until_gap(tokens, first, last, 2)
    if end - start > _LONG_CLAUSE:
        start, end = until_gap(tokens, first, last, 1)
    return start, end


def until_gap(tokens: Sequence[Token], first: int, last: int, least: int) -> tuple[int, int]:
    """Return the first token of the stretch around some tokens that no gap divides, and the one after it.

    Args:
        tokens: The text in words.
        first: Number of the first token.
        last: Number after the last token.
        least: The smallest gap that ends the stretch: 1 for a comma, 2 for the end of a clause.
    """
    start, end = first, last
    while start > 0 and tokens[start].gap < least:
        start -= 1
    while end < len(tokens) and tokens[end].gap < least:
        end += 1
    return start, end


def evidence(
    reading: Reading,
    people: People,
    promises: Sequence[Promise],
    marks: Sequence[Mark],
    signs: Mapping[str, frozenset[str]],
) -> dict[str, float]:
    """Return what tells whether a text is about people, each from 0 to 1, by the names in relations.toml.

    Args:
        reading: The text in words.
        people: The people in it.
        promises: What they are promised.
        marks: Words about money, technology, position, or nothing in particular; hints do not count.
        signs: Sets of words that tell how a text speaks ([signs] of relations.toml).
    """
    words = max(1, len(reading.tokens))
    promised_to = frozenset(chain.from_iterable(promise.people for promise in promises))
    groups = len(promised_to) if promised_to != {Stakeholder.SHAREHOLDERS} else 0
    promising = {
        token
        for promise in promises
        if promise.people != {Stakeholder.SHAREHOLDERS}
        for token in range(promise.first, promise.last)
    }
    kinds = [mark.kind for mark in marks if mark.level is Level.NOTICE]
    stock = kinds.count(MarkKind.BOILERPLATE)
    mentions = len(people.vague) + sum(
        one.stakeholder is not Stakeholder.SHAREHOLDERS for one in people.named
    )
    spoken = [token.keys for token in reading.tokens]

    def among_words(count: int, often: int) -> float:
        return min(1.0, often * count / max(words, _FEW))

    def share(sign: str, often: int) -> float:
        said = signs[sign].isdisjoint
        return among_words(len(spoken) - sum(map(said, spoken)), often)

    plain = share("plain", _VERY_OFTEN)
    return {
        "always": 1.0,
        "groups": min(1.0, groups / _GROUPS),
        "somebody": float(groups > 0),
        "promised": len(promising) / words,
        "mentions": min(1.0, 5 * mentions / words),
        "people_in_general": float(bool(people.vague)),
        "nobody": float(not mentions),
        "marks": among_words(len(kinds) - stock, _RARELY),
        "position": among_words(kinds.count(MarkKind.POSITION), _OFTEN),
        "stock_phrases": among_words(stock, _RARELY),
        "numbers": float(bool(amounts(reading))),
        "one_sentence": float(len(reading.sentences) == 1),
        "conduct": share("conduct", _OFTEN),
        "treatment": share("treatment", _OFTEN),
        "welfare": share("welfare", _NOW_AND_THEN),
        "persons": share("persons", _NOW_AND_THEN),
        "trade": share("trade", _VERY_OFTEN),
        "plain": plain,
        "nothing_plain": max(0.0, 1.0 - plain / _HARDLY),
    }


def amounts(reading: Reading) -> frozenset[int]:
    """Return the tokens of a text that are numbers, and neither years nor ordinals ("1st")."""
    told = [(n, token.word) for n, token in enumerate(reading.tokens) if not token.word.isalpha()]
    return frozenset(
        n
        for n, word in told
        if any(map(str.isdigit, word)) and not _is_year(word) and not word.endswith(_ORDINAL_ENDS)
    )


def _is_year(word: str) -> bool:
    return len(word) == _YEAR_DIGITS and word.isdigit() and word[0] in _YEAR_BEGINS


def about_people(found: Mapping[str, float], weights: Mapping[str, float]) -> bool:
    """Return whether the evidence, weighed, says that a text is in the main about people.

    Args:
        found: What `evidence` returned.
        weights: Weights by the same names, fitted on the corpus (docs/coach.md).
    """
    return sum(weights[name] * value for name, value in found.items()) > 0
