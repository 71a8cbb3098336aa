"""The first look at very many answers, over a connection of its own."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from visionwork.document import answer_hashes
from visionwork.document.document import Document, create_database, open_database
from visionwork.document.snapshot import into_memory
from visionwork.document.store import Change
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup
from visionwork.first_look import look_apart, look_at_copy, note_look
from visionwork.protected import all_protected_results, current_results, waits_to_be_counted

ANSWERS = [NewResponse(1 + n % 2, {"q1": n % 5 + 1}, {"q2": f"Bridge {n}"}) for n in range(40)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    create_database(path, "Crew and passengers", "Torsund Ferries")
    document = open_database(path)
    document.texts.save_draft("statement", "We tell you early what will not hold.")
    groups = [document.groups.add(name, GroupKind.EMPLOYEES) for name in ("Deck crews", "Pilots")]
    questions = [(QuestionKind.SCALE, "I believe it."), (QuestionKind.OPEN, "What else?")]
    document.rounds.open(1, questions, [RoundGroup(group) for group in groups], date(2026, 3, 2))
    document.rounds.add_responses(1, ANSWERS, Channel.PHONE)
    document.close()
    return path


@pytest.fixture
def document(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Document]:
    monkeypatch.setattr("visionwork.document.rounds._MANY", 50)
    document = open_database(path)
    yield document
    document.close()


def test_a_look_apart_finds_what_a_look_finds(document: Document, path: Path, tmp_path: Path) -> None:
    told: list[Change] = []
    document.subscribe(told.append)
    document.groups.update(1, name="Crews on deck", kind=GroupKind.EMPLOYEES, headcount=None)
    told.clear()
    copy = open_database(Path(shutil.copy(path, tmp_path / "copy.db")))
    (before,) = current_results(copy)
    wanted = [(question.n, question.counts) for question in before.questions]
    comments = [comment.text for comment in before.questions[1].comments]
    copy.close()
    assert document.rounds.many_unlooked()
    note_look(document, look_apart(path, document.store.turn))
    assert not document.rounds.many_unlooked()
    assert not waits_to_be_counted(document)
    (found,) = all_protected_results(document)
    assert [(question.n, question.counts) for question in found.questions] == wanted
    assert [comment.text for comment in found.questions[1].comments] == comments
    assert [(change.label, "figure" in change.tables) for change in told] == [("Count the answers", True)]
    assert document.store.undo()
    assert document.groups.all()[0].name == "Deck crews"


def test_nothing_is_let_out_of_a_copy_that_is_looked_at(document: Document, path: Path) -> None:
    document.store.connection.execute("UPDATE comment SET text = 'Nothing' WHERE text = 'Bridge 7'")
    before = path.read_bytes()
    look = look_at_copy(into_memory(document.store.connection))
    assert look.tables == frozenset()
    assert path.read_bytes() == before
    assert ["hash" in sentence for sentence in look.damage[1]] == [True]


def test_the_window_gets_its_turn_while_answers_are_looked_through(
    document: Document, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visionwork.document.answer_hashes._SLICE", 7)
    turn, had = document.store.turn, []
    real = answer_hashes.comment_hash

    def hashed(*words: Any) -> str:
        other = threading.Thread(target=lambda: had.append(turn.locked()))
        other.start()
        other.join()
        with document.store.command("Write a title") as transaction:  # no statement of the look is open
            transaction.update("workshop", 1, {"title": f"Crew {len(had)}"})
        return real(*words)

    document.store.connection.execute("PRAGMA busy_timeout=0")
    monkeypatch.setattr("visionwork.document.answer_hashes.comment_hash", hashed)
    look = look_apart(path, turn)
    assert had == [False] * len(ANSWERS)
    assert look.damage == {1: ()}


@pytest.mark.parametrize("rows", [1, 3, 40, 100])
def test_answers_are_looked_through_some_at_a_time(
    document: Document, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    for table in ("response", "comment"):
        document.store.connection.execute(f"UPDATE {table} SET sha256 = '{'0' * 64}'")  # noqa: S608
    monkeypatch.setattr("visionwork.document.answer_hashes._SLICE", rows)
    told = list(answer_hashes.damaged_answers(document.store.connection, 1))
    assert len(told) == 2 * len(ANSWERS)
    assert told == list(answer_hashes.damaged_answers(document.store.connection))


def test_looking_through_ends_where_damage_left_a_key_that_is_no_text(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "CAST(x'ff' || substr(key, 2) AS TEXT)"
    document.store.connection.execute("PRAGMA ignore_check_constraints=ON")
    document.store.connection.execute(f"UPDATE comment SET key = {key}, sha256 = '{'0' * 64}'")  # noqa: S608
    monkeypatch.setattr("visionwork.document.answer_hashes._SLICE", 3)
    assert len(list(answer_hashes.damaged_answers(document.store.connection, 1))) == len(ANSWERS)


def test_what_was_changed_on_the_disk_is_told(document: Document, path: Path) -> None:
    document.store.connection.execute("UPDATE comment SET text = 'Nothing' WHERE text = 'Bridge 7'")
    note_look(document, look_apart(path, document.store.turn))
    (sentence,) = document.rounds.damage(document.rounds.get(1))
    assert "A comment of round 1 does not fit its hash" in sentence


def test_few_answers_are_looked_at_at_once(path: Path) -> None:
    document = open_database(path)
    assert not document.rounds.many_unlooked()
    document.close()
