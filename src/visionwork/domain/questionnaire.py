"""From the questions somebody wants to ask to those of a round, and back.

In a round on one draft they are the same. In a round on two, questions on the scale are asked about each
draft, each under a code of its own, so that answers are stored and protected as in any other round; what is
asked in own words is asked once, after them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from visionwork.domain.drafts import clean_text
from visionwork.domain.rounds import Question, QuestionKind

QuestionDraft = tuple[QuestionKind, str]
"""A question as somebody writes it."""

PREFERENCE_TEXT = "Which of the two speaks more to you?"
"""Asked about two drafts where the method has no question for it."""


def asked_questions(wanted: Iterable[QuestionDraft], draft_ids: Sequence[int]) -> tuple[Question, ...]:
    """Return the questions of a round.

    Args:
        wanted: What is to be asked; empty texts are left out. A preference is asked once, and only where
            there are two drafts.
        draft_ids: The draft that is shown, or both.
    """
    kept = [(kind, clean_text(text).strip()) for kind, text in wanted if text.strip()]
    if len(draft_ids) < 2:
        asked = [(kind, text, None) for kind, text in kept if kind is not QuestionKind.PREFERENCE]
    else:
        asked = [
            (kind, text, draft_id)
            for draft_id in draft_ids
            for kind, text in kept
            if kind is QuestionKind.SCALE
        ]
        asked += [(kind, text, None) for kind, text in kept if kind is QuestionKind.PREFERENCE][:1]
        asked += [(kind, text, None) for kind, text in kept if kind is QuestionKind.OPEN]
    return tuple(
        Question(f"q{number}", text, kind, draft_id) for number, (kind, text, draft_id) in enumerate(asked, 1)
    )


def wanted_questions(asked: Sequence[Question]) -> list[QuestionDraft]:
    """Return what somebody wanted to ask: each question once, whatever it is asked about."""
    first = next((question.draft_id for question in asked if question.draft_id is not None), None)
    return [(question.kind, question.text) for question in asked if question.draft_id in (None, first)]


def in_order(asked: Sequence[Question], first_draft: int | None) -> tuple[Question, ...]:
    """Return the questions as somebody meets them who sees one of two drafts first.

    Args:
        asked: The questions of a round.
        first_draft: Id of the draft that is seen first; None keeps the order.
    """
    if first_draft is None:
        return tuple(asked)
    about = [question for question in asked if question.draft_id is not None]
    first = [question for question in about if question.draft_id == first_draft]
    second = [question for question in about if question.draft_id != first_draft]
    return (*first, *second, *(question for question in asked if question.draft_id is None))
