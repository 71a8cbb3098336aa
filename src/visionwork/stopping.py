"""Ending a command that serves people, when it is asked to."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def asked_to_stop() -> Iterator[threading.Event]:
    """Give an event that Ctrl+C or a request to end sets; a second Ctrl+C ends at once."""
    event = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        if event.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        event.set()

    numbers = [signal.SIGINT, signal.SIGTERM]
    before = {number: signal.signal(number, ask) for number in numbers}
    try:
        yield event
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
