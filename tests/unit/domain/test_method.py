"""Texts of the method in the words of a house."""

from __future__ import annotations

import pytest

from visionwork.domain.groups import NO_WORDS, GroupKind, HouseWord
from visionwork.domain.method import (
    CaptureKind,
    Column,
    ColumnType,
    Exercise,
    Lane,
    SeedRow,
    fill,
    filled,
)
from visionwork.domain.stakeholders import Stakeholder, stakeholder_name

WORDS = {
    GroupKind.CUSTOMERS: HouseWord("VIP guest", "VIP guests"),
    GroupKind.EMPLOYEES: HouseWord("colleague", "colleagues"),
}


@pytest.mark.parametrize(
    ("text", "usual", "in_the_house"),
    [
        ("Ask our {customers}.", "Ask our customers.", "Ask our VIP guests."),
        ("One {employees_one} and {managers}", "One employee and managers", "One colleague and managers"),
        ("{Employees}, {executives}", "Employees, executives", "Colleagues, executives"),
        ("{Employees_one} experience", "Employee experience", "Colleague experience"),
        ("{Customers_one}: what?", "Customer: what?", "VIP guest: what?"),
        ("{Community} of {other_one}", "Community of person", "Community of person"),
        ("With {organisation}", "With us", "With us"),
        (
            "{Organisation} and {nobody} and {",
            "{Organisation} and {nobody} and {",
            "{Organisation} and {nobody} and {",
        ),
    ],
)
def test_placeholders_are_filled(text: str, usual: str, in_the_house: str) -> None:
    assert fill(text, "", NO_WORDS) == usual
    assert fill(text, "", WORDS) == in_the_house


def test_words_of_people_are_not_filled_again() -> None:
    words = {GroupKind.CUSTOMERS: HouseWord("x", "{organisation}")}
    assert fill("{customers} of {organisation}", "{employees}", words) == "{organisation} of {employees}"


def test_every_text_of_an_exercise_is_filled() -> None:
    told = "{customers}"
    exercise = Exercise(
        "x", told, told, CaptureKind.GRID, 5, (told,), (told,), (GroupKind.CUSTOMERS,),
        {GroupKind.CUSTOMERS: told}, (Lane("l", told, told),),
        (Column("c", told, ColumnType.TEXT, told, told),), (SeedRow("s", told, told),), (), told, told,
    )  # fmt: skip
    done = filled(exercise, lambda text: fill(text, "", WORDS))
    assert "{" not in repr((done.title, done.headline, done.prompts, done.notes, done.lanes, done.columns))
    assert "{" not in repr((done.seeds, done.add_label, done.foot)) + done.voices[GroupKind.CUSTOMERS]
    assert filled(done, str.upper).kinds == exercise.kinds


def test_stakeholders_are_named_in_the_words_of_the_house() -> None:
    assert [stakeholder_name(who, WORDS) for who in Stakeholder] == [
        "VIP guests", "colleagues", "managers", "executives", "community", "shareholders",
    ]  # fmt: skip
