"""Many answers a commit: whoever comes while one is under way shares the next.

A commit that takes a moment is made between two turns of the event loop, which is the cheapest way: no
thread is woken, nothing waits for a lock. Where the disk or the database is slow, it is made in a thread, so
that pages are shown meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from typing import Generic, TypeVar

log = logging.getLogger(__name__)

_MOST_A_COMMIT = 256
_TRIED_AGAIN_AFTER = 32

Item = TypeVar("Item")


class Outcome(StrEnum):
    """What became of answers that were handed over for storing."""

    STORED = "stored"
    ALREADY = "already"
    CLOSED = "closed"
    CHANGED = "changed"
    FAILED = "failed"


Done = Callable[[Outcome], None]
Write = Callable[[Sequence[Item]], Sequence[Outcome]]


class GroupCommit(Generic[Item]):
    """Stores items in the order in which they come, many at once; used in one event loop.

    Args:
        write: Stores items durably, in one transaction, and returns what became of each; never called twice
            at a time.
        quick_s: Commits that take less are made in the loop; 0 makes all of them in a thread.
    """

    def __init__(self, write: Write[Item], quick_s: float = 0.0) -> None:
        self._write = write
        self._quick_s = quick_s
        self._took_s, self._in_thread = 0.0, 0
        self._waiting: deque[tuple[Item, Done]] = deque()
        self._planned = self._writing = self._held = False
        self._thread = ThreadPoolExecutor(1, "answers")
        self._then: list[Callable[[], None]] = []

    def submit(self, item: Item, done: Done) -> None:
        """Store an item; what became of it is told after the commit, in the loop."""
        self._waiting.append((item, done))
        self._plan()

    def hold(self, then: Callable[[], None]) -> None:
        """Store nothing until `release`; go on with something as soon as no commit is under way."""
        self._held = True
        if self._writing:
            self._then.append(then)
        else:
            then()

    def release(self) -> None:
        """Store what has waited."""
        self._held = False
        self._plan()

    def close(self) -> None:
        """Wait for a commit that is under way; what waits is not stored."""
        self._thread.shutdown()

    def _plan(self) -> None:
        if self._waiting and not (self._planned or self._writing or self._held):
            self._planned = True
            # Not at once: whatever else has come in during this turn of the loop shares the commit.
            asyncio.get_running_loop().call_soon(self._commit)

    def _commit(self) -> None:
        self._planned = False
        if self._held or not self._waiting:
            return
        count = min(len(self._waiting), _MOST_A_COMMIT)
        batch = [self._waiting.popleft() for _ in range(count)]
        items = [item for item, _ in batch]
        # A thread makes every commit look slower than it is, so now and then one is tried without.
        if self._took_s < self._quick_s or (self._quick_s and self._in_thread >= _TRIED_AGAIN_AFTER):
            self._in_thread = 0
            self._settle(batch, self._written(items))
            self._plan()
            return
        self._writing = True
        self._in_thread += 1
        future = asyncio.get_running_loop().run_in_executor(self._thread, self._written, items)
        future.add_done_callback(lambda written: self._on_written(batch, written))

    def _written(self, items: Sequence[Item]) -> Sequence[Outcome]:
        begun = time.perf_counter()
        try:
            return self._write(items)
        except Exception:
            # A mistake of ours: nobody is thanked, and the next ones are tried again.
            log.exception("%d answers could not be stored", len(items))
            return [Outcome.FAILED] * len(items)
        finally:
            self._took_s = time.perf_counter() - begun

    def _on_written(
        self, batch: Sequence[tuple[Item, Done]], written: asyncio.Future[Sequence[Outcome]]
    ) -> None:
        self._writing = False
        self._settle(batch, written.result())
        for then in self._then:
            then()
        self._then.clear()
        self._plan()

    def _settle(self, batch: Sequence[tuple[Item, Done]], outcomes: Sequence[Outcome]) -> None:
        for (_, done), outcome in zip(batch, outcomes, strict=True):
            done(outcome)
