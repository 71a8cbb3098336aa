"""Stakeholder groups, their kinds, and the words the house uses for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from visionwork.domain.records import record


class GroupKind(StrEnum):
    """The kinds of stakeholder a vision speaks to."""

    CUSTOMERS = "customers"
    EMPLOYEES = "employees"
    MANAGERS = "managers"
    EXECUTIVES = "executives"
    COMMUNITY = "community"
    OTHER = "other"


SUGGESTED_KINDS = (
    GroupKind.CUSTOMERS,
    GroupKind.EMPLOYEES,
    GroupKind.MANAGERS,
    GroupKind.EXECUTIVES,
    GroupKind.COMMUNITY,
)
"""Kinds of which a new workshop gets a group each."""


MOST_ASKED = 200
"""Most people of a group who are taken to be asked all; of a larger one somebody says how many are."""


@record
class Group:
    """A stakeholder group of one kind, such as "Public sector clients".

    Attributes:
        id: Row id in the document.
        name: The group's name, unique in the workshop.
        kind: Its kind of stakeholder.
        headcount: How many people belong to it, or None when nobody said.
        position: Place in the workshop's order, from 0.
    """

    id: int
    name: str
    kind: GroupKind
    headcount: int | None = None
    position: int = 0

    @property
    def to_ask(self) -> int | None:
        """How many people a new round is taken to ask: everybody, unless the group is too large."""
        return self.headcount if self.headcount is not None and self.headcount <= MOST_ASKED else None


@record
class HouseWord:
    """The house's own word for a kind of group, such as "client" and "clients"."""

    singular: str
    plural: str


METHOD_WORDS: Mapping[GroupKind, HouseWord] = {
    GroupKind.CUSTOMERS: HouseWord("customer", "customers"),
    GroupKind.EMPLOYEES: HouseWord("employee", "employees"),
    GroupKind.MANAGERS: HouseWord("manager", "managers"),
    GroupKind.EXECUTIVES: HouseWord("executive", "executives"),
    GroupKind.COMMUNITY: HouseWord("neighbour", "community"),
    GroupKind.OTHER: HouseWord("person", "others"),
}
"""The method's own words, used where the house has none."""


HouseWords = Mapping[GroupKind, HouseWord]
"""The words of a house, for the kinds it has words for."""

NO_WORDS: HouseWords = MappingProxyType({})
"""A house without words of its own."""


def house_word(words: HouseWords, kind: GroupKind) -> HouseWord:
    """Return the house's word for a kind, or the method's word when it has none."""
    return words.get(kind, METHOD_WORDS[kind])


def of_kind(groups: Iterable[Group], *kinds: GroupKind) -> tuple[Group, ...]:
    """Return the groups of the given kinds, in their order.

    Args:
        groups: Groups in any order.
        kinds: Kinds to keep; none given keeps every group.
    """
    kept = [group for group in groups if not kinds or group.kind in kinds]
    return tuple(sorted(kept, key=lambda group: (group.position, group.id)))
