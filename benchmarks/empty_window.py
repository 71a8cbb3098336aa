"""The floor of every start: an empty PySide6 window that quits one idle turn after its first paint."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class EmptyWindow(QMainWindow):
    """A window with nothing in it."""

    painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and let the application end when it is idle again."""
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, QApplication.quit)


if __name__ == "__main__":
    app = QApplication(sys.argv)
    window = EmptyWindow()
    window.resize(1280, 800)
    window.show()
    code = app.exec()
    del window
    sys.exit(code)
