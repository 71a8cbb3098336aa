"""What a room has answered in an exercise, as it may stand on the projector: newest first, without names."""

from __future__ import annotations

from collections import Counter

from visionwork.domain.cells import choice_kind, choice_words
from visionwork.domain.counting import sentence_case
from visionwork.domain.entries import group_lane
from visionwork.domain.groups import GroupKind, of_kind
from visionwork.domain.method import CaptureKind, Column, ColumnType, Exercise
from visionwork.domain.records import record
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.feedback.privacy import named_groups


@record
class RoomLabel:
    """What stands under an answer.

    Attributes:
        text: Name of a group, or of the lane the answer stands in.
        kind: Kind of the group; None for a lane that is no group.
    """

    text: str
    kind: GroupKind | None = None


@record
class RoomAnswer:
    """One answer.

    Attributes:
        id: Id of its card or row; a later answer has a higher one.
        text: Its words.
        label: Its group or lane, or None.
    """

    id: int
    text: str
    label: RoomLabel | None = None


@record
class RoomAnswers:
    """The answers of an exercise.

    Attributes:
        answers: The answers, newest first.
        held_back: Whether the group of any of them is kept from the room.
    """

    answers: tuple[RoomAnswer, ...] = ()
    held_back: bool = False


def room_answers(exercise: Exercise, snapshot: WorkshopSnapshot) -> RoomAnswers:
    """Return the answers of an exercise as a room may see them.

    The label of a group is kept back where too few of it are in the room, and where what is left without
    one would tell; see `privacy.named_groups`.

    Args:
        exercise: The exercise.
        snapshot: The workshop.
    """
    cards = exercise.kind is CaptureKind.CARDS
    found = _cards(exercise, snapshot) if cards else _rows(exercise, snapshot)
    labels, people = _lanes(exercise, snapshot) if cards else _choices(exercise, snapshot)
    named = named_groups(people)
    shown = {key: label for key, label in labels.items() if key not in people or key in named}
    answers = [RoomAnswer(number, text, shown.get(key)) for number, text, key in found]
    answers.sort(key=lambda answer: -answer.id)
    held_back = any(key in labels and key not in shown for _, _, key in found)
    return RoomAnswers(tuple(answers), held_back)


_Key = str | int | None
"""What says to which label an answer belongs: a lane, a choice, the id of a group, or nothing."""

_Found = list[tuple[int, str, _Key]]
"""Ids and words of answers, with their keys."""

_Labels = tuple[dict[_Key, RoomLabel], dict[_Key, int]]
"""Labels, and how many of each group are in the room; a lane that is no group has no number."""


def _cards(exercise: Exercise, snapshot: WorkshopSnapshot) -> _Found:
    return [(card.id, card.text, card.lane) for card in snapshot.cards_of(exercise.id)]


def _rows(exercise: Exercise, snapshot: WorkshopSnapshot) -> _Found:
    words, group = exercise.answer_column, _group_column(exercise)
    found: _Found = []
    for row in snapshot.rows_of(exercise.id):
        text = row.cells.get(words.id) if words is not None else None
        key = row.cells.get(group.id) if group is not None else None
        if isinstance(text, str) and text.strip():
            found.append((row.id, text.strip(), key if isinstance(key, str | int) else None))
    return found


def _lanes(exercise: Exercise, snapshot: WorkshopSnapshot) -> _Labels:
    labels: dict[_Key, RoomLabel] = {}
    people: dict[_Key, int] = {}
    by_group, by_kind = _in_the_room(snapshot)
    for lane in exercise.lanes:
        labels[lane.id] = RoomLabel(snapshot.fill(lane.title), lane.kind)
        if lane.kind is not None:
            people[lane.id] = by_kind[lane.kind]
    for group in () if exercise.lanes else of_kind(snapshot.groups, *exercise.kinds):
        labels[group_lane(group.id)] = RoomLabel(group.name, group.kind)
        people[group_lane(group.id)] = by_group[group.id]
    return labels, people


def _choices(exercise: Exercise, snapshot: WorkshopSnapshot) -> _Labels:
    labels: dict[_Key, RoomLabel] = {}
    people: dict[_Key, int] = {}
    column = _group_column(exercise)
    by_group, by_kind = _in_the_room(snapshot)
    if column is not None and column.type is ColumnType.GROUP:
        for group in of_kind(snapshot.groups, *column.kinds):
            labels[group.id] = RoomLabel(group.name, group.kind)
            people[group.id] = by_group[group.id]
    elif column is not None:
        for option in column.options:
            kind = choice_kind(option)
            if kind is not None:
                words = choice_words(option, snapshot.house_words)
                labels[option] = RoomLabel(sentence_case(words), kind)
                people[option] = by_kind[kind]
    return labels, people


def _group_column(exercise: Exercise) -> Column | None:
    """Return the column that names the group of a row, or None."""
    for column in exercise.columns:
        kinds = column.type is ColumnType.CHOICE and all(map(choice_kind, column.options))
        if column.type is ColumnType.GROUP or kinds:
            return column
    return None


def _in_the_room(snapshot: WorkshopSnapshot) -> tuple[Counter[int], Counter[GroupKind]]:
    """Return how many people of each group, and of each kind of group, are in the room."""
    kinds = {group.id: group.kind for group in snapshot.groups}
    by_group = Counter(person.group_id for person in snapshot.participants if person.group_id is not None)
    by_kind: Counter[GroupKind] = Counter()
    for group_id, people in by_group.items():
        if group_id in kinds:
            by_kind[kinds[group_id]] += people
    return by_group, by_kind
