"""What words mean in this house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from visionwork.domain.groups import GroupKind, HouseWord
from visionwork.domain.records import record
from visionwork.domain.stakeholders import Stakeholder


@record
class Vocabulary:
    """The words of one workshop, which count before those of the language.

    Attributes:
        house_words: The house's words for its groups, such as "guest" and "guests" for customers.
        organisation: Name of the organisation, which counts as "we"; may be empty.
        meanings: Who is meant by a word that differs from house to house, by the word in singular and small
            letters, as `HouseQuestion.word` gives it; None means nobody the coach looks for.
        groups: The kind and the name of every group of the workshop; their nouns count, too.
    """

    house_words: Mapping[GroupKind, HouseWord] = field(default_factory=dict)
    organisation: str = ""
    meanings: Mapping[str, Stakeholder | None] = field(default_factory=dict)
    groups: tuple[tuple[GroupKind, str], ...] = ()
