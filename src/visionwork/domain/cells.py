"""Grid cells: what they refer to, how they read as words, and how words become values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date

from visionwork.domain.days import parse_day, short_day, stored_day
from visionwork.domain.entries import CellValue, card_link, group_lane, row_link
from visionwork.domain.grids import grid_lines
from visionwork.domain.groups import Group, GroupKind, HouseWords, house_word
from visionwork.domain.method import CaptureKind, Column, ColumnType, Exercise, filled
from visionwork.domain.records import record
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.domain.workshop import Participant

GONE = "no longer there"
"""What stands for a person, a group or an entry that was deleted."""

BEST_RATING = 5
WHOLE = 100


@record
class LinkTarget:
    """An entry of another exercise that a cell can refer to.

    Attributes:
        key: The reference, such as "card:12".
        text: The entry's own words.
        place: Lane it stands in; empty for rows of a grid.
        kind: Kind of group it speaks of, or None.
    """

    key: str
    text: str
    place: str = ""
    kind: GroupKind | None = None


@record
class CellNames:
    """Everything that cells refer to by id.

    Attributes:
        participants: People in the room, in order.
        groups: Stakeholder groups, in order.
        targets: Entries by the id of their exercise, in order.
        words: The house's words, for choices that name a kind of group.
    """

    participants: tuple[Participant, ...] = ()
    groups: tuple[Group, ...] = ()
    targets: Mapping[str, tuple[LinkTarget, ...]] = field(default_factory=dict)
    words: HouseWords = field(default_factory=dict)

    def participant(self, value: object) -> Participant | None:
        """Return the person a cell refers to, or None."""
        return next((person for person in self.participants if person.id == value), None)

    def group(self, value: object) -> Group | None:
        """Return the group a cell refers to, or None."""
        return next((group for group in self.groups if group.id == value), None)

    def target(self, column: Column, key: str) -> LinkTarget | None:
        """Return the entry a link refers to, or None."""
        return next((target for target in self.offered_targets(column) if target.key == key), None)

    def offered_people(self) -> tuple[Participant, ...]:
        """Return the people a person column offers: leaders first."""
        return tuple(sorted(self.participants, key=lambda person: not person.is_leader))

    def offered_groups(self, column: Column) -> tuple[Group, ...]:
        """Return the groups a group column offers."""
        return tuple(group for group in self.groups if not column.kinds or group.kind in column.kinds)

    def offered_targets(self, column: Column) -> tuple[LinkTarget, ...]:
        """Return the entries a link column offers."""
        return self.targets.get(column.links_to or "", ())


def cell_names(exercise: Exercise, snapshot: WorkshopSnapshot, exercises: Sequence[Exercise]) -> CellNames:
    """Return what the cells of a grid can refer to.

    Args:
        exercise: The grid.
        snapshot: The workshop.
        exercises: Every exercise of the method, to find the linked ones.
    """
    linked = {column.links_to for column in exercise.columns if column.links_to}
    targets = {other.id: link_targets(other, snapshot) for other in exercises if other.id in linked}
    return CellNames(snapshot.participants, snapshot.groups, targets, snapshot.house_words)


def link_targets(exercise: Exercise, snapshot: WorkshopSnapshot) -> tuple[LinkTarget, ...]:
    """Return the entries of an exercise that can be linked: its cards, or its rows that have words."""
    exercise = filled(exercise, snapshot.fill)
    if exercise.kind is CaptureKind.CARDS:
        lanes = {lane.id: (lane.title, lane.kind) for lane in exercise.lanes}
        lanes.update({group_lane(group.id): (group.name, group.kind) for group in snapshot.groups})
        order = {lane: place for place, lane in enumerate(lanes)}
        cards = sorted(snapshot.cards_of(exercise.id), key=lambda card: order.get(card.lane, len(order)))
        return tuple(
            LinkTarget(card_link(card.id), card.text, *lanes.get(card.lane, ("", None))) for card in cards
        )
    naming = next((column for column in exercise.columns if column.prominent), None)
    naming = naming or next(iter(exercise.columns), None)
    if naming is None:
        return ()
    names = CellNames(snapshot.participants, snapshot.groups, words=snapshot.house_words)
    found = []
    for line in grid_lines(exercise, snapshot.rows, snapshot.groups):
        words = cell_words(naming, line.value(exercise, naming.id), names) or line.title
        if line.row is not None and words:
            kind = line.group.kind if line.group else None
            found.append(LinkTarget(row_link(line.row.id), words, "", kind))
    return tuple(found)


_KINDS = {kind.value: kind for kind in GroupKind if kind is not GroupKind.OTHER}
"""Choices that name a kind of group; "other" is said of anything."""


def choice_kind(choice: str) -> GroupKind | None:
    """Return the kind of group that a choice names, or None."""
    return _KINDS.get(choice)


def choice_words(choice: str, words: HouseWords) -> str:
    """Return a choice as it is shown: one that names a kind of group in the house's words."""
    kind = choice_kind(choice)
    return choice if kind is None else house_word(words, kind).plural


def is_whole(value: object, most: int) -> bool:
    """Return whether a stored value is a whole number from 0 to a limit."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


def link_keys(value: CellValue) -> list[str] | None:
    """Return the references of a link cell, or None when it holds something else."""
    return [str(key) for key in value] if isinstance(value, list) else None


def cell_words(column: Column, value: CellValue, names: CellNames) -> str:
    """Return a cell as plain words; a value of another type than the column's is told as it is.

    Args:
        column: The column.
        value: The stored value.
        names: What ids stand for.
    """
    if value is None:
        return ""
    match column.type:
        case ColumnType.PERCENT if is_whole(value, WHOLE):
            return f"{value}%"
        case ColumnType.DATE if (day := stored_day(value)) is not None:
            return short_day(day)
        case ColumnType.PERSON if isinstance(value, int):
            person = names.participant(value)
            return person.name if person else GONE
        case ColumnType.GROUP if isinstance(value, int):
            group = names.group(value)
            return group.name if group else GONE
        case ColumnType.LINK if isinstance(value, list):
            found = [names.target(column, str(key)) for key in value]
            return "\n".join(target.text if target else GONE for target in found)
        case ColumnType.CHOICE if isinstance(value, str) and value in column.options:
            return choice_words(value, names.words)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def unlinked_words(column: Column, value: CellValue, names: CellNames) -> str:
    """Return that words stand where a person, a group or an entry was meant, or "" when it is not so.

    Args:
        column: The column.
        value: The stored value.
        names: What names stand for.
    """
    if not isinstance(value, str) or not value.strip():
        return ""
    match column.type:
        case ColumnType.PERSON:
            nobody = "Linked to nobody in the room"
            offered = {person.name for person in names.offered_people()}
        case ColumnType.GROUP:
            nobody, offered = "Linked to no group", {group.name for group in names.offered_groups(column)}
        case ColumnType.LINK:
            nobody, offered = "Linked to no entry", set()
        case _:
            return ""
    near = [name for name in offered if _folded(name).startswith(_folded(value))]
    return f"{nobody}. Choose {near[0]}?" if len(near) == 1 else f"{nobody}."


def read_cell(column: Column, text: str, names: CellNames, today: date) -> CellValue:
    """Return the value that words pasted into a cell stand for.

    Words that no value of the column's type fits are kept as they are, so that nothing is lost.

    Args:
        column: The column.
        text: Words, such as a cell of a spreadsheet.
        names: What names stand for.
        today: The day, for dates without a year.
    """
    text = text.strip()
    if not text:
        return None
    value: CellValue = None
    match column.type:
        case ColumnType.RATING:
            value = _whole(text, BEST_RATING) or None
        case ColumnType.PERCENT:
            value = _whole(text.removesuffix("%"), WHOLE)
        case ColumnType.DATE:
            day = parse_day(text, today)
            value = day.isoformat() if day else None
        case ColumnType.CHOICE:
            shown: dict[str, CellValue] = {choice_words(o, names.words): o for o in column.options}
            value = _match(text, {**shown, **{option: option for option in column.options}})
        case ColumnType.PERSON:
            value = _match(text, {person.name: person.id for person in names.offered_people()})
        case ColumnType.GROUP:
            value = _match(text, {group.name: group.id for group in names.offered_groups(column)})
        case ColumnType.LINK:
            value = _links(text, {target.text: target.key for target in names.offered_targets(column)})
        case ColumnType.TEXT:
            value = " ".join(text.split())
    return text if value is None else value


def _whole(text: str, most: int) -> int | None:
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) <= len(str(WHOLE)) and int(text) <= most else None


def _match(text: str, offered: Mapping[str, CellValue]) -> CellValue:
    wanted = _folded(text)
    return next((value for name, value in offered.items() if _folded(name) == wanted), None)


def _links(text: str, offered: Mapping[str, str]) -> list[str] | None:
    known = {_folded(words): key for words, key in offered.items()}
    if (whole := known.get(_folded(text))) is not None:
        return [whole]
    found = [known.get(_folded(line)) for line in text.splitlines() if line.strip()]
    keys = [key for key in found if key is not None]
    return keys if len(keys) == len(found) else None


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
