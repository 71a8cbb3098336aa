"""What the window's process and the one that serves phones say to each other.

Orders go to the child pickled, since it trusts who started it. What it says comes back as JSON, which can do
nothing to whoever reads it: the child is the one that strangers talk to.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from visionwork.feedback.phone.content import FormContent
from visionwork.feedback.phone.keys import SessionKeys
from visionwork.feedback.phone.limits import Limits

_LENGTH = struct.Struct("!I")


class Word(StrEnum):
    """What the child is told; it answers each order once."""

    SERVE = "serve"
    STATUS = "status"
    TAKE = "take"
    HOLD = "hold"
    RELEASE = "release"
    SHOW = "show"
    GO_ON = "go on"


@dataclass(frozen=True, slots=True)
class Setup:
    """What the child is told first.

    Attributes:
        content: The round.
        keys: Secrets of the session.
        limits: Bounds.
        host: Address to serve at.
        ports: Ports to try, in order; 0 is any.
        tray: Where answers are put.
        known: Keys of answers that the document has from this session.
    """

    content: FormContent
    keys: SessionKeys
    limits: Limits
    host: str
    ports: tuple[int, ...]
    tray: Path
    known: frozenset[str] = frozenset()


class _Source(Protocol):
    def read(self, size: int = -1, /) -> bytes | None: ...


class _Sink(Protocol):
    def write(self, data: bytes, /) -> int | None: ...


def write_frame(sink: _Sink, content: bytes) -> None:
    """Write bytes that `read_frame` gives back in one piece; the sink writes all it is given."""
    sink.write(_LENGTH.pack(len(content)) + content)


def read_frame(source: _Source) -> bytes | None:
    """Return what `write_frame` wrote, or None at the end."""
    head = _exactly(source, _LENGTH.size)
    return None if head is None else _exactly(source, *_LENGTH.unpack(head))


def _exactly(source: _Source, size: int) -> bytes | None:
    pieces = []
    while size:
        piece = source.read(size)
        if not piece:
            return None
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)
