"""Telling which answers and comments are no longer what was stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from visionwork.document.comments import block_hash
from visionwork.document.responses import comment_hash, response_hash


def damaged_answers(connection: sqlite3.Connection, round_id: int | None = None) -> Iterator[str]:
    """Yield a sentence for each answer and comment that does not fit its hash; what they say is not told.

    Args:
        connection: The document.
        round_id: The round they belong to; None for all.
    """
    widths = dict(
        connection.execute("SELECT round_id, count(*) FROM question WHERE kind <> 'open' GROUP BY round_id")
    )
    numbers = dict(connection.execute("SELECT id, number FROM round"))
    of_round = "WHERE ?1 IS NULL OR round_id = ?1" if round_id is None else "WHERE round_id = ?1"

    def rows(columns: str, table: str) -> sqlite3.Cursor:
        return connection.execute(f"SELECT {columns} FROM {table} {of_round}", [round_id])  # noqa: S608

    for row in rows("round_id, group_id, scales, sha256", "response"):
        whole = response_hash(row["group_id"], row["scales"]) == row["sha256"]
        if not whole or len(row["scales"]) != widths.get(row["round_id"], 0):
            number = numbers.get(row["round_id"], "?")
            yield f"An answer of round {number} does not fit its hash or its questions."
    for row in rows("round_id, group_id, people, scales, sha256", "answer_block"):
        whole = response_hash(row["group_id"], row["scales"]) == row["sha256"]
        if not whole or len(row["scales"]) != row["people"] * widths.get(row["round_id"], 0):
            number = numbers.get(row["round_id"], "?")
            yield f"Answers of round {number} from a file do not fit their hash or their questions."
    for row in rows("round_id, code, comments, sha256", "comment_block"):
        if block_hash(row["code"], row["comments"]) != row["sha256"]:
            yield f"Comments of round {numbers.get(row['round_id'], '?')} from a file do not fit their hash."
    for row in rows("round_id, group_id, code, text, sha256", "comment"):
        if comment_hash(row["group_id"], row["code"], row["text"]) != row["sha256"]:
            yield f"A comment of round {numbers.get(row['round_id'], '?')} does not fit its hash."
