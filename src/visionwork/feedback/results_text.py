"""Protected results as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from visionwork.domain.drafts import GET_BACK
from visionwork.domain.quoting import in_quotes
from visionwork.domain.results import (
    QuestionResult,
    RoundResults,
    agree_interval,
    agree_share,
    agreeing,
    more_than_invited,
    preference_words,
    reach_words,
    turnout,
    turnout_groups,
    turnout_share,
)
from visionwork.domain.rounds import QuestionKind


def results_text(results: Iterable[RoundResults]) -> str:
    """Return the results of rounds as text; groups that are held back say so and give no number."""
    blocks = []
    for result in results:
        shown = "too few answers to show" if result.n is None else f"{result.n} answers shown"
        drafts = " and ".join(map(str, result.draft_numbers))
        lines = [f"Round {result.number} on draft{'s' if ' ' in drafts else ''} {drafts}: {shown}"]
        if more := more_than_invited(result.people):
            lines.append(more)
        if (reached := turnout(result.people)) is not None:
            groups = turnout_groups(result.people)
            lines.append(
                f"{reached[0]} of {reached[1]} invited in {groups}, {turnout_share(reached[0], reached[2])}"
            )
        lines += [*result.altered, GET_BACK] if result.altered else []
        for question in result.questions:
            lines += ["", *_question_lines(question, result.draft_numbers)]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _question_lines(question: QuestionResult, numbers: Sequence[int]) -> list[str]:
    if question.kind is QuestionKind.PREFERENCE:
        return _preference_lines(question, numbers)
    if question.kind is QuestionKind.OPEN:
        return [question.text, *(_comment(item.text, item.group) for item in question.comments)]
    share = None if question.counts is None else agree_share(question.counts)
    asked = (
        question.text if question.draft_number is None else f"Draft {question.draft_number}: {question.text}"
    )
    lines = [asked if share is None else f"{asked}  {share}% agree"]
    width = max((len(group.name) for group in question.groups), default=0)
    for group in question.groups:
        if group.counts is None:
            lines.append(f"   {group.name:{width}}  held back, fewer than five")
        else:
            counts = " ".join(f"{count:>3}" for count in group.counts)
            low, high = agree_interval(group.counts) or (0, 100)
            agree = f"{agreeing(group.counts)} of {group.n} agree ({low} to {high}%)"
            lines.append(f"   {group.name:{width}}  {counts}   {agree}")
    if reach := reach_words(question):
        lines.append(f"   {reach}")
    return lines


def _preference_lines(question: QuestionResult, numbers: Sequence[int]) -> list[str]:
    lines = [question.text]
    width = max((len(group.name) for group in question.groups), default=0)
    for group in question.groups:
        if group.counts is None:
            lines.append(f"   {group.name:{width}}  held back, fewer than five")
        else:
            first, second, both, neither, _ = group.counts
            told = f"Draft {numbers[0]} {first}, Draft {numbers[1]} {second}, both {both}, neither {neither}"
            lines.append(f"   {group.name:{width}}  {told}")
    if words := preference_words(question, numbers):
        lines.append(f"   {words}")
    return lines


def _comment(text: str, group: str | None) -> str:
    words = " ".join(text.split())
    return f"   {in_quotes(words)}" + (f" ({group})" if group else "")
