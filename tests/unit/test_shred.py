"""After shredding: the results as they were, and no byte of a single answer anywhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from visionwork.document.access import editing, open_to_read
from visionwork.document.connection import path_of
from visionwork.document.document import Document, create_database, open_database
from visionwork.document.errors import DocumentError
from visionwork.document.session import DocumentSession
from visionwork.document.shredding import SHREDDING, shred_apart
from visionwork.domain.evidence import EvidenceStatus, evidence_status
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup
from visionwork.feedback.results_export import results_json
from visionwork.protected import all_protected_results, count_all, count_to_shred, shred_answers

DAY = date(2026, 3, 12)
CANARY = "canary-of-the-few-9137"
MARK = "fingerprint-canary-5521"


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    create_database(tmp_path / "one.db", "T", "O")
    made = open_database(tmp_path / "one.db")
    yield made
    made.close()


def fill(document: Document) -> None:
    draft = document.texts.save_draft("statement", "Clients know who looks after them.")
    many, few = (document.groups.add(name, GroupKind.CUSTOMERS) for name in ("Many", "Few"))
    questions = [(QuestionKind.SCALE, "I believe it."), (QuestionKind.OPEN, "What else?")]
    document.rounds.open(draft.id, questions, [RoundGroup(many), RoundGroup(few)], DAY)
    answers = [
        NewResponse(many, {"q1": n % 5 + 1}, {"q2": f"shown comment {n}"}, f"{MARK}-{n}") for n in range(9)
    ]
    answers.append(NewResponse(few, {"q1": 1}, {"q2": CANARY}, MARK))
    document.rounds.add_responses(1, answers, Channel.CSV)


def shred_here(document: Document) -> None:
    """Remove the single answers as the command line does."""
    shred_answers(document, document.rounds.get(1), DAY)


def shred_beside(document: Document) -> None:
    """Remove the single answers as the window does where there are very many."""
    count_to_shred(document, document.rounds.get(1))
    path = path_of(document.store.connection)
    assert path is not None
    shredded = shred_apart(path, document.store.turn, 1, DAY)
    assert shredded.problem is None
    document.store.note_apart(SHREDDING, shredded.tables, None)
    document.store.clear_history()


@pytest.mark.parametrize("shred", [shred_here, shred_beside])
def test_results_stay_and_no_byte_of_an_answer_does(
    tmp_path: Path, shred: Callable[[Document], None]
) -> None:
    path, home = tmp_path / "vision.visionwork", tmp_path / "home"
    DocumentSession.create(path, "T", "O", home).close()
    with editing(path, home) as document:
        fill(document)
        document.rounds.close(1, DAY)
        count_all(document)
        before = results_json(all_protected_results(document))
    with editing(path, home) as document:
        document.workshop.update(audience="clients")  # another generation of backups
    kept = b"".join(found.read_bytes() for found in tmp_path.rglob("*") if found.is_file())
    assert CANARY.encode() in kept
    with editing(path, home) as document:
        keys = [row["key"].encode() for row in document.store.rows("SELECT key FROM response")]
        shred(document)
    left = b"".join(found.read_bytes() for found in tmp_path.rglob("*") if found.is_file())
    for trace in (CANARY.encode(), MARK.encode(), *keys):
        assert trace not in left
    document = open_to_read(path, home)
    assert results_json(all_protected_results(document)) == before
    found = document.rounds.get(1)
    assert (found.response_count, found.shredded_on, found.answered) == (0, DAY, True)
    drafts = document.snapshot().statement_drafts()
    assert evidence_status(drafts[0], drafts, document.rounds.all()) is EvidenceStatus.AS_WRITTEN
    document.close()


@pytest.mark.parametrize("shred", [shred_here, shred_beside])
def test_a_shredded_round_takes_nothing_and_nothing_comes_back(
    document: Document, shred: Callable[[Document], None]
) -> None:
    fill(document)
    with pytest.raises(DocumentError):
        shred(document)
    document.rounds.close(1, DAY)
    shred(document)
    assert not document.undo()
    assert not document.redo()
    for attempt in (
        lambda: document.rounds.reopen(1, document.clock().date()),
        lambda: document.rounds.add_responses(1, [NewResponse(1, {"q1": 3})], Channel.TYPED),
        lambda: shred(document),
        lambda: document.rounds.set_questions(1, [(QuestionKind.SCALE, "Another?")]),
        lambda: document.groups.delete(1),
    ):
        with pytest.raises(DocumentError):
            attempt()
    count_all(document)
    assert all_protected_results(document)[0].n == 9


def test_answers_are_gone_though_the_disk_refuses_to_write_the_file_anew(
    document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(document)
    document.rounds.close(1, DAY)

    class Full(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            if sql == "VACUUM":
                error = sqlite3.OperationalError("database or disk is full")
                error.sqlite_errorcode = sqlite3.SQLITE_FULL
                raise error
            return super().execute(sql, *values)

    def refusing(path: Path, **_: object) -> sqlite3.Connection:
        return sqlite3.connect(path, isolation_level=None, factory=Full)

    monkeypatch.setattr("visionwork.document.shredding.connect", refusing)
    shredded = shred_apart(tmp_path / "one.db", document.store.turn, 1, DAY)
    assert shredded.problem is not None
    document.store.note_apart(SHREDDING, shredded.tables, None)
    document.store.clear_history()
    assert document.rounds.get(1).shredded_on == DAY
    assert not document.store.rows("SELECT * FROM response")
    assert not document.undo()
