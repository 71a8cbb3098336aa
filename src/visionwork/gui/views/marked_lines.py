"""Marked words of an editor: on which lines they stand, and how they are painted there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QTextBlock, QTextCursor
from PySide6.QtWidgets import QTextEdit

from visionwork.domain.findings import MarkKind
from visionwork.domain.groups import GroupKind
from visionwork.gui.coach.held_marks import HeldMark
from visionwork.gui.coach.mark_painting import MARK_SIDE, paint_word_ground, paint_word_underline
from visionwork.gui.theme import Theme

_RADIUS, _FRAME_WIDTH = 2.0, 2.0


class MarkedLines:
    """Paints the marks of an editor beneath its text.

    Args:
        edit: The editor.
    """

    def __init__(self, edit: QTextEdit) -> None:
        self._edit = edit
        self._theme = Theme.of(edit)

    def paint(
        self,
        painter: QPainter,
        area: QRectF,
        people: Sequence[HeldMark],
        words: Sequence[HeldMark],
        pointed: QTextCursor | None,
    ) -> None:
        """Paint what stands in an area of the viewport.

        Args:
            painter: A painter on the viewport, without a pen.
            area: What is to be painted.
            people: Words that name groups; the kind of a mark is a GroupKind.
            words: Words to look at; the kind of a mark is a MarkKind.
            pointed: The words in the frame, or None.
        """
        theme, first, last = self._theme, *self._places_in_sight()
        words = [mark for mark in words if _between(mark, first, last)]
        for mark in words:
            for rect in self._line_rects(mark.cursor):
                if rect.intersects(area):
                    paint_word_ground(painter, rect, theme)
        for mark in people:
            if not _between(mark, first, last):
                continue
            painter.setBrush(theme.group_color(GroupKind(mark.kind), "tint"))
            for rect in self._line_rects(mark.cursor):
                if rect.intersects(area):
                    painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
        for mark in words:
            for rect in self._line_rects(mark.cursor):
                if rect.adjusted(0, 0, 0, MARK_SIDE).intersects(area):
                    paint_word_underline(painter, rect, MarkKind(mark.kind), theme)
        if pointed is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("ink"), _FRAME_WIDTH))
            for rect in self._line_rects(pointed):
                frame = QRectF(rect.toAlignedRect()).adjusted(-1, -1, 1, 2)  # whole pixels are crisp
                painter.drawRoundedRect(frame, _RADIUS, _RADIUS)

    def _places_in_sight(self) -> tuple[int, int]:
        """Return the places of the first and the last character that can be seen."""
        area = self._edit.viewport().rect()
        corners = (area.topLeft(), area.bottomRight())
        first, last = (self._edit.cursorForPosition(corner).position() for corner in corners)
        return first, last

    def _line_rects(self, cursor: QTextCursor) -> list[QRectF]:
        """Return where a run of words stands, one rectangle a line, in the viewport's coordinates."""
        block = self._edit.document().findBlock(cursor.selectionStart())
        first, last = cursor.selectionStart() - block.position(), cursor.selectionEnd() - block.position()
        origin = self._block_origin(block)
        layout = block.layout()
        units = block.text().encode("utf-16-le", "surrogatepass")  # lines and cursors count UTF-16 units
        tall = QFontMetricsF(self._edit.font()).height() + 4
        rects = []
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            start, end = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
            if start >= end:
                continue
            words = units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")
            end -= len(words) - len(words.rstrip())  # no ground under the space that ends a line
            left, right = _x(line.cursorToX(start)), _x(line.cursorToX(end))
            top = origin.y() + line.y() + line.height() - tall
            rects.append(QRectF(origin.x() + left - MARK_SIDE, top, right - left + 2 * MARK_SIDE, tall))
        return rects

    def _block_origin(self, block: QTextBlock) -> QPointF:
        corner = self._edit.document().documentLayout().blockBoundingRect(block).topLeft()
        return corner - QPointF(
            self._edit.horizontalScrollBar().value(), self._edit.verticalScrollBar().value()
        )


def _between(mark: HeldMark, first: int, last: int) -> bool:
    return mark.cursor.selectionEnd() >= first and mark.cursor.selectionStart() <= last


def _x(found: object) -> float:
    """Return the place of `QTextLine.cursorToX`, which PySide gives with the cursor it ended on."""
    return float(found[0]) if isinstance(found, tuple) else float(found)  # pyright: ignore[reportArgumentType]
