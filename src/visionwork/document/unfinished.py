"""What stands in an entry line and is not entered yet, so that not even a crash loses it."""

from __future__ import annotations

from visionwork.document.store import Store
from visionwork.document.transaction import Transaction
from visionwork.domain.drafts import clean_text
from visionwork.domain.entries import group_lane

_TABLE = "unfinished"

QUESTIONS_PLACE = "questions"
"""The place of the questionnaire of a round that is not opened yet."""
REASON_PLACE, DECIDED_BY_PLACE = "keep", "keep:who"
"""The places of the reason for leaving something of the tested draft out, and of who decided."""
AGREED_BY_PLACE = "agree"
"""The place of who agrees on a draft."""
MEANING_PLACE = "meaning"
"""The place of a word that is to mean something else in this house."""
NAME_PLACE, ROLE_PLACE = "person:name", "person:role"
"""The places of somebody who is about to be added."""


def card_place(exercise_id: str, lane: str) -> str:
    """Return the place of the line that adds a card to a lane."""
    return f"card:{exercise_id}:{lane}"


def promises_place(sha256: str) -> str:
    """Return the place of the promises that are being confirmed, by the hash of the draft's wording."""
    return f"promises:{sha256}"


def signature_place(participant_id: int) -> str:
    """Return the place of the name that a leader is about to sign with."""
    return f"signature:{participant_id}"


def answer_place(round_id: int) -> str:
    """Return the place of the answers that are being typed for one person."""
    return f"answer:{round_id}"


def theme_place(round_id: int) -> str:
    """Return the place of the line that names a theme."""
    return f"theme:{round_id}"


def erase_of_round(tx: Transaction, round_id: int) -> None:
    """Delete what is unfinished in a round, in the transaction that removes its answers."""
    for place in (answer_place(round_id), theme_place(round_id)):
        tx.erase(_TABLE, "place", place)


def delete_of_group(tx: Transaction, group_id: int) -> None:
    """Delete the cards that are unfinished for a group, as a part of what deletes it."""
    places = "SELECT place FROM unfinished WHERE place LIKE ?"
    for row in tx.rows(places, [card_place("%", group_lane(group_id))]):
        tx.delete(_TABLE, row["place"])


def delete_of_person(tx: Transaction, participant_id: int) -> None:
    """Delete the signature that somebody began, in the transaction that deletes the person."""
    tx.delete(_TABLE, signature_place(participant_id))


class UnfinishedRepository:
    """Words by the place where they are written.

    They are no part of the workshop yet: no step of undo, and not in a `WorkshopSnapshot`, so neither a
    report nor the command line can show them.

    Args:
        store: The rows of the document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def text(self, place: str) -> str:
        """Return what was written at a place and not entered; "" for nothing."""
        rows = self._store.rows("SELECT text FROM unfinished WHERE place = ?", [place])
        return rows[0]["text"] if rows else ""

    def keep(self, place: str, text: str) -> None:
        """Keep what stands at a place now; nothing is kept of an empty line."""
        text = clean_text(text)
        if text == self.text(place):
            return
        with self._store.command("Keep what is being written", undoable=False) as tx:
            if text.strip():
                tx.run(
                    _TABLE,
                    "INSERT INTO unfinished (place, text) VALUES (?, ?)"
                    " ON CONFLICT (place) DO UPDATE SET text = excluded.text",
                    [place, text],
                )
            else:
                tx.erase(_TABLE, "place", place)
