"""A chip that filters a list: outlined, and ink while it is active."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from visionwork.gui.theme import Theme

_HEIGHT, _SIDE, _GAP = 24, 10, 6


class FilterChip(QPushButton):
    """A checkable chip with a word and how many it stands for; group several with a QButtonGroup.

    Args:
        text: The word.
        count: How many it stands for, or None to show no number.
        parent: The widget it is in.
    """

    def __init__(self, text: str = "", count: int | None = None, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._word = text
        self._count = count
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._rename()
        self._theme.changed.connect(self.updateGeometry)

    def set_word(self, word: str) -> None:
        """Show another word."""
        self._word = word
        self._rename()
        self.updateGeometry()
        self.update()

    def set_count(self, count: int | None) -> None:
        """Show another number."""
        self._count = count
        self._rename()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the word and the number."""
        metrics = QFontMetrics(self._theme.font("caption_medium"))
        width = 2 * _SIDE + metrics.horizontalAdvance(self._word)
        if self._count is not None:
            width += _GAP + metrics.horizontalAdvance(str(self._count))
        return QSize(width + 2, self._theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the outline, or the ink ground, and the words."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        active = self.isChecked()
        ground = "ink" if active else "hair" if self.isDown() else "hover" if self.underMouse() else "surface"
        painter.setBrush(theme.color(ground))
        painter.setPen(QPen(theme.color("ink" if active else "edge"), 1))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setFont(theme.font("caption_medium"))
        painter.setPen(theme.color("on_ink" if active else "ink2" if self.isEnabled() else "disabled"))
        words = rect.adjusted(_SIDE, 0, -_SIDE, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._word)
        if self._count is not None:
            painter.setFont(theme.font("caption"))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(words, right, str(self._count))

    def _rename(self) -> None:
        self.setText(self._word)
        self.setAccessibleName(self._word if self._count is None else f"{self._word}, {self._count}")
