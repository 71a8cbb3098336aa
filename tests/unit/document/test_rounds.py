from __future__ import annotations

import sqlite3
from datetime import date

import pytest

from visionwork.document.document import Document
from visionwork.document.errors import DocumentError
from visionwork.domain.evidence import EvidenceStatus, evidence_status
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup, RoundStatus
from visionwork.protected import count_all

DAY = date(2026, 3, 2)
QUESTIONS = [
    (QuestionKind.SCALE, "I find myself in it."),
    (QuestionKind.OPEN, "What would you miss?"),
    (QuestionKind.SCALE, "I believe it."),
    (QuestionKind.OPEN, "  "),
]


@pytest.fixture
def clients(document: Document) -> int:
    return document.groups.add("Clients", GroupKind.CUSTOMERS)


@pytest.fixture
def round_id(document: Document, clients: int) -> int:
    draft = document.texts.save_draft("statement", "Clients know the people who look after them.")
    return document.rounds.open(draft.id, QUESTIONS, [RoundGroup(clients, 40)], DAY)


def test_a_round_is_bound_to_the_wording_it_shows(document: Document, round_id: int, clients: int) -> None:
    found = document.rounds.get(round_id)
    assert found.draft_sha256 == document.texts.draft(found.draft_id).sha256
    assert [(q.id, q.kind) for q in found.questions] == [
        ("q1", QuestionKind.SCALE),
        ("q2", QuestionKind.OPEN),
        ("q3", QuestionKind.SCALE),
    ]
    assert found.groups == (RoundGroup(clients, 40),)
    assert (found.number, found.status, found.response_count) == (1, RoundStatus.OPEN, 0)


def test_a_round_needs_questions_and_people(document: Document, clients: int) -> None:
    draft = document.texts.save_draft("statement", "Clients first.")
    with pytest.raises(DocumentError):
        document.rounds.open(draft.id, [(QuestionKind.OPEN, " ")], [RoundGroup(clients)], DAY)
    with pytest.raises(DocumentError):
        document.rounds.open(draft.id, QUESTIONS, [], DAY)
    with pytest.raises(KeyError):
        document.rounds.get(1)


def test_a_round_closes_and_opens_again_and_keeps_a_record(document: Document, round_id: int) -> None:
    later = date(2026, 3, 9)
    document.rounds.close(round_id, DAY)
    document.rounds.close(round_id, later)  # it is closed already
    assert document.rounds.get(round_id).closed_on == DAY
    document.rounds.reopen(round_id, later)
    document.rounds.reopen(round_id, later)
    found = document.rounds.get(round_id)
    assert (found.status, found.closed_on, found.was_reopened) == (RoundStatus.OPEN, None, True)
    assert [(event.act.value, event.day) for event in found.history] == [
        ("opened", DAY),
        ("closed", DAY),
        ("reopened", later),
    ]


def test_closing_and_opening_again_are_undone_with_their_record(document: Document, round_id: int) -> None:
    document.rounds.close(round_id, DAY)
    document.rounds.reopen(round_id, DAY)
    document.undo()
    assert document.rounds.get(round_id).status is RoundStatus.CLOSED
    document.undo()
    found = document.rounds.get(round_id)
    assert (found.status, [event.act.value for event in found.history]) == (RoundStatus.OPEN, ["opened"])
    document.redo()
    assert document.rounds.get(round_id).status is RoundStatus.CLOSED


def test_a_closed_round_takes_no_answers(document: Document, round_id: int, clients: int) -> None:
    document.rounds.close(round_id, DAY)
    for channel in Channel:
        with pytest.raises(DocumentError, match="Round 1 is closed"):
            document.rounds.add_responses(round_id, [NewResponse(clients, {"q1": 3})], channel)
    assert document.rounds.get(round_id).response_count == 0


def test_two_drafts_are_shown_to_the_same_people(document: Document, clients: int) -> None:
    one = document.texts.save_draft("statement", "Clients know the people who look after them.")
    two = document.texts.save_draft("statement", "We look after people we know.")
    asked = [*QUESTIONS[:3], (QuestionKind.PREFERENCE, "Which speaks more to you?")]
    number = document.rounds.open(one.id, asked, [RoundGroup(clients)], DAY, two.id)
    found = document.rounds.get(number)
    assert [(draft.id, draft.sha256) for draft in found.drafts] == [
        (one.id, one.sha256),
        (two.id, two.sha256),
    ]
    assert [(q.id, q.kind.value, q.text, q.draft_id) for q in found.questions] == [
        ("q1", "scale", "I find myself in it.", one.id),
        ("q2", "scale", "I believe it.", one.id),
        ("q3", "scale", "I find myself in it.", two.id),
        ("q4", "scale", "I believe it.", two.id),
        ("q5", "preference", "Which speaks more to you?", None),
        ("q6", "open", "What would you miss?", None),
    ]
    document.rounds.add_responses(
        number, [NewResponse(clients, {"q1": 5, "q4": 2, "q5": 3}, {"q6": "us"})], Channel.TYPED
    )
    assert [row["scales"] for row in document.store.rows("SELECT scales FROM response")] == ["5--23"]
    tallies = {tally.question_id: tally.counts for tally in document.rounds.tallies(number)}
    assert tallies["q4"] == (0, 1, 0, 0, 0)
    assert tallies["q5"] == (0, 0, 1, 0, 0)
    drafts = document.texts.drafts("statement")
    for draft in drafts:
        assert evidence_status(draft, drafts, document.rounds.all()) is EvidenceStatus.AS_WRITTEN


def test_two_drafts_of_one_wording_are_no_comparison(document: Document, clients: int) -> None:
    one = document.texts.save_draft("statement", "Clients know the people who look after them.")
    document.texts.save_draft("statement", "Something else.")
    again = document.texts.save_draft("statement", "Clients know the people who look after them.")
    with pytest.raises(DocumentError, match="same wording"):
        document.rounds.open(one.id, QUESTIONS, [RoundGroup(clients)], DAY, again.id)
    assert document.rounds.all() == ()


def test_answers_are_counted_a_question_and_group(document: Document, round_id: int, clients: int) -> None:
    staff = document.groups.add("Staff", GroupKind.EMPLOYEES)
    responses = [
        NewResponse(clients, {"q1": 5, "q3": 1}, {"q2": "Our neighbours"}),
        NewResponse(clients, {"q1": 5}, {"q2": "  "}),
        NewResponse(staff, {"q3": 2}),
    ]
    assert document.rounds.add_responses(round_id, responses, Channel.TYPED) == 3
    tallies = {(t.question_id, t.group_id): t.counts for t in document.rounds.tallies(round_id)}
    assert tallies == {
        ("q1", clients): (0, 0, 0, 0, 2),
        ("q3", clients): (1, 0, 0, 0, 0),
        ("q1", staff): (0, 0, 0, 0, 0),
        ("q3", staff): (0, 1, 0, 0, 0),
    }
    assert document.rounds.respondents(round_id) == {clients: 2, staff: 1}
    assert [comment.text for comment in document.rounds.comments(round_id)] == ["Our neighbours"]
    assert document.rounds.get(round_id).response_count == 3


def test_the_same_import_twice_adds_nothing(document: Document, round_id: int, clients: int) -> None:
    responses = [NewResponse(clients, {"q1": n}, fingerprint=f"row {n}") for n in (1, 2, 2)]
    assert document.rounds.add_responses(round_id, responses, Channel.CSV) == 2
    assert document.rounds.add_responses(round_id, responses, Channel.CSV) == 0
    assert document.rounds.get(round_id).response_count == 2


@pytest.mark.parametrize("bad", [NewResponse(99, {"q1": 3}), NewResponse(1, {"q1": 6})])
def test_an_import_is_all_or_nothing(
    document: Document, round_id: int, clients: int, bad: NewResponse
) -> None:
    with pytest.raises((DocumentError, ValueError)):
        document.rounds.add_responses(round_id, [NewResponse(clients, {"q1": 3}), bad], Channel.CSV)
    assert document.rounds.get(round_id).response_count == 0


def test_an_import_is_undone_and_done_again_as_a_whole(
    document: Document, round_id: int, clients: int
) -> None:
    responses = [NewResponse(clients, {"q1": n % 5 + 1}, {"q2": f"No. {n}"}) for n in range(500)]
    document.rounds.add_responses(round_id, responses, Channel.CSV)
    before = document.rounds.tallies(round_id)
    document.undo()
    assert document.rounds.get(round_id).response_count == 0
    document.redo()
    assert document.rounds.tallies(round_id) == before


def test_nothing_stored_tells_who_came_first(document: Document, round_id: int, clients: int) -> None:
    for n in (1, 2, 3, 4, 5, 1, 2, 3, 4, 5):
        document.rounds.add_responses(round_id, [NewResponse(clients, {"q1": n})], Channel.TYPED)
    columns = {row["name"] for row in document.store.rows("PRAGMA table_info(response)")}
    assert columns == {
        "key", "round_id", "group_id", "channel", "fingerprint", "scales", "sha256",
    }  # fmt: skip
    with pytest.raises(sqlite3.OperationalError, match="rowid"):
        document.store.rows("SELECT rowid FROM response")
    arrived = [row["scales"] for row in document.store.rows("SELECT scales FROM response ORDER BY key")]
    assert arrived != ["1-", "2-", "3-", "4-", "5-", "1-", "2-", "3-", "4-", "5-"]


def test_questions_change_until_somebody_answers(document: Document, round_id: int, clients: int) -> None:
    document.rounds.set_questions(round_id, QUESTIONS[:1])
    assert [q.text for q in document.rounds.get(round_id).questions] == ["I find myself in it."]
    with pytest.raises(DocumentError):
        document.rounds.set_questions(round_id, [])
    document.rounds.add_responses(round_id, [NewResponse(clients, {"q1": 3})], Channel.TYPED)
    with pytest.raises(DocumentError):
        document.rounds.set_questions(round_id, QUESTIONS)


def test_who_is_asked_tells_nothing_of_answers_that_are_held_back(
    document: Document, round_id: int, clients: int
) -> None:
    staff = document.groups.add("Staff", GroupKind.EMPLOYEES)
    answers = [NewResponse(clients, {"q1": 3})]
    document.rounds.add_responses(round_id, answers, Channel.TYPED)
    document.rounds.set_groups(round_id, [RoundGroup(staff, 10)])
    assert {group.group_id for group in document.rounds.get(round_id).groups} == {staff}
    assert document.rounds.respondents(round_id) == {clients: 1}

    # What is shown stays, so that nothing shown is about nobody.
    document.rounds.set_groups(round_id, [RoundGroup(staff), RoundGroup(clients)])
    document.rounds.add_responses(round_id, answers * 4, Channel.TYPED)
    count_all(document)
    document.rounds.set_groups(round_id, [RoundGroup(staff, 10)])
    assert {group.group_id for group in document.rounds.get(round_id).groups} == {clients, staff}
    with pytest.raises(DocumentError):
        document.groups.delete(clients)


def test_deleting_a_round_is_undone_with_its_answers(document: Document, round_id: int, clients: int) -> None:
    document.rounds.add_responses(round_id, [NewResponse(clients, {"q1": 3})], Channel.TYPED)
    document.rounds.delete(round_id)
    assert document.rounds.all() == ()
    document.undo()
    assert document.rounds.get(round_id).response_count == 1
    assert len(document.rounds.get(round_id).questions) == 3
