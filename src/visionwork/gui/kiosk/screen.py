"""What every screen has while the laptop is handed round: large things in a column, and buttons below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import HEIGHT_HOME, KitButton, PrimaryButton, SecondaryButton
from visionwork.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from visionwork.feedback.answer_words import AnswerWords

_COLUMN, _ROOM = 620, 16


class KioskScreen(QWidget):
    """A column of large things in the middle of the screen, and buttons below.

    Args:
        words: The texts.
        parent: The window.

    Signals:
        forward: Go on.
        backward: Go back.
    """

    forward = Signal()
    backward = Signal()

    def __init__(self, words: AnswerWords, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self._theme = Theme.of(self)
        self._said: PlainLabel | None = None
        self.column = QVBoxLayout()
        self.column.setSpacing(14)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        self._inner = QWidget(self)
        inner = QVBoxLayout(self._inner)
        inner.setContentsMargins(6, 6, _ROOM, 6)
        inner.setSpacing(24)
        inner.addStretch(1)
        inner.addLayout(self.column)
        inner.addLayout(self._buttons)
        inner.addStretch(2)
        self.across = QHBoxLayout(self)
        self.across.setContentsMargins(48, 24, 48, 24)
        self.across.setSpacing(48)
        self._area = QScrollArea(self)  # many groups, or large text on a small screen
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inner)
        self.across.addStretch(1)
        self.across.addWidget(self._area)
        self.across.addStretch(1)
        self._theme.changed.connect(self._fit)
        self._fit()

    def focus_first(self) -> None:
        """Put the keyboard where it is needed."""
        for button in self.findChildren(KitButton):
            if button.isEnabled():
                button.setFocus()
                return

    def leave_out(self) -> None:
        """Go on without an answer."""
        self.forward.emit()

    def press_digit(self, digit: int) -> None:
        """Take a digit that was typed anywhere on the screen."""

    def say(self, text: str) -> None:
        """Say what is missing, below what was asked."""
        if self._said is None:
            self._said = PlainLabel("", "body_bold", "danger", wrap=True, parent=self._inner)
            self.column.addWidget(self._said)
        self._said.setText(text)
        self._said.show()

    def add_text(self, text: str, role: str = "body", color: str = "ink") -> PlainLabel:
        """Add a text to the column and return its label."""
        label = PlainLabel(text, role, color, wrap=True, parent=self._inner)
        self.column.addWidget(label)
        return label

    def add_buttons(self, *buttons: QWidget) -> None:
        """Add buttons from left to right."""
        for button in buttons:
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)

    def primary(self, text: str) -> PrimaryButton:
        """Return the button that goes on."""
        button = PrimaryButton(text, height=HEIGHT_HOME, parent=self._inner)
        button.clicked.connect(self.forward)
        return button

    def back_button(self) -> SecondaryButton:
        """Return the button that goes back."""
        button = SecondaryButton(self.words.text("back"), height=HEIGHT_HOME, parent=self._inner)
        button.clicked.connect(self.backward)
        return button

    def _fit(self) -> None:
        self._area.setFixedWidth(self._theme.px(_COLUMN) + 2 * _ROOM)
