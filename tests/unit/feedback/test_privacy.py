"""An adversary who has everything that is published, and subtracts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import combinations

from adversary import echelon, in_span
from hypothesis import given
from hypothesis import strategies as st

from visionwork.domain.groups import Group, GroupKind
from visionwork.domain.results import RoundResults
from visionwork.domain.rounds import Comment, Question, QuestionKind, Round, RoundStatus, Tally
from visionwork.feedback.analysis import compare_rounds, round_results
from visionwork.feedback.privacy import MIN_SHOWN, may_show, pool_may_show, shown_respondents
from visionwork.feedback.results_export import results_json

Answers = list[list[int]]
"""For each person of a group, the answer to each question; 0 stands for skipped."""

QUESTION_COUNT = 3
people = st.lists(
    st.lists(st.integers(0, 5), min_size=QUESTION_COUNT, max_size=QUESTION_COUNT), min_size=0, max_size=9
)
layouts = st.lists(people, min_size=1, max_size=6)


def published(layout: list[Answers], number: int = 1) -> RoundResults:
    groups = [Group(i + 1, f"Group {i + 1}", list(GroupKind)[i % 6], position=i) for i in range(len(layout))]
    questions = tuple(
        Question(f"q{q + 1}", f"Statement {q + 1}", QuestionKind.SCALE) for q in range(QUESTION_COUNT)
    )
    questions += (Question("open", "Anything else?", QuestionKind.OPEN),)
    tallies = []
    for i, group in enumerate(layout):
        for q in range(QUESTION_COUNT):
            counts = tuple(sum(1 for person in group if person[q] == point) for point in range(1, 6))
            tallies.append(Tally(f"q{q + 1}", i + 1, counts))  # type: ignore[arg-type]
    comments = [
        Comment("open", i + 1, f"said by {i + 1}.{place}")
        for i, group in enumerate(layout)
        for place in range(len(group))
    ]
    feedback_round = Round(
        number, number, 1, "0" * 64, RoundStatus.OPEN, date(2026, 3, 3), questions=questions
    )
    respondents = {i + 1: len(group) for i, group in enumerate(layout)}
    return round_results(feedback_round, 1, groups, tallies, respondents, comments)


def counted(layout: list[Answers], question: int, group: int) -> int:
    return sum(1 for person in layout[group] if person[question])


@given(layouts)
def test_no_cell_under_five_is_published(layout: list[Answers]) -> None:
    found = published(layout)
    for q, question in enumerate(found.questions[:QUESTION_COUNT]):
        for cell in question.groups:
            true_n = counted(layout, q, cell.group_id - 1)
            assert cell.held_back == (true_n < MIN_SHOWN)
            assert cell.n == (None if cell.held_back else true_n)
        assert question.n is None or question.n >= MIN_SHOWN
    assert found.n is None or found.n >= MIN_SHOWN


@given(layouts)
def test_no_combination_of_published_numbers_gives_a_hidden_one(layout: list[Answers]) -> None:
    # Every published number as a row over the unknown cells; a hidden cell is safe when it is not in the
    # span of the rows (the adversary may add, subtract and scale as he likes).
    found = published(layout)
    places: dict[tuple[int, int, int], int] = {}
    for q in range(QUESTION_COUNT):
        for cell in found.questions[q].groups:
            for point in range(5):
                places[q, cell.group_id, point] = len(places)
    rows: list[list[Fraction]] = []

    def publish(cells: list[tuple[int, int, int]]) -> None:
        row = [Fraction(0)] * len(places)
        for cell in cells:
            row[places[cell]] = Fraction(1)
        rows.append(row)

    for q, question in enumerate(found.questions[:QUESTION_COUNT]):
        # What the total counts is not assumed: it is the set of groups whose true counts add up to it.
        shown = [cell for cell in question.groups if not cell.held_back]
        if question.counts is not None:
            true = tuple(
                sum(1 for cell in shown for person in layout[cell.group_id - 1] if person[q] == point)
                for point in range(1, 6)
            )
            assert question.counts == true
            for point in range(5):
                publish([(q, cell.group_id, point) for cell in shown])
        for cell in shown:
            for point in range(5):
                publish([(q, cell.group_id, point)])
    basis = echelon(rows)
    for q, question in enumerate(found.questions[:QUESTION_COUNT]):
        for cell in question.groups:
            if cell.held_back:
                hidden = [Fraction(0)] * len(places)
                for point in range(5):
                    hidden[places[q, cell.group_id, point]] = Fraction(1)
                assert not in_span(hidden, basis)


@given(layouts)
def test_nested_sets_of_people_differ_by_five_or_more(layout: list[Answers]) -> None:
    # Each published count of a question stands for a set of people; where one contains another, the
    # difference is a set of at least five.
    found = published(layout)
    for q, question in enumerate(found.questions[:QUESTION_COUNT]):
        sets = [
            frozenset((cell.group_id, i) for i, person in enumerate(layout[cell.group_id - 1]) if person[q])
            for cell in question.groups
            if not cell.held_back
        ]
        if question.counts is not None:
            sets.append(frozenset().union(*sets))
            assert len(sets[-1]) == question.n
        for one, other in combinations(sets, 2):
            for small, large in ((one, other), (other, one)):
                assert not small < large or len(large - small) >= MIN_SHOWN


@given(layouts)
def test_a_comment_could_be_of_five_people(layout: list[Answers]) -> None:
    found = published(layout)
    unnamed = {i + 1 for i, group in enumerate(layout) if 0 < len(group) < MIN_SHOWN}
    for comment in found.questions[-1].comments:
        group_id = int(comment.text.split()[-1].split(".")[0])
        if comment.group is None:
            assert comment.kind is None
            assert len(unnamed) >= 2
            assert sum(len(layout[i - 1]) for i in unnamed) >= MIN_SHOWN
        else:
            assert len(layout[group_id - 1]) >= MIN_SHOWN


@given(layouts, st.data())
def test_answers_of_a_held_back_group_change_nothing_that_is_shown(
    layout: list[Answers], data: st.DataObject
) -> None:
    small = [i for i, group in enumerate(layout) if len(group) < MIN_SHOWN]
    for i in small:
        others = [[data.draw(st.integers(0, 5)) for _ in range(QUESTION_COUNT)] for _ in layout[i]]
        changed = [*layout[:i], others, *layout[i + 1 :]]
        assert results_json([published(changed)]) == results_json([published(layout)])


@given(layouts, layouts)
def test_a_comparison_adds_up_the_groups_both_rounds_show(one: list[Answers], other: list[Answers]) -> None:
    before, after = published(one, 1), published(other, 2)
    compared = {change.text: change for change in compare_rounds(before, after).questions}
    for early, late in zip(before.questions[:QUESTION_COUNT], after.questions[:QUESTION_COUNT], strict=True):
        cells = {cell.group_id: cell.counts for cell in early.groups if cell.counts is not None}
        both = [(cells[c.group_id], c.counts) for c in late.groups if c.counts and c.group_id in cells]
        if not both:
            assert late.text not in compared
            continue
        added = [tuple(map(sum, zip(*side, strict=True))) for side in zip(*both, strict=True)]
        assert [compared[late.text].before, compared[late.text].after] == added


def test_the_only_number_of_people_told_leaves_small_groups_out() -> None:
    assert shown_respondents({1: 24, 2: 4, 3: 5}) == 29
    assert shown_respondents({1: 4, 2: 4}) is None
    assert shown_respondents({}) is None


def test_five_is_enough_and_four_is_not() -> None:
    assert may_show(5)
    assert not may_show(4)
    assert pool_may_show([3, 2])
    assert not pool_may_show([4, 0])
    assert not pool_may_show([5])
