"""Days as people type and read them, in the words of the app, whatever the system's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORTEST_NAME = 3
_EIGHT_YEARS = 8
"""The longest one may have to wait for a 29 February (around 2100, which has none)."""


def day_and_month(day: date) -> str:
    """Return a day as "3 March"."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def whole_day(day: date) -> str:
    """Return a day as "30 March 2026"."""
    return f"{day_and_month(day)} {day.year}"


def short_day_and_month(day: date) -> str:
    """Return a day as "30 Mar"."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]}"


def short_day(day: date) -> str:
    """Return a day as "30 Mar 2026"."""
    return f"{short_day_and_month(day)} {day.year}"


def weekday(day: date) -> str:
    """Return the weekday of a day, such as "Thursday"."""
    return _WEEKDAYS[day.weekday()]


def from_to(first: date, last: date, *, with_year: bool) -> str:
    """Return a time such as "3 to 10 March 2026" or "28 February to 3 March", or one day.

    Args:
        first: Its first day.
        last: Its last day.
        with_year: Whether to say the year where both days are in the same one.
    """
    told = whole_day if with_year or first.year != last.year else day_and_month
    if first == last:
        return told(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {told(last)}"
    if first.year == last.year:
        return f"{day_and_month(first)} to {told(last)}"
    return f"{told(first)} to {told(last)}"


def stored_day(value: object) -> date | None:
    """Return the day a stored date cell holds, or None when it holds anything else."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def parse_day(text: str, today: date) -> date | None:
    """Return the day somebody typed, or None when no known form fits.

    Known are 30 Mar 2026, 30 March, March 30, 2026-03-30, 30.3.2026, 30.3., 30/3/26, 20260330,
    2026年3月30日, today, tomorrow, and names of weekdays. Day comes before month unless that gives
    no date. Without a year, the next such day is meant; a weekday is the next one after today.

    Args:
        text: What was typed.
        today: The day it was typed on.
    """
    words = _tidy(text)
    for read in _FORMS:
        found = read(words, today)
        if found is not None:
            return found
    return None


def _tidy(text: str) -> str:
    """Return the text in small letters, without a leading weekday, ordinals and commas."""
    text = re.sub("[年月]", "-", text).replace("日", "")
    text = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text.casefold())
    words = text.replace(",", " ").split()
    if len(words) > 1 and _named(words[0].strip("."), _WEEKDAYS) is not None:
        words = words[1:]
    return " ".join(words)


def _relative(words: str, today: date) -> date | None:
    if words in ("today", "tomorrow"):
        return today + timedelta(days=("today", "tomorrow").index(words))
    weekday = _named(words.removeprefix("next ").strip("."), _WEEKDAYS)
    if weekday is None:
        return None
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _year_first(words: str, today: date) -> date | None:
    match = re.fullmatch(r"(\d{4})[-./ ]?(\d{1,2})[-./ ]?(\d{1,2})", words)
    if match is None or (words.isdigit() and len(words) != len("20260330")):
        return None
    return _day(int(match[1]), int(match[2]), int(match[3]))


def _numbers(words: str, today: date) -> date | None:
    match = re.fullmatch(r"(\d{1,2})\s*[-./ ]\s*(\d{1,2})(?:\s*[-./ ]\s*(\d{4}|\d{2}))?\.?", words)
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    year = _year(match[3])
    return _dated(first, second, year, today) or _dated(second, first, year, today)


def _with_month(words: str, today: date) -> date | None:
    match = re.fullmatch(r"(\d{1,2})\.?[ -]*([a-z]+)\.?(?:[ -]+(\d{4}|\d{2}))?", words)
    if match is not None:
        number, name, year = match[1], match[2], match[3]
    else:
        match = re.fullmatch(r"([a-z]+)\.?[ -]*(\d{1,2})(?:[ -]+(\d{4}))?", words)
        if match is None:
            return None
        name, number, year = match[1], match[2], match[3]
    month = _named(name, _MONTHS)
    return None if month is None else _dated(int(number), month + 1, _year(year), today)


_FORMS: tuple[Callable[[str, date], date | None], ...] = (_relative, _year_first, _numbers, _with_month)


def _named(word: str, names: tuple[str, ...]) -> int | None:
    """Return the place of the name a word begins, or None."""
    if len(word) < _SHORTEST_NAME:
        return None
    return next((place for place, name in enumerate(names) if name.casefold().startswith(word)), None)


def _year(digits: str | None) -> int | None:
    if digits is None:
        return None
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _dated(day: int, month: int, year: int | None, today: date) -> date | None:
    if year is not None:
        return _day(year, month, day)
    years = range(today.year, today.year + _EIGHT_YEARS + 1)
    found = (_day(candidate, month, day) for candidate in years)
    return next((day for day in found if day is not None and day >= today), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
