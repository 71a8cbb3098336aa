"""What a room has answered, as it may stand on the projector."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visionwork.domain.entries import Card, CellValue, GridRow, group_lane
from visionwork.domain.groups import Group, GroupKind, HouseWord
from visionwork.domain.method import Exercise, Method
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.domain.workshop import Participant, Workshop
from visionwork.feedback.privacy import may_show, named_groups, pool_may_show
from visionwork.feedback.room_answers import room_answers

COMMUTERS = Group(1, "Commuters", GroupKind.CUSTOMERS, position=0)
ISLANDERS = Group(2, "Islanders", GroupKind.CUSTOMERS, position=1)
CREWS = Group(3, "Crews", GroupKind.EMPLOYEES, position=2)
HARBOUR = Group(4, "Harbour office", GroupKind.EMPLOYEES, position=3)
MANAGERS = Group(5, "Managers", GroupKind.MANAGERS, position=4)
EXECUTIVES = Group(6, "Executives", GroupKind.EXECUTIVES, position=5)
GROUPS = (COMMUTERS, ISLANDERS, CREWS, HARBOUR, MANAGERS, EXECUTIVES)


def workshop(people: dict[Group, int], **facts: object) -> WorkshopSnapshot:
    """Return a workshop with so many people of each group in the room."""
    room = [group for group, count in people.items() for _ in range(count)]
    persons = tuple(Participant(n, f"Person {n}", group_id=group.id) for n, group in enumerate(room, 1))
    return WorkshopSnapshot(
        Workshop("u", "Crew and passengers", "Torsund Ferries"),
        groups=GROUPS,
        participants=persons,
        **facts,  # type: ignore[arg-type]
    )


def cards(*lanes: Group) -> tuple[Card, ...]:
    return tuple(
        Card(number, "customer-behaviour", group_lane(group.id), f"Ring {number}")
        for number, group in enumerate(lanes, 1)
    )


def row(number: int, exercise_id: str, **cells: CellValue) -> GridRow:
    return GridRow(number, exercise_id, cells=cells)


def labels(exercise: Exercise, snapshot: WorkshopSnapshot) -> list[str | None]:
    """Return the labels in the order the answers came in."""
    found = room_answers(exercise, snapshot).answers
    return [answer.label.text if answer.label else None for answer in reversed(found)]


def test_the_newest_answer_comes_first_whatever_lane_it_stands_in(method: Method) -> None:
    snapshot = workshop({}, cards=cards(COMMUTERS, ISLANDERS, COMMUTERS))
    found = room_answers(method.exercise("customer-behaviour"), snapshot)
    assert [answer.text for answer in found.answers] == ["Ring 3", "Ring 2", "Ring 1"]


def test_a_group_is_named_from_five_in_the_room_on(method: Method) -> None:
    exercise = method.exercise("customer-behaviour")
    both = cards(COMMUTERS, ISLANDERS)
    assert labels(exercise, workshop({COMMUTERS: 5, ISLANDERS: 6}, cards=both)) == ["Commuters", "Islanders"]
    assert labels(exercise, workshop({COMMUTERS: 4, ISLANDERS: 4}, cards=both)) == [None, None]
    assert labels(exercise, workshop({}, cards=both)) == [None, None]


def test_a_single_small_group_is_not_told_by_being_the_one_without_a_name(method: Method) -> None:
    exercise = method.exercise("customer-behaviour")
    found = room_answers(exercise, workshop({COMMUTERS: 9, ISLANDERS: 2}, cards=cards(COMMUTERS, ISLANDERS)))
    assert [answer.label for answer in found.answers] == [None, None]
    assert found.held_back


@given(st.dictionaries(st.integers(), st.integers(0, 12), max_size=6))
def test_whoever_is_not_named_is_one_of_five_or_more_of_two_groups(people: dict[int, int]) -> None:
    named = named_groups(people)
    unnamed = [size for key, size in people.items() if key not in named]
    assert all(may_show(people[key]) for key in named)
    assert not named or not any(unnamed) or pool_may_show(unnamed)


def test_behaviours_carry_whose_they_are_in_the_words_of_the_house(method: Method) -> None:
    rows = (
        row(1, "company-behaviour", behaviour="Take the first call", who="executives"),
        row(2, "company-behaviour", behaviour="Clear Fridays", who="managers"),
        row(3, "company-behaviour", behaviour="Say it on the day", who="employees"),
        row(4, "company-behaviour", behaviour="Nobody's yet"),
    )
    people = {EXECUTIVES: 5, MANAGERS: 5, CREWS: 3, HARBOUR: 2}
    snapshot = workshop(people, rows=rows)
    snapshot = replace(snapshot, house_words={GroupKind.EMPLOYEES: HouseWord("colleague", "colleagues")})
    assert labels(method.exercise("company-behaviour"), snapshot) == [
        "Executives", "Managers", "Colleagues", None,
    ]  # fmt: skip


def test_rows_without_words_are_no_answers(method: Method) -> None:
    rows = (row(1, "company-behaviour", who="managers"), row(2, "company-behaviour", behaviour="  "))
    assert room_answers(method.exercise("company-behaviour"), workshop({}, rows=rows)).answers == ()


def test_a_lane_that_is_no_group_is_always_named(method: Method) -> None:
    card = Card(1, "why-us", "why-care", "Her bad week becomes mine")
    found = room_answers(method.exercise("why-us"), workshop({}, cards=(card,)))
    assert [(answer.label.text, answer.label.kind) for answer in found.answers if answer.label] == [
        ("Why care", None)
    ]
    assert not found.held_back


def test_nobody_s_name_comes_with_an_answer(method: Method) -> None:
    people = {CREWS: 6}
    rows = (row(1, "team", action="Ring each skipper", group=CREWS.id, owner=1),)
    shown = str(room_answers(method.exercise("team"), workshop(people, rows=rows)))
    assert "Crews" in shown
    assert "Person 1" not in shown


@pytest.mark.parametrize(
    ("exercise_id", "gathers"),
    [
        ("customer-behaviour", True),
        ("company-behaviour", True),
        ("why-us", True),
        ("gap", True),
        ("future-relationship", False),  # a text of each group
        ("track", False),  # rows that the method gives
        ("closeness", False),  # a row for each group
        ("personal", False),  # a sentence of each person
        ("signatures", False),
        ("adopter-curve", False),
    ],
)
def test_which_exercises_gather_answers(method: Method, exercise_id: str, gathers: bool) -> None:
    assert method.exercise(exercise_id).has_answers is gathers
