"""Feedback rounds and their responses, stored so that nothing tells who or when."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Concatenate, ParamSpec

from visionwork.document import summary
from visionwork.document.comments import CommentReader
from visionwork.document.errors import DocumentError
from visionwork.document.marks import KnownMarks
from visionwork.document.responses import comment_row, comment_rows, require_group, require_open, response_row
from visionwork.document.store import Store
from visionwork.document.summary import Counts
from visionwork.document.texts import saved_wording
from visionwork.document.transaction import Row, Transaction
from visionwork.document.workshops import to_date
from visionwork.domain.questionnaire import QuestionDraft, asked_questions
from visionwork.domain.rounds import (
    PEOPLE,
    Channel,
    Comment,
    NewResponse,
    Question,
    QuestionKind,
    Round,
    RoundAct,
    RoundEvent,
    RoundGroup,
    RoundStatus,
    ShownDraft,
    Tally,
    ticked_ids,
)

P = ParamSpec("P")

_MANY = 20_000
"""Rows of answers that are looked through in a third of a second."""


def _settled(
    method: Callable[Concatenate[RoundRepository, P], None],
) -> Callable[Concatenate[RoundRepository, P], None]:
    """Let a method see every answer that was given before it, and none come in beside it."""

    @functools.wraps(method)
    def run(self: RoundRepository, *args: P.args, **kwargs: P.kwargs) -> None:
        with self.settled():
            method(self, *args, **kwargs)

    return run


class RoundRepository:
    """Reads and changes rounds and responses.

    The points of a response are packed into one text, a character a ticked question in the
    order of the questionnaire, so that a tally reads one covering index.

    Args:
        store: The rows of the document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.settled = store.settled
        self._damage: dict[int, tuple[str, ...]] = {}

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
                ShownDraft(row["second_draft_id"], row["second_sha256"]) if row["second_draft_id"] else None,
                self._history(row["id"]),
            )
            for row in self._store.rows("SELECT * FROM round ORDER BY number")
        )

    def get(self, round_id: int) -> Round:
        """Return a round; raises KeyError when there is none of this id."""
        for found in self.all():
            if found.id == round_id:
                return found
        raise KeyError(round_id)

    def damage(self, found: Round) -> tuple[str, ...]:
        """Return a sentence for each kind of answer of a round that is not what was stored.

        The answers are looked through once: what is damaged was so when the document was opened, since the
        app itself stores every answer with its hash.
        """
        if found.shredded_on is not None:
            return ()
        if found.id not in self._damage:
            from visionwork.document.answer_hashes import damaged_answers

            told = damaged_answers(self._store.connection, found.id, self._store.turn)
            self._damage[found.id] = tuple(dict.fromkeys(told))
        return self._damage[found.id]

    def many_unlooked(self) -> bool:
        """Return whether so much was not looked through for damage yet that somebody would wait for it."""
        left = _MANY
        for found in self.all():
            if found.shredded_on is None and found.id not in self._damage:
                for table in ("response", "answer_block", "comment", "comment_block"):
                    some = f"SELECT 1 FROM {table} WHERE round_id = ? LIMIT ?"  # noqa: S608
                    left -= self._store.rows(f"SELECT count(*) FROM ({some})", [found.id, left])[0][0]  # noqa: S608
                    if left <= 0:
                        return True
        return False

    def note_damage(self, damage: Mapping[int, tuple[str, ...]]) -> None:
        """Take what somebody found who looked through the answers of rounds over another connection."""
        self._damage |= damage

    def open(
        self,
        draft_id: int,
        questions: Sequence[QuestionDraft],
        groups: Iterable[RoundGroup],
        today: date,
        second_draft_id: int | None = None,
    ) -> int:
        """Open a round on a draft of the statement, or on two, and return its id.

        Args:
            draft_id: The draft that is shown.
            questions: What is to be asked; see `visionwork.domain.questionnaire` for rounds on two drafts.
            groups: Who is asked.
            today: The day that is recorded.
            second_draft_id: Another draft that the same people see, half of them first.

        Raises:
            DocumentError: No question or no group is given, the two drafts have one wording, or one was
                altered outside the app.
        """
        groups = list(groups)
        draft_ids = [draft_id] if second_draft_id is None else [draft_id, second_draft_id]
        asked = _asked(questions, draft_ids)
        if not groups:
            raise DocumentError("A round needs somebody to ask.", "Choose at least one group.")
        hashes = [saved_wording(self._store, shown).sha256 for shown in draft_ids]
        if len(set(hashes)) < len(hashes):
            raise DocumentError("Both drafts have the same wording.", "Choose two that differ.")
        number = self._store.rows("SELECT ifnull(max(number), 0) + 1 AS next FROM round")[0]["next"]
        with self._store.command(f"Open round {number}") as tx:
            round_id = int(tx.insert("round", {
                "number": number, "draft_id": draft_id, "draft_sha256": hashes[0],
                "second_draft_id": second_draft_id, "second_sha256": hashes[1] if len(hashes) > 1 else None,
                "status": "open", "opened_on": today.isoformat(), "closed_on": None,
            }))  # fmt: skip
            _record(tx, round_id, RoundAct.OPENED, today)
            _put_questions(tx, round_id, asked)
            for group in groups:
                tx.insert(
                    "round_group",
                    {"round_id": round_id, "group_id": group.group_id, "invited": group.invited},
                )
        return round_id

    @_settled
    def set_questions(self, round_id: int, questions: Sequence[QuestionDraft]) -> None:
        """Change the questionnaire of a round.

        Raises:
            DocumentError: Somebody has answered already, or no question is given.
        """
        found = self.get(round_id)
        if found.answered:
            raise DocumentError("People have answered these questions.", "Open a new round to ask others.")
        asked = _asked(questions, [draft.id for draft in found.drafts])
        with self._store.command("Change the questions") as tx:
            tx.delete_where("question", "round_id", round_id)
            _put_questions(tx, round_id, asked)

    @_settled
    def set_groups(self, round_id: int, groups: Iterable[RoundGroup]) -> None:
        """Change who is invited and how many; groups whose answers were shown stay.

        Others may go although they answered: refusing it would tell that they did. Their answers stay.
        """
        shown = self.shown_groups(round_id)
        wanted = {group.group_id: group.invited for group in groups}
        with self._store.command("Change who is asked") as tx:
            for row in self._store.rows("SELECT * FROM round_group WHERE round_id = ?", [round_id]):
                if row["group_id"] in wanted:
                    tx.update("round_group", row["id"], {"invited": wanted.pop(row["group_id"])})
                elif row["group_id"] not in shown:
                    tx.delete("round_group", row["id"])
            for group_id, invited in wanted.items():
                tx.insert("round_group", {"round_id": round_id, "group_id": group_id, "invited": invited})

    def shown_groups(self, round_id: int) -> set[int]:
        """Return the groups of which five or more are known to have answered."""
        sql = "SELECT group_id FROM figure WHERE round_id = ? AND code = ?"
        return {row["group_id"] for row in self._store.rows(sql, [round_id, PEOPLE])}

    @_settled
    def close(self, round_id: int, today: date) -> None:
        """Close a round, and record the day; nothing happens to one that is closed."""
        if self.get(round_id).status is RoundStatus.CLOSED:
            return
        with self._store.command("Close the round") as tx:
            _record(tx, round_id, RoundAct.CLOSED, today)
            tx.update("round", round_id, {"status": "closed", "closed_on": today.isoformat()})

    def reopen(self, round_id: int, today: date) -> None:
        """Open a closed round again, and record the day; nothing happens to one that is open.

        What was let out of it stays as it is: figures move on when five more of a group have answered.

        Raises:
            DocumentError: Its single answers were removed; nobody could tell what is new.
        """
        found = self.get(round_id)
        if found.status is RoundStatus.OPEN:
            return
        if found.shredded_on is not None:
            raise DocumentError(
                "The single answers of this round were removed.", "Open a new round on the same draft."
            )
        with self._store.command("Open the round again") as tx:
            _record(tx, round_id, RoundAct.REOPENED, today)
            tx.update("round", round_id, {"status": "open", "closed_on": None})

    def check_shreds(self, round_id: int) -> None:
        """Return if the single answers of a round can be removed.

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

    @_settled
    def shred(self, round_id: int, today: date) -> None:
        """Remove every single answer of a closed round for good; see `shredding.shred_round`.

        Undo ends here, since it would bring them back; the file is written anew, so that nothing that was
        deleted lies about in it.

        Args:
            round_id: The round.
            today: The day that is recorded.

        Raises:
            DocumentError: The round is open, or was shredded before.
        """
        self.check_shreds(round_id)
        from visionwork.document.shredding import SHREDDING, shred_round

        with self._store.command(SHREDDING, undoable=False) as tx:
            shred_round(tx, round_id, today)
        self._store.clear_history()
        self._store.compact()

    @_settled
    def delete(self, round_id: int) -> None:
        """Delete a round with its answers; see `removal` for one with very many."""
        from visionwork.document.removal import DELETING, delete_round

        with self._store.command(DELETING) as tx:
            delete_round(tx, round_id)

    def add_responses(
        self,
        round_id: int,
        responses: Iterable[NewResponse],
        channel: Channel,
        comments: Iterable[Comment] = (),
    ) -> int:
        """Store responses, all or none, and return how many were new.

        A response whose fingerprint is stored already is passed over, and so is a comment by its key.

        Args:
            round_id: The round.
            responses: The answers.
            channel: The way they came in.
            comments: What was written, where it was gathered apart from the responses under keys of its own.

        Raises:
            DocumentError: The round is closed, or a group is not among the workshop's.
            ValueError: A point is none of its question's.
        """
        asked = self.get(round_id)
        require_open(asked)
        scale_ids = ticked_ids(asked.questions)
        known, seen = self.fingerprints(round_id), set[str]()
        groups = {row["id"] for row in self._store.rows("SELECT id FROM stakeholder_group")}
        rows: list[Row] = []
        written: list[Row] = []
        for response in responses:
            require_group(response.group_id, groups)
            if (mark := response.fingerprint) is not None:
                if mark in seen or mark in known:
                    continue
                seen.add(mark)
            rows.append(response_row(round_id, response, channel, scale_ids))
            written += comment_rows(round_id, response)
        for comment in comments:
            require_group(comment.group_id, groups)
            row = comment_row(round_id, comment)
            if row is not None and not self._store.rows("SELECT 1 FROM comment WHERE key = ?", [row["key"]]):
                written.append(row)
        # A random key orders the tables, so that storage tells nothing of arrival.
        rows.sort(key=_key)
        written.sort(key=_key)
        with self._store.command("Add answers" if len(rows) > 1 else "Add an answer") as tx:
            tx.insert_rows("response", rows)
            tx.insert_rows("comment", written)
        return len(rows)

    def fingerprints(self, round_id: int) -> KnownMarks:
        """Return what tells whether an answer was imported before."""
        return KnownMarks(self._store.connection, round_id)

    def keys(self, round_id: int, channel: Channel) -> list[str]:
        """Return the keys of the single responses that came in one way."""
        rows = self._store.rows(
            "SELECT key FROM response WHERE round_id = ? AND channel = ?", (round_id, channel.value)
        )
        return [row["key"] for row in rows]

    def counts(self, round_id: int) -> Counts:
        """Return unprotected counts of a round, kept or counted anew; for the analysis only."""
        return summary.kept(self._store.connection, round_id) or self.recount(round_id)

    def recount(self, round_id: int) -> Counts:
        """Return unprotected counts of a round, counted anew; for the analysis only."""
        codes = ticked_ids(self.get(round_id).questions)
        return summary.recount(self._store.connection, round_id, codes)

    def keep_counts(self, round_id: int) -> None:
        """Keep the counts of a round for the next look, unless they are kept."""
        if summary.kept(self._store.connection, round_id) is None:
            self._store.keep_counts(round_id, self.recount(round_id))

    def tallies(self, round_id: int) -> tuple[Tally, ...]:
        """Return unprotected counts a ticked question and group; for the analysis only."""
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
        rows = self._store.rows(
            "SELECT question.*, draft.number AS draft_number FROM question"
            " LEFT JOIN draft ON draft.id = question.draft_id WHERE round_id = ? ORDER BY position",
            [round_id],
        )
        return tuple(
            Question(
                row["code"], row["text"], QuestionKind(row["kind"]), row["draft_id"], row["draft_number"]
            )
            for row in rows
        )

    def _history(self, round_id: int) -> tuple[RoundEvent, ...]:
        rows = self._store.rows("SELECT * FROM round_event WHERE round_id = ? ORDER BY id", [round_id])
        return tuple(RoundEvent(RoundAct(row["act"]), date.fromisoformat(row["day"])) for row in rows)

    def _groups(self, round_id: int) -> tuple[RoundGroup, ...]:
        rows = self._store.rows("SELECT * FROM round_group WHERE round_id = ? ORDER BY id", [round_id])
        return tuple(RoundGroup(row["group_id"], row["invited"]) for row in rows)


def _key(row: Row) -> str:
    return row["key"]


def _asked(questions: Sequence[QuestionDraft], draft_ids: Sequence[int]) -> tuple[Question, ...]:
    asked = asked_questions(questions, draft_ids)
    if not asked:
        raise DocumentError("A round needs a question.", "Add at least one.")
    return asked


def _record(tx: Transaction, round_id: int, act: RoundAct, today: date) -> None:
    tx.insert("round_event", {"round_id": round_id, "act": act.value, "day": today.isoformat()})


def _put_questions(tx: Transaction, round_id: int, asked: Iterable[Question]) -> None:
    for position, question in enumerate(asked):
        tx.insert("question", {
            "round_id": round_id, "position": position, "code": question.id, "kind": question.kind.value,
            "text": question.text, "draft_id": question.draft_id,
        })  # fmt: skip
