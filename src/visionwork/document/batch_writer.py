"""Writes the answers of a file packed, so that a million take a file's time, a file's room and little memory.

What people ticked lies in blocks of one group, sorted, so that neither the order of the file nor who wrote
what can be told. What they wrote lies in blocks of one question, shuffled. A block is guarded by one hash.
A comment keeps its own key from the first: the key of its block with its place in it at the end.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import compress
from operator import add, itemgetter

from visionwork.document.comments import BLOCK_COMMENTS, SEPARATOR, block_hash, written_json
from visionwork.document.marks import KnownMarks, in_order
from visionwork.document.responses import require_group, response_hash
from visionwork.domain.many import NOT_ANSWERED, AnswerSlice, mark_columns, marks_of
from visionwork.domain.rounds import Channel, Round, ticked_ids

_BLOCK_PEOPLE = 4_096
_POOL = 65_536
"""People, or comments to one question, that are mixed before any of them are written.

Every second one waits then, so that the last few of a file are not alone.
"""
_FIRST_PREFIX = 0x80
"""Signs from here on stand for groups in front of points, while these are sorted."""
_POINTS = b"12345" + NOT_ANSWERED.encode()
_LOW_BITS = bytes(value & 0x3F for value in range(256))


class BatchWriter:
    """Writes one batch; what it holds at a time does not grow with the file.

    Args:
        connection: The document, with a transaction open.
        asked: The round.
        channel: The way the answers came in.

    Attributes:
        codes: Ids of the ticked questions.
        by_group: How many people were taken in, by group.
        batch_id: Under which they are stored.
    """

    def __init__(self, connection: sqlite3.Connection, asked: Round, channel: Channel) -> None:
        self.codes = ticked_ids(asked.questions)
        self.by_group: Counter[int] = Counter()
        self._connection = connection
        self._round_id = asked.id
        self._open = [question.id for question in asked.questions if not question.ticked]
        self._marks = array("Q")
        groups = (row[0] for row in connection.execute("SELECT id FROM stakeholder_group"))
        self._prefix = {group_id: chr(_FIRST_PREFIX + place) for place, group_id in enumerate(groups)}
        self._points: list[str] = []
        self._enough_points = _POOL
        self._pools: dict[str, list[str]] = {code: [] for code in self._open}
        self._written: Counter[tuple[str, int]] = Counter()
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
        """Take some people's answers in and return how many of them were stored before.

        Args:
            part: Their answers.
            known: Marks of what is passed over; None when there are none.

        Raises:
            DocumentError: A group is not among the workshop's.
            ValueError: Points are packed wrongly.
        """
        already = 0
        for group_id in set(part.groups):
            require_group(group_id, self._prefix)
        columns, entries = mark_columns(part, self._open)
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
        if len(self._marks) >= _POOL:
            self._write_marks(spare=True)
        self._keep(part, entries)
        return already

    def give_up(self) -> None:
        """Leave no trace: there was nothing new."""
        self._connection.execute("DELETE FROM batch WHERE id = ?", [self.batch_id])

    def finish(self) -> None:
        """Write what is left."""
        for code in self._open:
            self._write_comments(code, spare=False)
        self._write_points(spare=False)
        self._write_marks(spare=False)
        self._connection.execute(
            "UPDATE batch SET people = ?, written = ? WHERE id = ?",
            [self.people, written_json(self._written), self.batch_id],
        )

    def _keep(self, part: AnswerSlice, entries: Mapping[str, Sequence[str]]) -> None:
        points = "".join(part.scales).encode("ascii", "replace")
        if set(map(len, part.scales)) - {len(self.codes)} or points.translate(None, _POINTS):
            raise ValueError("points do not fit the questions")
        self._points += map(add, map(self._prefix.__getitem__, part.groups), part.scales)
        if len(self._points) >= self._enough_points:
            self._write_points(spare=True)
            self._enough_points = max(_POOL, len(self._points) + _POOL // 2)
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
                self._write_comments(code, spare=True)

    def _write_points(self, *, spare: bool) -> None:
        """Write what people ticked, sorted, a group after the other.

        Args:
            spare: Let every second person wait, and a small group as a whole, to mix with those to come.
        """
        points, waiting = (self._points[::2], self._points[1::2]) if spare else (self._points, [])
        left = Counter(map(itemgetter(0), waiting))
        points.sort()
        for group_id, prefix in self._prefix.items():
            of_group = points[bisect_left(points, prefix) : bisect_left(points, chr(ord(prefix) + 1))]
            if spare and min(len(of_group), left[prefix]) < _BLOCK_PEOPLE:
                waiting += of_group
                continue
            for first in range(0, len(of_group), _BLOCK_PEOPLE):
                some = of_group[first : first + _BLOCK_PEOPLE]
                self._write_block(group_id, len(some), "".join(some).replace(prefix, ""))
        self._points = waiting

    def _write_block(self, group_id: int, people: int, scales: str) -> None:
        self._connection.execute(
            "INSERT INTO answer_block (key, round_id, batch_id, group_id, people, scales, sha256)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                os.urandom(16).hex(), self._round_id, self.batch_id, group_id, people, scales,
                response_hash(group_id, scales),
            ],
        )  # fmt: skip

    def _write_marks(self, *, spare: bool) -> None:
        """Write marks, sorted; or every second one, while the others wait and mix with those to come."""
        marks, self._marks = (self._marks[::2], self._marks[1::2]) if spare else (self._marks, array("Q"))
        self._connection.execute(
            "INSERT INTO batch_marks (key, round_id, batch_id, marks) VALUES (?, ?, ?, ?)",
            [os.urandom(16).hex(), self._round_id, self.batch_id, in_order(marks).tobytes()],
        )

    def _write_comments(self, code: str, *, spare: bool) -> None:
        """Write comments to a question, shuffled; or every second one, while the others wait and mix."""
        pool = self._pools[code]
        chosen, self._pools[code] = (pool[::2], pool[1::2]) if spare else (pool, [])
        _shuffle(chosen)
        keys = sorted(os.urandom(14).hex() for _ in range(0, len(chosen), BLOCK_COMMENTS))
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


def _shuffle(texts: list[str]) -> None:
    """Bring texts into a random order: each is sorted by a random number, in half of `random.shuffle`'s time.

    Python compares whole numbers below 2 ** 30 fastest.
    """
    drawn = bytearray(os.urandom(4 * len(texts)))
    high = slice(3 if sys.byteorder == "little" else 0, None, 4)
    drawn[high] = drawn[high].translate(_LOW_BITS)
    numbers = array("I")
    numbers.frombytes(drawn)
    texts.sort(key=partial(next, iter(numbers)))  # each call gets a text, which `next` has no use for
