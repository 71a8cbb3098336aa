"""The workshop itself: title, organisation, sessions and the people in the room."""

from __future__ import annotations

from datetime import date

from visionwork.domain.method import OWN_METHOD, MethodName
from visionwork.domain.records import record


@record
class Workshop:
    """What a workshop is called and whose it is.

    Attributes:
        uuid: Identity of the document, kept through copies.
        title: Title of the workshop.
        organisation: Whose vision it is.
        held_on: Day of the workshop, or None.
        audience: Who will read the exported report, such as "Leadership team and client council".
        language: BCP 47 tag of the workshop's texts, such as "en".
        logo: PNG or JPEG bytes, or None.
        method: The method it was made with.
    """

    uuid: str
    title: str
    organisation: str
    held_on: date | None = None
    audience: str = ""
    language: str = "en"
    logo: bytes | None = None
    method: MethodName = OWN_METHOD


@record
class Session:
    """One sitting of the workshop."""

    id: int
    title: str
    held_on: date | None = None
    position: int = 0


@record
class Participant:
    """A person in the room.

    Attributes:
        id: Row id in the document.
        name: Name as the person gives it.
        role: Job title; may be empty.
        group_id: The stakeholder group the person belongs to, or None.
        is_leader: Whether the person takes and signs leadership commitments.
        position: Place in the list, from 0.
    """

    id: int
    name: str
    role: str = ""
    group_id: int | None = None
    is_leader: bool = False
    position: int = 0
