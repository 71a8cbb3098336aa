"""What a revision keeps and loses; every case is one that a facilitator would have an opinion on."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from visionwork.coach.coach import default_coach
from visionwork.coach.drift import compare
from visionwork.coach.promises import promises_of
from visionwork.domain.drafts import text_hash
from visionwork.domain.drift import Drift, Promise, PromiseAnswer, PromiseState
from visionwork.domain.findings import Findings, Level, MarkKind
from visionwork.domain.stakeholders import Stakeholder
from visionwork.domain.tuning import at_level

CLIENTS = "Our clients can count on candid advice and on problems raised early."
STAFF = "Our colleagues have the time and the backing to keep that promise."
MANAGERS = "Managers clear the way for their teams."
TOWN = "The town finds our doors open on Saturdays."
MONEY = "Our shareholders receive a growing dividend."
TESTED = f"{CLIENTS} {STAFF} {MANAGERS} {TOWN}"
SENTENCES = (CLIENTS, STAFF, MANAGERS, TOWN, MONEY)


Read = Callable[[str], Findings]
Compare = Callable[..., Drift]


@pytest.fixture(scope="session")
def drift(read: Read) -> Compare:
    """Compare two texts, with the promises the coach proposes for the earlier one."""

    def compared(before: str, after: str, *answers: PromiseAnswer) -> Drift:
        promises = promises_of(1, read(before), (), is_confirmed=False)
        numbered = [Promise(n, 1, n, p.text, p.stakeholders) for n, p in enumerate(promises, start=1)]
        return compare(read(before), read(after), numbered, answers, before_draft=1)

    return compared


@pytest.fixture(scope="session")
def by_the_coach() -> Compare:
    """Compare two texts as the app does, with all rules."""

    def compared(before: str, after: str) -> Drift:
        earlier, later = (at_level(default_coach().read(text), picky=False) for text in (before, after))
        return compare(earlier, later, promises_of(1, earlier, (), is_confirmed=False))

    return compared


def states(found: Drift) -> list[str]:
    return [reading.state.value for reading in found.promises]


def test_a_group_that_is_gone_is_said_at_once_with_its_promise(drift: Compare) -> None:
    found = drift(TESTED, f"{CLIENTS} {MANAGERS} {TOWN}")
    assert found.lost == (Stakeholder.EMPLOYEES,)
    assert states(found) == ["kept", "lost", "kept", "kept"]
    assert [r.promise.text for r in found.readings(PromiseState.LOST)] == [STAFF.rstrip(".")]
    assert found.warn


def test_a_promise_that_became_rank_is_lost_although_its_group_is_named(drift: Compare) -> None:
    found = drift(CLIENTS, "We are the number one for clients in our region.")
    assert (found.lost, states(found), found.warn) == ((), ["lost"], True)
    assert found.added_marks == (MarkKind.POSITION,)


@pytest.mark.parametrize(
    "after",
    [
        f"{TOWN} {MANAGERS} {STAFF} {CLIENTS}",
        TESTED.replace(" ", "  ").replace(".", ".\n"),
        TESTED.replace("clients", "guests").replace("colleagues", "employees"),
        TESTED.replace(" and on problems raised early.", ". Problems are raised early for our clients."),
        f"Problems raised early and candid advice: clients can count on both. {STAFF} {MANAGERS} {TOWN}",
        f"{TESTED} We will grow our revenue with a new platform.",
    ],
    ids=["order", "layout", "other names", "split", "turned about", "money added"],
)
def test_honest_rewording_is_quiet(drift: Compare, after: str) -> None:
    found = drift(TESTED, after)
    assert (found.lost, states(found), found.warn) == ((), ["kept"] * 4, False)


def test_what_is_added_is_told_apart_from_what_is_lost(drift: Compare) -> None:
    found = drift(CLIENTS, f"{CLIENTS} {STAFF} Our platform brings revenue.")
    assert found.gained == (Stakeholder.EMPLOYEES,)
    assert found.added_marks == (MarkKind.MONEY, MarkKind.TECHNOLOGY)
    assert not found.warn


def test_losing_shareholders_rank_money_or_technology_is_no_warning(drift: Compare) -> None:
    before = f"{CLIENTS} {MONEY} We are the leading platform."
    found = drift(before, CLIENTS)
    assert found.lost == (Stakeholder.SHAREHOLDERS,)
    assert found.lost_people == ()
    assert not found.warn


def test_what_words_cannot_tell_is_asked(drift: Compare) -> None:
    found = drift(CLIENTS, "Clients hear the truth from us, even when it costs us the work.")
    assert (states(found), found.warn) == (["ask"], False)


@pytest.mark.parametrize(
    "after",
    [
        "Our clients can never count on candid advice and on problems raised early.",
        "We strive to let our clients count on candid advice and problems raised early where possible.",
        "Our colleagues can count on candid advice and on problems raised early. Clients are welcome.",
    ],
    ids=["refused", "made smaller", "to somebody else"],
)
def test_the_same_words_with_another_sense_are_asked_about(drift: Compare, after: str) -> None:
    found = drift(CLIENTS, after)
    assert (states(found), found.warn) == (["ask"], False)


def test_a_group_under_another_name_is_asked_about(drift: Compare) -> None:
    found = drift(
        f"{CLIENTS} {STAFF}", f"{CLIENTS} Everyone here has the time and the backing to keep that promise."
    )
    assert (found.lost, states(found), found.warn) == ((), ["kept", "ask"], False)


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        (
            "This is about our clients, our employees and our communities.",
            "This is about all stakeholders.",
            (Stakeholder.CUSTOMERS, Stakeholder.EMPLOYEES, Stakeholder.COMMUNITY),
        ),
        (
            "Our employees and customers grow with us.",
            "Everyone grows with us.",
            (Stakeholder.CUSTOMERS, Stakeholder.EMPLOYEES),
        ),
        ("Our employees are trusted to decide.", "People are trusted to decide.", (Stakeholder.EMPLOYEES,)),
        (CLIENTS, CLIENTS.replace("Our clients", "Anyone"), (Stakeholder.CUSTOMERS,)),
    ],
    ids=["stakeholders", "everyone", "people", "anyone"],
)
def test_people_in_general_carry_no_group(
    by_the_coach: Compare, before: str, after: str, lost: tuple[Stakeholder, ...]
) -> None:
    found = by_the_coach(before, after)
    assert (found.lost, found.warn) == (lost, True)
    assert "kept" not in states(found)


@pytest.mark.parametrize(
    "after",
    [
        "We help companies trust their employees to decide.",
        "Our software lets companies trust employees to decide.",
        "We trust companies whose employees decide.",
    ],
)
def test_the_people_of_others_carry_no_group(by_the_coach: Compare, after: str) -> None:
    found = by_the_coach("Our employees are trusted to decide.", after)
    assert (found.lost, states(found), found.warn) == ((Stakeholder.EMPLOYEES,), ["lost"], True)


def test_a_sentence_that_stood_there_before_is_no_new_name(by_the_coach: Compare) -> None:
    stays = "Our customers can count on clean water and a person who answers."
    found = by_the_coach(f"{stays} Managers clear the way for them.", stays)
    assert (found.lost, found.warn) == ((Stakeholder.MANAGERS,), True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("able to speak up without fear", "unable to speak up without fear"),
        ("certain of a reply", "uncertain of a reply"),
    ],
)
def test_words_inside_a_longer_word_are_not_kept(by_the_coach: Compare, before: str, after: str) -> None:
    found = by_the_coach(f"Employees are {before}.", f"Employees are {after}.")
    assert states(found) == ["ask"]


def test_whose_promise_somebody_says_is_gone_has_no_new_name(drift: Compare) -> None:
    after = MANAGERS.replace("Managers clear", "People clear") + f" {CLIENTS}"
    before = f"{CLIENTS} {MANAGERS}"
    assert drift(before, after).lost == ()
    gone = PromiseAnswer(1, 2, text_hash(after), present=False)
    assert drift(before, after, gone).lost == (Stakeholder.MANAGERS,)


def test_a_word_that_describes_goods_carries_no_group(by_the_coach: Compare) -> None:
    found = by_the_coach("Our consumers trust what we say.", "We make consumer electronics and say so.")
    assert found.lost == (Stakeholder.CUSTOMERS,)


@pytest.mark.parametrize(
    "after",
    ["Those who come to us", "Everyone we advise", "Our guests", "Our partners", "Whoever needs us"],
)
def test_people_who_are_picked_out_are_the_same_under_another_name(by_the_coach: Compare, after: str) -> None:
    found = by_the_coach(CLIENTS, CLIENTS.replace("Our clients", after))
    assert (found.lost, found.warn) == ((), False)


def test_people_who_were_there_before_carry_no_other_group(by_the_coach: Compare) -> None:
    found = by_the_coach(
        "Our employees help people who live with pain to sleep.",
        "We help people who live with pain to sleep.",
    )
    assert found.lost == (Stakeholder.EMPLOYEES,)


def test_leaving_one_of_two_groups_out_of_a_sentence_is_no_other_name(drift: Compare) -> None:
    before = "Our clients and our colleagues can count on candid advice."
    found = drift(before, "Our clients can count on candid advice.")
    assert found.lost == (Stakeholder.EMPLOYEES,)
    assert found.warn


def test_beside_a_group_that_stays_people_in_general_may_be_the_other_one(drift: Compare) -> None:
    before = "Our clients are told the truth. Our colleagues can count on candid advice from us every day."
    after = "Our clients are told the truth. People can count on candid advice from us every day."
    found = drift(before, after)
    assert found.lost == ()
    assert "ask" in states(found), "somebody has to say who is meant"


def test_a_promise_of_few_words_is_asked_about_while_its_group_is_promised_something(
    drift: Compare,
) -> None:
    before, after = "Directors apologise.", "Our directors say sorry on the same day."
    assert (states(drift(before, after)), drift(before, after).warn) == (["ask"], False)
    assert states(drift(before, "We have the number one directors.")) == ["lost"]


def test_hints_change_nothing(read: Read) -> None:
    text = "Our clients can count on excellence and candid advice."
    hinted = read(text)
    hinted = replace(hinted, marks=tuple(replace(mark, level=Level.HINT) for mark in hinted.marks))
    promises = promises_of(1, hinted, (), is_confirmed=False)
    assert [promise.text for promise in promises] == [text.rstrip(".")]
    assert compare(read(TESTED), hinted, ()).added_marks == ()


def test_an_answer_settles_a_question_for_this_wording_only(drift: Compare) -> None:
    after = "Clients hear the truth from us, even when it costs us the work."
    there = PromiseAnswer(1, 1, text_hash(after), True, "hear the truth")
    found = drift(CLIENTS, after, there)
    assert states(found) == ["kept"]
    assert found.promises[0].answered
    where = found.promises[0].where
    assert where is not None
    assert where.of(after) == "hear the truth"
    gone = PromiseAnswer(2, 1, text_hash(after), False)
    assert (states(drift(CLIENTS, after, gone)), drift(CLIENTS, after, gone).warn) == (["lost"], True)
    assert states(drift(CLIENTS, f"{after} ", gone)) == ["ask"]


def test_where_a_promise_stands_is_shown(drift: Compare) -> None:
    after = f"{TOWN} {STAFF} {CLIENTS}"
    found = drift(CLIENTS, after)
    where = found.promises[0].where
    assert where is not None
    assert where.of(after) == CLIENTS


def test_a_text_in_an_unknown_language_is_never_a_warning(read: Read) -> None:
    before, after = read(TESTED), read("Unsere Kundschaft hört früh von Problemen.")
    foreign = replace(after, coverage=replace(after.coverage, understood=False))
    found = compare(before, foreign, promises_of(1, before, (), is_confirmed=False))
    assert (found.lost, states(found), found.warn) == ((), ["ask"] * 4, False)


def test_a_promise_in_the_facilitators_words_is_looked_for_as_well(read: Read) -> None:
    edited = Promise(7, 1, 0, "Problems are raised early", (Stakeholder.CUSTOMERS,))
    found = compare(read(TESTED), read(f"We raise problems early with our clients. {STAFF}"), [edited])
    assert found.promises[0].state is PromiseState.KEPT


@settings(max_examples=60)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
def test_a_text_beside_itself_is_never_a_warning(drift: Compare, parts: list[str]) -> None:
    text = " ".join(parts)
    found = drift(text, text)
    assert (found.lost, found.gained, found.added_marks, found.warn) == ((), (), (), False)
    assert set(states(found)) <= {"kept"}


@settings(max_examples=60)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), st.randoms())
def test_another_order_of_sentences_is_never_a_warning(
    drift: Compare, parts: list[str], mix: random.Random
) -> None:
    turned = parts[:]
    mix.shuffle(turned)
    found = drift(" ".join(parts), "\n".join(turned))
    assert (found.lost, found.gained, found.warn) == ((), (), False)
    assert set(states(found)) <= {"kept"}


@settings(max_examples=60)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_can_be_compared(drift: Compare, read: Read, before: str, after: str) -> None:
    found = drift(before, after)
    assert len(found.promises) == len(promises_of(1, read(before), (), is_confirmed=False))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We never sell our patients' data.", "We sell our patients' data."),
        ("No patient waits alone.", "Patients wait alone."),
        ("Our clients never pay for our mistakes.", "Our clients pay for our mistakes."),
        ("Our nurses are never left alone at night.", "Our nurses are left alone at night."),
        ("We never sell our clients' letters.", "We sell our clients' letters and never apologise."),
        ("Our drivers do not lose wages in winter.", "In winter our drivers lose wages."),
        (
            "Our managers never take decisions without their teams.",
            "Our managers take decisions without their teams.",
        ),
    ],
)
def test_a_promise_that_lost_its_never_is_lost(by_the_coach: Compare, before: str, after: str) -> None:
    found = by_the_coach(before, after)
    assert (found.lost, states(found), found.warn) == ((), ["lost"], True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We never leave our clients waiting.", "We answer our clients at once."),
        ("Our clients pay no hidden fees.", "Our clients are told all fees beforehand."),
        ("Our clients pay no hidden fees.", "Fees are told to our clients beforehand."),
        (
            "We will not share our members' letters without asking them.",
            "We share our members' letters only after asking them.",
        ),
        ("Our tellers are never paid by what they sell.", "Our tellers are paid a wage, whatever they sell."),
        (
            "Our nurses are never left alone at night.",
            "At night our nurses always have a colleague at their side.",
        ),
        ("No client is told less than the truth.", "Every client is told the truth."),
        ("We never sell our clients' letters.", "We rarely sell our clients' letters."),
    ],
)
def test_a_never_that_vanished_in_other_words_is_asked_about(
    by_the_coach: Compare, before: str, after: str
) -> None:
    found = by_the_coach(before, after)
    assert (states(found), found.warn) == (["ask"], False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Every patient hears the truth from us.", "Some patients hear the truth from us."),
        ("Patients hear the truth from us.", "Most patients hear the truth from us."),
        (
            "Our clients hear bad news from us within a day.",
            "Our clients hear bad news from us within a year.",
        ),
        ("Our clients hear bad news from us in 24 hours.", "Our clients hear bad news from us in 48 hours."),
        (
            "Clients hear bad news from us on Monday morning.",
            "Clients hear bad news from us on Friday morning.",
        ),
        (
            "Every client reads bad news from us three times a year.",
            "Every client reads bad news from us twice a year.",
        ),
        (
            "Our clients are told the price before they sign.",
            "Our clients sign before they are told the price.",
        ),
        (
            "Our clients are told the price before they sign.",
            "Our clients are told the price after they sign.",
        ),
        ("We show our clients what we decide.", "We refuse to show our clients what we decide."),
        ("We answer our clients within a day.", "We answer our clients within a day where possible."),
    ],
)
def test_a_promise_made_smaller_or_put_off_is_asked_about(
    by_the_coach: Compare, before: str, after: str
) -> None:
    found = by_the_coach(before, after)
    assert (states(found), found.warn) == (["ask"], False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Every patient hears the truth from us the same day.",
            "Every patient gets the truth from us on the same day.",
        ),
        ("We never sell our clients' letters.", "Our clients' letters are never sold."),
        ("We never sell our clients' letters.", "We do not sell our customers' letters."),
        ("Every client reads a letter of ours each week.", "Weekly every client reads a letter of ours."),
        (
            "Our clients wait two weeks for a plumber from us.",
            "Our clients wait 14 days for a plumber from us: two weeks.",
        ),
        (
            "Our clients are told the price before they sign.",
            "Before they sign, our clients are told the price.",
        ),
        ("Our clients always hear the truth.", "Our clients hear the truth."),
    ],
)
def test_the_same_refusals_times_and_order_in_other_words_are_kept(
    by_the_coach: Compare, before: str, after: str
) -> None:
    found = by_the_coach(before, after)
    assert (states(found), found.warn) == (["kept"], False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Our associates share what they learn.",
            "Our colleagues have the training. The roof is new. We hold to what we said.",
        ),
        ("Our associates share what they learn.", "Our colleagues have the training. We say what we mean."),
        (
            "Every client can reach a person who decides.",
            "Our engineers decide in record time. Every client can do it online and reach our platform.",
        ),
        (CLIENTS, "Our clients count. Advice is candid. The roof is new. Problems are raised early."),
        (
            CLIENTS,
            "Our clients can count on candid advice. Our cooks hear early of problems that were raised.",
        ),
    ],
    ids=["all over", "in other words", "other people", "scraps", "to others"],
)
def test_words_gathered_from_other_sentences_keep_no_promise(
    by_the_coach: Compare, before: str, after: str
) -> None:
    assert "kept" not in states(by_the_coach(before, after))
