"""Answers and questions that are being typed, as words that outlast a crash."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from visionwork.domain.questionnaire import QuestionDraft
from visionwork.domain.rounds import QuestionKind

_MOST = 1_000_000
"""No number that is typed is larger; widgets of Qt cannot be given every number that a file can hold."""


@dataclass(frozen=True, slots=True)
class UnfinishedAnswers:
    """What stands in the fields for one person, or for one show of hands.

    Attributes:
        group_id: The group that is chosen.
        scales: Points by question id.
        comments: Own words by question id.
        people: How many people are asked by a show of hands; 0 for one person.
        hands: Hands for each point, by question id.
    """

    group_id: int
    scales: Mapping[str, int] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    people: int = 0
    hands: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def words(self) -> str:
        """Return them as one text."""
        return json.dumps(asdict(self), ensure_ascii=False)


def read_answers(words: str) -> UnfinishedAnswers | None:
    """Return the answers in a text, or None where it is none of ours; a file may come from anywhere."""
    try:
        found = json.loads(words)
        return UnfinishedAnswers(
            _number(found["group_id"]),
            {str(key): _number(point) for key, point in found["scales"].items()},
            {str(key): str(text) for key, text in found["comments"].items()},
            _number(found["people"]),
            {str(key): [_number(count) for count in counts] for key, counts in found["hands"].items()},
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def question_words(questions: Sequence[QuestionDraft]) -> str:
    """Return a questionnaire as one text."""
    return json.dumps([[kind.value, text] for kind, text in questions], ensure_ascii=False)


def read_questions(words: str) -> list[QuestionDraft]:
    """Return the questionnaire in a text; nothing where it is none of ours."""
    try:
        return [(QuestionKind(kind), str(text)) for kind, text in json.loads(words)]
    except (ValueError, TypeError, RecursionError):
        return []


def _number(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value <= _MOST:
        raise ValueError(value)
    return value
