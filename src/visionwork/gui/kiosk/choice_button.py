"""A large choice of one among several, for fingers, mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from visionwork.domain.groups import GroupKind
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.group_mark import paint_group_mark

_HEIGHT, _PADDING, _MARK, _RADIUS, _GAP = 60, 18, 22, 8, 14


class ChoiceButton(QPushButton):
    """A row with a circle, a number or a group's shape, and a text; the chosen one has an ink frame.

    Args:
        text: What is chosen.
        number: Key that chooses it, shown before the text; none when 0.
        kind: Kind of the group it stands for, or None.
        parent: The widget it is in.
    """

    def __init__(
        self, text: str, number: int = 0, kind: GroupKind | None = None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._number, self._kind = number, kind
        self.setText(text.replace("&", "&&"))
        self._shown = text
        self.setAccessibleName(f"{number}, {text}" if number else text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return room for the text."""
        words = QFontMetrics(self._theme.font("section")).horizontalAdvance(self._shown)
        marks = 2 * self._theme.px(_MARK + _GAP)
        return QSize(words + marks + 2 * _PADDING, self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Never lower than a finger."""
        return QSize(self._theme.px(240), self._theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame, circle, number or shape, and text."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, mark = self.isChecked(), theme.px(_MARK)
        ground = "hair" if self.isDown() else "hover" if self.underMouse() or chosen else "surface"
        painter.setBrush(theme.color(ground))
        pen = 2.0 if chosen else 1.0
        painter.setPen(QPen(theme.color("ink" if chosen else "line"), pen))
        half = pen / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), _RADIUS, _RADIUS)
        middle = self.height() / 2
        circle = QRectF(_PADDING, middle - mark / 2, mark, mark)
        painter.setBrush(theme.color("surface"))
        painter.setPen(QPen(theme.color("ink" if chosen else "line"), 2))
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        if chosen:
            painter.setBrush(theme.color("ink"))
            painter.setPen(Qt.PenStyle.NoPen)
            inset = mark * 0.28
            painter.drawEllipse(circle.adjusted(inset, inset, -inset, -inset))
        x = circle.right() + theme.px(_GAP)
        if self._kind is not None:
            size = theme.px(14)
            paint_group_mark(painter, QRectF(x, middle - size / 2, size, size), self._kind, theme)
            x += size + theme.px(_GAP - 2)
        elif self._number:
            painter.setFont(theme.font("section"))
            painter.setPen(theme.color("muted"))
            painter.drawText(QRectF(x, 0, theme.px(18), self.height()), _MIDDLE, str(self._number))
            x += theme.px(18 + 6)
        painter.setFont(theme.font("section"))
        painter.setPen(theme.color("ink"))
        room = QRectF(x, 0, self.width() - x - _PADDING, self.height())
        words = QFontMetrics(painter.font()).elidedText(
            self._shown, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, _MIDDLE, words)


_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
