"""Marks of answers from files: each is met once, however many people answered alike."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator

import pytest

from visionwork.document.marks import KnownMarks, in_order
from visionwork.domain.many import fingerprint


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    made = sqlite3.connect(":memory:")
    made.execute("CREATE TABLE response (round_id, fingerprint)")
    made.execute("CREATE TABLE batch_marks (round_id, marks)")
    yield made
    made.close()


def store(connection: sqlite3.Connection, *marks: int) -> None:
    connection.execute("INSERT INTO batch_marks VALUES (1, ?)", [in_order(marks).tobytes()])


def test_every_mark_is_met_once(connection: sqlite3.Connection) -> None:
    store(connection, 9, 7, 7)
    store(connection, 7, 1)
    connection.execute("INSERT INTO response VALUES (1, ?)", [fingerprint(7, 1)])
    known = KnownMarks(connection, 1)
    assert [known.meet(7) for _ in range(5)] == [True] * 4 + [False]
    assert [known.meet(mark) for mark in (9, 9, 1, 1, 8, 10, 0)] == [True, False, True, False, *[False] * 3]
    known = KnownMarks(connection, 1)
    assert [fingerprint(7, n) in known for n in (1, 4, 5)] == [True, True, False]


def test_many_equal_answers_are_told_without_going_through_them(connection: sqlite3.Connection) -> None:
    class Counted(array):
        looks = 0

        def __getitem__(self, place: int) -> int:  # type: ignore[override]
            Counted.looks += 1
            return super().__getitem__(place)

    number = 2_000
    store(connection, *[7] * number)
    known = KnownMarks(connection, 1)
    known._packed = Counted("Q", known._packed)
    assert sum(known.meet(7) for _ in range(number + 5)) == number
    assert Counted.looks < 40 * number
