"""Rounds with very many answers, deleted over a connection of their own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from visionwork.document import removal
from visionwork.document.document import Document, open_database
from visionwork.document.removal import DELETING, comes_back, delete_apart, takes_long
from visionwork.document.schema import TABLES
from visionwork.document.store import Change
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup
from visionwork.protected import count_all

DAY = date(2026, 3, 2)
QUESTIONS = [(QuestionKind.SCALE, "I believe it."), (QuestionKind.OPEN, "What else?")]


@pytest.fixture
def path(ferries: Path) -> Path:
    return ferries


@pytest.fixture
def document(path: Path) -> Iterator[Document]:
    document = open_database(path)
    for _ in range(2):
        round_id = document.rounds.open(1, QUESTIONS, [RoundGroup(1)], DAY)
        document.rounds.add_responses(
            round_id, (NewResponse(1, {"q1": 4}, {"q2": f"Bridge {n}"}) for n in range(9)), Channel.PHONE
        )
    count_all(document)
    yield document
    document.close()


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(path)
    found = {table: sorted(connection.execute(f"SELECT * FROM {table}")) for table in TABLES}  # noqa: S608
    connection.close()
    return found


def deleted_apart(document: Document, path: Path) -> list[Change]:
    heard: list[Change] = []
    document.subscribe(heard.append)
    deleted = delete_apart(path, document.store.turn, document.rounds.get(1))
    document.store.note_apart(DELETING, deleted.tables, deleted.changes)
    return heard


def test_a_round_is_deleted_as_by_a_command_and_comes_back(document: Document, path: Path) -> None:
    before = content(path)
    heard = deleted_apart(document, path)
    apart = content(path)
    assert [found.id for found in document.rounds.all()] == [2]
    assert {"round", "response", "comment"} <= heard[0].tables
    assert document.store.undo_label() == DELETING
    document.undo()
    assert content(path) == before
    document.rounds.delete(1)
    assert content(path) == apart


def test_of_very_many_answers_nothing_is_kept(
    document: Document, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document.rounds.close(2, DAY)
    found = document.rounds.get(1)
    assert comes_back(found)
    assert not takes_long(found)
    monkeypatch.setattr(removal, "_REMEMBERED", 8)
    monkeypatch.setattr(removal, "_SLOW", 8)
    assert takes_long(found)
    assert not comes_back(found)
    heard = deleted_apart(document, path)
    left = content(path)
    assert len(heard) == 1
    assert {"round", "response", "comment"} <= heard[0].tables
    assert document.store.undo_label() is None
    assert not document.undo()
    assert [found.response_count for found in document.rounds.all()] == [9]
    assert not any(row for row in left["response"] if row[1] == 1)


def test_a_round_that_cannot_be_deleted_stays_whole(document: Document, path: Path) -> None:
    before = content(path)
    with pytest.raises(sqlite3.IntegrityError):
        broken_off(document, path)
    assert content(path) == before
    assert document.store.undo_label() is not None


def broken_off(document: Document, path: Path) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(removal, "_PARTS", ("response", "comment"))  # the rest still points at the round
        delete_apart(path, document.store.turn, document.rounds.get(1))
