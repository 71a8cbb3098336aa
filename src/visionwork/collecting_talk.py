"""What the window's process and the one that serves phones say to each other.

Orders go to the child pickled, since it trusts who started it. What it says comes back as JSON, which can do
nothing to whoever reads it: the child is the one that strangers talk to.
"""

from __future__ import annotations

import json
import logging
import struct
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

from visionwork.feedback.phone.content import FormContent
from visionwork.feedback.phone.desk import Pause
from visionwork.feedback.phone.keys import SessionKeys
from visionwork.feedback.phone.limits import Limits

LONGEST_SAID = 32 * 1024 * 1024
"""Most bytes the child may say at once."""
MOST_CHARACTERS = LONGEST_SAID // 8
"""Most characters it hands over at once: one takes up to six bytes, and its log and braces have to fit."""
LONGEST_LOGGED = 1_000
"""Characters of a line of its log."""

_LENGTH = struct.Struct("!I")
A = TypeVar("A")
_LEVELS = {logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL}


class NonsenseError(ValueError):
    """The child said what it never says: it is broken, or in the hands of a stranger."""


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


@dataclass(frozen=True, slots=True)
class Said:
    """What the child said to an order.

    Attributes:
        waiting: How many answers are in the tray, those in `rows` among them.
        reached: Whether another device has loaded a page.
        pauses: Why answers were turned away.
        rows: Answers for the document: keys and packed answers.
        log: What it logged: levels and lines.
    """

    waiting: int = 0
    reached: bool = False
    pauses: frozenset[Pause] = frozenset()
    rows: tuple[tuple[str, str], ...] = ()
    log: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """What the child says first: the port, or why it has none.

    Attributes:
        port: Where it serves; 0 when it cannot.
        refused: What is wrong and what to do, when it cannot.
    """

    port: int = 0
    refused: tuple[str, str] | None = None


class _Source(Protocol):
    def read(self, size: int = -1, /) -> bytes | None: ...


class _Sink(Protocol):
    def write(self, data: bytes, /) -> int | None: ...


def write_frame(sink: _Sink, content: bytes) -> None:
    """Write bytes that `read_frame` gives back in one piece; the sink writes all it is given."""
    sink.write(_LENGTH.pack(len(content)) + content)


def read_frame(source: _Source, longest: int | None = None) -> bytes | None:
    """Return what `write_frame` wrote, or None at the end.

    Args:
        source: Where it was written to.
        longest: Most bytes that are read, where the other end is not trusted.

    Raises:
        NonsenseError: It is longer; nothing of it was read.
    """
    head = _exactly(source, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    if longest is not None and length > longest:
        raise NonsenseError(f"{length:,} bytes at once")
    return _exactly(source, length)


def read_begun(frame: bytes) -> Begun:
    """Return what the child said first.

    Raises:
        NonsenseError: It is nothing of the kind.
    """
    told = _told(frame)
    if "refused" in told:
        return Begun(refused=_texts(told["refused"]))
    port = _only(told.get("port"), int)
    if not 0 < port < 65_536:
        raise NonsenseError("a port that does not exist")
    return Begun(port)


def read_said(frame: bytes) -> Said:
    """Return what the child said to an order.

    Raises:
        NonsenseError: It is nothing of the kind.
    """
    told = _told(frame)
    logged = [_logged(item) for item in _only(told.get("log"), list)]
    waiting = _only(told.get("waiting"), int)
    if waiting < 0:
        raise NonsenseError("fewer than no answers")
    try:
        pauses = frozenset(Pause(_only(pause, str)) for pause in _only(told.get("pauses"), list))
    except ValueError as error:
        raise NonsenseError("a pause that does not exist") from error
    return Said(
        waiting,
        _only(told.get("reached"), bool),
        pauses,
        tuple(_texts(row) for row in _only(told.get("rows"), list)),
        tuple(logged),
    )


def _told(frame: bytes) -> dict[str, object]:
    try:
        told = json.loads(frame)
    except (ValueError, RecursionError) as error:
        raise NonsenseError("it cannot be read") from error
    return _only(told, dict)


def _texts(value: object) -> tuple[str, str]:
    match value:
        case [str(one), str(other)]:
            try:
                (one + other).encode()
            except UnicodeEncodeError as error:  # half a pair of surrogates: nothing takes it in
                raise NonsenseError("no text") from error
            return one, other
        case _:
            raise NonsenseError("no pair of texts")


def _logged(value: object) -> tuple[int, str]:
    match value:
        case [int(level), str(line)] if level in _LEVELS:
            return level, line[:LONGEST_LOGGED].encode(errors="backslashreplace").decode()
        case _:
            raise NonsenseError("no line of a log")


def _only(value: object, kind: type[A]) -> A:
    """Return a value that is exactly of a kind; a truth value is no number here."""
    if type(value) is not kind:
        raise NonsenseError(f"{type(value).__name__} where {kind.__name__} is due")
    return value


def _exactly(source: _Source, size: int) -> bytes | None:
    pieces = []
    while size:
        piece = source.read(size)
        if not piece:
            return None
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)
