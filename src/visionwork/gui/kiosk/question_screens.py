"""The screens that ask a question, beside the wording it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from visionwork.domain.records import record
from visionwork.domain.rounds import Question, QuestionKind
from visionwork.feedback.chapters import ShownText, preference_labels, text_name
from visionwork.gui.kiosk.choice_button import ChoiceButton
from visionwork.gui.kiosk.screen import KioskScreen
from visionwork.gui.rounds.comment_input import CommentInput
from visionwork.gui.widgets.buttons import HEIGHT_HOME, QuietButton
from visionwork.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from visionwork.feedback.answer_words import AnswerWords

_COMMENT = 190


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
    """A question beside the wording it is about.

    Args:
        words: The texts.
        asked: The question as this person meets it.
        parent: The window.
    """

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
    """A question with five answers, or the four to which of two texts somebody likes better.

    Args:
        words: The texts.
        asked: The question as this person meets it.
        chosen: The point chosen before, or None.
        parent: The window.
    """

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
    """A question answered in own words.

    Args:
        words: The texts.
        asked: The question as this person meets it.
        text: What was written before.
        parent: The window.
    """

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
