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
        for key in keys:
            place = (*place, key)
            if place in self._counts:
                place = (*place, self._counts[place] - 1)
        return place

    def _keys(self) -> list[str]:
        """Read a dotted key; stands after it."""
        keys: list[str] = []
        while True:
            kind, token, _ = self._tokens[self._at]
            keys.append(token[1:-1] if kind == "string" else token)
            self._at += 1
            if self._peek(0) != ".":
                return keys
            self._at += 1

    def _pair(self, table: Place) -> None:
        line = self._tokens[self._at][2]
        keys = self._keys()
        place = table
        for key in keys:
            place = (*place, key)
            self.lines.setdefault(place, line)
        self._at += 1
        self._value(place)

    def _value(self, place: Place) -> None:
        token = self._peek(0)
        if token == "[":
            self._array(place)
        elif token == "{":
            self._inline_table(place)
        else:
            while self._at < len(self._tokens) and self._peek(0) not in ("\n", ",", "]", "}"):
                self._at += 1

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
