"""Feedback rounds and their responses, stored so that nothing tells who or when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from visionwork.document import summary
from visionwork.document.comments import CommentReader, erase_waiting
from visionwork.document.errors import DocumentError
from visionwork.document.responses import comment_rows, response_row
from visionwork.document.store import Store
from visionwork.document.summary import Counts
from visionwork.document.transaction import Row, Transaction
from visionwork.document.workshops import to_date
from visionwork.domain.drafts import clean_text
from visionwork.domain.rounds import (
    COMMENTED,
    Channel,
    Comment,
    NewResponse,
    Question,
    QuestionKind,
    Round,
    RoundGroup,
    RoundStatus,
    Tally,
)

_PARTS = (
    "response", "answer_block", "comment_block", "batch_marks", "batch", "comment", "theme", "let_out",
    "let_out_batch", "figure", "question", "round_group",
)  # fmt: skip
"""Tables whose rows go with a round, in the order they can be deleted in."""


class RoundRepository:
    """Reads and changes rounds and responses.

    The scales of a response are packed into one text, a character a scale question in the
    order of the questionnaire, so that a tally reads one covering index.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[Round, ...]:
        """Return every round by number."""
        counts = summary.people_by_round(self._store.connection)
        return tuple(
            Round(
                row["id"],
                row["number"],
                row["draft_id"],
                row["draft_sha256"],
                RoundStatus(row["status"]),
                date.fromisoformat(row["opened_on"]),
                to_date(row["closed_on"]),
                self._questions(row["id"]),
                self._groups(row["id"]),
                counts.get(row["id"], 0),
                to_date(row["shredded_on"]),
            )
            for row in self._store.rows("SELECT * FROM round ORDER BY number")
        )

    def get(self, round_id: int) -> Round:
        """Return a round; raises KeyError when there is none of this id."""
        for found in self.all():
            if found.id == round_id:
                return found
        raise KeyError(round_id)

    def open(
        self,
        draft_id: int,
        questions: Sequence[tuple[QuestionKind, str]],
        groups: Iterable[RoundGroup],
        today: date,
    ) -> int:
        """Open a round on a draft of the statement and return its id.

        Raises:
            DocumentError: No question or no group is given.
        """
        groups = list(groups)
        if not any(text.strip() for _, text in questions):
            raise DocumentError("A round needs a question.", "Add at least one.")
        if not groups:
            raise DocumentError("A round needs somebody to ask.", "Choose at least one group.")
        draft = self._store.rows("SELECT sha256 FROM draft WHERE id = ?", [draft_id])[0]
        number = self._store.rows("SELECT ifnull(max(number), 0) + 1 AS next FROM round")[0]["next"]
        with self._store.command(f"Open round {number}") as tx:
            round_id = int(tx.insert("round", {
                "number": number, "draft_id": draft_id, "draft_sha256": draft["sha256"], "status": "open",
                "opened_on": today.isoformat(), "closed_on": None,
            }))  # fmt: skip
            _put_questions(tx, round_id, questions)
            for group in groups:
                tx.insert(
                    "round_group",
                    {"round_id": round_id, "group_id": group.group_id, "invited": group.invited},
                )
        return round_id

    def set_questions(self, round_id: int, questions: Sequence[tuple[QuestionKind, str]]) -> None:
        """Change the questionnaire of a round.

        Raises:
            DocumentError: Somebody has answered already, or no question is given.
        """
        if self.get(round_id).answered:
            raise DocumentError("People have answered these questions.", "Open a new round to ask others.")
        if not any(text.strip() for _, text in questions):
            raise DocumentError("A round needs a question.", "Add at least one.")
        with self._store.command("Change the questions") as tx:
            tx.delete_where("question", "round_id", round_id)
            _put_questions(tx, round_id, questions)

    def set_groups(self, round_id: int, groups: Iterable[RoundGroup]) -> None:
        """Change who is invited and how many; groups with answers stay."""
        answered = {
            row["group_id"]
            for row in self._store.rows(
                "SELECT group_id FROM response WHERE round_id = ?1 UNION SELECT group_id FROM figure"
                " WHERE round_id = ?1 UNION SELECT group_id FROM answer_block WHERE round_id = ?1",
                [round_id],
            )
        }
        wanted = {group.group_id: group.invited for group in groups}
        with self._store.command("Change who is asked") as tx:
            for row in self._store.rows("SELECT * FROM round_group WHERE round_id = ?", [round_id]):
                if row["group_id"] in wanted:
                    tx.update("round_group", row["id"], {"invited": wanted.pop(row["group_id"])})
                elif row["group_id"] not in answered:
                    tx.delete("round_group", row["id"])
            for group_id, invited in wanted.items():
                tx.insert("round_group", {"round_id": round_id, "group_id": group_id, "invited": invited})

    def close(self, round_id: int, today: date) -> None:
        """Close a round."""
        with self._store.command("Close the round") as tx:
            tx.update("round", round_id, {"status": "closed", "closed_on": today.isoformat()})

    def reopen(self, round_id: int) -> None:
        """Open a closed round again.

        Raises:
            DocumentError: Its single answers were removed; nobody could tell what is new.
        """
        if self.get(round_id).shredded_on is not None:
            raise DocumentError(
                "The single answers of this round were removed.", "Open a new round on the same draft."
            )
        with self._store.command("Open the round again") as tx:
            tx.update("round", round_id, {"status": "open", "closed_on": None})

    def shred(self, round_id: int, today: date) -> None:
        """Remove every single answer of a closed round for good; what was let out of it stays.

        Comments that may be seen stay, with their group where they have one: they are not tied to any other
        answer. Everything else that was not let out goes: answers, marks of imported rows, comments that
        waited. Undo ends here, since it would bring them back; the file is written anew, so that nothing
        that was deleted lies about in it.

        Args:
            round_id: The round.
            today: The day that is recorded.

        Raises:
            DocumentError: The round is open, or was shredded before.
        """
        found = self.get(round_id)
        if found.status is not RoundStatus.CLOSED:
            raise DocumentError("The round still takes answers.", "Close it first.")
        if found.shredded_on is not None:
            raise DocumentError(
                "The single answers of this round were removed before.", "Nothing is left to do."
            )
        with self._store.command("Remove single answers", undoable=False) as tx:
            for table in ("response", "answer_block", "batch_marks"):
                tx.erase(table, "round_id", round_id)
            erase_waiting(tx, round_id)
            for row in self._store.rows("SELECT * FROM figure WHERE round_id = ?", [round_id]):
                if row["code"] == COMMENTED:
                    tx.delete("figure", row["id"])
            tx.update("round", round_id, {"shredded_on": today.isoformat()})
        self._store.forget()
        self._store.compact()

    def delete(self, round_id: int) -> None:
        """Delete a round with its answers."""
        with self._store.command("Delete the round") as tx:
            for table in _PARTS:
                tx.delete_where(table, "round_id", round_id)
            tx.delete("round", round_id)

    def add_responses(self, round_id: int, responses: Iterable[NewResponse], channel: Channel) -> int:
        """Store responses, all or none, and return how many were new.

        A response whose fingerprint is stored already is passed over.

        Raises:
            DocumentError: A group is not among the workshop's.
            ValueError: A scale value is not 1 to 5.
        """
        asked = self.get(round_id)
        if asked.shredded_on is not None:
            raise DocumentError(
                "The single answers of this round were removed.", "Open a new round on the same draft."
            )
        scale_ids = [q.id for q in asked.questions if q.kind is QuestionKind.SCALE]
        seen: set[str | None] = set(self.fingerprints(round_id))
        groups = {row["id"] for row in self._store.rows("SELECT id FROM stakeholder_group")}
        rows: list[Row] = []
        written: list[Row] = []
        for response in responses:
            if response.group_id not in groups:
                raise DocumentError(
                    "An answer belongs to a group that is not in this workshop.", "Add the group first."
                )
            if response.fingerprint is not None and response.fingerprint in seen:
                continue
            seen.add(response.fingerprint)
            rows.append(response_row(round_id, response, channel, scale_ids))
            written += comment_rows(round_id, response)
        # A random key orders the tables, so that storage tells nothing of arrival.
        rows.sort(key=_key)
        written.sort(key=_key)
        with self._store.command("Add answers" if len(rows) > 1 else "Add an answer") as tx:
            tx.insert_rows("response", rows)
            tx.insert_rows("comment", written)
        return len(rows)

    def fingerprints(self, round_id: int) -> frozenset[str]:
        """Return the fingerprints of the imported responses, so that an import can say what is here."""
        rows = self._store.rows(
            "SELECT fingerprint FROM response WHERE round_id = ? AND fingerprint IS NOT NULL", [round_id]
        )
        return frozenset(row["fingerprint"] for row in rows)

    def counts(self, round_id: int) -> Counts:
        """Return unprotected counts of a round, kept or counted anew; for the analysis only."""
        return summary.kept(self._store.connection, round_id) or self.recount(round_id)

    def recount(self, round_id: int) -> Counts:
        """Return unprotected counts of a round, counted anew; for the analysis only."""
        codes = [q.id for q in self.get(round_id).questions if q.kind is QuestionKind.SCALE]
        return summary.recount(self._store.connection, round_id, codes)

    def keep_counts(self, round_id: int) -> None:
        """Keep the counts of a round for the next look, unless they are kept."""
        if summary.kept(self._store.connection, round_id) is None:
            self._store.keep_counts(round_id, self.recount(round_id))

    def tallies(self, round_id: int) -> tuple[Tally, ...]:
        """Return unprotected counts a scale question and group; for the analysis only."""
        return self.counts(round_id).tallies

    def respondents(self, round_id: int) -> dict[int, int]:
        """Return unprotected numbers of responses by group id; for the analysis only."""
        return self.counts(round_id).people

    def comments(self, round_id: int) -> tuple[Comment, ...]:
        """Return unprotected comments, whether they may be seen or not; for checking only."""
        reader = CommentReader(self._store.connection, round_id)
        codes = [question.id for question in self._questions(round_id)]
        return tuple(found for code in codes for found in reader.each(code, waiting=True))

    def _questions(self, round_id: int) -> tuple[Question, ...]:
        rows = self._store.rows("SELECT * FROM question WHERE round_id = ? ORDER BY position", [round_id])
        return tuple(Question(row["code"], row["text"], QuestionKind(row["kind"])) for row in rows)

    def _groups(self, round_id: int) -> tuple[RoundGroup, ...]:
        rows = self._store.rows("SELECT * FROM round_group WHERE round_id = ? ORDER BY id", [round_id])
        return tuple(RoundGroup(row["group_id"], row["invited"]) for row in rows)


def _key(row: Row) -> str:
    return row["key"]


def _put_questions(tx: Transaction, round_id: int, questions: Sequence[tuple[QuestionKind, str]]) -> None:
    kept = [(kind, clean_text(text).strip()) for kind, text in questions if text.strip()]
    for position, (kind, text) in enumerate(kept):
        tx.insert("question", {
            "round_id": round_id, "position": position, "code": f"q{position + 1}",
            "kind": kind.value, "text": text,
        })  # fmt: skip
