"""Counts that are kept: right, or not there."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from visionwork.document.batches import add_apart
from visionwork.document.check import check_document
from visionwork.document.comments import block_hash, written_json
from visionwork.document.document import Document
from visionwork.document.session import DocumentSession
from visionwork.document.taking_in import Taker
from visionwork.document.tray import packed_answer
from visionwork.domain.groups import GroupKind
from visionwork.domain.many import AnswerSlice
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup
from visionwork.protected import count_answers, current_results, shred_answers

DAY = date(2026, 3, 2)
QUESTIONS = [(QuestionKind.SCALE, "I find myself in it."), (QuestionKind.OPEN, "What is missing?")]


def some(points: str = "12345") -> AnswerSlice:
    """Return answers as a file brings them."""
    return AnswerSlice([1] * len(points), list(points), {"q2": [f"No. {n}" for n, _ in enumerate(points)]})


@pytest.fixture
def asked(document: Document) -> Document:
    """A round with six answers and its counts kept."""
    group = document.groups.add("Clients", GroupKind.CUSTOMERS)
    draft = document.texts.save_draft("statement", "Clients know who looks after them.")
    document.rounds.open(draft.id, QUESTIONS, [RoundGroup(group)], DAY)
    document.rounds.add_responses(1, [NewResponse(1, {"q1": 4})] * 6, Channel.TYPED)
    count_answers(document, document.rounds.get(1))
    return document


def kept(document: Document) -> bool:
    return bool(document.store.rows("SELECT 1 FROM summary WHERE round_id = 1"))


def by_phone(document: Document) -> None:
    path = Path(document.store.rows("PRAGMA database_list")[0]["file"])
    taker = Taker(path, document.store.turn)
    row = (os.urandom(16).hex(), packed_answer(NewResponse(1, {"q1": 5}), ["q1"]))
    assert taker.take(document.rounds.get(1), [row]).stored == 1
    taker.close()


def from_a_file_apart(document: Document) -> None:
    path = Path(document.store.rows("PRAGMA database_list")[0]["file"])
    found: list[object] = []

    def work() -> None:
        found.append(add_apart(path, document.store.turn, document.rounds_one, [some()], Channel.CSV))  # type: ignore[attr-defined]

    document.rounds_one = document.rounds.get(1)  # type: ignore[attr-defined]
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    document.batches.note(found[0])  # type: ignore[arg-type]


def in_a_longer_command(document: Document) -> None:
    """A file and then a single answer, with a look in between: each look counts what is there by then."""
    with document.store.command("Take answers in"):
        document.batches.add(document.rounds.get(1), [some()], Channel.CSV)
        assert document.rounds.counts(1) == document.rounds.recount(1)
        document.rounds.keep_counts(1)
        document.rounds.add_responses(1, [NewResponse(1, {"q1": 1})], Channel.TYPED)
        assert document.rounds.counts(1) == document.rounds.recount(1)
        assert document.rounds.get(1).response_count == 12


def undone(document: Document) -> None:
    document.undo()


def undone_and_done_again(document: Document) -> None:
    document.undo()
    document.redo()


COMMANDS: dict[str, Callable[[Document], object]] = {
    "typed": lambda document: document.rounds.add_responses(1, [NewResponse(1, {"q1": 1})], Channel.TYPED),
    "phone": by_phone,
    "file": lambda document: document.batches.add(document.rounds.get(1), [some()], Channel.CSV),
    "file apart": from_a_file_apart,
    "longer command": in_a_longer_command,
    "undo": undone,
    "undo and redo": undone_and_done_again,
    "delete": lambda document: document.rounds.delete(1),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_whatever_changes_an_answer_takes_the_kept_counts_away_or_keeps_new_ones(
    asked: Document, name: str
) -> None:
    assert kept(asked)
    before = asked.rounds.counts(1)
    COMMANDS[name](asked)
    if name == "delete":
        assert not kept(asked)
        return
    assert asked.rounds.counts(1) == asked.rounds.recount(1)
    assert (asked.rounds.counts(1) != before) == (name != "undo and redo")


def test_counts_are_kept_when_somebody_looks_and_read_from_then_on(asked: Document) -> None:
    asked.rounds.add_responses(1, [NewResponse(1, {"q1": 1})] * 5, Channel.TYPED)
    assert not kept(asked)
    shown = current_results(asked)[0]
    assert kept(asked)
    asked.store.connection.set_authorizer(_no_answers)
    again = current_results(asked)[0]
    asked.store.connection.set_authorizer(None)
    assert again.questions[0] == shown.questions[0]
    assert again.n == 11


def _no_answers(action: int, table: str | None, *_: object) -> int:
    looked = action == sqlite3.SQLITE_READ and table in ("response", "answer_block")
    return sqlite3.SQLITE_DENY if looked else sqlite3.SQLITE_OK


def test_a_change_that_fails_leaves_the_kept_counts(asked: Document) -> None:
    with pytest.raises(ValueError, match="points"):
        asked.batches.add(asked.rounds.get(1), [some(), some("9")], Channel.CSV)
    assert kept(asked)
    assert asked.rounds.counts(1) == asked.rounds.recount(1)
    assert not asked.store.rows("SELECT 1 FROM batch")


def test_check_counts_again(path: Path, home: Path) -> None:
    session = DocumentSession.create(path, "Our vision", "Aldermoor", home)
    document = session.document
    document.groups.add("Clients", GroupKind.CUSTOMERS)
    draft = document.texts.save_draft("statement", "Clients know who looks after them.")
    document.rounds.open(draft.id, QUESTIONS, [RoundGroup(1)], DAY)
    document.batches.add(document.rounds.get(1), [some("1234554321")], Channel.CSV)
    assert session.close().safe
    assert check_document(path).sound
    connection = sqlite3.connect(path)
    for sql, finding in (
        ("UPDATE summary SET counts = replace(counts, '[1,10]', '[1,11]')", "kept counts of round 1"),
        ("UPDATE answer_block SET scales = '5' || substr(scales, 2)", "Answers of round 1 from a file"),
        ("UPDATE comment_block SET comments = replace(comments, 'No. 3', 'No.')", "Comments of round 1"),
        ("UPDATE batch SET written = '[]'", "not as many comments"),
    ):
        connection.execute("BEGIN")
        connection.execute(sql)
        connection.execute("COMMIT")
        assert any(finding in told for told in check_document(path).findings), sql
    connection.close()


def test_removing_single_answers_leaves_what_may_be_seen(asked: Document) -> None:
    asked.groups.add("Staff", GroupKind.EMPLOYEES)
    few = AnswerSlice([1] * 6 + [2], ["4"] * 7, {"q2": [f"No. {n}" for n in range(7)]})
    asked.batches.add(asked.rounds.get(1), [few], Channel.CSV)
    count_answers(asked, asked.rounds.get(1))
    seen = [comment.text for comment in current_results(asked)[0].questions[1].comments]
    assert sorted(seen) == [f"No. {n}" for n in range(6)]
    asked.rounds.close(1, DAY)
    shred_answers(asked, asked.rounds.get(1), DAY)
    assert [comment.text for comment in current_results(asked)[0].questions[1].comments] == seen
    for table in ("response", "answer_block", "batch_marks"):
        assert not asked.store.rows(f"SELECT 1 FROM {table}")  # noqa: S608
    assert "No. 6" not in str([tuple(row) for row in asked.store.rows("SELECT comments FROM comment_block")])


def test_removing_single_answers_leaves_no_trace_of_how_many_waited(asked: Document) -> None:
    asked.groups.add("Staff", GroupKind.EMPLOYEES)
    groups = [1] * 200 + [2] * 3
    texts = [f"No. {n}" for n in range(203)]
    asked.batches.add(asked.rounds.get(1), [AnswerSlice(groups, ["4"] * 203, {"q2": texts})], Channel.CSV)
    count_answers(asked, asked.rounds.get(1))
    before = list(asked.comments.reader(1).each("q2"))
    theme = asked.themes.add(1, "Time")
    asked.themes.sort([before[3].key, before[150].key], theme)
    asked.rounds.close(1, DAY)
    shred_answers(asked, asked.rounds.get(1), DAY)
    after = list(asked.comments.reader(1).each("q2"))
    assert sorted(found.text for found in after) == sorted(found.text for found in before)
    assert len({found.key for found in after}) == len(after) == 200
    assert {c.text for c in after if c.theme_id == theme} == {before[3].text, before[150].text}
    assert [row["people"] for row in asked.store.rows("SELECT people FROM batch")] == [1]
    blocks = [
        row["comments"].split("\x1e")
        for row in asked.store.rows("SELECT comments FROM comment_block ORDER BY key")
    ]
    assert [len(block) for block in blocks[:-1]] == [64] * (len(blocks) - 1)
    assert sum(block.count("") for block in blocks) <= 2  # the two that were sorted stand by themselves
    told = asked.store.rows("SELECT written FROM batch")[0]["written"]
    assert told == written_json({("q2", 1): 198})
    for row in asked.store.rows("SELECT comments, sha256 FROM comment_block"):
        assert row["sha256"] == block_hash("q2", row["comments"])
