"""The words that name a group of people, read from a file and compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from visionwork.assets import asset_dir
from visionwork.domain.groups import GroupKind, HouseWord


class LexiconError(ValueError):
    """A file of words cannot be used; the message names the place and the reason."""


@dataclass(frozen=True, slots=True)
class GroupWords:
    """How one kind of group is named.

    Attributes:
        kind: The kind of group.
        match: Finds its names.
        unless: Finds places where such a word means something else, or None.
        names: Sentences the words must be found in.
        silent: Sentences they must not be found in.
    """

    kind: GroupKind
    match: re.Pattern[str]
    unless: re.Pattern[str] | None
    names: tuple[str, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language.

    Attributes:
        groups: Words by group.
        us: Finds the organisation speaking.
        common: Words hardly any text of the language does without, in small letters.
        they: Words that stand for people named before, in small letters.
        others: Finds, at the end of what stands before a group, that it is somebody else's.
        not_them: Finds, at the end of what stands before a group, that it is ruled out.
        abbreviations: Words whose full stop ends no sentence.
    """

    groups: tuple[GroupWords, ...]
    us: re.Pattern[str]
    common: frozenset[str]
    they: frozenset[str]
    others: re.Pattern[str]
    not_them: re.Pattern[str]
    abbreviations: frozenset[str]


@cache
def default_lexicon(language: str = "en") -> Lexicon:
    """Return the words shipped for a language; English where there are none for it."""
    folder = asset_dir("resources") / "coach"
    wanted = folder / language.partition("-")[0] / "stakeholders.toml"
    return load_lexicon(wanted if wanted.is_file() else folder / "en" / "stakeholders.toml")


def load_lexicon(path: Path) -> Lexicon:
    """Read and compile a file of words.

    Args:
        path: A file as resources/coach/en/stakeholders.toml, which explains itself.

    Raises:
        LexiconError: The file does not say what it should.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        own = data["own"]
        return Lexicon(
            groups=tuple(_group(entry, own) for entry in data["group"]),
            us=_whole(data["us"]),
            common=frozenset(data["common"]),
            they=frozenset(data["they"]),
            others=re.compile(rf"\b({_any(data['others'])})(\s+[\w-]+)?\s+$", re.IGNORECASE),
            not_them=re.compile(
                rf"\b({_any(data['not_them'])})(\s+({_any([*own, 'the', 'its', 'any'])}))?\s*$", re.IGNORECASE
            ),
            abbreviations=frozenset(data["abbreviations"]),
        )
    except KeyError as error:
        raise LexiconError(f"{path.name}: {error.args[0]} is missing") from error
    except (tomllib.TOMLDecodeError, re.error, ValueError) as error:
        raise LexiconError(f"{path.name}: {error}") from error


def house_patterns(words: Mapping[GroupKind, HouseWord]) -> list[tuple[GroupKind, re.Pattern[str]]]:
    """Return what finds the house's own words, such as "guests" for customers."""
    found = []
    for kind, word in words.items():
        forms = sorted({form.strip() for form in (word.singular, word.plural) if form.strip()})
        if forms:
            choice = "|".join(_bounded(_spaced(re.escape(form))) for form in sorted(forms, key=len)[::-1])
            found.append((kind, re.compile(choice, re.IGNORECASE)))
    return found


def _group(entry: Mapping[str, list[str] | str], own: Sequence[str]) -> GroupWords:
    nouns = [_noun(noun) for noun in entry.get("nouns", [])]
    phrases = [_phrase(phrase, own) for phrase in entry.get("phrases", [])]
    unless = entry.get("unless")
    return GroupWords(
        kind=GroupKind(str(entry["kind"])),
        match=_whole_patterns([*phrases, *nouns]),
        unless=_whole_patterns([_phrase(phrase, own) for phrase in unless]) if unless else None,
        names=tuple(entry.get("names", [])),
        silent=tuple(entry.get("silent", [])),
    )


def _noun(noun: str) -> str:
    if re.search(r"[^aeiou]y$", noun):
        stem = f"{re.escape(noun[:-1])}(?:y|ies)"
    elif re.search(r"(s|x|z|ch|sh)$", noun):
        stem = f"{re.escape(noun)}(?:es)?"
    else:
        stem = f"{re.escape(noun)}s?"
    return _spaced(stem) + r"(?:['’]s?)?"


def _phrase(phrase: str, own: Sequence[str]) -> str:
    """Return a phrase as an expression: "our" stands for every own word, a space for any white space."""
    return _spaced(re.sub(r"\bour\b(?!\?)", lambda _: f"(?:{_any(own)})", phrase))


def _spaced(expression: str) -> str:
    return expression.replace(r"\ ", " ").replace(" ", r"\s+")


def _any(words: Iterable[str]) -> str:
    return "|".join(_spaced(re.escape(word)) for word in sorted(words, key=len, reverse=True))


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(words)})(?!\w)", re.IGNORECASE)


def _whole_patterns(expressions: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(expressions)})(?!\w)", re.IGNORECASE)


def _bounded(expression: str) -> str:
    # Chinese and Japanese write no spaces, so a word there has no edges to look for.
    if re.search("[\u3040-\u9fff\uac00-\ud7ff]", expression):
        return expression
    return rf"(?<!\w){expression}(?:['’]s?)?(?!\w)"
