"""From a round of a document to its PDF form, and from forms that came back to answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from visionwork import __version__
from visionwork.domain.method import fill
from visionwork.domain.rounds import QuestionKind
from visionwork.feedback.answer_words import load_answer_words
from visionwork.feedback.pdf_form.identity import (
    COMMENT_LIMIT,
    GROUP_FIELD,
    ID_FIELD,
    group_value,
    identity_of,
)

if TYPE_CHECKING:
    from visionwork.document.document import Document
    from visionwork.domain.rounds import Round
    from visionwork.feedback.pdf_form.judging import FormJudge
    from visionwork.report.feedback_form import BuiltForm


@dataclass(frozen=True, slots=True)
class FormFile:
    """A form ready to be written.

    Attributes:
        form: The PDF.
        name: A name for its file.
    """

    form: BuiltForm
    name: str


def round_form(document: Document, feedback_round: Round, paper: str = "a4") -> FormFile:
    """Return the PDF form of a round.

    Args:
        document: The workshop.
        feedback_round: One of its rounds.
        paper: "a4" or "letter".
    """
    from visionwork.report.feedback_form import make_form
    from visionwork.report.pages.feedback_form import FormGroup, FormQuestion, FormSheet

    workshop = document.workshop.get()
    words = load_answer_words(
        "form",
        workshop.language,
        partial(fill, organisation=workshop.organisation, words=document.workshop.house_words()),
    )
    draft = document.texts.draft(feedback_round.draft_id)
    invited = {group.group_id for group in feedback_round.groups}
    groups = tuple(
        FormGroup(group_value(group.id), group.name, group.kind)
        for group in document.groups.all()
        if group.id in invited
    )
    identity = identity_of(workshop.uuid, feedback_round)
    sheet = FormSheet(
        title=words.text("title"),
        kicker=words.text("round", round=feedback_round.number, draft=draft.number),
        lead=words.text("lead"),
        how=words.text("how"),
        statement_title=words.text("statement"),
        statement=draft.text,
        group_title=words.text("group"),
        group_hint=words.text("group_hint"),
        group_field=GROUP_FIELD,
        groups=groups,
        only_group=words.text("one_group", group=groups[0].name if groups else ""),
        scale_hint=words.text("scale_hint"),
        open_hint=words.text("open_hint", most=COMMENT_LIMIT),
        scale=words.scale,
        points=tuple(words.point(point) for point in range(1, 6)),
        questions=tuple(
            FormQuestion(question.id, question.text, question.kind is QuestionKind.SCALE)
            for question in feedback_round.questions
        ),
        protected_title=words.text("protected"),
        protected=words.protected,
        unprotected_title=words.text("unprotected"),
        unprotected=words.unprotected,
        thanks=words.text("thanks"),
        number=words.text("number", number=identity.number()),
        id_field=ID_FIELD,
        id_text=identity.text(),
        organisation=workshop.organisation,
        subject=words.text("subject"),
        language=words.language,
        app_version=__version__,
        most=COMMENT_LIMIT,
    )
    built = make_form(sheet, document.clock().astimezone(), paper)
    return FormFile(built, f"Feedback form, Round {feedback_round.number}.pdf")


def round_judge(document: Document, feedback_round: Round) -> FormJudge:
    """Return what judges forms that come back to a round.

    Args:
        document: The workshop.
        feedback_round: One of its rounds.
    """
    from visionwork.feedback.pdf_form.judging import FormJudge

    return FormJudge(
        document.workshop.get().uuid, feedback_round, document.groups.all(), document.rounds.all()
    )
