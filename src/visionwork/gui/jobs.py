"""Work done beside the window, in a thread that touches nothing of Qt.

An object of Qt may go at any moment, as when somebody closes a dialog, and a signal sent from another thread
at that moment ends the process. So the work leaves what it has to say in a queue, and the window looks there.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QMetaMethod, QObject, QTimer, Signal

from visionwork.domain.errors import UserFacingError
from visionwork.gui.turning import turn_until

_log = logging.getLogger(__name__)

_LOOK_EVERY_MS = 10


class StoppedError(UserFacingError):
    """Somebody stopped the work."""


class Progress:
    """What a piece of work says while it goes on, and how it hears that nobody wants it any more."""

    def __init__(self) -> None:
        self._said: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._percent = -1

    @property
    def stopped(self) -> bool:
        """Whether the work should end."""
        return self._stop.is_set()

    def tell(self, what: object) -> None:
        """Say something; the job's `told` carries it on."""
        self._said.put(what)

    def check(self) -> None:
        """End the work where it is when it should end.

        Raises:
            StoppedError: Somebody stopped the work.
        """
        if self.stopped:
            raise StoppedError("This was stopped.", "Begin again when you want it.")

    def tell_share(self, share: float) -> None:
        """Say how much is done, in whole per cent, each once.

        Args:
            share: What is done of everything, 0 to 1.

        Raises:
            StoppedError: Somebody stopped the work.
        """
        self.check()
        if (percent := int(share * 100)) > self._percent:
            self._percent = percent
            self.tell(percent)

    def stop(self) -> None:
        """Ask the work to end."""
        self._stop.set()

    def said(self) -> list[object]:
        """Return what was said since the last time."""
        # Not until it is empty: work that says much would keep whoever reads here for good.
        return [self._said.get() for _ in range(self._said.qsize())]


Work = Callable[[Progress], object]


class Job(QObject):
    """One piece of work in a thread of its own; what becomes of it is told in the window's thread.

    It goes when it has ended, or with its owner: nothing is told then, and the work is asked to stop.

    Args:
        work: Called in the other thread. It must not touch the document, nor hold anything of Qt: what the
            thread lets go last would be taken apart there.
        owner: Whoever wants the result.
        may_be_left: Whether the process may end amid the work, as when it only asks another computer, which
            may let it wait for a minute. Nobody waits for such work when everything has to end.

    Signals:
        told: The work said something; carries it.
        done: The work returned; carries what it returned.
        refused: The work met a problem of the user; carries the UserFacingError.
        failed: The work met a bug; carries the exception.
    """

    told = Signal(object)
    done = Signal(object)
    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Work, owner: QObject, *, may_be_left: bool = False) -> None:
        super().__init__(owner)
        self.may_be_left = may_be_left
        self._run = _Run(work, daemon=may_be_left)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_EVERY_MS)
        self._look.timeout.connect(self._on_look)
        self.destroyed.connect(self._run.progress.stop)

    @property
    def running(self) -> bool:
        """Whether it was started, and what became of it was not told yet."""
        return shiboken6.isValid(self) and self._look.isActive()

    def start(self) -> None:
        """Begin; a thread that cannot begin is told as a bug that ended the work, at once.

        Raises:
            RuntimeError: Nobody listens to `refused` or `failed`: the problem would be swallowed.
        """
        for signal in (self.refused, self.failed):
            if not self.isSignalConnected(QMetaMethod.fromSignal(signal)):
                raise RuntimeError("nobody is told when the work beside the window comes to nothing")
        self._look.start()
        if not self._run.start():
            self._on_look()

    def stop(self) -> None:
        """Ask the work to end; what becomes of it is told all the same."""
        self._run.progress.stop()

    def wait(self) -> None:
        """Return when the work has ended; what became of it is told later, as ever."""
        if self._run.thread.ident is not None:
            self._run.thread.join()

    def _on_look(self) -> None:
        run = self._run
        ended = not run.thread.is_alive()  # before what it said is read: nothing comes after that
        for what in run.progress.said():
            self.told.emit(what)
            if not shiboken6.isValid(self):  # whoever heard that ended its owner
                return
        if not ended:
            return
        self._look.stop()
        self.deleteLater()
        if run.fault is None:
            self.done.emit(run.result)
        elif isinstance(run.fault, UserFacingError):
            self.refused.emit(run.fault)
        else:
            self.failed.emit(run.fault)


def end_all(owner: QObject) -> None:
    """Stop all work of an owner and of what belongs to it; return when what became of it has been told.

    Work that cannot be stopped is waited for; work that may be left is only asked to stop.

    Args:
        owner: The window, to which whoever wants a result belongs.
    """
    while jobs := [job for job in owner.findChildren(Job) if job.running]:
        for job in jobs:
            job.stop()
        awaited = [job for job in jobs if not job.may_be_left]
        if not awaited:
            return
        turn_until(lambda awaited=awaited: not any(job.running for job in awaited))


class _Run:
    """The work and its thread, with nothing of Qt."""

    def __init__(self, work: Work, *, daemon: bool) -> None:
        self.progress = Progress()
        self.result: object = None
        self.fault: BaseException | None = None
        self.thread = threading.Thread(target=self._do, args=(work,), name="beside the window", daemon=daemon)

    def start(self) -> bool:
        """Begin; return False when the system has no thread left."""
        try:
            self.thread.start()
        except RuntimeError as error:
            _log.exception("Work beside the window cannot begin")
            self.fault = error
            return False
        return True

    def _do(self, work: Work) -> None:
        try:
            self.result = work(self.progress)
        except UserFacingError as error:
            self.fault = error
        except BaseException as error:  # noqa: BLE001 - handed to the window, which raises it where it is seen
            _log.exception("Work beside the window failed")
            self.fault = error
