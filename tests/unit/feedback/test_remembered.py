from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from visionwork.domain.groups import Group
from visionwork.domain.rounds import Question
from visionwork.feedback.answer_table import AnswerTable
from visionwork.feedback.column_map import ColumnMap
from visionwork.feedback.mapping_file import write_mapping
from visionwork.feedback.remembered import RememberedMaps
from visionwork.feedback.tables import read_file

MAP = ColumnMap(0, None, {2: "q1"}, {"sales (north)": 2})


@pytest.fixture
def table() -> AnswerTable:
    return read_file(b"Team,Place,Clear\nSales (North),5,4\n")


@pytest.fixture
def maps(tmp_path: Path) -> RememberedMaps:
    return RememberedMaps(tmp_path / "maps")


def kept(
    maps: RememberedMaps, table: AnswerTable, questions: tuple[Question, ...], groups: tuple[Group, ...]
) -> None:
    maps.keep(table, questions, write_mapping(MAP, table, groups))


def test_a_file_with_the_same_header_gets_the_same_map(
    maps: RememberedMaps, table: AnswerTable, questions: tuple[Question, ...], groups: tuple[Group, ...]
) -> None:
    assert maps.find(table, questions, groups) is None
    kept(maps, table, questions, groups)
    again = read_file(b"team,PLACE,Clear\nAccount leads,1,2\n")
    assert maps.find(again, questions, groups) == MAP


def test_other_headers_and_other_questions_get_none(
    maps: RememberedMaps, table: AnswerTable, questions: tuple[Question, ...], groups: tuple[Group, ...]
) -> None:
    kept(maps, table, questions, groups)
    assert maps.find(replace(table, headers=("Team", "Clear", "Place")), questions, groups) is None
    assert maps.find(table, questions[1:], groups) is None


def test_a_map_that_fits_no_more_is_passed_over(
    maps: RememberedMaps, table: AnswerTable, questions: tuple[Question, ...], groups: tuple[Group, ...]
) -> None:
    kept(maps, table, questions, groups)
    renamed = tuple(replace(group, name=f"{group.name}, all") for group in groups)
    assert maps.find(table, questions, renamed) is None


def test_a_damaged_map_is_passed_over(
    maps: RememberedMaps,
    table: AnswerTable,
    questions: tuple[Question, ...],
    groups: tuple[Group, ...],
    tmp_path: Path,
) -> None:
    kept(maps, table, questions, groups)
    (path,) = (tmp_path / "maps").iterdir()
    path.write_bytes(b"\xff not TOML")
    assert maps.find(table, questions, groups) is None


def test_nothing_of_the_rows_is_kept_and_it_can_be_forgotten(
    maps: RememberedMaps,
    table: AnswerTable,
    questions: tuple[Question, ...],
    groups: tuple[Group, ...],
    tmp_path: Path,
) -> None:
    full = read_file(b"Team,Place,Clear,Email\nSales (North),5,4,anna@example.org\n")
    maps.keep(full, questions, write_mapping(MAP, full, groups))
    (path,) = (tmp_path / "maps").iterdir()
    assert "anna" not in path.read_text(encoding="utf-8")
    maps.forget(full, questions)
    assert maps.find(full, questions, groups) is None
    maps.forget(full, questions)
