"""Which draft a wording is compared with, and which losses still wait for a decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from visionwork.domain.drafts import STATEMENT_SUBJECT, Draft, text_hash
from visionwork.domain.drift import (
    Drift,
    DriftDecision,
    Promise,
    PromiseAnswer,
    PromiseReading,
    PromiseState,
    decision_for,
    decisions_on,
    earlier_decision,
    left_out_in,
    reason_on_record,
    reference_draft,
    standing_answers,
    standing_decision,
    undecided,
)
from visionwork.domain.rounds import Round, RoundStatus
from visionwork.domain.stakeholders import Stakeholder

CUSTOMERS, EMPLOYEES, SHAREHOLDERS = (
    Stakeholder.CUSTOMERS, Stakeholder.EMPLOYEES, Stakeholder.SHAREHOLDERS,
)  # fmt: skip
HERE, ELSEWHERE = "a" * 64, "b" * 64


def draft(number: int, text: str) -> Draft:
    return Draft(number, STATEMENT_SUBJECT, number, text, text_hash(text))


def shown(item: Draft, responses: int = 6) -> Round:
    opened = date(2026, 3, 3)
    return Round(1, 1, item.id, item.sha256, RoundStatus.OPEN, opened, response_count=responses)


def test_the_newest_tested_draft_before_a_wording_is_the_one_to_compare_with() -> None:
    one, two, three = draft(1, "We help."), draft(2, "We help people."), draft(3, "We win.")
    drafts, rounds = (one, two, three), [shown(one), shown(two), shown(three, responses=0)]
    assert reference_draft(drafts, rounds, three) == two
    assert reference_draft(drafts, rounds, "We win more.") == two
    assert reference_draft(drafts, rounds, two) == one
    assert reference_draft(drafts, rounds, one) is None
    assert reference_draft(drafts, [], three) is None
    assert reference_draft(drafts, rounds, three, chosen=1) == one
    assert reference_draft(drafts, rounds, two, chosen=3) == one  # a later one cannot be chosen


def test_the_same_words_are_compared_with_those_before() -> None:
    one, two = draft(1, "We help."), draft(2, "We help people.")
    assert reference_draft((one, two), [shown(one), shown(two)], "We help people.") == one


def promise(number: int, *people: Stakeholder) -> Promise:
    return Promise(number, 1, number, f"Promise {number}", people)


def decision(number: int, lost: Promise | Stakeholder, sha256: str = HERE) -> DriftDecision:
    promise_id, stakeholder = (lost.id, None) if isinstance(lost, Promise) else (None, lost)
    day = date(2026, 3, 12)
    return DriftDecision(number, 1, sha256, promise_id, stakeholder, "The board", "Short", day)


def lost(*promises: Promise, groups: tuple[Stakeholder, ...] = ()) -> Drift:
    return Drift(1, groups, (), tuple(PromiseReading(p, PromiseState.LOST) for p in promises))


def test_a_loss_waits_until_somebody_decided_on_it() -> None:
    found = lost(promise(1, CUSTOMERS))
    assert undecided(found, [], HERE) == (promise(1, CUSTOMERS),)
    decided = [decision(1, promise(1, CUSTOMERS))]
    assert undecided(found, decided, HERE) == ()
    assert undecided(found, decided, ELSEWHERE) == ()  # the team goes on writing after it decided
    assert decision_for(decided, 1, ELSEWHERE, promise(1, CUSTOMERS)) is None
    assert earlier_decision(decided, 1, ELSEWHERE, promise(1, CUSTOMERS)) == decided[0]
    assert decision_for(decided, 2, HERE, promise(1, CUSTOMERS)) is None


def test_one_reason_settles_a_group_and_what_it_was_promised() -> None:
    found = lost(promise(1, EMPLOYEES), promise(2, CUSTOMERS, EMPLOYEES), groups=(EMPLOYEES,))
    assert undecided(found, [], HERE) == (EMPLOYEES, promise(2, CUSTOMERS, EMPLOYEES))
    assert undecided(found, [decision(1, EMPLOYEES)], HERE) == (promise(2, CUSTOMERS, EMPLOYEES),)


def test_what_was_decided_on_a_draft_set_aside_settles_nothing_else() -> None:
    aside = replace(draft(2, "We win."), sha256=HERE, set_aside="Too sharp.")
    decided = [decision(1, EMPLOYEES, HERE), decision(2, CUSTOMERS, ELSEWHERE)]
    assert decisions_on(decided, [aside], ELSEWHERE) == (decided[1],)
    assert decisions_on(decided, [aside], HERE) == tuple(decided)


def test_a_promise_nobody_confirmed_cannot_be_decided_on() -> None:
    assert undecided(lost(promise(0, CUSTOMERS)), [], HERE) == ()


def test_shareholders_wait_for_nobody() -> None:
    assert undecided(lost(promise(1, SHAREHOLDERS), groups=(SHAREHOLDERS,)), [], HERE) == ()
    assert promise(1).to_people
    assert not promise(1, SHAREHOLDERS).to_people


def test_the_latest_decision_counts() -> None:
    first, second = decision(1, EMPLOYEES), replace(decision(2, EMPLOYEES), reason="They have their own")
    assert decision_for([first, second], 1, HERE, EMPLOYEES) == second
    elsewhere = decision(3, EMPLOYEES, ELSEWHERE)
    assert standing_decision([first, second, elsewhere], 1, HERE, EMPLOYEES) == second
    assert standing_decision([elsewhere], 1, HERE, EMPLOYEES) == elsewhere
    assert standing_decision([elsewhere], 2, HERE, EMPLOYEES) is None


def test_words_that_were_shown_hold_a_promise_as_long_as_they_stand() -> None:
    shown = PromiseAnswer(1, 7, ELSEWHERE, True, "an  hour a day")
    gone = PromiseAnswer(2, 8, ELSEWHERE, False)
    text = "Everyone has an hour a day. Always."
    (standing,) = standing_answers([shown, gone], text)
    assert (standing.promise_id, standing.sha256, standing.present) == (7, text_hash(text), True)
    assert standing_answers([shown], "Everyone has a day.") == ()
    here = PromiseAnswer(3, 7, text_hash(text), False)
    for order in ([shown, here], [here, shown]):
        assert standing_answers(order, text) == (here,)


def test_altered_words_are_compared_with_nothing() -> None:
    one, two, three = (draft(number, text) for number, text in enumerate(("We a.", "We b.", "We c."), 1))
    rounds = [shown(one), shown(two)]
    assert reference_draft([one, two, three], rounds, three) == two
    spoilt = replace(two, text="We x.", altered=True)
    assert reference_draft([one, spoilt, three], rounds, three) is None
    assert (
        reference_draft([one, two, replace(three, altered=True)], rounds, replace(three, altered=True))
        is None
    )


def test_a_reason_stays_on_record_when_the_promise_is_asked_about_again() -> None:
    to_both = promise(1, CUSTOMERS, EMPLOYEES)
    own = decision(1, to_both, ELSEWHERE)
    assert reason_on_record([own], 1, HERE, to_both) == own
    groups = [decision(2, CUSTOMERS, ELSEWHERE), decision(3, EMPLOYEES, ELSEWHERE)]
    assert reason_on_record(groups, 1, HERE, to_both) == groups[0]
    assert reason_on_record(groups[:1], 1, HERE, to_both) is None
    assert reason_on_record(groups, 1, HERE, promise(2)) is None


def test_where_something_was_left_out_is_told() -> None:
    later = replace(draft(4, "We win."), sha256=ELSEWHERE)
    made = decision(1, EMPLOYEES, ELSEWHERE)
    since = "The text has changed since."
    assert left_out_in(made, [later], HERE) == ("Left out on purpose in Draft 4", since)
    assert left_out_in(made, [], HERE) == ("Left out on purpose in an earlier wording", since)
    assert left_out_in(made, [later], ELSEWHERE) == ("Left out on purpose in this wording", "")
