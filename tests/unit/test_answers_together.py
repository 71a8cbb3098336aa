"""Answers that come together when the disk is full: what is told is what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from visionwork import answers_together
from visionwork.answers_together import add_at_once
from visionwork.cli_support import taking_answers
from visionwork.document.document import Document, create_database, open_database
from visionwork.document.errors import NotSavedError
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup, RoundStatus

DAY = date(2026, 3, 2)
MANY = [NewResponse(1, {}, {"q1": f"{number} " + "words " * 300}) for number in range(200)]


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    path = tmp_path / "a.db"
    create_database(path, "Crew and passengers", "Torsund Ferries")
    document = open_database(path)
    document.texts.save_draft("statement", "We tell you early what will not hold.")
    document.groups.add("Deck crews", GroupKind.EMPLOYEES)
    document.rounds.open(1, [(QuestionKind.OPEN, "What else?")], [RoundGroup(1)], DAY)
    add_at_once(document, document.rounds.get(1), MANY[:7], Channel.CSV)
    yield document
    document.close()


def fill_disk(document: Document) -> None:
    """Let the database not grow."""
    connection = document.store.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")


def empty_disk(document: Document) -> None:
    document.store.connection.execute("PRAGMA max_page_count = 1000000")


def test_answers_stored_before_are_kept_and_the_next_step_is_said(document: Document) -> None:
    asked = document.rounds.get(1)
    fill_disk(document)
    with pytest.raises(NotSavedError, match="disk is full") as told:
        add_at_once(document, asked, MANY, Channel.CSV)
    assert "None of these answers were stored; the answers stored before are kept." in told.value.sentence
    assert told.value.next_step.endswith("Then bring these in again.")
    assert document.rounds.get(1).response_count == 7
    empty_disk(document)
    assert add_at_once(document, asked, MANY, Channel.CSV) == 200


def test_a_closed_round_stays_as_it_was(document: Document) -> None:
    document.rounds.close(1, DAY)
    before = document.rounds.get(1)
    fill_disk(document)
    with pytest.raises(NotSavedError) as told, taking_answers(document, before):
        add_at_once(document, before, MANY, Channel.CSV)
    assert told.value.sentence.count("None of these answers were stored") == 1
    assert document.rounds.get(1) == before
    empty_disk(document)
    with taking_answers(document, before):
        add_at_once(document, before, MANY, Channel.CSV)
    found = document.rounds.get(1)
    assert (found.status, found.response_count) == (RoundStatus.CLOSED, 207)


def test_what_is_stored_is_not_called_lost(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    count = answers_together.count_answers

    def full(*arguments: object, whole_file: bool = False) -> None:
        if whole_file:
            raise NotSavedError("The disk is full.", "Free some space.")
        count(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(answers_together, "count_answers", full)
    with pytest.raises(NotSavedError, match="The answers are stored, but not counted yet"):
        add_at_once(document, document.rounds.get(1), MANY, Channel.CSV)
    assert document.rounds.get(1).response_count == 207
