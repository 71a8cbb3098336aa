"""The file of base forms says what simplemma says."""

from __future__ import annotations

from pathlib import Path

import pytest
from simplemma import lemmatize

from visionwork.assets import asset_dir
from visionwork.coach.base_forms import BaseForms, read_base_forms
from visionwork.coach.lemmas import Lemmas
from visionwork.coach.rules import RuleSet

FOLDER = asset_dir("resources") / "coach" / "en"


@pytest.fixture(scope="module")
def english() -> BaseForms:
    found = read_base_forms(FOLDER / "base_forms.txt", "en")
    assert found is not None
    return found


def test_every_word_of_the_file_is_found(english: BaseForms) -> None:
    lines = (FOLDER / "base_forms.txt").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines, key=str.encode)
    for line in [lines[0], lines[-1], *lines[:: len(lines) // 500]]:
        word, base = line.split(" ")
        assert english.find(word) == base == lemmatize(word, "en").lower()


@pytest.mark.parametrize("word", ["aardvark", "zymurgy", "the", "aldermoor", "größe", "顾客", "aaa", "zzz"])
def test_other_words_are_their_own(english: BaseForms, word: str) -> None:
    assert english.find(word) == word == lemmatize(word, "en").lower()


def test_simplemma_is_asked_about_the_rest(english: BaseForms) -> None:
    assert english.find("wardenships") is None
    assert Lemmas("en", {}, base_forms=english).lemma("wardenships") == "wardenship"


def test_an_empty_file_has_no_words() -> None:
    assert BaseForms(b"", ()).find("word") == "word"


def test_there_are_none_for_a_language_without_a_file(tmp_path: Path) -> None:
    assert read_base_forms(tmp_path / "base_forms.txt", "en") is None
    assert read_base_forms(FOLDER / "base_forms.txt", "xx") is None


def test_the_shipped_rules_pass_their_own_examples(worked_out: tuple[Path, RuleSet]) -> None:
    assert worked_out[1].people
