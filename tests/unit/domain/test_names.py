"""A name is known again however it is written."""

from __future__ import annotations

import pytest

from visionwork.domain.names import is_name_of


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ελένη Παπαδοπούλου", "Ελένη Παπαδοπούλου"),
        ("παπαδοπουλου, ελενη", "Ελένη Παπαδοπούλου"),
        ("JÜRGEN GROSS", "Dr. Jürgen Groß"),
        ("Lund Ase", "Åse Lund"),
        ("王小明", "王小明"),
        ("Emma O’Brien", "Emma O'Brien"),
    ],
)
def test_a_name_is_known_again(typed: str, name: str) -> None:
    assert is_name_of(typed, name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("wrong name", "Ελένη Παπαδοπούλου"),
        ("Groß", "Dr. Jürgen Groß"),
        ("Jürgen Klein", "Dr. Jürgen Groß"),
        ("", "Åse Lund"),
    ],
)
def test_another_name_is_not(typed: str, name: str) -> None:
    assert not is_name_of(typed, name)
