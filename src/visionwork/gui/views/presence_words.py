"""Who is in a text, in words, group by group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from visionwork.domain.coverage import COVERED_KINDS, Coverage, Mention
from visionwork.domain.groups import METHOD_WORDS, GroupKind

_TIMES = {1: "", 2: ", twice"}


@dataclass(frozen=True, slots=True)
class PresenceRow:
    """One group and whether the text names it.

    Attributes:
        kind: Kind of the group.
        name: Its name.
        words: The words that count, or since when they are missing.
        present: Whether the text names it.
    """

    kind: GroupKind
    name: str
    words: str
    present: bool


def presence_rows(coverage: Coverage, named_before: Mapping[GroupKind, int]) -> tuple[PresenceRow, ...]:
    """Return a row for every kind of group that is looked for.

    Args:
        coverage: Who is in the text.
        named_before: Number of the newest earlier draft that names a kind, for kinds it names.
    """
    rows = []
    for kind in COVERED_KINDS:
        mentions = coverage.mentions_of(kind)
        if mentions:
            words = mention_words(mentions)
        elif not coverage.understood:
            words = "not found"  # which is not the same as absent
        elif kind is GroupKind.EXECUTIVES and coverage.speaks_for_us:
            words = "only as “we”"
        elif kind in named_before:
            words = f"absent, was in Draft {named_before[kind]}"
        else:
            words = "absent"
        rows.append(PresenceRow(kind, METHOD_WORDS[kind].plural.capitalize(), words, bool(mentions)))
    return tuple(rows)


def mention_words(mentions: Sequence[Mention]) -> str:
    """Return the words that name a group, most frequent first, such as "“clients”, twice"."""
    spellings: dict[str, list[str]] = {}
    for mention in mentions:
        words = " ".join(mention.text.split())
        spellings.setdefault(words.casefold(), []).append(words)
    parts = []
    for found in sorted(spellings.values(), key=len, reverse=True):
        small = [words for words in found if not words[:1].isupper()]  # as inside a sentence
        parts.append(f"“{(small or found)[0]}”" + _TIMES.get(len(found), f", {len(found)} times"))
    return ("; " if len(mentions) > len(parts) else ", ").join(parts)
