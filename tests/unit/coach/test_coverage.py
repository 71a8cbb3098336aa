"""Who is in a text: found with their place, and nobody found who is not there."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from visionwork.coach.coach import default_coach
from visionwork.domain.coverage import Coverage
from visionwork.domain.findings import Presence
from visionwork.domain.groups import GroupKind, HouseWord
from visionwork.domain.vocabulary import Vocabulary

CUSTOMERS, EMPLOYEES, MANAGERS, EXECUTIVES, COMMUNITY = (
    GroupKind.CUSTOMERS,
    GroupKind.EMPLOYEES,
    GroupKind.MANAGERS,
    GroupKind.EXECUTIVES,
    GroupKind.COMMUNITY,
)
HOUSE = {CUSTOMERS: HouseWord("client", "clients")}
STATEMENT = (
    "Consulting is one person helping another. We stay close enough to our clients to know what a good year "
    "looks like for them. They can count on problems raised early, candid advice and steady teams. Our "
    "colleagues have the time and the backing to keep those promises. Managers clear the way, and leaders go "
    "first. We want to leave the places where we work a little better off."
)


def coverage(text: str, words: Mapping[GroupKind, HouseWord], organisation: str = "") -> Coverage:
    return default_coach().read(text, Vocabulary(words, organisation)).coverage


def test_every_sentence_names_its_groups() -> None:
    named = [sentence.kinds for sentence in coverage(STATEMENT, HOUSE).sentences]
    assert named == [
        (),
        (CUSTOMERS,),
        (CUSTOMERS,),  # "They", after a sentence about clients
        (EMPLOYEES,),
        (MANAGERS, EXECUTIVES),
        (COMMUNITY,),
    ]


def test_mentions_stand_where_they_say() -> None:
    covered = coverage("  " + STATEMENT, HOUSE)
    assert all(covered.text[m.start : m.end] == m.text for m in covered.mentions)
    clients, they = (mention for mention in covered.mentions if mention.kind is CUSTOMERS)
    assert (clients.text, they.text) == ("clients", "They")
    assert they.by_pronoun


def test_edges_need_one_sentence() -> None:
    covered = coverage("We listen to customers. Employees are heard, and customers notice.", {})
    assert covered.with_us(CUSTOMERS)
    assert not covered.with_us(EMPLOYEES)
    assert covered.together(EMPLOYEES, CUSTOMERS)
    assert not covered.together(EMPLOYEES, MANAGERS)


def test_the_organisation_speaks_by_its_name() -> None:
    assert coverage("Aldermoor listens to customers.", {}, "Aldermoor Consulting").with_us(CUSTOMERS)
    assert not coverage("Listening to customers.", {}, "Aldermoor Consulting").speaks_for_us


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We help companies care for their employees.", EMPLOYEES),
        ("We help your managers decide.", MANAGERS),
        ("We bring our clients' managers to one table.", MANAGERS),
        ("This is for shareholders rather than our clients.", CUSTOMERS),
        ("We are not for customers who want the cheapest.", CUSTOMERS),
        ("We will be the leaders in precision engineering services.", EXECUTIVES),
    ],
)
def test_somebody_elses_people_do_not_count(text: str, kind: GroupKind) -> None:
    assert coverage(text, {}).state(kind) is Presence.ABSENT


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Managers look after their colleagues.", EMPLOYEES),
        ("Our colleagues know their customers by name.", CUSTOMERS),
        ("We never let our clients down.", CUSTOMERS),
        ("NOT ONLY OUR CLIENTS BUT EVERYBODY.", CUSTOMERS),
        ("The customer’s day is easier.", CUSTOMERS),
        ("Communities around us notice.", COMMUNITY),
        ("The people who work here are proud.", EMPLOYEES),
    ],
)
def test_our_own_people_count(text: str, kind: GroupKind) -> None:
    assert coverage(text, {}).state(kind) is Presence.NAMED


@pytest.mark.parametrize(
    ("word", "text"),
    [
        (HouseWord("guest", "guests"), "Every guest's evening matters."),
        (HouseWord("Kundin", "Kunden"), "Wir kennen unsere Kunden."),
        (HouseWord("πελάτης", "πελάτες"), "Οι πελάτες μας μιλούν."),
        (HouseWord("客户", "客户"), "我们的客户信任我们。"),
        (HouseWord("a+b (c)", "[x"), "We know every a+b (c) there is."),
    ],
)
def test_the_houses_words_count(word: HouseWord, text: str) -> None:
    assert coverage(text, {CUSTOMERS: word}).state(CUSTOMERS) is Presence.NAMED


def test_a_house_word_beats_the_language() -> None:
    covered = coverage("Our colleagues stay.", {MANAGERS: HouseWord("colleague", "colleagues")})
    assert covered.named == {MANAGERS}


@pytest.mark.parametrize("text", ["", " \n ", "…", "???", "\u0000"])
def test_a_text_without_words_names_nobody(text: str) -> None:
    assert coverage(text, HOUSE).named == frozenset()


def test_a_long_text_is_read_to_its_end() -> None:
    covered = coverage(f"{STATEMENT}\n" * 60, HOUSE)
    assert len(covered.sentences) == 360


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        (STATEMENT, True),
        ("Customers first.", True),
        ("Wir reparieren, was andere wegwerfen, und unsere Kolleginnen haben Zeit dafür.", False),
        ("Nasi zákazníci se na nás mohou spolehnout, a to každý den.", False),
        ("Précis, rapides et proches de nos clients, nous tenons parole.", False),
        ("我们倾听每一位客户。", False),
        ("", True),
        ("Customer obsession; long-term thinking; eagerness to learn", True),
        ("Notre mission: aider nos clients, former nos équipes, innover, durer.", False),
        ("Excellence, precision and execution for the markets of tomorrow.", True),
    ],
)
def test_another_language_is_not_taken_for_silence(text: str, understood: bool) -> None:
    assert coverage(text, {}).understood is understood
