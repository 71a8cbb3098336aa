"""From a round of a document to its PDF form, and from forms that came back to answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from visionwork import __version__
from visionwork.domain.method import fill
from visionwork.domain.records import record
from visionwork.domain.rounds import QuestionKind
from visionwork.feedback.answer_words import load_answer_words
from visionwork.feedback.chapters import chapters, preference_labels, shown_texts, text_name
from visionwork.feedback.pdf_form.identity import (
    COMMENT_LIMIT,
    GROUP_FIELD,
    ID_FIELD,
    group_value,
    identity_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from visionwork.document.document import Document
    from visionwork.domain.rounds import Question, Round
    from visionwork.feedback.answer_words import AnswerWords
    from visionwork.feedback.pdf_form.judging import FormJudge
    from visionwork.report.form.build import BuiltForm
    from visionwork.report.form.sheet import FormQuestion


@record
class FormFile:
    """A form ready to be written.

    Attributes:
        form: The PDF.
        name: A name for its file.
    """

    form: BuiltForm
    name: str


def round_forms(
    document: Document, feedback_round: Round, paper: str = "a4", language: str | None = None
) -> tuple[FormFile, ...]:
    """Return the PDF form of a round; of a round on two drafts two, each beginning with another draft.

    Args:
        document: The workshop.
        feedback_round: One of its rounds.
        paper: "a4" or "letter".
        language: BCP 47 tag; that of the workshop when None.

    Raises:
        AlteredTextError: The words of its draft are not those that were saved.
    """
    first = round_form(document, feedback_round, paper, language=language)
    if feedback_round.second is None:
        return (first,)
    return (first, round_form(document, feedback_round, paper, turned=True, language=language))


def round_form(
    document: Document,
    feedback_round: Round,
    paper: str = "a4",
    *,
    turned: bool = False,
    language: str | None = None,
) -> FormFile:
    """Return the PDF form of a round.

    Args:
        document: The workshop.
        feedback_round: One of its rounds.
        paper: "a4" or "letter".
        turned: Whether the second of two drafts comes first. Answers to either form are the same to the app.
        language: BCP 47 tag; that of the workshop when None.

    Raises:
        AlteredTextError: The words of its draft are not those that were saved.
    """
    from visionwork.report.form.build import make_form
    from visionwork.report.form.sheet import FormGroup, FormPart, FormSheet

    workshop = document.workshop.get()
    words = load_answer_words(
        "form",
        language or workshop.language,
        partial(fill, organisation=workshop.organisation, words=document.workshop.house_words()),
    )
    drafts = document.texts.shown(feedback_round)
    texts = shown_texts([(draft.id, draft.text) for draft in drafts])
    two = len(texts) > 1
    kicker = words.text("round", round=feedback_round.number, draft=drafts[0].number)
    if two:
        kicker = words.text(
            "round_two", round=feedback_round.number, draft=drafts[0].number, second=drafts[1].number
        )
    parts = tuple(
        FormPart(
            text_name(words, part.texts[0]) or words.text("statement") if part.texts else "",
            part.texts[0].text if part.texts else "",
            tuple(_question(question, words) for question in part.questions),
        )
        for part in chapters(texts, feedback_round.questions, turned=turned)
    )
    invited = {group.group_id for group in feedback_round.groups}
    groups = tuple(
        FormGroup(group_value(group.id), group.name, group.kind)
        for group in document.groups.all()
        if group.id in invited
    )
    identity = identity_of(workshop.uuid, feedback_round)
    sheet = FormSheet(
        title=words.text("title"),
        kicker=kicker,
        lead=f"{words.text('lead')} {words.text('two_texts')}" if two else words.text("lead"),
        how=words.text("how"),
        parts=parts,
        group_title=words.text("group"),
        group_hint=words.text("group_hint"),
        group_field=GROUP_FIELD,
        groups=groups,
        only_group=words.text("one_group", group=groups[0].name if groups else ""),
        scale_hint=words.text("scale_hint"),
        open_hint=words.text("open_hint", most=COMMENT_LIMIT),
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
    order = f" ({'B' if turned else 'A'} first)" if two else ""
    return FormFile(built, f"Feedback form, Round {feedback_round.number}{order}.pdf")


def _question(question: Question, words: AnswerWords) -> FormQuestion:
    from visionwork.report.form.sheet import FormQuestion

    if question.kind is QuestionKind.SCALE:
        spoken = tuple(words.point(point) for point in range(1, question.points + 1))
        return FormQuestion(question.id, question.text, words.scale, spoken)
    if question.kind is QuestionKind.PREFERENCE:
        labels = preference_labels(words)
        return FormQuestion(question.id, question.text, labels, labels, numbered=False)
    return FormQuestion(question.id, question.text)


def form_paths(path: Path, forms: Sequence[FormFile]) -> list[Path]:
    """Return where the forms of a round go: the path itself, and one beside it that says what comes first."""
    if len(forms) == 1:
        return [path]
    return [path, path.with_name(f"{path.stem} (B first){path.suffix}")]


def round_judge(document: Document, feedback_round: Round) -> FormJudge:
    """Return what judges forms that come back to a round.

    Args:
        document: The workshop.
        feedback_round: One of its rounds.

    Raises:
        AlteredTextError: The words of its draft are not those that were saved. A form that was made from them
            could not be told from one of the true ones, so none is taken until the words are back.
    """
    from visionwork.feedback.pdf_form.judging import FormJudge

    document.texts.shown(feedback_round)
    return FormJudge(
        document.workshop.get().uuid, feedback_round, document.groups.all(), document.rounds.all()
    )
