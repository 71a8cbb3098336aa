"""Whom a text may speak of, and how far it does: absent, named, or promised something."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from visionwork.domain.groups import GroupKind, HouseWords, house_word


class Stakeholder(StrEnum):
    """The people the coach looks for in a text, in the order they are listed."""

    CUSTOMERS = "customers"
    EMPLOYEES = "employees"
    MANAGERS = "managers"
    EXECUTIVES = "executives"
    COMMUNITY = "community"
    SHAREHOLDERS = "shareholders"

    @property
    def group_kind(self) -> GroupKind | None:
        """The kind of group in a workshop, or None for shareholders, who have none."""
        return None if self is Stakeholder.SHAREHOLDERS else GroupKind(self.value)

    @classmethod
    def of_kind(cls, kind: GroupKind) -> Stakeholder | None:
        """Return the stakeholder of a kind of group, or None for other groups."""
        return None if kind is GroupKind.OTHER else cls(kind.value)


def stakeholder_name(who: Stakeholder, words: HouseWords) -> str:
    """Return what a house calls a stakeholder, as it stands within a sentence, such as "clients".

    Args:
        who: The stakeholder.
        words: The house's words; the method's stand in for what it has none for.
    """
    return house_word(words, who.group_kind).plural if who.group_kind is not None else who.value


class Presence(StrEnum):
    """How far a text speaks of a stakeholder."""

    ABSENT = "absent"
    NAMED = "named"
    PROMISED = "promised"


class Span(NamedTuple):
    """A stretch of a text.

    Attributes:
        start: Index of the first character in the whole text.
        end: Index after the last character.
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that stand there."""
        return text[self.start : self.end]
