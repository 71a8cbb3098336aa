"""Measures and paints the content of cells; editors ask it where their text goes."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from visionwork.domain.cells import BEST_RATING
from visionwork.domain.groups import GroupKind
from visionwork.domain.method import ColumnType
from visionwork.domain.progress import ExerciseStatus
from visionwork.domain.records import record
from visionwork.gui.icons import paint_icon
from visionwork.gui.theme import Theme
from visionwork.gui.views.grid.content import CellContent, Mark, Piece
from visionwork.gui.views.grid.text_layouts import LaidText, TextLayouts
from visionwork.gui.widgets.buttons import HEIGHT_BAR
from visionwork.gui.widgets.group_mark import paint_group_mark
from visionwork.gui.widgets.progress import paint_status_mark

PAD_X = 16
ROW_HEIGHT, LOW_ROW_HEIGHT = 92, 60
"""Least height of a row with the rule below it, in pixels at text size 100; the second in a low window."""

_PAD_Y, _LOW_PAD_Y = 12, 8

RULE = 1
_LEAST_WIDTH = 110
_LONGEST_WORD = 170
_A_DAY = "30 Mar 2026"
_GAP = 4
_MARK, _MARK_GAP = 12, 8
_DOT, _DOT_GAP = 14, 4
_BAR, _BAR_GAP = 4, 6
_NUMBER_GAP = 11
_SERIF_DROP = 1.0
"""The large serif names sit one pixel lower than the sentences beside them."""


def pad_y(theme: Theme) -> int:
    """Return the space over and under the words of a cell, in pixels."""
    return _LOW_PAD_Y if theme.is_low else _PAD_Y


def tightest(theme: Theme) -> int:
    """Return by how many pixels a row can be lower than it likes, with its words still clear of the rule."""
    return pad_y(theme) * 2 // 3


@record
class Inset:
    """What a cell keeps free at its left for the number of its row.

    Attributes:
        gutter: Width in pixels; 0 in every column but the first.
        number: The number, or nothing.
    """

    gutter: int = 0
    number: str = ""


NO_INSET = Inset()


class CellPainter:
    """Lays the paragraphs of a cell out from top to bottom.

    Args:
        theme: Where colours, fonts and sizes come from.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.layouts = TextLayouts(theme)

    @property
    def theme(self) -> Theme:
        """Where colours, fonts and sizes come from."""
        return self._theme

    def gutter(self, rows: int) -> int:
        """Return the width that numbers of up to so many rows take, in pixels."""
        widest = self.layouts.get("8" * len(str(max(rows, 1))), "caption", 1000)
        return math.ceil(widest.width) + self._theme.px(_NUMBER_GAP)

    def height(self, content: CellContent, width: int, gutter: int = 0) -> int:
        """Return the height a cell of this width needs, in pixels with padding and rule."""
        text_width = self._text_width(width, gutter)
        used = self._top(content) + sum(height for _, height in self._flow(content, text_width))
        return max(math.ceil(used) + pad_y(self._theme) + RULE, self.least_height())

    def least_height(self) -> int:
        """Return the height that a row has even where it is empty, in pixels."""
        return self._theme.px(LOW_ROW_HEIGHT if self._theme.is_low else ROW_HEIGHT)

    def text_rect(self, cell: QRect, role: str, gutter: int = 0) -> QRect:
        """Return where the words of an editor go, so that they stand where they were painted.

        Args:
            cell: The cell, in the coordinates of the viewport.
            role: Role of its words.
            gutter: Width kept free for the number of the row.
        """
        top = self._top(CellContent((Piece("", role),)))
        width = self._text_width(cell.width(), gutter)
        return QRect(cell.left() + PAD_X + gutter, cell.top() + top, width, cell.height() - top - RULE)

    def dot_rects(self, cell: QRect) -> list[QRect]:
        """Return where the dots of a rating are, for painting and for the mouse."""
        theme = self._theme
        side, step = theme.px(_DOT), theme.px(_DOT) + theme.px(_DOT_GAP)
        top = cell.top() + pad_y(self._theme) + (self._line_height() - side) // 2
        return [QRect(cell.left() + PAD_X + place * step, top, side, side) for place in range(BEST_RATING)]

    def least_width(self, kind: ColumnType = ColumnType.TEXT) -> int:
        """Return the width below which a column of a type cannot be read, in pixels."""
        used = 0
        if kind is ColumnType.RATING:
            used = self.dot_rects(QRect())[-1].right() + 1 + PAD_X
        elif kind is ColumnType.DATE:  # the day, and the button of the calendar beside it
            day = math.ceil(self.layouts.get(_A_DAY, "cell", 1000).width)
            used = PAD_X + day + self._theme.px(HEIGHT_BAR)
        elif kind is ColumnType.GROUP:
            used = self._theme.px(_LEAST_WIDTH + _MARK) + _MARK_GAP
        return max(self._theme.px(_LEAST_WIDTH), used + RULE)

    def word_width(self, content: CellContent, gutter: int = 0) -> int:
        """Return the width in which no word is broken, in pixels, but for very long ones."""
        most = self._theme.px(_LONGEST_WORD)
        words = [
            self.layouts.word_width(piece.text, piece.role, most) + self._indent(piece)
            for piece in content.pieces
        ]
        return max(words, default=0) + 2 * PAD_X + RULE + gutter

    def paint(self, painter: QPainter, cell: QRect, content: CellContent, inset: Inset = NO_INSET) -> None:
        """Paint a cell's content.

        Args:
            painter: An open painter.
            cell: The cell, in the painter's coordinates.
            content: What it shows.
            inset: What is kept free at the left, and the number that stands there.
        """
        if inset.number:
            self.paint_number(painter, cell, inset.number, self._baseline(content))
        left = cell.left() + PAD_X + inset.gutter
        y = float(cell.top() + self._top(content))
        width = self._text_width(cell.width(), inset.gutter)
        if content.rating is not None:
            self.paint_dots(painter, cell, content.rating)
        for part, height in self._flow(content, width):
            if isinstance(part, Piece):
                self._paint_piece(painter, part, left, y, width)
            elif part == "bar":
                self._paint_bar(painter, QRectF(left, y + _BAR_GAP, width, _BAR), content.share or 0)
            y += height

    def paint_number(self, painter: QPainter, cell: QRect, number: str, baseline: float) -> None:
        """Paint the number of a row so that it stands on the baseline of its first line.

        Args:
            painter: An open painter.
            cell: The first cell of the row.
            number: The number.
            baseline: Where the words of the first line stand.
        """
        painter.setPen(self._theme.color("muted"))
        laid = self.layouts.get(number, "caption", 1000)
        top = cell.top() + baseline - laid.first_ascent
        laid.layout.draw(painter, QPointF(cell.left() + PAD_X, top))

    def paint_dots(self, painter: QPainter, cell: QRect, rating: int) -> None:
        """Paint five dots, the first of them filled."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, rect in enumerate(self.dot_rects(cell)):
            filled = place < rating
            painter.setPen(QPen(self._theme.color("ink" if filled else "line"), 1.3))
            painter.setBrush(self._theme.color("ink") if filled else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(rect).adjusted(1, 1, -1, -1))
        painter.restore()

    def baseline(self, role: str) -> float:
        """Return the distance from the top of a cell to the first baseline of words in a role."""
        return self._baseline(CellContent((Piece("x", role),)))

    def _flow(self, content: CellContent, width: int) -> list[tuple[Piece | str, float]]:
        """Return the parts of a cell with the height each takes."""
        parts: list[tuple[Piece | str, float]] = []
        if content.rating is not None:
            parts.append(("dots", float(self._line_height())))
        for piece in content.pieces:
            if parts:
                parts[-1] = (parts[-1][0], parts[-1][1] + _GAP)
            parts.append((piece, self._laid(piece, width).height))
        if content.share is not None:
            parts.append(("bar", float(_BAR_GAP + _BAR)))
        return parts

    def _laid(self, piece: Piece, width: int) -> LaidText:
        room = width - self._indent(piece)
        return self.layouts.get(piece.text, piece.role, room)

    def _indent(self, piece: Piece) -> int:
        return self._theme.px(_MARK) + _MARK_GAP if piece.mark is not None else 0

    def _paint_piece(self, painter: QPainter, piece: Piece, left: int, y: float, width: int) -> None:
        laid, theme = self._laid(piece, width), self._theme
        if piece.mark is not None:
            side = theme.px(_MARK)
            line = laid.layout.lineAt(0).height() if laid.layout.lineCount() else self._line_height()
            self._paint_mark(painter, piece.mark, QRectF(left, y + (line - side) / 2, side, side))
        color = theme.group_color(piece.kind, "text") if piece.kind else theme.color(piece.color)
        painter.setPen(color)
        laid.layout.draw(painter, QPointF(left + self._indent(piece), y))

    def _paint_mark(self, painter: QPainter, mark: Mark, rect: QRectF) -> None:
        if isinstance(mark, GroupKind):
            paint_group_mark(painter, rect, mark, self._theme)
        elif isinstance(mark, ExerciseStatus):
            paint_status_mark(painter, rect.adjusted(-1, -1, 1, 1), mark, self._theme)
        else:
            paint_icon(painter, rect, mark, self._theme.color("muted"))

    def _paint_bar(self, painter: QPainter, rect: QRectF, share: int) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for part, token in ((1.0, "hair"), (share / 100, "ink")):
            painter.setBrush(self._theme.color(token))
            bar = QRectF(rect.left(), rect.top(), rect.width() * part, rect.height())
            painter.drawRoundedRect(bar, rect.height() / 2, rect.height() / 2)
        painter.restore()

    def _top(self, content: CellContent) -> int:
        """Return where the first line begins, such that first baselines of a row agree."""
        if content.rating is not None or not content.pieces:
            return pad_y(self._theme)
        role = content.pieces[0].role
        if not role.startswith(("value", "serif")):
            return pad_y(self._theme)
        layouts = self.layouts
        return pad_y(self._theme) + round(layouts.ascent("cell") + _SERIF_DROP - layouts.ascent(role))

    def _baseline(self, content: CellContent) -> float:
        role = content.pieces[0].role if content.pieces else "cell"
        return self._top(content) + self.layouts.ascent(role)

    def _line_height(self) -> int:
        return self._theme.line_height("cell")

    def _text_width(self, width: int, gutter: int) -> int:
        return width - 2 * PAD_X - RULE - gutter
