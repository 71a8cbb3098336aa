"""Whether what was agreed is still what is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from visionwork.domain.drafts import ALTERED, Agreement, Draft
from visionwork.domain.layout import same_words
from visionwork.domain.records import record


class AgreementState(StrEnum):
    """Whether an agreement belongs to the text as it stands."""

    VALID = "valid"
    LAPSED = "lapsed"
    ALTERED = ALTERED


@record
class AgreementStanding:
    """The latest agreement, held against the newest draft.

    Attributes:
        agreement: The agreement.
        agreed: The draft that was agreed.
        newest: The newest draft that was not set aside.
        state: Valid while the words are the same; lapsed when they changed, so that the team is asked again;
            altered when the words of one of the drafts are not those that were saved.
        only_layout: Whether it holds although spaces or typographic marks differ.
    """

    agreement: Agreement
    agreed: Draft
    newest: Draft
    state: AgreementState
    only_layout: bool = False


def newest_draft(drafts: Sequence[Draft]) -> Draft | None:
    """Return the newest draft that was not set aside; the newest of all when every one was; or None."""
    counting = [draft for draft in drafts if draft.set_aside is None] or drafts
    return max(counting, key=lambda draft: draft.number, default=None)


def agreement_on(draft: Draft, agreements: Iterable[Agreement], drafts: Iterable[Draft]) -> Agreement | None:
    """Return the latest agreement on the words of a draft, or None.

    One on an earlier draft counts, too, when the words are the same.
    """
    by_id = {other.id: other for other in drafts}
    held = [item for item in agreements if _is_on(item, by_id.get(item.draft_id), draft)]
    return held[-1] if held else None


def _is_on(agreement: Agreement, agreed: Draft | None, draft: Draft) -> bool:
    if agreed is None or agreed.sha256 != agreement.sha256 or agreed.subject != draft.subject:
        return False
    return agreed.number <= draft.number and _same_wording(agreed, draft)


def _same_wording(agreed: Draft, draft: Draft) -> bool:
    """Return whether two drafts have the same words; of altered ones only a sound copy can be told."""
    if draft.altered or agreed.altered:
        return not draft.altered and agreed.sha256 == draft.sha256
    return same_words(agreed.text, draft.text)


def agreement_standing(agreements: Iterable[Agreement], drafts: Sequence[Draft]) -> AgreementStanding | None:
    """Return the latest agreement and whether it still belongs to the text, or None without any.

    Args:
        agreements: Agreements in the order they were made.
        drafts: Drafts of the statement.
    """
    newest = newest_draft(drafts)
    by_id = {draft.id: draft for draft in drafts}
    held = [a for a in agreements if a.draft_id in by_id and by_id[a.draft_id].sha256 == a.sha256]
    if newest is None or not held:
        return None
    # Of several agreements, one on the words as they stand counts before a later one on other words.
    same = [item for item in held if _same_wording(by_id[item.draft_id], newest)]
    agreement = (same or held)[-1]
    agreed = by_id[agreement.draft_id]
    state = AgreementState.VALID if same else AgreementState.LAPSED
    if not same and (agreed.altered or newest.altered):
        state = AgreementState.ALTERED
    return AgreementStanding(agreement, agreed, newest, state, bool(same) and agreed.sha256 != newest.sha256)
