"""Numbers, days and lists as words."""

from __future__ import annotations

from datetime import date

_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip

_SHARES = (
    (0, "nobody agrees"),
    (7, "fewer than one in ten agree"),
    (13, "one in ten agree"),
    (17, "one in six agree"),
    (22, "one in five agree"),
    (29, "one in four agree"),
    (36, "one in three agree"),
    (43, "two in five agree"),
    (49, "fewer than half agree"),
    (50, "half agree"),
    (55, "just over half agree"),
    (62, "three in five agree"),
    (70, "two in three agree"),
    (77, "three in four agree"),
    (84, "four in five agree"),
    (93, "nine in ten agree"),
    (99, "almost all agree"),
    (100, "all agree"),
)


def share_agreeing(percent: int) -> str:
    """Return a share as people say it, such as "two in three agree".

    Args:
        percent: 0 to 100; the words are within five points of it.
    """
    return next(words for most, words in _SHARES if percent <= most)


def number_word(number: int) -> str:
    """Return a number up to twelve as a word, a larger one in digits."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def sentence_case(text: str) -> str:
    """Return a text with its first letter large; the rest stays."""
    return text[:1].upper() + text[1:]


def day(moment: date) -> str:
    """Return a day as "12 March 2026"."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def short_day(moment: date) -> str:
    """Return a day as "12 Mar"."""
    return f"{moment.day} {_MONTHS[moment.month - 1][:3]}"


def short_date(moment: date) -> str:
    """Return a day as "12 Mar 2026"."""
    return f"{short_day(moment)} {moment.year}"


def days(first: date, last: date | None) -> str:
    """Return a time as "3 to 10 March 2026", "28 February to 3 March 2026" or one day."""
    if last is None or last == first:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} to {day(last)}"
    return f"{day(first)} to {day(last)}"


def as_sentence(text: str) -> str:
    """Return a text that ends as a sentence does."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…。！？”" else f"{text}."


def within_sentence(text: str) -> str:
    """Return words as they stand within a sentence: "The team" becomes "the team", names stay."""
    text = text.strip()
    return f"the{text[3:]}" if text.startswith("The ") else text
