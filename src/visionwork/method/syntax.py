"""Parses the text of a method file, and tells in plain words what is not TOML in it."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from visionwork.method.tables import SyntaxFaultError

_MOST_DOTS = 40
"""Names with more dots would keep tomllib busy for minutes: its work grows with their square."""

_LONG_NAME = re.compile(
    r"""(?<![\w-]) (?: (?:[\w-]+ | "[^"\n]*" | '[^'\n]*') [ \t]* \. [ \t]* )"""
    f"{{{_MOST_DOTS}}}",
    re.VERBOSE,
)
_LONG_NUMBER = re.compile(r"\d[\d_]{4000}")
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")
_AT_END = " (at end of document)"
_STRAIGHT = re.compile(r"\w'\w")
_APOSTROPHE = (
    " For an apostrophe inside a text write the curly one (’), or put the text in double quotation marks."
)

_HEAD = (
    "this head in brackets is here a second time, or in another form; what may be there several times has"
    " double brackets every time, such as [[step]]"
)
_OPEN_TEXT = "a text is not closed with a quotation mark"
_BACKSLASH = "a backslash stands in double quotation marks; single ones take a text as it is"
_PLAIN = (
    ("Cannot declare", _HEAD),
    ("Cannot overwrite a value", "a name stands here that has a value already"),
    ("Duplicate inline table key", "a name stands here that has a value already"),
    ("Cannot mutate immutable", "a name stands here that has a value already"),
    ("Cannot redefine namespace", "a name stands here that has a value already"),
    ("Expected newline or end of document", "the line should end here"),
    ("Expected '=' after a key", "a name needs an equal sign and a value"),
    ("Invalid initial character for a key part", "the name of a value is expected here"),
    ("Invalid statement", "a name with a value, or a head in brackets, is expected here"),
    ("Invalid value", "a value is expected here, and texts stand in quotation marks"),
    ("Unclosed array", "a list goes on here without a comma, or is not closed with ]"),
    ("Unclosed inline table", "a table in braces goes on here without a comma, or is not closed with }"),
    ("Unterminated string", _OPEN_TEXT),
    ("Expected \"'", _OPEN_TEXT),
    ("Illegal character '\\n'", _OPEN_TEXT),
    ("Found invalid character '\\n'", _OPEN_TEXT),
    ("Found invalid character '\\r'", "lines end as they did long ago; save the file with today’s line ends"),
    ("Unescaped '\\' in a string", _BACKSLASH),
    ("Invalid hex value", _BACKSLASH),
    ("Escaped character is not a Unicode scalar value", _BACKSLASH),
)  # fmt: skip
"""What tomllib says, by its beginning, and what it means to somebody who writes texts."""

_ON_HEADS = ("Cannot overwrite", "Cannot mutate", "Cannot redefine")


def parse(text: str) -> dict[str, Any]:
    """Return what a TOML text says.

    Raises:
        SyntaxFaultError: It is not TOML.
    """
    if (found := _LONG_NAME.search(text)) is not None:
        raise SyntaxFaultError(_line_at(text, found.start()), f"A name has {_MOST_DOTS} dots or more.")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        from visionwork.method.lines import deep_line  # only needed when something is wrong

        raise SyntaxFaultError(deep_line(text), "Lists are nested too deeply here.") from error
    except ValueError as error:  # TOMLDecodeError, or a plain one for a number of 5,000 digits
        raise _fault(text, str(error)) from error


def _fault(text: str, message: str) -> SyntaxFaultError:
    """Take the line out of the message; tomllib tells it nowhere else before Python 3.14."""
    if "integer string conversion" in message and (found := _LONG_NUMBER.search(text)) is not None:
        return SyntaxFaultError(_line_at(text, found.start()), "The number here is far too long.")
    at_line = _AT_LINE.search(message)
    at_end = max(1, text.count("\n") + (not text.endswith("\n"))) if message.endswith(_AT_END) else 1
    line = int(at_line[1]) if at_line else at_end
    told = _AT_LINE.sub("", message).removesuffix(_AT_END)
    written = text.split("\n")[line - 1]
    reason = next((plain for start, plain in _PLAIN if told.startswith(start)), None)
    if told.startswith(_ON_HEADS) and written.lstrip().startswith("["):
        reason = _HEAD
    reason = reason or f"{told[:1].lower()}{told[1:]}"
    return SyntaxFaultError(
        line, f"This is not TOML: {reason}.{_APOSTROPHE if _STRAIGHT.search(written) else ''}"
    )


def _line_at(text: str, index: int) -> int:
    return text.count("\n", 0, index) + 1
