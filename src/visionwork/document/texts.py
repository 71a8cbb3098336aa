"""Texts being edited, their drafts, and agreements on drafts of the statement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from visionwork.document.errors import AlteredTextError, DocumentError
from visionwork.document.store import Store
from visionwork.domain.drafts import (
    GET_BACK,
    STATEMENT_SUBJECT,
    Agreement,
    Draft,
    WorkingText,
    altered_sentence,
    clean_text,
    text_hash,
)
from visionwork.domain.rounds import Round

_DRAFTS = """SELECT draft.*, set_aside.reason AS aside FROM draft
LEFT JOIN set_aside ON set_aside.draft_id = draft.id"""


class TextRepository:
    """Reads and changes texts and drafts; a subject names the text (see domain.drafts).

    Args:
        store: The rows of the document.
        clock: Local time.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def working(self, subject: str) -> WorkingText:
        """Return the text of a subject as it is being edited; empty when nobody has begun."""
        rows = self._store.rows("SELECT * FROM working_text WHERE subject = ?", [subject])
        return _working(rows[0]) if rows else WorkingText(subject)

    def all_working(self) -> tuple[WorkingText, ...]:
        """Return every text being edited."""
        return tuple(_working(row) for row in self._store.rows("SELECT * FROM working_text ORDER BY subject"))

    def write(self, subject: str, text: str, author: str | None = None) -> None:
        """Store the text of a subject as it stands in the editor.

        Consecutive writes to one subject are one step of undo until `Store.seal`.
        """
        text = clean_text(text)
        label = "Edit the statement" if subject == STATEMENT_SUBJECT else "Edit a view"
        with self._store.command(label, merge_key=f"text:{subject}") as tx:
            before = tx.read("working_text", subject)
            values = {"text": text, "edited_at": self._now()}
            if author is not None:
                values["author"] = clean_text(author).strip()
            if before is None:
                tx.insert("working_text", {"subject": subject, "author": "", **values})
            elif before["text"] != text or before["author"] != values.get("author", before["author"]):
                tx.update("working_text", subject, values)

    def drafts(self, subject: str) -> tuple[Draft, ...]:
        """Return the drafts of a subject by number."""
        rows = self._store.rows(f"{_DRAFTS} WHERE subject = ? ORDER BY number", [subject])
        return tuple(_draft(row) for row in rows)

    def all_drafts(self) -> tuple[Draft, ...]:
        """Return every draft by subject and number."""
        return tuple(_draft(row) for row in self._store.rows(f"{_DRAFTS} ORDER BY subject, number"))

    def draft(self, draft_id: int) -> Draft:
        """Return a draft; raises KeyError when there is none of this id."""
        return _stored(self._store, draft_id)

    def shown(self, asked: Round) -> tuple[Draft, ...]:
        """Return the drafts of a round with the very words it was opened on, for people to answer about.

        Raises:
            AlteredTextError: Their words are no longer those that the round is about.
        """
        drafts = tuple(self.wording(shown.id) for shown in asked.drafts)
        for draft, shown in zip(drafts, asked.drafts, strict=True):
            if draft.sha256 != shown.sha256:
                raise AlteredTextError(
                    f"Round {asked.number} is on another wording than draft {draft.number} has now.", GET_BACK
                )
        return drafts

    def wording(self, draft_id: int) -> Draft:
        """Return a draft whose words are those that were saved, to build on.

        Raises:
            AlteredTextError: They were altered outside the app.
        """
        return saved_wording(self._store, draft_id)

    def save_draft(self, subject: str, text: str, *, summary: str = "", author: str = "") -> Draft:
        """Save a text as the next draft of its subject; the text being edited becomes the same.

        Args:
            subject: Names the text.
            text: The wording.
            summary: What is different, in a few words.
            author: Who wrote it.

        Raises:
            DocumentError: The text is empty, or the same as the latest draft.
        """
        text = clean_text(text)
        drafts = self.drafts(subject)
        if not text.strip():
            raise DocumentError(
                "There is nothing to save yet.", "Write two or three sentences, then save them."
            )
        if drafts and drafts[-1].text == text:
            raise DocumentError(
                f"This is the same text as draft {drafts[-1].number}.",
                "Change something, then save it as a draft.",
            )
        return self._add_draft(subject, text, summary, author, None)

    def restore_draft(self, draft_id: int, *, author: str = "") -> Draft:
        """Bring an old draft back as a new one on top; no draft is lost.

        Raises:
            DocumentError: The draft is the latest already, or was altered outside the app.
        """
        old = self.wording(draft_id)
        drafts = self.drafts(old.subject)
        if drafts[-1].text == old.text:
            raise DocumentError(f"Draft {drafts[-1].number} has this text already.")
        return self._add_draft(old.subject, old.text, f"Draft {old.number} brought back.", author, old.number)

    def set_aside(self, draft_id: int, reason: str | None) -> None:
        """Record that a draft was set aside and why, or with None that it counts again."""
        with self._store.command("Set a draft aside" if reason is not None else "Take a draft back in") as tx:
            tx.delete("set_aside", draft_id)
            if reason is not None:
                tx.insert("set_aside", {"draft_id": draft_id, "reason": clean_text(reason).strip()})

    def agreements(self) -> tuple[Agreement, ...]:
        """Return every agreement in the order they were made."""
        return tuple(
            Agreement(
                row["id"],
                row["draft_id"],
                row["sha256"],
                date.fromisoformat(row["agreed_on"]),
                row["agreed_by"],
            )
            for row in self._store.rows("SELECT * FROM agreement ORDER BY id")
        )

    def agree(self, draft_id: int, agreed_by: str, agreed_on: date) -> int:
        """Record who agreed on a draft's wording and when; return the agreement's id.

        Raises:
            DocumentError: Nobody is named, or the draft was altered outside the app.
        """
        agreed_by = clean_text(agreed_by).strip()
        if not agreed_by:
            raise DocumentError("An agreement needs names.", "Write who agreed, such as the leadership team.")
        draft = self.wording(draft_id)
        with self._store.command(f"Agree on draft {draft.number}") as tx:
            return int(tx.insert("agreement", {
                "draft_id": draft_id, "sha256": draft.sha256,
                "agreed_on": agreed_on.isoformat(), "agreed_by": agreed_by,
            }))  # fmt: skip

    def withdraw_agreement(self, agreement_id: int) -> None:
        """Take an agreement back."""
        with self._store.command("Withdraw an agreement") as tx:
            tx.delete("agreement", agreement_id)

    def _add_draft(
        self, subject: str, text: str, summary: str, author: str, restored_from: int | None
    ) -> Draft:
        drafts = self.drafts(subject)
        number = drafts[-1].number + 1 if drafts else 1
        now = self._now()
        with self._store.command(f"Save draft {number}") as tx:
            draft_id = int(tx.insert("draft", {
                "subject": subject, "number": number, "text": text, "sha256": text_hash(text),
                "summary": clean_text(summary).strip(), "author": clean_text(author).strip(),
                "saved_at": now, "restored_from": restored_from,
            }))  # fmt: skip
            values = {"text": text, "author": clean_text(author).strip(), "edited_at": now}
            if tx.read("working_text", subject) is None:
                tx.insert("working_text", {"subject": subject, **values})
            else:
                tx.update("working_text", subject, values)
        return self.draft(draft_id)

    def _now(self) -> str:
        return self._clock().replace(microsecond=0, tzinfo=None).isoformat(sep=" ")


def _working(row) -> WorkingText:  # noqa: ANN001
    return WorkingText(row["subject"], row["text"], row["author"], datetime.fromisoformat(row["edited_at"]))


def _draft(row) -> Draft:  # noqa: ANN001
    return Draft(
        row["id"], row["subject"], row["number"], row["text"], row["sha256"], row["summary"], row["author"],
        datetime.fromisoformat(row["saved_at"]), row["restored_from"], row["aside"],
        text_hash(row["text"]) != row["sha256"],
    )  # fmt: skip


def _stored(store: Store, draft_id: int) -> Draft:
    rows = store.rows(f"{_DRAFTS} WHERE id = ?", [draft_id])
    if not rows:
        raise KeyError(draft_id)
    return _draft(rows[0])


def saved_wording(store: Store, draft_id: int) -> Draft:
    """Return a draft of a document, with the words that were saved; see `TextRepository.wording`."""
    draft = _stored(store, draft_id)
    if draft.altered:
        raise AlteredTextError(altered_sentence(draft), GET_BACK)
    return draft
