"""How much of a page's height the text of the statement has: what it needs, before anything under it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visionwork.gui.views.prose_edit import ProseEdit

LEAST_LINES = 2
"""What the text keeps where everything else asks for more than there is."""


class TextRoom(QObject):
    """Gives the editor the height of its text, up to what leaves the least to the cards under it.

    Args:
        page: Whose height decides; it becomes the owner.
        editor: The text.
        card: The card the editor is in.
        column: Rows of the card and what stands under it.
    """

    def __init__(self, page: QWidget, editor: ProseEdit, card: QWidget, column: QVBoxLayout) -> None:
        super().__init__(page)
        self._page, self._editor, self._card, self._column = page, editor, card, column
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.fit)
        editor.grown.connect(self._soon.start)
        page.installEventFilter(self)

    def fit(self) -> None:
        """Measure again, since the text, the page or what stands under the text has changed."""
        editor, line = self._editor, self._editor.line_height()
        around = self._card.minimumSizeHint().height() - editor.minimumHeight()
        most = self._column.geometry().height() - around - self._needed_below()
        least = LEAST_LINES * line
        needed = editor.height_of_text()
        if needed > most:
            needed = max(least, most // line * line)
        needed = max(least, needed)
        if editor.minimumHeight() != needed:
            editor.setMinimumHeight(needed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the height of the page and what is shown on it."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._soon.start()
        return False

    def _needed_below(self) -> int:
        """Return the least that the cards under the text take, with the gaps before them."""
        below = 0
        for place in range(self._column.count()):
            item = self._column.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self._card and not widget.isHidden():
                below += widget.minimumSizeHint().height() + self._column.spacing()
        return below
