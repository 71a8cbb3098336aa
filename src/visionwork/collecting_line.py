"""The line to the process that serves phones: starts it, asks it, and ends it."""

from __future__ import annotations

import json
import logging
import pickle
import queue
import subprocess
import threading
from dataclasses import dataclass
from typing import IO, Any

from visionwork.collecting_talk import Setup, Word, read_frame, write_frame
from visionwork.feedback.apart import start_apart
from visionwork.feedback.phone.desk import Pause
from visionwork.feedback.phone.head import Site
from visionwork.feedback.phone.server import AddressError

log = logging.getLogger(__name__)

_START_S, _ANSWER_S, _END_S = 20.0, 5.0, 3.0
_CHILD = "visionwork.collecting_child"


class LineBrokenError(Exception):
    """The process that serves phones is gone, or gives no answer."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the child said.

    Attributes:
        waiting: How many answers are in the tray, those in `rows` among them.
        reached: Whether another device has loaded a page.
        pauses: Why answers were turned away.
        rows: Answers for the document: keys and packed answers.
    """

    waiting: int = 0
    reached: bool = False
    pauses: frozenset[Pause] = frozenset()
    rows: tuple[tuple[str, str], ...] = ()


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
            self.site = Site(setup.host, _port(self._answer(_START_S)))
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
        told = self._answer(_ANSWER_S)
        try:
            for level, line in told["log"]:
                log.log(level, "phones: %s", line)
            return Said(
                int(told["waiting"]),
                bool(told["reached"]),
                frozenset(map(Pause, told["pauses"])),
                tuple((str(key), str(packed)) for key, packed in told["rows"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise self._gone("it said what cannot be read") from error

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
            frame = read_frame(source)
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

    def _answer(self, patience_s: float) -> dict[str, Any]:
        try:
            frame = self._frames.get(timeout=patience_s)
        except queue.Empty:
            frame = None
        if frame is None:
            raise self._gone("it does not answer")
        try:
            return json.loads(frame)
        except ValueError as error:
            raise self._gone("it said what cannot be read") from error

    def _gone(self, why: str) -> LineBrokenError:
        self._broken = True
        self._process.kill()
        log.warning("the process that serves phones is ended: %s", why)
        return LineBrokenError(why)


def _port(told: dict[str, Any]) -> int:
    if "refused" in told:
        sentence, next_step = told["refused"]
        raise AddressError(sentence, next_step)
    return int(told["port"])
