"""Whether the work is kept: saving, saved, or not saved."""

from __future__ import annotations

from datetime import time

from PySide6.QtWidgets import QHBoxLayout, QWidget

from visionwork.gui.widgets.icon_view import IconView
from visionwork.gui.widgets.labels import PlainLabel


class SaveStatus(QWidget):
    """One quiet line in the menu bar.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconView("check", "muted", parent=self)
        self._label = PlainLabel("", "caption", "muted", parent=self)
        self._shown: tuple[str, str] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._label)
        self.clear()

    def text(self) -> str:
        """Return what it says."""
        return self._label.text()

    def clear(self) -> None:
        """Say nothing, as before the first edit."""
        self._show("", "", "muted")

    def show_saving(self) -> None:
        """Say that an edit is being written."""
        self._show("Saving…", "", "muted")

    def show_saved(self, at: time) -> None:
        """Say when the last edit was written."""
        self._show(f"Saved on this computer, {at:%H:%M}", "check", "muted")

    def show_not_saved(self, since: time | None = None) -> None:
        """Say that edits could not be written, and when that began; the reason belongs into a banner."""
        self._show(f"Not saved since {since:%H:%M}" if since else "Not saved", "triangle-alert", "danger")

    def show_elsewhere(self, done: str) -> None:
        """Say what was just done on a page that is not shown, such as "Undone: add a card"."""
        self._show(done, "undo-2", "ink2")

    def show_read_only(self) -> None:
        """Say that the workshop is open to read."""
        self._show("Open to read", "lock", "muted")

    def _show(self, text: str, icon: str, color: str) -> None:
        if (text, icon) == self._shown:  # as after each attempt that fails
            return
        self._shown = (text, icon)
        self._label.setText(text)
        self._label.set_color(color)
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.set_icon(icon, color)
        self.setAccessibleName(text)
