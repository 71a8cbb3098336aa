"""Opening a round, and changing one nobody has answered yet."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QPlainTextEdit, QWidget

from visionwork.domain.drafts import Draft
from visionwork.domain.groups import GroupKind, of_kind
from visionwork.domain.rounds import Round, RoundGroup
from visionwork.gui.context import WorkshopContext
from visionwork.gui.forms import load_form
from visionwork.gui.rounds.dialog_size import open_at
from visionwork.gui.rounds.invited_editor import InvitedEditor
from visionwork.gui.rounds.question_editor import QuestionDraft, QuestionEditor
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import PrimaryButton, SecondaryButton
from visionwork.gui.widgets.focus_ring import FocusRing
from visionwork.gui.widgets.labels import PlainLabel

_ASKED_FIRST = (GroupKind.EMPLOYEES, GroupKind.CUSTOMERS)
"""Kinds that are proposed: a draft is tested with the people it makes promises to."""


class RoundDialog(QDialog):
    """Asks which draft is shown to whom, and what is asked.

    Args:
        context: The open workshop.
        feedback_round: The round to change; None opens a new one.
        draft_id: Draft proposed for a new round; None takes the latest.
        parent: The window it belongs to.
    """

    def __init__(
        self,
        context: WorkshopContext,
        feedback_round: Round | None = None,
        draft_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._round = feedback_round
        form = load_form("new_round", self)
        self._drafts = form.widget(QComboBox, "draft_combo")
        self._text = form.widget(QPlainTextEdit, "draft_text")
        self._groups = form.widget(InvitedEditor, "invited_editor")
        self._questions = form.widget(QuestionEditor, "question_editor")
        self._frozen = form.widget(QLabel, "frozen_label")
        self._problem = form.widget(PlainLabel, "problem_label")
        self._accept = form.widget(PrimaryButton, "accept_button")
        self._fill(draft_id)
        self._drafts.currentIndexChanged.connect(self._show_draft)
        self._accept.clicked.connect(self.accept)
        form.widget(SecondaryButton, "cancel_button").clicked.connect(self.reject)
        self._groups.changed.connect(self._check)
        self._questions.changed.connect(self._check)
        self._show_draft()
        self._check()
        FocusRing(self)
        theme = Theme.of(self)
        self._text.setFont(theme.font("serif_body"))
        self._text.document().setDocumentMargin(12)
        open_at(self, 1040, 680)

    def accept(self) -> None:
        """Open the round, or keep the changes; stay when the document refuses."""
        self._check()
        if self._accept.isEnabled() and self._context.run(self._store) is not None:
            super().accept()

    def _fill(self, draft_id: int | None) -> None:
        snapshot = self._context.snapshot
        drafts = snapshot.statement_drafts()
        for draft in reversed(drafts):
            self._drafts.addItem(_draft_name(draft), draft.id)
        asked = self._round
        if asked is None:
            self.setWindowTitle("New round")
            wanted = drafts[-1].id if draft_id is None and drafts else draft_id
            asked_first = of_kind(snapshot.groups, *_ASKED_FIRST) or snapshot.groups
            self._groups.set_groups(
                snapshot.groups, [RoundGroup(group.id, group.headcount) for group in asked_first]
            )
            questionnaire = self._context.method.questionnaire
            self._questions.set_questions(
                [(template.kind, self._context.fill(template.text)) for template in questionnaire]
            )
        else:
            self.setWindowTitle(f"Change Round {asked.number}")
            self._accept.setText("Keep changes")
            wanted = asked.draft_id
            self._drafts.setEnabled(False)
            shown = self._context.document.rounds.shown_groups(asked.id)
            self._groups.set_groups(snapshot.groups, asked.groups, shown)
            self._questions.set_questions([(item.kind, item.text) for item in asked.questions])
            self._questions.setEnabled(not asked.answered)
        self._frozen.setVisible(asked is not None and asked.answered)
        self._drafts.setCurrentIndex(max(0, self._drafts.findData(wanted)))

    def _show_draft(self) -> None:
        draft_id = self._drafts.currentData()
        drafts = self._context.snapshot.statement_drafts()
        self._text.setPlainText(next((draft.text for draft in drafts if draft.id == draft_id), ""))

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
        questions: list[QuestionDraft] = self._questions.questions()
        invited = self._groups.invited()
        asked = self._round
        if asked is None:
            rounds.open(self._drafts.currentData(), questions, invited, self._context.now().date())
            return True
        if questions != [(item.kind, item.text) for item in asked.questions]:
            rounds.set_questions(asked.id, questions)
        if sorted(invited, key=_by_id) != sorted(asked.groups, key=_by_id):
            rounds.set_groups(asked.id, invited)
        return True


def _by_id(group: RoundGroup) -> int:
    return group.group_id


def _draft_name(draft: Draft) -> str:
    """Return a draft as it stands in a list, such as "Draft 4: shorter, with the town in it"."""
    summary = draft.summary if len(draft.summary) <= 60 else draft.summary[:59].rstrip() + "…"
    name = f"Draft {draft.number}"
    if draft.set_aside is not None:
        name += ", set aside"
    return f"{name}: {summary}" if summary else name
