"""Promises, answers and decisions are kept, and every change of them can be undone."""

from __future__ import annotations

from datetime import date

import pytest

from visionwork.document.document import Document
from visionwork.document.errors import DocumentError
from visionwork.domain.drafts import Draft, text_hash
from visionwork.domain.drift import Promise, PromiseAnswer
from visionwork.domain.stakeholders import Stakeholder

DAY = date(2026, 3, 2)
LATER = "We lead the market."
CUSTOMERS, EMPLOYEES, COMMUNITY = Stakeholder.CUSTOMERS, Stakeholder.EMPLOYEES, Stakeholder.COMMUNITY


@pytest.fixture
def draft(document: Document) -> Draft:
    return document.texts.save_draft("statement", "Clients hear bad news early. Colleagues have time.")


@pytest.fixture
def promises(document: Document, draft: Draft) -> tuple[Promise, ...]:
    return document.promises.confirm(
        draft.id, [("Clients hear bad news  early", [CUSTOMERS]), ("Colleagues have time", [EMPLOYEES])], DAY
    )


def test_confirmed_promises_come_back_in_order(
    document: Document, draft: Draft, promises: tuple[Promise, ...]
) -> None:
    assert [(p.position, p.text, p.stakeholders) for p in promises] == [
        (0, "Clients hear bad news early", (CUSTOMERS,)),
        (1, "Colleagues have time", (EMPLOYEES,)),
    ]
    snapshot = document.snapshot()
    assert snapshot.promises_of(draft.id) == promises
    assert snapshot.promises_confirmed == {draft.id}


def test_confirming_again_keeps_those_with_the_same_words(
    document: Document, draft: Draft, promises: tuple[Promise, ...]
) -> None:
    document.promises.answer(promises[1].id, LATER, present=False)
    again = document.promises.confirm(
        draft.id, [("Colleagues have time", [COMMUNITY, EMPLOYEES]), ("  ", [])], DAY
    )
    assert [(p.id, p.stakeholders) for p in again] == [(promises[1].id, (EMPLOYEES, COMMUNITY))]
    assert len(document.promises.answers()) == 1
    document.undo()
    assert document.promises.of_draft(draft.id) == promises
    document.undo()
    document.undo()
    assert document.promises.all() == ()
    assert document.promises.confirmed() == frozenset()


def test_nothing_promised_is_a_list_too(document: Document, draft: Draft) -> None:
    assert document.promises.confirm(draft.id, [], DAY) == ()
    assert document.promises.confirmed() == {draft.id}


def test_an_answer_belongs_to_one_wording(document: Document, promises: tuple[Promise, ...]) -> None:
    document.promises.answer(promises[0].id, LATER, present=True, where=" lead ")
    again = document.promises.answer(promises[0].id, LATER, present=True, where="the market")
    (answer,) = document.promises.answers()
    assert answer == PromiseAnswer(again, promises[0].id, text_hash(LATER), True, "the market")
    document.promises.answer(promises[0].id, LATER + "!", present=False, where="nowhere")
    assert [a.where for a in document.promises.answers()] == ["the market", ""]
    document.undo()
    assert document.promises.answers() == (answer,)


def test_a_decision_names_who_decided_and_why(
    document: Document, draft: Draft, promises: tuple[Promise, ...]
) -> None:
    def decide(reason: str) -> tuple[int, ...]:
        return document.promises.decide(
            draft.id, LATER, [EMPLOYEES, promises[1]],
            decided_by=" The  board ", reason=reason, decided_on=DAY,
        )  # fmt: skip

    decide("Too soft.")
    group, promise = decide("They have a text of their own.")
    found = document.promises.decisions()
    assert [(d.id, d.stakeholder, d.promise_id) for d in found] == [
        (group, EMPLOYEES, None),
        (promise, None, promises[1].id),
    ]
    assert {(d.decided_by, d.reason, d.sha256) for d in found} == {
        ("The board", "They have a text of their own.", text_hash(LATER))
    }
    document.promises.withdraw_decision(group)
    document.promises.confirm(draft.id, [], DAY)
    assert document.promises.decisions() == ()
    document.undo()
    assert [d.id for d in document.promises.decisions()] == [promise]


def test_a_promise_nobody_confirmed_is_not_decided_on(document: Document, draft: Draft) -> None:
    lost = [Promise(0, draft.id, 0, "Clients hear bad news early", (CUSTOMERS,)), CUSTOMERS]
    ids = document.promises.decide(draft.id, LATER, lost, decided_by="We", reason="So", decided_on=DAY)
    assert [(d.id, d.stakeholder) for d in document.promises.decisions()] == [(ids[0], CUSTOMERS)]


@pytest.mark.parametrize(("who", "reason"), [(" ", "Too soft."), ("The board", " ")])
def test_a_decision_without_a_name_or_a_reason_is_none(
    document: Document, draft: Draft, who: str, reason: str
) -> None:
    with pytest.raises(DocumentError):
        document.promises.decide(draft.id, LATER, [EMPLOYEES], decided_by=who, reason=reason, decided_on=DAY)
    assert document.promises.decisions() == ()


def test_confirming_a_promise_that_stands_twice_again_and_again_adds_none(
    document: Document, draft: Draft
) -> None:
    twice = [("Clients hear bad news early", [CUSTOMERS])] * 2
    first = document.promises.confirm(draft.id, twice, DAY)
    assert len(first) == 2
    assert document.promises.confirm(draft.id, twice, DAY) == first
    assert document.promises.confirm(draft.id, twice[:1], DAY) == first[:1]


def test_decisions_withdrawn_together_come_back_together(
    document: Document, draft: Draft, promises: tuple[Promise, ...]
) -> None:
    ids = document.promises.decide(
        draft.id, LATER, [CUSTOMERS, promises[1]], decided_by="The leads", reason="Said elsewhere.",
        decided_on=DAY,
    )  # fmt: skip
    before = document.promises.decisions()
    document.promises.withdraw_decision(*ids)
    assert document.promises.decisions() == ()
    document.undo()
    assert document.promises.decisions() == before
