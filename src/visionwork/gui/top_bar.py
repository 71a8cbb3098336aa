"""The bar over everything: menus at the left, save status and two buttons at the right."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from visionwork.gui.style.parts import fill_rect
from visionwork.gui.theme import Theme

HEIGHT = 44


class TopBar(QFrame):
    """The ground and the line of the bar; the form fills it.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._theme.changed.connect(self._resize)
        self._resize()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and line."""
        painter = QPainter(self)
        fill_rect(painter, self.rect(), self._theme.color("paper"))
        fill_rect(painter, QRect(0, self.height() - 1, self.width(), 1), self._theme.color("hair"))

    def _resize(self) -> None:
        self.setFixedHeight(self._theme.px(HEIGHT))
