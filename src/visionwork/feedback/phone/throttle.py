"""How often one address may ask; remembered in memory only, and only for minutes."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

Clock = Callable[[], float]

_MOST_ADDRESSES = 4_096


class Throttle:
    """Token buckets by address.

    Args:
        per_minute: How many are allowed in the long run.
        burst: How many at once.
        clock: Seconds that only grow.
    """

    def __init__(self, per_minute: float, burst: float, clock: Clock = time.monotonic) -> None:
        self._rate = per_minute / 60
        self._burst = burst
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allow(self, address: str) -> bool:
        """Count one and return whether it is still within bounds."""
        now, buckets = self._clock(), self._buckets
        known = buckets.get(address)
        if known is None:
            left = self._burst
            if len(buckets) >= _MOST_ADDRESSES:
                buckets.popitem(last=False)
        else:
            left = known[0] + (now - known[1]) * self._rate
            if left > self._burst:
                left = self._burst
            buckets.move_to_end(address)
        allowed = left >= 1
        buckets[address] = (left - 1 if allowed else left, now)
        return allowed


class Lockout:
    """Closes the entry by room word to whoever guesses, and to all when many guess.

    Args:
        tries: Wrong words of one address before it waits.
        tries_in_all: Wrong words of all before everybody waits.
        pause: Seconds of waiting.
        clock: Seconds that only grow.
    """

    def __init__(self, tries: int, tries_in_all: int, pause: float, clock: Clock = time.monotonic) -> None:
        self._tries = tries
        self._tries_in_all = tries_in_all
        self._pause = pause
        self._clock = clock
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._in_all = (0, 0.0)

    def locked(self, address: str) -> bool:
        """Return whether an address has to wait."""
        return self.locked_for_all() or self._standing(*self._wrong.get(address, (0, 0.0))) >= self._tries

    def locked_for_all(self) -> bool:
        """Return whether everybody has to wait."""
        return self._standing(*self._in_all) >= self._tries_in_all

    def note_wrong(self, address: str) -> None:
        """Count a wrong word."""
        now = self._clock()
        count = self._standing(*self._wrong.pop(address, (0, 0.0)))
        self._wrong[address] = (count + 1, now)
        self._in_all = (self._standing(*self._in_all) + 1, now)
        while len(self._wrong) > _MOST_ADDRESSES:
            self._wrong.popitem(last=False)

    def _standing(self, count: int, last: float) -> int:
        """Return how many wrong words still count; a pause without any wipes them out."""
        return count if count and self._clock() - last < self._pause else 0
