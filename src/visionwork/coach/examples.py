"""Tries the examples of every rule on the rule itself."""

from __future__ import annotations

from collections.abc import Sequence

from visionwork.coach.lemmas import Lemmas
from visionwork.coach.matching import Ground
from visionwork.coach.people import PeopleReader
from visionwork.coach.predicates import Finder, LanguageIndexes, Surroundings
from visionwork.coach.relations import RelationReader
from visionwork.coach.rules import Example, Matcher, RuleSet
from visionwork.coach.tokens import Reading, read_tokens
from visionwork.domain.stakeholders import Stakeholder
from visionwork.domain.vocabulary import Vocabulary


def failed_examples(rules: RuleSet, lemmas: Lemmas | None = None) -> list[tuple[str, str]]:
    """Return the rules whose examples fail, by id, with what went wrong.

    An example of a rule that names people is read with all of them, since they compete for words; the others
    are tried on their rule alone.

    Args:
        rules: The rules of a language.
        lemmas: Base forms; those of the language when None.
    """
    return _Trial(rules, lemmas or rules.lemmas()).failed()


class _Trial:
    def __init__(self, rules: RuleSet, lemmas: Lemmas) -> None:
        self._rules = rules
        self._lemmas = lemmas
        self._indexes = LanguageIndexes(rules.language)
        self._people = PeopleReader(rules)
        self._relations = RelationReader(rules)

    def failed(self) -> list[tuple[str, str]]:
        rules = self._rules
        failed: list[tuple[str, str]] = []
        for rule in rules.people:
            failed += _wrong(
                rule.how, rule.examples, [rule.stakeholder in self._named(e) for e in rule.examples]
            )
        for rule in rules.houses:
            failed += _wrong(rule.how, rule.examples, [rule.how.id in self._asked(e) for e in rule.examples])
        for rule in rules.promises:
            failed += _wrong(
                rule.how, rule.examples, [rule.how.id in self._promised(e) for e in rule.examples]
            )
        for rule in (*rules.vague, *rules.marks):
            finder = Finder([rule.how])
            failed += _wrong(rule.how, rule.examples, [self._found(finder, e) for e in rule.examples])
        return failed

    def _read(self, example: Example) -> tuple[Reading, Surroundings]:
        language = self._rules.language
        reading = read_tokens(example.text, self._lemmas, language.abbreviations, language.acronyms)
        return reading, Surroundings(Ground(reading), language, self._indexes)

    def _named(self, example: Example) -> set[Stakeholder]:
        people = self._people.read(*self._read(example), Vocabulary())
        return {one.stakeholder for one in people.named}

    def _asked(self, example: Example) -> set[str]:
        people = self._people.read(*self._read(example), Vocabulary())
        return {question.word for question in people.questions}

    def _promised(self, example: Example) -> set[str]:
        reading, around = self._read(example)
        people = self._people.read(reading, around, Vocabulary())
        return self._relations.rules_in(reading, around, people)

    def _found(self, finder: Finder, example: Example) -> bool:
        reading, around = self._read(example)
        return bool(finder.find(Ground(reading), around))


def _wrong(rule: Matcher, examples: Sequence[Example], found: Sequence[bool]) -> list[tuple[str, str]]:
    return [
        (rule.id, f"it {'misses' if example.wanted else 'should leave alone'} its example {example.text!r}")
        for example, hit in zip(examples, found, strict=True)
        if hit is not example.wanted
    ]
