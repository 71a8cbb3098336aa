"""A lock that is handed on in the order in which it was asked for.

Python's own lock goes to whoever happens to run: a writer that takes it again at once, as the one of phones'
answers does under load, would keep the window waiting for seconds. SQLite's own waiting is no better.
"""

from __future__ import annotations

import threading
from collections import deque


class Turn:
    """One thread at a time, first come, first served; a thread that has it may take it again."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._owner: int | None = None
        self._depth = 0
        self._waiting: deque[tuple[int, threading.Lock]] = deque()

    def __enter__(self) -> None:
        me = threading.get_ident()
        with self._mutex:
            if self._owner in (None, me):
                self._owner = me
                self._depth += 1
                return
            place = threading.Lock()
            place.acquire()
            self._waiting.append((me, place))
        try:
            place.acquire()  # whoever is before us lets it go, and the turn is ours
        except BaseException:  # Ctrl+C: whoever stands behind must not wait for us
            with self._mutex:
                gone = (me, place) in self._waiting
                if gone:
                    self._waiting.remove((me, place))
            if not gone:
                self.__exit__()
            raise

    def __exit__(self, *_: object) -> None:
        with self._mutex:
            self._depth -= 1
            if self._depth:
                return
            if self._waiting:
                self._owner, place = self._waiting.popleft()
                self._depth = 1
                place.release()
            else:
                self._owner = None

    def locked(self) -> bool:
        """Return whether another thread has the turn."""
        return self._owner not in (None, threading.get_ident())
