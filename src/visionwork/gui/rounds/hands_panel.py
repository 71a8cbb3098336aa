"""Typing a show of hands: how many people chose each point of the scale, question by question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from visionwork.domain.counting import counted
from visionwork.domain.rounds import SCALE_LABELS, Question, QuestionKind
from visionwork.feedback.hands import MOST_PEOPLE
from visionwork.gui.rounds.chapter_stack import PREFERENCES, ChapterStack
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.line_edit import LineEdit

_FIELD = 56


def _labels(question: Question) -> Sequence[str]:
    return PREFERENCES if question.kind is QuestionKind.PREFERENCE else SCALE_LABELS


class CountField(LineEdit):
    """A narrow field for a number of people; empty means none.

    Args:
        name: What is counted, for screen readers.
        parent: The widget it is in.
    """

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setValidator(QIntValidator(0, MOST_PEOPLE, self))
        self.setPlaceholderText("–")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(name)

    def value(self) -> int:
        """Return the number."""
        return min(MOST_PEOPLE, int(self.text())) if self.text().isdecimal() else 0

    def set_value(self, value: int) -> None:
        """Show a number."""
        self.setText(str(value) if value else "")


class HandsPanel(QWidget):
    """A row of five numbers a question, after how many people are asked.

    Enter goes to the next number; after the last one it asks for storing.

    Args:
        parts: The parts of the questionnaire, a title and questions each; only those with points count.
        parent: The widget it is in.

    Signals:
        changed: A number changed.
        finished: Enter was pressed in the last number.
    """

    changed = Signal()
    finished = Signal()

    def __init__(
        self, parts: Sequence[tuple[str, Sequence[Question]]], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._fields: dict[str, list[CountField]] = {}
        self._remarks: dict[str, PlainLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self._people = self._make_field("How many people of this group are asked")
        people_label = PlainLabel("How many &people of this group are asked?", "button", parent=self)
        people_label.setBuddy(self._people)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(people_label)
        row.addWidget(self._people)
        row.addStretch(1)
        column.addLayout(row)
        self._stack = ChapterStack(parent=self)
        self._parts: list[list[Question]] = []
        for title, questions in parts:
            counted_ones = [question for question in questions if question.ticked]
            if counted_ones:
                self._parts.append(counted_ones)
                self._add_part(self._stack.add_part(title), counted_ones)
        column.addWidget(self._stack)
        column.addStretch(1)
        self._theme.changed.connect(self._fit)
        self._fit()
        self._show_remarks()

    def inputs(self) -> list[QWidget]:
        """Return the fields in the order of the keyboard."""
        return [self._people, *(field for one in self._questions() for field in self._fields[one.id])]

    def people(self) -> int:
        """Return how many people are asked."""
        return self._people.value()

    def hands(self) -> dict[str, tuple[int, ...]]:
        """Return the counts by question id; questions without a hand are left out."""
        counts = {key: tuple(field.value() for field in fields) for key, fields in self._fields.items()}
        most = len(SCALE_LABELS)  # a question with fewer points has no hands for the others
        return {key: (*values, *(0,) * (most - len(values))) for key, values in counts.items() if any(values)}

    def set_turned(self, turned: bool) -> None:
        """Put the part about the second text first, or back."""
        self._stack.set_turned(turned)
        fields = self.inputs()
        for earlier, later in pairwise(fields):
            QWidget.setTabOrder(earlier, later)

    def problem(self) -> str:
        """Return what keeps the counts from being stored, in a sentence; "" when nothing does."""
        hands = self.hands()
        if not hands:
            return "Nothing is counted yet."
        if not self.people():
            return "Type how many people of this group are asked."
        question = self._overcounted()
        if question is None:
            return ""
        most = counted(sum(hands[question.id]), "hand", "hands")
        people = counted(self.people(), "person", "people")
        return f"{most} for {people} at “{question.text}”. Count again."

    def focus_problem(self) -> None:
        """Put the keyboard where the problem can be mended."""
        question = self._overcounted()
        if self.people() and question is not None:
            self._focus(self._fields[question.id][0])
        else:
            self.focus_first()

    def _overcounted(self) -> Question | None:
        """Return the first question, as they stand, with more hands than people."""
        hands = self.hands()
        people = self.people()
        return next((one for one in self._questions() if sum(hands.get(one.id, ())) > people), None)

    def _questions(self) -> list[Question]:
        """Return the questions as they stand."""
        parts = list(self._parts)
        if self._stack.turned:
            parts[0], parts[1] = parts[1], parts[0]
        return [question for part in parts for question in part]

    def show_hands(self, people: int, hands: Mapping[str, Sequence[int]]) -> None:
        """Show counts; questions without any are shown empty."""
        self._people.set_value(people)
        for key, fields in self._fields.items():
            for field, value in zip(fields, hands.get(key, (0,) * len(fields)), strict=False):
                field.set_value(value)

    def clear(self) -> None:
        """Empty the counts; the number of people stays, as the group does."""
        self.show_hands(self.people(), {})

    def focus_first(self) -> None:
        """Put the keyboard on the first number that has to be typed."""
        self._focus(self.inputs()[1 if self.people() and self._fields else 0])

    def advance(self) -> None:
        """Go on from the number that has the keyboard."""
        fields = self.inputs()
        current = self.window().focusWidget()
        place = next((i for i, field in enumerate(fields) if field is current), len(fields) - 1)
        if place + 1 < len(fields):
            self._focus(fields[place + 1])
        else:
            self.finished.emit()

    def _focus(self, field: QWidget) -> None:
        field.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(field, CountField):
            field.selectAll()

    def _add_part(self, column: QVBoxLayout, questions: Sequence[Question]) -> None:
        """Add a grid for each run of questions with the same points."""
        for kind, run in groupby(questions, key=lambda question: question.kind):
            grid = QGridLayout()
            grid.setHorizontalSpacing(8)
            grid.setVerticalSpacing(8)
            grid.setColumnStretch(0, 1)
            heads = PREFERENCES if kind is QuestionKind.PREFERENCE else map(str, range(1, 6))
            middle = Qt.AlignmentFlag.AlignCenter
            for place, head in enumerate(heads, 1):
                grid.addWidget(PlainLabel(head, "caption_bold", "muted", parent=self), 0, place, middle)
            for line, question in enumerate(run, 1):
                self._add_question(grid, line, question)
            column.addLayout(grid)

    def _add_question(self, grid: QGridLayout, line: int, question: Question) -> None:
        words = QWidget(self)
        stack = QVBoxLayout(words)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(PlainLabel(question.text, "body", wrap=True, parent=words))
        remark = PlainLabel("", "caption", "muted", parent=words)
        stack.addWidget(remark)
        grid.addWidget(words, line, 0)
        fields = [
            self._make_field(f"{question.text} {point}, {label}")
            for point, label in enumerate(_labels(question), 1)
        ]
        for point, field in enumerate(fields, 1):
            grid.addWidget(field, line, point)
        self._fields[question.id] = fields
        self._remarks[question.id] = remark

    def _make_field(self, name: str) -> CountField:
        field = CountField(name, parent=self)
        field.textChanged.connect(self._on_changed)
        return field

    def _on_changed(self) -> None:
        self._show_remarks()
        self.changed.emit()

    def _show_remarks(self) -> None:
        """Say at each question how its hands and the people compare."""
        people = self.people()
        for key, fields in self._fields.items():
            hands, remark = sum(field.value() for field in fields), self._remarks[key]
            over = hands > people > 0
            remark.set_color("warn" if over else "muted")
            if not hands:
                remark.setText("No hands yet")
            elif not people:
                remark.setText(counted(hands, "hand", "hands"))
            elif over:
                remark.setText(f"{counted(hands - people, 'hand', 'hands')} more than people")
            elif hands < people:
                remark.setText(f"{people - hands} of {people} did not answer")
            else:
                remark.setText("Everybody answered")

    def _fit(self) -> None:
        for field in self.inputs():
            field.setFixedWidth(self._theme.px(_FIELD))
