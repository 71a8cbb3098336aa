"""Results of a round as they may be shown: groups under five held back, in no total."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from math import ceil, floor

from visionwork.domain.groups import GroupKind
from visionwork.domain.records import record
from visionwork.domain.rounds import QuestionKind
from visionwork.domain.statistics import difference, spread_words, wilson

Counts = tuple[int, int, int, int, int]

NO_CHANGE = 0.05
"""A change that is surely smaller than this is called none."""


@record
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


@record
class ShownComment:
    """A comment that may be shown.

    Attributes:
        text: The words.
        group: Name of the group; None where it is held back.
        kind: Kind of the group; None where it is held back.
        key: Random key of it in the document.
        theme_id: The theme it was sorted into, or None.
        theme: Name of that theme, or "".
        chosen: Whether it was chosen for the report.
    """

    text: str
    group: str | None
    kind: GroupKind | None
    key: str = ""
    theme_id: int | None = None
    theme: str = ""
    chosen: bool = False


class StoredComments(Sequence[ShownComment]):
    """Comments that are read when they are asked for, since there may be a million of them."""

    @abstractmethod
    def chosen(self) -> tuple[ShownComment, ...]:
        """Return those that were chosen for the report."""


@record
class QuestionResult:
    """Everything that may be shown of one question.

    Attributes:
        question_id: Id within the round.
        text: The question.
        kind: Scale or open.
        counts: Total counts over the groups shown, or None when none is.
        groups: One result a group that was invited or is shown, in the workshop's order.
        comments: Comments in an order unrelated to arrival.
    """

    question_id: str
    text: str
    kind: QuestionKind
    counts: Counts | None
    groups: tuple[GroupResult, ...] = ()
    comments: Sequence[ShownComment] = ()

    @property
    def n(self) -> int | None:
        """How many people the total counts, or None."""
        return None if self.counts is None else sum(self.counts)


@record
class RoundResults:
    """Protected results of one round.

    Attributes:
        round_id, number, draft_number: The round, and the draft it showed.
        n: People in the groups shown, or None when none is.
        questions: Results by question.
        themes: Id and name of the themes comments were sorted into, in order.
    """

    round_id: int
    number: int
    draft_number: int
    n: int | None
    questions: tuple[QuestionResult, ...]
    themes: tuple[tuple[int, str], ...] = ()


@record
class QuestionChange:
    """One scale question asked in two rounds in the same words.

    Attributes:
        text: The question.
        before, after: Counts of each round over the groups that both show for this question.
    """

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

    @property
    def words(self) -> str:
        """The change as far as the numbers carry it: "+21", "no change" or "too few to say"."""
        low, high = difference(
            (agreeing(self.before), sum(self.before)), (agreeing(self.after), sum(self.after))
        )
        if low > 0 or high < 0:
            return f"{self.change:+d}".replace("-", "−") if self.change else "0"
        return "no change" if max(high, -low) <= NO_CHANGE else "too few to say"


@record
class RoundComparison:
    """Two rounds beside each other, on the groups that both show.

    Attributes:
        before: The earlier round.
        after: The later round.
        questions: Questions asked in both in the same words, in the later round's order.
        only_before: Names of groups that only the earlier round shows; they are left out.
        only_after: Names of groups that only the later round shows; they are left out.
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


def agree_interval(counts: Counts) -> tuple[int, int] | None:
    """Return the 95 % interval of the share who agree, in whole per cent rounded outwards, or None.

    See `visionwork.domain.statistics.wilson` for the source.
    """
    if not sum(counts):
        return None
    low, high = wilson(agreeing(counts), sum(counts))
    return floor(low * 100), ceil(high * 100)


def reach_words(question: QuestionResult) -> str:
    """Return how far a question's share reaches, and where people disagree, in short sentences."""
    if question.counts is None or (interval := agree_interval(question.counts)) is None:
        return ""
    told = (
        f"{question.n} people; 95% interval {interval[0]} to {interval[1]}%. {spread_words(question.counts)}."
    )
    for words in ("Opinions differ widely", "Opinions differ"):
        names = [
            group.name
            for group in question.groups
            if group.counts is not None and spread_words(group.counts) == f"{words} here"
        ]
        if names and len([group for group in question.groups if not group.held_back]) > 1:
            told += f" {words} in {_listed(names)}."
    return told


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
