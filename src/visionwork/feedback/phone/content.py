"""What the form on a phone shows: one round, as it was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from visionwork.domain.groups import Group, GroupKind, HouseWord
from visionwork.domain.method import fill
from visionwork.domain.rounds import Question, QuestionKind, Round, RoundStatus, form_digest
from visionwork.feedback.answer_words import AnswerWords
from visionwork.feedback.chapters import ShownText, shown_texts


@dataclass(frozen=True, slots=True)
class FormContent:
    """One round as phones see it.

    Attributes:
        title: Which round on which draft, such as "Feedback round 1, on Draft 3".
        texts: The wording that is judged, exactly as stored, or two.
        groups: Groups that are asked, in the workshop's order.
        questions: The questionnaire.
        words: Every other text, in the method's language with the house's words.
        digest: Changes when something that is asked changes; see `form_digest`.
        is_open: Whether answers are taken.
    """

    title: str
    texts: tuple[ShownText, ...]
    groups: tuple[Group, ...]
    questions: tuple[Question, ...]
    words: AnswerWords
    digest: str
    is_open: bool

    @property
    def ticked(self) -> tuple[Question, ...]:
        """The questions answered with a point."""
        return tuple(question for question in self.questions if question.ticked)

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """The questions answered in words."""
        return tuple(question for question in self.questions if question.kind is QuestionKind.OPEN)


def form_content(
    asked: Round,
    draft_number: int,
    statement: str,
    groups: Sequence[Group],
    words: AnswerWords,
    organisation: str = "",
    house_words: Mapping[GroupKind, HouseWord] | None = None,
    second: tuple[int, str] | None = None,
) -> FormContent:
    """Return what phones show of a round.

    Args:
        asked: The round.
        draft_number: Number of the draft it is about.
        statement: The draft's wording.
        groups: The workshop's groups.
        words: Texts of the form, with placeholders as in the method file.
        organisation: Name that stands for {organisation}.
        house_words: The house's words by kind.
        second: Number and wording of the other draft, where the round shows two.
    """
    wanted = {group.group_id for group in asked.groups}
    words = words.filled(lambda text: fill(text, organisation, house_words or {}))
    texts = [(asked.draft_id, statement)]
    title = words.text("round", round=asked.number, draft=draft_number)
    if asked.second is not None and second is not None:
        texts.append((asked.second.id, second[1]))
        title = words.text("round_two", round=asked.number, draft=draft_number, second=second[0])
    return FormContent(
        title=title,
        texts=shown_texts(texts),
        groups=tuple(group for group in groups if group.id in wanted),
        questions=asked.questions,
        words=words,
        digest=form_digest(asked),
        is_open=asked.status is RoundStatus.OPEN,
    )
