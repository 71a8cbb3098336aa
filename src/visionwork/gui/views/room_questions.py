"""One question to ask the room at a time, for pages without a guidance strip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visionwork.gui.widgets.buttons import HEIGHT_BAR, IconButton
from visionwork.gui.widgets.guidance_strip import NotesPanel
from visionwork.gui.widgets.labels import PlainLabel


class RoomQuestions(QWidget):
    """The kicker “Ask the room, 2 of 6”, the question in serif, arrows, and the facilitator’s notes.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._questions: tuple[str, ...] = ()
        self._notes = ""
        self._place = 0
        self._kicker = PlainLabel("", "caption", "muted", parent=self)
        self._question = PlainLabel("", "comment", wrap=True, parent=self)
        self._notes_button = IconButton("info", "Show notes for the facilitator", HEIGHT_BAR, parent=self)
        self._back = IconButton("chevron-left", "Previous question", HEIGHT_BAR, parent=self)
        self._next = IconButton("chevron-right", "Next question", HEIGHT_BAR, parent=self)
        self._notes_button.clicked.connect(self._show_notes)
        self._back.clicked.connect(self._show_previous)
        self._next.clicked.connect(self._show_next)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._kicker, 1)
        for button in (self._notes_button, self._back, self._next):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._question)

    def set_questions(self, questions: Sequence[str], notes: str = "") -> None:
        """Show other questions; the place stays where it can."""
        self._questions, self._notes = tuple(questions), notes
        self._place = min(self._place, max(0, len(self._questions) - 1))
        self._refresh()

    def question(self) -> str:
        """Return the question that is shown."""
        return self._questions[self._place] if self._questions else ""

    def _show_previous(self) -> None:
        self._move(-1)

    def _show_next(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        self._place = (self._place + by) % max(1, len(self._questions))
        self._refresh()

    def _refresh(self) -> None:
        count = len(self._questions)
        self._kicker.setText(f"Ask the room, {self._place + 1} of {count}" if count else "")
        self._question.setText(self.question())
        for button in (self._back, self._next):
            button.setVisible(count > 1)
        self._notes_button.setVisible(bool(self._notes))

    def _show_notes(self) -> None:
        panel = NotesPanel(self._notes, parent=self)
        button = self._notes_button
        panel.show_at(button.mapToGlobal(QPoint(button.width(), button.height() + 6)))
