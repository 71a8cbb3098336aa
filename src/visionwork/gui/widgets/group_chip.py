"""A chip that names a group: tint, text and mark of its kind."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from visionwork.domain.groups import GroupKind
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.group_mark import paint_group_mark

_HEIGHT, _SIDE, _GAP, _MARK = 24, 10, 7, 9


class GroupChip(QWidget):
    """A rounded chip with the mark and the name of a group.

    Args:
        kind: Its kind, which gives mark and colours.
        text: The group's name.
        parent: The widget it is in.
    """

    def __init__(
        self, kind: GroupKind = GroupKind.CUSTOMERS, text: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._kind = kind
        self._text = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._theme.changed.connect(self.updateGeometry)

    def text(self) -> str:
        """Return the group's name."""
        return self._text

    def set_group(self, kind: GroupKind, text: str) -> None:
        """Name another group."""
        self._kind, self._text = kind, text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for mark and name."""
        metrics = QFontMetrics(self._theme.font("caption_medium"))
        width = 2 * _SIDE + self._theme.px(_MARK) + _GAP + metrics.horizontalAdvance(self._text)
        return QSize(width + 1, self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return room for the mark and a few letters."""
        return QSize(self._theme.px(56), self._theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, mark and name."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.group_color(self._kind, "tint"))
        rect = QRectF(self.rect())
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        mark = theme.px(_MARK)
        paint_group_mark(painter, QRectF(_SIDE, (rect.height() - mark) / 2, mark, mark), self._kind, theme)
        font = theme.font("caption_medium")
        painter.setFont(font)
        painter.setPen(theme.group_color(self._kind, "text"))
        words = rect.adjusted(_SIDE + mark + _GAP, 0, -_SIDE + 2, 0)
        shown = QFontMetrics(font).elidedText(self._text, Qt.TextElideMode.ElideRight, round(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
