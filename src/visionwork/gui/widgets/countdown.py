"""The clock of an exercise: one countdown that the page and the projector both show."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal

_NEARLY_THERE = 120.0
_TICK_MS = 250


class CountdownState(StrEnum):
    """What a countdown says about the time left."""

    RUNNING = "running"
    NEARLY_THERE = "nearly there"
    OVER = "over time"


class Countdown(QObject):
    """Counts down from suggested minutes and on into overtime, until it is paused.

    Args:
        minutes: Suggested minutes.
        clock: Seconds that only go forward; tests pass their own.
        parent: Its owner.

    Signals:
        ticked: The digits, the state, or whether it runs are different now.
    """

    ticked = Signal()

    def __init__(
        self,
        minutes: int = 20,
        *,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._total = minutes * 60.0
        self._used = 0.0
        self._since: float | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.refresh)
        self._shown = self.text()

    def is_running(self) -> bool:
        """Return whether time is being counted."""
        return self._since is not None

    def total_minutes(self) -> int:
        """Return the minutes it counts down from."""
        return round(self._total / 60)

    def remaining(self) -> float:
        """Return the seconds left; below zero when time is over."""
        running = self._clock() - self._since if self._since is not None else 0.0
        return self._total - self._used - running

    def used_share(self) -> float:
        """Return the share of the time that is used, from 0 to 1."""
        if self._total <= 0:
            return 1.0
        return min(1.0, max(0.0, 1.0 - self.remaining() / self._total))

    def state(self) -> CountdownState:
        """Return what to say about the time left."""
        left = self.remaining()
        if left < 0:
            return CountdownState.OVER
        return CountdownState.NEARLY_THERE if left <= _NEARLY_THERE else CountdownState.RUNNING

    def text(self) -> str:
        """Return the digits, such as "12:40" or "+02:10"."""
        left = self.remaining()
        seconds = math.floor(-left) if left < 0 else math.ceil(left)
        return f"{'+' if left < 0 else ''}{seconds // 60:02d}:{seconds % 60:02d}"

    def caption(self) -> str:
        """Return the words after the digits."""
        state = self.state()
        return f"of {self.total_minutes()} min" if state is CountdownState.RUNNING else state.value

    def start(self) -> None:
        """Count time."""
        if self._since is None:
            self._since = self._clock()
            self._timer.start()
            self._announce()

    def pause(self) -> None:
        """Stop counting and keep what is left."""
        if self._since is not None:
            self._used += self._clock() - self._since
            self._since = None
            self._timer.stop()
            self._announce()

    def toggle(self) -> None:
        """Pause when running, start when paused."""
        if self.is_running():
            self.pause()
        else:
            self.start()

    def add_minutes(self, minutes: int) -> None:
        """Give the room more time."""
        self._total += minutes * 60.0
        self._announce()

    def reset(self, minutes: int) -> None:
        """Stop, and count down from other minutes at the next start."""
        self._since = None
        self._timer.stop()
        self._total, self._used = minutes * 60.0, 0.0
        self._announce()

    def refresh(self) -> None:
        """Tell listeners when the digits are different from those last told."""
        if self.text() != self._shown:
            self._announce()

    def _announce(self) -> None:
        self._shown = self.text()
        self.ticked.emit()
