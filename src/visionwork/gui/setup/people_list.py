"""Reads a list of people pasted from a spreadsheet or a mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from visionwork.document.people import same_name
from visionwork.domain.groups import Group, GroupKind

_HEADS = ("name", "names", "participant", "person", "full name")


@dataclass(frozen=True, slots=True)
class PastedPerson:
    """One line of a pasted list.

    Attributes:
        name: The person's name.
        role: What they do, as it stands in the list.
        group_id: The group that was named, where it exists.
        unknown_group: The group that was named, where there is none of that name.
    """

    name: str
    role: str = ""
    group_id: int | None = None
    unknown_group: str = ""


def leads(groups: Sequence[Group], group_id: int | None) -> bool:
    """Return whether people of a group are leaders unless somebody says otherwise."""
    return any(group.id == group_id and group.kind is GroupKind.EXECUTIVES for group in groups)


def parse_people(text: str, groups: Sequence[Group], known: Sequence[str] = ()) -> list[PastedPerson]:
    """Return the people of a pasted text, one a line.

    Columns are cut at tabs, else at semicolons, else at commas: name, role, group. A line of heads,
    empty lines and people who are entered already are left out.

    Args:
        text: What was pasted.
        groups: Groups a third column may name.
        known: Names that are entered already.
    """
    found: list[PastedPerson] = []
    for line in text.splitlines():
        cells = [" ".join(cell.strip().strip('"').split()) for cell in line.split(_cut(text))]
        name = cells[0]
        if not name or (not found and name.casefold() in _HEADS):
            continue
        if any(same_name(name, other) for other in (*known, *(person.name for person in found))):
            continue
        wanted = cells[2] if len(cells) > 2 else ""
        group_id = next((group.id for group in groups if wanted and same_name(group.name, wanted)), None)
        role = cells[1] if len(cells) > 1 else ""
        found.append(PastedPerson(name, role, group_id, wanted if group_id is None else ""))
    return found


def _cut(text: str) -> str:
    return next((mark for mark in "\t;," if mark in text), "\t")
