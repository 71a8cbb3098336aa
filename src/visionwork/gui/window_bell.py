"""Lets a second start on the same file bring the window that has it to the front."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

PATIENCE_MS = 500
"""How long another window may take to answer."""

_log = logging.getLogger(__name__)


class WindowBell(QObject):
    """A name under which the window of a file can be rung by others of the same user.

    QtNetwork is imported with the first use, since the first window does not need it.

    Args:
        parent: Its owner.

    Signals:
        rung: Somebody asks for this window.
    """

    rung = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server: QLocalServer | None = None

    def listen(self, path: Path) -> None:
        """Be the window of a file."""
        from PySide6.QtNetwork import QLocalServer

        self.stop()
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        name = bell_name(path)
        if not server.listen(name):
            QLocalServer.removeServer(name)  # left by a crash: the document's lock says nobody has it
            if not server.listen(name):
                _log.info("this window cannot be called: %s", server.errorString())
                return
        server.newConnection.connect(self._answer)
        self._server = server

    def stop(self) -> None:
        """Be the window of no file."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _answer(self) -> None:
        assert self._server is not None
        caller = self._server.nextPendingConnection()
        if caller is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
            self.rung.emit()


def ring(path: Path) -> bool:
    """Ask the window of a file to come to the front; return whether there is one that answers."""
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(bell_name(path))
    answered = socket.waitForConnected(PATIENCE_MS)
    socket.abort()
    return answered


def bell_name(path: Path) -> str:
    """Return the name of a file's window, the same for every way to write its path."""
    import getpass
    import hashlib

    real = os.path.normcase(os.path.realpath(path))
    digest = hashlib.sha256(f"{getpass.getuser()}\0{real}".encode("utf-8", "surrogateescape")).hexdigest()
    return f"visionwork-{digest[:24]}"
