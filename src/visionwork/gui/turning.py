"""Lets the event loop turn while something is waited for; keys and clicks wait, too."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

_WAKE_EVERY_MS = 20


def turn_until(is_so: Callable[[], bool]) -> None:
    """Return as soon as something is so; the window is painted and timers run meanwhile.

    Args:
        is_so: Asked again after every turn.
    """
    # Not exec and quit: a quit that comes before exec is lost, and exec then waits for ever.
    from PySide6.QtCore import QEventLoop

    loop, wake = QEventLoop(), QTimer()
    wake.start(_WAKE_EVERY_MS)
    flags = QEventLoop.ProcessEventsFlag
    while not is_so():
        loop.processEvents(flags.ExcludeUserInputEvents | flags.WaitForMoreEvents)
