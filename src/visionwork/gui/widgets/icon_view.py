"""An icon that stands beside text and does nothing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from visionwork.gui.icons import ICON_SIZE, paint_icon
from visionwork.gui.theme import Theme


class IconView(QWidget):
    """A tinted icon that follows the theme; a decoration, so screen readers pass over it.

    Args:
        icon_name: The icon.
        color: A colour token.
        size: Side in pixels at text size 100.
        beside: Role of a text whose first line it is centred on when both are aligned at the top, or "".
        parent: The widget it is in.
    """

    def __init__(
        self,
        icon_name: str = "info",
        color: str = "ink",
        size: int = ICON_SIZE,
        *,
        beside: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._icon_name, self._color, self._size = icon_name, color, size
        self._beside = beside
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._theme.changed.connect(self.updateGeometry)

    def set_icon(self, icon_name: str, color: str) -> None:
        """Show another icon in a colour token."""
        self._icon_name, self._color = icon_name, color
        self.update()

    def sizeHint(self) -> QSize:
        """Return the side, which grows with the text."""
        side = self._theme.px(self._size)
        line = QFontMetrics(self._theme.font(self._beside)).height() if self._beside else 0
        return QSize(side, max(side, line))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon."""
        color = self._theme.color(self._color)
        paint_icon(QPainter(self), QRectF(self.rect()), self._icon_name, color)
