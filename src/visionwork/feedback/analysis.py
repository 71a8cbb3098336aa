"""From unprotected counts to the results of a round that may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from visionwork.domain.groups import Group
from visionwork.domain.results import (
    Counts,
    GroupResult,
    GroupTurnout,
    QuestionChange,
    QuestionResult,
    RoundComparison,
    RoundResults,
    ShownComment,
)
from visionwork.domain.rounds import Comment, Question, QuestionKind, Round, Tally
from visionwork.feedback.privacy import comment_place, may_show, pool_may_show, shown_respondents

_NONE: Counts = (0, 0, 0, 0, 0)


def round_results(
    feedback_round: Round,
    draft_number: int,
    groups: Sequence[Group],
    tallies: Iterable[Tally],
    respondents: Mapping[int, int],
    comments: Iterable[Comment],
    themes: Mapping[int, str] = MappingProxyType({}),
    second_number: int | None = None,
    written: Mapping[str, Sequence[ShownComment]] = MappingProxyType({}),
) -> RoundResults:
    """Return what may be shown of a round; see `visionwork.feedback.privacy` for the rules.

    Args:
        feedback_round: The round.
        draft_number: Number of the statement draft that was shown.
        groups: The workshop's groups.
        tallies: Counts a scale question and group.
        respondents: Numbers of responses by group id.
        comments: Open answers, shown as at a first look.
        themes: Names of the round's themes by id.
        second_number: Number of the other draft, where two were shown.
        written: By question, comments of which was decided that they may be seen.
    """
    concerned = _concerned(feedback_round, groups, respondents)
    shown = (draft_number, second_number)
    numbers = {draft.id: number for draft, number in zip(feedback_round.drafts, shown, strict=False)}
    counts = {(tally.question_id, tally.group_id): tally.counts for tally in tallies}
    by_question: dict[str, list[Comment]] = {}
    for comment in comments:
        by_question.setdefault(comment.question_id, []).append(comment)
    return RoundResults(
        round_id=feedback_round.id,
        number=feedback_round.number,
        draft_number=draft_number,
        n=shown_respondents(respondents),
        questions=tuple(
            _ticked_result(question, concerned, counts, numbers)
            if question.ticked
            else QuestionResult(
                question.id, question.text, question.kind, None, comments=written[question.id]
            )
            if question.id in written
            else _open_result(
                feedback_round.id, question, concerned, respondents, by_question.get(question.id, []), themes
            )
            for question in feedback_round.questions
        ),
        themes=tuple(themes.items()),
        both_drafts=() if second_number is None else (draft_number, second_number),
        people=_turnout(feedback_round, concerned, respondents),
    )


def compare_rounds(before: RoundResults, after: RoundResults) -> RoundComparison:
    """Return two rounds beside each other, or the two drafts of one; see `by_draft`.

    Only scale questions in the same words are compared, and only on the groups that both rounds show for
    the question: a total over other groups would change with who was asked. Groups that one round shows
    alone are named. Every number is a sum of cells that are shown.

    Args:
        before: The earlier round, or the first draft.
        after: The later round, or the second.
    """
    totals = {
        _folded(question.text): question
        for question in before.questions
        if question.kind is QuestionKind.SCALE
    }
    changes: list[QuestionChange] = []
    groups_before: dict[str, None] = {}
    groups_after: dict[str, None] = {}
    for question in after.questions:
        earlier = totals.get(_folded(question.text))
        scale = question.kind is QuestionKind.SCALE
        if not scale or earlier is None or earlier.counts is None or question.counts is None:
            continue
        cells = {cell.group_id: cell.counts for cell in earlier.groups if cell.counts is not None}
        both = [
            (cells[cell.group_id], cell.counts)
            for cell in question.groups
            if cell.counts is not None and cell.group_id in cells
        ]
        one, other = _added([cell for cell, _ in both]), _added([cell for _, cell in both])
        if one is None or other is None:
            continue
        changes.append(QuestionChange(question.text, one, other))
        groups_before |= dict.fromkeys(_shown_names(earlier))
        groups_after |= dict.fromkeys(_shown_names(question))
    return RoundComparison(
        before,
        after,
        tuple(changes),
        tuple(name for name in groups_before if name not in groups_after),
        tuple(name for name in groups_after if name not in groups_before),
    )


def shown_comment(comment: Comment, group: Group | None, themes: Mapping[int, str]) -> ShownComment:
    """Return a comment as it is shown.

    Args:
        comment: The comment.
        group: The group it may be shown with, or None.
        themes: Names of the round's themes by id.
    """
    return ShownComment(
        comment.text,
        group.name if group else None,
        group.kind if group else None,
        comment.key,
        comment.theme_id,
        themes.get(comment.theme_id or 0, ""),
        comment.chosen,
    )


def _concerned(
    feedback_round: Round, groups: Sequence[Group], respondents: Mapping[int, int]
) -> tuple[Group, ...]:
    """Return the groups that were invited, or answered and may be shown, in the workshop's order.

    A group that nobody invited is not named before five of it answered: a row that says "held back"
    would tell that somebody of it did.
    """
    ids = {group.group_id for group in feedback_round.groups} | {
        group_id for group_id, people in respondents.items() if may_show(people)
    }
    kept = [group for group in groups if group.id in ids]
    return tuple(sorted(kept, key=lambda group: (group.position, group.id)))


def _turnout(
    feedback_round: Round, groups: Sequence[Group], respondents: Mapping[int, int]
) -> tuple[GroupTurnout, ...]:
    invited = {group.group_id: group.invited for group in feedback_round.groups}
    return tuple(
        GroupTurnout(
            group.id,
            group.name,
            group.kind,
            people if may_show(people := respondents.get(group.id, 0)) else None,
            invited.get(group.id),
        )
        for group in groups
    )


def _ticked_result(
    question: Question,
    groups: Sequence[Group],
    counts: Mapping[tuple[str, int], Counts],
    numbers: Mapping[int, int | None],
) -> QuestionResult:
    results: list[GroupResult] = []
    shown: list[Counts] = []
    for group in groups:
        cell = counts.get((question.id, group.id), _NONE)
        if may_show(sum(cell)):
            shown.append(cell)
            results.append(GroupResult(group.id, group.name, group.kind, sum(cell), cell))
        else:
            results.append(GroupResult(group.id, group.name, group.kind, None, None))
    about = None if question.draft_id is None else numbers.get(question.draft_id)
    return QuestionResult(
        question.id, question.text, question.kind, _added(shown), tuple(results), draft_number=about
    )


def _open_result(
    round_id: int,
    question: Question,
    groups: Sequence[Group],
    respondents: Mapping[int, int],
    comments: Sequence[Comment],
    themes: Mapping[int, str],
) -> QuestionResult:
    named = {group.id: group for group in groups if may_show(respondents.get(group.id, 0))}
    unnamed_too = pool_may_show(people for group_id, people in respondents.items() if group_id not in named)
    placed: list[tuple[bytes, ShownComment]] = []
    for comment in comments:
        group = named.get(comment.group_id)
        if group is None and not unnamed_too:
            continue
        shown = shown_comment(comment, group, themes)
        placed.append((comment_place(round_id, question.id, comment.text, comment.group_id), shown))
    placed.sort(key=lambda item: item[0])
    return QuestionResult(
        question.id, question.text, question.kind, None, comments=tuple(shown for _, shown in placed)
    )


def _added(cells: Sequence[Counts]) -> Counts | None:
    if not cells:
        return None
    one, two, three, four, five = (sum(column) for column in zip(*cells, strict=True))
    return (one, two, three, four, five)


def _shown_names(question: QuestionResult) -> tuple[str, ...]:
    return tuple(group.name for group in question.groups if not group.held_back)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
