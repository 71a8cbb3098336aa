"""Questions about what a plan leaves out."""

from __future__ import annotations

from typing import Any

import pytest

from visionwork.domain.cells import CellNames
from visionwork.domain.entries import GridRow
from visionwork.domain.groups import Group, GroupKind
from visionwork.domain.method import CaptureKind, Column, ColumnType, Exercise
from visionwork.domain.notices import (
    channel_notice,
    grid_notice,
    group_notice,
    leader_notice,
    many_rows_line,
    share_line,
    shares_are_off,
)
from visionwork.domain.workshop import Participant
from visionwork.method import default_method

SMALL = "small group, face to face"
NAMES = CellNames(
    (Participant(1, "Ola"), Participant(2, "Žofie", is_leader=True), Participant(3, "Wei")),
    (Group(1, "Crews", GroupKind.EMPLOYEES), Group(2, "Harbour", GroupKind.EMPLOYEES)),
)


@pytest.mark.parametrize(
    ("channels", "words"),
    [
        (["e-mail", "letter"], "everything is written"),
        (["E-Mail", "noticeboard or intranet", None], "everything is written"),
        (["e-mail", "team meeting"], "No small group"),
        (["one to one", "one to one"], "No small group"),
        (["e-mail", SMALL], ""),
        (["e-mail"], ""),
        ([None, None, ""], ""),
        ([], ""),
    ],
)
def test_a_plan_that_only_writes_is_asked_about(channels: Any, words: Any) -> None:
    notice = channel_notice(channels)
    assert words in notice
    assert bool(notice) == bool(words)


@pytest.mark.parametrize(
    ("groups", "asked"),
    [
        ([1, 1], True),
        ([1, 1, None], True),
        ([1, 2], False),
        ([1], False),
        ([], False),
        (["Sales", "Sales"], True),
    ],
)
def test_a_plan_with_one_group_is_asked_about(groups: Any, asked: Any) -> None:
    assert bool(group_notice(groups, NAMES)) == asked
    if asked and groups[0] == 1:
        assert "Crews" in group_notice(groups, NAMES)


def test_a_plan_without_a_leader_is_asked_about() -> None:
    assert "No leader" in leader_notice([1, 3], NAMES)
    assert leader_notice([1, 2], NAMES) == ""
    assert leader_notice([1, None], NAMES) == ""
    assert leader_notice(["All five", "Managers"], NAMES) == ""
    assert leader_notice([1, 3], CellNames(NAMES.participants[:1])) == ""


def rows(*cells: Any) -> Any:
    return [GridRow(number, "x", number, None, cell) for number, cell in enumerate(cells)]


@pytest.mark.parametrize(
    ("exercise_id", "cells", "words"),
    [
        ("communication", {"action": "News", "channel": "e-mail", "owner": 2}, "everything is written"),
        ("communication", {"action": "News", "channel": SMALL, "owner": 1}, "No leader"),
        ("communication", {"action": "News", "channel": SMALL, "owner": 2}, ""),
        ("team", {"action": "A part", "group": 1}, "Every part is with Crews"),
        ("values", {"value": "Candour"}, ""),
    ],
)
def test_the_shipped_grids_ask_their_own_question(exercise_id: Any, cells: Any, words: Any) -> None:
    notice = grid_notice(default_method().exercise(exercise_id), rows(cells, cells), NAMES)
    assert words in notice
    assert bool(notice) == bool(words)
    assert grid_notice(default_method().exercise(exercise_id), rows(cells), NAMES) == ""


def test_notices_are_questions_without_a_verdict() -> None:
    notices = [
        channel_notice(["letter", "letter"]),
        channel_notice(["one to one", "letter"]),
        leader_notice([1, 3], NAMES),
        group_notice([1, 1], NAMES),
    ]
    assert all(notice.endswith("?") and "!" not in notice for notice in notices)


def grid(**facts: Any) -> Exercise:
    columns = (
        Column("now", "Attention now", ColumnType.PERCENT),
        Column("needed", "Attention needed", ColumnType.PERCENT),
    )
    return Exercise("x", "X", "X", CaptureKind.GRID, 5, (), columns=columns, **facts)


def test_shares_are_added_up_column_by_column() -> None:
    assert share_line(grid(), []) == ""
    assert share_line(grid(), rows({"now": 60}, {"now": 40})) == "Attention now adds up to 100."
    both = rows({"now": 60, "needed": 100}, {"now": 50, "needed": 0}, {"now": "much"})
    assert share_line(grid(), both) == "Attention now adds up to 110, attention needed to 100."


def test_shares_are_off_when_they_are_too_many_or_all_there_and_not_100() -> None:
    assert not shares_are_off(grid(), [])
    assert not shares_are_off(grid(), rows({"now": 60}, {"needed": 100}))
    assert not shares_are_off(grid(), rows({"now": 60}, {"now": 40}))
    assert shares_are_off(grid(), rows({"now": 60}, {"now": 30}))
    assert shares_are_off(grid(), rows({"now": 80}, {"now": 50}, {"needed": 10}))


def test_more_rows_than_suggested_are_counted() -> None:
    assert many_rows_line(grid(most_rows=2), rows({"now": 1}, {"now": 2}, {})) == ""
    assert "There are 3 now" in many_rows_line(grid(most_rows=2), rows({"now": 1}, {"now": 2}, {"now": 3}))
    assert many_rows_line(grid(), rows({"now": 1}) * 20) == ""
