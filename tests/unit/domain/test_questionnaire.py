from __future__ import annotations

from visionwork.domain.questionnaire import asked_questions, in_order, wanted_questions
from visionwork.domain.rounds import QuestionKind

WANTED = [
    (QuestionKind.SCALE, "I find myself in it."),
    (QuestionKind.OPEN, "What would you miss?"),
    (QuestionKind.PREFERENCE, "Which speaks more to you?"),
    (QuestionKind.SCALE, "I believe it."),
    (QuestionKind.OPEN, " "),
]


def test_one_draft_is_asked_about_in_the_order_that_was_written() -> None:
    asked = asked_questions(WANTED, [7])
    assert [(q.id, q.text, q.draft_id) for q in asked] == [
        ("q1", "I find myself in it.", None),
        ("q2", "What would you miss?", None),
        ("q3", "I believe it.", None),
    ]
    assert wanted_questions(asked) == [WANTED[0], WANTED[1], WANTED[3]]
    assert in_order(asked, None) == asked


def test_what_is_asked_of_two_drafts_can_be_edited_as_one_list() -> None:
    asked = asked_questions(WANTED, [7, 9])
    assert [q.draft_id for q in asked] == [7, 7, 9, 9, None, None]
    wanted = wanted_questions(asked)
    assert wanted == [WANTED[0], WANTED[3], WANTED[2], WANTED[1]]
    assert asked_questions(wanted, [7, 9]) == asked


def test_whoever_sees_the_second_draft_first_is_asked_the_same() -> None:
    asked = asked_questions(WANTED, [7, 9])
    turned = in_order(asked, 9)
    assert [q.draft_id for q in turned] == [9, 9, 7, 7, None, None]
    assert sorted(turned, key=lambda q: q.id) == sorted(asked, key=lambda q: q.id)
    assert in_order(asked, 7) == asked


def test_a_preference_is_asked_once() -> None:
    twice = [*WANTED, (QuestionKind.PREFERENCE, "And again?")]
    kinds = [q.kind for q in asked_questions(twice, [7, 9])]
    assert kinds.count(QuestionKind.PREFERENCE) == 1
