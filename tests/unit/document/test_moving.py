"""Steps of undo with very many rows, carried out beside the window while commands may come in between."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from visionwork.document import store as storing
from visionwork.document.document import Document, open_database
from visionwork.document.errors import NotSavedError
from visionwork.document.moving import Move, carry_out_apart
from visionwork.document.removal import DELETING
from visionwork.document.schema import TABLES
from visionwork.document.store import Change
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup, RoundStatus
from visionwork.protected import count_all

DAY = date(2026, 3, 2)
QUESTIONS = [(QuestionKind.SCALE, "I believe it."), (QuestionKind.OPEN, "What else?")]


@pytest.fixture
def path(ferries: Path) -> Path:
    return ferries


@pytest.fixture
def document(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Document]:
    monkeypatch.setattr(storing, "_SLOW_CHANGES", 20)
    document = open_database(path)
    round_id = document.rounds.open(1, QUESTIONS, [RoundGroup(1)], DAY)
    answers = [NewResponse(1, {"q1": 4}, {"q2": f"Bridge {n}"}) for n in range(30)]
    document.rounds.add_responses(round_id, answers, Channel.PHONE)
    count_all(document)
    yield document
    document.close()


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(path)
    found = {table: sorted(connection.execute(f"SELECT * FROM {table}")) for table in TABLES}  # noqa: S608
    connection.close()
    return found


def begun(document: Document, path: Path, reason: str = "undo") -> Move:
    """Carry out the next step, as a thread does, and tell nobody yet."""
    move = document.store.long_move(reason)
    assert move is not None
    document.store.begin(move)
    carry_out_apart(path, document.store.turn, move)
    return move


def test_a_huge_round_comes_back_and_goes_as_by_undo_and_redo(document: Document, path: Path) -> None:
    before = content(path)
    document.rounds.delete(1)
    without = content(path)
    heard: list[Change] = []
    document.subscribe(heard.append)
    document.store.note_moved(begun(document, path))
    assert content(path) == before
    assert document.store.redo_label() == DELETING
    document.store.note_moved(begun(document, path, "redo"))
    assert content(path) == without
    assert document.store.undo_label() == DELETING
    assert [change.reason for change in heard] == ["undo", "redo"]
    assert all({"round", "response", "comment"} <= change.tables for change in heard)
    assert document.undo()
    assert content(path) == before


def test_small_steps_are_none_for_a_thread(document: Document) -> None:
    assert document.store.long_move("redo") is None
    document.cards.add("x", "lane", "Listen")
    assert document.store.long_move("undo") is None


def test_a_command_in_between_comes_behind_and_can_be_taken_back(document: Document, path: Path) -> None:
    document.rounds.delete(1)
    move = begun(document, path)
    document.rounds.close(1, DAY)  # its round is there again, though nobody was told
    document.store.note_moved(move)
    assert document.store.undo_label() == "Close the round"
    assert document.store.redo_label() is None
    assert document.undo()
    assert document.rounds.get(1).status is RoundStatus.OPEN
    assert document.store.undo_label() != DELETING, "the step that was taken back is no more"
    while document.undo():
        pass
    assert not document.rounds.all()


def test_a_command_waits_for_a_step_that_is_under_way(document: Document, path: Path) -> None:
    document.rounds.delete(1)
    move = document.store.long_move("undo")
    assert move is not None
    document.store.begin(move)
    with ThreadPoolExecutor(1) as threads:
        moved = threads.submit(carry_out_apart, path, document.store.turn, move)
        document.cards.add("x", "lane", "Listen")
        assert moved.done() or move.carried
        moved.result()
    document.store.note_moved(move)
    assert document.store.undo_label() == "Add a card"
    assert document.rounds.get(1).response_count == 30


def test_what_is_taken_back_meanwhile_comes_behind(document: Document, path: Path) -> None:
    document.rounds.delete(1)
    document.undo()
    heard: list[Change] = []
    document.subscribe(heard.append)
    move = begun(document, path, "redo")
    document.undo()
    document.store.note_moved(move)
    assert [change.reason for change in heard] == ["redo", "undo"]
    assert document.rounds.get(1).response_count == 30
    assert document.store.redo_label() == DELETING


def test_a_history_that_was_emptied_in_between_stays_empty(document: Document, path: Path) -> None:
    document.rounds.delete(1)
    move = begun(document, path)
    document.store.clear_history()
    document.store.note_moved(move)
    assert (document.store.undo_label(), document.store.redo_label()) == (None, None)
    assert document.rounds.get(1).response_count == 30


def test_a_step_that_is_refused_stays_to_be_undone(
    document: Document, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document.rounds.delete(1)
    without = content(path)
    move = document.store.long_move("undo")
    assert move is not None
    document.store.begin(move)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("visionwork.document.store.summary.drop_counts", full)
        with pytest.raises(NotSavedError):
            carry_out_apart(path, document.store.turn, move)
    document.store.note_moved(move)
    assert content(path) == without
    assert document.undo()
    assert document.rounds.get(1).response_count == 30
