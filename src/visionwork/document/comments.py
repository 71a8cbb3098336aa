"""What people wrote, read a page at a time: single comments and those of files in one order.

The order is that of the keys, which are random, so it tells neither arrival nor which two comments are by one
person. A comment of a file has the first 28 digits of its block's key and its place in the block; it is taken
out of the block, with this key, when it is first sorted or chosen.
"""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import zip_longest

from visionwork.document.responses import comment_hash
from visionwork.document.store import Store
from visionwork.document.transaction import Row, Transaction
from visionwork.domain.drafts import clean_text, text_hash
from visionwork.domain.rounds import Comment, Standing

SEPARATOR = "\x1e"
"""Stands between the comments of a block; stored texts hold no control characters."""

BLOCK_COMMENTS = 64
"""Comments in a block of a file; only the last one of a question may have fewer."""

_PIECE = 400
_BLOCKS = 16
_PREFIX = 28
_NOT_TOLD = 1
"""Stands for the number of people in a file once its single answers were removed."""
_END = "g"
"""Behind every key of hexadecimal digits."""


class CommentRepository:
    """Reads comments; `ThemeRepository` changes them.

    Args:
        store: The rows of the document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def reader(self, round_id: int) -> CommentReader:
        """Return what reads the comments of a round over the document's own connection."""
        return CommentReader(self._store.connection, round_id)


class CommentReader:
    """Reads the comments of a round over any connection, in any thread that owns it.

    Args:
        connection: The document.
        round_id: The round.
    """

    def __init__(self, connection: sqlite3.Connection, round_id: int) -> None:
        self._connection = connection
        self._round_id = round_id
        self._standings: dict[tuple[int, int], Standing] = {
            (row["batch_id"], row["group_id"]): Standing(row["standing"])
            for row in connection.execute("SELECT * FROM let_out_batch WHERE round_id = ?", [round_id])
        }

    def each(self, code: str, after: str = "", *, waiting: bool = False) -> Iterator[Comment]:
        """Yield the comments to a question in the order of their keys.

        Args:
            code: The question.
            after: Key behind which to begin.
            waiting: Whether those that may not be seen yet come, too; for the analysis only.
        """
        packed = self._packed(code, after) if waiting or self._standings else iter(())
        both = heapq.merge(self._single(code, after), packed, key=_key)
        return both if waiting else (found for found in both if found.standing is not Standing.WAITING)

    def chosen(self) -> tuple[Comment, ...]:
        """Return the comments that were chosen for the report and may be seen."""
        return tuple(self._rows("comment.round_id = ? AND chosen = 1 AND let_out.key IS NOT NULL", []))

    def of_theme(self, theme_id: int, code: str) -> Iterator[Comment]:
        """Yield the comments to a question in a theme that may be seen."""
        return self._pieces(
            "theme_id = ? AND comment.round_id = ? AND code = ?", [theme_id, self._round_id, code]
        )

    def numbers(self) -> dict[str, int]:
        """Return how many comments may be seen, by question."""
        found = {
            row[0]: row[1]
            for row in self._connection.execute(
                "SELECT code, count(*) FROM comment JOIN let_out USING (key)"
                " WHERE comment.round_id = ? GROUP BY code",
                [self._round_id],
            )
        }
        rows = self._connection.execute("SELECT id, written FROM batch WHERE round_id = ?", [self._round_id])
        for batch_id, written in rows.fetchall():
            for (code, group_id), number in written_counts(written).items():
                if (batch_id, group_id) in self._standings:
                    found[code] = found.get(code, 0) + number
        return found

    def numbers_by_theme(self, code: str) -> dict[int, int]:
        """Return how many comments to a question that may be seen are in each theme."""
        return {
            row[0]: row[1]
            for row in self._connection.execute(
                "SELECT theme_id, count(*) FROM comment JOIN let_out USING (key)"
                " WHERE theme_id IS NOT NULL AND +comment.round_id = ? AND +code = ? GROUP BY theme_id",
                [self._round_id, code],
            )
        }

    def search(self, words: str, codes: Sequence[str]) -> Iterator[Comment]:
        """Yield the comments that may be seen and hold some words, whatever their case, a question in turn.

        Args:
            words: What to look for.
            codes: The questions.
        """
        wanted = searched(words)
        columns = [self._holding(code, wanted) for code in codes]
        return (found for row in zip_longest(*columns) for found in row if found is not None)

    def _holding(self, code: str, wanted: str) -> Iterator[Comment]:
        both = heapq.merge(self._single(code, ""), self._packed(code, "", wanted), key=_key)
        return (
            found for found in both if found.standing is not Standing.WAITING and wanted in found.text.lower()
        )

    def _single(self, code: str, after: str) -> Iterator[Comment]:
        while True:
            rows = list(
                self._rows(
                    "comment.round_id = ? AND code = ? AND comment.key > ? ORDER BY comment.key LIMIT ?",
                    [code, after, _PIECE],
                )
            )
            yield from rows
            if len(rows) < _PIECE:
                return
            after = rows[-1].key

    def _pieces(self, where: str, values: list[object]) -> Iterator[Comment]:
        """Yield comments in the order of their keys, a piece at a time, so that no cursor stays open."""
        after = ""
        while True:
            rows = list(
                self._read(
                    f"{where} AND comment.key > ? ORDER BY comment.key LIMIT ?", [*values, after, _PIECE]
                )
            )
            yield from (row for row in rows if row.standing is not Standing.WAITING)
            if len(rows) < _PIECE:
                return
            after = rows[-1].key

    def _rows(self, where: str, values: list[object]) -> Iterator[Comment]:
        return self._read(where, [self._round_id, *values])

    def _read(self, where: str, values: list[object]) -> Iterator[Comment]:
        rows = self._connection.execute(
            "SELECT comment.key, comment.group_id, code, text, theme_id, chosen,"  # noqa: S608
            " ifnull(standing, 'waiting') AS standing FROM comment LEFT JOIN let_out USING (key)"
            f" WHERE {where}",
            values,
        )
        for row in rows.fetchall():
            yield Comment(
                row["code"], row["group_id"], row["text"], row["key"], Standing(row["standing"]),
                row["theme_id"], bool(row["chosen"]),
            )  # fmt: skip

    def _packed(self, code: str, after: str, wanted: str = "") -> Iterator[Comment]:
        """Yield the comments of blocks in the order of their keys, of blocks with some words only."""
        start = after[:_PREFIX]
        while True:
            rows = self._connection.execute(
                "SELECT key, batch_id, comments FROM comment_block"
                " WHERE key >= ? AND round_id = ? AND code = ? ORDER BY key LIMIT ?",
                [start, self._round_id, code, _BLOCKS],
            ).fetchall()
            for row in rows:
                if not wanted or wanted in row["comments"].lower():
                    for found in self._unpacked(code, row):
                        if found.key > after:
                            yield found
            if len(rows) < _BLOCKS:
                return
            start = rows[-1]["key"] + _END

    def _unpacked(self, code: str, row: sqlite3.Row) -> Iterator[Comment]:
        prefix, batch_id = row["key"][:_PREFIX], row["batch_id"]
        for place, entry in enumerate(row["comments"].split(SEPARATOR)):
            group, _, text = entry.partition(" ")
            if text:
                group_id = int(group)
                standing = self._standings.get((batch_id, group_id), Standing.WAITING)
                yield Comment(code, group_id, text, f"{prefix}{place:04x}", standing)


def take_out(tx: Transaction, key: str) -> None:
    """Take a comment out of its block, unless it stands by itself, so that it can be changed.

    Raises:
        KeyError: There is no such comment.
    """
    if tx.read("comment", key) is not None:
        return
    block_key = f"{key[:_PREFIX]}0000"
    block = tx.read("comment_block", block_key)
    if block is None:
        raise KeyError(key)
    entries = block["comments"].split(SEPARATOR)
    place = int(key[_PREFIX:], 16)
    group, _, text = entries[place].partition(" ")
    if not text:
        raise KeyError(key)
    entries[place] = ""
    code, round_id, group_id = block["code"], block["round_id"], int(group)
    tx.update("comment_block", block_key, _block_values(block["code"], entries))
    batch = tx.read("batch", block["batch_id"])
    assert batch is not None
    written = written_counts(batch["written"])
    written[code, group_id] -= 1
    tx.update("batch", batch["id"], {"written": written_json(written)})
    tx.insert("comment", {
        "key": key, "round_id": round_id, "group_id": group_id, "code": code, "text": text,
        "sha256": comment_hash(group_id, code, text), "theme_id": None, "chosen": 0,
    })  # fmt: skip
    for row in tx.rows(
        "SELECT standing FROM let_out_batch WHERE batch_id = ? AND group_id = ?",
        [block["batch_id"], group_id],
    ):
        tx.insert("let_out", {"key": key, "round_id": round_id, "standing": row["standing"]})


def erase_waiting(tx: Transaction, round_id: int) -> None:
    """Delete the comments of a round that may not be seen, without remembering them.

    Nor is it remembered how many there were: beside what was let out, the number of people in a file and the
    gaps in its blocks would tell how many are in a group that is too small to show.
    """
    tx.run(
        "comment",
        "DELETE FROM comment WHERE round_id = ? AND key NOT IN (SELECT key FROM let_out)",
        [round_id],
    )
    shown: dict[int, set[str]] = {}
    for row in tx.rows("SELECT batch_id, group_id FROM let_out_batch WHERE round_id = ?", [round_id]):
        shown.setdefault(row["batch_id"], set()).add(str(row["group_id"]))
    for batch in tx.rows("SELECT id, written FROM batch WHERE round_id = ?", [round_id]):
        seen = shown.get(batch["id"], set())
        written = written_counts(batch["written"])
        kept = {cell: number for cell, number in written.items() if str(cell[1]) in seen}
        tx.overwrite("batch", batch["id"], {"people": _NOT_TOLD, "written": written_json(kept)})
        if kept != written:
            for code in {code for code, _ in written}:
                _close_ranks(tx, batch["id"], code, seen)


def _close_ranks(tx: Transaction, batch_id: int, code: str, seen: Collection[str]) -> None:
    """Leave the comments of some groups in the blocks of a question, in their order and without gaps.

    The place of a comment that was taken out stays free, since its key tells of it.
    """
    keys = [
        row["key"]
        for row in tx.rows(
            "SELECT key FROM comment_block WHERE batch_id = ? AND code = ? ORDER BY key", [batch_id, code]
        )
    ]

    def left() -> Iterator[str]:
        for key in keys:
            block = tx.read("comment_block", key)
            for entry in block["comments"].split(SEPARATOR) if block else ():
                if entry.partition(" ")[0] in seen:
                    yield entry

    waiting = left()
    for key in keys:
        taken = {
            row["key"]
            for row in tx.rows(
                "SELECT key FROM comment WHERE key >= ? AND key < ?", [key, key[:_PREFIX] + _END]
            )
        }
        entries: list[str] = []
        for place in range(BLOCK_COMMENTS):
            if f"{key[:_PREFIX]}{place:04x}" in taken:
                entries.append("")
            elif (entry := next(waiting, None)) is not None:
                entries.append(entry)
            else:
                break
        if any(entries):
            tx.overwrite("comment_block", key, _block_values(code, entries))
        else:
            tx.erase("comment_block", "key", key)


def _block_values(code: str, entries: Sequence[str]) -> Row:
    comments = SEPARATOR.join(entries)
    return {"comments": comments, "sha256": block_hash(code, comments)}


def _key(comment: Comment) -> str:
    return comment.key


def searched(words: str) -> str:
    """Return words as they are looked for in a comment in small letters."""
    return " ".join(clean_text(words).lower().split())


def block_hash(code: str, comments: str) -> str:
    """Return the hash that guards a block of comments against silent damage."""
    return text_hash(f"{code}|{comments}")


def written_json(written: Mapping[tuple[str, int], int]) -> str:
    """Return how many comments a batch has, by question and group, as it is stored."""
    rows = [[code, group_id, number] for (code, group_id), number in sorted(written.items()) if number]
    return json.dumps(rows, separators=(",", ":"))


def written_counts(packed_counts: str) -> dict[tuple[str, int], int]:
    """Return what `written_json` packed."""
    return {(code, group_id): number for code, group_id, number in json.loads(packed_counts)}
