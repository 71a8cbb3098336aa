"""What the coach found in a text: who is in it, what they are promised, and words worth a question."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from visionwork.domain.coverage import Coverage
from visionwork.domain.records import record
from visionwork.domain.stakeholders import Presence, Span, Stakeholder


class MarkKind(StrEnum):
    """What a marked word speaks of instead of people."""

    MONEY = "money"
    TECHNOLOGY = "technology"
    POSITION = "position"
    BOILERPLATE = "boilerplate"


class Level(StrEnum):
    """How sure a mark is."""

    NOTICE = "notice"
    """Shown always."""
    HINT = "hint"
    """Shown in the picky level only."""


@record
class StakeholderFinding:
    """Whether a text names a stakeholder and promises them something.

    Attributes:
        stakeholder: Who it is.
        state: Absent, named or promised.
        spans: The words that name them, in order.
        promise_spans: The clauses that count as a promise to them, in order.
        flipped: Whether the state was set by hand rather than read.
    """

    stakeholder: Stakeholder
    state: Presence = Presence.ABSENT
    spans: tuple[Span, ...] = ()
    promise_spans: tuple[Span, ...] = ()
    flipped: bool = False


@record
class Mark:
    """Words that speak of money, technology, position, or of nothing in particular.

    Attributes:
        kind: What they speak of.
        rule: Id of the rule that found them; stable, it is what a silence names.
        start: Index of the first character in the whole text.
        end: Index after the last character.
        text: The words.
        ask: The question to ask the room.
        message: Why the words are marked, in a sentence.
        source: Where the rule comes from.
        level: Whether it is shown always or in the picky level only.
        also: Other kinds that some of the same words speak of; they are asked about once.
    """

    kind: MarkKind
    rule: str
    start: int
    end: int
    text: str
    ask: str
    message: str
    source: str
    level: Level = Level.NOTICE
    also: tuple[MarkKind, ...] = ()

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    @property
    def kinds(self) -> tuple[MarkKind, ...]:
        """Everything the words speak of, the kind of the question first."""
        return (self.kind, *self.also)


@record
class VagueMention:
    """Words such as "people" or "everyone", which are asked about and count for nobody.

    Attributes:
        start: Index of the first character in the whole text.
        end: Index after the last character.
        text: The words.
        ask: The question to ask the room.
    """

    start: int
    end: int
    text: str
    ask: str


@record
class HouseQuestion:
    """A word that means different people in different houses, such as "members".

    Attributes:
        word: The word in singular and small letters; the key of the answer in the vocabulary.
        start: Index of its first character in the whole text.
        end: Index after the last character.
        ask: The question to ask.
        reading: Who was read by default until somebody answers, or None when nobody was.
    """

    word: str
    start: int
    end: int
    ask: str
    reading: Stakeholder | None = None


@record
class Findings:
    """Everything the coach found in a text.

    Attributes:
        text: The text that was read; every index counts its characters.
        stakeholders: One finding for each stakeholder, in their fixed order.
        relationship: Whether the text is about a relationship with people rather than about position,
            money or technology.
        marks: Words worth a question, in the order of the text.
        vague: People in general, in the order of the text.
        house_questions: Words nobody has explained yet, each asked once.
        coverage: Who is in it, sentence by sentence.
        not_ours: Words for people who are somebody else's, or whom the text rules out.
    """

    text: str
    stakeholders: tuple[StakeholderFinding, ...]
    relationship: bool = False
    marks: tuple[Mark, ...] = ()
    vague: tuple[VagueMention, ...] = ()
    house_questions: tuple[HouseQuestion, ...] = ()
    coverage: Coverage = field(default_factory=lambda: Coverage(""))
    not_ours: tuple[Span, ...] = ()

    @classmethod
    def nothing(cls, text: str = "") -> Findings:
        """Return findings that name nobody and mark nothing."""
        return cls(text, tuple(StakeholderFinding(who) for who in Stakeholder), coverage=Coverage(text))

    def of(self, stakeholder: Stakeholder) -> StakeholderFinding:
        """Return what was found about one stakeholder."""
        return next(item for item in self.stakeholders if item.stakeholder is stakeholder)

    def state(self, stakeholder: Stakeholder) -> Presence:
        """Return how far the text speaks of a stakeholder."""
        return self.of(stakeholder).state

    @property
    def named(self) -> frozenset[Stakeholder]:
        """Stakeholders who are named, with a promise or without."""
        return frozenset(f.stakeholder for f in self.stakeholders if f.state is not Presence.ABSENT)

    @property
    def promised(self) -> frozenset[Stakeholder]:
        """Stakeholders who are promised something."""
        return frozenset(f.stakeholder for f in self.stakeholders if f.state is Presence.PROMISED)

    @property
    def understood(self) -> bool:
        """Whether the text is in a language whose words are known."""
        return self.coverage.understood
