"""Tested as written, in an earlier wording, or never: decided by wording and answers alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from visionwork.domain.drafts import STATEMENT_SUBJECT, Draft, text_hash
from visionwork.domain.evidence import EvidenceStatus, evidence_status, shown_in_other_layout
from visionwork.domain.rounds import Round, RoundStatus


def draft(number: int, text: str) -> Draft:
    return Draft(number, STATEMENT_SUBJECT, number, text, text_hash(text))


def shown(item: Draft, responses: int = 6) -> Round:
    opened = date(2026, 3, 3)
    return Round(1, 1, item.id, item.sha256, RoundStatus.OPEN, opened, response_count=responses)


ONE, TWO, THREE = draft(1, "We help."), draft(2, "We help people."), draft(3, "We win.")
ALL = (ONE, TWO, THREE)


def test_only_an_answer_to_exactly_these_words_counts() -> None:
    rounds = [shown(TWO)]
    assert evidence_status(ONE, ALL, rounds) is EvidenceStatus.NEVER
    assert evidence_status(TWO, ALL, rounds) is EvidenceStatus.AS_WRITTEN
    assert evidence_status(THREE, ALL, rounds) is EvidenceStatus.EARLIER_WORDING


def test_a_round_nobody_answered_is_no_evidence() -> None:
    assert evidence_status(TWO, ALL, [shown(TWO, responses=0)]) is EvidenceStatus.NEVER


def test_a_tested_text_that_is_brought_back_keeps_its_evidence() -> None:
    again = draft(4, TWO.text)
    assert evidence_status(again, (*ALL, again), [shown(TWO)]) is EvidenceStatus.AS_WRITTEN


def test_other_spaces_and_marks_leave_the_evidence_standing() -> None:
    again = draft(4, f" {TWO.text.replace(' ', '  ')}\n")
    drafts = (*ALL, again)
    assert evidence_status(again, drafts, [shown(TWO)]) is EvidenceStatus.AS_WRITTEN
    assert shown_in_other_layout(again, drafts, [shown(TWO)]) == TWO
    assert shown_in_other_layout(TWO, drafts, [shown(TWO)]) is None
    assert shown_in_other_layout(THREE, drafts, [shown(TWO)]) is None


def altered(item: Draft) -> Draft:
    return replace(item, text=item.text.replace("help", "heap"), altered=True)


def test_a_text_that_is_not_what_was_saved_is_no_evidence_whatever_its_hash() -> None:
    two = altered(TWO)
    drafts = (ONE, two, THREE)
    assert evidence_status(two, drafts, [shown(TWO)]) is EvidenceStatus.ALTERED
    # People did read an earlier wording, though nobody can see any more which.
    assert evidence_status(THREE, drafts, [shown(TWO)]) is EvidenceStatus.EARLIER_WORDING
    again = draft(4, TWO.text)
    assert evidence_status(again, (*drafts, again), [shown(TWO)]) is EvidenceStatus.AS_WRITTEN
    same = draft(5, "We heap  people.")
    assert shown_in_other_layout(same, (*drafts, same), [shown(TWO)]) is None
    assert shown_in_other_layout(two, (*drafts, same), [shown(same)]) is None
