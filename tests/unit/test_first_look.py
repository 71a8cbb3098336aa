"""The first look at very many answers, over a connection of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from visionwork.document.document import Document, create_database, open_database
from visionwork.document.store import Change
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup
from visionwork.first_look import look_apart, note_look
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
    note_look(document, look_apart(path, document.store.turn, count=True))
    assert not document.rounds.many_unlooked()
    assert not waits_to_be_counted(document)
    (found,) = all_protected_results(document)
    assert [(question.n, question.counts) for question in found.questions] == wanted
    assert [comment.text for comment in found.questions[1].comments] == comments
    assert [(change.label, "figure" in change.tables) for change in told] == [("Count the answers", True)]
    assert document.store.undo()
    assert document.groups.all()[0].name == "Deck crews"


def test_nothing_is_let_out_where_nothing_may_be_written(document: Document, path: Path) -> None:
    before = path.read_bytes()
    look = look_apart(path, document.store.turn, count=False)
    assert look.tables == frozenset()
    assert path.read_bytes() == before


def test_what_was_changed_on_the_disk_is_told(document: Document, path: Path) -> None:
    document.store.connection.execute("UPDATE comment SET text = 'Nothing' WHERE text = 'Bridge 7'")
    note_look(document, look_apart(path, document.store.turn, count=True))
    (sentence,) = document.rounds.damage(document.rounds.get(1))
    assert "A comment of round 1 does not fit its hash" in sentence


def test_few_answers_are_looked_at_at_once(path: Path) -> None:
    document = open_database(path)
    assert not document.rounds.many_unlooked()
    document.close()
