"""Which clauses are proposed as promises, and to whom."""

from __future__ import annotations

from collections.abc import Callable

from visionwork.coach.promises import promises_of, propose_promises
from visionwork.domain.drift import Promise
from visionwork.domain.findings import Findings
from visionwork.domain.stakeholders import Stakeholder

Read = Callable[[str], Findings]
CUSTOMERS, EMPLOYEES, MANAGERS = Stakeholder.CUSTOMERS, Stakeholder.EMPLOYEES, Stakeholder.MANAGERS


def test_each_clause_is_proposed_with_its_groups(read: Read) -> None:
    text = "We tell our clients early. Clients and colleagues are told the truth.\nWe like rain."
    found = propose_promises(read(text))
    assert [(p.text, p.stakeholders) for p in found] == [
        ("We tell our clients early", (CUSTOMERS,)),
        ("Clients and colleagues are told the truth", (CUSTOMERS, EMPLOYEES)),
    ]
    assert [text[p.start : p.end] for p in found] == [p.text for p in found]


def test_two_sentences_in_one_are_two_promises(read: Read) -> None:
    found = propose_promises(read("Managers clear the way, and our colleagues have time to learn."))
    assert [(p.text, p.stakeholders) for p in found] == [
        ("Managers clear the way", (MANAGERS,)),
        ("our colleagues have time to learn", (EMPLOYEES,)),
    ]
    together = propose_promises(read("Managers listen to colleagues, and act on it."))
    assert [p.stakeholders for p in together] == [(EMPLOYEES, MANAGERS)]


def test_people_without_a_name_are_proposed_as_nobody_in_particular(read: Read) -> None:
    found = propose_promises(read("Those who live beside the pit are asked before we dig."))
    assert [(p.text, p.stakeholders) for p in found] == [
        ("Those who live beside the pit are asked before we dig", ())
    ]


def test_rank_money_and_technology_are_no_promise(read: Read) -> None:
    text = "We are the leading platform for those who want profit. Clients love our robots."
    assert propose_promises(read(text)) == ()


def test_confirmed_promises_count_before_proposed_ones(read: Read) -> None:
    findings = read("We tell our clients early.")
    own = Promise(4, 1, 0, "Clients hear it first", (CUSTOMERS,))
    assert promises_of(1, findings, (own,), is_confirmed=True) == (own,)
    assert promises_of(1, findings, (), is_confirmed=True) == ()
    (proposed,) = promises_of(1, findings, (), is_confirmed=False)
    assert (proposed.id, proposed.text) == (0, "We tell our clients early")
