"""Who is in a text: which groups of people it names, sentence by sentence."""

from __future__ import annotations

from visionwork.domain.groups import GroupKind
from visionwork.domain.records import record
from visionwork.domain.stakeholders import Presence

COVERED_KINDS = (
    GroupKind.CUSTOMERS,
    GroupKind.EMPLOYEES,
    GroupKind.MANAGERS,
    GroupKind.EXECUTIVES,
    GroupKind.COMMUNITY,
)
"""Kinds of group that are looked for in a text, in the order they are listed."""


@record
class Mention:
    """Words of a text that name a group.

    Attributes:
        kind: Kind of the group.
        start: Index of the first character in the whole text.
        end: Index after the last character.
        text: The words.
        by_pronoun: Whether the group is only meant by "they", after a sentence that names it.
    """

    kind: GroupKind
    start: int
    end: int
    text: str
    by_pronoun: bool = False


@record
class SentenceCoverage:
    """One sentence with the groups it names.

    Attributes:
        start: Index of the first character in the whole text.
        end: Index after the last character.
        text: The sentence, without white space around it.
        mentions: Words that name a group, in order.
        speaks_for_us: Whether the organisation speaks ("we", "our") or is named.
        starts_paragraph: Whether the sentence begins a line of its own.
    """

    start: int
    end: int
    text: str
    mentions: tuple[Mention, ...] = ()
    speaks_for_us: bool = False
    starts_paragraph: bool = False

    @property
    def kinds(self) -> tuple[GroupKind, ...]:
        """Kinds named, in the order of `COVERED_KINDS`."""
        named = {mention.kind for mention in self.mentions}
        return tuple(kind for kind in COVERED_KINDS if kind in named)


@record
class Coverage:
    """Who is in a text.

    Attributes:
        text: The text that was read.
        sentences: Its sentences in order.
        understood: Whether the text is in a language whose words are known; if not, a group that is not
            found may well be there.
    """

    text: str
    sentences: tuple[SentenceCoverage, ...] = ()
    understood: bool = True

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Every mention in the order of the text."""
        return tuple(mention for sentence in self.sentences for mention in sentence.mentions)

    @property
    def named(self) -> frozenset[GroupKind]:
        """Kinds of group the text names."""
        return frozenset(mention.kind for mention in self.mentions)

    @property
    def speaks_for_us(self) -> bool:
        """Whether the organisation speaks or is named anywhere."""
        return any(sentence.speaks_for_us for sentence in self.sentences)

    def state(self, kind: GroupKind) -> Presence:
        """Return whether a kind of group is named."""
        return Presence.NAMED if kind in self.named else Presence.ABSENT

    def with_us(self, kind: GroupKind) -> bool:
        """Return whether one sentence names the organisation and a kind of group together."""
        return any(sentence.speaks_for_us and kind in sentence.kinds for sentence in self.sentences)

    def together(self, first: GroupKind, second: GroupKind) -> bool:
        """Return whether one sentence names two kinds of group together."""
        return any(first in s.kinds and second in s.kinds for s in self.sentences)
