"""What stands where there is nothing yet: what is not there, the next act, and a button for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visionwork.gui.widgets.buttons import HEIGHT_BAR, SecondaryButton
from visionwork.gui.widgets.card import Card
from visionwork.gui.widgets.labels import PlainLabel


class EmptyState(Card):
    """A card with one bold line, one sentence and at most one button.

    Args:
        title: What is not there.
        text: The next act.
        action: Label of the button, or "" for none.
        icon_name: Icon of the button.
        parent: The widget it is in.

    Signals:
        action_requested: The button was used.
    """

    action_requested = Signal()

    def __init__(
        self,
        title: str = "",
        text: str = "",
        action: str = "",
        icon_name: str = "",
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._title = PlainLabel("", "button", wrap=True, parent=self)
        self._text = PlainLabel("", "cell", "ink2", wrap=True, parent=self)
        self._button = SecondaryButton("", icon_name, HEIGHT_BAR, parent=self)
        self._button.clicked.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(8)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_state(title, text, action)

    def set_state(self, title: str, text: str, action: str = "") -> None:
        """Say something else."""
        self._title.setText(title)
        self._text.setText(text)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def focus_action(self) -> None:
        """Put the keyboard on the button, if there is one."""
        if not self._button.isHidden():
            self._button.setFocus()

    def _ask(self) -> None:
        self.action_requested.emit()
