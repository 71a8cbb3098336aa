"""How a round is spoken of."""

from __future__ import annotations

import dataclasses
from datetime import date

from visionwork.domain.groups import GroupKind
from visionwork.domain.results import GroupTurnout, QuestionResult, RoundComparison, RoundResults
from visionwork.domain.rounds import QuestionKind, Round, RoundStatus
from visionwork.feedback.results_text import results_text
from visionwork.gui.rounds import phrases


def a_round(responses: int, closed: date | None = None) -> Round:
    status = RoundStatus.OPEN if closed is None else RoundStatus.CLOSED
    return Round(1, 1, 1, "0" * 64, status, date(2026, 3, 3), closed, response_count=responses)


def test_how_a_round_stands() -> None:
    assert phrases.status(a_round(0), None) == "Open since 3 March. No answers yet."
    assert phrases.status(a_round(3), None) == "Open since 3 March. Every group is under five answers."
    assert phrases.status(a_round(72), 69) == "Open since 3 March. 69 answers shown."
    assert phrases.status(a_round(72, date(2026, 3, 10)), 69) == "3 to 10 March, closed. 69 answers shown."


def results(number: int, draft: int) -> RoundResults:
    return RoundResults(number, number, draft, 10, ())


def test_what_is_compared() -> None:
    drafts = RoundComparison(results(1, 3), results(2, 4), ())
    assert phrases.comparison_title(drafts) == "Draft 3 against Draft 4"
    again = RoundComparison(results(1, 3), results(2, 3), ())
    assert phrases.comparison_title(again) == "Round 1 against Round 2"
    assert phrases.comparison_note(drafts) == ""
    others = RoundComparison(results(1, 3), results(2, 4), (), ("A", "B", "C"), ("D",))
    assert phrases.comparison_note(others) == (
        "Compared are the groups shown in both rounds. Only Round 1 shows A, B and C. Only Round 2 shows D."
    )


def test_a_question_without_a_total_is_held_back() -> None:
    held = QuestionResult("q1", "Is it?", QuestionKind.SCALE, None)
    shown = QuestionResult("q1", "Is it?", QuestionKind.SCALE, (0, 0, 1, 1, 1))
    assert phrases.tab_detail(held) == "held back"
    assert phrases.tab_detail(shown) == "67% agree"


def test_a_group_nobody_counted_beforehand_is_not_hidden_in_the_turnout() -> None:
    crews = GroupTurnout(1, "Deck crews", GroupKind.EMPLOYEES, 7, 10)
    board = GroupTurnout(2, "Board", GroupKind.EXECUTIVES, 5, None)
    small = GroupTurnout(3, "Islanders", GroupKind.CUSTOMERS, None, 8)
    told = [
        phrases.turnout_words(dataclasses.replace(results(1, 1), people=people))
        for people in ((crews, small), (crews, board), (board,))
    ]
    assert told == [
        "7 of 10 invited answered, 70%.",
        "7 of 10 invited answered, 70%, where their number is known.",
        "",
    ]


def test_a_few_of_many_thousands_are_not_none() -> None:
    members = GroupTurnout(1, "Members", GroupKind.CUSTOMERS, 7, 48_000)
    told = phrases.turnout_words(dataclasses.replace(results(1, 1), people=(members,)))
    assert told == "7 of 48,000 invited answered, under 1%."


def test_a_group_with_more_answers_than_invited_is_named() -> None:
    crews = GroupTurnout(1, "Deck crews", GroupKind.EMPLOYEES, 7, 10)
    office = GroupTurnout(2, "Office", GroupKind.EMPLOYEES, 11, 9)
    named = "More people answered than were invited: 11 of 9 in Office."
    told = f"{named} The response rate leaves this group out."
    round_results = dataclasses.replace(results(1, 1), people=(crews, office))
    assert phrases.turnout_words(round_results) == (
        f"{told} In the other groups 7 of 10 invited answered, 70%."
    )
    assert f"{told}\n7 of 10 invited in the other groups shown, 70%" in results_text([round_results])
    assert phrases.turnout_words(dataclasses.replace(round_results, people=(office,))) == named
