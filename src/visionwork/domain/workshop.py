"""The workshop itself: title, organisation, sessions and the people in the room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from visionwork.domain.method import OWN_METHOD, MethodName
from visionwork.domain.records import record

UNNAMED = "The company"
"""What stands for an organisation whose name has no room; a part of a name may be somebody else's."""


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


def name_lines(name: str, width: Callable[[str], float], room: float) -> list[str]:
    """Return the name of an organisation whole, on one line or two, or "The company" where it does not fit.

    Args:
        name: The name.
        width: Returns how wide some words are.
        room: How wide a line may be.
    """
    words = name.split()
    whole = " ".join(words)
    if width(whole) <= room:
        return [whole]
    broken = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))]
    fitting = [pair for pair in broken if max(map(width, pair)) <= room]
    return list(min(fitting, key=lambda pair: max(map(width, pair)), default=(UNNAMED,)))
