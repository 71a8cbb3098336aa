"""What the page of feedback rounds says, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from visionwork.domain.results import QuestionResult, RoundComparison, agree_share
from visionwork.domain.rounds import Round, RoundStatus


def day(value: date) -> str:
    """Return a day as "3 March"."""
    return f"{value.day} {value:%B}"


def period(opened: date, closed: date) -> str:
    """Return the days of a closed round, such as "3 to 10 March" or "3 March"."""
    if opened == closed:
        return day(opened)
    if (opened.year, opened.month) == (closed.year, closed.month):
        return f"{opened.day} to {day(closed)}"
    if opened.year == closed.year:
        return f"{day(opened)} to {day(closed)}"
    return f"{day(opened)} {opened.year} to {day(closed)} {closed.year}"


def title(number: int, draft_number: int) -> str:
    """Return the title of a round's page."""
    return f"Round {number}, on Draft {draft_number}"


def status(feedback_round: Round, shown: int | None) -> str:
    """Return how a round stands: "3 to 10 March, closed. 69 answers shown." is an example.

    Args:
        feedback_round: The round.
        shown: People in the groups that are shown, or None when none is.
    """
    if feedback_round.status is RoundStatus.CLOSED and feedback_round.closed_on is not None:
        standing = f"{period(feedback_round.opened_on, feedback_round.closed_on)}, closed."
    else:
        standing = f"Open since {day(feedback_round.opened_on)}."
    if not feedback_round.answered:
        return f"{standing} No answers yet."
    if shown is None:
        return f"{standing} Every group is under five answers."
    if feedback_round.shredded_on is not None:
        return (
            f"{standing} {shown:,} answers shown, single answers removed {day(feedback_round.shredded_on)}."
        )
    return f"{standing} {shown:,} answers shown."


def choice(feedback_round: Round, draft_number: int) -> str:
    """Return the name of a round where one is chosen."""
    standing = "open" if feedback_round.status is RoundStatus.OPEN else "closed"
    return f"Round {feedback_round.number}, Draft {draft_number}, {standing}"


def tab_detail(question: QuestionResult) -> str:
    """Return the words after the name of a question's tab."""
    return "held back" if question.counts is None else f"{agree_share(question.counts)}% agree"


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
    return foot


def comparison_title(comparison: RoundComparison) -> str:
    """Return what is compared: drafts, or rounds where both showed the same draft."""
    before, after = comparison.before, comparison.after
    if before.draft_number == after.draft_number:
        return f"Round {before.number} against Round {after.number}"
    return f"Draft {before.draft_number} against Draft {after.draft_number}"


def comparison_note(comparison: RoundComparison) -> str:
    """Return which groups only one of the rounds shows, or "" when both show the same."""
    parts: list[str] = []
    for results, names in (
        (comparison.before, comparison.only_before),
        (comparison.after, comparison.only_after),
    ):
        if names:
            parts.append(f"Only Round {results.number} shows {listed(names)}.")
    if parts:
        parts.insert(0, "Compared are the groups shown in both rounds.")
    return " ".join(parts)


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence says them, such as "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
