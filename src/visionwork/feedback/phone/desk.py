"""What the phone form works with, and what the facilitator may know of it while it is open."""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from visionwork.domain.rounds import NewResponse
from visionwork.feedback.phone.content import FormContent
from visionwork.feedback.phone.keys import SessionKeys
from visionwork.feedback.phone.limits import Limits
from visionwork.feedback.phone.throttle import Lockout, Throttle


class Outcome(StrEnum):
    """What became of answers that were handed over for storing."""

    STORED = "stored"
    ALREADY = "already"
    CLOSED = "closed"
    CHANGED = "changed"
    FAILED = "failed"


class Pause(StrEnum):
    """Why some answers are not taken at the moment."""

    BURST = "burst"
    FULL = "full"
    WORD = "word"
    DISK = "disk"


class AnswerStore(Protocol):
    """Where answers go; both methods may be called in any thread."""

    def submit(self, response: NewResponse, key: str, digest: str, done: Callable[[Outcome], None]) -> None:
        """Store answers durably, then call back, in any thread."""
        ...

    def has(self, key: str) -> bool:
        """Return whether answers under a key are stored."""
        ...


class PhoneDesk:
    """Shared by the application's handlers; the facilitator's thread may read and change it, too.

    Args:
        content: The round.
        keys: Secrets of the session.
        store: Where answers go.
        limits: Bounds.
        own_address: Address of this laptop; what it loads itself does not count as reached.

    Attributes:
        content: The round as it is shown from now on.
        reached: Whether another device has loaded a page.
        posts: Forms by address.
        lockout: Wrong room words.
    """

    def __init__(
        self, content: FormContent, keys: SessionKeys, store: AnswerStore, limits: Limits, own_address: str
    ) -> None:
        self.content = content
        self.keys = keys
        self.store = store
        self.limits = limits
        self.reached = False
        self.posts = Throttle(limits.posts_per_minute, limits.posts_per_minute)
        self.lockout = Lockout(limits.word_tries, limits.word_tries_in_all, limits.word_pause_seconds)
        self._own_address = own_address
        self._welcome = limits.responses
        self._taken = 0
        self._pauses: frozenset[Pause] = frozenset()
        self._lock = threading.Lock()

    @property
    def pauses(self) -> frozenset[Pause]:
        """Why answers were turned away since `go_on`."""
        return self._pauses

    def pause(self, why: Pause) -> None:
        """Note that answers were turned away."""
        with self._lock:
            self._pauses |= {why}

    def take(self) -> bool:
        """Count an answer and return whether it is still welcome."""
        with self._lock:
            welcome = self._taken < self._welcome
            if welcome:
                self._taken += 1
            else:
                self._pauses |= {Pause.FULL}
            return welcome

    def give_back(self) -> None:
        """Count an answer out again that was not stored."""
        with self._lock:
            self._taken -= 1

    def go_on(self) -> None:
        """Take as many answers again, and forget that any were turned away."""
        with self._lock:
            self._welcome = self._taken + self.limits.responses
            self._pauses = frozenset()

    def note_visit(self, address: str) -> None:
        """Note that a page was loaded."""
        if address != self._own_address:
            self.reached = True
