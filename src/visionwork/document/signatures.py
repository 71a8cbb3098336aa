"""Signatures under the commitments."""

from __future__ import annotations

from datetime import date

from visionwork.document.errors import DocumentError
from visionwork.document.store import Store
from visionwork.domain.commitments import Signature, commitments_words
from visionwork.domain.drafts import clean_text, text_hash


class SignatureRepository:
    """Reads, adds and withdraws signatures.

    Args:
        store: The rows of the document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[Signature, ...]:
        """Return every signature in the order they were given."""
        return tuple(
            Signature(
                row["id"],
                row["participant_id"],
                row["name"],
                date.fromisoformat(row["signed_on"]),
                row["sha256"],
                row["words_sha256"],
            )
            for row in self._store.rows("SELECT * FROM signature ORDER BY id")
        )

    def sign(self, participant_id: int, name: str, signed_on: date, text: str) -> int:
        """Sign an exact text for a leader and return the signature's id; an earlier one is replaced.

        Args:
            participant_id: The leader.
            name: The name as typed.
            signed_on: The date as typed.
            text: The text that is signed (see domain.commitments.commitments_text).

        Raises:
            DocumentError: No name was typed.
        """
        name = " ".join(clean_text(name).split())
        if not name:
            raise DocumentError("A signature needs a name.", "Type your name as you sign it.")
        with self._store.command("Sign") as tx:
            tx.delete_where("signature", "participant_id", participant_id)
            return int(tx.insert("signature", {
                "participant_id": participant_id, "name": name,
                "signed_on": signed_on.isoformat(), "sha256": text_hash(text),
                "words_sha256": text_hash(commitments_words(text)),
            }))  # fmt: skip

    def withdraw(self, signature_id: int) -> None:
        """Withdraw a signature."""
        with self._store.command("Withdraw a signature") as tx:
            tx.delete("signature", signature_id)
