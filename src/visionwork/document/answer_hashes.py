"""Telling which answers and comments are no longer what was stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext

from visionwork.document.comments import block_hash
from visionwork.document.responses import comment_hash, response_hash

_SLICE = 1_000
"""Rows that are read in some milliseconds, before others get their turn."""

_BLOCKS = 16
"""Blocks of thousands of answers each that are read before others get their turn."""


def damaged_answers(
    connection: sqlite3.Connection,
    round_id: int | None = None,
    turn: AbstractContextManager[object] | None = None,
) -> Iterator[str]:
    """Yield a sentence for each answer and comment that does not fit its hash; what they say is not told.

    Rows are read some at a time, and no statement is left open between, so that whoever writes to the same
    file over another connection never waits for the end.

    Args:
        connection: The document.
        round_id: The round they belong to; None for all.
        turn: Held while rows are read, and not while they are looked at.
    """
    turn = nullcontext() if turn is None else turn
    with turn:
        widths = dict(
            connection.execute(
                "SELECT round_id, count(*) FROM question WHERE kind <> 'open' GROUP BY round_id"
            ).fetchall()
        )
        numbers = dict(connection.execute("SELECT id, number FROM round").fetchall())

    def rows(columns: str, table: str, most: int = _SLICE) -> Iterator[sqlite3.Row]:
        # The sign keeps SQLite from an index of rounds, whose rows it would sort anew for each slice. Places
        # are bytes: where damage left a key that is no text, the same slice would come again and again.
        some = (
            f"SELECT CAST(key AS BLOB) AS place, {columns} FROM {table}"  # noqa: S608 - names of our own
            " WHERE key > CAST(?1 AS TEXT) AND (?2 IS NULL OR +round_id = ?2) ORDER BY key LIMIT ?3"
        )
        place = b""
        while True:
            with turn:
                found = connection.execute(some, [place, round_id, most]).fetchall()
            yield from found
            if len(found) < most or found[-1]["place"] <= place:  # damage may have left rows out of order
                return
            place = found[-1]["place"]

    for row in rows("round_id, group_id, scales, sha256", "response"):
        whole = response_hash(row["group_id"], row["scales"]) == row["sha256"]
        if not whole or len(row["scales"]) != widths.get(row["round_id"], 0):
            number = numbers.get(row["round_id"], "?")
            yield f"An answer of round {number} does not fit its hash or its questions."
    for row in rows("round_id, group_id, people, scales, sha256", "answer_block", _BLOCKS):
        whole = response_hash(row["group_id"], row["scales"]) == row["sha256"]
        if not whole or len(row["scales"]) != row["people"] * widths.get(row["round_id"], 0):
            number = numbers.get(row["round_id"], "?")
            yield f"Answers of round {number} from a file do not fit their hash or their questions."
    for row in rows("round_id, code, comments, sha256", "comment_block", _BLOCKS):
        if block_hash(row["code"], row["comments"]) != row["sha256"]:
            yield f"Comments of round {numbers.get(row['round_id'], '?')} from a file do not fit their hash."
    for row in rows("round_id, group_id, code, text, sha256", "comment"):
        if comment_hash(row["group_id"], row["code"], row["text"]) != row["sha256"]:
            yield f"A comment of round {numbers.get(row['round_id'], '?')} does not fit its hash."
