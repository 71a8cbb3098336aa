"""Rules are read from a folder, or refused with the file, the line and the reason."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from visionwork.assets import asset_dir
from visionwork.coach.lemmas import forms_of, read_forms
from visionwork.coach.loader import FORMS, RuleError, default_rules, load_rules
from visionwork.coach.prepared import FILES, MARKS, PEOPLE, PREPARED, RELATIONS, read_prepared
from visionwork.coach.rules import RuleSet

ENGLISH = asset_dir("resources") / "coach" / "en"
RULE = """
[[rule]]
id = "money.gold"
kind = "money"
match = ["gold"]
message = "Gold."
ask = "Whose gold?"
source = "A tale"
match_examples = ["We love gold."]
clean_examples = ["We love silver."]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the English rules to spoil."""
    return Path(shutil.copytree(ENGLISH, tmp_path / "en"))


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return English rules that are quickly read: those of money, and all that is no rule."""
    folder = Path(shutil.copytree(ENGLISH, tmp_path_factory.mktemp("few") / "en"))
    for name in {*MARKS, PEOPLE, RELATIONS} - {"money.toml"}:
        begin = (ENGLISH / name).read_text(encoding="utf-8").partition("[[")[0]
        (folder / name).write_text(begin, encoding="utf-8")
    load_rules(folder)
    return folder


@pytest.fixture
def small(few: Path, tmp_path: Path) -> Path:
    """Return a copy of few rules to spoil."""
    return Path(shutil.copytree(few, tmp_path / "en"))


def spoil(folder: Path, name: str, change: Callable[[str], str]) -> str:
    path = folder / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(RuleError) as error:
        load_rules(folder)
    return str(error.value)


def line_of(folder: Path, name: str, words: str) -> int:
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def test_a_rule_of_ones_own_is_taken_up(small: Path) -> None:
    path = small / "money.toml"
    path.write_text(path.read_text(encoding="utf-8") + RULE, encoding="utf-8")
    assert "money.gold" in {rule.how.id for rule in load_rules(small).marks}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("We love gold.", "We love tin.", "money.gold: it misses its example 'We love tin.'"),
        ("We love silver.", "No gold here.", ""),
        ("We love silver.", "Gold leaf.", "money.gold: it should leave alone its example 'Gold leaf.'"),
        ('match = ["gold"]', 'match = ["(gold"]', "money.gold: '(gold' lacks a closing bracket"),
        ('match = ["gold"]', 'match = ["{metal}"]', "the list 'metal', which lists.toml does not have"),
        ('match = ["gold"]', 'match = "gold"', "match and unless are lists of patterns"),
        ('kind = "money"', 'kind = "honey"', "'honey' is not a valid MarkKind"),
        ('ask = "Whose gold?"\n', "", "money.gold: ask is missing"),
        ('ask = "Whose gold?"', 'ask = "Whose?"\nasks = "?"', "'asks' is no part of a rule"),
        ('match_examples = ["We love gold."]', "match_examples = []", "need at least one sentence each"),
        ('id = "money.gold"', 'id = "money.profit"', "money.profit: there is another rule with this id"),
        ('id = "money.gold"\n', "", "money.toml: a [[rule]] has no id"),
    ],
)
def test_a_bad_rule_is_refused_with_its_place(small: Path, old: str, new: str, reason: str) -> None:
    path = small / "money.toml"
    path.write_text(path.read_text(encoding="utf-8") + RULE.replace(old, new), encoding="utf-8")
    if not reason:  # a refused word is no hit
        load_rules(small)
        return
    with pytest.raises(RuleError) as error:
        load_rules(small)
    assert reason in str(error.value)
    if 'id = "' in new or not old.startswith("id"):
        rule = "money.profit" if "money.profit" in new else "money.gold"
        assert str(error.value).startswith(f"money.toml, line {line_of(small, 'money.toml', rule)}: ")


def test_a_broken_file_is_named(small: Path) -> None:
    assert spoil(small, "lists.toml", lambda text: text + "x = [").startswith("lists.toml: ")
    (small / "lists.toml").unlink()
    with pytest.raises(RuleError, match=r"lists\.toml: the file is missing"):
        load_rules(small)


def test_words_of_the_language_may_not_be_missing(small: Path) -> None:
    reason = spoil(small, "language.toml", lambda text: text.replace("\nthey = ", "\nthem_all = "))
    assert reason == "language.toml: they is missing"


def test_the_weights_may_not_be_missing(small: Path) -> None:
    reason = spoil(small, "relations.toml", lambda text: text.replace("\nnobody = ", "\nno_one = "))
    assert reason == "relations.toml: [about_people] needs a number for nobody"


def test_a_language_without_rules_takes_the_english_ones() -> None:
    assert default_rules("cs-CZ") is default_rules("cs-CZ")
    assert [rule.id for rule in default_rules("cs-CZ").owners()] == [r.id for r in default_rules().owners()]


def test_the_forms_are_those_of_the_dictionary(worked_out: tuple[Path, RuleSet]) -> None:
    # When this fails, a rule asks for a new word: `make coach-forms` writes the file.
    assert read_forms(ENGLISH / FORMS) == forms_of(worked_out[1].words(), "en")


def test_what_is_kept_for_the_shipped_rules_is_theirs(worked_out: tuple[Path, RuleSet]) -> None:
    # When this fails, a rule or the notation was changed: `make coach-forms` tries all and writes it anew.
    folder = worked_out[0]
    assert (ENGLISH / PREPARED).read_text(encoding="utf-8") == (folder / PREPARED).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_nothing_that_was_kept_holds_after_a_change(folder: Path, name: str) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("# another day\n")
    assert read_prepared(folder) is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"digest": ', "\ud800"])
def test_a_damaged_file_of_what_was_kept_counts_for_nothing(folder: Path, content: str) -> None:
    (folder / PREPARED).write_text(content, encoding="utf-8", errors="surrogatepass")
    assert read_prepared(folder) is None


def test_a_file_of_what_was_kept_that_lacks_one_counts_for_nothing(folder: Path) -> None:
    kept = json.loads((folder / PREPARED).read_text(encoding="utf-8"))
    del kept["files"][FILES[0]]
    (folder / PREPARED).write_text(json.dumps(kept), encoding="utf-8")
    assert read_prepared(folder) is None


def test_rules_that_were_prepared_find_the_same(worked_out: tuple[Path, RuleSet]) -> None:
    prepared, read = default_rules(), worked_out[1]
    assert prepared.words() == read.words()
    assert prepared.language.verbs == read.language.verbs
    for one, other in zip(prepared.patterns(), read.patterns(), strict=True):
        assert (one.source, one.elements, one.firsts) == (other.source, other.elements, other.firsts)
        assert one.needed[:1] == other.needed[:1]
        assert set(one.needed) <= set(other.needed)
    for one, other in zip(prepared.marks, read.marks, strict=True):
        assert (one.how.id, one.kind, one.level, one.ask) == (
            other.how.id,
            other.kind,
            other.level,
            other.ask,
        )


def test_every_rule_tells_why_and_asks() -> None:
    for rule in default_rules().marks:
        assert rule.ask.endswith("?"), rule.how.id
        assert "{span}" in rule.message, rule.how.id
        assert rule.source, rule.how.id
        assert rule.how.id.startswith(f"{rule.kind.value}."), rule.how.id
