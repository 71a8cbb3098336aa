"""Counts of a round, and the summary that keeps them so that a page need not count again.

The summary is keyed by the state of the answers in the plainest way: whatever changes an answer deletes it
in the same transaction. So it is either right or not there, and `check` counts again to see.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence

from visionwork.domain.rounds import Tally

DIGITS = "12345"
_SIGNS = DIGITS.encode()
ANSWER_TABLES = frozenset(("response", "answer_block"))
"""Tables of which a round's counts are made."""


class Counts:
    """Unprotected counts of a round; for the analysis only.

    Args:
        tallies: Counts a ticked question and group.
        people: Numbers of people by group.
    """

    __slots__ = ("people", "tallies")

    def __init__(self, tallies: tuple[Tally, ...], people: dict[int, int]) -> None:
        self.tallies = tallies
        self.people = people

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Counts):
            return NotImplemented
        return self.people == other.people and set(self.tallies) == set(other.tallies)

    __hash__ = None  # type: ignore[assignment]


def recount(connection: sqlite3.Connection, round_id: int, codes: Sequence[str]) -> Counts:
    """Count every answer of a round.

    Packed points of a group are joined, cut into columns and counted as characters, which takes a fifth of
    the time of sums in SQL.

    Args:
        connection: The document.
        round_id: The round.
        codes: Ids of the ticked questions, in the order in which they are packed.
    """
    counts: dict[tuple[str, int], list[int]] = {}
    people: dict[int, int] = {}
    for group_id, number, scales in _packed(connection, round_id):
        people[group_id] = people.get(group_id, 0) + number
        signs = scales.encode("ascii", "replace")
        for place, code in enumerate(codes):
            column = signs[place :: len(codes)]
            found = counts.setdefault((code, group_id), [0] * len(DIGITS))
            for point, digit in enumerate(_SIGNS):
                found[point] += column.count(digit)
    return Counts(
        tuple(
            Tally(code, group_id, (one, two, three, four, five))
            for (code, group_id), (one, two, three, four, five) in counts.items()
        ),
        people,
    )


def _packed(connection: sqlite3.Connection, round_id: int) -> Iterator[tuple[int, int, str]]:
    """Yield groups, numbers of people and their packed points; single answers of a group come as one."""
    yield from connection.execute(
        "SELECT group_id, count(*), ifnull(group_concat(scales, ''), '') FROM response"
        " WHERE round_id = ? GROUP BY group_id",
        [round_id],
    )
    yield from connection.execute(
        "SELECT group_id, people, scales FROM answer_block WHERE round_id = ?", [round_id]
    )


def kept(connection: sqlite3.Connection, round_id: int) -> Counts | None:
    """Return the kept counts of a round, or None when an answer has changed since they were."""
    row = connection.execute("SELECT counts FROM summary WHERE round_id = ?", [round_id]).fetchone()
    return None if row is None else _unpacked(row[0])


def keep(connection: sqlite3.Connection, round_id: int, counts: Counts) -> None:
    """Keep the counts of a round."""
    tallies = [[tally.question_id, tally.group_id, *tally.counts] for tally in counts.tallies]
    content = json.dumps({"people": list(counts.people.items()), "tallies": tallies}, separators=(",", ":"))
    connection.execute("INSERT OR REPLACE INTO summary (round_id, counts) VALUES (?, ?)", [round_id, content])


def drop_counts(connection: sqlite3.Connection, round_id: object = None) -> None:
    """Delete the kept counts of a round, or of all rounds, since an answer changes."""
    if round_id is None:
        connection.execute("DELETE FROM summary")
    else:
        connection.execute("DELETE FROM summary WHERE round_id = ?", [round_id])


def people_by_round(connection: sqlite3.Connection) -> dict[int, int]:
    """Return how many people answered, by round."""
    found = {
        row[0]: sum(_unpacked(row[1]).people.values())
        for row in connection.execute("SELECT round_id, counts FROM summary")
    }
    missing = connection.execute("SELECT id FROM round WHERE id NOT IN (SELECT round_id FROM summary)")
    for (round_id,) in missing.fetchall():
        found[round_id] = connection.execute(
            "SELECT (SELECT count(*) FROM response WHERE round_id = ?1)"
            " + (SELECT ifnull(sum(people), 0) FROM answer_block WHERE round_id = ?1)",
            [round_id],
        ).fetchone()[0]
    return found


def _unpacked(content: str) -> Counts:
    found = json.loads(content)
    return Counts(
        tuple(
            Tally(code, group_id, (one, two, three, four, five))
            for code, group_id, one, two, three, four, five in found["tallies"]
        ),
        dict(found["people"]),
    )
