"""Dates in the forms people type them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visionwork.domain.days import (
    day_and_month,
    from_to,
    parse_day,
    short_day,
    short_day_and_month,
    stored_day,
    weekday,
    whole_day,
)

TODAY = date(2026, 3, 12)  # a Thursday


@pytest.mark.parametrize(
    "typed",
    [
        "30 Mar 2026", "30 march 2026", "30. Mar. 2026", "30th March 2026", "Mar 30, 2026", "March 30 2026",
        "2026-03-30", "2026/3/30", "20260330", "30.3.2026", "30.03.26", "30/3/2026", "30-3-26", "3/30/2026",
        "2026年3月30日", "Mon 30 March", "30 March", "30.3.", "30/3", "30mar",
    ],
)  # fmt: skip
def test_one_day_in_many_forms(typed: Any) -> None:
    assert parse_day(typed, TODAY) == date(2026, 3, 30)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", date(2026, 3, 12)),
        ("Tomorrow", date(2026, 3, 13)),
        ("monday", date(2026, 3, 16)),
        ("next Thu", date(2026, 3, 19)),
        ("1 March", date(2027, 3, 1)),  # gone by, so next year's is meant
        ("12 March", date(2026, 3, 12)),
        ("29 Feb", date(2028, 2, 29)),
        ("5.6.", date(2026, 6, 5)),
    ],
)
def test_what_is_left_out_is_taken_from_today(typed: Any, day: Any) -> None:
    assert parse_day(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "in spring",
        "31 June",
        "30.2.2026",
        "2026-13-01",
        "30",
        "mar",
        "ma",
        "99.99.",
        "12345",
        "3 ja",
    ],
)
def test_no_known_form_gives_no_day(typed: Any) -> None:
    assert parse_day(typed, TODAY) is None


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_reads_back_as_it_is_shown(day: Any) -> None:
    assert parse_day(short_day(day), TODAY) == day
    assert stored_day(day.isoformat()) == day


@given(st.dates(min_value=TODAY, max_value=TODAY + timedelta(days=364)))
def test_a_day_without_a_year_is_the_next_one(day: Any) -> None:
    assert parse_day(f"{day.day}.{day.month}.", TODAY) == day


@given(st.text(max_size=20))
def test_any_text_is_answered(text: Any) -> None:
    parse_day(text, TODAY)


@pytest.mark.parametrize("value", [None, 7, ["card:1"], "soon", "30 Mar 2026"])
def test_other_values_hold_no_day(value: Any) -> None:
    assert stored_day(value) is None


def test_one_day_as_sentences_and_tables_say_it() -> None:
    day = date(2026, 3, 3)
    assert (day_and_month(day), whole_day(day)) == ("3 March", "3 March 2026")
    assert (short_day_and_month(day), short_day(day)) == ("3 Mar", "3 Mar 2026")
    assert weekday(day) == "Tuesday"


@pytest.mark.parametrize(
    ("first", "last", "words", "with_year"),
    [
        (date(2026, 3, 3), date(2026, 3, 10), "3 to 10 March", "3 to 10 March 2026"),
        (date(2026, 3, 3), date(2026, 3, 3), "3 March", "3 March 2026"),
        (date(2026, 2, 28), date(2026, 3, 3), "28 February to 3 March", "28 February to 3 March 2026"),
        (date(2025, 12, 30), date(2026, 1, 4), *["30 December 2025 to 4 January 2026"] * 2),
    ],
)
def test_a_time_from_a_day_to_another(first: date, last: date, words: str, with_year: str) -> None:
    assert from_to(first, last, with_year=False) == words
    assert from_to(first, last, with_year=True) == with_year
