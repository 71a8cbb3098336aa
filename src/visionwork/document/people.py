"""Groups and participants."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from visionwork.document.errors import DocumentError
from visionwork.document.store import Store
from visionwork.document.unfinished import delete_of_group, delete_of_person
from visionwork.domain.drafts import clean_text
from visionwork.domain.entries import group_lane
from visionwork.domain.groups import Group, GroupKind
from visionwork.domain.workshop import Participant

_ANSWERS = (
    "SELECT 1 FROM response",
    "SELECT 1 FROM comment",
    "SELECT 1 FROM answer_block",
    "SELECT 1 FROM figure",
    "SELECT 1 FROM round WHERE shredded_on IS NOT NULL",
)
_INVITATIONS = ("SELECT 1 FROM round_group WHERE group_id = ?",)


def same_name(one: str, other: str) -> bool:
    """Return whether two names are the same but for case, spaces and Unicode form."""

    def folded(name: str) -> str:
        return " ".join(unicodedata.normalize("NFKC", name).casefold().split())

    return folded(one) == folded(other)


class GroupRepository:
    """Reads and changes the stakeholder groups.

    Args:
        store: The rows of the document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[Group, ...]:
        """Return every group in order."""
        rows = self._store.rows("SELECT * FROM stakeholder_group ORDER BY position, id")
        return tuple(
            Group(row["id"], row["name"], GroupKind(row["kind"]), row["headcount"], row["position"])
            for row in rows
        )

    def add(self, name: str, kind: GroupKind, headcount: int | None = None) -> int:
        """Add a group at the end and return its id.

        Raises:
            DocumentError: The name is empty or another group has it.
        """
        name = self._checked(name, None)
        position = self._store.next_position("stakeholder_group")
        with self._store.command("Add a group") as tx:
            return int(tx.insert("stakeholder_group", {
                "position": position, "name": name, "kind": kind.value, "headcount": headcount,
            }))  # fmt: skip

    def update(self, group_id: int, *, name: str, kind: GroupKind, headcount: int | None) -> None:
        """Change a group.

        Args:
            group_id: The group.
            name: Its name in the words of the house.
            kind: Its kind.
            headcount: People in it; None when it is not known.

        Raises:
            DocumentError: The name is empty or another group has it.
        """
        name = self._checked(name, group_id)
        before = next((group for group in self.all() if group.id == group_id), None)
        part = "number"  # each part is a step of undo by itself
        if before is not None and (before.name, before.kind) != (name, kind):
            part = "name" if before.name != name else "kind"
        with self._store.command("Change a group", merge_key=f"group:{group_id}:{part}") as tx:
            tx.update(
                "stakeholder_group", group_id, {"name": name, "kind": kind.value, "headcount": headcount}
            )

    def reorder(self, group_ids: Sequence[int]) -> None:
        """Put the groups into this order."""
        with self._store.command("Reorder the groups") as tx:
            for position, group_id in enumerate(group_ids):
                tx.update("stakeholder_group", group_id, {"position": position})

    def delete(self, group_id: int) -> None:
        """Delete a group nobody has written for or may have answered; its participants keep their place.

        Whether it is refused never depends on the answers of this group: that would tell whether a group too
        small to show has any. So every group stays as soon as anybody has answered.

        Raises:
            DocumentError: People have answered, or the group is invited, or has views or entries.
        """
        name = next(group.name for group in self.all() if group.id == group_id)
        if self._any(_ANSWERS, None):
            raise DocumentError(
                "People have answered in this workshop, so every group stays.",
                "This is so whether a group has answers or not. Rename the group if it should be another.",
            )
        if self._any(_INVITATIONS, group_id):
            raise DocumentError(
                f"{name} is invited to a feedback round.", "Take it out of the round first, or rename it."
            )
        if self._has_entries(group_id):
            raise DocumentError(
                f"{name} has views or entries in this workshop.", "Empty those first, or rename the group."
            )
        with self._store.command("Delete a group") as tx:
            for row in self._store.rows("SELECT id FROM participant WHERE group_id = ?", [group_id]):
                tx.update("participant", row["id"], {"group_id": None})
            delete_of_group(tx, group_id)
            tx.delete("stakeholder_group", group_id)

    def _any(self, queries: Iterable[str], value: int | None) -> bool:
        values = [] if value is None else [value]
        return any(self._store.rows(f"{sql} LIMIT 1", values) for sql in queries)

    def _has_entries(self, group_id: int) -> bool:
        lane = group_lane(group_id)
        queries = (
            ("SELECT 1 FROM card WHERE lane = ?", lane),
            ("SELECT 1 FROM grid_row WHERE seed = ?", lane),
            ("SELECT 1 FROM curve WHERE group_id = ?", group_id),
            ("SELECT 1 FROM draft WHERE subject LIKE ?", f"view:%:{group_id}"),
            ("SELECT 1 FROM working_text WHERE text <> '' AND subject LIKE ?", f"view:%:{group_id}"),
        )
        return any(self._store.rows(f"{sql} LIMIT 1", [value]) for sql, value in queries)

    def _checked(self, name: str, group_id: int | None) -> str:
        name = " ".join(clean_text(name).split())
        if not name:
            raise DocumentError("A group needs a name.", "Write what these people are called.")
        if any(same_name(group.name, name) and group.id != group_id for group in self.all()):
            raise DocumentError("Another group has this name.", "Add a place or a department.")
        return name


class ParticipantRepository:
    """Reads and changes the people in the room.

    Args:
        store: The rows of the document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[Participant, ...]:
        """Return everybody in order."""
        rows = self._store.rows("SELECT * FROM participant ORDER BY position, id")
        return tuple(
            Participant(
                row["id"], row["name"], row["role"], row["group_id"], bool(row["is_leader"]), row["position"]
            )
            for row in rows
        )

    def add(self, name: str, role: str = "", group_id: int | None = None, is_leader: bool = False) -> int:
        """Add a person at the end and return the id.

        Args:
            name: Name of the person.
            role: What they do; may be empty.
            group_id: The group they speak for, or None.
            is_leader: Whether they make commitments and sign.

        Raises:
            DocumentError: The name is empty.
        """
        name, position = _person_name(name), self._store.next_position("participant")
        with self._store.command("Add a person") as tx:
            return int(tx.insert("participant", {
                "position": position, "name": name, "role": clean_text(role).strip(),
                "group_id": group_id, "is_leader": int(is_leader),
            }))  # fmt: skip

    def update(
        self, participant_id: int, *, name: str, role: str, group_id: int | None, is_leader: bool
    ) -> None:
        """Change a person.

        Args:
            participant_id: The person.
            name: Name of the person.
            role: What they do; may be empty.
            group_id: The group they speak for, or None.
            is_leader: Whether they make commitments and sign.

        Raises:
            DocumentError: The name is empty.
        """
        with self._store.command("Change a person", merge_key=f"participant:{participant_id}") as tx:
            tx.update("participant", participant_id, {
                "name": _person_name(name), "role": clean_text(role).strip(),
                "group_id": group_id, "is_leader": int(is_leader),
            })  # fmt: skip

    def reorder(self, participant_ids: Sequence[int]) -> None:
        """Put the people into this order."""
        with self._store.command("Reorder the people") as tx:
            for position, participant_id in enumerate(participant_ids):
                tx.update("participant", participant_id, {"position": position})

    def delete(self, participant_id: int) -> None:
        """Delete a person and the signatures the person gave."""
        with self._store.command("Delete a person") as tx:
            tx.delete_where("signature", "participant_id", participant_id)
            delete_of_person(tx, participant_id)
            tx.delete("participant", participant_id)


def _person_name(name: str) -> str:
    name = " ".join(clean_text(name).split())
    if not name:
        raise DocumentError("A person needs a name.", "Write the name as it should stand in the report.")
    return name
