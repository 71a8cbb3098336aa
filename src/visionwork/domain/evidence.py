"""Evidence status: whether people saw these very words."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from visionwork.domain.drafts import Draft
from visionwork.domain.rounds import Round


class EvidenceStatus(StrEnum):
    """What is known of a statement draft from feedback rounds."""

    AS_WRITTEN = "tested as written"
    EARLIER_WORDING = "tested in an earlier wording"
    NEVER = "never tested"


def evidence_status(draft: Draft, drafts: Iterable[Draft], rounds: Iterable[Round]) -> EvidenceStatus:
    """Return the evidence status of a statement draft.

    A draft is tested as written when a round with at least one response showed exactly its
    wording; in an earlier wording when only an earlier draft has such a round.

    Args:
        draft: The draft in question.
        drafts: Every draft of the statement.
        rounds: Every round of the workshop.
    """
    tested = {shown.sha256 for item in rounds if item.answered for shown in item.drafts}
    if draft.sha256 in tested:
        return EvidenceStatus.AS_WRITTEN
    earlier = (other for other in drafts if other.number < draft.number)
    if any(other.sha256 in tested for other in earlier):
        return EvidenceStatus.EARLIER_WORDING
    return EvidenceStatus.NEVER
