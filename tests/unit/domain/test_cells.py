"""Cells as words, and words as cells."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from visionwork.domain.cells import CellNames, LinkTarget, cell_names, cell_words, link_targets, read_cell
from visionwork.domain.entries import Card, GridRow, group_lane
from visionwork.domain.groups import Group, GroupKind, HouseWord
from visionwork.domain.method import CaptureKind, Column, ColumnType, Exercise, Lane, SeedRow
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.domain.workshop import Participant, Workshop

TODAY = date(2026, 3, 12)
PEOPLE = (Participant(1, "Ola Nordmann"), Participant(2, "Žofie Nováková", is_leader=True))
GROUPS = (Group(1, "Commuters", GroupKind.CUSTOMERS), Group(2, "Crews", GroupKind.EMPLOYEES))
TARGETS = {"cards": (LinkTarget("card:1", "Ring us first"), LinkTarget("card:2", "Wave;\nsmile"))}
NAMES = CellNames(PEOPLE, GROUPS, TARGETS)


def column(kind: ColumnType, **facts: Any) -> Column:
    return Column("c", "C", kind, links_to="cards" if kind is ColumnType.LINK else None, **facts)


STORED = [
    (ColumnType.TEXT, "Candour", "Candour"),
    (ColumnType.LONG_TEXT, "one\ntwo", "one\ntwo"),
    (ColumnType.RATING, 4, "4"),
    (ColumnType.PERCENT, 45, "45%"),
    (ColumnType.PERCENT, 0, "0%"),
    (ColumnType.DATE, "2026-03-30", "30 Mar 2026"),
    (ColumnType.PERSON, 2, "Žofie Nováková"),
    (ColumnType.GROUP, 1, "Commuters"),
    (ColumnType.LINK, ["card:1"], "Ring us first"),
    (ColumnType.CHOICE, "in progress", "in progress"),
]


@pytest.mark.parametrize(("kind", "value", "words"), STORED)
def test_a_cell_as_words_reads_back_as_the_same_value(kind: Any, value: Any, words: Any) -> None:
    options = ("not begun", "in progress") if kind is ColumnType.CHOICE else ()
    shown = column(kind, options=options)
    assert cell_words(shown, value, NAMES) == words
    assert read_cell(shown, words, NAMES, TODAY) == value


@pytest.mark.parametrize("kind", list(ColumnType))
@pytest.mark.parametrize("value", ["soon", 7, -3, True, ["card:1", "row:9"], [], "", 1000000])
def test_a_value_of_another_type_is_told_and_never_fails(kind: Any, value: Any) -> None:
    assert isinstance(cell_words(column(kind), value, NAMES), str)


def test_what_was_deleted_is_said_to_be_gone() -> None:
    assert cell_words(column(ColumnType.PERSON), 99, NAMES) == "no longer there"
    assert cell_words(column(ColumnType.GROUP), 99, NAMES) == "no longer there"
    assert (
        cell_words(column(ColumnType.LINK), ["card:1", "card:9"], NAMES) == "Ring us first\nno longer there"
    )


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (ColumnType.RATING, " 5 ", 5),
        (ColumnType.RATING, "0", "0"),
        (ColumnType.RATING, "high", "high"),
        (ColumnType.PERCENT, "45 %", 45),
        (ColumnType.PERCENT, "130", "130"),
        (ColumnType.DATE, "30.3.", "2026-03-30"),
        (ColumnType.DATE, "in spring", "in spring"),
        (ColumnType.PERSON, "ola  nordmann", 1),
        (ColumnType.PERSON, "All five", "All five"),
        (ColumnType.GROUP, "CREWS", 2),
        (ColumnType.LINK, "ring us first\nWave; smile", ["card:1", "card:2"]),
        (ColumnType.LINK, "Ring us first\nSomething else", "Ring us first\nSomething else"),
        (ColumnType.LINK, "Wave;\nsmile", ["card:2"]),
        (ColumnType.TEXT, "two\nlines", "two lines"),
        (ColumnType.LONG_TEXT, "  ", None),
    ],
)
def test_pasted_words_become_values_where_they_fit(kind: Any, text: Any, value: Any) -> None:
    assert read_cell(column(kind), text, NAMES, TODAY) == value


def test_leaders_are_offered_first_and_groups_by_kind() -> None:
    assert [person.id for person in NAMES.offered_people()] == [2, 1]
    crews = column(ColumnType.GROUP, kinds=(GroupKind.EMPLOYEES,))
    assert [group.name for group in NAMES.offered_groups(crews)] == ["Crews"]
    assert len(NAMES.offered_groups(column(ColumnType.GROUP))) == 2


def exercise(kind: CaptureKind, **facts: Any) -> Exercise:
    return Exercise("x", "X", "X", kind, 5, (), **facts)


def snapshot(**facts: Any) -> WorkshopSnapshot:
    return WorkshopSnapshot(Workshop("u", "T", "Torsund"), groups=GROUPS, participants=PEOPLE, **facts)


def test_cards_are_offered_lane_by_lane_with_the_group_they_speak_of() -> None:
    lanes = (Lane("why", "Why {organisation}"),)
    cards = (
        Card(1, "x", "why", "Late"),
        Card(2, "x", group_lane(2), "Crew card"),
        Card(3, "x", group_lane(9), "Group is gone"),
        Card(4, "other", "why", "Elsewhere"),
    )
    found = link_targets(exercise(CaptureKind.CARDS, lanes=lanes), snapshot(cards=cards))
    assert [(target.key, target.place, target.kind) for target in found] == [
        ("card:1", "Why Torsund", None),
        ("card:2", "Crews", GroupKind.EMPLOYEES),
        ("card:3", "", None),
    ]


def test_rows_are_offered_by_the_words_that_name_them() -> None:
    columns = (
        Column("who", "Who", ColumnType.PERSON),
        Column("words", "Words", ColumnType.TEXT, prominent=True),
    )
    rows = (
        GridRow(1, "x", 0, None, {"who": 1, "words": "I will"}),
        GridRow(2, "x", 1, None, {"who": 1}),
    )
    found = link_targets(exercise(CaptureKind.GRID, columns=columns), snapshot(rows=rows))
    assert [(target.key, target.text) for target in found] == [("row:1", "I will")]


def test_seeds_are_offered_by_their_title_once_something_is_written() -> None:
    columns = (Column("what", "What", ColumnType.TEXT), Column("note", "Note", ColumnType.TEXT))
    seeds = (SeedRow("trust", "Trust"), SeedRow("respect", "Respect"))
    rows = (GridRow(7, "x", 0, "trust", {"note": "Friday note"}),)
    found = link_targets(exercise(CaptureKind.GRID, columns=columns, seeds=seeds), snapshot(rows=rows))
    assert [(target.key, target.text) for target in found] == [("row:7", "Trust")]


def test_only_linked_exercises_are_read() -> None:
    linked = exercise(CaptureKind.CARDS)
    grid = exercise(CaptureKind.GRID, columns=(Column("l", "L", ColumnType.LINK, links_to="x"),))
    names = cell_names(grid, snapshot(cards=(Card(1, "x", "", "Late"),)), [linked])
    assert [target.text for target in names.offered_targets(grid.columns[0])] == ["Late"]
    assert cell_names(exercise(CaptureKind.GRID), snapshot(), [linked]).targets == {}


def test_a_choice_that_names_a_kind_of_group_is_told_in_the_words_of_the_house() -> None:
    who = column(ColumnType.CHOICE, options=("customers", "executives", "other"))
    names = CellNames(words={GroupKind.CUSTOMERS: HouseWord("guest", "guests")})
    assert [cell_words(who, option, names) for option in who.options] == ["guests", "executives", "other"]
    assert [cell_words(who, option, NAMES) for option in who.options] == list(who.options)
    assert cell_words(who, "Customers and others", names) == "Customers and others"
    # what was copied is pasted as what is stored, in either words
    assert read_cell(who, "Guests", names, TODAY) == read_cell(who, "customers", names, TODAY) == "customers"


def test_linked_seeds_and_lanes_speak_the_words_of_the_house() -> None:
    words = {GroupKind.CUSTOMERS: HouseWord("guest", "guests")}
    workshop = Workshop("u", "T", "O")
    cards = Exercise("cards", "C", "C", CaptureKind.CARDS, 5, (), lanes=(Lane("now", "{Customers} now"),))
    grid = Exercise(
        "grid", "G", "G", CaptureKind.GRID, 5, (), columns=(column(ColumnType.TEXT),),
        seeds=(SeedRow("s", "{Customers_one} experience"),),
    )  # fmt: skip
    snapshot = WorkshopSnapshot(
        workshop,
        words,
        cards=(Card(1, "cards", "now", "Wave"),),
        rows=(GridRow(1, "grid", seed="s", cells={"d": "x"}),),
    )
    assert link_targets(cards, snapshot)[0].place == "Guests now"
    assert link_targets(grid, snapshot)[0].text == "Guest experience"
