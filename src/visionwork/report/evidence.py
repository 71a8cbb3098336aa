"""What the numbers say in words, which comments are quoted, and how far the numbers reach."""

from __future__ import annotations

from collections.abc import Sequence

from visionwork.domain.counting import listed, sentence_case
from visionwork.domain.days import from_to, whole_day
from visionwork.domain.quoting import in_quotes
from visionwork.domain.results import (
    QuestionResult,
    RoundResults,
    ShownComment,
    agree_share,
    more_than_invited,
    turnout,
    turnout_groups,
    turnout_share,
)
from visionwork.domain.rounds import QuestionKind
from visionwork.report.content import ReportContent
from visionwork.report.text import brief
from visionwork.report.words import share_agreeing

_SHORTEST, _BEST, _LONGEST = 18, 75, 170
_QUESTION = 240


def scale_questions(results: RoundResults) -> list[QuestionResult]:
    """Return the scale questions of a round that have numbers to show."""
    return [q for q in results.questions if q.kind is QuestionKind.SCALE and q.counts is not None]


def share(question: QuestionResult) -> int:
    """Return the share who agree, as a whole percentage."""
    return (agree_share(question.counts) if question.counts is not None else None) or 0


def finding(results: RoundResults) -> str:
    """Return what a round found, in two sentences made from its numbers.

    The first tells the first question; the second the lowest of the others where it is lower, else the
    highest, since the reader wants to know where agreement ends.
    """
    questions = scale_questions(results)
    if not questions:
        return f"{results.n} people read Draft {results.draft_number} and answered in their own words."
    first, *others = questions
    # The sentence counts those who answered its question: some skip one.
    told = [
        f"Of the {first.n} people who read Draft {results.draft_number} and answered, "
        f"{share_agreeing(share(first))}: {quoted(first.text)}"
    ]
    if others:
        lowest, highest = min(others, key=share), max(others, key=share)
        second = lowest if share(lowest) < share(first) else highest
        told.append(f"{sentence_case(share_agreeing(share(second)))}: {quoted(second.text)}")
    return " ".join(told)


def quoted(text: str) -> str:
    """Return a question in quotation marks, ended as a sentence."""
    text = brief(text, _QUESTION)
    ended = text if text.endswith((".", "?", "!", "…")) else f"{text}."
    return in_quotes(ended)


def quotes(results: RoundResults, most: int = 3) -> list[tuple[QuestionResult, ShownComment]]:
    """Choose comments to print: those the team chose, else short ones of as many groups and kinds as can be.

    Comments that came out without a group are never quoted by themselves; when the team chose one, it is
    printed without a group.

    Args:
        results: Protected results of a round.
        most: How many to choose.

    Returns:
        Each with the question it answers.
    """
    wanted = [(asked, comment) for asked in results.questions for comment in asked.comments if comment.chosen]
    if wanted:
        return wanted[:most]
    candidates = [
        (asked, comment)
        for asked in results.questions
        for comment in asked.comments
        if comment.group is not None and _SHORTEST <= len(comment.text.strip()) <= _LONGEST
    ]
    candidates.sort(key=lambda found: (abs(len(found[1].text.strip()) - _BEST), found[1].text))
    chosen: list[tuple[QuestionResult, ShownComment]] = []
    while candidates and len(chosen) < most:
        kinds = [comment.kind for _, comment in chosen]
        best = min(candidates, key=lambda found: kinds.count(found[1].kind))
        chosen.append(best)
        candidates = [found for found in candidates if found[1].group != best[1].group]
    return chosen


def limits(content: ReportContent, results: RoundResults) -> str:
    """Return how far the numbers reach, in sentences."""
    item = next((r for r in content.snapshot.rounds if r.number == results.number), None)
    sentences = []
    if item is not None:
        if item.closed_on is None:
            when = f"from {whole_day(item.opened_on)} on"
        elif item.closed_on == item.opened_on:
            when = f"on {whole_day(item.opened_on)}"
        else:
            days = from_to(item.opened_on, item.closed_on, with_year=True)
            when = f"between {days.replace(' to ', ' and ')}"
        sentences.append(f"Answers were given without names {when}.")
    if more := more_than_invited(results.people):
        sentences.append(more)
    if (reached := turnout(results.people)) is not None:
        answered, invited, percent = reached
        groups = turnout_groups(results.people)
        share = turnout_share(answered, percent)
        sentences.append(f"Of {invited:,} invited in {groups}, {answered:,} answered ({share}).")
    if scale_questions(results):
        sentences.append("Bar length is the share of each group; numbers are people.")
        sentences.append("Intervals: Wilson; opinions: van der Eijk.")
    if item is not None and item.shredded_on is not None:
        sentences.append(f"Single answers were removed on {whole_day(item.shredded_on)}; the totals remain.")
    sentences.append(
        "Groups are counted five people at a time: fewer are not shown and in no total, and up to four more"
        " of each may have answered."
    )
    published = content.publication().draft
    if published is not None and published.number != results.draft_number:
        sentences.append(
            f"The published text is Draft {published.number}; people read Draft {results.draft_number}."
        )
    if content.comparison is not None and content.comparison.questions:
        sentences.append(_reach_of_comparison(content))
    return " ".join(sentences)


def _reach_of_comparison(content: ReportContent) -> str:
    comparison = content.comparison
    assert comparison is not None
    only: Sequence[str] = (*comparison.only_before, *comparison.only_after)
    if comparison.before.number == comparison.after.number:
        told = "The same people read both drafts, half of them the other one first."
        if only:
            verb = "is" if len(only) == 1 else "are"
            told += (
                f" {sentence_case(listed(list(only)))} {verb} shown for one of the drafts only and left out."
            )
        return told
    told = (
        "The two rounds may have asked different people, so read changes as a direction, not a measurement."
    )
    if only:
        verb = "is" if len(only) == 1 else "are"
        told += (
            f" {sentence_case(listed(list(only)))} {verb} shown in one of the two rounds only and left out."
        )
    return told
