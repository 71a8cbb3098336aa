"""A code to scan: always dark on white, with its margin, whatever the theme."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from visionwork.gui.theme import Theme
from visionwork.gui.tokens import LIGHT

_MARGIN = 4
"""Light modules on every side (ISO/IEC 18004)."""

Modules = tuple[tuple[bool, ...], ...]


def paint_qr(painter: QPainter, box: QRectF, modules: Modules) -> None:
    """Paint a code with its margin into a square.

    Args:
        painter: Where.
        box: The square, its margin included.
        modules: Dark modules True, without the margin.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(box, QColor(LIGHT["surface"]))
    count = len(modules) + 2 * _MARGIN
    # Whole device pixels, so that no module is wider than its neighbour.
    ratio = painter.device().devicePixelRatioF()
    side = int(box.width() * ratio / count) / ratio
    left = box.left() + (box.width() - side * len(modules)) / 2
    top = box.top() + (box.height() - side * len(modules)) / 2
    dark = QColor(LIGHT["ink"])
    for row, line in enumerate(modules):
        for column, is_dark in enumerate(line):
            if is_dark:
                painter.fillRect(QRectF(left + column * side, top + row * side, side, side), dark)
    painter.restore()


class QrView(QWidget):
    """Shows one code.

    Args:
        size: Side in pixels at text size 100.
        parent: The widget it is in.
    """

    def __init__(self, size: int = 296, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._size = size
        self._modules: Modules = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
        self._theme.changed.connect(self.updateGeometry)

    def set_code(self, modules: Modules, name: str) -> None:
        """Show a code.

        Args:
            modules: Its modules.
            name: What it leads to, for screen readers.
        """
        self._modules = modules
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square."""
        side = self._theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the code."""
        if self._modules:
            painter = QPainter(self)
            paint_qr(painter, QRectF(self.rect()), self._modules)
