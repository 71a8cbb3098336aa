"""A switch with a label."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from visionwork.gui.theme import Theme

_WIDTH, _HEIGHT, _KNOB, _GAP = 32, 18, 14, 8


class Toggle(QCheckBox):
    """A check box drawn as a switch; Space turns it, and screen readers know it as a check box.

    Args:
        text: Its label.
        checked: Whether it is on.
        parent: The widget it is in.
    """

    def __init__(self, text: str = "", checked: bool = False, *, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = Theme.of(self)
        self.setChecked(checked)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return room for switch and label."""
        theme = self._theme
        metrics = QFontMetrics(theme.font("cell"))
        words = (
            metrics.size(Qt.TextFlag.TextShowMnemonic.value, self.text()).width() if self.text() else -_GAP
        )
        return QSize(theme.px(_WIDTH) + _GAP + words, max(theme.px(24), metrics.height()))

    def minimumSizeHint(self) -> QSize:
        """Never cut the label."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802
        """Take clicks on the label as well."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track, knob and label."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width, height, knob = theme.px(_WIDTH), theme.px(_HEIGHT), theme.px(_KNOB)
        top, gap = (self.height() - height) / 2, (height - knob) / 2
        enabled, on = self.isEnabled(), self.isChecked()
        track = "hair" if not enabled else "line" if not on else "ink_hover" if self.underMouse() else "ink"
        painter.setBrush(theme.color(track))
        painter.drawRoundedRect(QRectF(0, top, width, height), height / 2, height / 2)
        painter.setBrush(theme.color("on_ink" if on and enabled else "surface"))
        painter.drawEllipse(QRectF(width - knob - gap if on else gap, top + gap, knob, knob))
        painter.setFont(theme.font("cell"))
        painter.setPen(theme.color("ink" if enabled else "disabled"))
        words = QRectF(width + _GAP, 0, self.width() - width - _GAP, self.height())
        flags = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextHideMnemonic.value
        painter.drawText(words, flags, self.text())
