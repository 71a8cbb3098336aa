"""The coach: reads a text and returns what it found."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from visionwork.coach.long_texts import joined, joined_evidence, stretches
from visionwork.coach.marks import MarkReader, one_question_each
from visionwork.coach.matching import Ground
from visionwork.coach.people import Named, People, PeopleReader, speaks_for_us
from visionwork.coach.predicates import LanguageIndexes, Surroundings
from visionwork.coach.promised import PromiseWeigher
from visionwork.coach.relations import Promise, RelationReader, about_people, evidence
from visionwork.coach.rules import RuleSet
from visionwork.coach.tokens import Reading, read_tokens
from visionwork.domain.coverage import Coverage, Mention, SentenceCoverage
from visionwork.domain.findings import Findings, Mark, Presence, Span, Stakeholder, StakeholderFinding
from visionwork.domain.vocabulary import Vocabulary

_FEW_WORDS, _COMMON_SHARE, _KNOWN_SHARE = 6, 0.15, 0.5
_LATIN_END = "\u0250"


class _Seen(NamedTuple):
    """What the readers saw in a text."""

    reading: Reading
    people: People
    promises: tuple[Promise, ...]
    marks: tuple[Mark, ...]


class Coach:
    """Reads texts with the rules of one language.

    Args:
        rules: The rules.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._language = rules.language
        self._lemmas = rules.lemmas()
        self._known = rules.words()
        self._indexes = LanguageIndexes(rules.language)
        self._people = PeopleReader(rules)
        self._relations = RelationReader(rules)
        self._marks = MarkReader(rules)
        self._weights = rules.weights
        self._signs = rules.signs
        self._promised = PromiseWeigher(rules.signs, rules.promised)

    def read(self, text: str, vocabulary: Vocabulary | None = None) -> Findings:
        """Return what was found in a text: hints too, and before any silence or flip (`domain.tuning`).

        Args:
            text: A statement or a view, in any state of writing.
            vocabulary: The words of the house; none when None.
        """
        words = vocabulary or Vocabulary()
        parts = [(span, *self._read(span.of(text), words)) for span in stretches(text)]
        if len(parts) == 1:
            return parts[0][1]
        evidence = joined_evidence([(span, told) for span, _, told in parts])
        return joined(
            text,
            [(span, found) for span, found, _ in parts],
            relationship=about_people(evidence, self._weights),
            understood=self._understood(text),
        )

    def _read(self, text: str, words: Vocabulary) -> tuple[Findings, dict[str, float]]:
        seen = self._see(text, words)
        told = self._evidence(seen)
        found = Findings(
            text,
            _stakeholders(seen.people, seen.promises),
            about_people(told, self._weights),
            one_question_each(seen.marks, self._language.precedence),
            seen.people.vague,
            seen.people.questions,
            self._coverage(seen.reading, seen.people, words.organisation),
            seen.people.not_ours,
        )
        return found, told

    def evidence(self, text: str) -> dict[str, float]:
        """Return what tells whether a text is about people (`relations.evidence`), to fit its weights."""
        return self._evidence(self._see(text, Vocabulary()))

    def signs(self, text: str) -> list[tuple[Stakeholder, dict[str, float]]]:
        """Return what tells whether those named in a text are promised something, to fit its weights."""
        reading, people, by_rule, marks = self._found(text, Vocabulary())
        found = self._promised.evidence(reading, people, by_rule, marks)
        return [(one.stakeholder, told) for one, told in found]

    def _see(self, text: str, words: Vocabulary) -> _Seen:
        found = self._found(text, words)
        return found._replace(promises=self._promised.promises(*found))

    def _found(self, text: str, words: Vocabulary) -> _Seen:
        """Return what the rules found, before promises are weighed."""
        language = self._language
        reading = read_tokens(text, self._lemmas, language.abbreviations, language.acronyms)
        around = Surroundings(Ground(reading), language, self._indexes)
        people = self._people.read(reading, around, words)
        by_rule = self._relations.promises(reading, around, people)
        return _Seen(reading, people, by_rule, self._marks.read(reading, around))

    def _evidence(self, seen: _Seen) -> dict[str, float]:
        told = seen.reading, seen.people, seen.promises, seen.marks
        return evidence(*told, self._signs)

    def _coverage(self, reading: Reading, people: People, organisation: str) -> Coverage:
        ours = speaks_for_us(reading, self._language.us, organisation)
        mentions: dict[int, list[Mention]] = {}
        for one in people.named:
            kind = one.stakeholder.group_kind
            if kind is not None:
                mention = Mention(kind, *one.span, one.span.of(reading.text), one.by_pronoun)
                mentions.setdefault(reading.tokens[one.first].sentence, []).append(mention)
        read = tuple(
            SentenceCoverage(
                sentence.start,
                sentence.end,
                sentence.text,
                tuple(mentions.get(number, ())),
                number in ours,
                sentence.starts_paragraph,
            )
            for number, sentence in enumerate(reading.sentences)
        )
        return Coverage(reading.text, read, self._understood(reading.text))

    def _understood(self, text: str) -> bool:
        """Return whether a text is in the language of the rules, as far as so few words can tell."""
        words = re.findall(r"[^\W\d_]+", text.lower())
        letters = "".join(words)
        if 2 * sum(letter < _LATIN_END for letter in letters) < len(letters):
            return False  # another script than the Latin one
        if len(words) < _FEW_WORDS:
            return True
        if sum(word in self._language.common for word in words) >= len(words) * _COMMON_SHARE:
            return True
        # A list of catchwords has none of the small words; then the rules know most of the others.
        known = sum(word in self._known or self._lemmas.lemma(word) in self._known for word in words)
        return known >= len(words) * _KNOWN_SHARE


def _stakeholders(people: People, promises: tuple[Promise, ...]) -> tuple[StakeholderFinding, ...]:
    return tuple(_stakeholder(who, people.named, promises) for who in Stakeholder)


def _stakeholder(
    who: Stakeholder, named: tuple[Named, ...], promises: tuple[Promise, ...]
) -> StakeholderFinding:
    spans = tuple(one.span for one in named if one.stakeholder is who)
    clauses = tuple(sorted({promise.span for promise in promises if who in promise.people}))
    if not spans:
        return StakeholderFinding(who, Presence.ABSENT, (), ())  # a promise is one to people whom words name
    state = Presence.PROMISED if clauses else Presence.NAMED
    return StakeholderFinding(who, state, spans, tuple(Span(*clause) for clause in clauses))


@cache
def default_coach(language: str = "en") -> Coach:
    """Return the coach for a language; the English one where there are no rules for it."""
    from visionwork.coach.loader import default_rules

    return Coach(default_rules(language))
