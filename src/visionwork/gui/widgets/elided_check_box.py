"""A check box whose words give way where there is little room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolTip,
    QWidget,
)

from visionwork.gui.widgets.labels import plain_tooltip

_LEAST_CHARACTERS = 16


class ElidedCheckBox(QCheckBox):
    """A check box that shortens its words in the middle, so that two that differ at their ends stay apart.

    The whole words are in the tooltip then, before what it says otherwise. Screen readers get them anyhow.

    Args:
        words: Its label; an ampersand is one.
        parent: The widget it is in.
    """

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Ask for a few characters only."""
        hint, metrics = self.sizeHint(), self.fontMetrics()
        words = metrics.horizontalAdvance(self._words)
        least = min(words, metrics.averageCharWidth() * _LEAST_CHARACTERS)
        return QSize(hint.width() - words + least, hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the words as there is room for."""
        option = self._option()
        option.text = self._shown(option).replace("&", "&&")
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_CheckBox, option)

    def event(self, event: QEvent) -> bool:
        """Tell words that are cut in the tooltip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cut = self._shown(self._option()) != self._words
            told = "\n".join(filter(None, (self._words if cut else "", self.toolTip())))
            QToolTip.showText(event.globalPos(), plain_tooltip(told), self)
            return True
        return super().event(event)

    def _option(self) -> QStyleOptionButton:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        return option

    def _shown(self, option: QStyleOptionButton) -> str:
        room: QRect = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        return self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideMiddle, room.width())
