"""The rules of one language: what is looked for, why, and what is asked about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from visionwork.coach.lemmas import Lemmas
from visionwork.coach.patterns import Pattern, words_in
from visionwork.domain.findings import Level, MarkKind
from visionwork.domain.records import record
from visionwork.domain.stakeholders import Stakeholder


class Whose(StrEnum):
    """Whose thing a rule looks for."""

    ANY = "any"
    OURS = "ours"
    """Nothing that is somebody else's: "their", "your", "our customers'"."""


@record
class Need:
    """Words that must stand near a hit.

    Attributes:
        pattern: The words.
        within: How many words away they may be, or None for anywhere in the sentence.
    """

    pattern: Pattern
    within: int | None = None


@record
class Matcher:
    """What every rule has.

    Attributes:
        id: Stable name of the rule.
        match: Patterns that find it.
        unless: Patterns that say where the words mean something else.
        needs: What has to stand near; all of it.
        whose: Whose it has to be.
        negatable: Whether it does not count where it is refused ("not for profit").
    """

    id: str
    match: tuple[Pattern, ...]
    unless: tuple[Pattern, ...] = ()
    needs: tuple[Need, ...] = ()
    whose: Whose = Whose.ANY
    negatable: bool = True


@record
class Example:
    """A sentence that shows what a rule does.

    Attributes:
        text: The sentence.
        wanted: Whether the rule has to find something in it.
    """

    text: str
    wanted: bool


@record
class PeopleRule:
    """How a stakeholder is named.

    Attributes:
        how: What every rule has.
        stakeholder: Who is named.
        beside: Whether the same words may name somebody else, too.
        yields: Whether it gives way to any other rule that finds these words, since it only guesses.
    """

    how: Matcher
    stakeholder: Stakeholder
    beside: bool = False
    yields: bool = False
    examples: tuple[Example, ...] = ()


@record
class HouseRule:
    """A word that means different people in different houses.

    Attributes:
        how: What every rule has; its id is the word in singular.
        ask: The question to ask.
        reading: Who is read until somebody answers, or None for nobody.
    """

    how: Matcher
    ask: str
    reading: Stakeholder | None
    examples: tuple[Example, ...] = ()


@record
class VagueRule:
    """People in general.

    Attributes:
        how: What every rule has.
        ask: The question to ask.
    """

    how: Matcher
    ask: str
    examples: tuple[Example, ...] = ()


@record
class PromiseRule:
    """Words that promise people something.

    Attributes:
        how: What every rule has.
        people: Who is promised something; empty for those the pattern finds with {who}.
        names_only: Whether, the other way round, the words show that they are only named.
    """

    how: Matcher
    people: frozenset[Stakeholder]
    names_only: bool = False
    examples: tuple[Example, ...] = ()


@record
class MarkRule:
    """Words worth a question.

    Attributes:
        how: What every rule has.
        kind: What they speak of.
        level: How sure it is.
        message: Why they are marked; "{span}" stands for the words.
        ask: The question to ask.
        source: Where the rule comes from.
    """

    how: Matcher
    kind: MarkKind
    level: Level
    message: str
    ask: str
    source: str
    examples: tuple[Example, ...] = ()


@record
class Language:
    """Words that the reader itself needs, beside the rules.

    Attributes:
        code: Code of the language.
        common: Words hardly any text of the language does without.
        abbreviations: Words whose full stop ends no sentence.
        acronyms: Words that mean something else in capitals.
        lemmas: Base forms the dictionary does not know.
        endings: Pairs of an ending and what may stand in its place, for words the dictionary leaves alone.
        forms: Forms by the word they belong to (`lemmas.Lemmas`).
        doer_endings: Endings of words that name people by what they do (`lemmas.Lemmas`).
        no_doers: Words with such an ending that name nobody in particular.
        us: Words for the organisation that speaks.
        own: Words before something that is ours.
        others: Words before something that is somebody else's, such as "their".
        they: Words that stand for people named before.
        them: Those of them that stand for people as a whole, not for what is theirs.
        determiners: Words that people begin with, such as "all" and "our".
        precedence: The kinds of mark, the one first whose question is asked where words speak of two.
        leads: Words that a marked passage does not begin with, such as "the".
        plurals: Pairs of the ending of a plural and of its singular, the longest first; of no plural where
            both are the same.
        ordinary: Words that groups are called by and that mean other things, too, such as "team".
        links: Words between two determiners, such as "of" in "each of our".
        joins: Words between people named side by side.
        stops: Words that end the description of people to the left, such as "with".
        verbs: Verbs, which never describe the people after them.
        negation: What refuses the words after it.
        unnegation: What looks like a refusal and is none, such as "not only".
        not_people: What rules people out.
        other_owners: What says that the things after it in the clause are somebody else's.
    """

    code: str
    common: frozenset[str]
    abbreviations: frozenset[str]
    acronyms: frozenset[str]
    lemmas: Mapping[str, str]
    endings: tuple[tuple[str, str], ...]
    forms: Mapping[str, Sequence[str]]
    doer_endings: tuple[str, ...]
    no_doers: frozenset[str]
    us: frozenset[str]
    own: frozenset[str]
    others: frozenset[str]
    they: frozenset[str]
    them: frozenset[str]
    determiners: frozenset[str]
    precedence: tuple[MarkKind, ...]
    leads: frozenset[str]
    plurals: tuple[tuple[str, str], ...]
    ordinary: frozenset[str]
    links: frozenset[str]
    joins: frozenset[str]
    stops: frozenset[str]
    verbs: frozenset[str]
    negation: tuple[Pattern, ...]
    unnegation: tuple[Pattern, ...]
    not_people: tuple[Pattern, ...]
    other_owners: tuple[Pattern, ...]


@record
class RuleSet:
    """Everything the coach knows of one language.

    Attributes:
        language: Words the reader itself needs.
        people: How stakeholders are named.
        houses: Words that depend on the house.
        vague: People in general.
        promises: What promises people something.
        marks: Words worth a question.
        weights: How much each piece of evidence says that a text is about people (`relations.evidence`).
        signs: Sets of words that tell a promise from a name, by their names in `promised.SIGNS`.
        promised: How much each piece of evidence says that they are promised something (`promised.EVIDENCE`).
        known: Every word that is looked for, where that was worked out before.
    """

    language: Language
    people: tuple[PeopleRule, ...]
    houses: tuple[HouseRule, ...]
    vague: tuple[VagueRule, ...]
    promises: tuple[PromiseRule, ...]
    marks: tuple[MarkRule, ...]
    weights: Mapping[str, float]
    signs: Mapping[str, frozenset[str]]
    promised: Mapping[str, float]
    known: frozenset[str] | None = None

    def lemmas(self) -> Lemmas:
        """Return what gives the base forms of words for these rules."""
        language = self.language
        return Lemmas(
            language.code,
            language.lemmas,
            self.words(),
            language.endings,
            language.forms,
            doer_endings=language.doer_endings,
            no_doers=language.no_doers,
        )

    def words(self) -> frozenset[str]:
        """Return every word that a pattern, or the reader itself, looks for by its base form."""
        if self.known is not None:
            return self.known
        language = self.language
        looked_for = {word for pattern in self.patterns() for word in words_in(pattern.elements)}
        looked_for = looked_for.union(language.verbs, *self.signs.values())
        return frozenset(word for word in looked_for if word.isalpha())

    def patterns(self) -> Sequence[Pattern]:
        """Return every pattern."""
        language = self.language
        return [
            *(language.negation + language.unnegation + language.not_people + language.other_owners),
            *(pattern for rule in self.owners() for pattern in (*rule.match, *rule.unless)),
            *(need.pattern for rule in self.owners() for need in rule.needs),
        ]

    def owners(self) -> Sequence[Matcher]:
        """Return every rule's common part, for a list of what there is."""
        rules = (*self.people, *self.houses, *self.vague, *self.promises, *self.marks)
        return [rule.how for rule in rules]
