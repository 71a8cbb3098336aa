"""Feedback rounds: a questionnaire on one statement draft, and the answers to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from enum import IntEnum, StrEnum

from visionwork.domain.records import record

SCALE_LABELS = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
"""The five points of a scale question, 1 to 5."""


class QuestionKind(StrEnum):
    """How a question is answered: on the scale, in own words, or with one of two drafts."""

    SCALE = "scale"
    OPEN = "open"
    PREFERENCE = "preference"


class Preference(IntEnum):
    """Which of a round's two drafts speaks more to somebody; the numbers are those that are stored."""

    FIRST = 1
    SECOND = 2
    BOTH = 3
    NEITHER = 4


class RoundStatus(StrEnum):
    """Whether a round still takes answers."""

    OPEN = "open"
    CLOSED = "closed"


class Channel(StrEnum):
    """The way a response came in."""

    TYPED = "typed"
    KIOSK = "kiosk"
    PHONE = "phone"
    CSV = "csv"
    PDF_FORM = "pdf form"


@record
class Question:
    """One question of a round.

    Attributes:
        id: Stable within the round, such as "q1".
        text: What is asked.
        kind: How it is answered.
        draft_id: The draft it is about, where a round shows two; None when it is about the round as a whole.
        draft_number: Number of that draft, or None.
    """

    id: str
    text: str
    kind: QuestionKind
    draft_id: int | None = None
    draft_number: int | None = None

    @property
    def ticked(self) -> bool:
        """Whether the answer is one of several points, so that answers can be counted."""
        return self.kind is not QuestionKind.OPEN

    @property
    def points(self) -> int:
        """How many points there are to choose from; none when it is answered in own words."""
        return _POINTS[self.kind]


_POINTS = {QuestionKind.SCALE: 5, QuestionKind.PREFERENCE: len(Preference), QuestionKind.OPEN: 0}


@record
class RoundGroup:
    """A group invited to a round, and how many people of it, when somebody said."""

    group_id: int
    invited: int | None = None


class RoundAct(StrEnum):
    """What is recorded of a round with its day."""

    OPENED = "opened"
    CLOSED = "closed"
    REOPENED = "reopened"
    SHREDDED = "single answers removed"


@record
class RoundEvent:
    """Something done with a round on a day; nothing of it tells when anybody answered."""

    act: RoundAct
    day: date


@record
class ShownDraft:
    """A draft that people see, and the hash of its wording."""

    id: int
    sha256: str


@record
class Round:
    """A feedback round on one statement draft, or on two that the same people compare.

    Attributes:
        id: Row id in the document.
        number: Number in the workshop, from 1.
        draft_id: Draft that was shown.
        draft_sha256: Hash of the wording that was shown.
        status: Open or closed.
        opened_on: Day it was opened.
        closed_on: Day it was closed, or None.
        questions: The questionnaire, in order.
        groups: Groups invited.
        response_count: How many responses are stored. For deciding only; never shown as it is.
        shredded_on: Day its single answers were removed, or None.
        second: The other draft, where two are shown to the same people in turn.
        history: What was done with the round, in order.
    """

    id: int
    number: int
    draft_id: int
    draft_sha256: str
    status: RoundStatus
    opened_on: date
    closed_on: date | None = None
    questions: tuple[Question, ...] = ()
    groups: tuple[RoundGroup, ...] = ()
    response_count: int = 0
    shredded_on: date | None = None
    second: ShownDraft | None = None
    history: tuple[RoundEvent, ...] = ()

    @property
    def invited_ids(self) -> list[int]:
        """Ids of the groups it asks."""
        return [group.group_id for group in self.groups]

    @property
    def drafts(self) -> tuple[ShownDraft, ...]:
        """The draft that is shown, or both."""
        first = ShownDraft(self.draft_id, self.draft_sha256)
        return (first,) if self.second is None else (first, self.second)

    @property
    def was_reopened(self) -> bool:
        """Whether it took answers again after it was closed."""
        return any(event.act is RoundAct.REOPENED for event in self.history)

    @property
    def answered(self) -> bool:
        """Whether anybody answered, even where the single answers were removed since."""
        return self.response_count > 0 or self.shredded_on is not None


@record
class NewResponse:
    """One person's answers, before they are stored.

    Attributes:
        group_id: Group the person belongs to.
        scales: Points by question id, 1 to 5 or a `Preference`; a question left out was not answered.
        comments: Texts by question id; empty ones are left out.
        fingerprint: Hash that tells a second import of the same row; None when typed.
    """

    group_id: int
    scales: Mapping[str, int] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    fingerprint: str | None = None


@record
class Tally:
    """Unprotected counts of one ticked question in one group; never leaves the analysis.

    The counts of a preference are those of its four answers, and 0.
    """

    question_id: str
    group_id: int
    counts: tuple[int, int, int, int, int]


class Standing(StrEnum):
    """Whether a comment may be seen."""

    WAITING = "waiting"
    UNNAMED = "unnamed"
    NAMED = "named"


@record
class Comment:
    """One open answer with its group; unprotected.

    Attributes:
        question_id: The question it answers.
        group_id: Group of who wrote it.
        text: The words.
        key: Random key of it in the document.
        standing: Whether it may be seen; None when that was not decided yet.
        theme_id: The theme it was sorted into, or None.
        chosen: Whether it was chosen for the report.
    """

    question_id: str
    group_id: int
    text: str
    key: str = ""
    standing: Standing | None = None
    theme_id: int | None = None
    chosen: bool = False


@record
class Theme:
    """What several comments are about."""

    id: int
    name: str


@record
class Figure:
    """Counts of a group that were let out once; what stands here was seen and cannot be taken back.

    Attributes:
        group_id: The group.
        code: Question, or `PEOPLE` or `COMMENTED`.
        counts: People at each point; one number for the other two.
        shown: Whether it is what is shown now.
        id: Row in the document; 0 before it is stored.
    """

    group_id: int
    code: str
    counts: tuple[int, ...]
    shown: bool = True
    id: int = 0


PEOPLE = "people"
"""Code of the figure that says how many of a group answered."""

COMMENTED = "comments"
"""Code of the figure that says how many of a group had answered when comments were last let out."""


def tested_wordings(rounds: Iterable[Round]) -> frozenset[str]:
    """Return the hashes of the wordings somebody has answered about."""
    return frozenset(shown.sha256 for item in rounds if item.answered for shown in item.drafts)


def ticked_ids(questions: Iterable[Question]) -> tuple[str, ...]:
    """Return the ids of the questions whose answers are packed together, in the questionnaire's order."""
    return tuple(question.id for question in questions if question.ticked)


def form_digest(asked: Round) -> str:
    """Return what tells whether two forms ask the same people the same about the same wording."""
    parts = [
        *(draft.sha256 for draft in asked.drafts),
        *(f"{question.id}|{question.kind.value}|{question.text}" for question in asked.questions),
        *(str(group_id) for group_id in sorted(group.group_id for group in asked.groups)),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


ANSWERS_STEP = 5
"""Counts of answers that are still coming in are told in steps of so many."""


def in_steps(count: int) -> int:
    """Return a count of answers as it may be told while they come in, so that no single one shows."""
    return count - count % ANSWERS_STEP
