"""How people's words are quoted: in one pair of quotation marks, and not at length."""

from __future__ import annotations

import re

_CURLY_PAIR = r"“([^“”„]*)”"
_STRAIGHT_PAIR = r'(?<![^\s(\[‘])"(?=\S)([^"]*)(?<=\S)"(?![^\s.,;:!?…)\]’])'


def in_quotes(text: str) -> str:
    """Return words in one pair of quotation marks; pairs inside them become single ones.

    Marks that are no pair around words, as in a measure or in code, stay as they were written.

    Args:
        text: Somebody's words; a pair of quotation marks around all of them is not doubled.
    """
    inner = text.strip()
    if len(inner) > 1 and (inner[0], inner[-1]) in (("“", "”"), ('"', '"')):
        rest = inner[1:-1]
        if not any(mark in rest for mark in '“”"'):
            inner = rest
    for pair, marks in ((_CURLY_PAIR, "“”„"), (_STRAIGHT_PAIR, '"')):
        if not any(mark in inner for mark in marks):
            continue
        single = re.sub(pair, r"‘\1’", inner)
        if not any(mark in single for mark in marks):
            inner = single
    return f"“{inner}”"


def shortened(text: str, most: int) -> str:
    """Return a text as it is, or its beginning with "…" when it is longer.

    Args:
        text: Somebody's words.
        most: Most characters, that of the ellipsis among them.
    """
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
