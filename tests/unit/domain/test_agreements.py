"""An agreement belongs to words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from visionwork.domain.agreements import AgreementState, agreement_on, agreement_standing
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


def test_altered_words_are_agreed_by_nobody() -> None:
    spoilt = replace(ONE, text="We say it  late.", altered=True)
    standing = agreement_standing([agree(ONE)], [spoilt])
    assert standing is not None
    assert standing.state is AgreementState.ALTERED
    assert agreement_on(spoilt, [agree(ONE)], [spoilt]) is None
    later = draft(2, "We say it late.")
    standing = agreement_standing([agree(ONE)], [spoilt, later])
    assert standing is not None
    assert standing.state is AgreementState.ALTERED
    assert agreement_on(later, [agree(ONE)], [spoilt, later]) is None


def test_a_sound_draft_of_the_agreed_wording_is_agreed_although_the_first_was_altered() -> None:
    spoilt, again = replace(ONE, text="We say it late.", altered=True), draft(3, ONE.text)
    assert agreement_on(again, [agree(ONE)], [spoilt, again]) == agree(ONE)
    standing = agreement_standing([agree(ONE)], [spoilt, again])
    assert standing is not None
    assert standing.state is AgreementState.VALID
