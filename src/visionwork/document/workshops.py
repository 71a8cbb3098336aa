"""The workshop's own facts: title, organisation, house words, sessions, exercises done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from visionwork.document.store import Store
from visionwork.document.transaction import Transaction
from visionwork.domain.drafts import clean_text
from visionwork.domain.groups import GroupKind, HouseWord
from visionwork.domain.method import MethodName
from visionwork.domain.workshop import Session, Workshop


def to_date(value: str | None) -> date | None:
    """Return a stored ISO 8601 day, or None."""
    return date.fromisoformat(value) if value else None


class WorkshopRepository:
    """Reads and changes the single workshop row and what hangs on it.

    Args:
        store: The rows of the document.
        clock: Local time.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def get(self) -> Workshop:
        """Return the workshop."""
        row = self._store.rows("SELECT * FROM workshop WHERE id = 1")[0]
        return Workshop(
            row["uuid"], row["title"], row["organisation"], to_date(row["held_on"]),
            row["audience"], row["language"], row["logo"], MethodName(row["method_id"], row["method_name"]),
        )  # fmt: skip

    def update(
        self,
        *,
        title: str | None = None,
        organisation: str | None = None,
        audience: str | None = None,
        language: str | None = None,
    ) -> None:
        """Change the texts that are given and keep the others.

        Args:
            title: What the workshop is called.
            organisation: Whose vision it is.
            audience: Who the report is for.
            language: BCP 47 tag of the method and the report.
        """
        given = {"title": title, "organisation": organisation, "audience": audience, "language": language}
        values = {name: clean_text(value).strip() for name, value in given.items() if value is not None}
        if values:
            with self._store.command(
                "Change the workshop's facts", merge_key=f"workshop:{sorted(values)}"
            ) as tx:
                tx.update("workshop", 1, values)

    def set_held_on(self, day: date | None) -> None:
        """Set the day of the workshop."""
        with self._store.command("Change the date") as tx:
            tx.update("workshop", 1, {"held_on": day.isoformat() if day else None})

    def set_logo(self, logo: bytes | None) -> None:
        """Set the organisation's logo (PNG or JPEG bytes), or take it away."""
        with self._store.command("Change the logo") as tx:
            tx.update("workshop", 1, {"logo": logo})

    def house_words(self) -> dict[GroupKind, HouseWord]:
        """Return the house's own words by kind; kinds without one are left out."""
        rows = self._store.rows("SELECT kind, singular, plural FROM house_word")
        return {GroupKind(row["kind"]): HouseWord(row["singular"], row["plural"]) for row in rows}

    def set_house_words(self, words: Mapping[GroupKind, HouseWord | None]) -> None:
        """Set or take away the house's words of the kinds given."""
        with self._store.command("Change the house words", merge_key="house_words") as tx:
            for kind, word in words.items():
                put_word(tx, kind, word)

    def sessions(self) -> tuple[Session, ...]:
        """Return the sessions in order."""
        rows = self._store.rows("SELECT * FROM session ORDER BY position, id")
        return tuple(
            Session(row["id"], row["title"], to_date(row["held_on"]), row["position"]) for row in rows
        )

    def add_session(self, title: str, held_on: date | None = None) -> int:
        """Add a session at the end and return its id."""
        position = self._store.next_position("session")
        with self._store.command("Add a session") as tx:
            return int(tx.insert("session", {
                "position": position, "title": clean_text(title).strip(),
                "held_on": held_on.isoformat() if held_on else None,
            }))  # fmt: skip

    def update_session(self, session_id: int, *, title: str, held_on: date | None) -> None:
        """Change a session's title and day."""
        with self._store.command("Change a session", merge_key=f"session:{session_id}") as tx:
            day = held_on.isoformat() if held_on else None
            tx.update("session", session_id, {"title": clean_text(title).strip(), "held_on": day})

    def delete_session(self, session_id: int) -> None:
        """Delete a session."""
        with self._store.command("Delete a session") as tx:
            tx.delete("session", session_id)

    def done(self) -> frozenset[str]:
        """Return the ids of exercises marked as done."""
        return frozenset(
            row["exercise_id"] for row in self._store.rows("SELECT exercise_id FROM exercise_done")
        )

    def set_done(self, exercise_id: str, done: bool, today: date | None = None) -> None:
        """Mark an exercise as done, or open it again."""
        with self._store.command("Mark as done" if done else "Open the exercise again") as tx:
            if not done:
                tx.delete("exercise_done", exercise_id)
            elif tx.read("exercise_done", exercise_id) is None:
                day = (today or self._clock().date()).isoformat()
                tx.insert("exercise_done", {"exercise_id": exercise_id, "done_on": day})


def put_word(tx: Transaction, kind: GroupKind, word: HouseWord | None) -> None:
    """Store the house's word of a kind, each form standing in for a missing other; none takes it away."""
    if word is None or not (word.singular.strip() or word.plural.strip()):
        tx.delete("house_word", kind.value)
        return
    plural = clean_text(word.plural).strip() or clean_text(word.singular).strip()
    values = {"singular": clean_text(word.singular).strip() or plural, "plural": plural}
    if tx.read("house_word", kind.value) is None:
        tx.insert("house_word", {"kind": kind.value, **values})
    else:
        tx.update("house_word", kind.value, values)
