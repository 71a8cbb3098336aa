"""Names one group without a view, and a question that leads to one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from visionwork.domain.groups import Group, GroupKind
from visionwork.domain.workshop import Participant
from visionwork.gui.views.draft_words import people_words

_QUESTIONS = {
    GroupKind.CUSTOMERS: "Who here spoke with one this week? Ask what they would tell a friend.",
    GroupKind.EMPLOYEES: "Ask one what would change in their day.",
    GroupKind.MANAGERS: "Ask one what would change in their week.",
    GroupKind.EXECUTIVES: "Ask one what people would see them do.",
    GroupKind.COMMUNITY: "Who lives nearby? Ask what they would notice first.",
    GroupKind.OTHER: "Who knows them best? Ask what they would notice first.",
}


@dataclass(frozen=True, slots=True)
class MissingView:
    """What the note says.

    Attributes:
        title: Who has no view.
        text: Who of them is in the room, and what to ask.
        kind: Kind of the group.
    """

    title: str
    text: str
    kind: GroupKind


def missing_view(
    groups: Sequence[Group], current: Group, begun: Collection[int], people: Sequence[Participant]
) -> MissingView | None:
    """Return a note on the first group without a view, never a list; None when every group has one.

    Args:
        groups: Groups of the exercise in order.
        current: The group that is being written for, which needs no note.
        begun: Ids of groups with a text or a draft.
        people: People in the room.
    """
    for group in groups:
        if group.id == current.id or group.id in begun:
            continue
        present = sum(person.group_id == group.id for person in people)
        here = f"{people_words(present).capitalize()} from this group in the room. " if present else ""
        return MissingView(f"{group.name} have no view yet", here + _QUESTIONS[group.kind], group.kind)
    return None
