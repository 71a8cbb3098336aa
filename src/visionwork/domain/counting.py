"""Numbers and lists as sentences say them, for the screen, the report and the results alike."""

from __future__ import annotations

from collections.abc import Sequence

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence says them, such as "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def sentence_case(text: str) -> str:
    """Return a text with its first letter large; the rest stays, since names have capitals of their own."""
    return text[:1].upper() + text[1:]


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun, such as "1 group" or "1,250 groups"."""
    return f"{number:,} {one if number == 1 else many}"


def number_word(number: int) -> str:
    """Return a number up to ten as a word, a larger one in digits; none is "no"."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def counted_word(number: int, one: str, many: str) -> str:
    """Return a number as a word with its noun, such as "six promises"."""
    return f"{number_word(number)} {one if number == 1 else many}"
