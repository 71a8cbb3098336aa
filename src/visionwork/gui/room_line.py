"""A line on the page of an exercise that tells what the room sees while the projector is on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from visionwork.domain.counting import counted
from visionwork.gui.widgets.buttons import HEIGHT_BAR, IconButton, SecondaryButton
from visionwork.gui.widgets.card import Card
from visionwork.gui.widgets.icon_view import IconView
from visionwork.gui.widgets.labels import PlainLabel

_HINT = "An answer comes up when it is finished. No names are shown."


class RoomLine(Card):
    """What the room sees, and how to show it the answers, turn their pages and take them away.

    Args:
        parent: The page it stands on.

    Signals:
        answers_requested: The answers should be shown, or hidden.
        turn_requested: Another page of answers is wanted; carries -1 or 1.
    """

    answers_requested = Signal()
    turn_requested = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._words = PlainLabel("", "cell", "ink2", wrap=True, parent=self)
        self._back = IconButton("chevron-left", "Newer answers", HEIGHT_BAR, parent=self)
        self._next = IconButton("chevron-right", "Older answers", HEIGHT_BAR, parent=self)
        self._button = SecondaryButton("", "", HEIGHT_BAR, parent=self)
        self._back.clicked.connect(self._turn_back)
        self._next.clicked.connect(self._turn_on)
        self._button.clicked.connect(self.answers_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 12, 7)
        row.setSpacing(10)
        row.addWidget(IconView("presentation", "ink", 18, parent=self))
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        for button in (self._back, self._next, self._button):
            row.addWidget(button)
        self.show_seen(None, 1, 1)

    def show_seen(self, answers: int | None, page: int, pages: int) -> None:
        """Say what the room sees.

        Args:
            answers: How many answers it sees, or None when it sees the question alone.
            page: The page of answers that is shown, from 1.
            pages: How many pages there are.
        """
        if answers is None:
            self._show("The room sees the question.", "Show the answers", "eye", _HINT)
        else:
            count = counted(answers, "answer", "answers") if answers else "that there is no answer yet"
            where = f", page {page} of {pages}" if pages > 1 else ""
            self._show(f"The room sees the question and {count}{where}.", "Hide the answers", "eye-off", "")
        for button, possible in ((self._back, page > 1), (self._next, page < pages)):
            button.setVisible(answers is not None and pages > 1)
            button.setEnabled(possible)

    def _show(self, words: str, act: str, icon: str, hint: str) -> None:
        self._words.setText(words)
        self._button.setText(act)
        self._button.set_icon_name(icon)
        self._button.setAccessibleName(f"{act} on the projector")
        self._button.setToolTip(hint)
        self.setAccessibleName(words)

    def _turn_back(self) -> None:
        self.turn_requested.emit(-1)

    def _turn_on(self) -> None:
        self.turn_requested.emit(1)
