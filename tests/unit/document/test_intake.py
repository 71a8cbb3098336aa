from __future__ import annotations

import queue
import secrets
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from visionwork.document.check import check_document
from visionwork.document.document import Document
from visionwork.document.intake import ResponseIntake, Taken
from visionwork.document.schema import TABLES
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup, form_digest, in_steps


@pytest.fixture
def asked(document: Document) -> Document:
    draft = document.texts.save_draft("statement", "Clients know the people who look after them.")
    group = document.groups.add("Consultants", GroupKind.EMPLOYEES)
    document.rounds.open(
        draft.id,
        [(QuestionKind.SCALE, "A place for me?"), (QuestionKind.OPEN, "What is missing?")],
        [RoundGroup(group, 10)],
        date(2026, 3, 2),
    )
    return document


@pytest.fixture
def intake(asked: Document, tmp_path: Path) -> Iterator[ResponseIntake]:
    intake = ResponseIntake(tmp_path / "working.db", asked.store.turn, 1, Channel.PHONE)
    yield intake
    intake.stop()


@pytest.fixture
def submit(asked: Document, intake: ResponseIntake) -> Callable[..., Taken]:
    """Submit a response and wait for what became of it."""
    digest = form_digest(asked.rounds.get(1))

    def send(key: str | None = None, digest: str = digest, point: int = 4, group: int = 1) -> Taken:
        done: queue.SimpleQueue[Taken] = queue.SimpleQueue()
        response = NewResponse(group, {"q1": point}, {"q2": "Time"})
        intake.submit(response, key or secrets.token_hex(16), digest, done.put)
        return done.get(timeout=5)

    return send


def test_a_response_is_stored_like_one_that_was_typed(
    asked: Document, submit: Callable[..., Taken], tmp_path: Path
) -> None:
    assert submit() is Taken.STORED
    asked.rounds.add_responses(1, [NewResponse(1, {"q1": 4}, {"q2": "Time"})], Channel.TYPED)
    phone, typed = asked.store.rows("SELECT * FROM response ORDER BY channel")
    columns = [name for name in TABLES["response"].all_columns if name not in ("key", "channel")]
    assert [phone[name] for name in columns] == [typed[name] for name in columns]
    assert not check_document(tmp_path / "working.db").findings


def test_the_same_key_is_stored_once(asked: Document, submit: Callable[..., Taken]) -> None:
    key = secrets.token_hex(16)
    assert [submit(key), submit(key, point=1)] == [Taken.STORED, Taken.ALREADY]
    assert asked.rounds.respondents(1) == {1: 1}


def test_a_key_is_known_after_a_restart(
    asked: Document, submit: Callable[..., Taken], tmp_path: Path
) -> None:
    key = secrets.token_hex(16)
    submit(key)
    again = ResponseIntake(tmp_path / "working.db", asked.store.turn, 1, Channel.PHONE)
    assert again.has(key)
    again.stop()


def test_closed_deleted_or_changed_rounds_take_nothing(asked: Document, submit: Callable[..., Taken]) -> None:
    asked.rounds.set_questions(1, [(QuestionKind.SCALE, "Another question?")])
    assert submit() is Taken.CHANGED
    asked.rounds.close(1, date(2026, 3, 3))
    assert submit() is Taken.CLOSED
    asked.rounds.delete(1)
    assert submit() is Taken.CLOSED


def test_a_disk_that_refuses_is_told_and_nothing_is_stored(
    asked: Document, submit: Callable[..., Taken], tmp_path: Path
) -> None:
    assert submit(group=99) is Taken.FAILED  # no such group: the whole transaction is taken back
    assert asked.rounds.respondents(1) == {}
    assert submit() is Taken.STORED


def test_the_facilitator_goes_on_editing_while_answers_come_in(
    asked: Document, intake: ResponseIntake, submit: Callable[..., Taken]
) -> None:
    outcomes: list[Taken] = []
    sender = threading.Thread(target=lambda: outcomes.extend(submit() for _ in range(60)))
    sender.start()
    for number in range(60):
        asked.texts.write("statement", f"Version {number}")
        asked.snapshot()
    sender.join()
    assert outcomes == [Taken.STORED] * 60
    assert asked.texts.working("statement").text == "Version 59"
    assert asked.rounds.respondents(1) == {1: 60}


def test_answers_are_no_step_of_undo_and_keep_the_round(
    asked: Document, submit: Callable[..., Taken]
) -> None:
    submit()
    seen = []
    asked.subscribe(seen.append)
    commits = asked.store.commits
    asked.store.note_foreign_commit("Answers by phone", frozenset(["response"]))
    assert (seen[0].reason, seen[0].tables) == ("foreign", {"response"})
    assert asked.store.commits == commits + 1
    assert asked.store.undo_label() is None  # opening the round cannot be taken back any more
    asked.texts.write("statement", "Later")
    submit()
    asked.store.note_foreign_commit("Answers by phone", frozenset(["response"]))
    assert asked.undo()
    assert asked.rounds.respondents(1) == {1: 2}


@pytest.mark.parametrize(("count", "told"), [(0, 0), (4, 0), (5, 5), (9, 5), (31, 30)])
def test_counts_are_told_in_steps(count: int, told: int) -> None:
    assert in_steps(count) == told
