"""The line of anything in a TOML file is found."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from visionwork.assets import asset_dir
from visionwork.method.lines import find_line, line_map

TRICKY = '''\
# [not] = "a table"
plain = 1 # x = 2
"quoted.key" = """
[[not.a.table]]
fake = 1
"""
dotted . 'two parts' = {inner = 'a}b', other = [1, 2]}

[a.b]
list = [
  'one', # ] not the end
  [2, [3, "]"]],

  {deep = "x = 1"},
]
date = 1979-05-27T07:32:00Z
when = 07:32:00.5
[[c]]
[[c]]
name = \'\'\'it's ''\'\'\'
[[c.d]]
[c.d.e]
pi = 3.14
[[c.d]]
last = "\\"]"
'''


def places(data: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the place of everything inside parsed TOML."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*place, key)
        yield from places(value, (*place, key))


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("plain",), 2),
        (("quoted.key",), 3),
        (("dotted", "two parts", "inner"), 7),
        (("dotted", "two parts", "other", 1), 7),
        (("a", "b"), 9),
        (("a", "b", "list"), 10),
        (("a", "b", "list", 0), 11),
        (("a", "b", "list", 1, 1), 12),
        (("a", "b", "list", 2, "deep"), 14),
        (("a", "b", "date"), 16),
        (("a", "b", "when"), 17),
        (("c",), 18),
        (("c", 1), 19),
        (("c", 1, "name"), 20),
        (("c", 1, "d", 0), 21),
        (("c", 1, "d", 0, "e", "pi"), 23),
        (("c", 1, "d", 1), 24),
        (("c", 1, "d", 1, "last"), 25),
        (("c", 1, "d", 1, "not there"), 24),
        (("nowhere",), 1),
        ((), 1),
    ],
)
def test_a_place_is_found_among_traps(place: tuple[str | int, ...], line: int) -> None:
    assert find_line(TRICKY, place) == line
    assert find_line(TRICKY.replace("\n", "\r\n"), place) == line


def test_everything_that_is_parsed_has_a_line() -> None:
    text = (asset_dir("resources") / "method" / "en.toml").read_text(encoding="utf-8")
    for sample in (TRICKY, text):
        lines = line_map(sample)
        found = set(places(tomllib.loads(sample)))
        assert set(lines) == found
