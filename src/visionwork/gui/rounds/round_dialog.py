"""Opening a round, and changing one nobody has answered yet."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from visionwork.document.unfinished import QUESTIONS_PLACE
from visionwork.domain.drafts import Draft, draft_label
from visionwork.domain.groups import GroupKind, of_kind
from visionwork.domain.questionnaire import (
    PREFERENCE_TEXT,
    QuestionDraft,
    asked_questions,
    wanted_questions,
)
from visionwork.domain.quoting import shortened
from visionwork.domain.rounds import QuestionKind, Round, RoundGroup
from visionwork.gui.context import WorkshopContext
from visionwork.gui.forms import load_form
from visionwork.gui.rounds.dialog_size import open_at
from visionwork.gui.rounds.invited_editor import InvitedEditor
from visionwork.gui.rounds.question_editor import QuestionEditor
from visionwork.gui.rounds.unfinished_forms import question_words, read_questions
from visionwork.gui.theme import Theme
from visionwork.gui.unfinished import keep_words
from visionwork.gui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from visionwork.gui.widgets.focus_ring import FocusRing
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.tab_order import follow_layout

_ASKED_FIRST = (GroupKind.EMPLOYEES, GroupKind.CUSTOMERS)
"""Kinds that are proposed: a draft is tested with the people it makes promises to."""


_PREFERENCE = QuestionKind.PREFERENCE
_LONGEST_SUMMARY = 60
_BOUND = "Answers belong to exactly these words. A later draft needs a round of its own."
_BOUND_TO_TWO = (
    "The same people read both drafts as Text A and Text B, half of them B first. Who read which first is not"
    " stored."
)


_MOST_ASKED = 440
"""Width that the groups keep beside the draft at most, in pixels at text size 100."""


class RoundDialog(QDialog):
    """Asks which draft is shown to whom, and what is asked.

    Args:
        context: The open workshop.
        feedback_round: The round to change; None opens a new one.
        draft_id: Draft proposed for a new round; None takes the latest.
        like: A round whose drafts, questions and groups are proposed for a new one.
        parent: The window it belongs to.

    Signals:
        like_requested: A new round with the questions of this one is wanted.
    """

    like_requested = Signal()

    def __init__(
        self,
        context: WorkshopContext,
        feedback_round: Round | None = None,
        draft_id: int | None = None,
        parent: QWidget | None = None,
        *,
        like: Round | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._round = feedback_round
        form = load_form("new_round", self)
        self._drafts = form.widget(QComboBox, "draft_combo")
        self._text = form.widget(QPlainTextEdit, "draft_text")
        self._seconds = form.widget(QComboBox, "second_combo")
        self._second_text = form.widget(QPlainTextEdit, "second_text")
        self._bound = form.widget(PlainLabel, "bound_label")
        self._preference = form.widget(QLineEdit, "preference_edit")
        self._preference_part = (
            form.widget(PlainLabel, "preference_label"),
            self._preference,
            form.widget(PlainLabel, "preference_hint"),
        )
        self._like = form.widget(QuietButton, "like_button")
        self._groups = form.widget(InvitedEditor, "invited_editor")
        self._questions = form.widget(QuestionEditor, "question_editor")
        self._frozen = form.widget(QLabel, "frozen_label")
        self._problem = form.widget(PlainLabel, "problem_label")
        self._accept = form.widget(PrimaryButton, "accept_button")
        self._fill(draft_id, like)
        self._drafts.currentIndexChanged.connect(self._on_draft)
        self._seconds.currentIndexChanged.connect(self._show_drafts)
        self._seconds.currentIndexChanged.connect(self._check)
        self._like.clicked.connect(self._on_like)
        self._accept.clicked.connect(self.accept)
        form.widget(SecondaryButton, "cancel_button").clicked.connect(self.reject)
        self._groups.changed.connect(self._check)
        self._questions.changed.connect(self._check)
        self._questions.changed.connect(self._keep_questions)
        self._show_drafts()
        self._check()
        follow_layout(self)
        FocusRing(self)
        theme = Theme.of(self)
        for text in (self._text, self._second_text):
            text.setFont(theme.font("serif_body"))
            text.document().setDocumentMargin(12)
        open_at(self, 1040, 680)
        self._asked = form.widget(QScrollArea, "asked_area")

    def showEvent(self, event: QShowEvent) -> None:
        """Keep the numbers of the groups whole: what is asked does not scroll sideways."""
        super().showEvent(event)
        bar, content = self._asked.verticalScrollBar(), self._asked.widget()
        assert content is not None
        wished = content.minimumSizeHint().width() + bar.sizeHint().width()
        self._asked.setMinimumWidth(min(wished, Theme.of(self).px(_MOST_ASKED)))

    def done(self, result: int) -> None:
        """Close; what was asked is in the round now, or given up."""
        if self._round is None:
            keep_words(self._context, QUESTIONS_PLACE, "")
        super().done(result)

    def accept(self) -> None:
        """Open the round, or keep the changes; stay when the document refuses."""
        self._check()
        if self._accept.isEnabled() and self._context.run(self._store) is not None:
            super().accept()

    def _fill(self, draft_id: int | None, like: Round | None) -> None:
        snapshot = self._context.snapshot
        drafts = snapshot.statement_drafts()
        for draft in reversed(drafts):
            self._drafts.addItem(_draft_name(draft), draft.id)
        asked = self._round
        wanted = drafts[-1].id if draft_id is None and drafts else draft_id
        if asked is None:
            self.setWindowTitle("New round")
        else:
            self.setWindowTitle(f"Change Round {asked.number}")
            self._accept.setText("Keep changes")
        model = asked or like
        if model is None:
            asked_first = of_kind(snapshot.groups, *_ASKED_FIRST) or snapshot.groups
            invited = [RoundGroup(group.id, group.to_ask) for group in asked_first]
            questions = [
                (template.kind, self._context.fill(template.text))
                for template in self._context.method.questionnaire
            ]
        else:
            wanted, invited = model.draft_id, list(model.groups)
            questions = wanted_questions(model.questions)
        answered = self._context.document.rounds.respondents(asked.id).keys() if asked is not None else ()
        self._groups.set_groups(snapshot.groups, invited, answered)
        begun = (
            read_questions(self._context.document.unfinished.text(QUESTIONS_PLACE)) if model is None else []
        )
        self._questions.set_questions(begun or [item for item in questions if item[0] is not _PREFERENCE])
        told = [text for kind, text in questions if kind is _PREFERENCE]
        self._preference.setText(told[0] if told else PREFERENCE_TEXT)
        self._drafts.setCurrentIndex(max(0, self._drafts.findData(wanted)))
        self._fill_seconds(model.second.id if model is not None and model.second is not None else None)
        frozen = asked is not None and asked.answered
        self._frozen.setVisible(frozen)
        self._like.setVisible(frozen)
        for widget in (self._drafts, self._seconds):
            widget.setEnabled(asked is None)
        for widget in (self._questions, self._preference):
            widget.setEnabled(not frozen)

    def _keep_questions(self) -> None:
        if self._round is None:
            keep_words(self._context, QUESTIONS_PLACE, question_words(self._questions.questions()))

    def _fill_seconds(self, chosen: int | None) -> None:
        """Offer every other draft to be compared with."""
        first = self._drafts.currentData()
        with QSignalBlocker(self._seconds):
            self._seconds.clear()
            self._seconds.addItem("No other draft", None)
            for draft in reversed(self._context.snapshot.statement_drafts()):
                if draft.id != first:
                    self._seconds.addItem(_draft_name(draft), draft.id)
            place = self._seconds.findData(chosen) if chosen is not None else 0
            self._seconds.setCurrentIndex(max(0, place))

    def _on_draft(self) -> None:
        self._fill_seconds(self._seconds.currentData())
        self._show_drafts()

    def _show_drafts(self) -> None:
        texts = {draft.id: draft.text for draft in self._context.snapshot.statement_drafts()}
        second = self._seconds.currentData()
        self._text.setPlainText(texts.get(self._drafts.currentData(), ""))
        self._second_text.setPlainText(texts.get(second, ""))
        self._second_text.setVisible(second is not None)
        for text in (self._text, self._second_text):
            text.verticalScrollBar().setValue(0)  # Qt goes on where it was while it was hidden
        self._bound.setText(_BOUND if second is None else _BOUND_TO_TWO)
        for widget in self._preference_part:
            widget.setVisible(second is not None)

    def _on_like(self) -> None:
        self.reject()
        self.like_requested.emit()

    def _check(self) -> None:
        """Say what is missing, where the button is."""
        missing = ""
        if not self._groups.invited():
            missing = "Choose at least one group to ask."
        elif not self._questions.questions():
            missing = "Write at least one question."
        self._problem.setText(missing)
        self._accept.set_reason(missing)

    def _store(self) -> bool:
        rounds = self._context.document.rounds
        second = self._seconds.currentData()
        questions: list[QuestionDraft] = self._questions.questions()
        if second is not None:
            questions.append((_PREFERENCE, self._preference.text()))
        invited = self._groups.invited()
        asked, first = self._round, self._drafts.currentData()
        if asked is None:
            rounds.open(first, questions, invited, self._context.now().date(), second)
            return True
        now = asked_questions(questions, [draft.id for draft in asked.drafts])
        if [(q.kind, q.text) for q in now] != [(q.kind, q.text) for q in asked.questions]:
            rounds.set_questions(asked.id, questions)
        if sorted(invited, key=_by_id) != sorted(asked.groups, key=_by_id):
            rounds.set_groups(asked.id, invited)
        return True


def _by_id(group: RoundGroup) -> int:
    return group.group_id


def _draft_name(draft: Draft) -> str:
    """Return a draft as it stands in a list, such as "Draft 4: shorter, with the town in it"."""
    summary = shortened(draft.summary, _LONGEST_SUMMARY)
    name = draft_label(draft)
    if draft.set_aside is not None:
        name += ", set aside"
    return f"{name}: {summary}" if summary else name
