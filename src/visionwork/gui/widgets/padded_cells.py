"""Room beside the words of cells and heads of plain tables, which Qt sets close to the rules."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QMargins,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionFocusRect,
    QStyleOptionHeader,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from visionwork.gui.widgets.labels import plain_tooltip

_OF_QT = 3
"""Pixels that Qt leaves by itself."""

_Index = QModelIndex | QPersistentModelIndex


class PaddedDelegate(QStyledItemDelegate):
    """Gives cells room at both sides; the ground and the frame of the current cell reach to the rules.

    Args:
        padding: Pixels beside the words.
        parent: Its owner.
    """

    def __init__(self, padding: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._padding = max(0, padding - _OF_QT)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the size of the text with its room."""
        return super().sizeHint(option, index).grownBy(QMargins(self._padding, 0, self._padding, 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the ground over the whole cell, the text inside, and the frame of the current cell."""
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, option.palette.highlight())
        inner = self._inside(option)
        inner.state = state & ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, inner, index)
        if state & QStyle.StateFlag.State_HasFocus:
            frame = QStyleOptionFocusRect()
            frame.rect, frame.state, frame.palette = rect, state, option.palette
            widget: QWidget = option.widget
            widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, frame, painter, widget)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """Find a tick where it is painted."""
        return super().editorEvent(event, model, self._inside(option), index)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """Tell words that are wider than their cell in a tooltip, where the cell has none of its own."""
        words = index.data(Qt.ItemDataRole.DisplayRole)
        if event.type() != QEvent.Type.ToolTip or index.data(Qt.ItemDataRole.ToolTipRole):
            return super().helpEvent(event, view, option, index)
        rect: QRect = option.rect
        room = rect.width() - 2 * (self._padding + _OF_QT)
        cut = isinstance(words, str) and option.fontMetrics.horizontalAdvance(words) > room
        QToolTip.showText(event.globalPos(), plain_tooltip(words) if cut else "", view)
        return True

    def _inside(self, option: QStyleOptionViewItem) -> QStyleOptionViewItem:
        inner = QStyleOptionViewItem(option)
        rect: QRect = option.rect
        inner.rect = rect.adjusted(self._padding, 0, -self._padding, 0)
        return inner


class PaddedHeader(QHeaderView):
    """Heads whose words begin where those of the cells do.

    Args:
        padding: Pixels beside the words.
        parent: The table.
    """

    def __init__(self, padding: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._padding = padding
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803
        """Paint the ground, then the words."""
        option = QStyleOptionHeader()
        self.initStyleOption(option)
        option.rect, option.section = rect, logicalIndex
        painter.save()
        self.style().drawControl(QStyle.ControlElement.CE_HeaderSection, option, painter, self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        words = str(self.model().headerData(logicalIndex, self.orientation()) or "")
        inside = rect.adjusted(self._padding, 0, -self._padding, 0)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, self.defaultAlignment().value, shown)
        painter.restore()

    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:  # noqa: N802, N803
        """Return the room of the words with what is beside them."""
        size = super().sectionSizeFromContents(logicalIndex)
        return size.grownBy(QMargins(self._padding, 0, self._padding, 0))
