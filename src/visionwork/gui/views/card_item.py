"""One card in a lane: its words, its votes, edited in place and moved by mouse or keyboard."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from visionwork.domain.counting import counted
from visionwork.domain.entries import Card
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import IconButton
from visionwork.gui.widgets.focus_ring import focus_by_keys
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.line_edit import WordsOnly

CARD_MIME = "application/x-visionwork-card"
"""What is dragged: the id of a card as text."""

_RADIUS = 6.0
_MOVES = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}


class CardEditor(WordsOnly):
    """Edits the words of a card: Enter keeps, Shift+Enter breaks the line, Esc restores.

    Signals:
        kept: The words are final.
        abandoned: The words go back to what they were.
    """

    kept = Signal()
    abandoned = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(Theme.of(self).font("serif_body"))
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self._fit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep on Enter, restore on Esc."""
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.kept.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.abandoned.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was typed when the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.kept.emit()

    def sizeHint(self) -> QSize:
        """Return a height that shows every line."""
        lines = max(1, round(self.document().size().height()))  # a plain text document counts in lines
        return QSize(200, lines * self.fontMetrics().lineSpacing() + 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew at the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        height = self.sizeHint().height()
        if height != self.height():
            self.setFixedHeight(height)
            self.updateGeometry()


class CardItem(QFrame):
    """One card.

    Args:
        card: The card.
        editable: Whether it can be changed.
        parent: The lane.

    Signals:
        text_typed: The card's id and its words as they stand while they are typed.
        text_changed: The card's id and its new words.
        text_abandoned: The card's id and the words it had before.
        votes_changed: The card's id and its new number of votes.
        delete_requested: The card's id.
        move_requested: The card's id, lanes to go right and places to go down.
        step_requested: The card's id and which neighbour gets the focus (-1 above, 1 below).
    """

    text_typed = Signal(int, str)
    text_changed = Signal(int, str)
    text_abandoned = Signal(int, str)
    votes_changed = Signal(int, int)
    delete_requested = Signal(int)
    move_requested = Signal(int, int, int)
    step_requested = Signal(int, int)

    def __init__(self, card: Card, *, editable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._editable = editable
        self._press: QPoint | None = None
        self.card = card
        self._before = card.text
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)  # wrapped words decide the height
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.OpenHandCursor if editable else Qt.CursorShape.ArrowCursor)

        self._label = PlainLabel(role="serif_body", wrap=True, parent=self)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._editor = CardEditor(parent=self)
        self._editor.setAccessibleName("Words on the card")
        self._editor.hide()
        self._editor.textChanged.connect(self._on_typed)
        self._editor.kept.connect(self.keep)
        self._editor.abandoned.connect(self.abandon)
        self._fewer = IconButton("minus", "One vote less", framed=False, parent=self)
        self._more = IconButton("plus", "One vote more", framed=False, parent=self)
        self._delete = IconButton("x", "Delete the card", framed=False, parent=self)
        self._votes = PlainLabel(role="caption_bold", parent=self)
        for button in (self._fewer, self._more, self._delete):
            button.setEnabled(editable)
        self._fewer.clicked.connect(self._vote_less)
        self._more.clicked.connect(self._vote_more)
        self._delete.clicked.connect(self._ask_delete)
        self._lay_out()
        self.show_card(card)

    def show_card(self, card: Card) -> None:
        """Show a card as the document has it now."""
        self.card = card
        self._label.setText(card.text)
        self._votes.setText(_votes_text(card.votes))
        self._fewer.setEnabled(self._editable and card.votes > 0)
        self.setAccessibleName(f"{card.text}, {_votes_text(card.votes)}")
        self._more.setAccessibleName(f"One vote more for: {card.text}")
        self._fewer.setAccessibleName(f"One vote less for: {card.text}")
        self._delete.setAccessibleName(f"Delete: {card.text}")

    def edit(self) -> None:
        """Edit the words in place."""
        if self._editable:
            self._label.hide()
            self._before = self.card.text
            self._editor.setPlainText(self.card.text)
            self._editor.show()
            self._editor.selectAll()
            self._editor.setFocus()

    @property
    def editing(self) -> bool:
        """Whether the words are being edited."""
        return not self._editor.isHidden()

    def keep(self) -> None:
        """End editing and keep the words; empty words leave the card as it was."""
        if not self.editing:
            return
        text = self._editor.toPlainText().strip()
        self._end_editing()
        if not text:
            self.text_abandoned.emit(self.card.id, self._before)
        elif text != self._before:
            self.text_changed.emit(self.card.id, text)

    def abandon(self) -> None:
        """End editing and leave the card as it was."""
        self._end_editing()
        self.text_abandoned.emit(self.card.id, self._before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit, vote, move, delete and step by keyboard."""
        key = Qt.Key(event.key())
        moves = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key in _MOVES and moves and self._editable:
            right, down = _MOVES[key]
            self.move_requested.emit(self.card.id, right, down)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_requested.emit(self.card.id, -1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal) and self._editable:
            self._vote_more()
        elif key == Qt.Key.Key_Minus and self._editable:
            self._vote_less()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._editable:
            self._ask_delete()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note where a drag may begin."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the card once the mouse has gone far enough."""
        if self._press is None or not self._editable or self.editing:
            return
        if (event.position().toPoint() - self._press).manhattanLength() < QApplication.startDragDistance():
            return
        drag = QDrag(self)
        mime = QMimeData()
        mime.setData(CARD_MIME, QByteArray(str(self.card.id).encode("ascii")))
        mime.setText(self.card.text)
        drag.setMimeData(mime)
        drag.setPixmap(self.grab())
        drag.setHotSpot(self._press)
        self._press = None
        drag.exec(Qt.DropAction.MoveAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Forget the beginning of a drag."""
        self._press = None
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit in place."""
        self.edit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and border; the ring of the keyboard focus is painted by the window."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.color("paper" if not self.editing else "surface"))
        painter.setPen(QPen(self._theme.color("ink" if self.editing else "hair"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)

    def _on_typed(self) -> None:
        if self.editing:
            self.text_typed.emit(self.card.id, self._editor.toPlainText().strip())

    def _end_editing(self) -> None:
        had_focus = self._editor.hasFocus()
        self._editor.hide()
        self._label.show()
        if had_focus:
            focus_by_keys(self)
        self.update()

    def _vote_more(self) -> None:
        self.votes_changed.emit(self.card.id, self.card.votes + 1)

    def _vote_less(self) -> None:
        if self.card.votes:
            self.votes_changed.emit(self.card.id, self.card.votes - 1)

    def _ask_delete(self) -> None:
        self.delete_requested.emit(self.card.id)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 10, 6)
        column.setSpacing(4)
        column.addWidget(self._label)
        column.addWidget(self._editor)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self._fewer)
        row.addWidget(self._votes)
        row.addWidget(self._more)
        row.addStretch()
        row.addWidget(self._delete)
        column.addLayout(row)


def _votes_text(votes: int) -> str:
    return counted(votes, "vote", "votes")
