"""Answers of groups that a round does not ask: they are stored, but nobody would see that at first."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from visionwork.domain.counting import counted, listed
from visionwork.domain.groups import Group

_MOST_NAMED = 4


def not_asked_sentence(answering: Collection[int], invited: Collection[int], groups: Sequence[Group]) -> str:
    """Return what becomes of the answers of groups that a round does not ask, or "".

    Args:
        answering: Ids of the groups that have answers.
        invited: Ids of the groups the round asks; empty when that is not known.
        groups: Groups of the workshop.
    """
    names = [group.name for group in groups if group.id in answering and group.id not in invited]
    if not invited or not names:
        return ""
    if len(names) > _MOST_NAMED:
        rest = len(names) - _MOST_NAMED + 1
        names = [*names[: _MOST_NAMED - 1], counted(rest, "more group", "more groups")]
    return (
        f"This round does not ask {listed(names)}: their answers are stored, and a group of them is listed"
        " and counted once five people of it have answered."
    )
