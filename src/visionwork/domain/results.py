"""Results of a round as they may be shown: groups under five held back, in no total."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil, floor

from visionwork.domain.counting import listed
from visionwork.domain.groups import GroupKind
from visionwork.domain.records import record
from visionwork.domain.rounds import QuestionKind
from visionwork.domain.statistics import difference, spread_words, wilson

Counts = tuple[int, int, int, int, int]

COUNTED_IN_FIVES = (
    "Up to four more of each group may have answered: answers join five at a time, so that nobody's own"
    " can be worked out."
)
"""What stands beside figures that are final: the same words whether somebody waits or nobody does."""

AND_A_FEW_MORE = "Up to four more of each group may have: they are counted five at a time."
"""The same beside a sentence that says how many people answered."""

UNNAMED_GROUP = "Group not named"
"""Stands where a comment carries no group."""

UNNAMED_REASON = (
    "Fewer than five people of its group were new when it came out, so it carries no group, for good."
)
"""Why a comment carries no group, whatever the figures of its group show by now."""

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
        group: Name of the group; None where it came out together with others, without a name.
        kind: Kind of the group; None where the name is.
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

    @abstractmethod
    def of_theme(self, theme_id: int) -> Iterator[ShownComment]:
        """Yield those that were sorted into a theme."""

    @abstractmethod
    def numbers_by_theme(self) -> Mapping[int, int]:
        """Return how many were sorted into each theme."""


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
        draft_number: The draft it is about, where the round shows two; None when it is about the round.
    """

    question_id: str
    text: str
    kind: QuestionKind
    counts: Counts | None
    groups: tuple[GroupResult, ...] = ()
    comments: Sequence[ShownComment] = ()
    draft_number: int | None = None

    @property
    def n(self) -> int | None:
        """How many people the total counts, or None."""
        return None if self.counts is None else sum(self.counts)


@record
class GroupTurnout:
    """How many of a group answered anything; `answered` is None when held back.

    Attributes:
        group_id, name, kind: The group.
        answered: People who answered, as far as they are counted.
        invited: How many were invited, or None when nobody said.
    """

    group_id: int
    name: str
    kind: GroupKind
    answered: int | None
    invited: int | None

    @property
    def share(self) -> int | None:
        """Share of the invited who answered, as a whole percentage; None where it cannot be said."""
        if self.answered is None or not self.invited or self.answered > self.invited:
            return None
        return (200 * self.answered + self.invited) // (2 * self.invited)


@record
class RoundResults:
    """Protected results of one round.

    Attributes:
        round_id, number, draft_number: The round, and the draft it showed.
        n: People in the groups shown, or None when none is.
        questions: Results by question.
        themes: Id and name of the themes comments were sorted into, in order.
        both_drafts: Numbers of the two drafts that the same people read, in the order of the round; empty
            when there is one.
        people: How many of each group answered, of how many invited, in the workshop's order.
        altered: What of the texts and answers behind it is not what was stored, in sentences.
    """

    round_id: int
    number: int
    draft_number: int
    n: int | None
    questions: tuple[QuestionResult, ...]
    themes: tuple[tuple[int, str], ...] = ()
    both_drafts: tuple[int, ...] = ()
    people: tuple[GroupTurnout, ...] = ()
    altered: tuple[str, ...] = ()

    @property
    def draft_numbers(self) -> tuple[int, ...]:
        """The draft people read, or both in the order the round names them."""
        return self.both_drafts or (self.draft_number,)

    @property
    def preference(self) -> QuestionResult | None:
        """The question which of two drafts speaks more to people, or None."""
        return next((item for item in self.questions if item.kind is QuestionKind.PREFERENCE), None)


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


def by_draft(results: Iterable[RoundResults]) -> tuple[RoundResults, ...]:
    """Return results of one draft each: those of a round on two are taken apart.

    The earlier draft comes first, whichever of the two people read as Text A: so what is compared goes from
    the earlier wording to the later one. What is asked of the round as a whole stays with both.

    Args:
        results: Rounds in the order wanted.
    """
    found: list[RoundResults] = []
    for result in results:
        for number in sorted(result.draft_numbers):
            questions = tuple(item for item in result.questions if item.draft_number in (None, number))
            found.append(replace(result, draft_number=number, questions=questions))
    return tuple(found)


def turnout(people: Iterable[GroupTurnout]) -> tuple[int, int, int] | None:
    """Return how many answered, of how many invited, and the percentage, over the groups it can be said of.

    Groups that are held back count on neither side, so nothing of them can be worked out. None when there is
    no group left.
    """
    counted = [(item.answered, item.invited) for item in people if item.share is not None]
    answered = sum(one or 0 for one, _ in counted)
    invited = sum(of or 0 for _, of in counted)
    return (answered, invited, (200 * answered + invited) // (2 * invited)) if invited else None


def turnout_share(answered: int, percent: int) -> str:
    """Return a share of the invited, such as "12%"; of many thousands a few are "under 1%", not none."""
    return "under 1%" if answered and not percent else f"{percent}%"


def turnout_leaves_out(people: Iterable[GroupTurnout]) -> bool:
    """Return whether a group that is shown is in no turnout, because nobody said how many it was asked of."""
    return any(item.answered and not item.invited for item in people)


def turnout_groups(people: Sequence[GroupTurnout]) -> str:
    """Return of which groups a turnout is told, such as "the groups shown"."""
    other = "other " if more_than_invited(people) else ""
    return f"the {other}groups {'whose number is known' if turnout_leaves_out(people) else 'shown'}"


def more_than_invited(people: Sequence[GroupTurnout]) -> str:
    """Return which groups gave more answers than people were invited, in sentences, or ""."""
    more = [item for item in people if item.answered and item.invited and item.answered > item.invited]
    if not more:
        return ""
    told = listed([f"{item.answered:,} of {item.invited:,} in {item.name}" for item in more])
    sentence = f"More people answered than were invited: {told}."
    if turnout(people) is None:
        return sentence
    return f"{sentence} The response rate leaves {'this group' if len(more) == 1 else 'these groups'} out."


def preference_words(question: QuestionResult, numbers: Sequence[int]) -> str:
    """Return what people prefer in a sentence, or "" where it is held back.

    Args:
        question: The question which of two drafts speaks more to people.
        numbers: Numbers of the drafts in the order of the round.
    """
    if question.counts is None or len(numbers) < 2:
        return ""
    first, second, both, neither, _ = question.counts
    told = f"{question.n} people answered: Draft {numbers[0]} speaks more to {first}"
    return f"{told}, Draft {numbers[1]} to {second}, both to {both}, neither to {neither}."


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
    if question.kind is not QuestionKind.SCALE:
        return ""
    if question.counts is None or (interval := agree_interval(question.counts)) is None:
        return ""
    reach = f"95% interval {interval[0]} to {interval[1]}%"
    told = f"{question.n} people answered; {reach}. {spread_words(question.counts)}."
    for words in ("Opinions differ widely", "Opinions differ"):
        names = [
            group.name
            for group in question.groups
            if group.counts is not None and spread_words(group.counts) == f"{words} here"
        ]
        if names and len([group for group in question.groups if not group.held_back]) > 1:
            told += f" {words} in {listed(names)}."
    return told
