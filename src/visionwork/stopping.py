"""Ending a command that serves people, when it is asked to."""

from __future__ import annotations

import select
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_IMPATIENT_S = 3.0
"""When a second Ctrl+C is no slip of the finger: what is under way has had the time to end in good order."""


class StopRequest:
    """A request to end, made by a signal and waited for by a loop.

    Not a `threading.Event`: its lock is held for a moment in every wait, and a signal that is handled in
    that moment, in the same thread, would wait for it for ever.
    """

    def __init__(self) -> None:
        self._made = False
        self._heard, self._said = socket.socketpair()
        self._said.setblocking(False)

    @property
    def made(self) -> bool:
        """Whether it was made."""
        return self._made

    def make(self) -> None:
        """Ask to end; may be called while the same thread waits."""
        if not self._made:
            self._made = True
            self._said.send(b"!")

    def wait(self, seconds: float) -> bool:
        """Wait until it is made.

        Args:
            seconds: How long to wait at most.

        Returns:
            Whether it was made.
        """
        if not self._made:
            select.select([self._heard], [], [], seconds)
        return self._made

    def close(self) -> None:
        """Close the line the waiting is done on."""
        self._heard.close()
        self._said.close()


@contextmanager
def asked_to_stop(clock: Callable[[], float] = time.monotonic) -> Iterator[StopRequest]:
    """Give a request that Ctrl+C or SIGTERM makes; another Ctrl+C, some seconds later, ends at once."""
    request = StopRequest()
    made = 0.0

    def ask(number: int, frame: FrameType | None) -> None:
        nonlocal made
        if not request.made:
            made = clock()
            request.make()
        elif number == signal.SIGINT and clock() - made >= _IMPATIENT_S:
            raise KeyboardInterrupt

    numbers = [signal.SIGINT, signal.SIGTERM]
    before = {number: signal.signal(number, ask) for number in numbers}
    try:
        yield request
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        request.close()
