"""The strip over an exercise: time at the left, one question to ask the room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import HEIGHT_BAR, IconButton
from visionwork.gui.widgets.card import Card
from visionwork.gui.widgets.countdown import Countdown
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.rule import Rule
from visionwork.gui.widgets.timer_box import TimerBox

STRIP_HEIGHT, LOW_STRIP_HEIGHT = 72, 60
_TIME_WIDTH = 252


class GuidanceStrip(Card):
    """Time box, then "Ask the room, 2 of 5" and the prompt, with arrows and the facilitator's notes.

    Args:
        countdown: The exercise's clock; made for itself when None.
        parent: The widget it is in.

    Signals:
        prompt_changed: Another prompt is shown; carries its place from 0.
    """

    prompt_changed = Signal(int)

    def __init__(self, countdown: Countdown | None = None, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._prompts: tuple[str, ...] = ()
        self._notes = ""
        self._index = 0
        self._timer = TimerBox(countdown, parent=self)
        self._kicker = PlainLabel("", "caption", "muted", parent=self)
        self._prompt = _Prompt("", "serif_prompt", "ink", wrap=True, parent=self)
        self._prompt.resized.connect(self._fit_prompt)
        self._notes_button = IconButton("info", "Show notes for the facilitator", HEIGHT_BAR, parent=self)
        self._count = PlainLabel("", "caption", "muted", parent=self)
        self._back = IconButton("chevron-left", "Previous question", HEIGHT_BAR, parent=self)
        self._next = IconButton("chevron-right", "Next question", HEIGHT_BAR, parent=self)
        self._notes_button.clicked.connect(self._show_notes)
        self._back.clicked.connect(self.show_previous)
        self._next.clicked.connect(self.show_next)
        self._lay_out()
        self._refresh()
        self._theme.changed.connect(self._rescale)
        self._rescale()

    def countdown(self) -> Countdown:
        """Return the exercise's clock."""
        return self._timer.countdown()

    def set_guidance(self, prompts: Sequence[str], notes: str = "", minutes: int = 0) -> None:
        """Show the guidance of another exercise.

        Args:
            prompts: Questions to ask the room.
            notes: For the facilitator alone.
            minutes: Suggested minutes; the clock is set back to them unless 0.
        """
        self._prompts, self._notes, self._index = tuple(prompts), notes, 0
        if minutes:
            self.countdown().reset(minutes)
        self._refresh()

    def prompt(self) -> str:
        """Return the question that is shown."""
        return self._prompts[self._index] if self._prompts else ""

    def prompt_index(self) -> int:
        """Return the place of the question that is shown, from 0."""
        return self._index

    def show_prompt(self, index: int) -> None:
        """Show the question at a place; places outside the list are ignored."""
        if 0 <= index < len(self._prompts) and index != self._index:
            self._index = index
            self._refresh()
            self.prompt_changed.emit(index)

    def show_previous(self) -> None:
        """Show the question before this one."""
        self.show_prompt(self._index - 1)

    def show_next(self) -> None:
        """Show the question after this one."""
        self.show_prompt(self._index + 1)

    def _lay_out(self) -> None:
        self._time = QWidget(self)
        time_row = QHBoxLayout(self._time)
        time_row.setContentsMargins(20, 0, 14, 0)
        time_row.addWidget(self._timer)
        self._words = words = QVBoxLayout()  # a question of two lines makes the strip taller
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._kicker)
        words.addWidget(self._prompt)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 13, 1)
        row.setSpacing(0)
        row.addWidget(self._time)
        row.addWidget(Rule(Qt.Orientation.Vertical, parent=self))
        row.addSpacing(24)
        row.addLayout(words, 1)
        row.addSpacing(16)
        buttons = QHBoxLayout()
        buttons.setSpacing(16)
        for button in (self._notes_button, self._back, self._count, self._next):
            buttons.addWidget(button)
        self._buttons = buttons
        row.addLayout(buttons)

    def _refresh(self) -> None:
        count = len(self._prompts)
        self._kicker.setText(f"Ask the room, {self._index + 1} of {count}" if count else "")
        self._count.setText(f"{self._index + 1} of {count}")
        self._count.setVisible(self._theme.is_low and count > 1)
        self._prompt.setText(self.prompt())
        self._fit_prompt()
        self._back.setEnabled(self._index > 0)
        self._next.setEnabled(self._index + 1 < count)
        self._back.setVisible(count > 1)
        self._next.setVisible(count > 1)
        self._notes_button.setVisible(bool(self._notes))
        self.setAccessibleName(self.prompt() or "Guidance")

    def _rescale(self) -> None:
        low, px = self._theme.is_low, self._theme.px
        self.setMinimumHeight(px(LOW_STRIP_HEIGHT if low else STRIP_HEIGHT))
        self._timer.set_narrow(low)
        self._time.setMinimumWidth(0 if low else px(_TIME_WIDTH))
        self._kicker.setVisible(not low)
        self._buttons.setSpacing(8 if low else 16)
        self._refresh()

    def _fit_prompt(self) -> None:
        """Set the question in a smaller type where it would need a second line."""
        font = self._theme.font("serif_prompt")
        needed = QFontMetrics(font).horizontalAdvance(self.prompt())
        large = not self._theme.is_low and needed < self._prompt.width()
        role = "serif_prompt" if large else "comment"
        if role != self._prompt.role():
            self._prompt.set_role(role)
        self._words.setContentsMargins(0, *((8, 0, 10) if large else (4, 0, 4 if self._theme.is_low else 8)))

    def _show_notes(self) -> None:
        panel = NotesPanel(self._notes, parent=self)
        corner = self._notes_button.mapToGlobal(
            QPoint(self._notes_button.width(), self._notes_button.height() + 6)
        )
        panel.show_at(corner)


class _Prompt(PlainLabel):
    """The question; tells when it has another width."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.resized.emit()


class NotesPanel(QFrame):
    """Notes for the facilitator, over the page until a click elsewhere or Esc.

    Args:
        notes: What is shown.
        parent: The widget it belongs to.
    """

    def __init__(self, notes: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme = Theme.of(self)
        self.setFrameShape(QFrame.Shape.Box)
        self.setAccessibleName("Notes for the facilitator")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 18)
        column.setSpacing(6)
        column.addWidget(PlainLabel("For the facilitator", "heading", parent=self))
        text = PlainLabel(notes, "body", "ink2", wrap=True, parent=self)
        text.setMinimumWidth(theme.px(380))
        column.addWidget(text)
        column.addWidget(
            PlainLabel("Only on this screen, never on the projector.", "caption", "muted", parent=self)
        )

    def sizeHint(self) -> QSize:
        """Return the size of the text at a readable measure."""
        width = Theme.of(self).px(420)
        return QSize(width, self._column.totalHeightForWidth(width))

    def show_at(self, corner: QPoint) -> None:
        """Open with the upper right corner at a place on the screen."""
        self.resize(self.sizeHint())
        self.move(corner.x() - self.width(), corner.y())
        self.show()
