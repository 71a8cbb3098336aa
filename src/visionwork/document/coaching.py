"""What a workshop taught the coach: words of the house, what was silenced or put right, how much it marks."""

from __future__ import annotations

from visionwork.document.errors import DocumentError
from visionwork.document.store import Store
from visionwork.domain.drafts import clean_text
from visionwork.domain.stakeholders import Presence, Stakeholder
from visionwork.domain.tuning import CoachSettings, Flip, Silence, SilenceScope


class CoachingRepository:
    """Reads and changes the coach's settings of a workshop; every change can be undone.

    Args:
        store: The rows of the document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def settings(self) -> CoachSettings:
        """Return how much the coach marks, what was silenced, and who was said to be in a text."""
        picky = self._store.rows("SELECT picky FROM workshop")[0]["picky"]
        silences = self._store.rows("SELECT * FROM silence ORDER BY id")
        flips = self._store.rows("SELECT * FROM flip ORDER BY id")
        return CoachSettings(
            bool(picky),
            tuple(
                Silence(
                    row["id"],
                    SilenceScope(row["scope"]),
                    row["rule"],
                    row["phrase"],
                    row["sha256"],
                    row["start"],
                    row["reason"],
                )
                for row in silences
            ),
            tuple(
                Flip(row["sha256"], Stakeholder(row["stakeholder"]), Presence(row["state"])) for row in flips
            ),
        )

    def set_picky(self, picky: bool) -> None:
        """Set whether hints are shown beside the notices."""
        with self._store.command("Show more marks" if picky else "Show fewer marks") as tx:
            tx.update("workshop", 1, {"picky": int(picky)})

    def silence(self, wish: Silence) -> int:
        """Keep quiet about a mark and return the id under which the wish is stored.

        Args:
            wish: What to keep quiet about; see `domain.tuning.silence_for`.
        """
        with self._store.command(_SILENCED[wish.scope]) as tx:
            return int(tx.insert("silence", {
                "scope": wish.scope.value, "rule": wish.rule, "phrase": clean_text(wish.phrase),
                "sha256": wish.sha256, "start": wish.start, "reason": clean_text(wish.reason).strip(),
            }))  # fmt: skip

    def say_why(self, silence_id: int, reason: str) -> None:
        """Note why the coach keeps quiet about something; an empty reason takes the note away."""
        with self._store.command("Say why words are kept", merge_key=f"silence:{silence_id}") as tx:
            tx.update("silence", silence_id, {"reason": clean_text(reason)})

    def end_silence(self, silence_id: int) -> None:
        """Show again what was silenced."""
        with self._store.command("Show a mark again") as tx:
            tx.delete("silence", silence_id)

    def flip(self, sha256: str, stakeholder: Stakeholder, state: Presence | None) -> None:
        """Remember for one wording who is in the text, against what the coach found.

        Args:
            sha256: Hash of the text.
            stakeholder: The group.
            state: What the facilitator says; None goes back to what the coach finds.
        """
        with self._store.command("Say who is in the text") as tx:
            for row in self._store.rows(
                "SELECT id FROM flip WHERE sha256 = ? AND stakeholder = ?", [sha256, stakeholder.value]
            ):
                tx.delete("flip", row["id"])
            if state is not None:
                tx.insert("flip", {"sha256": sha256, "stakeholder": stakeholder.value, "state": state.value})

    def meanings(self) -> dict[str, Stakeholder | None]:
        """Return who the words of this house mean; None stands for nobody the vision speaks of."""
        rows = self._store.rows("SELECT * FROM meaning ORDER BY word")
        return {row["word"]: Stakeholder(row["stakeholder"]) if row["stakeholder"] else None for row in rows}

    def learn(self, word: str, stakeholder: Stakeholder | None) -> None:
        """Learn who a word means in this house.

        Args:
            word: The word as `HouseQuestion.word` gives it, in singular; kept in small letters.
            stakeholder: The group, or None for nobody the vision speaks of.

        Raises:
            DocumentError: There is no word.
        """
        word = _word(word)
        if not word:
            raise DocumentError("There is no word to learn.", "Write the word as it stands in the text.")
        value = stakeholder.value if stakeholder is not None else None
        with self._store.command("Learn a word") as tx:
            if tx.read("meaning", word) is None:
                tx.insert("meaning", {"word": word, "stakeholder": value})
            else:
                tx.update("meaning", word, {"stakeholder": value})

    def unlearn(self, word: str) -> None:
        """Forget a word, so that the coach asks again."""
        with self._store.command("Forget a word") as tx:
            tx.delete("meaning", _word(word))


_SILENCED = {
    SilenceScope.PLACE: "Silence a mark here",
    SilenceScope.PHRASE: "Silence a phrase",
    SilenceScope.RULE: "Silence a rule",
}


def _word(word: str) -> str:
    return " ".join(clean_text(word).split()).lower()
