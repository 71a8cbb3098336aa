"""The list of recent workshops on Home."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from visionwork.gui.icons import ICON_SIZE, paint_icon
from visionwork.gui.recent import RecentWorkshop
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.card import CARD_RADIUS
from visionwork.gui.widgets.labels import plain_tooltip
from visionwork.gui.widgets.progress import paint_segments, segments_width, spoken_progress
from visionwork.gui.wording import backup_words, when_opened
from visionwork.paths import is_there

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)
"""Role under which the model gives a RecentRow."""

ROW_HEIGHT = 92
SEGMENT, SEGMENT_GAP, SEGMENT_HEIGHT = 10, 2, 5
STEP_GAP = 8
PADDING = 20
WHEN_SHARE, STEPS_SHARE = 0.431, 0.580
"""Where the columns begin, as shares of the list's width."""

NARROW_BELOW = 680
"""Width in pixels at text size 100 below which the day stands under the title, not in a column."""

STEPS_ROOM = 335
"""Width in pixels at text size 100 that the segments of all steps and what stands right of them need, or what
is said of a missing file; with less, they stand under the title."""

_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class RecentRow:
    """A workshop of the list, with what the disk says about it.

    Attributes:
        entry: The workshop.
        is_missing: Whether its file is not where it was.
        when: When it was last open, in words.
        backup: Of which time it is where it was made of a backup, in words, or "".
    """

    entry: RecentWorkshop
    is_missing: bool
    when: str
    backup: str = ""

    def below(self, when: str = "") -> tuple[str, str]:
        """Return what stands under the title: words that may be cut, and what follows them in full.

        Args:
            when: When it was last open, where no column of its own tells it.
        """
        if self.backup:  # its own time tells it from the workshop, whenever either was open
            return ", ".join(word for word in (self.backup, self.entry.organisation) if word), ""
        organisation = self.entry.organisation
        return organisation, f", {when}" if when and organisation else when

    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        words = [self.entry.title, self.backup, self.entry.organisation, f"last opened {self.when}"]
        if self.is_missing:
            words.append("not found where it was last saved; Enter looks for it")
        else:
            words += [
                f"step {number} {spoken_progress(step)}"
                for number, step in enumerate(self.entry.steps, start=1)
            ]
            words.append(self.entry.statement)
        return ", ".join(word for word in words if word)


class RecentModel(QAbstractListModel):
    """Recent workshops as a list model.

    Args:
        clock: Gives the local time.
        parent: Its owner.
    """

    def __init__(self, clock: Callable[[], datetime] = datetime.now, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._rows: list[RecentRow] = []

    def set_entries(self, entries: tuple[RecentWorkshop, ...]) -> None:
        """Show other workshops; looks for each file."""
        now = self._clock()
        self.beginResetModel()
        self._rows = [
            RecentRow(
                entry,
                not is_there(entry.path),
                when_opened(entry.opened_at, now),
                backup_words(entry.path, now.date()),
            )
            for entry in entries
        ]
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return the number of workshops."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return the words to search, the spoken text or the whole row."""
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.entry.title} {row.entry.organisation}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:  # a long title is cut
            return plain_tooltip(
                "\n".join(filter(None, (row.entry.title, row.entry.organisation, row.backup)))
            )
        return row if role == ENTRY_ROLE else None


class RecentDelegate(QStyledItemDelegate):
    """Paints a workshop: serif title, organisation, day, segments of the steps and the statement's state.

    Args:
        theme: Colours and fonts.
        parent: Its owner.
    """

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a row; the width is the list's."""
        return QSize(1, self._theme.px(ROW_HEIGHT))

    def find_button(self, rect: QRectF) -> QRectF:
        """Return where "Find it…" stands in the row of a missing file."""
        metrics = QFontMetrics(self._theme.font("cell"))
        left = self._steps_left(rect) + self._theme.px(ICON_SIZE) + 8
        left += metrics.horizontalAdvance(_MISSING) + 16
        width = QFontMetrics(self._theme.font("caption_bold")).horizontalAdvance(_FIND) + 22
        height = self._theme.px(28)
        rightmost = rect.right() - PADDING - width
        left = rightmost if is_stacked(rect.width(), self._theme) else min(left, rightmost)
        return QRectF(left, rect.center().y() - height / 2, width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        theme = self._theme
        row: RecentRow = index.data(ENTRY_ROLE)
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if state & QStyle.StateFlag.State_MouseOver or (focused and state & QStyle.StateFlag.State_Selected):
            self._paint_hover(painter, rect, index)
        if index.row():
            painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), theme.color("hair"))
        if focused and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setPen(QPen(theme.color("ink"), 2))
            painter.drawRoundedRect(rect.adjusted(3, 4, -3, -3), 6, 6)
        self._paint_words(painter, rect, row)
        if row.is_missing:
            self._paint_missing(painter, rect)
        else:
            self._paint_progress(painter, rect, row)
        painter.restore()

    def _paint_hover(self, painter: QPainter, rect: QRectF, index: _Index) -> None:
        """Fill a row inside the border of the card, with its corners."""
        inner = rect.adjusted(1, 1, -1, 0 if index.row() + 1 < index.model().rowCount() else -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("hover"))
        painter.drawRoundedRect(inner, CARD_RADIUS - 1, CARD_RADIUS - 1)
        if index.row():
            painter.drawRect(QRectF(inner.left(), inner.top(), inner.width(), CARD_RADIUS))
        if index.row() + 1 < index.model().rowCount():
            painter.drawRect(QRectF(inner.left(), inner.bottom() - CARD_RADIUS, inner.width(), CARD_RADIUS))

    def _paint_words(self, painter: QPainter, rect: QRectF, row: RecentRow) -> None:
        theme, middle = self._theme, rect.center().y()
        narrow = is_narrow(rect.width(), theme)
        room = rect.width() * (STEPS_SHARE if narrow else WHEN_SHARE) - PADDING - 12
        if is_stacked(rect.width(), self._theme):
            aside = self.find_button(rect).width() if row.is_missing else theme.px(ICON_SIZE)
            room, middle = rect.width() - 2 * PADDING - 12 - aside, middle - theme.px(14)
        left = rect.left() + PADDING
        title = QRectF(left, middle - theme.px(25), room, theme.px(28))
        self._text(painter, title, "serif_list", "ink", row.entry.title or "Untitled workshop")
        below = QRectF(left, middle + theme.px(4), room, theme.px(20))
        words, tail = row.below(row.when if narrow else "")
        self._text(painter, below, "cell", "muted", words, tail)
        if narrow:
            return
        when = QRectF(
            rect.left() + rect.width() * WHEN_SHARE,
            rect.top(),
            rect.width() * (STEPS_SHARE - WHEN_SHARE) - 12,
            rect.height(),
        )
        self._text(painter, when, "cell", "ink2", row.when)

    def _paint_progress(self, painter: QPainter, rect: QRectF, row: RecentRow) -> None:
        theme, middle = self._theme, rect.center().y()
        left = x = self._steps_left(rect)
        stacked = is_stacked(rect.width(), self._theme)
        if stacked:
            middle += theme.px(36)
        for step in row.entry.steps:
            paint_segments(
                painter,
                QPointF(x, middle - theme.px(15)),
                step,
                theme,
                width=SEGMENT,
                height=SEGMENT_HEIGHT,
                gap=SEGMENT_GAP,
                rest="edge" if theme.is_dark else "hair",
            )
            x += segments_width(len(step), SEGMENT, SEGMENT_GAP) + STEP_GAP
        words = QRectF(left, middle - theme.px(2), rect.right() - left - 60, theme.px(18))
        if stacked:
            words = QRectF(x + STEP_GAP, middle - theme.px(22), rect.right() - x - 60, theme.px(18))
        self._text(painter, words, "caption", "muted", row.entry.statement)
        side = theme.px(ICON_SIZE)
        chevron = QRectF(rect.right() - PADDING - side, rect.center().y() - side / 2, side, side)
        paint_icon(painter, chevron, "chevron-right", theme.color("ink2"))

    def _paint_missing(self, painter: QPainter, rect: QRectF) -> None:
        theme, side = self._theme, self._theme.px(ICON_SIZE)
        left = self._steps_left(rect)
        middle = rect.center().y() + (theme.px(24) if is_stacked(rect.width(), self._theme) else 0)
        box = QRectF(left, middle - side / 2, side, side)
        paint_icon(painter, box, "file-x", theme.color("warn"))
        button = self.find_button(rect)
        room = button.left() - left - side - 16
        words = QRectF(left + side + 8, middle - theme.px(14), room, theme.px(28))
        self._text(painter, words, "cell", "ink2", _MISSING)
        painter.setBrush(theme.color("surface"))
        painter.setPen(QPen(theme.color("edge"), 1))
        painter.drawRoundedRect(button.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setFont(theme.font("caption_bold"))
        painter.setPen(theme.color("ink"))
        painter.drawText(button, Qt.AlignmentFlag.AlignCenter, _FIND)

    def _steps_left(self, rect: QRectF) -> float:
        """Return where the segments, or what is said of a missing file, begin."""
        return rect.left() + (
            PADDING if is_stacked(rect.width(), self._theme) else rect.width() * STEPS_SHARE
        )

    def _text(
        self, painter: QPainter, rect: QRectF, role: str, color: str, text: str, tail: str = ""
    ) -> None:
        font = self._theme.font(role)
        painter.setFont(font)
        painter.setPen(self._theme.color(color))
        painter.drawText(rect, _LEFT, cut_before(text, tail, QFontMetrics(font), int(rect.width())))


def cut_before(text: str, tail: str, metrics: QFontMetrics, room: int) -> str:
    """Return a text and what follows it, of which the text gives way first where there is little room."""
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room - metrics.horizontalAdvance(tail))
    return metrics.elidedText(f"{shown}{tail}", Qt.TextElideMode.ElideRight, room)


def is_narrow(width: float, theme: Theme) -> bool:
    """Return whether the day stands beside the organisation, not in a column, in a row of this width."""
    return width < theme.px(NARROW_BELOW) or is_stacked(width, theme)


def is_stacked(width: float, theme: Theme) -> bool:
    """Return whether the segments stand under the title in a row of this width."""
    return width * (1 - STEPS_SHARE) < theme.px(STEPS_ROOM)


class RecentList(QListView):
    """Recent workshops with a search; Enter opens, Delete takes a row off the list.

    Args:
        parent: The widget it is in.

    Signals:
        open_requested: A workshop was chosen; carries its RecentWorkshop.
        find_requested: A workshop whose file is missing was chosen.
        forget_requested: A workshop should be taken off the list.
        folder_requested: The folder of a workshop should be shown.
    """

    open_requested = Signal(object)
    find_requested = Signal(object)
    forget_requested = Signal(object)
    folder_requested = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._entries = RecentModel(parent=self)
        self._filter = QSortFilterProxyModel(self)
        self._filter.setSourceModel(self._entries)
        self._filter.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(self._filter)
        self.setItemDelegate(RecentDelegate(self._theme, self))
        self.setAccessibleName("Recent workshops")
        self.setFrameShape(QFrame.Shape.NoFrame)
        # The card ends with its rows.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._choose)
        self._theme.changed.connect(self._fit)

    def set_entries(self, entries: tuple[RecentWorkshop, ...]) -> None:
        """Show other workshops."""
        self._entries.set_entries(entries)
        self._fit()
        if self._filter.rowCount():
            self.setCurrentIndex(self._filter.index(0, 0))

    def set_search(self, text: str) -> None:
        """Show only workshops whose title or organisation holds a text."""
        self._filter.setFilterFixedString(text.strip())
        if self._filter.rowCount() and not self.currentIndex().isValid():
            self.setCurrentIndex(self._filter.index(0, 0))
        self._fit()

    def shown_count(self) -> int:
        """Return how many workshops are shown."""
        return self._filter.rowCount()

    def sizeHint(self) -> QSize:
        """Return room for every row."""
        return QSize(600, self.shown_count() * self._theme.px(ROW_HEIGHT) + 2)

    def minimumSizeHint(self) -> QSize:
        """Return room for one row; the rest scrolls."""
        return QSize(400, self._theme.px(ROW_HEIGHT) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter and Space, take off the list on Delete."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.forget_requested.emit(self.currentIndex().data(ENTRY_ROLE).entry)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a row."""
        index = (
            self.indexAt(event.pos())
            if event.reason() == QContextMenuEvent.Reason.Mouse
            else self.currentIndex()
        )
        if not index.isValid():
            return
        row: RecentRow = index.data(ENTRY_ROLE)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        first = menu.addAction("Find it…" if row.is_missing else "Open")
        folder = menu.addAction("Show its folder")
        forget = menu.addAction("Take off this list")
        self.setCurrentIndex(index)
        chosen = menu.exec(event.globalPos())
        if chosen is first:
            self._choose(index)
        elif chosen is folder:
            self.folder_requested.emit(row.entry)
        elif chosen is forget:
            self.forget_requested.emit(row.entry)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the hand over rows, since a click opens."""
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            over = self.indexAt(event.position().toPoint()).isValid()
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card under the rows."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.color("surface"))
        painter.setPen(QPen(self._theme.color("hair"), 1))
        painter.drawRoundedRect(
            QRectF(self.viewport().rect()).adjusted(0.5, 0.5, -0.5, -0.5), CARD_RADIUS, CARD_RADIUS
        )
        painter.end()
        super().paintEvent(event)

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ENTRY_ROLE)
        if isinstance(row, RecentRow):
            (self.find_requested if row.is_missing else self.open_requested).emit(row.entry)


_MISSING = "Not found where it was last saved"
_FIND = "Find it…"
