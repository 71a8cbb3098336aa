"""The line to the process that serves phones: starts it, asks it, and ends it."""

from __future__ import annotations

import logging
import pickle
import queue
import subprocess
import threading
from collections.abc import Callable
from typing import IO, TypeVar

from visionwork.collecting_talk import (
    LONGEST_SAID,
    Begun,
    NonsenseError,
    Said,
    Setup,
    Word,
    read_begun,
    read_frame,
    read_said,
    write_frame,
)
from visionwork.feedback.limited_process import start_apart
from visionwork.feedback.phone.head import Site
from visionwork.feedback.phone.server import AddressError

log = logging.getLogger(__name__)

_START_S, _ANSWER_S, _END_S = 20.0, 5.0, 3.0
_CHILD = "visionwork.collecting_child"

T = TypeVar("T")


class LineBrokenError(Exception):
    """The process that serves phones is gone, or gives no answer."""


class PhoneLine:
    """The process that serves phones, from the start to `end`; used in one thread.

    Args:
        setup: What it is told first.

    Attributes:
        site: Where phones reach the form.

    Raises:
        UserFacingError: The address cannot be used, or the disk refuses the tray.
        LineBrokenError: The process does not start.
    """

    def __init__(self, setup: Setup) -> None:
        self._process = start_apart(_CHILD)
        self._frames: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._broken = False
        self._thread = threading.Thread(target=self._listen, name="phones", daemon=True)
        self._thread.start()
        try:
            self._send(pickle.dumps(setup))
            self.site = Site(setup.host, _port(self._answer(read_begun, _START_S)))
        except BaseException:
            self.end()
            raise

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it answered last, and runs."""
        return not self._broken and self._process.poll() is None

    def ask(self, word: Word, value: object = None) -> Said:
        """Give an order and return what is said to it.

        Raises:
            LineBrokenError: Nothing is said; the process is gone then.
        """
        self._send(pickle.dumps((word, value)))
        said = self._answer(read_said, _ANSWER_S)
        for level, line in said.log:
            log.log(level, "phones: %s", line)
        return said

    def end(self) -> None:
        """Close the port, let answers that are under way end, and wait for the process."""
        orders, answers = self._process.stdin, self._process.stdout
        assert orders is not None
        assert answers is not None
        try:
            orders.close()
        except OSError as error:
            log.info("the process that serves phones has gone already: %s", error)
        try:
            self._process.wait(_END_S)
        except subprocess.TimeoutExpired:
            log.warning("the process that serves phones did not end by itself")
            self._process.kill()
            self._process.wait()
        self._thread.join()
        answers.close()

    def _listen(self) -> None:
        source = self._process.stdout
        assert source is not None
        frame: bytes | None = b""
        while frame is not None:
            try:
                frame = read_frame(source, LONGEST_SAID)
            except NonsenseError as error:
                log.warning("the process that serves phones said too much: %s", error)
                frame = None
            self._frames.put(frame)

    def _send(self, content: bytes) -> None:
        if self._broken:
            raise LineBrokenError("it is gone")
        sink: IO[bytes] | None = self._process.stdin
        assert sink is not None
        try:
            write_frame(sink, content)
            sink.flush()
        except OSError as error:
            raise self._gone("it takes no orders") from error

    def _answer(self, read: Callable[[bytes], T], patience_s: float) -> T:
        try:
            frame = self._frames.get(timeout=patience_s)
        except queue.Empty:
            frame = None
        if frame is None:
            raise self._gone("it does not answer")
        try:
            return read(frame)
        except NonsenseError as error:
            raise self._gone(f"it said what cannot be: {error}") from error

    def _gone(self, why: str) -> LineBrokenError:
        self._broken = True
        self._process.kill()
        log.warning("the process that serves phones is ended: %s", why)
        return LineBrokenError(why)


def _port(begun: Begun) -> int:
    if begun.refused is not None:
        raise AddressError(*begun.refused)
    return begun.port
