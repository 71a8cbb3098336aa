"""Numbers and lists as sentences say them, for the screen, the report and the results alike."""

from __future__ import annotations

from collections.abc import Sequence


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence says them, such as "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun, such as "1 group" or "5 groups"."""
    return f"{number} {one if number == 1 else many}"
