"""Work done beside the window: building the report, drawing its pages, writing the file."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from visionwork.domain.errors import UserFacingError

_log = logging.getLogger(__name__)


class Job(QObject):
    """One piece of work in another thread; its result comes back through signals.

    Keep a reference until it has ended. Results of a job whose receiver is gone are dropped by Qt.

    Args:
        work: Called in another thread; must not touch widgets or the document.

    Signals:
        done: The work returned; carries what it returned.
        refused: The work met a problem of the user; carries the UserFacingError.
        failed: The work met a bug; carries the exception.
    """

    done = Signal(object)
    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__()
        self._work = work

    def start(self) -> None:
        """Begin, as soon as a thread is free."""
        QThreadPool.globalInstance().start(_Runnable(self))

    def run(self) -> None:
        """Do the work and tell its result; called in the other thread."""
        try:
            result = self._work()
        except UserFacingError as error:
            self.refused.emit(error)
        except Exception as error:  # noqa: BLE001 - handed to the window, which raises it where it is seen
            _log.exception("Work beside the window failed")
            self.failed.emit(error)
        else:
            self.done.emit(result)


class _Runnable(QRunnable):
    """Keeps its job alive while it runs."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        """Run the job."""
        self._job.run()
