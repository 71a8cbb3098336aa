"""How drafts and evidence are told in words."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from visionwork.domain.drafts import Agreement, Draft, WorkingText, text_hash
from visionwork.domain.groups import METHOD_WORDS, GroupKind
from visionwork.domain.rounds import Round, RoundStatus
from visionwork.gui.views.draft_words import (
    DraftHistory,
    amount_words,
    count_words,
    length_words,
    when_words,
)
from visionwork.gui.views.statement_facts import StatementFacts
from visionwork.gui.views.voice_head import voice_words

NOW = datetime.fromisoformat("2026-03-12 10:42")


def draft(number: int, text: str, **more: object) -> Draft:
    return Draft(number, "statement", number, text, text_hash(text), saved_at=NOW, **more)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-03-12 08:05", "08:05"),
        ("2026-03-11 23:59", "11 March"),
        ("2026-01-02 10:00", "2 January"),
        ("2025-12-31 10:00", "31 December 2025"),
    ],
)
def test_moments(moment: str, words: str) -> None:
    assert when_words(datetime.fromisoformat(moment), NOW) == words


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (None, "They ask before they propose.", "5 words"),
        ("They ask first.", "They ask them first, always.", "+2 −0"),
        ("They ask first.", "They ask first!", "punctuation"),
        ("They ask first.", "They ask\nfirst.", "layout only"),
        ("same", "same", "no change"),
    ],
)
def test_amounts(before: str | None, after: str, words: str) -> None:
    assert amount_words(before, after) == words


def test_numbers_of_words() -> None:
    assert [count_words(n) for n in (0, 1, 78, 1204)] == ["0 words", "1 word", "78 words", "1,204 words"]
    assert length_words(48, 3) == "48 words, 3 sentences"
    assert length_words(1, 1) == "1 word, 1 sentence"


def test_a_history_has_the_text_being_edited_on_top_only_while_it_differs() -> None:
    drafts = (draft(1, "They ask."), draft(2, "They ask first."))
    same = DraftHistory().rows(drafts, WorkingText("s", "They ask first."), NOW)
    assert [(row.title, row.current) for row in same] == [("Draft 2", True), ("Draft 1", False)]
    other = DraftHistory().rows(drafts, WorkingText("s", "They"), NOW)
    assert [(row.title, row.current) for row in other] == [
        ("Draft 3", True),
        ("Draft 2", False),
        ("Draft 1", False),
    ]
    assert DraftHistory().rows((), WorkingText("s", " \n"), NOW) == ()


def test_a_row_is_spoken_as_one_line() -> None:
    (row,) = DraftHistory().rows(
        (draft(1, "They ask.", summary="A start.", author="Table 2"),), WorkingText("s", "They ask."), NOW
    )
    assert row.spoken() == "Draft 1, 10:42, A start, Table 2, 2 words"


def a_round(number: int, shown: Draft, answers: int) -> Round:
    return Round(number, number, shown.id, shown.sha256, RoundStatus.OPEN, NOW.date(), response_count=answers)


def test_a_draft_brought_back_is_tested_as_written() -> None:
    tested, revised, back = draft(1, "ours"), draft(2, "mine"), draft(3, "ours")
    facts = StatementFacts(
        (tested, revised, back), (a_round(1, tested, 9),), (), NOW.date(), lambda item: item.response_count
    )
    assert [facts.evidence(item) for item in facts.drafts] == [
        "tested as written by 9 people",
        "tested in an earlier wording",
        "tested as written by 9 people",
    ]
    assert facts.notice(back) is None


def test_an_open_round_without_answers_is_no_evidence() -> None:
    only = draft(1, "ours")
    facts = StatementFacts((only,), (a_round(1, only, 0),), (), NOW.date())
    assert facts.evidence(only) == "never tested"


def test_agreement_and_evidence_are_told_together() -> None:
    tested, agreed, newest = draft(1, "ours"), draft(2, "ours, all"), draft(3, "mine")
    agreements = (Agreement(1, 2, agreed.sha256, date(2026, 3, 10), "the board"),)
    facts = StatementFacts(
        (tested, agreed, newest), (a_round(1, tested, 9),), agreements, NOW.date(), lambda _: None
    )
    notice = facts.notice(newest)
    assert notice is not None
    assert notice.title == "Draft 3 has not been tested in this wording."
    agreed_words = "Draft 2 was agreed on 10 March by the board."
    assert notice.text == f"Some people read Draft 1 and answered. {agreed_words}"
    assert facts.detail(agreed) == "agreed"


def test_the_banner_speaks_of_the_draft_in_the_editor() -> None:
    first, tested, newest = draft(1, "all"), draft(2, "ours"), draft(3, "mine")
    agreements = (Agreement(1, 2, tested.sha256, date(2026, 3, 10), "the board"),)
    facts = StatementFacts((first, tested, newest), (a_round(1, tested, 9),), agreements, NOW.date())

    def title(item: Draft | None) -> str | None:
        notice = facts.notice(item)
        return notice.title if notice is not None else None

    assert title(facts.as_draft("mine, too")) == "Draft 4 has not been tested in this wording."
    assert title(newest) == "Draft 3 has not been tested in this wording."
    assert title(tested) is None  # agreed and tested, although a later draft is neither
    assert title(first) is None
    assert title(facts.as_draft("ours")) is None
    assert title(None) is None


def test_a_draft_that_was_set_aside_needs_no_banner() -> None:
    tested, aside = draft(1, "ours"), draft(2, "mine", set_aside="Nobody is in it.")
    facts = StatementFacts((tested, aside), (a_round(1, tested, 9),), (), NOW.date())
    assert facts.notice(aside) is None
    assert facts.state(aside) == "tested in an earlier wording; set aside: Nobody is in it."


@pytest.mark.parametrize(
    ("kind", "group", "words"),
    [
        (GroupKind.CUSTOMERS, "", "As a customer"),
        (GroupKind.EMPLOYEES, "", "As an employee"),
        (GroupKind.EMPLOYEES, "Night shift", "As an employee: Night shift"),
        (GroupKind.COMMUNITY, "", "As one of the community"),
        (GroupKind.OTHER, "Suppliers", "As Suppliers"),
    ],
)
def test_voices(kind: GroupKind, group: str, words: str) -> None:
    assert voice_words(kind, METHOD_WORDS[kind], group) == words
