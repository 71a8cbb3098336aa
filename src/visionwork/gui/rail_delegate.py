"""How the rows of the rail look."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from visionwork.gui.icons import ICON_SIZE, paint_icon
from visionwork.gui.rail_model import ROW_ROLE, RailKind, RailRow
from visionwork.gui.style.parts import fill_rect
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.progress import MARK_SIZE, paint_segments, paint_status_mark

AXIS = 32
"""Middle of the discs and icons from the left edge, in pixels; half of the folded rail."""

TEXT_LEFT = 56
"""Where the titles begin, in pixels."""

RIGHT = 17
"""Space right of marks and words, in pixels."""

_DISC = 24
_BAR = 3
_HEIGHTS = {RailKind.STEP: 48, RailKind.EXERCISE: 36, RailKind.GAP: 33, RailKind.LINK: 36}
_LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RailDelegate(QStyledItemDelegate):
    """Paints steps with their discs and segments, exercises with their marks, and links.

    Args:
        theme: Colours and fonts.
        parent: Its owner.
    """

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a row; the width is the rail's."""
        row: RailRow = index.data(ROW_ROLE)
        return QSize(1, self._theme.px(_HEIGHTS[row.kind]))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        row: RailRow = index.data(ROW_ROLE)
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        folded = rect.width() <= 2 * AXIS
        if row.kind is RailKind.GAP:
            line = QRectF(20, rect.center().y(), rect.width() - 40, 1)
            fill_rect(painter, line, self._theme.color("edge" if self._theme.is_dark else "hair"))
        else:
            self._paint_ground(painter, rect, row, state, folded)
            if row.kind is RailKind.STEP:
                self._paint_step(painter, rect, row, folded)
            elif row.kind is RailKind.EXERCISE:
                self._paint_exercise(painter, rect, row)
            else:
                self._paint_link(painter, rect, row, folded)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRectF, row: RailRow, state: QStyle.StateFlag, folded: bool
    ) -> None:
        theme = self._theme
        marked = row.is_current and (row.kind is not RailKind.STEP or folded)
        if marked:
            fill_rect(painter, rect, theme.color("surface"))
            fill_rect(painter, QRectF(rect.left(), rect.top(), _BAR, rect.height()), theme.color("ink"))
        elif state & QStyle.StateFlag.State_MouseOver:
            fill_rect(painter, rect, theme.color("hair" if not theme.is_dark else "hover"))
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setPen(QPen(theme.color("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(5, 2, -5, -2), 6, 6)

    def _paint_step(self, painter: QPainter, rect: QRectF, row: RailRow, folded: bool) -> None:
        theme = self._theme
        side = theme.px(_DISC)
        middle = rect.center().y()
        disc = QRectF(AXIS - side / 2, middle - side / 2, side, side)
        if row.is_current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("ink"))
        else:
            painter.setPen(QPen(theme.color("edge"), 1))
            painter.setBrush(theme.color("surface"))
            disc.adjust(0.5, 0.5, -0.5, -0.5)
        painter.drawEllipse(disc)
        painter.setFont(theme.font("caption_bold"))
        painter.setPen(theme.color("on_ink" if row.is_current else "ink"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(row.number))
        if folded:
            return
        font = theme.font("body_bold" if row.is_current else "body_medium")
        painter.setFont(font)
        painter.setPen(theme.color("ink" if row.is_current else "ink2"))
        left = theme.px(TEXT_LEFT) if side > _DISC else TEXT_LEFT
        words = QRectF(left, middle - theme.px(16), rect.width() - left - RIGHT, theme.px(22))
        painter.drawText(words, _LEFT_MIDDLE, _fit(font, row.title, words.width()))
        paint_segments(painter, QPointF(left, middle + theme.px(11)), row.statuses, theme, rest="hair")

    def _paint_exercise(self, painter: QPainter, rect: QRectF, row: RailRow) -> None:
        theme = self._theme
        side = theme.px(MARK_SIZE)
        left = theme.px(TEXT_LEFT)
        font = theme.font("cell_bold" if row.is_current else "cell")
        painter.setFont(font)
        painter.setPen(theme.color("ink" if row.is_current else "ink2"))
        words = QRectF(left, rect.top(), rect.width() - left - RIGHT - side - 8, rect.height())
        painter.drawText(words, _LEFT_MIDDLE, _fit(font, row.title, words.width()))
        mark = QRectF(rect.right() - RIGHT - side, rect.center().y() - side / 2, side, side)
        paint_status_mark(painter, mark, row.statuses[0], theme)

    def _paint_link(self, painter: QPainter, rect: QRectF, row: RailRow, folded: bool) -> None:
        theme = self._theme
        side = theme.px(ICON_SIZE + 1)
        color = theme.color("ink" if row.is_current else "ink2")
        box = QRectF(AXIS - side / 2, rect.center().y() - side / 2, side, side)
        paint_icon(painter, box, row.icon_name, color)
        if folded:
            return
        font = theme.font("cell_bold" if row.is_current else "cell")
        left = theme.px(TEXT_LEFT)
        small = theme.font("caption")
        room = QFontMetrics(small).horizontalAdvance(row.words)
        words = QRectF(left, rect.top(), rect.width() - left - RIGHT - room - 8, rect.height())
        painter.setFont(font)
        painter.setPen(color)
        painter.drawText(words, _LEFT_MIDDLE, _fit(font, row.title, words.width()))
        painter.setFont(small)
        painter.setPen(theme.color("muted"))
        painter.drawText(rect.adjusted(0, 0, -RIGHT, 0), _RIGHT_MIDDLE, row.words)


def _fit(font: QFont, text: str, width: float) -> str:
    metrics = QFontMetrics(font)
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width) + 1)
