"""A long name is set whole, or not at all."""

from __future__ import annotations

import pytest

from visionwork.domain.workshop import UNNAMED, name_lines


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Aldermoor", ["Aldermoor"]),
        ("Vereinigte Volksbank Süd", ["Vereinigte", "Volksbank Süd"]),
        ("The  Old Mill", ["The Old Mill"]),
        ("Vereinigte Volksbank Süd eG und Töchter", [UNNAMED]),
        ("Volksbankverwaltung", [UNNAMED]),
    ],
)
def test_a_name_is_never_a_part_of_itself(name: str, lines: list[str]) -> None:
    assert name_lines(name, len, 14) == lines
