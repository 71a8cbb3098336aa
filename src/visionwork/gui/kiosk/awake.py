"""Keeps the screen on while the laptop is handed round."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

_log = logging.getLogger(__name__)

_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2  # SetThreadExecutionState, winbase.h
_SERVICE, _PATH = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"


class ScreenAwake:
    """Asks the system not to darken the screen, from `begin` to `end`; where it cannot, nothing happens."""

    def __init__(self) -> None:
        self._cookie: int | None = None
        self._helper: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Keep the screen on."""
        if sys.platform == "win32":
            import ctypes

            ctypes.windll.kernel32.SetThreadExecutionState(_CONTINUOUS | _SYSTEM | _DISPLAY)
        elif sys.platform == "darwin":
            try:  # it ends by itself with this process
                self._helper = subprocess.Popen(["/usr/bin/caffeinate", "-d", "-w", str(os.getpid())])
            except OSError as error:
                _log.info("The screen may darken: %s", error)
        elif _has_session_bus():
            self._cookie = self._inhibit()

    def end(self) -> None:
        """Let the screen darken again."""
        if sys.platform == "win32":
            import ctypes

            ctypes.windll.kernel32.SetThreadExecutionState(_CONTINUOUS)
        if self._helper is not None:
            self._helper.terminate()
            self._helper.wait()
            self._helper = None
        if self._cookie is not None:
            from PySide6.QtDBus import QDBusConnection, QDBusInterface

            QDBusInterface(_SERVICE, _PATH, _SERVICE, QDBusConnection.sessionBus()).call(
                "UnInhibit", self._cookie
            )
            self._cookie = None

    def _inhibit(self) -> int | None:
        """Ask the desktop (freedesktop.org, Idle Inhibition Service 0.1) and return its cookie."""
        from PySide6.QtDBus import QDBusConnection, QDBusInterface

        service = QDBusInterface(_SERVICE, _PATH, _SERVICE, QDBusConnection.sessionBus())
        answer = service.call("Inhibit", "Visionwork", "People are answering").arguments()
        if not answer or not isinstance(answer[0], int):
            _log.info("The screen may darken: nothing answers at %s", _SERVICE)
            return None
        return answer[0]


def _has_session_bus() -> bool:
    """Return whether there is a session bus; looking for one would start it."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or (
        bool(runtime) and (Path(runtime) / "bus").exists()
    )
