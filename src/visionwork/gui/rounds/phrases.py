"""What the page of feedback rounds says, in words."""

from __future__ import annotations

from collections.abc import Sequence

from visionwork.domain.counting import listed
from visionwork.domain.days import day_and_month, from_to, whole_day
from visionwork.domain.results import (
    COUNTED_IN_FIVES,
    QuestionResult,
    RoundComparison,
    RoundResults,
    agree_share,
    more_than_invited,
    turnout,
    turnout_leaves_out,
    turnout_share,
)
from visionwork.domain.rounds import QuestionKind, Round, RoundAct, RoundStatus


def drafts(numbers: Sequence[int]) -> str:
    """Return the drafts of a round, such as "Draft 4" or "Drafts 4 and 5"."""
    return f"Draft{'s' if len(numbers) > 1 else ''} {' and '.join(map(str, numbers))}"


def title(number: int, draft_numbers: Sequence[int]) -> str:
    """Return the title of a round's page."""
    return f"Round {number}, on {drafts(draft_numbers)}"


def status(feedback_round: Round, shown: int | None) -> str:
    """Return how a round stands: "3 to 10 March, closed. 69 answers shown." is an example.

    Args:
        feedback_round: The round.
        shown: People in the groups that are shown, or None when none is.
    """
    if feedback_round.status is RoundStatus.CLOSED and feedback_round.closed_on is not None:
        days = from_to(feedback_round.opened_on, feedback_round.closed_on, with_year=False)
        standing = f"{days}, closed."
    elif feedback_round.was_reopened:
        again = next(
            event.day for event in reversed(feedback_round.history) if event.act is RoundAct.REOPENED
        )
        standing = f"Open again since {day_and_month(again)}."
    else:
        standing = f"Open since {day_and_month(feedback_round.opened_on)}."
    if not feedback_round.answered:
        return f"{standing} No answers yet."
    if shown is None:
        return f"{standing} Every group is under five answers."
    if feedback_round.shredded_on is not None:
        removed = day_and_month(feedback_round.shredded_on)
        return f"{standing} {shown:,} answers shown, single answers removed {removed}."
    return f"{standing} {shown:,} answers shown."


def choice(feedback_round: Round, draft_numbers: Sequence[int]) -> str:
    """Return the name of a round where one is chosen."""
    standing = "open" if feedback_round.status is RoundStatus.OPEN else "closed"
    return f"Round {feedback_round.number}, {drafts(draft_numbers)}, {standing}"


def tab_detail(question: QuestionResult) -> str:
    """Return the words after the name of a question's tab; few where there is a tab for two drafts, too."""
    if question.kind is QuestionKind.PREFERENCE and question.counts is not None:
        return f"{question.counts[0]} : {question.counts[1]}"
    if question.counts is None:
        return "held back"
    agree = "" if question.draft_number is not None else " agree"
    return f"{agree_share(question.counts)}%{agree}"


def tab_details(question: QuestionResult) -> tuple[str, str]:
    """Return the words after the name of a question's tab, and fewer for where there is little room."""
    detail = tab_detail(question)
    return detail, detail.removesuffix(" agree")


def held_back_foot(question: QuestionResult, *, is_open: bool = False) -> str:
    """Return the line under the bars.

    Args:
        question: The question that is shown.
        is_open: Whether answers still come in.
    """
    foot = "Bar length is the share of each group. Numbers are people."
    if any(group.held_back for group in question.groups):
        foot += " Groups held back are in no total."
    if is_open:
        foot += " Figures move on when five more of a group have answered."
    elif question.counts is not None:
        foot += f" {COUNTED_IN_FIVES}"
    return foot


def turnout_words(results: RoundResults) -> str:
    """Return how many of the invited answered, or "" where it cannot be said of a group that is shown."""
    found, more = turnout(results.people), more_than_invited(results.people)
    if found is None:
        return more
    known = ", where their number is known" if turnout_leaves_out(results.people) else ""
    told = f"{found[0]:,} of {found[1]:,} invited answered, {turnout_share(found[0], found[2])}{known}."
    return f"{more} In the other groups {told}" if more else told


def history(feedback_round: Round) -> list[str]:
    """Return what was done with a round and when, a line each."""
    return [f"{_ACTS[event.act]} {whole_day(event.day)}" for event in feedback_round.history]


_ACTS = {
    RoundAct.OPENED: "Opened",
    RoundAct.CLOSED: "Closed",
    RoundAct.REOPENED: "Opened again",
    RoundAct.SHREDDED: "Single answers removed",
}


def comparison_title(comparison: RoundComparison) -> str:
    """Return what is compared: drafts, or rounds where both showed the same draft."""
    before, after = comparison.before, comparison.after
    if before.draft_number == after.draft_number:
        return f"Round {before.number} against Round {after.number}"
    return f"Draft {before.draft_number} against Draft {after.draft_number}"


def comparison_note(comparison: RoundComparison) -> str:
    """Return which groups only one of the rounds shows, or "" when both show the same."""
    parts: list[str] = []
    same_people = comparison.before.number == comparison.after.number
    for results, names in (
        (comparison.before, comparison.only_before),
        (comparison.after, comparison.only_after),
    ):
        if names:
            which = f"Draft {results.draft_number}" if same_people else f"Round {results.number}"
            parts.append(f"Only {which} shows {listed(names)}.")
    if parts:
        parts.insert(
            0, f"Compared are the groups shown {'for both drafts' if same_people else 'in both rounds'}."
        )
    if same_people:
        parts.append(
            "The same people read both, half of them the other one first. What change the numbers carry is"
            " judged as between different people, which is the more cautious way."
        )
    return " ".join(parts)
