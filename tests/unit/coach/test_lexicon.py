"""A file of words is read, or refused with the place and the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from visionwork.coach.lexicon import LexiconError, default_lexicon, load_lexicon


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("own = [", "words.toml: "),
        ("own = []", "words.toml: group is missing"),
        ('own = ["our"]\n[[group]]\nkind = "aunts"', "'aunts' is not a valid GroupKind"),
        ('own = ["our"]\n[[group]]\nkind = "customers"\nphrases = ["(a"]', "words.toml: "),
    ],
)
def test_a_bad_file_is_refused_with_a_reason(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "words.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as error:
        load_lexicon(path)
    assert reason in str(error.value)


def test_a_language_without_words_of_its_own_takes_the_english_ones() -> None:
    assert default_lexicon("cs-CZ").groups == default_lexicon("en").groups
