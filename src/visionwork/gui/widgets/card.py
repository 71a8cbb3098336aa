"""A card: surface, a hairline around it, and ink while its editor is used."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from visionwork.gui.theme import Theme

CARD_RADIUS = 8.0


class Card(QFrame):
    """A frame with the ground of cards; give it a layout of its own.

    In a form, promote a QFrame.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._active = False
        self.setFrameShape(QFrame.Shape.NoFrame)

    def follow_editor(self, editor: QWidget) -> None:
        """Give the card an ink border while an editor inside it has the focus."""
        editor.installEventFilter(self)
        self.set_active(editor.hasFocus())

    def is_active(self) -> bool:
        """Return whether the border is ink."""
        return self._active

    def set_active(self, active: bool) -> None:
        """Give the card an ink border, or its hairline back."""
        if active != self._active:
            self._active = active
            self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focus of the editor."""
        if event.type() == QEvent.Type.FocusIn:
            self.set_active(True)
        elif event.type() == QEvent.Type.FocusOut:
            self.set_active(False)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and border."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.color("surface"))
        painter.setPen(QPen(self._theme.color("ink" if self._active else "hair"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), CARD_RADIUS, CARD_RADIUS)
