"""A field for words that are as long as they need to be, in a form or a dialog."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QWidget

from visionwork.gui.theme import Theme
from visionwork.gui.widgets.line_edit import WordsField

_MOST_LINES, _FRAME = 4, 4


class GrowingText(WordsField):
    """A field as high as its words, up to a few lines; then they scroll. Tab goes on to the next field.

    Args:
        text: Its words.
        role: Role of the words.
        margin: Space around the words, in pixels at text size 100.
        parent: The widget it is in.
    """

    def __init__(self, text: str = "", role: str = "body", margin: int = 8, *, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._theme = Theme.of(self)
        self._role, self._margin = role, margin
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._fit)
        self._theme.changed.connect(self._restyle)
        self._restyle()

    def line(self) -> str:
        """Return the words on one line, without spaces around them."""
        return " ".join(self.toPlainText().split())

    def first_line_height(self) -> int:
        """Return the height of the field while its words need one line, in pixels."""
        return self._height(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew, and grow with them."""
        super().resizeEvent(event)
        self._fit()

    def _restyle(self) -> None:
        self.document().setDocumentMargin(self._theme.px(self._margin))
        self.setFont(self._theme.font(self._role))
        self._fit()

    def _fit(self) -> None:
        # A plain text document gives its height in lines.
        needed = max(1, round(self.document().size().height()))
        lines, policy = min(_MOST_LINES, needed), Qt.ScrollBarPolicy
        # For the fraction of a pixel by which lines may be higher than asked for, there is no bar.
        scrolls = policy.ScrollBarAsNeeded if needed > lines else policy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(scrolls)
        if self._height(lines) != self.height():
            self.setFixedHeight(self._height(lines))

    def _height(self, lines: int) -> int:
        return (
            math.ceil(lines * QFontMetricsF(self.font()).lineSpacing())
            + 2 * self._theme.px(self._margin)
            + _FRAME
        )
