"""Finds the house's own words for its groups, in any language, and what its groups are called."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from visionwork.domain.groups import GroupKind, HouseWord

_SHORTEST = 3
"""Letters of a word that is too short to be known by its ending."""


def house_patterns(words: Mapping[GroupKind, HouseWord]) -> list[tuple[GroupKind, re.Pattern[str]]]:
    """Return what finds the house's own words, such as "guests" for customers."""
    found = []
    for kind, word in words.items():
        forms = sorted({form.strip() for form in (word.singular, word.plural) if form.strip()})
        if forms:
            choice = "|".join(_bounded(re.escape(form)) for form in sorted(forms, key=len)[::-1])
            found.append((kind, re.compile(choice, re.IGNORECASE)))
    return found


def _bounded(expression: str) -> str:
    expression = expression.replace(r"\ ", r"\s+")
    # Chinese and Japanese write no spaces, so a word there has no edges to look for.
    if any("\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7ff" for letter in expression):
        return expression
    return rf"(?<!\w){expression}(?:['’]s?)?(?!\w)"


def group_nouns(
    groups: Iterable[tuple[GroupKind, str]],
    plurals: Sequence[tuple[str, str]],
    ends: Collection[str],
    ordinary: Collection[str],
) -> dict[str, GroupKind]:
    """Return the nouns that groups are called by: "relatives" and "relative" for "Relatives & friends".

    A noun counts when it is a plural, for only then it surely names people one by one, when it is no ordinary
    word, and when no group of another kind is called so.

    Args:
        groups: The kind and the name of every group.
        plurals: Pairs of the ending of a plural and of its singular, the longest first; a pair of two endings
            that are the same is of no plural.
        ends: Words that end the first part of a name, such as "of" and "and".
        ordinary: Words that mean other things, too, in singular.
    """
    found: dict[str, set[GroupKind]] = {}
    for kind, name in groups:
        noun = _first_noun(name, ends)
        ending = next((pair for pair in plurals if noun.endswith(pair[0]) and len(noun) > _SHORTEST), None)
        single = noun.removesuffix(ending[0]) + ending[1] if ending else noun
        if single != noun and single not in ordinary:
            for form in (noun, single):
                found.setdefault(form, set()).add(kind)
    return {form: kinds.pop() for form, kinds in found.items() if len(kinds) == 1}


def _first_noun(name: str, ends: Collection[str]) -> str:
    """Return the last word of the first part of a name: "clients" of "Public sector clients (city)"."""
    last = ""
    for found in re.finditer(r"[^\W\d_]+|[^\w\s'’]", name.lower()):
        word = found[0]
        if not word[0].isalpha() or word in ends:
            if last and word != "-":
                break
            continue
        last = word
    return last
