"""What the phone form works with, and what the facilitator may know of it while it is open."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from visionwork.domain.rounds import NewResponse
from visionwork.feedback.phone.commits import Done
from visionwork.feedback.phone.content import FormContent
from visionwork.feedback.phone.form import FormReader
from visionwork.feedback.phone.keys import SessionKeys
from visionwork.feedback.phone.limits import Limits
from visionwork.feedback.phone.throttle import Lockout, Throttle


class Pause(StrEnum):
    """Why some answers are not taken at the moment."""

    BURST = "burst"
    FULL = "full"
    WORD = "word"
    DISK = "disk"


class AnswerStore(Protocol):
    """Where answers go; used in the event loop of the form."""

    def submit(self, response: NewResponse, key: str, digest: str, done: Done) -> None:
        """Store answers durably, then call back in the loop.

        Args:
            response: The answers.
            key: Under which they are stored once, however often they are sent.
            digest: Of what was asked when they were given.
            done: Gets what became of them.
        """
        ...

    def has(self, key: str) -> bool:
        """Return whether answers under a key are stored."""
        ...


class PhoneDesk:
    """Shared by the application's handlers; used in the event loop of the form.

    Args:
        content: The round.
        keys: Secrets of the session.
        store: Where answers go.
        limits: Bounds.
        own_address: Address of this laptop; what it loads itself does not count as reached.

    Attributes:
        reached: Whether another device has loaded a page.
        posts: Forms by address.
        lockout: Wrong room words.
        reader: Reads posted forms of the round as it is now.
    """

    def __init__(
        self, content: FormContent, keys: SessionKeys, store: AnswerStore, limits: Limits, own_address: str
    ) -> None:
        self.keys = keys
        self.store = store
        self.limits = limits
        self.reached = False
        self.posts = Throttle(limits.posts_per_minute, limits.posts_per_minute)
        self.lockout = Lockout(limits.word_tries, limits.word_tries_in_all, limits.word_pause_seconds)
        self.content = content
        self._own_address = own_address
        self._welcome = limits.responses
        self._taken = 0
        self._pauses: frozenset[Pause] = frozenset()

    @property
    def content(self) -> FormContent:
        """The round as it is shown from now on."""
        return self._content

    @content.setter
    def content(self, content: FormContent) -> None:
        self._content = content
        self.reader = FormReader(content, self.limits)

    @property
    def pauses(self) -> frozenset[Pause]:
        """Why answers were turned away since `go_on`."""
        return self._pauses

    def pause(self, why: Pause) -> None:
        """Note that answers were turned away."""
        self._pauses |= {why}

    def take(self) -> bool:
        """Count an answer and return whether it is still welcome."""
        welcome = self._taken < self._welcome
        if welcome:
            self._taken += 1
        else:
            self.pause(Pause.FULL)
        return welcome

    def give_back(self) -> None:
        """Count an answer out again that was not stored."""
        self._taken -= 1

    def go_on(self) -> None:
        """Take as many answers again, and forget that any were turned away."""
        self._welcome = self._taken + self.limits.responses
        self._pauses = frozenset()

    def note_visit(self, address: str) -> None:
        """Note that a page was loaded."""
        if address != self._own_address:
            self.reached = True
