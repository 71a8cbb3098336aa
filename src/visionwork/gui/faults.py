"""What happens when something breaks: it is logged and told, and the work is stored."""

from __future__ import annotations

import logging
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtCore import QSocketNotifier
    from PySide6.QtGui import QSessionManager

    from visionwork.gui.main_window import MainWindow

_log = logging.getLogger(__name__)
_qt_log = logging.getLogger("qt")

_LOOK_EVERY_MS = 200

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class FaultReporter(QObject):
    """Catches exceptions nobody handled, in any thread, and Qt's own messages.

    While one is being told, others are only logged: a fault in painting would else ask for ever.

    Args:
        window: The window that stores its work and tells the fault.
        log_path: Where the details are.
    """

    def __init__(self, window: MainWindow, log_path: Path) -> None:
        super().__init__(window)
        self._window = window
        self._log_path = log_path
        self._telling = False
        self._raised: queue.SimpleQueue[BaseException] = queue.SimpleQueue()
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_EVERY_MS)
        self._look.timeout.connect(self._on_look)

    def install(self) -> None:
        """Catch from now on."""
        self._look.start()
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(self._on_qt_message)

    def uninstall(self) -> None:
        """Leave exceptions to Python again."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        _log.critical("unhandled", exc_info=(kind, error, trace))
        sys.__excepthook__(kind, error, trace)
        if threading.current_thread() is threading.main_thread():
            self._tell(error)
        else:  # a signal sent from another thread while the window goes would end the process
            self._raised.put(error)

    def _on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._on_exception(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def _on_qt_message(self, kind: QtMsgType, where: object, message: str) -> None:
        _qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)

    def _on_look(self) -> None:
        """Tell what other threads left; of what came while that is told, nothing."""
        if not self._raised.empty():
            self._tell(self._raised.get())
            while not self._raised.empty():
                self._raised.get()

    def _tell(self, error: BaseException) -> None:
        if self._telling:
            return
        self._telling = True
        try:
            current = self._window.files.current
            saved = "Nothing was open."
            if current is not None:
                stored = current.context.edits.flush()
                state = current.context.save_state
                at = f", {state.saved_at:%H:%M}" if state.saved_at else ""
                saved = f"Your work is saved{at}." if stored else "The last edit could not be saved."
            self._window.messages.warn(
                "Something went wrong in Visionwork.",
                f"{saved} You can go on; if it happens again, start the app anew. "
                f"The details are in {self._log_path} ({type(error).__name__}).",
            )
        finally:
            self._telling = False


class TerminationWatch(QObject):
    """Stores the work when the system ends the session or asks the process to end.

    Args:
        app: The application.
        save: Stores and publishes without asking; the session may go on after all.
        end: Does the same and lets go of the workshop, so that no window has to be asked.
    """

    def __init__(self, app: QGuiApplication, save: Callable[[], object], end: Callable[[], object]) -> None:
        super().__init__()
        self._save = save
        self._end = end
        app.commitDataRequest.connect(self._on_session_end)
        self._notifier: QSocketNotifier | None = None
        self._pipe: tuple[int, int] | None = None
        self._before: dict[int, object] = {}
        if os.name == "posix":
            self._watch_signals()

    def stop(self) -> None:
        """Leave signals to Python again."""
        if self._notifier is None or self._pipe is None:
            return
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)  # pyright: ignore[reportArgumentType]
        for end in self._pipe:
            os.close(end)
        self._notifier = self._pipe = None

    def _watch_signals(self) -> None:
        """Have signals arrive through the event loop; Python alone would see them only much later."""
        from PySide6.QtCore import QSocketNotifier

        self._pipe = reader, writer = os.pipe()
        os.set_blocking(reader, False)
        os.set_blocking(writer, False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            self._before[number] = signal.signal(number, _ignore)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(reader, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    def _on_signal(self) -> None:
        if self._pipe is not None:
            os.read(self._pipe[0], 64)
        _log.info("asked to end")
        try:
            self._end()
        finally:
            QGuiApplication.exit(0)  # quit() would close every dialog first, and each may ask

    def _on_session_end(self, manager: QSessionManager) -> None:
        self._save()


def _ignore(number: int, frame: object) -> None:
    """Take a signal; the pipe wakes the event loop."""
