"""A workshop's drafts beside the tested ones, with what the facilitator confirmed, answered and taught."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from visionwork.document.document import Document, create_database, open_database
from visionwork.domain.drafts import Draft, text_hash
from visionwork.domain.drift import PromiseState
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup
from visionwork.domain.stakeholders import Presence, Stakeholder
from visionwork.revisions import drift_between, statement_revisions

DAY = date(2026, 3, 2)
TESTED = "Our clients can count on candid advice. Our partners have the time to give it."
LATER = "Our clients hear the truth, even on a Friday."


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    path = tmp_path / "working.db"
    create_database(path, "Our vision", "Aldermoor")
    document = open_database(path, lambda: datetime.fromisoformat("2026-03-02 10:42"))
    yield document
    document.close()


@pytest.fixture
def tested(document: Document) -> Draft:
    """A draft that somebody answered on."""
    draft = document.texts.save_draft("statement", TESTED)
    group = document.groups.add("Clients", GroupKind.CUSTOMERS)
    questions = [(QuestionKind.SCALE, "Do you see yourself in it?")]
    round_id = document.rounds.open(draft.id, questions, [RoundGroup(group)], DAY)
    document.rounds.add_responses(round_id, [NewResponse(group, {"q1": 4})], Channel.TYPED)
    return draft


def test_without_a_tested_draft_there_is_nothing_to_compare(document: Document) -> None:
    document.texts.save_draft("statement", TESTED)
    document.texts.save_draft("statement", LATER)
    assert statement_revisions(document.snapshot()) == ()


def test_each_later_draft_is_compared_with_the_tested_one(document: Document, tested: Draft) -> None:
    for text in ("We are number one.", f"{TESTED} We like rain.", TESTED):
        document.texts.save_draft("statement", text)
    lost, back = statement_revisions(document.snapshot())  # the words that were tested need no other
    assert (lost.before, lost.after.number, lost.drift.warn) == (tested, 2, True)
    assert (back.after.number, back.drift.warn, back.drift.before_draft) == (3, False, tested.id)


def test_confirmed_promises_and_answers_count(document: Document, tested: Draft) -> None:
    (promise,) = document.promises.confirm(
        tested.id, [("clients can count on candid advice", [Stakeholder.CUSTOMERS])], DAY
    )
    asked = drift_between(document.snapshot(), tested, LATER)
    assert [reading.state for reading in asked.promises] == [PromiseState.ASK]
    document.promises.answer(promise.id, LATER, present=True, where="hear the truth")
    kept = drift_between(document.snapshot(), tested, LATER)
    assert [reading.state for reading in kept.promises] == [PromiseState.KEPT]
    document.promises.confirm(tested.id, [], DAY)
    assert drift_between(document.snapshot(), tested, LATER).promises == ()


def test_words_of_the_house_and_states_set_by_hand_count(document: Document, tested: Draft) -> None:
    document.coaching.learn("partner", Stakeholder.EMPLOYEES)
    assert Stakeholder.EMPLOYEES in drift_between(document.snapshot(), tested, LATER).lost
    document.coaching.flip(text_hash(LATER), Stakeholder.EMPLOYEES, Presence.NAMED)
    assert Stakeholder.EMPLOYEES not in drift_between(document.snapshot(), tested, LATER).lost
