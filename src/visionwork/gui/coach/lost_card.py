"""The card of what a text lost since the draft that people read, ready to be put back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from visionwork.domain.groups import NO_WORDS, HouseWords
from visionwork.gui.coach.lost_items import LostItem
from visionwork.gui.coach.lost_row import LostRow
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import HEIGHT_BANNER, HEIGHT_BAR, QuietButton
from visionwork.gui.widgets.card import Card
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.rule import Rule

_LEAST_ROWS = 76


class LostCard(Card):
    """Heading, "Put all back", a line for each lost passage; or a line that says why it stays out.

    Args:
        parent: The widget it is in.

    Signals:
        put_back_requested: A passage is to go back into the text; carries the LostItem.
        put_all_requested: All of them are.
        where_requested: Somebody will show where a promise stands; carries the LostItem.
        confirmed: The words selected in the text hold the promise; carries the LostItem.
        gone_requested: A promise is no longer in the text; carries the LostItem.
        again_requested: What was decided is to be asked again.
        promises_requested: What the tested draft promises is to be said.
    """

    put_back_requested = Signal(object)
    put_all_requested = Signal()
    where_requested = Signal(object)
    confirmed = Signal(object)
    gone_requested = Signal(object)
    again_requested = Signal()
    promises_requested = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._items: tuple[LostItem, ...] = ()
        self._rows: list[LostRow] = []
        self._words = NO_WORDS
        self._reason = ""
        self._room = 400
        self._head = QWidget(self)
        self._title = PlainLabel("", "heading", parent=self._head)
        self._all = QuietButton("Put all back", height=HEIGHT_BANNER, parent=self._head)
        self._all.clicked.connect(self.put_all_requested)
        self._promises = QuietButton("Say what it promises…", height=HEIGHT_BANNER, parent=self._head)
        self._promises.setToolTip("Nobody has said yet, so only groups are compared.")
        self._promises.clicked.connect(self.promises_requested)
        self._note_area = QWidget(self)
        self._note = PlainLabel("", "cell", "ink2", wrap=True, parent=self._note_area)
        self._again = QuietButton("Ask again", height=HEIGHT_BAR, parent=self._note_area)
        self._again.clicked.connect(self.again_requested)
        self._host = QWidget(self)
        self._column = QVBoxLayout(self._host)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._area = _RowsArea(self._host, self)
        self._lay_out()

    def show_items(
        self,
        title: str,
        items: Sequence[LostItem],
        words: HouseWords,
        *,
        reason: str = "",
        note: str = "",
        promises_known: bool = True,
    ) -> None:
        """Show what was lost.

        Args:
            title: Heading, such as "Lost since Draft 4".
            items: Passages and promises; none of them when a note stands instead.
            words: The house's words.
            reason: Why the text cannot be changed now, or "".
            note: What was decided about it, or "".
            promises_known: Whether somebody said what the tested draft promises.
        """
        self._title.setText(title)
        self.setAccessibleName(title)
        self._note.setText(note)
        self._note_area.setVisible(bool(note))
        self._again.show()
        self._again.set_reason(reason)
        if (tuple(items), words, reason) != (self._items, self._words, self._reason):
            self._words = words
            self._show_rows(tuple(items), reason)
        lost = [item for item in items if not item.asked]
        self._all.setVisible(len(lost) > 1)
        self._all.set_reason(reason)
        self._promises.setVisible(not promises_known)
        self._area.setVisible(bool(items))
        self._head.setVisible(bool(items) or not note or not promises_known)
        self._fit()

    def show_unspoken(self, title: str, words: str) -> None:
        """Show nothing but that somebody should say what the tested draft promises."""
        self.show_items(title, (), self._words, note=words, promises_known=False)
        self._again.hide()

    def set_room(self, height: int) -> None:
        """Take no more than so many pixels, as long as the first line stays in sight."""
        self._room = height
        self._fit()

    def least_height(self) -> int:
        """Return the height at which the heading and the first line are in sight."""
        return self._height_around() + self._area.least_height()

    def _fit(self) -> None:
        self._area.set_most(self._room - self._height_around())

    def _height_around(self) -> int:
        """Return the height of everything but the lines."""
        margins = self.contentsMargins() + self._rows_layout.contentsMargins()
        height = margins.top() + margins.bottom()
        if not self._head.isHidden():
            height += self._head.sizeHint().height()
        if not self._note_area.isHidden():
            height += self._note_area.heightForWidth(max(self.width(), 200))
        return height

    def items(self) -> tuple[LostItem, ...]:
        """Return what is shown."""
        return self._items

    def rows(self) -> tuple[LostRow, ...]:
        """Return the lines that are shown."""
        return tuple(self._rows)

    def title(self) -> str:
        """Return the heading."""
        return self._title.text()

    def note(self) -> str:
        """Return what is said of the decision; "" where there is none."""
        return self._note.text()

    def put_all_button(self) -> QuietButton:
        """Return the button that puts everything back."""
        return self._all

    def promises_button(self) -> QuietButton:
        """Return the button that asks what the tested draft promises."""
        return self._promises

    def again_button(self) -> QuietButton:
        """Return the button that opens a decided question again."""
        return self._again

    def focus_first(self) -> None:
        """Put the keyboard on the first line's button."""
        if self._rows:
            self._rows[0].focus_first()

    def _show_rows(self, items: tuple[LostItem, ...], reason: str) -> None:
        had_keyboard = any(row.has_keyboard() for row in self._rows)
        asked_for = {row.item.promise.id: row for row in self._rows if row.item.promise and row.is_showing()}
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for place, item in enumerate(items):
            row = LostRow(item, self._words, reason, first=place == 0, parent=self._host)
            if item.promise is not None and item.promise.id in asked_for:
                row.begin_showing()
            row.put_back_requested.connect(self.put_back_requested)
            row.where_requested.connect(self.where_requested)
            row.confirmed.connect(self.confirmed)
            row.gone_requested.connect(self.gone_requested)
            self._column.addWidget(row)
            row.show()
            self._rows.append(row)
        buttons = [button for row in self._rows for button in row.all_buttons()]
        for before, after in pairwise((self._all, *buttons)):
            QWidget.setTabOrder(before, after)
        self._items, self._reason = items, reason
        self._area.set_rows(self._rows)
        if had_keyboard:
            self.focus_first()

    def _lay_out(self) -> None:
        self._head_row = head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._promises)
        head.addWidget(self._all)
        note = QHBoxLayout(self._note_area)
        note.setContentsMargins(20, 10, 12, 12)
        note.setSpacing(12)
        note.addWidget(self._note, 1)
        note.addWidget(self._again, 0, Qt.AlignmentFlag.AlignTop)
        self._rows_layout = column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 4)
        column.setSpacing(0)
        head_rows = QVBoxLayout(self._head)
        head_rows.setContentsMargins(0, 0, 0, 0)
        head_rows.setSpacing(0)
        head_rows.addLayout(head)
        head_rows.addWidget(Rule(parent=self))
        column.addWidget(self._head)
        column.addWidget(self._note_area)
        column.addWidget(self._area)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._spare_height()
        self._theme.changed.connect(self._spare_height)

    def _spare_height(self) -> None:
        """Keep the heading close to the lines in a low window."""
        above = 2 if self._theme.is_low else 9
        self._head_row.setContentsMargins(20, above, 12, above)


class _RowsArea(QScrollArea):
    """As high as its lines, and less where there is little room; then they scroll."""

    def __init__(self, host: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._host = host
        self._rows: tuple[QWidget, ...] = ()
        self._most = 400
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setWidget(host)
        for ground in (self.viewport(), host):
            ground.setAutoFillBackground(False)  # the card is the ground

    def set_rows(self, rows: Sequence[QWidget]) -> None:
        """Say which lines there are; the first stays in sight."""
        self._rows = tuple(rows)
        self.updateGeometry()

    def set_most(self, most: int) -> None:
        """Take no more than so many pixels, but what the first line needs."""
        if most != self._most:
            self._most = most
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width, as wrapped words ask."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of as many whole lines as there is room for, or of what there is of the first."""
        room, height = max(self._most, self.least_height()), 0
        for row in self._rows:
            whole = height + row.heightForWidth(width)
            if whole > room:
                return height or room
            height = whole
        return height

    def least_height(self) -> int:
        """Return the height of the first line, as far as it is no taller than usual."""
        if not self._rows:
            return 0
        return min(self._theme.px(_LEAST_ROWS), self._rows[0].heightForWidth(max(self.width(), 200)))

    def sizeHint(self) -> QSize:
        """Return the height of the lines."""
        width = max(self.width(), 200)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Keep one line in sight."""
        return QSize(100, self.least_height())
