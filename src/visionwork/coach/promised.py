"""Weighs what stands around people: does the text promise them something, or only name them?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from visionwork.coach.people import Named, People
from visionwork.coach.relations import Promise, amounts, clause_around, until_gap
from visionwork.coach.tokens import Reading, Token
from visionwork.domain.findings import Level, Mark, MarkKind
from visionwork.domain.records import record
from visionwork.domain.stakeholders import Span, Stakeholder

_NEAR, _BEFORE, _FAR_BEFORE = 3, 6, 8
"""Words to the left of people in which a verb or a good is looked for."""

_SHORT, _LONG = 6, 25
"""Words of a short and of a long clause."""

_MUCH_AFTER = 6
"""Words after people that say as much as any more of them."""

_COUNTED = 4
"""Words between a number and the people it counts."""

_COMMA = 1
"""The gap of a comma, which may stand within a number or a description."""

_OFTEN = 10
"""Words of a text with one mark: more marks say no more."""

_MANY_GROUPS = 2
"""Groups side by side that are not yet a list of everybody."""

_IN_CLAUSE = {kind: f"{kind.value}_in_clause" for kind in MarkKind}

SIGNS = frozenset(
    [
        *(
            "conduct",
            "effect",
            "becomes",
            "states",
            "supply",
            "supplies",
            "goods",
            "good",
            "bare",
            "praise",
            "wanting",
        ),
        *(
            "staff",
            "owners",
            "receiving",
            "belonging",
            "by_means",
            "begins",
            "we",
            "ours",
            "you",
            "acts",
            "gives",
            "beside",
            "amounts",
            "plain",
            "treatment",
            "welfare",
            "persons",
            "trade",
        ),
    ]
)
"""Names of the sets of words in [signs] of relations.toml."""

EVIDENCE = frozenset(
    [
        "always",
        *(who.value for who in Stakeholder),
        *_IN_CLAUSE.values(),
        *(
            "rule",
            "names_only",
            "conduct_before",
            "conduct_near",
            "conduct_in_clause",
            "effect_after",
            "supply_before",
        ),
        *("goods_before", "good_in_phrase", "good_in_clause", "bare_after", "bare_before", "marked_phrase"),
        *("to_them", "of_them", "by_them", "subject", "subject_becomes", "subject_supplies", "praised"),
        *("wanted", "for_staff", "for_owners", "alone", "short", "long", "we_act", "ours", "you"),
        *(
            "rest_after",
            "many_groups",
            "verbless",
            "listed",
            "subject_is",
            "given_to_staff",
            "staff_acts",
            "staff_conducts",
            "with_staff",
            "of_staff",
            "staff_treated",
        ),
        *("numbered", "numbers_in_clause", "marks_in_text"),
    ]
)
"""Names of what `PromiseWeigher.evidence` finds."""


@record
class _Place:
    """Where people stand.

    Attributes:
        first: Number of the first token of those named side by side, with what describes them.
        last: Number after their last token.
        phrase: First token and token after the last, between two commas.
        clause: The same between the ends of the clause.
        groups: How many groups are named side by side.
    """

    first: int
    last: int
    phrase: tuple[int, int]
    clause: tuple[int, int]
    groups: int


class PromiseWeigher:
    """Weighs signs around people; the sum above 0 says that they are promised something.

    Args:
        signs: Sets of words by the names in `SIGNS`.
        weights: Weights by the names in `EVIDENCE`, fitted on the corpus (docs/coach.md).
    """

    def __init__(
        self,
        signs: Mapping[str, frozenset[str]],
        weights: Mapping[str, float],
    ) -> None:
        self._signs = signs
        self._weights = weights

    def promises(
        self, reading: Reading, people: People, by_rule: Sequence[Promise], marks: Sequence[Mark]
    ) -> tuple[Promise, ...]:
        """Return the promises of a text in its order: what rules found and the weighing bears out, and more.

        Args:
            reading: The text in words.
            people: The people in it.
            by_rule: Clauses in which a rule found a promise.
            marks: Words about money, technology, position, or nothing in particular.
        """
        found: dict[tuple[Span, frozenset[Stakeholder]], Promise] = {}
        for one, evidence in self.evidence(reading, people, by_rule, marks):
            if sum(self._weights[name] * value for name, value in evidence.items()) <= 0:
                continue
            to = frozenset([one.stakeholder])
            said = [p for p in by_rule if not p.names_only and _reaches(p, one)]
            if not said:
                first, last = clause_around(reading, one.first, one.last)
                span = Span(reading.tokens[first].start, reading.tokens[last - 1].end)
                said = [Promise(to, span, first, last, "")]
            for promise in said:
                found.setdefault((promise.span, to), promise.made_to(to))
        return tuple(sorted(found.values(), key=lambda p: (p.first, p.last)))

    def evidence(
        self, reading: Reading, people: People, by_rule: Sequence[Promise], marks: Sequence[Mark]
    ) -> Iterator[tuple[Named, dict[str, float]]]:
        """Yield everybody who is named, with what tells whether they are promised something.

        Args:
            reading: The text in words.
            people: The people in it.
            by_rule: Clauses in which a rule found a promise.
            marks: Words about money, technology, position, or nothing in particular.
        """
        sure = [mark for mark in marks if mark.level is Level.NOTICE]
        marks_in_text = min(1.0, _OFTEN * len(sure) / max(1, len(reading.tokens)))
        counts = amounts(reading)
        for group in people.groups:
            place = _place(reading.tokens, people, group)
            around = self._around(reading.tokens, place, sure)
            first, last = place.clause
            around["numbers_in_clause"] = float(any(first <= n < last for n in counts))
            around["marks_in_text"] = marks_in_text
            for one in group:
                found = dict(around)
                found["always"] = found[one.stakeholder.value] = 1.0
                reached = [promise.names_only for promise in by_rule if _reaches(promise, one)]
                found["names_only"] = float(any(reached))
                found["rule"] = float(not all(reached) and not any(reached))
                found["you"] = float(self._is(reading.tokens[one.first].word, "you"))
                found |= self._for_group(reading.tokens, place, one, around)
                found["numbered"] = self._numbered(reading.tokens, one.first, counts)
                yield one, found

    def _around(self, tokens: Sequence[Token], place: _Place, marks: Sequence[Mark]) -> dict[str, float]:
        """Return what is told by the words around people, whoever they are."""
        (phrase, phrase_end), (clause, clause_end) = place.phrase, place.clause
        first, last = place.first, place.last
        before = _keys(tokens, phrase, first)
        in_phrase, in_clause = _keys(tokens, phrase, phrase_end), _keys(tokens, clause, clause_end)
        after = _keys(tokens, last, phrase_end)
        next_words = _keys(tokens, last, min(phrase_end, last + _NEAR))
        word_before = tokens[first - 1].word if first else ""
        subject = last < phrase_end and (phrase >= first - 1 or self._is(word_before, "begins"))
        leads = self._preposition(tokens, first)
        conduct = self._any(before, "conduct")
        acted = self._any(in_clause, "conduct")
        found = {
            "conduct_before": conduct,
            "conduct_near": self._any(_keys(tokens, max(clause, first - _NEAR), first), "conduct"),
            "conduct_in_clause": acted,
            "effect_after": self._any(after, "effect"),
            "supply_before": not conduct
            and self._any(_keys(tokens, max(clause, first - _FAR_BEFORE), first), "supply"),
            "goods_before": self._any(_keys(tokens, max(clause, first - _BEFORE), first), "goods"),
            "good_in_phrase": self._any(in_phrase, "good"),
            "good_in_clause": self._any(in_clause, "good"),
            "bare_after": last < len(tokens) and self._any(tokens[last].keys, "bare"),
            "bare_before": self._any(_keys(tokens, max(0, first - _NEAR), first), "bare"),
            "wanted": self._any(_keys(tokens, max(clause, first - _BEFORE), first), "wanting"),
            "to_them": leads == "receiving",
            "of_them": leads == "belonging",
            "by_them": self._is(word_before, "by_means"),
            "subject": subject,
            "subject_becomes": subject and self._any(next_words, "becomes"),
            "subject_is": subject and self._any(next_words, "states"),
            "subject_supplies": subject and self._any(next_words, "supplies"),
            "alone": phrase_end - phrase <= last - first + 1,
            "short": clause_end - clause <= _SHORT,
            "long": clause_end - clause > _LONG,
            "we_act": self._any(in_clause, "we"),
            "ours": self._any(in_clause, "ours"),
            "rest_after": min(1.0, (phrase_end - last) / _MUCH_AFTER),
            "many_groups": place.groups > _MANY_GROUPS,
            "verbless": not (
                acted
                or self._any(in_clause, "effect")
                or self._any(in_clause, "supplies")
                or self._any(in_clause, "acts")
            ),
            "listed": phrase_end - phrase <= last - first + 2 and not self._any(in_phrase, "becomes"),
            "marked_phrase": any(_marked(mark, tokens, place.phrase) for mark in marks),
        }
        marked = {mark.kind for mark in marks if _marked(mark, tokens, place.clause)}
        for kind, name in _IN_CLAUSE.items():
            found[name] = kind in marked
        return {name: float(value) for name, value in found.items()}

    def _for_group(
        self, tokens: Sequence[Token], place: _Place, one: Named, around: Mapping[str, float]
    ) -> dict[str, float]:
        """Return what is told by the words around people of one group."""
        phrase, end = place.phrase
        near = _keys(tokens, max(phrase, place.first - _FAR_BEFORE), end)
        far = _keys(tokens, max(place.clause[0], place.first - _FAR_BEFORE), end)
        praised = _keys(tokens, max(0, one.first - _NEAR), one.last)
        staff = one.stakeholder is Stakeholder.EMPLOYEES
        following = _keys(tokens, place.last, min(end, place.last + _NEAR))
        word_before = tokens[place.first - 1].word if place.first else ""
        received = staff and self._any(near, "staff")
        given = received and (bool(around["to_them"]) or self._any(far, "gives"))
        return {
            "given_to_staff": float(given),
            "staff_acts": float(
                staff and around["subject"] > max(around["subject_becomes"], around["subject_is"])
            ),
            "staff_conducts": float(staff and bool(around["subject"]) and self._any(following, "conduct")),
            "with_staff": float(staff and self._is(word_before, "beside")),
            "of_staff": float(staff and bool(around["of_them"])),
            "staff_treated": float(staff and bool(around["conduct_near"])),
            "praised": float(self._any(praised, "praise")),
            "for_staff": float(received),
            "for_owners": float(one.stakeholder is Stakeholder.SHAREHOLDERS and self._any(far, "owners")),
        }

    def _numbered(self, tokens: Sequence[Token], first: int, counts: Collection[int]) -> float:
        """Return whether people are counted, as in "our 900 full-time employees": that tells of size."""
        amounts = self._signs["amounts"]
        for place in range(first - 1, max(-1, first - 1 - _COUNTED), -1):
            if tokens[place + 1].gap > _COMMA:
                return 0.0
            if place in counts or tokens[place].word in amounts:
                return 1.0
        return 0.0

    def _preposition(self, tokens: Sequence[Token], first: int) -> str:
        for place in range(first - 1, max(-1, first - 1 - _NEAR), -1):
            for sign in ("receiving", "belonging", "by_means"):
                if self._is(tokens[place].word, sign):
                    return sign
        return ""

    def _any(self, keys: Collection[str], sign: str) -> bool:
        return not self._signs[sign].isdisjoint(keys)

    def _is(self, word: str, sign: str) -> bool:
        return word in self._signs[sign]


def _reaches(promise: Promise, one: Named) -> bool:
    return one.stakeholder in promise.people and promise.first <= one.first < promise.last


def _place(tokens: Sequence[Token], people: People, group: Sequence[Named]) -> _Place:
    first = min(
        [group[0].first, *(chain.first for one in group for chain in people.chains.get(one.first, ()))]
    )
    last = max(one.last for one in group)
    return _Place(
        first,
        last,
        until_gap(tokens, first, last, 1),
        until_gap(tokens, first, last, 2),
        len({one.stakeholder for one in group}),
    )


def _keys(tokens: Sequence[Token], first: int, last: int) -> set[str]:
    return {key for token in tokens[first:last] for key in token.keys}


def _marked(mark: Mark, tokens: Sequence[Token], between: tuple[int, int]) -> bool:
    return mark.start < tokens[between[1] - 1].end and tokens[between[0]].start < mark.end
