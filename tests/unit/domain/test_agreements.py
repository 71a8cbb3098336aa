"""An agreement belongs to words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from visionwork.domain.agreements import AgreementState, agreement_standing
from visionwork.domain.drafts import Agreement, Draft, text_hash


def draft(number: int, text: str) -> Draft:
    return Draft(number, "statement", number, text, text_hash(text))


def agree(on: Draft, id: int = 1) -> Agreement:
    return Agreement(id, on.id, on.sha256, date(2026, 3, 12), "The leadership team")


ONE, TWO = draft(1, "We say it early."), draft(2, "We say it first.")


def test_without_an_agreement_there_is_nothing_to_lapse() -> None:
    assert agreement_standing([], [ONE]) is None
    assert agreement_standing([agree(ONE)], []) is None


def test_an_agreement_lapses_with_other_words() -> None:
    held = agreement_standing([agree(ONE)], [ONE])
    assert held is not None
    assert (held.state, held.only_layout) == (AgreementState.VALID, False)
    lapsed = agreement_standing([agree(ONE)], [ONE, TWO])
    assert lapsed is not None
    assert (lapsed.state, lapsed.agreed, lapsed.newest) == (AgreementState.LAPSED, ONE, TWO)


def test_a_change_of_layout_leaves_it_standing() -> None:
    relaid = draft(2, "We  say it\nearly.")
    held = agreement_standing([agree(ONE)], [ONE, relaid])
    assert held is not None
    assert (held.state, held.only_layout) == (AgreementState.VALID, True)


def test_a_draft_that_was_set_aside_takes_nothing_away() -> None:
    held = agreement_standing([agree(ONE)], [ONE, replace(TWO, set_aside="Too sharp.")])
    assert held is not None
    assert held.state is AgreementState.VALID


def test_words_that_came_back_are_agreed_again() -> None:
    back = draft(3, ONE.text)
    held = agreement_standing([agree(ONE), agree(TWO, 2)], [ONE, TWO, back])
    assert held is not None
    assert (held.state, held.agreed, held.only_layout) == (AgreementState.VALID, ONE, False)
