"""What becomes of the cells of open questions."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visionwork.feedback.comment_cells import CommentCells


@pytest.mark.parametrize(
    ("cell", "stored"),
    [
        ("Write to anna.berg+work@aldermoor.example, please", "Write to [e-mail], please"),
        ("<anna@mail.aldermoor.example>", "<[e-mail]>"),
        ("Call me: +44 20 7946 0958.", "Call me: [telephone]."),
        ("Tel. 030/901820-11 oder 0151 2345678", "Tel. [telephone] oder [telephone]"),
        ("(555) 010-4477", "[telephone]"),
        ("555-010-4477", "[telephone]"),
        ("01.70.18.99.42", "[telephone]"),
        ("It came from 192.168.4.17", "It came from [network address]"),
        ("2001:db8:0:0:1:0:0:1 answers", "[network address] answers"),
        ("fe80::1:2:3", "[network address]"),
        ("My phone is 00:1A:2B:3C:4D:5E", "My phone is [network address]"),
        ("089\u2011123\u2011456", "[telephone]"),
        ("0151-2345", "[telephone]"),
        ("in 2019 030 901 820", "in 2019 [telephone]"),
    ],
)
def test_ways_to_reach_somebody_are_replaced(cell: str, stored: str) -> None:
    cells = CommentCells()
    assert cells.one(cell) == stored
    assert cells.column([cell, "fine"]) == [stored, "fine"]
    assert cells.sentence().startswith("In comments, the import replaces ")


@pytest.mark.parametrize(
    "cell",
    [
        "Since 2019 we lost 1 200 000 of 3 400 000 euros",
        "On 02.03.2026, 2026-03-02, 03/02/2026 or 02-03-26",
        "From 08:00-16:30, 09:15:00 at the latest",
        "R&D @ home, 2024-2025, 50/50, 1.5.2, 0.1234567",
        "Chapter 3.2.1, ISO 27001:2022, 10:1 for us",
        "x @ y and 100% @all",
        "It cost 1 000 000 000 euros, not 2\u00a0001\u00a0000\u00a0000",
        "Open 0800-1700, on Fridays 09.00 - 15.30",
        "Closed 01/02/24 - 05/06/24",
        "A mix of 1:2:3:4, from 10:15:30:22 on",
        "Bad::::a idea",
    ],
)
def test_years_amounts_and_times_stay(cell: str) -> None:
    cells = CommentCells()
    assert cells.one(cell) == cell
    assert cells.column([cell]) == [cell]
    assert cells.sentence() == ""


def test_the_sentence_counts() -> None:
    cells = CommentCells()
    cells.column(["a@b.example and c@d.example", "", "+49 151 2345678", "Zürich\n"])
    assert cells.sentence() == (
        "In comments, the import replaces 2 e-mail addresses by “[e-mail]” and 1 telephone number by"
        " “[telephone]”; names in them stay."
    )


@given(st.lists(st.text(alphabet="a@.0:+- '=\t\n\r\x00ä\u0308\u2028(", max_size=14), max_size=6))
def test_many_cells_become_what_each_becomes(cells: list[str]) -> None:
    one, many = CommentCells(), CommentCells()
    assert many.column(cells) == [one.one(cell) for cell in cells]
    assert many.replaced == one.replaced


@pytest.mark.parametrize("part", ["a", "1", "1.", "0 ", "a:", "+1", "@a.", "("])
def test_no_text_takes_long(part: str) -> None:
    started = time.process_time()
    CommentCells().one(part * 60_000 + "@")
    assert time.process_time() - started < 2
