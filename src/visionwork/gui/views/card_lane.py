"""A lane of cards: its name, a line to add a card, and the cards in order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from visionwork.domain.counting import counted
from visionwork.domain.entries import Card
from visionwork.domain.groups import GroupKind
from visionwork.gui.theme import Theme
from visionwork.gui.views.card_item import CARD_MIME, CardItem
from visionwork.gui.views.pasted_cards import cards_in
from visionwork.gui.widgets.card import Card as CardFrame
from visionwork.gui.widgets.focus_ring import focus_by_keys
from visionwork.gui.widgets.group_mark import MARK_SIZE, GroupMark
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.line_edit import LineEdit

_LEFT, _RIGHT, _MARK_GAP, _WORDS_GAP = 16, 12, 8, 8
_LEAST_WIDTH, _MOST_WIDTH = 248, 640


class CardLane(CardFrame):
    """One lane.

    Args:
        lane: Id of the lane.
        title: Its name.
        question: What is asked above its cards.
        kind: Kind of the group it belongs to, or None.
        editable: Whether cards can be changed.
        parent: The widget it is in.

    Attributes:
        entry: The line that adds a card.

    Signals:
        cards_added: The lane and the words of the cards that were typed or pasted.
        card_dropped: The id of a card, the lane and the place it was dropped at.
        item_made: A CardItem the lane made, for whoever listens to cards.
    """

    cards_added = Signal(str, object)
    card_dropped = Signal(int, str, int)
    item_made = Signal(object)

    def __init__(
        self,
        lane: str,
        title: str,
        question: str,
        *,
        kind: GroupKind | None = None,
        editable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.lane = lane
        self._lane_theme = Theme.of(self)
        self._editable = editable
        self._drop_place: int | None = None
        self._items: list[CardItem] = []
        self.setAcceptDrops(editable)
        self.setMinimumWidth(self._lane_theme.px(_LEAST_WIDTH))
        self.setMaximumWidth(self._lane_theme.px(_MOST_WIDTH))  # a card is read in one glance

        self._title = PlainLabel(title, role="heading", wrap=True, parent=self)
        if kind is not None:
            self._title.set_group_color(kind)
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._count = PlainLabel(role="caption", color="muted", parent=self)
        self._question = PlainLabel(question, role="cell", color="muted", wrap=True, parent=self)
        self._question.setVisible(bool(question))
        self.entry = LineEdit(parent=self)
        self.entry.setFont(self._lane_theme.font("body"))
        self.entry.setPlaceholderText("Write a card, Enter adds it")
        self.entry.setAccessibleName(f"New card for {title}")
        self.entry.setMinimumHeight(self._lane_theme.px(36))
        self.entry.setEnabled(editable)
        if not editable:  # a click on the line takes the keyboard from buttons that Enter would press
            self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.entry.returnPressed.connect(self.add_typed)
        self.entry.textEdited.connect(self._take_list)
        self._empty = PlainLabel(
            "No card yet. The first one is the hardest; take it from a real week.",
            role="cell",
            color="muted",
            wrap=True,
            parent=self,
        )
        self._host = QWidget()
        self._cards = QVBoxLayout(self._host)
        self._scroll = QScrollArea(self)
        self._lay_out(kind)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show cards in this order; items of cards that stay keep their focus."""
        known = {item.card.id: item for item in self._items}
        items = []
        for place, card in enumerate(cards):
            item = known.pop(card.id, None)
            if item is None:
                item = CardItem(card, editable=self._editable, parent=self._host)
                self.item_made.emit(item)
            else:
                item.show_card(card)
            if self._cards.indexOf(item) != place:
                self._cards.insertWidget(place, item)
            items.append(item)
        for gone in known.values():
            self._cards.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._items = items
        votes = sum(card.votes for card in cards)
        told = [counted(len(cards), "card", "cards")] if cards else []
        self._count.setText(", ".join([*told, counted(votes, "vote", "votes")] if votes else told))
        self._place_count()
        self._empty.setVisible(not cards)

    def items(self) -> tuple[CardItem, ...]:
        """Return the cards' items in order."""
        return tuple(self._items)

    def focus_entry(self) -> None:
        """Put the keyboard into the line that adds a card, or on the lane where none can be added."""
        (self.entry if self._editable else self).setFocus()

    def add_typed(self) -> None:
        """Ask for the card whose words stand in the line, or for one a line where a list stands there."""
        cards = cards_in(self.entry.text())
        if cards and self._editable:
            self.cards_added.emit(self.lane, cards)

    def clear_entry(self) -> None:
        """Make the line ready for the next card."""
        self.entry.setText("")  # unlike clear(), ends the line's own undo, so undo takes the card

    def focus_card(self, place: int) -> None:
        """Put the keyboard on the card at a place, or into the entry line above the first."""
        if place < 0 or not self._items:
            self.focus_entry()
            return
        item = self._items[min(place, len(self._items) - 1)]
        focus_by_keys(item)
        self._scroll.ensureWidgetVisible(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the line to the first card with Down, which the line leaves to its parent."""
        if event.key() == Qt.Key.Key_Down and (self.entry.hasFocus() or self.hasFocus()):
            self.focus_card(0)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take cards."""
        if event.mimeData().hasFormat(CARD_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the card would go."""
        if event.mimeData().hasFormat(CARD_MIME):
            self._drop_place = self._place_at(self._host.mapFrom(self, event.position().toPoint()).y())
            event.acceptProposedAction()
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget the place."""
        self._drop_place = None
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the card to be moved here."""
        place = self._place_at(self._host.mapFrom(self, event.position().toPoint()).y())
        self._drop_place = None
        self.update()
        event.acceptProposedAction()
        card_id = bytes(event.mimeData().data(CARD_MIME).data()).decode("ascii")
        if card_id.isdigit():
            self.card_dropped.emit(int(card_id), self.lane, place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lane and, during a drag, a line where the card would go."""
        super().paintEvent(event)
        if self._drop_place is not None:
            painter = QPainter(self)
            top = self._host.mapTo(self, self._line_top(self._drop_place))
            painter.fillRect(QRectF(16, top.y(), self.width() - 32, 3), self._lane_theme.color("ink"))

    def _take_list(self, text: str) -> None:
        """Make cards of a list that was pasted at once; a pasted line waits for Enter, like one typed."""
        if "\n" in text or "\r" in text or "\t" in text:
            cards = cards_in(text)
            if len(cards) > 1:
                self.add_typed()
            else:
                self.entry.setText("".join(cards))

    def _line_top(self, place: int) -> QPoint:
        if place < len(self._items):
            return QPoint(0, self._items[place].y() - 6)
        return QPoint(0, self._items[-1].geometry().bottom() + 3 if self._items else 0)

    def _place_at(self, y: int) -> int:
        return sum(1 for item in self._items if y > item.geometry().center().y())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the counts under a title that needs the whole line."""
        super().resizeEvent(event)
        self._place_count()

    def _place_count(self) -> None:
        title = QFontMetrics(self._title.font()).horizontalAdvance(self._title.text())
        needed = title + _WORDS_GAP + self._count.sizeHint().width()
        mark = self._lane_theme.px(MARK_SIZE) + _MARK_GAP if self._marked else 0
        below = bool(self._count.text()) and needed > self.width() - _LEFT - _RIGHT - mark
        direction = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if self._words.direction() != direction:
            self._words.setDirection(direction)
            self._words.setSpacing(0 if below else _WORDS_GAP)

    def _lay_out(self, kind: GroupKind | None) -> None:
        head = QHBoxLayout()
        head.setSpacing(_MARK_GAP)
        self._marked = kind is not None
        if kind is not None:
            mark = GroupMark(kind, beside="heading", parent=self)
            head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        self._words.setSpacing(_WORDS_GAP)
        self._words.addWidget(self._title, 1)
        self._words.addWidget(self._count)
        head.addLayout(self._words, 1)
        self._cards.setContentsMargins(4, 4, 4, 4)
        self._cards.setSpacing(8)
        self._cards.addStretch()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._host)
        self._scroll.viewport().setAutoFillBackground(False)
        self._host.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(_LEFT, 16, _RIGHT, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._question)
        column.addWidget(self.entry)
        column.addWidget(self._empty)
        column.addWidget(self._scroll, 1)
