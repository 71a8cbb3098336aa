"""Typing what people in the room answer: one key a question, Enter for the next person."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from visionwork.domain.rounds import Channel, NewResponse, Question, QuestionKind, Round
from visionwork.gui.context import WorkshopContext
from visionwork.gui.forms import load_form
from visionwork.gui.rounds.comment_input import CommentInput
from visionwork.gui.rounds.dialog_size import open_at
from visionwork.gui.rounds.scale_input import NOT_ANSWERED, ScaleInput, ScaleLegend
from visionwork.gui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from visionwork.gui.widgets.focus_ring import FocusRing
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.wording import counted


class TypeAnswersDialog(QDialog):
    """Takes the answers of one person after another.

    The group stays chosen. A digit answers a question and moves on; Enter stores the person and begins
    the next one. The last person can be taken back and comes back into the fields.

    Args:
        context: The open workshop.
        feedback_round: An open round.
        parent: The window it belongs to.
    """

    def __init__(
        self, context: WorkshopContext, feedback_round: Round, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._round = feedback_round
        self._typed: list[NewResponse] = []
        self._scales: dict[str, ScaleInput] = {}
        self._comments: dict[str, CommentInput] = {}
        form = load_form("type_answers", self)
        self.setWindowTitle(f"Type answers, Round {feedback_round.number}")
        self._group = form.widget(QComboBox, "group_combo")
        self._hint = form.widget(PlainLabel, "hint_label")
        self._count = form.widget(PlainLabel, "count_label")
        self._store_button = form.widget(PrimaryButton, "store_button")
        self._undo_button = form.widget(QuietButton, "undo_button")
        self._fill_groups()
        self._build_questions(form.widget(QVBoxLayout, "questions_layout"))
        self._store_button.clicked.connect(self.store_person)
        self._undo_button.clicked.connect(self.undo_last)
        form.widget(SecondaryButton, "close_button").clicked.connect(self.reject)
        FocusRing(self)
        open_at(self, 820, 620)
        self._show_count()
        self._begin()

    def typed(self) -> int:
        """Return how many people were typed since the dialog was opened."""
        return len(self._typed)

    def store_person(self) -> None:
        """Store the person in the fields and begin the next one."""
        response = self._response()
        if not response.scales and not response.comments:
            self._say("Nothing is answered yet.")
            self._begin()
            return
        rounds, round_id = self._context.document.rounds, self._round.id
        if self._context.run(lambda: rounds.add_responses(round_id, [response], Channel.TYPED)) is None:
            return
        self._typed.append(response)
        self._clear()
        self._show_count()
        self._begin()

    def undo_last(self) -> None:
        """Take the last person back and show the answers again."""
        if not self._typed or not self._context.undo():
            return
        last = self._typed.pop()
        self._group.setCurrentIndex(self._group.findData(last.group_id))
        for question_id, scale in self._scales.items():
            scale.setValue(last.scales.get(question_id, NOT_ANSWERED))
        for question_id, field in self._comments.items():
            field.setPlainText(last.comments.get(question_id, ""))
        self._show_count()
        self._say("Taken back. Correct it and store it again, or clear it and close.")
        self._begin()

    def reject(self) -> None:
        """Close; a person typed but not stored is asked about first."""
        response = self._response()
        if response.scales or response.comments:
            from visionwork.gui.messages import Choice

            answer = self._context.messages.over(self).ask(
                "Store this person first?",
                "Answers are typed that are not stored yet.",
                (
                    Choice("store", "Store and close"),
                    Choice("leave", "Leave them out"),
                    Choice("stay", "Go on typing"),
                ),
            )
            if answer == "stay":
                return
            if answer == "store":
                self.store_person()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Store the person with Enter, wherever the keyboard is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.store_person()
            return
        super().keyPressEvent(event)

    def _fill_groups(self) -> None:
        snapshot = self._context.snapshot
        invited = {group.group_id for group in self._round.groups}
        for group in snapshot.groups:
            if group.id in invited:
                self._group.addItem(group.name, group.id)

    def _build_questions(self, column: QVBoxLayout) -> None:
        scales = [item for item in self._round.questions if item.kind is QuestionKind.SCALE]
        if scales:
            legend = QHBoxLayout()
            legend.addStretch(1)
            legend.addWidget(ScaleLegend(parent=self))
            column.addLayout(legend)
        inputs = [self._add_question(column, question) for question in self._round.questions]
        column.addStretch(1)
        for earlier, later in zip([self._group, *inputs], [*inputs, self._store_button], strict=True):
            QWidget.setTabOrder(earlier, later)
        self._inputs = inputs

    def _add_question(self, column: QVBoxLayout, question: Question) -> QWidget:
        if question.kind is QuestionKind.SCALE:
            return self._add_scale(column, question)
        return self._add_comment(column, question)

    def _add_scale(self, column: QVBoxLayout, question: Question) -> ScaleInput:
        scale = ScaleInput(question.text, parent=self)
        scale.answered.connect(self._on_answered)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(PlainLabel(question.text, "body", wrap=True, parent=self), 1)
        row.addWidget(scale)
        column.addLayout(row)
        self._scales[question.id] = scale
        return scale

    def _add_comment(self, column: QVBoxLayout, question: Question) -> CommentInput:
        field = CommentInput(question.text, parent=self)
        field.finished.connect(self.store_person)
        column.addSpacing(4)
        column.addWidget(PlainLabel(question.text, "body", wrap=True, parent=self))
        column.addWidget(field)
        self._comments[question.id] = field
        return field

    def _on_answered(self, scale: object) -> None:
        """Move on to the question after the one that was answered."""
        assert isinstance(scale, ScaleInput)
        self._say("")
        place = self._inputs.index(scale)
        following = self._inputs[place + 1] if place + 1 < len(self._inputs) else self._store_button
        following.setFocus(Qt.FocusReason.TabFocusReason)

    def _response(self) -> NewResponse:
        scales = {key: scale.value() for key, scale in self._scales.items() if scale.value() != NOT_ANSWERED}
        comments = {
            key: field.text().strip() for key, field in self._comments.items() if field.text().strip()
        }
        return replace(NewResponse(self._group.currentData()), scales=scales, comments=comments)

    def _clear(self) -> None:
        for scale in self._scales.values():
            scale.setValue(NOT_ANSWERED)
        for field in self._comments.values():
            field.clear()
        self._say("")

    def _begin(self) -> None:
        """Put the keyboard on the first question."""
        if self._inputs:
            self._inputs[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _say(self, text: str) -> None:
        self._hint.setText(text or "1 to 5 answers and moves on, space skips. Enter stores the person.")

    def _show_count(self) -> None:
        typed = len(self._typed)
        self._count.setText(f"{counted(typed, 'person', 'people')} typed" if typed else "Nobody typed yet")
        self._undo_button.setEnabled(bool(typed))
        self._say("")
