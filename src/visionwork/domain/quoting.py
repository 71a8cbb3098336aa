"""Puts people's words in quotation marks, once."""

from __future__ import annotations

import re

_STRAIGHT = re.compile(r'(?<!\w)"(?=\w)|(?<=^)"|(?<=[\s(])"')


def in_quotes(text: str) -> str:
    """Return words in one pair of quotation marks; marks inside them become single ones.

    Args:
        text: Somebody's words; a pair of quotation marks around all of them is not doubled.
    """
    inner = text.strip()
    if len(inner) > 1 and (inner[0], inner[-1]) in (("“", "”"), ('"', '"')):
        rest = inner[1:-1]
        if not any(mark in rest for mark in '“”"'):
            inner = rest
    inner = _STRAIGHT.sub("‘", inner).replace('"', "’").replace("“", "‘").replace("”", "’")
    return f"“{inner}”"
