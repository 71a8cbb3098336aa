"""Answers of many people at once: packed, so that a million take a file's time and a file's room.

What people ticked lies in blocks of one group, sorted, so that neither the order of the file nor who wrote
what can be told. What they wrote lies in blocks of one question, shuffled. A block is guarded by one hash.
A comment keeps its own key from the first: the key of its block with its place in it at the end.
"""

from __future__ import annotations

import heapq
import json
import os
import random
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress
from operator import add
from pathlib import Path

from visionwork.document import summary
from visionwork.document.connection import connect
from visionwork.document.errors import DocumentError
from visionwork.document.marks import KnownMarks, packed
from visionwork.document.responses import require_open, response_hash
from visionwork.document.store import Store
from visionwork.document.transaction import BATCH_KEYS
from visionwork.document.turn import Turn
from visionwork.domain.drafts import text_hash
from visionwork.domain.many import NOT_ANSWERED, Added, AnswerSlice, mark_columns, marks_of
from visionwork.domain.rounds import Channel, Round, ticked_ids

SEPARATOR = "\x1e"
"""Stands between the comments of a block; stored texts hold no control characters."""

_BLOCK_PEOPLE = 4_096
BLOCK_COMMENTS = 64
"""Comments in a block of a file; only the last one of a question may have fewer."""
_POOL = 131_072
_FIRST_PREFIX = 0x80
"""Signs from here on stand for groups in front of points, while these are sorted."""
_REMEMBERED = 20_000
"""Undo keeps a copy of what a larger file brought no more; it deletes it instead."""


class BatchRepository:
    """Stores answers of files, and takes them back."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(
        self, asked: Round, slices: Iterable[AnswerSlice], channel: Channel, *, other_people: bool = False
    ) -> Added:
        """Store the answers of a file, all or none; those stored before are passed over.

        Args:
            asked: The round.
            slices: The answers.
            channel: The way they came in.
            other_people: Store answers equal to stored ones, too: other people gave them.

        Raises:
            DocumentError: The round is closed, or a group is not among the workshop's.
            ValueError: Points are packed wrongly.
        """
        with self._store.command("Import answers") as tx:
            connection = self._store.connection
            added = write_batch(connection, asked, slices, channel, other_people=other_people)
            if 0 < added.new <= _REMEMBERED:
                for table in reversed(BATCH_KEYS):
                    tx.adopt(table, BATCH_KEYS[table], added.batch_id)
            elif added.new:
                tx.adopt_batch(added.batch_id)
            tx.counted = True
        return added

    def count_new(self, asked: Round, slices: Iterable[AnswerSlice], *, other_people: bool = False) -> Added:
        """Return what storing the answers of a file would do."""
        return count_new(self._store.connection, asked, slices, other_people=other_people)

    def note(self, added: Added) -> None:
        """Make what `add_apart` stored a step of undo, and tell listeners; in the thread of the document."""
        if added.batch_id:
            self._store.note_batch("Import answers", added.batch_id)


def add_apart(
    path: Path,
    turn: Turn,
    asked: Round,
    slices: Iterable[AnswerSlice],
    channel: Channel,
    *,
    other_people: bool = False,
) -> Added:
    """Store the answers of a file over an own connection, in any thread; `BatchRepository.note` tells of it.

    Args:
        path: The working copy.
        turn: The lock of the document's store; held to the end, since a reader would meet a busy database.
        asked: The round.
        slices: The answers; what they raise ends it with nothing stored.
        channel: The way they came in.
        other_people: As `BatchRepository.add`.
    """
    connection = connect(path)
    try:
        with turn:
            connection.execute("BEGIN IMMEDIATE")
            try:
                added = write_batch(connection, asked, slices, channel, other_people=other_people)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
    finally:
        connection.close()
    return added


def count_new(
    connection: sqlite3.Connection, asked: Round, slices: Iterable[AnswerSlice], *, other_people: bool = False
) -> Added:
    """Return what storing the answers of a file would do."""
    known = _known(connection, asked.id, other_people)
    codes = [question.id for question in asked.questions if not question.ticked]
    new = already = 0
    for part in slices:
        people = len(part.groups)
        here = 0
        if known:
            columns = mark_columns(part, list(map(str, part.groups)), codes)[0]
            here = sum(map(known.meet, marks_of(columns)))
        already += here
        new += people - here
    return Added(new, already)


def write_batch(
    connection: sqlite3.Connection,
    asked: Round,
    slices: Iterable[AnswerSlice],
    channel: Channel,
    *,
    other_people: bool = False,
) -> Added:
    """Store the answers of a file in the transaction that is open, and keep the counts of the round.

    Args:
        connection: The document, with a transaction open.
        asked: The round.
        slices: The answers.
        channel: The way they came in.
        other_people: Store answers equal to stored ones, too.

    Raises:
        DocumentError: The round is closed, or a group is not among the workshop's.
        ValueError: Points are packed wrongly.
    """
    require_open(asked)
    known = _known(connection, asked.id, other_people)
    writer = _Writer(connection, asked, channel)
    already = 0
    for part in slices:
        already += writer.take(part, known)
    if not writer.people:
        writer.give_up()
        return Added(0, already)
    writer.finish()
    summary.keep(connection, asked.id, summary.recount(connection, asked.id, writer.codes))
    return Added(writer.people, already, writer.batch_id)


class _Writer:
    """Writes one batch; what it holds of a million people is their packed points and marks."""

    def __init__(self, connection: sqlite3.Connection, asked: Round, channel: Channel) -> None:
        self.codes = ticked_ids(asked.questions)
        self.by_group: Counter[int] = Counter()
        self._connection = connection
        self._round_id = asked.id
        self._open = [question.id for question in asked.questions if not question.ticked]
        self._groups = {row[0]: str(row[0]) for row in connection.execute("SELECT id FROM stakeholder_group")}
        self._marks = array("Q")
        self._prefix = {row: chr(_FIRST_PREFIX + place) for place, row in enumerate(self._groups)}
        self._fresh: list[str] = []
        self._packed: list[str] = []
        self._pools: dict[str, list[str]] = {code: [] for code in self._open}
        self._written: Counter[tuple[str, int]] = Counter()
        self._chance = random.Random(os.urandom(32))
        cursor = connection.execute(
            "INSERT INTO batch (round_id, channel, people, written) VALUES (?, ?, 1, '[]')",
            [asked.id, channel.value],
        )
        self.batch_id = int(cursor.lastrowid or 0)

    @property
    def people(self) -> int:
        """How many people's answers are stored."""
        return self.by_group.total()

    def take(self, part: AnswerSlice, known: KnownMarks | None) -> int:
        """Take some people's answers in and return how many of them were stored before."""
        already = 0
        try:
            names = list(map(self._groups.__getitem__, part.groups))
        except KeyError as error:
            raise DocumentError(
                "An answer belongs to a group that is not in this workshop.", "Add the group first."
            ) from error
        columns, entries = mark_columns(part, names, self._open)
        marks = marks_of(columns)
        if known:
            new = [not known.meet(mark) for mark in marks]
            already = len(new) - sum(new)
            if already:
                part = AnswerSlice(
                    list(compress(part.groups, new)),
                    list(compress(part.scales, new)),
                    {code: list(compress(texts, new)) for code, texts in part.comments.items()},
                )
                entries = {code: list(compress(column, new)) for code, column in entries.items()}
                marks = compress(marks, new)
        self._marks.extend(marks)
        self._keep(part, entries)
        return already

    def give_up(self) -> None:
        """Leave no trace: there was nothing new."""
        self._connection.execute("DELETE FROM batch WHERE id = ?", [self.batch_id])

    def finish(self) -> None:
        """Write what is left."""
        self._pack()
        for code, pool in self._pools.items():
            self._write_comments(code, pool, len(pool))
        self._write_scales()
        self._connection.execute(
            "INSERT INTO batch_marks (batch_id, round_id, marks) VALUES (?, ?, ?)",
            [self.batch_id, self._round_id, packed(self._marks)],
        )
        self._connection.execute(
            "UPDATE batch SET people = ?, written = ? WHERE id = ?",
            [self.people, written_json(self._written), self.batch_id],
        )

    def _keep(self, part: AnswerSlice, entries: Mapping[str, Sequence[str]]) -> None:
        width = len(self.codes)
        if set(map(len, part.scales)) - {width} or "".join(part.scales).strip(summary.DIGITS + NOT_ANSWERED):
            raise ValueError("points do not fit the questions")
        self._fresh += map(add, map(self._prefix.__getitem__, part.groups), part.scales)
        if len(self._fresh) > _POOL:
            self._pack()
        here = Counter(part.groups)
        self.by_group += here
        for code, column in entries.items():
            texts = part.comments[code]
            if "" in texts:
                column = list(compress(column, texts))
                self._written.update((code, group_id) for group_id in compress(part.groups, texts))
            else:
                for group_id, number in here.items():
                    self._written[code, group_id] += number
            pool = self._pools[code]
            pool += column
            if len(pool) >= _POOL:
                # Half of them stay and mix with what follows, so that the last few of a file are not alone.
                self._write_comments(code, pool, _POOL // 2)

    def _pack(self) -> None:
        """Sort and join the points of single people, which as texts of their own take five times the room."""
        self._fresh.sort()
        self._packed.append("".join(self._fresh))
        self._fresh = []

    def _write_scales(self) -> None:
        """Write everybody's points, sorted, a group after the other."""
        width = len(self.codes)
        pieces = [
            (piece[place : place + width + 1] for place in range(0, len(piece), width + 1))
            for piece in self._packed
        ]
        whole = self._packed[0] if len(pieces) == 1 else "".join(heapq.merge(*pieces))
        start = 0
        for group_id in sorted(self.by_group, key=self._prefix.__getitem__):
            prefix, people = self._prefix[group_id], self.by_group[group_id]
            end = start + people * (width + 1)
            scales = whole[start:end].replace(prefix, "")
            start = end
            for first in range(0, people, _BLOCK_PEOPLE):
                some = min(_BLOCK_PEOPLE, people - first)
                self._write_block(group_id, some, scales[first * width : (first + some) * width])

    def _write_block(self, group_id: int, people: int, scales: str) -> None:
        self._connection.execute(
            "INSERT INTO answer_block (key, round_id, batch_id, group_id, people, scales, sha256)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                os.urandom(16).hex(), self._round_id, self.batch_id, group_id, people, scales,
                response_hash(group_id, scales),
            ],
        )  # fmt: skip

    def _write_comments(self, code: str, pool: list[str], count: int) -> None:
        """Write as many comments of a pool, picked by chance."""
        if not count:
            return
        self._chance.shuffle(pool)
        chosen, pool[:] = pool[:count], pool[count:]
        keys = sorted(os.urandom(14).hex() for _ in range(0, count, BLOCK_COMMENTS))
        self._connection.executemany(
            "INSERT INTO comment_block (key, round_id, batch_id, code, comments, sha256)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            self._blocks(code, chosen, keys),
        )

    def _blocks(self, code: str, chosen: Sequence[str], keys: Sequence[str]) -> Iterator[tuple[object, ...]]:
        for number, key in enumerate(keys):
            start = number * BLOCK_COMMENTS
            comments = SEPARATOR.join(chosen[start : start + BLOCK_COMMENTS])
            yield (
                f"{key}0000", self._round_id, self.batch_id, code, comments, block_hash(code, comments),
            )  # fmt: skip


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


def _known(connection: sqlite3.Connection, round_id: int, other_people: bool) -> KnownMarks | None:
    return None if other_people else KnownMarks(connection, round_id) or None
