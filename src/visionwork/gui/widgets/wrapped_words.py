"""Words in lines that break between words, and inside a word that is wider than its line."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

from visionwork.domain.records import record

_LINE_BREAK = "\u2028"


@record
class WrappedWords:
    """Words in lines.

    Attributes:
        layout: The lines, the first one at the top.
        height: Height of all lines in whole pixels.
    """

    layout: QTextLayout
    height: int


def lay_out(
    text: str,
    font: QFont,
    width: float,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    *,
    pitch: float = 0.0,
    most: int | None = None,
) -> WrappedWords:
    """Return words in lines of a width in pixels, the first line at the top.

    Args:
        text: The words; line breaks are kept.
        font: What they are set in.
        width: Width of a line.
        align: Where lines that are shorter stand.
        pitch: Distance of two lines in pixels; that of the typeface when 0.
        most: How many lines there may be, the last one with an ellipsis; None for as many as it takes.
    """
    layout = QTextLayout(text.replace("\n", _LINE_BREAK), font)
    option = QTextOption(align & Qt.AlignmentFlag.AlignHorizontal_Mask)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        if most is not None and layout.lineCount() > most:
            layout.endLayout()
            return lay_out(_cut(layout, most, width), font, width, align, pitch=pitch)
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, top))
        top += pitch or line.height()
    layout.endLayout()
    return WrappedWords(layout, math.ceil(top))


def _cut(layout: QTextLayout, most: int, width: float) -> str:
    """Return the words that are laid out, with an ellipsis where they do not fit a number of lines."""
    text = layout.text().encode("utf-16-le")  # as Qt counts
    start = layout.lineAt(most - 1).textStart() * 2
    last = text[start:].decode("utf-16-le").replace(_LINE_BREAK, " ")
    cut = QFontMetrics(layout.font()).elidedText(last, Qt.TextElideMode.ElideRight, int(width) - 1)
    return text[:start].decode("utf-16-le") + cut


def paint_wrapped(painter: QPainter, rect: QRectF, text: str) -> None:
    """Paint words from the top left of a rectangle, in the painter's font and colour."""
    lay_out(text, painter.font(), rect.width()).layout.draw(painter, rect.topLeft())
