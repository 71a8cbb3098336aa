"""People's words stand in one pair of quotation marks, whatever marks they used themselves."""

from __future__ import annotations

import pytest

from visionwork.domain.quoting import in_quotes, shortened


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Time and backing.", "“Time and backing.”"),
        (
            "“One person helping another.” I could say that.",
            "“‘One person helping another.’ I could say that.”",
        ),
        ("“Steady teams.”", "“Steady teams.”"),
        ('"Steady teams."', "“Steady teams.”"),
        ('They said "no" twice.', "“They said ‘no’ twice.”"),
        ("“Yes” and “no”", "“‘Yes’ and ‘no’”"),
        ('They said "no", "never" and ("perhaps").', "“They said ‘no’, ‘never’ and (‘perhaps’).”"),
        ('<img src="/etc/passwd">', '“<img src="/etc/passwd">”'),
        ('A 5" pipe is not "enough"', '“A 5" pipe is not "enough"”'),
        ('Half a "quote', '“Half a "quote”'),
        ("Sie sagten „Nein“ dazu.", "“Sie sagten „Nein“ dazu.”"),
        ("It's ours", "“It's ours”"),
        ("", "“”"),
    ],
)
def test_there_is_one_pair_around_all(text: str, shown: str) -> None:
    assert in_quotes(text) == shown


def test_long_words_are_told_by_their_beginning() -> None:
    assert shortened("Time and backing", 16) == "Time and backing"
    assert shortened("Time and backing", 10) == "Time and…"
