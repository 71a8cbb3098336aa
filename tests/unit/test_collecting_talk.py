"""What the process that serves phones says, and what it can say when it is broken or in strange hands."""

from __future__ import annotations

import io
import json
import struct
from typing import Any

import pytest

from visionwork.collecting_talk import (
    LONGEST_LOGGED,
    LONGEST_SAID,
    Begun,
    NonsenseError,
    Said,
    read_begun,
    read_frame,
    read_said,
    write_frame,
)
from visionwork.feedback.phone.desk import Pause

PLAIN: dict[str, Any] = {"waiting": 2, "reached": True, "pauses": ["burst"], "rows": [], "log": []}


def frame(**other: object) -> bytes:
    return json.dumps({**PLAIN, **other}).encode()


def without(left: str) -> bytes:
    return json.dumps({name: value for name, value in PLAIN.items() if name != left}).encode()


def test_what_is_written_comes_back_in_one_piece() -> None:
    line = io.BytesIO()
    for content in (b"", b"one", b"x" * 100_000):
        write_frame(line, content)
    line.seek(0)
    assert [read_frame(line, 100_000) for _ in range(4)] == [b"", b"one", b"x" * 100_000, None]


def test_a_length_beyond_the_bound_is_refused_before_anything_is_read() -> None:
    class Line(io.BytesIO):
        most = 0

        def read(self, size: int | None = -1, /) -> bytes:
            self.most = max(self.most, -1 if size is None else size)
            return super().read(size)

    line = Line(struct.pack("!I", LONGEST_SAID + 1) + b"x" * 64)
    with pytest.raises(NonsenseError):
        read_frame(line, LONGEST_SAID)
    assert line.most == 4


def test_what_is_said_is_read() -> None:
    said = read_said(frame(rows=[["key", "1 4"]], log=[[30, "x" * 5_000]]))
    assert said == Said(
        2, True, frozenset([Pause.BURST]), (("key", "1 4"),), ((30, "x" * LONGEST_LOGGED),)
    )  # fmt: skip
    assert read_begun(b'{"port": 8765}') == Begun(8765)
    assert read_begun(b'{"refused": ["Taken.", "Choose another."]}').refused == ("Taken.", "Choose another.")


@pytest.mark.parametrize(
    "said",
    [
        b"", b"\xff", b"{", b"[]", b"null", b"7", pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b"1" * 5_000, id="long"), *(without(left) for left in PLAIN),
        frame(waiting="2"), frame(waiting=2.5), frame(waiting=float("inf")), frame(waiting=-1),
        frame(waiting=None), frame(waiting=True), frame(reached=1), frame(reached="no"), frame(pauses=3),
        frame(pauses="burst"), frame(pauses=["nap"]), frame(pauses=[[]]), frame(rows={}), frame(rows=[1]),
        frame(rows=[["key"]]), frame(rows=[["key", 1]]), frame(rows=[[None, "1 4"]]), frame(rows=["ab"]),
        frame(rows=[["key", "\ud800"]]), frame(log=[["30", "line"]]), frame(log=[[31, "line"]]),
        frame(log=[[30, {}]]), frame(log="no"),
    ],
)  # fmt: skip
def test_nothing_else_is_taken_for_an_answer(said: bytes) -> None:
    with pytest.raises(NonsenseError):
        read_said(said)
    with pytest.raises(NonsenseError):
        read_begun(said)


@pytest.mark.parametrize(
    "said",
    [
        b'{"port": 0}', b'{"port": 65536}', b'{"port": "80"}', b'{"port": 80.0}', b'{"refused": "no"}',
        b'{"refused": ["no"]}', b'{"refused": [1, 2]}', b'{"refused": null}',
    ],
)  # fmt: skip
def test_nothing_else_is_taken_for_a_beginning(said: bytes) -> None:
    with pytest.raises(NonsenseError):
        read_begun(said)
