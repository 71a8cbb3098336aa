"""What was worked out from the rules of a language, kept beside them so that nobody waits for it again.

To read the TOML, take every pattern apart and try every example takes a fifth of a second. So
`make coach-forms` writes down what the files say, with the words each pattern cannot do without; a pattern is
then taken apart when such a word turns up. The file holds for the very rules it was made from: after a change
of theirs they are read and tried in full.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from visionwork.coach.patterns import Pattern
from visionwork.domain.findings import MarkKind
from visionwork.domain.records import record

PREPARED = "prepared.json"
LANGUAGE, LISTS, PEOPLE, RELATIONS = "language.toml", "lists.toml", "stakeholders.toml", "relations.toml"
DRIFT = "drift.toml"
MARKS = tuple(f"{kind.value}.toml" for kind in MarkKind)
FILES = (LANGUAGE, LISTS, PEOPLE, RELATIONS, *MARKS, DRIFT)
"""The files that people write."""

_MOST_SETS, _MOST_WORDS = 3, 40
_TRIED = frozenset(["match_examples", "clean_examples", "note"])
"""Parts of a rule that nobody needs once it was tried."""


@record
class Prepared:
    """Rules that were tried.

    Attributes:
        files: What each file says, by its name, without examples.
        needed: Sets of words of which a pattern needs one each, by the pattern.
        verbs: Verbs, out of the lists that hold them.
    """

    files: Mapping[str, Mapping[str, Any]]
    needed: Mapping[str, Sequence[frozenset[str]]]
    verbs: Collection[str]


@cache
def read_prepared(folder: Path) -> Prepared | None:
    """Return what was kept for the rules in a folder; None when there is nothing, or they have changed."""
    try:
        kept = json.loads((folder / PREPARED).read_bytes())
        if kept["digest"] != digest(folder):
            return None
        needed = {source: [frozenset(words) for words in sets] for source, sets in kept["needed"].items()}
        return Prepared({name: kept["files"][name] for name in FILES}, needed, kept["verbs"])
    except (OSError, ValueError, LookupError, TypeError):
        return None  # the rules themselves are read, and say what is wrong with them


def prepare(
    folder: Path, files: Mapping[str, Mapping[str, Any]], patterns: Iterable[Pattern], verbs: Collection[str]
) -> str:
    """Return what to keep for rules that were read and tried.

    Args:
        folder: Their folder.
        files: What each of `FILES` says, by its name.
        patterns: Every pattern of theirs.
        verbs: Verbs, out of the lists that hold them.
    """
    needed = {pattern.source: _worth_keeping(pattern) for pattern in patterns}
    parts = {
        "digest": json.dumps(digest(folder)),
        "verbs": _line(sorted(verbs)),
        "files": _lines({name: _line(_without_examples(files[name])) for name in FILES}),
        "needed": _lines({source: _line(sets) for source, sets in sorted(needed.items())}),
    }
    return _lines(parts) + "\n"


def digest(folder: Path) -> str:
    """Return what changes with any of the files that people write; raises OSError when one cannot be read."""
    found = hashlib.sha256()
    for name in FILES:
        found.update((folder / name).read_bytes().replace(b"\r\n", b"\n"))
    return found.hexdigest()


def _worth_keeping(pattern: Pattern) -> list[list[str]]:
    """Return the smallest of the sets a pattern needs; a large one rules hardly any sentence out."""
    return [
        sorted(words)
        for place, words in enumerate(pattern.needed[:_MOST_SETS])
        if not place or len(words) <= _MOST_WORDS
    ]


def _without_examples(data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: [
            {key: part for key, part in entry.items() if key not in _TRIED}
            if isinstance(entry, dict)
            else entry
            for entry in value
        ]
        if isinstance(value, list)
        else value
        for name, value in data.items()
    }


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _lines(parts: Mapping[str, str]) -> str:
    """Return an object with an entry a line, so that a change of one rule is a change of few lines."""
    return (
        "{\n"
        + ",\n".join(f"{json.dumps(name, ensure_ascii=False)}:{part}" for name, part in parts.items())
        + "\n}"
    )
