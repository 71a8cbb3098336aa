"""Promises of tested drafts, answers about them, and decisions to leave something lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from visionwork.document.errors import DocumentError
from visionwork.document.store import Store
from visionwork.document.transaction import Row, Transaction
from visionwork.domain.drafts import clean_text, text_hash
from visionwork.domain.drift import DriftDecision, Promise, PromiseAnswer
from visionwork.domain.stakeholders import Stakeholder


def promise_hash(stakeholders: str, text: str) -> str:
    """Return the hash of a promise's row: to whom it is made, and its words."""
    return text_hash(f"{stakeholders}|{text}")


class PromiseRepository:
    """Reads and changes promises, answers and decisions; every change can be undone.

    Args:
        store: The rows of the document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[Promise, ...]:
        """Return the promises of every draft, in order."""
        rows = self._store.rows("SELECT * FROM promise ORDER BY draft_id, position, id")
        return tuple(
            Promise(
                row["id"],
                row["draft_id"],
                row["position"],
                row["text"],
                _stakeholders(row["stakeholders"]),
                promise_hash(row["stakeholders"], row["text"]) != row["sha256"],
            )
            for row in rows
        )

    def of_draft(self, draft_id: int) -> tuple[Promise, ...]:
        """Return the promises of a draft, in order."""
        return tuple(promise for promise in self.all() if promise.draft_id == draft_id)

    def confirmed(self) -> frozenset[int]:
        """Return the drafts whose list of promises was confirmed, even where it is empty."""
        return frozenset(row["draft_id"] for row in self._store.rows("SELECT draft_id FROM promise_list"))

    def confirm(
        self, draft_id: int, promises: Iterable[tuple[str, Iterable[Stakeholder]]], confirmed_on: date
    ) -> tuple[Promise, ...]:
        """Confirm which promises a draft makes; those of the same words stay as they are.

        Args:
            draft_id: The draft.
            promises: Words and groups of each promise, in order; empty words are left out.
            confirmed_on: Day of the confirmation.

        Returns:
            The promises as they are stored.
        """
        wanted = [(_words(text), tuple(who)) for text, who in promises]
        old: dict[str, list[Promise]] = {}
        for promise in self.of_draft(draft_id):
            old.setdefault(promise.text, []).append(promise)
        with self._store.command("Confirm the promises") as tx:
            if tx.read("promise_list", draft_id) is None:
                tx.insert("promise_list", {"draft_id": draft_id, "confirmed_on": confirmed_on.isoformat()})
            for position, (text, who) in enumerate(pair for pair in wanted if pair[0]):
                values = {"position": position, **_promise_values(text, who)}
                if same := old.get(text):
                    tx.update("promise", same.pop(0).id, values)
                else:
                    tx.insert("promise", {"draft_id": draft_id, **values})
            for gone in [promise for same in old.values() for promise in same]:
                _remove(tx, gone.id)
        return self.of_draft(draft_id)

    def answers(self) -> tuple[PromiseAnswer, ...]:
        """Return every answer to "Is this promise still in the text?", in order."""
        return tuple(
            PromiseAnswer(row["id"], row["promise_id"], row["sha256"], bool(row["present"]), row["place"])
            for row in self._store.rows("SELECT * FROM promise_answer ORDER BY id")
        )

    def answer(self, promise_id: int, text: str, present: bool, where: str = "") -> int:
        """Record whether a promise is still in a wording, and where; an earlier answer is replaced.

        Args:
            promise_id: The promise.
            text: The later wording, to the character.
            present: Whether the promise is in it.
            where: The words that hold it.

        Returns:
            The id of the answer.
        """
        sha256 = text_hash(clean_text(text))
        with self._store.command("Answer about a promise") as tx:
            for answer in self.answers():
                if (answer.promise_id, answer.sha256) == (promise_id, sha256):
                    tx.delete("promise_answer", answer.id)
            return int(tx.insert("promise_answer", {
                "promise_id": promise_id, "sha256": sha256, "present": int(present),
                "place": clean_text(where).strip() if present else "",
            }))  # fmt: skip

    def decisions(self) -> tuple[DriftDecision, ...]:
        """Return every decision to leave something lost, in the order they were made."""
        return tuple(
            DriftDecision(
                row["id"],
                row["draft_id"],
                row["sha256"],
                row["promise_id"],
                Stakeholder(row["stakeholder"]) if row["stakeholder"] else None,
                row["decided_by"],
                row["reason"],
                date.fromisoformat(row["decided_on"]),
            )
            for row in self._store.rows("SELECT * FROM drift_decision ORDER BY id")
        )

    def decide(
        self,
        draft_id: int,
        text: str,
        lost: Sequence[Promise | Stakeholder],
        *,
        decided_by: str,
        reason: str,
        decided_on: date,
    ) -> tuple[int, ...]:
        """Record who decided to leave something lost, and why; an earlier decision on it is replaced.

        Args:
            draft_id: The tested draft.
            text: The later wording, to the character.
            lost: Lost groups and promises; promises that nobody confirmed are passed over.
            decided_by: Who decided, in words.
            reason: Why.
            decided_on: Day of the decision.

        Returns:
            The ids of the decisions, one for each loss.

        Raises:
            DocumentError: Nobody is named, or no reason is given.
        """
        decided_by, reason = " ".join(clean_text(decided_by).split()), clean_text(reason).strip()
        if not decided_by:
            raise DocumentError("A decision needs names.", "Write who decided, such as the leadership team.")
        if not reason:
            raise DocumentError("A decision needs a reason.", "Write in a sentence why it stays out.")
        sha256 = text_hash(clean_text(text))
        ids = []
        with self._store.command("Keep a change, and say why") as tx:
            for item in lost:
                if isinstance(item, Promise) and not item.id:
                    continue
                promise_id = item.id if isinstance(item, Promise) else None
                stakeholder = item.value if isinstance(item, Stakeholder) else None
                for old in self.decisions():
                    same = (old.draft_id, old.sha256, old.promise_id) == (draft_id, sha256, promise_id)
                    if same and old.stakeholder == stakeholder:
                        tx.delete("drift_decision", old.id)
                ids.append(int(tx.insert("drift_decision", {
                    "draft_id": draft_id, "sha256": sha256, "promise_id": promise_id,
                    "stakeholder": stakeholder, "decided_by": decided_by, "reason": reason,
                    "decided_on": decided_on.isoformat(),
                })))  # fmt: skip
        return tuple(ids)

    def withdraw_decision(self, *decision_ids: int) -> None:
        """Take decisions back as one step, so that the losses are told again."""
        with self._store.command("Withdraw a decision") as tx:
            for decision_id in decision_ids:
                tx.delete("drift_decision", decision_id)


def _words(text: str) -> str:
    return " ".join(clean_text(text).split())


def _promise_values(text: str, stakeholders: Iterable[Stakeholder]) -> Row:
    chosen = set(stakeholders)
    names = " ".join(who.value for who in Stakeholder if who in chosen)
    return {"text": text, "stakeholders": names, "sha256": promise_hash(names, text)}


def _stakeholders(names: str) -> tuple[Stakeholder, ...]:
    named = names.split()
    return tuple(who for who in Stakeholder if who.value in named)


def _remove(tx: Transaction, promise_id: int) -> None:
    tx.delete_where("promise_answer", "promise_id", promise_id)
    tx.delete_where("drift_decision", "promise_id", promise_id)
    tx.delete("promise", promise_id)
