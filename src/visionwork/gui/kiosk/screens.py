"""The screens people see one after the other while the laptop is handed round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from visionwork.domain.groups import Group
from visionwork.domain.records import record
from visionwork.domain.rounds import Question, QuestionKind
from visionwork.feedback.chapters import ShownText, preference_labels, text_name
from visionwork.gui.kiosk.choice_button import ChoiceButton
from visionwork.gui.rounds.comment_input import CommentInput
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import HEIGHT_HOME, KitButton, PrimaryButton, QuietButton, SecondaryButton
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from visionwork.feedback.answer_words import AnswerWords

_COLUMN, _COMMENT, _ROOM = 620, 190, 16
_BEFORE_POINTS = 10


class KioskScreen(QWidget):
    """A column of large things in the middle of the screen, and buttons below.

    Args:
        words: The texts.
        parent: The window.

    Signals:
        forward: Go on.
        backward: Go back.
    """

    forward = Signal()
    backward = Signal()

    def __init__(self, words: AnswerWords, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self._theme = Theme.of(self)
        self._said: PlainLabel | None = None
        self.column = QVBoxLayout()
        self.column.setSpacing(14)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        self._inner = QWidget(self)
        inner = QVBoxLayout(self._inner)
        inner.setContentsMargins(6, 6, _ROOM, 6)
        inner.setSpacing(24)
        inner.addStretch(1)
        inner.addLayout(self.column)
        inner.addLayout(self._buttons)
        inner.addStretch(2)
        self.across = QHBoxLayout(self)
        self.across.setContentsMargins(48, 24, 48, 24)
        self.across.setSpacing(48)
        self._area = QScrollArea(self)  # many groups, or large text on a small screen
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inner)
        self.across.addStretch(1)
        self.across.addWidget(self._area)
        self.across.addStretch(1)
        self._theme.changed.connect(self._fit)
        self._fit()

    def focus_first(self) -> None:
        """Put the keyboard where it is needed."""
        for button in self.findChildren(KitButton):
            if button.isEnabled():
                button.setFocus()
                return

    def leave_out(self) -> None:
        """Go on without an answer."""
        self.forward.emit()

    def press_digit(self, digit: int) -> None:
        """Take a digit that was typed anywhere on the screen."""

    def say(self, text: str) -> None:
        """Say what is missing, below what was asked."""
        if self._said is None:
            self._said = PlainLabel("", "body_bold", "danger", wrap=True, parent=self._inner)
            self.column.addWidget(self._said)
        self._said.setText(text)
        self._said.show()

    def add_text(self, text: str, role: str = "body", color: str = "ink") -> PlainLabel:
        """Add a text to the column and return its label."""
        label = PlainLabel(text, role, color, wrap=True, parent=self._inner)
        self.column.addWidget(label)
        return label

    def add_buttons(self, *buttons: QWidget) -> None:
        """Add buttons from left to right."""
        for button in buttons:
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)

    def primary(self, text: str) -> PrimaryButton:
        """Return the button that goes on."""
        button = PrimaryButton(text, height=HEIGHT_HOME, parent=self._inner)
        button.clicked.connect(self.forward)
        return button

    def back_button(self) -> SecondaryButton:
        """Return the button that goes back."""
        button = SecondaryButton(self.words.text("back"), height=HEIGHT_HOME, parent=self._inner)
        button.clicked.connect(self.backward)
        return button

    def _fit(self) -> None:
        self._area.setFixedWidth(self._theme.px(_COLUMN) + 2 * _ROOM)


class WelcomeScreen(KioskScreen):
    """Who asks what, and what is protected, before anything is asked."""

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
    """Which group somebody belongs to."""

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

    def focus_first(self) -> None:
        """Put the keyboard on the choice."""
        chosen = self.group_id()
        (self._choices[chosen] if chosen is not None else next(iter(self._choices.values()))).setFocus()


@record
class AskedQuestion:
    """A question as one person meets it.

    Attributes:
        question: The question.
        number, total: Its place among the questions.
        texts: What stands beside it.
    """

    question: Question
    number: int
    total: int
    texts: tuple[ShownText, ...]


class QuestionScreen(KioskScreen):
    """A question beside the wording it is about."""

    def __init__(self, words: AnswerWords, asked: AskedQuestion, *, parent: QWidget | None = None) -> None:
        super().__init__(words, parent=parent)
        self.question = asked.question
        self.across.insertWidget(0, _statements(words, asked.texts, self), 4)
        for gap in (1, 3):
            self.across.setStretch(gap, 0)
        self._is_last = asked.number == asked.total
        self.add_text(words.text("step", number=asked.number, total=asked.total), "body", "muted")
        self.add_text(asked.question.text, "title")

    def _finish(self) -> None:
        """Add the buttons below an answer."""
        skip = QuietButton(self.words.text("skip"), height=HEIGHT_HOME, parent=self._inner)
        skip.clicked.connect(self.leave_out)
        go_on = self.primary(self.words.text("store" if self._is_last else "next"))
        self.add_buttons(self.back_button(), go_on)
        if not self._is_last:
            self._buttons.addWidget(skip)
        else:
            skip.hide()


class ScaleScreen(QuestionScreen):
    """A question with five answers, or the four to which of two texts somebody likes better."""

    def __init__(
        self, words: AnswerWords, asked: AskedQuestion, chosen: int | None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(words, asked, parent=parent)
        self.column.setSpacing(10)
        on_scale = asked.question.kind is QuestionKind.SCALE
        labels = words.scale if on_scale else preference_labels(words)
        self._choices = [
            ChoiceButton(label, point, parent=self._inner) for point, label in enumerate(labels, 1)
        ]
        for point, button in enumerate(self._choices, 1):
            button.setChecked(point == chosen)
            self.column.addWidget(button)
        if on_scale:
            self.add_text(words.text("scale_hint"), "caption", "muted")
        self._finish()

    def point(self) -> int | None:
        """Return the point that is chosen, or None."""
        return next((i for i, button in enumerate(self._choices, 1) if button.isChecked()), None)

    def press_digit(self, digit: int) -> None:
        """Choose a point."""
        if 1 <= digit <= len(self._choices):
            self._choices[digit - 1].setChecked(True)
            self._choices[digit - 1].setFocus()

    def leave_out(self) -> None:
        """Take the choice back and go on."""
        for button in self._choices:
            button.setAutoExclusive(False)
            button.setChecked(False)
        super().leave_out()

    def focus_first(self) -> None:
        """Put the keyboard on the choice, or on the first one, which is not chosen by that."""
        self._choices[(self.point() or 1) - 1].setFocus()


class WordsScreen(QuestionScreen):
    """A question answered in own words."""

    def __init__(
        self, words: AnswerWords, asked: AskedQuestion, text: str, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(words, asked, parent=parent)
        self._field = _Words(asked.question.text, parent=self._inner)
        self._field.setPlainText(text)
        self._field.setFixedHeight(self._theme.px(_COMMENT))
        self.column.addWidget(self._field)
        self.add_text(words.text("open_hint"), "caption", "muted")
        self._field.finished.connect(self.forward)
        self._finish()

    def text(self) -> str:
        """Return what was written."""
        return self._field.text().strip()

    def leave_out(self) -> None:
        """Empty the field and go on."""
        self._field.clear()
        super().leave_out()

    def focus_first(self) -> None:
        """Put the keyboard into the field."""
        self._field.setFocus()


class ThanksScreen(KioskScreen):
    """What is stored is gone from the screen."""

    def __init__(self, words: AnswerWords, *, parent: QWidget | None = None) -> None:
        super().__init__(words, parent=parent)
        self.add_text(words.text("thanks"), "home_title")
        self.add_text(words.text("stored"), "serif_lead", "ink2")
        self.add_text(words.text("hand_on"), "body", "ink2")
        self.add_buttons(self.primary(words.text("next_person")))


class StillHereScreen(KioskScreen):
    """Asked when nothing was touched for a while; back clears, forward goes on."""

    def __init__(self, words: AnswerWords, *, parent: QWidget | None = None) -> None:
        super().__init__(words, parent=parent)
        self.add_text(words.text("still_here"), "title")
        self.add_text(words.text("still_hint"), "serif_lead", "ink2")
        clear = SecondaryButton(words.text("still_no"), height=HEIGHT_HOME, parent=self)
        clear.clicked.connect(self.backward)
        self.add_buttons(self.primary(words.text("still_yes")), clear)


class ExitScreen(KioskScreen):
    """Asks for the exit word; forward tries it, back goes on answering."""

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


class _Words(CommentInput):
    """A field without a menu, in which Enter makes a new line and Ctrl+Enter goes on."""

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFont(self._theme.font("serif_body"))

    def keyPressEvent(self, event) -> None:  # noqa: ANN001
        """Go on with Ctrl+Enter; Esc is the window's."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.finished.emit()
            else:
                self.insertPlainText("\n")
        else:
            super().keyPressEvent(event)


def _statements(words: AnswerWords, texts: Sequence[ShownText], parent: QWidget) -> QScrollArea:
    """Return the wording as it is tested, or both where a question is about both; long ones scroll."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    title = words.text("statement" if len(texts) == 1 else "pair")
    area.setAccessibleName(title)
    content = QWidget(area)
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 12, 0)
    column.setSpacing(12)
    column.addStretch(1)
    column.addWidget(PlainLabel(title, "body", "muted", parent=content))
    for text in texts:
        if text.letter:
            column.addWidget(PlainLabel(text_name(words, text), "section", parent=content))
        column.addWidget(PlainLabel(text.text, "serif_lead", wrap=True, parent=content))
    column.addStretch(2)
    area.setWidget(content)
    return area
