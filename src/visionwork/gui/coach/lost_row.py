"""One lost passage, or one promise that is asked about."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visionwork.domain.counting import counted
from visionwork.domain.groups import GroupKind, HouseWords
from visionwork.gui.coach.lost_items import LostItem
from visionwork.gui.coach.who_words import stakeholder_head
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import HEIGHT_BAR, QuietButton, SecondaryButton
from visionwork.gui.widgets.group_mark import GroupMark
from visionwork.gui.widgets.labels import ElidedLabel, PlainLabel
from visionwork.gui.widgets.rule import Rule

_NAMES = 108
_QUESTION = "Is this promise still in the text?"
_STILL_NAMED = "A promise; they are still named."
_SHOW_IT = "Select the words that hold it, then confirm."


class LostRow(QWidget):
    """Whom it is about, the tested sentence in serif, comments that quote it, and what can be done.

    Args:
        item: What is shown.
        words: The house's words.
        reason: Why nothing can be done now, or "".
        first: Whether no rule stands above it.
        parent: The widget it is in.

    Signals:
        put_back_requested, where_requested, confirmed, gone_requested: As in LostCard; carry the LostItem.
    """

    put_back_requested = Signal(object)
    where_requested = Signal(object)
    confirmed = Signal(object)
    gone_requested = Signal(object)

    def __init__(
        self, item: LostItem, words: HouseWords, reason: str = "", *, first: bool = True, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.item = item
        self._words = words
        self._showing = False
        self._theme = Theme.of(self)
        self._text = PlainLabel(item.text, "serif_body", wrap=True, parent=self)
        self._told = _QUESTION if item.asked else _STILL_NAMED if item.still_named else ""
        if item.left_out:
            self._told = f"{self._told} {item.left_out}"
        self._question = PlainLabel(self._told, "caption", "ink2", wrap=True, parent=self)
        self._question.setVisible(bool(self._told))
        self._comments = PlainLabel(_comments_words(item.comments), "caption", "muted", parent=self)
        self._comments.setToolTip("Comments that quote at least three words of it in a row")
        self._comments.setVisible(bool(item.comments))
        self._names = QWidget(self)
        self._buttons = self._make_buttons(reason)
        self._lay_out(first)
        self._refit()
        self._theme.changed.connect(self._refit)

    def buttons(self) -> tuple[QuietButton | SecondaryButton, ...]:
        """Return the buttons that are shown."""
        return tuple(button for button in self._buttons if not button.isHidden())

    def all_buttons(self) -> tuple[QuietButton | SecondaryButton, ...]:
        """Return every button in the order of Tab, shown or not."""
        return self._buttons

    def question(self) -> str:
        """Return what is asked or told below the sentence; "" where nothing is."""
        return self._question.text()

    def has_keyboard(self) -> bool:
        """Return whether one of the buttons has the keyboard."""
        return any(button.hasFocus() for button in self._buttons)

    def focus_first(self) -> None:
        """Put the keyboard on the first button."""
        if self.buttons():
            self.buttons()[0].setFocus()

    def is_showing(self) -> bool:
        """Return whether somebody is showing where the promise stands."""
        return self._showing

    def begin_showing(self) -> None:
        """Wait for words to be selected in the text."""
        self._set_showing(True)

    def _make_buttons(self, reason: str) -> tuple[QuietButton | SecondaryButton, ...]:
        if not self.item.asked:
            back = SecondaryButton("Put back", "corner-up-left", HEIGHT_BAR, parent=self)
            back.setAccessibleName(f"Put back: {self.item.text}")
            back.clicked.connect(self._on_put_back)
            back.set_reason(reason)
            if not self.item.in_other_words:
                return (back,)
            elsewhere = QuietButton("Show me where", height=HEIGHT_BAR, parent=self)
            elsewhere.setAccessibleName(f"Show where it stands in other words: {self.item.text}")
            elsewhere.set_reason(reason)
            elsewhere.clicked.connect(self._on_where)
            return back, elsewhere, *self._showing_buttons()
        where = SecondaryButton("Show me where", height=HEIGHT_BAR, parent=self)
        gone = QuietButton("It is gone", height=HEIGHT_BAR, parent=self)
        where.setAccessibleName(f"Show me where: {self.item.text}")
        gone.setAccessibleName(f"It is gone: {self.item.text}")
        where.clicked.connect(self._on_where)
        gone.clicked.connect(self._on_gone)
        for button in (where, gone):
            button.set_reason(reason)
        return where, gone, *self._showing_buttons()

    def _showing_buttons(self) -> tuple[QuietButton | SecondaryButton, ...]:
        """Return the buttons that stand while words are selected in the text, hidden for now."""
        confirm = SecondaryButton("These words", "check", HEIGHT_BAR, parent=self)
        cancel = QuietButton("Cancel", height=HEIGHT_BAR, parent=self)
        confirm.clicked.connect(self._on_confirm)
        cancel.clicked.connect(self._on_cancel)
        for button in (confirm, cancel):
            button.hide()
        return confirm, cancel

    def _set_showing(self, showing: bool) -> None:
        self._showing = showing
        self._question.setText(_SHOW_IT if showing else self._told)
        for place, button in enumerate(self._buttons):
            button.setVisible((place >= 2) == showing)

    def _on_put_back(self) -> None:
        self.put_back_requested.emit(self.item)

    def _on_where(self) -> None:
        self._set_showing(True)
        self.where_requested.emit(self.item)

    def _on_gone(self) -> None:
        self.gone_requested.emit(self.item)

    def _on_confirm(self) -> None:
        self.confirmed.emit(self.item)

    def _on_cancel(self) -> None:
        self._set_showing(False)
        self.focus_first()

    def _lay_out(self, first: bool) -> None:
        names = QVBoxLayout(self._names)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(2)
        for who in self.item.stakeholders:
            kind = who.group_kind or GroupKind.OTHER
            label = ElidedLabel(stakeholder_head(who, self._words), "button", parent=self._names)
            label.set_group_color(kind)
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(GroupMark(kind, size=10, parent=self._names))
            line.addWidget(label, 1)
            names.addLayout(line)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._text)
        words.addWidget(self._question)
        row = QHBoxLayout()
        row.setContentsMargins(20, 9, 16, 9)
        row.setSpacing(12)
        row.addWidget(self._names, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self._comments, 0, Qt.AlignmentFlag.AlignVCenter)
        for button in self._buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if not first:
            column.addWidget(Rule(parent=self))
        column.addLayout(row)

    def _refit(self) -> None:
        self._names.setFixedWidth(self._theme.px(_NAMES))


def _comments_words(comments: int | None) -> str:
    return counted(comments, "comment", "comments") if comments else ""
