"""The screens around the questions while the laptop is handed round: welcome, group, thanks, the exit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from visionwork.domain.groups import Group
from visionwork.gui.kiosk.choice_button import ChoiceButton
from visionwork.gui.kiosk.screen import KioskScreen
from visionwork.gui.widgets.buttons import HEIGHT_HOME, PrimaryButton, SecondaryButton
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from visionwork.feedback.answer_words import AnswerWords

_BEFORE_POINTS = 10


class WelcomeScreen(KioskScreen):
    """Who asks what, and what is protected, before anything is asked.

    Args:
        words: The texts.
        two_texts: Whether two drafts are shown.
        parent: The window.
    """

    def __init__(self, words: AnswerWords, *, two_texts: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(words, parent=parent)
        self.add_text(words.text("title"), "home_title")
        self.add_text(words.text("lead"), "serif_lead", "ink2")
        if two_texts:
            self.add_text(words.text("two_texts"), "serif_lead", "ink2")
        for title, points in (("protected", words.protected), ("unprotected", words.unprotected)):
            self._add_points(words.text(title), points)
        self.column.addSpacing(_BEFORE_POINTS)
        self.add_buttons(self.primary(words.text("begin")))

    def _add_points(self, title: str, points: Sequence[str]) -> None:
        """Add a heading close to its points, whose lines all begin behind the dot."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.addWidget(PlainLabel(title, "heading", parent=self._inner), 0, 0, 1, 2)
        for line, point in enumerate(points, 1):
            dot = PlainLabel("•", "body", "ink2", parent=self._inner)
            grid.addWidget(dot, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(PlainLabel(point, "body", "ink2", wrap=True, parent=self._inner), line, 1)
        self.column.addSpacing(_BEFORE_POINTS)
        self.column.addLayout(grid)


class GroupScreen(KioskScreen):
    """Which group somebody belongs to.

    Args:
        words: The texts.
        groups: The groups that are asked.
        chosen: The group chosen before, or None.
        parent: The window.
    """

    def __init__(
        self,
        words: AnswerWords,
        groups: Sequence[Group],
        chosen: int | None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent=parent)
        self._choices: dict[int, ChoiceButton] = {}
        self.add_text(words.text("group"), "title")
        self.add_text(words.text("group_hint"), "body", "muted")
        for group in groups:
            button = ChoiceButton(group.name, kind=group.kind, parent=self._inner)
            button.setChecked(group.id == chosen)
            self._choices[group.id] = button
            self.column.addWidget(button)
        self.add_buttons(self.back_button(), self.primary(words.text("next")))

    def group_id(self) -> int | None:
        """Return the group that is chosen, or None."""
        return next((key for key, button in self._choices.items() if button.isChecked()), None)

    def press_digit(self, digit: int) -> None:
        """Choose a group by its place, as the points of a question are chosen."""
        if 1 <= digit <= len(self._choices):
            button = tuple(self._choices.values())[digit - 1]
            button.setChecked(True)
            button.setFocus()

    def focus_first(self) -> None:
        """Put the keyboard on the choice."""
        chosen = self.group_id()
        (self._choices[chosen] if chosen is not None else next(iter(self._choices.values()))).setFocus()


class ThanksScreen(KioskScreen):
    """What is stored is gone from the screen.

    Args:
        words: The texts.
        parent: The window.
    """

    def __init__(self, words: AnswerWords, *, parent: QWidget | None = None) -> None:
        super().__init__(words, parent=parent)
        self.add_text(words.text("thanks"), "home_title")
        self.add_text(words.text("stored"), "serif_lead", "ink2")
        self.add_text(words.text("hand_on"), "body", "ink2")
        self.add_buttons(self.primary(words.text("next_person")))


class StillHereScreen(KioskScreen):
    """Asked when nothing was touched for a while; back clears, forward goes on.

    Args:
        words: The texts.
        parent: The window.
    """

    def __init__(self, words: AnswerWords, *, parent: QWidget | None = None) -> None:
        super().__init__(words, parent=parent)
        self.add_text(words.text("still_here"), "title")
        self.add_text(words.text("still_hint"), "serif_lead", "ink2")
        clear = SecondaryButton(words.text("still_no"), height=HEIGHT_HOME, parent=self)
        clear.clicked.connect(self.backward)
        self.add_buttons(self.primary(words.text("still_yes")), clear)


class ExitScreen(KioskScreen):
    """Asks for the exit word; forward tries it, back goes on answering.

    Args:
        words: The texts.
        parent: The window.
    """

    def __init__(self, words: AnswerWords, *, parent: QWidget | None = None) -> None:
        super().__init__(words, parent=parent)
        self.add_text(words.text("exit"), "title")
        self.add_text(words.text("exit_hint"), "body", "ink2")
        self._field = LineEdit(parent=self)
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self._field.setMaxLength(100)
        self._field.setAccessibleName(words.text("exit_word"))
        self._field.setPlaceholderText(words.text("exit_word"))
        self._field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.column.addWidget(self._field)
        stay = SecondaryButton(words.text("exit_stay"), height=HEIGHT_HOME, parent=self)
        stay.clicked.connect(self.backward)
        self.add_buttons(stay, self.primary(words.text("exit_leave")))

    def word(self) -> str:
        """Return what was typed, and empty the field."""
        text = self._field.text()
        self._field.clear()
        return text

    def focus_first(self) -> None:
        """Put the keyboard into the field."""
        self._field.setFocus()


class LeaveScreen(KioskScreen):
    """Asked when the facilitator leaves and somebody has answered without storing; back goes on answering.

    Args:
        words: The texts.
        parent: The window.
    """

    def __init__(self, words: AnswerWords, *, parent: QWidget | None = None) -> None:
        super().__init__(words, parent=parent)
        self.add_text(words.text("left_open"), "title")
        self.add_text(words.text("left_open_hint"), "serif_lead", "ink2")
        self._stay = PrimaryButton(words.text("exit_stay"), height=HEIGHT_HOME, parent=self)
        self._stay.clicked.connect(self.backward)
        leave = SecondaryButton(words.text("left_open_leave"), height=HEIGHT_HOME, parent=self)
        leave.clicked.connect(self.forward)
        self.add_buttons(self._stay, leave)

    def focus_first(self) -> None:
        """Put the keyboard on what loses nothing."""
        self._stay.setFocus()
