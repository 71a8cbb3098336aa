"""Wrapped text, laid out once and kept: the same words at the same width are asked for again and again."""

from __future__ import annotations

import math
from collections import OrderedDict

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from visionwork.domain.records import record
from visionwork.gui.theme import Theme

_KEPT = 2000
"""Layouts kept; about seven for each cell of a long grid."""

_MEASURED = 3
"""Words of a text that are measured, the longest first."""

_ROUNDING = 2
"""Pixels by which a layout may be wider than the metrics say."""

_LINE_BREAK = "\u2028"


@record
class LaidText:
    """Words wrapped to a width.

    Attributes:
        layout: Its lines; draw it at the upper left corner.
        height: Height of all lines in pixels.
        first_ascent: Distance from the top to the first baseline in pixels.
        width: Width of the longest line in pixels.
    """

    layout: QTextLayout
    height: float
    first_ascent: float
    width: float


class TextLayouts:
    """Lays text out as a plain text editor would, so that nothing moves when an editor opens.

    Args:
        theme: Where fonts come from.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._kept: OrderedDict[tuple[str, str, int], LaidText] = OrderedDict()
        self._fonts: dict[str, QFont] = {}
        self._words: dict[tuple[str, str], int] = {}

    def clear(self) -> None:
        """Forget everything, since fonts or sizes changed."""
        self._kept.clear()
        self._fonts.clear()
        self._words.clear()

    def get(self, text: str, role: str, width: int) -> LaidText:
        """Return words in a role, wrapped to a width in pixels."""
        key = (text, role, width)
        laid = self._kept.get(key)
        if laid is None:
            laid = self._kept[key] = self._lay_out(text, role, max(width, 1))
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return laid

    def word_width(self, text: str, role: str, most: int) -> int:
        """Return the width of the widest word in a role, in pixels, but never more than `most`."""
        key = (text, role)
        found = self._words.get(key)
        if found is None:
            metrics = QFontMetricsF(self._font(role))
            longest = sorted(set(text.split()), key=len, reverse=True)[:_MEASURED]
            widths = [math.ceil(metrics.horizontalAdvance(word)) + _ROUNDING for word in longest]
            found = self._words[key] = min(max(widths, default=0), most)
        return found

    def ascent(self, role: str) -> float:
        """Return the distance from the top of a line to its baseline in pixels."""
        return self.get("x", role, 100).first_ascent

    def _lay_out(self, text: str, role: str, width: int) -> LaidText:
        layout = QTextLayout(text.replace("\n", _LINE_BREAK), self._font(role))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        height, first_ascent, widest = 0.0, 0.0, 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            first_ascent = first_ascent or line.ascent()
            widest = max(widest, line.naturalTextWidth())
            height += line.height()
        layout.endLayout()
        return LaidText(layout, height, first_ascent, widest)

    def _font(self, role: str) -> QFont:
        font = self._fonts.get(role)
        if font is None:
            font = self._fonts[role] = self._theme.font(role)
        return font
