"""Finds the line of a key or table in TOML text, which tomllib does not tell.

It runs only after a fault was found, on text that tomllib has already accepted, so it
trusts the syntax and looks for nothing but keys, table heads and the items of arrays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from visionwork.method.tables import Place

_TOKEN = re.compile(
    r"""
    (?P<string>\"\"\"(?:\\.|[^\\])*?\"{3,5} | '''.*?'{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*')
  | (?P<comment>\#[^\n]*)
  | (?P<newline>\n)
  | (?P<space>[ \t\r]+)
  | (?P<mark>[\[\]{},=.])
  | (?P<bare>[^\s\[\]{},=.\#"']+)
    """,
    re.VERBOSE | re.DOTALL,
)


_DEEPEST = 16
"""Places further inside are not noted: no key of a method stands so deep, and a stranger's file may."""

_TOO_DEEP = 100
"""Python gives up at some hundred lists inside one another; how many depends on who calls."""


def find_line(text: str, place: Place) -> int:
    """Return the line, from 1, where a place is written.

    Args:
        text: TOML text without syntax errors.
        place: Keys and array indexes; when it is not written itself, as with a missing key,
            the line of the nearest table around it is returned.
    """
    lines = line_map(text)
    for length in range(len(place), 0, -1):
        if place[:length] in lines:
            return lines[place[:length]]
    return 1


def line_map(text: str) -> Mapping[Place, int]:
    """Return the line, from 1, of every table, key and array item of TOML text."""
    return _Scanner(text).lines


def deep_line(text: str) -> int:
    """Return the line, from 1, where lists and inline tables of any text begin to be nested too deeply."""
    line, depth = 1, 0
    for match in _TOKEN.finditer(text.replace("\r\n", "\n")):
        if match.lastgroup == "mark":
            depth = max(0, depth + {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], 0))
            if depth > _TOO_DEEP:
                return line
        line += match[0].count("\n")
    return 1


class _Scanner:
    """Walks over the tokens once and notes where each place begins."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Place, int] = {}
        self._tokens: list[tuple[str, str, int]] = []
        line = 1
        for match in _TOKEN.finditer(text.replace("\r\n", "\n")):
            kind = match.lastgroup or ""
            if kind not in ("comment", "space"):
                self._tokens.append((kind, match[0], line))
            line += match[0].count("\n")
        self._at = 0
        self._counts: dict[Place, int] = {}
        self._scan()

    def _scan(self) -> None:
        table: Place = ()
        while self._at < len(self._tokens):
            kind, token, line = self._tokens[self._at]
            if kind == "newline":
                self._at += 1
            elif token == "[":
                table = self._head(line)
            else:
                self._pair(table)

    def _head(self, line: int) -> Place:
        several = self._peek(1) == "["
        self._at += 2 if several else 1
        keys = self._keys()
        self._at += 2 if several else 1
        parent = self._inside(keys[:-1])
        for length in range(1, len(parent) + 1):
            self.lines.setdefault(parent[:length], line)
        place = (*parent, keys[-1])
        if several:
            count = self._counts.get(place, 0)
            self._counts[place] = count + 1
            self.lines.setdefault(place, line)
            place = (*place, count)
        else:
            place = self._inside(keys)
        self.lines.setdefault(place, line)
        return place

    def _inside(self, keys: list[str]) -> Place:
        """Return the place of a dotted head, entering the last table of each array on the way."""
        place: Place = ()
        for key in keys[:_DEEPEST]:
            place = (*place, key)
            if place in self._counts:
                place = (*place, self._counts[place] - 1)
        return place

    def _keys(self) -> list[str]:
        """Read a dotted key; stands after it."""
        keys: list[str] = []
        while True:
            kind, token, _ = self._tokens[self._at]
            keys.append(_bare(token) if kind == "string" else token)
            self._at += 1
            if self._peek(0) != ".":
                return keys
            self._at += 1

    def _pair(self, table: Place) -> None:
        line = self._tokens[self._at][2]
        keys = self._keys()
        place = table
        for key in keys[:_DEEPEST]:
            place = (*place, key)
            self.lines.setdefault(place, line)
        self._at += 1
        self._value(place)

    def _value(self, place: Place) -> None:
        token = self._peek(0)
        if token in ("[", "{") and len(place) >= _DEEPEST:
            self._pass_over()
        elif token == "[":
            self._array(place)
        elif token == "{":
            self._inline_table(place)
        else:
            while self._at < len(self._tokens) and self._peek(0) not in ("\n", ",", "]", "}"):
                self._at += 1

    def _pass_over(self) -> None:
        """Go behind a list or an inline table without a look inside."""
        depth = 0
        while self._at < len(self._tokens):
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(self._peek(0), 0)
            self._at += 1
            if depth == 0:
                return

    def _array(self, place: Place) -> None:
        self._at += 1
        index = 0
        while (token := self._peek(0)) not in ("]", ""):
            if token in ("\n", ","):
                self._at += 1
                continue
            item = (*place, index)
            self.lines.setdefault(item, self._tokens[self._at][2])
            self._value(item)
            index += 1
        self._at += 1

    def _inline_table(self, place: Place) -> None:
        self._at += 1
        while (token := self._peek(0)) not in ("}", ""):
            if token in ("\n", ","):
                self._at += 1
            else:
                self._pair(place)
        self._at += 1

    def _peek(self, ahead: int) -> str:
        at = self._at + ahead
        return self._tokens[at][1] if at < len(self._tokens) else ""


def _bare(token: str) -> str:
    """Return a name without its quotation marks."""
    if token[0] == '"' and "\\" in token:
        import tomllib  # which knows the escapes

        return tomllib.loads(f"name = {token}")["name"]
    return token[1:-1]
