"""How much of a page's height the text of the statement has: what it needs, before anything under it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from visionwork.gui.coach.lost_card import LostCard
from visionwork.gui.theme import Theme
from visionwork.gui.views.prose_edit import ProseEdit

LEAST_LINES = 2
"""What the text keeps where everything else asks for more than there is."""


class TextRoom(QObject):
    """Gives the editor the height of its text, up to what leaves the least to the cards under it.

    What was lost has the room that the text leaves. In a low window the text also has some of the room
    around it.

    Args:
        page: Whose height decides; it becomes the owner.
        editor: The text.
        card: The card the editor is in.
        column: Rows of the card and what stands under it.
        lost: The card of what the text lost, one of those rows.
    """

    def __init__(
        self, page: QWidget, editor: ProseEdit, card: QWidget, column: QVBoxLayout, lost: LostCard
    ) -> None:
        super().__init__(page)
        self._page, self._editor, self._card, self._column = page, editor, card, column
        self._lost = lost
        self._theme = Theme.of(page)
        self._around = [(row, row.contentsMargins()) for row in _layouts_in(card)]
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.fit)
        editor.grown.connect(self._soon.start)
        page.installEventFilter(self)
        self._theme.changed.connect(self._spare_height)
        self._spare_height()

    def fit(self) -> None:
        """Measure again, since the text, the page or what stands under the text has changed."""
        editor, line = self._editor, self._editor.line_height()
        around = self._card.minimumSizeHint().height() - editor.minimumHeight()
        room = self._column.geometry().height() - around
        most = room - self._needed_below()
        least = LEAST_LINES * line
        needed = editor.height_of_text()
        if needed > most:
            needed = max(least, most // line * line)
        needed = max(least, needed)
        if editor.minimumHeight() != needed:
            editor.setMinimumHeight(needed)
        self._lost.set_room(room - needed - self._column.spacing())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the height of the page and what is shown on it."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._soon.start()
        return False

    def _spare_height(self) -> None:
        """Halve what is free above and below the rows of the card in a low window."""
        share = 2 if self._theme.is_low else 1
        for row, usual in self._around:
            row.setContentsMargins(usual.left(), usual.top() // share, usual.right(), usual.bottom() // share)

    def _needed_below(self) -> int:
        """Return the least that the cards under the text take, with the gaps before them."""
        below = 0
        for place in range(self._column.count()):
            item = self._column.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self._card and not widget.isHidden():
                lost = widget is self._lost
                least = self._lost.least_height() if lost else widget.minimumSizeHint().height()
                below += least + self._column.spacing()
        return below


def _layouts_in(card: QWidget) -> list[QLayout]:
    rows = card.layout()
    found = [rows.itemAt(place) for place in range(rows.count())] if rows is not None else []
    return [layout for item in found if item is not None and (layout := item.layout()) is not None]
