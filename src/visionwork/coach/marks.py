"""Finds words about money, technology, position, and stock phrases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from visionwork.coach.matching import Ground, Hit
from visionwork.coach.predicates import Finder, Surroundings
from visionwork.coach.rules import MarkRule, RuleSet
from visionwork.coach.tokens import Reading
from visionwork.domain.findings import Level, Mark, MarkKind, Span


class MarkReader:
    """Finds marks with the rules of one language.

    Args:
        rules: The rules.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._rules: tuple[MarkRule, ...] = rules.marks
        self._finder = Finder([rule.how for rule in rules.marks])
        self._stops = rules.language.stops
        self._leads = rules.language.leads
        self._determiners = rules.language.determiners

    def read(self, reading: Reading, around: Surroundings) -> tuple[Mark, ...]:
        """Return the marks of a text in its order.

        Where marks of one kind overlap, the surer one stays, then the longer one; marks of two kinds may
        share words: what they speak of is weighed, and only `one_question_each` settles what is asked.

        Args:
            reading: The text in words.
            around: What surrounds a place of the text.
        """
        found: list[Mark] = []
        for number, hit in self._finder.find(Ground(reading), around):
            rule = self._rules[number]
            first, end = self._first(reading, hit), self._end(reading, hit)
            span = Span(reading.tokens[first].start, reading.tokens[end - 1].end)
            words = span.of(reading.text)
            message = rule.message.replace("{span}", " ".join(words.split()))
            found.append(
                Mark(rule.kind, rule.how.id, *span, words, rule.ask, message, rule.source, rule.level)
            )
        kept: list[Mark] = []
        for mark in sorted(found, key=lambda m: (m.level is Level.HINT, m.start - m.end, m.start, m.rule)):
            if not any(m.kind is mark.kind and m.start < mark.end and mark.start < m.end for m in kept):
                kept.append(mark)
        return tuple(sorted(kept, key=lambda m: (m.start, m.end, m.kind.value)))

    def _first(self, reading: Reading, hit: Hit) -> int:
        """Return where a mark begins, after an article or "our" that only leads up to it."""
        first = hit.first
        while first < hit.last - 1 and reading.tokens[first].word in self._leads:
            first += 1
        return first

    def _end(self, reading: Reading, hit: Hit) -> int:
        """Return where a mark ends: after "our" with its noun, and without a small word that only led on."""
        last, tokens = hit.last, reading.tokens
        if tokens[last - 1].word in self._determiners and last < len(tokens) and not tokens[last].gap:
            return last + 1
        while last > hit.first + 1 and reading.tokens[last - 1].word in self._stops:
            last -= 1
        return last


def one_question_each(marks: Iterable[Mark], precedence: Sequence[MarkKind]) -> tuple[Mark, ...]:
    """Return marks of which no two share words, so that no words are asked about twice.

    The surer mark stays, then the one whose kind comes first; it remembers what else its words speak of.

    Args:
        marks: Marks of any kind.
        precedence: The kinds, the one whose question is asked first.
    """
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.level is Level.HINT, precedence.index(m.kind), m.start)):
        over = next((n for n, m in enumerate(kept) if m.start < mark.end and mark.start < m.end), None)
        if over is None:
            kept.append(mark)
        elif mark.kind not in kept[over].kinds and mark.level is kept[over].level:
            kept[over] = replace(kept[over], also=(*kept[over].also, mark.kind))
    return tuple(sorted(kept, key=lambda mark: mark.start))
