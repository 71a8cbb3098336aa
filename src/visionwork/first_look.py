"""The first look at very many answers: are they what was stored, and what may be let out of them.

Both take a moment for each answer that came in singly, so a window has them done beside it, once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from visionwork.document.errors import NotSavedError, telling
from visionwork.protected import count_all

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from sqlite3 import Connection

    from visionwork.document.document import Document
    from visionwork.document.store import Change
    from visionwork.document.turn import Turn

_COUNTING = "Count the answers"


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What a first look found.

    Attributes:
        damage: For each round what of its answers is not what was stored.
        tables: Tables in which was remembered what is let out now.
    """

    damage: Mapping[int, tuple[str, ...]]
    tables: frozenset[str]


def look_apart(path: Path, turn: Turn) -> FirstLook:
    """Look at every round over an own connection, in any thread; `note_look` tells of it.

    Args:
        path: The working copy.
        turn: The lock of the document's store. It is taken for one round's counts and for some hundreds of
            answers at a time, so that the window and the phones need not wait for the end.

    Raises:
        NotSavedError: The disk refused to remember what is let out.
    """
    from visionwork.document.document import open_database

    tables: set[str] = set()

    def note(change: Change) -> None:
        tables.update(change.tables)

    with telling(NotSavedError):
        with turn:
            document = open_database(path, turn=turn)
        try:
            document.subscribe(note)
            count_all(document)
            return FirstLook(_damage(document), frozenset(tables))
        finally:
            document.close()


def look_at_copy(copy: Connection) -> FirstLook:
    """Look at every round of a copy in memory, in any thread, and close it; nothing is let out.

    Args:
        copy: What `into_memory` returned.
    """
    from visionwork.document.document import Document
    from visionwork.document.store import Store

    document = Document(Store(copy))
    try:
        return FirstLook(_damage(document), frozenset())
    finally:
        document.close()


def _damage(document: Document) -> dict[int, tuple[str, ...]]:
    with document.store.turn:
        rounds = document.rounds.all()
    return {found.id: document.rounds.damage(found) for found in rounds}


def note_look(document: Document, look: FirstLook) -> None:
    """Let a document know what a look apart found, and those who show it; in the thread of the document.

    Args:
        document: The workshop.
        look: What was found.
    """
    document.rounds.note_damage(look.damage)
    if look.tables:
        document.store.note_foreign_commit(_COUNTING, look.tables, answers=False)
