"""The questionnaire of a round as a list that can be edited, reordered, cut and added to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from visionwork.domain.questionnaire import QuestionDraft
from visionwork.domain.rounds import QuestionKind
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import HEIGHT_BANNER, HEIGHT_NORMAL, IconButton, QuietButton
from visionwork.gui.widgets.choices import ChoiceBox
from visionwork.gui.widgets.edited_rows import EditedRow, EditedRows
from visionwork.gui.widgets.growing_text import GrowingText
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.tab_order import follow_layout

KIND_LABELS = {QuestionKind.SCALE: "Five points", QuestionKind.OPEN: "Own words"}
"""What the kinds of question are called where one is chosen."""


_MARGIN = 6
"""Space around a question, such that one of a line is as high as the choice beside it."""

_LEAST_TEXT = 220
"""Width that a question has beside its choices, with its number, in pixels at text size 100."""


class QuestionEditor(QWidget):
    """A row a question; Alt+Up and Alt+Down move the row that is being edited.

    Args:
        parent: The widget it is in.

    Signals:
        changed: A question is different now.
    """

    changed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout()
        column.setSpacing(8)
        self._rows: EditedRows[QuestionRow] = EditedRows(column, parent=self)
        self._rows.changed.connect(self.changed)
        self._rows.renumbered.connect(self._on_renumbered)
        add = QuietButton("Add a question", "plus", HEIGHT_BANNER, parent=self)
        add.clicked.connect(self.add_question)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addLayout(column)
        outer.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)

    def set_questions(self, questions: Sequence[QuestionDraft]) -> None:
        """Show a questionnaire."""
        self._rows.replace([QuestionRow(kind, text, parent=self) for kind, text in questions])

    def questions(self) -> list[QuestionDraft]:
        """Return the questions that have a text, in order."""
        return [(row.kind(), row.text()) for row in self.rows() if row.text()]

    def rows(self) -> tuple[QuestionRow, ...]:
        """Return the rows that are shown."""
        return self._rows.all()

    def add_question(self) -> None:
        """Add an empty question and put the keyboard there."""
        self._rows.add(QuestionRow(QuestionKind.SCALE, "", parent=self))

    def _on_renumbered(self) -> None:
        follow_layout(self)


class QuestionRow(EditedRow):
    """Number, text, kind and the buttons of one question.

    Args:
        kind: How it is answered.
        text: The question.
        parent: The widget it is in.
    """

    def __init__(self, kind: QuestionKind, text: str, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = PlainLabel("", "cell", "muted", parent=self)
        self._text = GrowingText(text, "cell", _MARGIN, parent=self)
        self._text.setPlaceholderText("What do you want to know?")
        self._kind = ChoiceBox(self)
        for each, label in KIND_LABELS.items():
            self._kind.addItem(label, each)
        self._kind.setCurrentIndex(self._kind.findData(kind))
        self._up = IconButton("chevron-up", "", HEIGHT_NORMAL, framed=False, parent=self)
        self._down = IconButton("chevron-down", "", HEIGHT_NORMAL, framed=False, parent=self)
        self._remove = IconButton("x", "", HEIGHT_NORMAL, framed=False, parent=self)
        self._tools = QWidget(self)
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(4)
        for control in (self._kind, self._up, self._down, self._remove):
            tools.addWidget(control)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._number.setFixedHeight(self._text.first_line_height())
        self._grid.addWidget(self._number, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._text, 0, 1)
        self._grid.addWidget(self._tools, 1, 1, Qt.AlignmentFlag.AlignLeft)
        self._beside = False
        self._text.textChanged.connect(self._on_changed)
        self._kind.currentIndexChanged.connect(self._on_changed)
        self._up.clicked.connect(self._move_up)
        self._down.clicked.connect(self._move_down)
        self._remove.clicked.connect(self._ask_removal)
        self._text.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the choices under a question that would be too narrow to read beside them."""
        super().resizeEvent(event)
        beside = self.width() - self._tools.sizeHint().width() >= Theme.of(self).px(_LEAST_TEXT)
        if beside != self._beside:
            self._beside = beside
            self._grid.removeWidget(self._tools)
            if beside:
                self._grid.addWidget(self._tools, 0, 2, Qt.AlignmentFlag.AlignTop)
            else:
                self._grid.addWidget(self._tools, 1, 1, Qt.AlignmentFlag.AlignLeft)

    def kind(self) -> QuestionKind:
        """Return the kind that is chosen."""
        return QuestionKind(self._kind.currentData())

    def text(self) -> str:
        """Return the question without spaces around it."""
        return self._text.line()

    def focus_text(self) -> None:
        """Put the keyboard on the text."""
        self._text.setFocus()

    def set_place(self, number: int, of: int) -> None:
        """Show the number, and which moves are possible."""
        self._number.setText(str(number))
        self._text.setAccessibleName(f"Question {number}")
        self._kind.setAccessibleName(f"Kind of question {number}")
        for button, verb in ((self._up, "Move up"), (self._down, "Move down"), (self._remove, "Remove")):
            button.set_name(f"{verb} question {number}")
        self._up.setEnabled(number > 1)
        self._down.setEnabled(number < of)
        self._remove.set_reason("" if of > 1 else "A round needs at least one question.")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move the row with Alt and an arrow."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return True  # a question is one paragraph
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if not by or event.modifiers() != Qt.KeyboardModifier.AltModifier:
            return False
        self.move_requested.emit(self, by)
        self._text.setFocus()
        return True

    def _on_changed(self) -> None:
        self.changed.emit()

    def _move_up(self) -> None:
        self.move_requested.emit(self, -1)

    def _move_down(self) -> None:
        self.move_requested.emit(self, 1)

    def _ask_removal(self) -> None:
        self.remove_requested.emit(self)
