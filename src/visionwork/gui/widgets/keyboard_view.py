"""Keeps what has the keyboard in sight."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from visionwork.gui.theme import Theme

_MARGIN = 96
"""Room kept above and below, so that a heading over the first field comes into sight with it."""


class KeyboardView(QObject):
    """Scrolls an area to the widget in it that gets the keyboard.

    Qt itself does so for Tab alone, not when a field hands the keyboard on. A click scrolls nothing: what is
    clicked would move away from under the mouse.

    Args:
        area: The area, which also owns this.
    """

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton and self._holds(now):
            QTimer.singleShot(0, self, self._show)  # once the layout stands

    def _show(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and self._holds(now):
            self._area.ensureWidgetVisible(now, 0, Theme.of(self._area).px(_MARGIN))

    def _holds(self, widget: QWidget | None) -> bool:
        return widget is not None and self._area.isAncestorOf(widget)
