"""Finds the house's own words for its groups, in any language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from visionwork.domain.groups import GroupKind, HouseWord


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
    if re.search("[\u3040-\u9fff\uac00-\ud7ff]", expression):
        return expression
    return rf"(?<!\w){expression}(?:['’]s?)?(?!\w)"
