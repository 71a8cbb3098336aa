"""Stored text, its hash and its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visionwork.domain.drafts import clean_text, text_hash, word_count


@given(st.text(alphabet=st.characters(codec=None)))
def test_cleaning_once_is_enough_and_gives_text_sqlite_can_store(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    cleaned.encode("utf-8")
    assert "\x00" not in cleaned
    assert "\r" not in cleaned


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne"),
        ("nul\x00 bell\x07 esc\x1b", "nul bell esc"),
        ("right\u202eleft", "rightleft"),
        ("half \ud83d a pair", "half \ufffd a pair"),
        ("e\u0301", "\u00e9"),
        ("R&D <b>a</b>\t漢字", "R&D <b>a</b>\t漢字"),
    ],
)
def test_what_is_kept_and_what_is_put_right(typed: str, stored: str) -> None:
    assert clean_text(typed) == stored


def test_the_hash_is_sha_256_of_utf_8() -> None:
    assert text_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("  \n ", 0),
        ("We go first.", 3),
        ("Größe zählt – nicht", 4),
        ("我们的客户", 5),
        ("客户 first", 3),
    ],
)
def test_words_are_counted_as_a_reader_would(text: str, words: int) -> None:
    assert word_count(text) == words
