"""Works things out beside the window: long texts are read in a thread, one after the other."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

_LOOK_EVERY_MS = 15
_MOST_KNOWN, _MOST_WAITING = 60, 16
_SWITCH_S = 0.0005
"""How long the thread may keep the main one waiting; Python's own 5 ms a turn would make typing stutter."""

_USUAL_S = sys.getswitchinterval()
"""Taken before any thread changes it: one may go on while the next workshop's thread begins."""

Job = Callable[[], Any]


@contextmanager
def in_short_turns() -> Iterator[None]:
    """Let the main thread in at once whenever it asks, while a thread beside it computes."""
    sys.setswitchinterval(_SWITCH_S)
    try:
        yield
    finally:
        sys.setswitchinterval(_USUAL_S)


class Aside(QObject):
    """Keeps what jobs worked out by their keys, and works out what is asked for in a thread.

    A job must be a plain computation over values that nobody changes. The one asked for last comes first,
    since it belongs to the words that stand there now; of very many that wait, the oldest are forgotten.

    Args:
        parent: Its owner.

    Signals:
        done: Something was worked out.
    """

    done = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._known: dict[object, Any] = {}
        self._waiting: dict[object, Job] = {}
        self._running: _Run | None = None
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_EVERY_MS)
        self._look.timeout.connect(self._on_look)

    @property
    def busy(self) -> bool:
        """Whether something is being worked out."""
        return self._running is not None or bool(self._waiting)

    def knows(self, key: object) -> bool:
        """Return whether the result of a key is known."""
        return key in self._known

    def get(self, key: object, job: Job) -> Any | None:  # noqa: ANN401 - what the job returns
        """Return the result of a key, or None while it is being worked out; `done` tells when to ask again.

        Args:
            key: Stands for everything that the result depends on.
            job: Works it out.
        """
        if key in self._known:
            return self._known[key]
        if self._running is None or self._running.key != key or not self._running.wanted:
            self._waiting.pop(key, None)
            self._waiting[key] = job
            while len(self._waiting) > _MOST_WAITING:
                del self._waiting[next(iter(self._waiting))]
            self._begin()
        return None

    def now(self, key: object, job: Job) -> Any:  # noqa: ANN401 - what the job returns
        """Return the result of a key, worked out at once where it is not known."""
        if key not in self._known:
            self._waiting.pop(key, None)
            self._keep(key, job())
        return self._known[key]

    def forget(self) -> None:
        """Forget every result and whatever waits."""
        self._known.clear()
        self._waiting.clear()
        if self._running is not None:
            self._running.wanted = False

    def stop(self) -> None:
        """Tell nothing any more; what is being worked out is left to itself."""
        self._look.stop()
        self.forget()

    def _begin(self) -> None:
        if self._running is None and self._waiting:
            key, job = self._waiting.popitem()
            self._running = _Run(key, job)
            self._look.start()

    def _keep(self, key: object, result: object) -> None:
        while len(self._known) >= _MOST_KNOWN:
            del self._known[next(iter(self._known))]
        self._known[key] = result

    def _on_look(self) -> None:
        run = self._running
        if run is None or run.is_alive():
            return
        self._look.stop()
        self._running = None
        if run.fault is not None:
            self._waiting.clear()
            raise run.fault
        if run.wanted:
            self._keep(run.key, run.result)
        self._begin()
        if run.wanted:
            self.done.emit()


class _Run:
    """One job in its thread."""

    def __init__(self, key: object, job: Job) -> None:
        self.key = key
        self.wanted = True
        self.result: object = None
        self.fault: BaseException | None = None
        self._job = job
        self._thread = threading.Thread(target=self._work, name="coach aside", daemon=True)
        self._thread.start()

    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def _work(self) -> None:
        with in_short_turns():
            try:
                self.result = self._job()
            except BaseException as fault:  # noqa: BLE001 - raised again in the main thread
                self.fault = fault
