"""Typing what people in the room answer: one person after the other, or a show of hands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from visionwork.document.unfinished import answer_place
from visionwork.domain.counting import counted
from visionwork.domain.rounds import Channel, NewResponse, Question, QuestionKind
from visionwork.feedback.chapters import Chapter
from visionwork.feedback.hands import responses_of_hands
from visionwork.gui.rounds.asking_dialog import AskingDialog
from visionwork.gui.rounds.chapter_stack import (
    PREFERENCES,
    ChapterStack,
    ReadFirst,
    round_chapters,
    text_title,
)
from visionwork.gui.rounds.comment_input import CommentInput
from visionwork.gui.rounds.hands_panel import HandsPanel
from visionwork.gui.rounds.scale_input import NOT_ANSWERED, ScaleInput, ScaleLegend
from visionwork.gui.rounds.unfinished_forms import UnfinishedAnswers, read_answers
from visionwork.gui.unfinished import keep_words
from visionwork.gui.widgets.buttons import PrimaryButton, QuietButton
from visionwork.gui.widgets.keyboard_view import KeyboardView
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.toggle import Toggle

_PERSON_HINT = (
    "1 to 5 answers and moves on. Enter goes to the next question, and stores the person at the last."
    " Ctrl+Enter stores at once."
)
_HANDS_HINT = "Type how many hands went up for each point. Enter goes on, and stores at the end."
_NO_GROUP = 0
"""What stands for a group that is not asked any more; no group has this id."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What was stored at once: a person, or a show of hands."""

    people: int
    response: NewResponse
    asked: int = 0
    hands: Mapping[str, Sequence[int]] = field(default_factory=dict)


class TypeAnswersDialog(AskingDialog):
    """Takes the answers of one person after another, or of several at once from a show of hands.

    The group stays chosen. A digit answers a question and moves on; Enter goes to the next question, and
    at the last stores the person and begins the next one. What was stored last can be taken back and comes
    back into the fields.
    """

    FORM, TITLE, SIZE, LEAVE = "type_answers", "Type answers", (820, 620), "close_button"

    def _set_up(self) -> None:
        form, feedback_round, context = self.form, self._round, self._context
        self._steps: list[_Step] = []
        self._scales: dict[str, ScaleInput] = {}
        self._comments: dict[str, CommentInput] = {}
        self._group = form.widget(QComboBox, "group_combo")
        self._hint = form.widget(PlainLabel, "hint_label")
        self._count = form.widget(PlainLabel, "count_label")
        self._store_button = form.widget(PrimaryButton, "store_button")
        self._undo_button = form.widget(QuietButton, "undo_button")
        self._by_hands = form.widget(Toggle, "hands_toggle")
        self._persons = form.widget(QWidget, "persons_part")
        self._order = form.widget(ReadFirst, "order_combo")
        self._fill_groups()
        drafts = context.snapshot.drafts
        parts = [(self._title(part), part.questions) for part in round_chapters(feedback_round, drafts)]
        self._stack = ChapterStack(parent=self._persons)
        form.widget(QVBoxLayout, "questions_layout").addWidget(self._stack)
        self._build_questions(parts)
        self._hands = HandsPanel(parts, parent=form.widget(QWidget, "hands_part"))
        form.widget(QVBoxLayout, "hands_layout").addWidget(self._hands)
        self._hands.finished.connect(self._on_hands_finished)
        self._hands.hide()
        self._by_hands.setVisible(any(question.ticked for question in feedback_round.questions))
        form.widget(QWidget, "order_part").setVisible(feedback_round.second is not None)
        self._order.order_changed.connect(self._on_order)
        self._by_hands.toggled.connect(self._on_mode)
        self._store_button.clicked.connect(self.store)
        self._undo_button.clicked.connect(self.undo_last)
        self._view = KeyboardView(form.widget(QScrollArea, "questions_area"))
        self._show_count()
        self._go_on_with_unfinished()
        self._group.currentIndexChanged.connect(self._keep_unfinished)
        self._hands.changed.connect(self._keep_unfinished)
        for scale in self._scales.values():
            scale.valueChanged.connect(self._keep_unfinished)
        for comment in self._comments.values():
            comment.textChanged.connect(self._keep_unfinished)
        self._begin()

    def typed(self) -> int:
        """Return how many people were typed since the dialog was opened."""
        return sum(step.people for step in self._steps)

    def store(self) -> None:
        """Store what is in the fields, a person or a show of hands, and begin anew."""
        if self._by_hands.isChecked():
            self.store_hands()
        else:
            self.store_person()

    def store_person(self) -> None:
        """Store the person in the fields and begin the next one."""
        response = self._response()
        if not response.scales and not response.comments:
            self._say("Nothing is answered yet.")
            self._begin()
            return
        if self._lacks_group():
            return
        self._add([response], _Step(1, response))

    def store_hands(self) -> None:
        """Store the counts as answers of that many people, and begin the next show of hands."""
        problem = self._hands.problem()
        if problem:
            self._say(problem)
            self._hands.focus_problem()
            return
        if self._lacks_group():
            return
        hands = self._hands.hands()
        responses = responses_of_hands(self._group_id(), hands)
        self._add(responses, _Step(len(responses), responses[0], self._hands.people(), hands))

    def undo_last(self) -> None:
        """Take back what was stored last and show it again."""
        if not self._steps or not self._context.undo():
            return
        last = self._steps.pop()
        self._order.take_turns()
        self._group.setCurrentIndex(self._group.findData(last.response.group_id))
        self._by_hands.setChecked(bool(last.hands))
        if last.hands:
            self._hands.show_hands(last.asked, last.hands)
        else:
            self._show_person(last.response.scales, last.response.comments)
        self._show_count()
        self._say("Taken back. Correct it and store it again, or clear it and close.")
        self._begin()

    def reject(self) -> None:
        """Close; what is typed but not stored is asked about first."""
        if self._is_begun():
            from visionwork.gui.messages import Choice

            answer = self._context.messages.over(self).ask(
                "Store this show of hands first?"
                if self._by_hands.isChecked()
                else "Store this person first?",
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
                self.store()
                if self._is_begun():  # it could not be stored; the hint says why
                    return
            keep_words(self._context, answer_place(self._round.id), "")
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter, and store at the last question; Ctrl+Enter stores wherever the keyboard is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            at_once = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if at_once or self.focusWidget() is self._store_button:
                self.store()
            elif self._by_hands.isChecked():
                self._hands.advance()
            else:
                self._go_on()
            return
        super().keyPressEvent(event)

    def _go_on(self) -> None:
        """Go to the question after the one the keyboard is on; after the last, store the person."""
        here = self.focusWidget()
        place = self._inputs.index(here) + 1 if here in self._inputs else 0
        if place < len(self._inputs):
            self._inputs[place].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.store_person()

    def _keep_unfinished(self, *_: object) -> None:
        """Keep what is typed for one person, which a crash would lose."""
        words = self._unfinished().words() if self._is_begun() else ""
        keep_words(self._context, answer_place(self._round.id), words)

    def _unfinished(self) -> UnfinishedAnswers:
        if self._by_hands.isChecked():
            return UnfinishedAnswers(self._group_id(), people=self._hands.people(), hands=self._hands.hands())
        response = self._response()
        return UnfinishedAnswers(response.group_id, response.scales, response.comments)

    def _go_on_with_unfinished(self) -> None:
        """Show the answers that were being typed when the app stopped."""
        found = read_answers(self._context.document.unfinished.text(answer_place(self._round.id)))
        if found is None:
            return
        self._group.setCurrentIndex(self._group.findData(found.group_id))
        self._by_hands.setChecked(bool(found.hands))
        if found.hands:
            self._hands.show_hands(found.people, found.hands)
        else:
            self._show_person(found.scales, found.comments)
        if self._group_id() == _NO_GROUP:
            self._say("Typed before for a group that is not asked any more: choose the group, or clear it.")
        else:
            self._say("Typed before and not stored: store it, or clear it and go on.")

    def _show_person(self, scales: Mapping[str, int], comments: Mapping[str, str]) -> None:
        for question_id, scale in self._scales.items():
            scale.setValue(scales.get(question_id, NOT_ANSWERED))
        for question_id, comment in self._comments.items():
            comment.setPlainText(comments.get(question_id, ""))

    def _fill_groups(self) -> None:
        snapshot = self._context.snapshot
        invited = {group.group_id for group in self._round.groups}
        for group in snapshot.groups:
            if group.id in invited:
                self._group.addItem(group.name, group.id)
        self._group.setPlaceholderText("Choose the group")  # a combo box that has one chooses nothing itself

    def _title(self, part: Chapter) -> str:
        """Return the heading of a part, where a round shows two texts."""
        if self._round.second is None or not part.texts:
            return ""
        return text_title(part.texts[0], self._context.snapshot.drafts)

    def _build_questions(self, parts: Sequence[tuple[str, Sequence[Question]]]) -> None:
        self._part_inputs: list[list[QWidget]] = []
        for title, questions in parts:
            column = self._stack.add_part(title)
            if any(item.kind is QuestionKind.SCALE for item in questions):
                legend = QHBoxLayout()
                legend.addStretch(1)
                legend.addWidget(ScaleLegend(parent=self))
                column.addLayout(legend)
            self._part_inputs.append([self._add_question(column, question) for question in questions])
        self._put_in_order()

    def _put_in_order(self) -> None:
        """Let the keyboard go through the questions as they stand."""
        parts = list(self._part_inputs)
        if self._stack.turned:
            parts[0], parts[1] = parts[1], parts[0]
        self._inputs = [field for part in parts for field in part]
        for earlier, later in pairwise((self._order, self._by_hands, *self._inputs, self._store_button)):
            QWidget.setTabOrder(earlier, later)

    def _on_order(self, turned: bool) -> None:
        self._stack.set_turned(turned)
        self._hands.set_turned(turned)
        self._put_in_order()
        self._begin()

    def _add(self, responses: Sequence[NewResponse], step: _Step) -> None:
        rounds, round_id = self._context.document.rounds, self._round.id
        if self._context.run(lambda: rounds.add_responses(round_id, responses, Channel.TYPED)) is None:
            return
        self._steps.append(step)
        self._clear()
        self._order.take_turns()
        self._show_count()
        self._begin()

    def _is_begun(self) -> bool:
        """Return whether something is typed that is not stored."""
        if self._by_hands.isChecked():
            return bool(self._hands.hands())
        response = self._response()
        return bool(response.scales or response.comments)

    def _on_mode(self, by_hands: bool) -> None:
        self._persons.setVisible(not by_hands)
        self._hands.setVisible(by_hands)
        self._store_button.setText("Store hands" if by_hands else "Store person")
        self._say("")
        self._begin()

    def _on_hands_finished(self) -> None:
        self._store_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _add_question(self, column: QVBoxLayout, question: Question) -> QWidget:
        if question.ticked:
            return self._add_scale(column, question)
        return self._add_comment(column, question)

    def _add_scale(self, column: QVBoxLayout, question: Question) -> ScaleInput:
        if question.kind is QuestionKind.PREFERENCE:
            scale = ScaleInput(question.text, PREFERENCES, own_words=True, parent=self)
        else:
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
        comment = CommentInput(question.text, parent=self)
        comment.finished.connect(self._go_on)
        column.addSpacing(4)
        column.addWidget(PlainLabel(question.text, "body", wrap=True, parent=self))
        column.addWidget(comment)
        self._comments[question.id] = comment
        return comment

    def _on_answered(self, scale: object) -> None:
        """Move on to the question after the one that was answered."""
        assert isinstance(scale, ScaleInput)
        self._say("")
        place = self._inputs.index(scale) + 1
        following = self._inputs[place] if place < len(self._inputs) else self._store_button
        following.setFocus(Qt.FocusReason.TabFocusReason)

    def _response(self) -> NewResponse:
        scales = {key: scale.value() for key, scale in self._scales.items() if scale.value() != NOT_ANSWERED}
        comments = {
            key: comment.text().strip() for key, comment in self._comments.items() if comment.text().strip()
        }
        return replace(NewResponse(self._group_id()), scales=scales, comments=comments)

    def _group_id(self) -> int:
        return self._group.currentData() or _NO_GROUP

    def _lacks_group(self) -> bool:
        """Return whether nobody said whose answers these are; if so, ask for it."""
        if self._group_id() != _NO_GROUP:
            return False
        self._say("Choose the group first: nothing is stored before that.")
        self._group.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _clear(self) -> None:
        for scale in self._scales.values():
            scale.setValue(NOT_ANSWERED)
        for comment in self._comments.values():
            comment.clear()
        self._hands.clear()
        self._say("")

    def _begin(self) -> None:
        """Put the keyboard on the first question, or on the group where none is chosen."""
        if self._group_id() == _NO_GROUP:
            self._group.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._by_hands.isChecked():
            self._hands.focus_first()
        elif self._inputs:
            self._inputs[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _say(self, text: str) -> None:
        usual = _HANDS_HINT if self._by_hands.isChecked() else _PERSON_HINT
        self._hint.setText(text or usual)

    def _show_count(self) -> None:
        typed = self.typed()
        self._count.setText(f"{counted(typed, 'person', 'people')} typed" if typed else "Nobody typed yet")
        self._undo_button.setEnabled(bool(typed))
        self._say("")
