"""Results of a round as they may be shown: groups under five held back, in no total."""

from __future__ import annotations

from dataclasses import dataclass

from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import QuestionKind

Counts = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class GroupResult:
    """Answers of one group to one question; `n` and `counts` are None when held back."""

    group_id: int
    name: str
    kind: GroupKind
    n: int | None
    counts: Counts | None

    @property
    def held_back(self) -> bool:
        """Whether the group is too small to be shown."""
        return self.counts is None


@dataclass(frozen=True, slots=True)
class ShownComment:
    """A comment that may be shown; `group` is None where the group is held back."""

    text: str
    group: str | None
    kind: GroupKind | None


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """Everything that may be shown of one question.

    Attributes:
        question_id: Id within the round.
        text: The question.
        kind: Scale or open.
        counts: Total counts over the groups shown, or None when none is.
        groups: One result a group that answered or was invited, in the workshop's order.
        comments: Comments in an order unrelated to arrival.
    """

    question_id: str
    text: str
    kind: QuestionKind
    counts: Counts | None
    groups: tuple[GroupResult, ...] = ()
    comments: tuple[ShownComment, ...] = ()

    @property
    def n(self) -> int | None:
        """How many people the total counts, or None."""
        return None if self.counts is None else sum(self.counts)


@dataclass(frozen=True, slots=True)
class RoundResults:
    """Protected results of one round; `n` is the number of people in the groups shown."""

    round_id: int
    number: int
    draft_number: int
    n: int | None
    questions: tuple[QuestionResult, ...]


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """One scale question asked in two rounds in the same words, with the totals shown in each."""

    text: str
    before: Counts
    after: Counts

    @property
    def before_share(self) -> int:
        """Share who agreed in the earlier round, as a whole percentage."""
        return agree_share(self.before) or 0

    @property
    def after_share(self) -> int:
        """Share who agreed in the later round, as a whole percentage."""
        return agree_share(self.after) or 0

    @property
    def change(self) -> int:
        """Difference of the two shares as they are shown, in percentage points."""
        return self.after_share - self.before_share


@dataclass(frozen=True, slots=True)
class RoundComparison:
    """Two rounds beside each other, on totals that are shown anyway.

    Attributes:
        before: The earlier round.
        after: The later round.
        questions: Questions asked in both in the same words, in the later round's order.
        only_before: Names of groups that are in totals of the earlier round only.
        only_after: Names of groups that are in totals of the later round only.
    """

    before: RoundResults
    after: RoundResults
    questions: tuple[QuestionChange, ...]
    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()


def agreeing(counts: Counts) -> int:
    """Return how many agree or strongly agree."""
    return counts[3] + counts[4]


def agree_share(counts: Counts) -> int | None:
    """Return the share who agree or strongly agree as a whole percentage, half up, or None."""
    total = sum(counts)
    return (200 * agreeing(counts) + total) // (2 * total) if total else None
