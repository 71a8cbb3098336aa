from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from visionwork.domain.groups import Group
from visionwork.domain.results import RoundResults
from visionwork.domain.rounds import Comment, Question, Round, Tally
from visionwork.feedback.analysis import compare_rounds, round_results

DELIVERY, LEADS, SERVICES, FINANCE, PUBLIC, HEALTH = range(1, 7)


def results(
    feedback_round: Round,
    groups: tuple[Group, ...],
    cells: dict[tuple[str, int], tuple[int, int, int, int, int]],
    respondents: dict[int, int] | None = None,
    comments: tuple[Comment, ...] = (),
) -> RoundResults:
    people = respondents or {}
    for (_, group_id), counts in cells.items():
        people = {**people, group_id: max(people.get(group_id, 0), sum(counts))}
    tallies = [Tally(question, group, counts) for (question, group), counts in cells.items()]
    return round_results(feedback_round, 4, groups, tallies, people, comments)


def test_groups_with_five_answers_are_shown_and_added_up(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    found = results(
        feedback_round, groups, {("q1", DELIVERY): (1, 2, 4, 10, 7), ("q1", PUBLIC): (0, 0, 2, 3, 2)}
    )
    question = found.questions[0]
    assert [group.name for group in question.groups if not group.held_back] == [
        "Delivery consultants",
        "Public sector clients",
    ]
    assert question.counts == (1, 2, 6, 13, 9)
    assert question.n == 31
    assert found.n == 31


def test_a_group_under_five_is_held_back_and_in_no_total(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    found = results(
        feedback_round, groups, {("q1", DELIVERY): (1, 2, 4, 10, 7), ("q1", HEALTH): (4, 0, 0, 0, 0)}
    )
    health = found.questions[0].groups[-1]
    assert (health.name, health.n, health.counts, health.held_back) == ("Health clients", None, None, True)
    assert found.questions[0].counts == (1, 2, 4, 10, 7)
    assert found.n == 24


def test_nobody_and_four_people_look_the_same(feedback_round: Round, groups: tuple[Group, ...]) -> None:
    nobody = results(feedback_round, groups, {("q1", DELIVERY): (0, 0, 0, 5, 0)})
    four = results(
        feedback_round, groups, {("q1", DELIVERY): (0, 0, 0, 5, 0), ("q1", HEALTH): (0, 4, 0, 0, 0)}
    )
    assert nobody == four


def test_a_question_some_skipped_is_held_back_by_itself(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    found = results(
        feedback_round, groups, {("q1", DELIVERY): (0, 0, 1, 3, 2), ("q2", DELIVERY): (0, 0, 1, 3, 0)}
    )
    assert found.questions[0].groups[0].n == 6
    assert found.questions[1].groups[0].held_back
    assert found.questions[1].counts is None


def test_without_any_group_to_show_there_is_no_total(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    found = results(
        feedback_round, groups, {("q1", DELIVERY): (0, 0, 1, 3, 0), ("q1", LEADS): (1, 1, 1, 1, 0)}
    )
    assert found.n is None
    assert found.questions[0].counts is None
    assert found.questions[0].n is None


def test_a_group_that_answered_uninvited_is_among_the_results(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    asked = replace(feedback_round, groups=feedback_round.groups[:1])
    found = results(asked, groups, {("q1", DELIVERY): (0, 0, 0, 5, 0), ("q1", FINANCE): (0, 0, 0, 0, 6)})
    assert [group.name for group in found.questions[0].groups] == [
        "Delivery consultants",
        "Financial services clients",
    ]


@pytest.mark.parametrize("people", [1, 4])
def test_a_small_group_nobody_invited_is_not_listed_at_all(
    feedback_round: Round, groups: tuple[Group, ...], people: int
) -> None:
    asked = replace(feedback_round, groups=feedback_round.groups[:1])
    known = {("q1", DELIVERY): (0, 0, 0, 5, 0)}
    nobody = results(asked, groups, known, {DELIVERY: 5})
    few = results(
        asked, groups, known | {("q1", FINANCE): (0, 0, 0, 0, people)}, {DELIVERY: 5, FINANCE: people}
    )
    assert few == nobody


def comment(group_id: int, text: str, question_id: str = "q5") -> Comment:
    return Comment(question_id, group_id, text)


def test_comments_of_shown_groups_carry_their_group(feedback_round: Round, groups: tuple[Group, ...]) -> None:
    found = results(feedback_round, groups, {}, {DELIVERY: 5}, (comment(DELIVERY, "Being told early"),))
    shown = found.questions[4].comments
    assert [(item.text, item.group) for item in shown] == [("Being told early", "Delivery consultants")]
    assert found.questions[5].comments == ()


def test_comments_of_the_only_small_group_are_left_out(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    found = results(feedback_round, groups, {}, {DELIVERY: 9, HEALTH: 4}, (comment(HEALTH, "Ours"),))
    assert found.questions[4].comments == ()


def test_comments_of_small_groups_are_shown_without_names_once_five_people_stand_behind_them(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    said = (comment(HEALTH, "Ours"), comment(PUBLIC, "Theirs"))
    four = results(feedback_round, groups, {}, {HEALTH: 3, PUBLIC: 1}, said)
    assert four.questions[4].comments == ()
    five = results(feedback_round, groups, {}, {HEALTH: 3, PUBLIC: 2}, said)
    shown = five.questions[4].comments
    assert {item.text for item in shown} == {"Ours", "Theirs"}
    assert {(item.group, item.kind) for item in shown} == {(None, None)}


def test_comments_keep_their_order_whatever_the_arrival(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    said = tuple(comment(DELIVERY, f"Comment {number}") for number in range(40))
    one = results(feedback_round, groups, {}, {DELIVERY: 40}, said)
    other = results(feedback_round, groups, {}, {DELIVERY: 40}, said[::-1])
    assert one == other
    assert [item.text for item in one.questions[4].comments] != [item.text for item in said]


def test_two_comments_of_one_person_do_not_share_a_place(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    said = tuple(
        comment(DELIVERY, f"Person {number}", question) for number in range(30) for question in ("q5", "q6")
    )
    found = results(feedback_round, groups, {}, {DELIVERY: 30}, said)
    keep, missing = ([item.text for item in found.questions[place].comments] for place in (4, 5))
    assert sorted(keep) == sorted(missing)
    assert keep != missing


def later(feedback_round: Round, questions: tuple[Question, ...]) -> Round:
    return replace(
        feedback_round, id=8, number=3, opened_on=date(2026, 4, 1), questions=questions, draft_id=5
    )


def test_rounds_are_compared_on_the_totals_that_each_shows(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    before = results(
        feedback_round, groups, {("q1", DELIVERY): (2, 2, 2, 2, 2), ("q1", HEALTH): (0, 0, 0, 0, 4)}
    )
    after = results(
        later(feedback_round, feedback_round.questions), groups, {("q1", DELIVERY): (0, 1, 1, 6, 2)}
    )
    comparison = compare_rounds(before, after)
    (change,) = comparison.questions
    assert (change.before_share, change.after_share, change.change) == (40, 80, 40)
    assert comparison.only_before == comparison.only_after == ()


def test_only_questions_in_the_same_words_are_compared(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    reworded = (
        replace(feedback_round.questions[0], text="This vision has room for me."),
        replace(feedback_round.questions[1], text="I can  picture what would change."),
    )
    cells = {("q1", DELIVERY): (0, 0, 0, 5, 0), ("q2", DELIVERY): (0, 0, 5, 5, 0)}
    comparison = compare_rounds(
        results(feedback_round, groups, cells), results(later(feedback_round, reworded), groups, cells)
    )
    assert [change.before_share for change in comparison.questions] == [50]


def test_a_comparison_names_the_groups_that_only_one_round_counts(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    before = results(
        feedback_round, groups, {("q1", DELIVERY): (0, 0, 0, 5, 0), ("q1", FINANCE): (0, 0, 0, 5, 0)}
    )
    after = results(
        later(feedback_round, feedback_round.questions),
        groups,
        {("q1", DELIVERY): (0, 0, 0, 5, 0), ("q1", LEADS): (0, 0, 0, 5, 0)},
    )
    comparison = compare_rounds(before, after)
    assert comparison.only_before == ("Financial services clients",)
    assert comparison.only_after == ("Account leads",)
