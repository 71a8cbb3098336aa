"""The words of a language that matter when a promise is looked for in a later wording."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from visionwork.coach.base_forms import read_base_forms
from visionwork.coach.lemmas import Lemmas
from visionwork.coach.prepared import DRIFT, read_prepared
from visionwork.coach.turned import TurningWords
from visionwork.domain.records import record

BASE_FORMS = "base_forms.txt"
"""Name of the file with the base forms of a language; see `visionwork.coach.base_forms`."""

_SPELLINGS = (
    (re.compile(r"isation"), "ization"),
    (re.compile(r"ys(e|ed|es|ing|er)$"), r"yz\1"),
    (re.compile(r"is(e|ed|es|ing|er)$"), r"iz\1"),
    (re.compile(r"our"), "or"),
    (re.compile(r"ll"), "l"),
    (re.compile(r"tre$"), "ter"),
    (re.compile(r"([cs])e$"), r"\1"),
)
"""One spelling for what is spelled in two ways, such as "neighbour" and "neighbor"."""


@record
class DriftWords:
    """What a language says with single words; see resources/coach/en/drift.toml.

    Attributes:
        empty: Words that carry no promise by themselves.
        light: Words so common that they count half.
        refusing: Words that turn a sentence round.
        hedging: Words that make a promise smaller.
        somebody: Words that may stand for people.
        unnamed: Those of them that may be a group beside another one that is named.
        picking: Words after them that say which people: "anyone with a claim".
        places: Words after them that do so before a word of `ours`: "everyone in our house".
        ours: Words that speak of the organisation.
        pointing: Words that point at people who may have a name that the coach does not know.
        single: Words before one of many: "every".
        joints: Words between which a clause ends.
        alike: For a word, the numbers of the sets of words that may replace one another.
        turning: Words that change what the others promise.
        lemma: Returns the base form of a word.
    """

    empty: frozenset[str]
    light: frozenset[str]
    refusing: frozenset[str]
    hedging: frozenset[str]
    somebody: frozenset[str]
    unnamed: frozenset[str]
    picking: frozenset[str]
    places: frozenset[str]
    ours: frozenset[str]
    pointing: frozenset[str]
    single: frozenset[str]
    joints: frozenset[str]
    turning: TurningWords
    alike: Mapping[str, frozenset[int]]
    lemma: Callable[[str], str]


def load_words(folder: Path, language: str) -> DriftWords:
    """Read the words of a language.

    Args:
        folder: A folder such as resources/coach/en; its drift.toml explains itself.
        language: Code of its language, for base forms.
    """
    prepared = read_prepared(folder)
    if prepared is not None:
        data = prepared.files[DRIFT]
    else:
        import tomllib  # not needed, and slow to import, where all is prepared

        data = tomllib.loads((folder / DRIFT).read_text(encoding="utf-8"))
    lemmas = Lemmas(language, {}, base_forms=read_base_forms(folder / BASE_FORMS, language))
    alike: dict[str, set[int]] = {}
    for number, entry in enumerate(data["alike"]):
        for word in entry["words"]:
            alike.setdefault(spelled(word), set()).add(number)
    return DriftWords(
        empty=frozenset(data["empty"]),
        light=frozenset(spelled(word) for word in data["light"]),
        refusing=frozenset(data["refusing"]),
        hedging=frozenset(data["hedging"]),
        somebody=frozenset(data["somebody"]),
        unnamed=frozenset(data["unnamed"]),
        picking=frozenset(data["picking"]),
        places=frozenset(data["places"]),
        ours=frozenset(data["ours"]),
        pointing=frozenset(data["pointing"]),
        single=frozenset(data["single"]),
        joints=frozenset(data["joints"]),
        turning=_turning_words(data),
        alike={word: frozenset(numbers) for word, numbers in alike.items()},
        lemma=lemmas.lemma,
    )


def _turning_words(data: Mapping[str, Any]) -> TurningWords:
    rivals: dict[str, set[int]] = {}
    for number, words in enumerate(data["rivals"]):
        for word in words:
            rivals.setdefault(word, set()).add(number)
    return TurningWords(
        refusing=frozenset(data["refusing"]),
        denying=frozenset(data["denying"]),
        doubtful=frozenset(data["doubtful"]),
        hedging=frozenset(data["hedging"]),
        narrowing=frozenset(data["narrowing"]),
        rivals={word: frozenset(numbers) for word, numbers in rivals.items()},
        earlier=frozenset(data["earlier"]),
        later=frozenset(data["later"]),
        units=data["units"],
        periods=data["periods"],
        amounts=data["amounts"],
        limits=frozenset(data["limits"]),
    )


def spelled(word: str) -> str:
    """Return a word in one spelling."""
    for pattern, replacement in _SPELLINGS:
        word = pattern.sub(replacement, word)
    return word
