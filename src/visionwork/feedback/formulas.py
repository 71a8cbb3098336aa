"""Texts in CSV files that a spreadsheet would take for a formula.

A comment such as "=cmd|' /C calc'!A1" runs when the file is opened in a spreadsheet (OWASP, "CSV
injection"). A leading apostrophe makes it text. Plain numbers are left alone, so that -5 stays a number.
"""

from __future__ import annotations

import re

GUARD = "'"

_DANGEROUS = re.compile(r"[\s']*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_GUARDED = re.compile(r"'[\s']*[=+\-@\uff1d\uff0b\uff0d\uff20]|'[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; `unguarded` takes the guard off again."""
    if _DANGEROUS.match(text) and not _NUMBER.fullmatch(text):
        return GUARD + text
    return text


def unguarded(text: str) -> str:
    """Return a text as it was before `guarded`."""
    return text[1:] if _GUARDED.match(text) else text
