"""The history of a text: one line a draft, newest on top, used by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from visionwork.gui.theme import Theme
from visionwork.gui.views.draft_words import DraftRow
from visionwork.gui.widgets.labels import plain_tooltip

Index = QModelIndex | QPersistentModelIndex

_ROW_ROLE = Qt.ItemDataRole.UserRole
_DOT_X, _DOT, _TEXT_X, _RIGHT, _LINE, _TOP, _BOTTOM = 6, 5.0, 25, 9, 21, 6, 11
_MAX_LINES = 3
_WIDE, _WHEN = 480, 110
_FLAGS = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value


class DraftModel(QAbstractListModel):
    """The rows of a history as Qt's views read them.

    Args:
        parent: Its owner.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[DraftRow, ...] = ()

    def set_rows(self, rows: Sequence[DraftRow]) -> None:
        """Show other rows; rows of the same drafts in the same places stay what they are."""
        rows = tuple(rows)
        if [row.draft_id for row in rows] == [row.draft_id for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rows(self) -> tuple[DraftRow, ...]:
        """Return what is shown."""
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row, or what is said of it."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == _ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:  # long ones are cut
            return plain_tooltip("\n".join(filter(None, (row.summary, row.author))))
        return None


class DraftList(QListView):
    """The drafts of a text as a timeline.

    Enter, Space or a click reads a draft; the menu key, a right click or Shift+F10 asks for its menu. In a
    form, promote a QListView.

    Args:
        parent: The widget it is in.

    Signals:
        chosen: A draft is to be read; carries its id, or `draft_words.WORKING`.
        menu_requested: Carries the id and the place on the screen.
    """

    chosen = Signal(int)
    menu_requested = Signal(int, QPoint)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._rows = DraftModel(self)
        self._shown_id: int | None = None
        self.setModel(self._rows)
        self.setItemDelegate(_DraftDelegate(self._theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName("Drafts, newest first")
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Base, QColor(Qt.GlobalColor.transparent))
        self.setPalette(palette)
        self.customContextMenuRequested.connect(self._ask_menu)
        for follow in (self.scheduleDelayedItemsLayout, self._show_whole_lines):
            self._theme.changed.connect(follow)

    def show_rows(self, rows: Sequence[DraftRow]) -> None:
        """Show another history; the current row stays on the same draft."""
        current = self.current_id()
        self._rows.set_rows(rows)
        ids = [row.draft_id for row in rows]
        if current in ids:
            self.setCurrentIndex(self._rows.index(ids.index(current)))
        self._show_whole_lines()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut no line in two."""
        super().resizeEvent(event)
        self._show_whole_lines()

    def _show_whole_lines(self) -> None:
        """Leave what is under the last whole line free where the newest drafts do not all fit."""
        cut, top, line = 0, 0, self._theme.px(_LINE)
        for row in range(self._rows.rowCount()):
            first, below = top + self._theme.px(_TOP), top + self.sizeHintForRow(row)
            if below > self.height():
                whole = max(0, self.height() - first) // line
                cut = self.height() - first - whole * line if whole else max(0, self.height() - top)
                break
            top = below
        if 0 <= cut < self.height() and self.viewportMargins().bottom() != cut:
            self.setViewportMargins(0, 0, 0, cut)

    def rows(self) -> tuple[DraftRow, ...]:
        """Return what is shown."""
        return self._rows.rows()

    def set_read(self, draft_id: int | None) -> None:
        """Mark the draft that is being read beside the list, or none."""
        self._shown_id = draft_id
        self.viewport().update()

    def is_read(self, draft_id: int) -> bool:
        """Return whether a draft is being read beside the list."""
        return self._shown_id == draft_id

    def current_id(self) -> int | None:
        """Return the draft of the current row, or None."""
        row: DraftRow | None = self.currentIndex().data(_ROW_ROLE) if self.currentIndex().isValid() else None
        return row.draft_id if row is not None else None

    def content_height(self) -> int:
        """Return the height of all rows together."""
        return sum(self.sizeHintForRow(row) for row in range(self._rows.rowCount()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read the current draft on Enter and Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            current = self.current_id()
            if current is not None:
                self.chosen.emit(current)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Read the draft that was clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.chosen.emit(index.data(_ROW_ROLE).draft_id)

    def _ask_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if not index.isValid() or self.hasFocus():
            current = self.currentIndex()
            if not self.visualRect(index).contains(place) and current.isValid():
                index, place = current, self.visualRect(current).center()
        if index.isValid():
            self.setCurrentIndex(index)
            self.menu_requested.emit(index.data(_ROW_ROLE).draft_id, self.viewport().mapToGlobal(place))


class _DraftDelegate(QStyledItemDelegate):
    """Paints a row: dot and line at the left, then name and time, what changed, who and how much."""

    def __init__(self, theme: Theme, view: DraftList) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return room for as many lines as the row needs."""
        row: DraftRow = index.data(_ROW_ROLE)
        width = self._view.viewport().width()
        room = width - _TEXT_X - _RIGHT
        if self._wide(width):
            lines = 1 + bool(row.summary or row.author or row.amount)
            if not self._state_fits(row, room):
                lines += len(self._state_lines(row, room))
        else:
            lines = 1 + len(self._summary_lines(row, room)) + len(self._state_lines(row, room))
            lines += 1 if row.author or row.amount else 0
        theme = self._theme
        return QSize(width, lines * theme.px(_LINE) + theme.px(_TOP) + theme.px(_BOTTOM))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row in its state."""
        row: DraftRow = index.data(_ROW_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(rect).adjusted(_TEXT_X - 8, 1, -1, -1)
        if self._view.is_read(row.draft_id) or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(ground, 6, 6)
        focused = state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus()
        if focused:
            painter.setPen(QPen(theme.color("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, 6, 6)
        self._paint_dot(painter, rect, row, index)
        self._paint_words(painter, rect, row)
        painter.restore()

    def _paint_dot(self, painter: QPainter, rect: QRect, row: DraftRow, index: Index) -> None:
        theme = self._theme
        x, radius = float(rect.left() + _DOT_X), _DOT
        y = rect.top() + theme.px(_TOP) + theme.px(_LINE) / 2
        painter.setPen(QPen(theme.color("edge"), 1))
        model = index.model()
        if index.row() > 0:
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, y - radius))
        if index.row() < model.rowCount() - 1:
            painter.drawLine(QPointF(x, y + radius), QPointF(x, rect.bottom() + 1))
        painter.setPen(QPen(theme.color("ink" if row.current else "line"), 1.2))
        painter.setBrush(theme.color("ink" if row.current else "surface"))
        painter.drawEllipse(QPointF(x, y), radius - 0.6, radius - 0.6)

    def _paint_words(self, painter: QPainter, rect: QRect, row: DraftRow) -> None:
        theme, tall = self._theme, self._theme.px(_LINE)
        line = QRect(rect.left() + _TEXT_X, rect.top() + theme.px(_TOP), 0, tall)
        line.setRight(rect.right() - _RIGHT)
        self._paint_ends(painter, line, (row.title, "button", "ink"), (row.when, "caption", "muted"))
        if self._wide(rect.width()):
            if self._state_fits(row, line.width()):
                beside = line.adjusted(self._state_left(row), 0, -theme.px(_WHEN), 0)
                self._paint_ends(
                    painter, beside, (row.state, "caption_medium", "ink2"), ("", "caption", "muted")
                )
            else:
                self._paint_state(painter, line, row)
            line.translate(0, tall)
            who = "   ".join(part for part in (row.author, row.amount) if part)
            self._paint_ends(painter, line, (row.summary, "cell", "ink2"), (who, "caption", "muted"))
            return
        for words in self._summary_lines(row, line.width()):
            line.translate(0, tall)
            self._paint_ends(painter, line, (words, "cell", "ink2"), ("", "caption", "muted"))
        self._paint_state(painter, line, row)
        if row.author or row.amount:
            line.translate(0, tall)
            self._paint_ends(painter, line, (row.author, "caption", "muted"), (row.amount, "caption", "ink2"))

    def _paint_state(self, painter: QPainter, line: QRect, row: DraftRow) -> None:
        """Paint what is known of a draft on lines of its own, and leave the line at the last of them."""
        for words in self._state_lines(row, line.width()):
            line.translate(0, self._theme.px(_LINE))
            self._paint_ends(painter, line, (words, "caption_medium", "ink2"), ("", "caption", "muted"))

    def _paint_ends(
        self, painter: QPainter, line: QRect, left: tuple[str, str, str], right: tuple[str, str, str]
    ) -> None:
        """Paint words at both ends of a line; the left ones give way."""
        words, role, color = right
        font = self._theme.font(role)
        taken = QFontMetrics(font).horizontalAdvance(words) + 12 if words else 0
        if words:
            painter.setFont(font)
            painter.setPen(self._theme.color(color))
            painter.drawText(line, _FLAGS | Qt.AlignmentFlag.AlignRight.value, words)
        words, role, color = left
        font = self._theme.font(role)
        painter.setFont(font)
        painter.setPen(self._theme.color(color))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, line.width() - taken)
        painter.drawText(line, _FLAGS, shown)

    def _wide(self, width: int) -> bool:
        """Return whether two lines a row are enough."""
        return width >= self._theme.px(_WIDE)

    def _state_left(self, row: DraftRow) -> int:
        """Return where the state stands beside the draft's name."""
        return QFontMetrics(self._theme.font("button")).horizontalAdvance(row.title) + 16

    def _state_fits(self, row: DraftRow, room: int) -> bool:
        """Return whether the whole state stands beside the draft's name."""
        needed = QFontMetrics(self._theme.font("caption_medium")).horizontalAdvance(row.state)
        return needed <= room - self._state_left(row) - self._theme.px(_WHEN) - 12

    def _state_lines(self, row: DraftRow, width: int) -> list[str]:
        """Break what is known of a draft into lines: who agreed, or why it was set aside, is never cut."""
        return self._lines(row.state, "caption_medium", width, None)

    def _summary_lines(self, row: DraftRow, width: int) -> list[str]:
        """Break the sentence into lines; the last one ends in an ellipsis when there are too many."""
        return self._lines(row.summary, "cell", width, _MAX_LINES)

    def _lines(self, words: str, role: str, width: int, most: int | None) -> list[str]:
        if not words or width <= 0:
            return []
        font, text = self._theme.font(role), words.replace("\n", " ")
        units = text.encode("utf-16-le")  # QTextLayout counts UTF-16 units
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        lines: list[str] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            start, end = 2 * line.textStart(), 2 * (line.textStart() + line.textLength())
            if most is not None and len(lines) == most - 1:
                rest = units[start:].decode("utf-16-le")
                lines.append(QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width))
                break
            lines.append(units[start:end].decode("utf-16-le").rstrip())
        layout.endLayout()
        return lines
