"""Answers that come together: counted as one file, and told truly when the disk is full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from visionwork.protected import current_results, waits_to_be_counted

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


@pytest.fixture
def asked(document: Document) -> Document:
    """The same workshop with a second round, for two groups, to tick and to write."""
    document.groups.add("Pilots", GroupKind.EMPLOYEES)
    questions = [(QuestionKind.SCALE, "I find myself in it."), (QuestionKind.OPEN, "What else?")]
    document.rounds.open(1, questions, [RoundGroup(1), RoundGroup(2)], DAY)
    return document


def answers(groups: Iterable[int], words: str) -> list[NewResponse]:
    return [NewResponse(group, {"q1": 4}, {"q2": f"{words} {n}"}) for n, group in enumerate(groups)]


def seen(document: Document) -> list[tuple[str, str | None]]:
    """Return the comments that are shown, each with the group that is named."""
    return [(found.text, found.group) for found in current_results(document)[1].questions[1].comments]


def add(document: Document, new: list[NewResponse], *, together: bool) -> None:
    found = document.rounds.get(2)
    if together:
        with taking_answers(document, found):
            add_at_once(document, found, new, Channel.CSV)
    else:
        document.rounds.add_responses(2, new, Channel.PHONE)


@pytest.mark.parametrize("single", [1, 2, 3])
def test_a_file_taken_in_as_a_whole_does_not_give_away_who_answers_after_it(
    asked: Document, single: int
) -> None:
    for group in (1, 2):
        for one in answers([group] * 4, f"By phone, {group}:"):
            add(asked, [one], together=False)
    add(asked, answers([1, 1, 1, 2, 2, 2], "In the file"), together=True)
    before = seen(asked)
    for one in answers([1] * single, "Late"):
        add(asked, [one], together=False)
    assert seen(asked) == before
    assert current_results(asked)[1].n == 14


def test_a_file_is_counted_with_the_command_that_brings_it(asked: Document) -> None:
    add(asked, answers([1] * 12, "First"), together=True)
    add(asked, answers([1, 1, 1, 2] * 4, "More"), together=True)
    assert not waits_to_be_counted(asked)
    assert asked.rounds.counts(2) == asked.rounds.recount(2)
    assert current_results(asked)[1].n == 24


def test_what_was_let_out_stays_so_when_the_file_is_taken_back(asked: Document) -> None:
    add(asked, answers([1] * 12, "First"), together=True)
    figures = asked.figures.of_round(2)
    assert figures
    asked.undo()
    assert asked.rounds.get(2).response_count == 0
    assert asked.figures.of_round(2) == figures
