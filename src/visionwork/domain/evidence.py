"""Evidence status: whether people saw these very words."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from visionwork.domain.drafts import ALTERED, Draft
from visionwork.domain.layout import same_words
from visionwork.domain.rounds import Round, tested_wordings


class EvidenceStatus(StrEnum):
    """What is known of a statement draft from feedback rounds."""

    AS_WRITTEN = "tested as written"
    EARLIER_WORDING = "tested in an earlier wording"
    NEVER = "never tested"
    ALTERED = ALTERED


def evidence_status(draft: Draft, drafts: Iterable[Draft], rounds: Iterable[Round]) -> EvidenceStatus:
    """Return the evidence status of a statement draft.

    A draft is tested as written when a round with at least one response showed its words, whatever its
    spaces and typographic marks; in an earlier wording when only an earlier draft has such a round. A text
    that is not the one that was saved is none of these, whatever its stored hash says. One response is
    enough, though figures wait for five people: who was heard was heard (docs/feedback.md).

    Args:
        draft: The draft in question.
        drafts: Every draft of the statement.
        rounds: Every round of the workshop.
    """
    if draft.altered:
        return EvidenceStatus.ALTERED
    drafts, rounds = tuple(drafts), tuple(rounds)
    if _shown(draft, rounds) or shown_in_other_layout(draft, drafts, rounds) is not None:
        return EvidenceStatus.AS_WRITTEN
    if any(other.number < draft.number and _shown(other, rounds) for other in drafts):
        return EvidenceStatus.EARLIER_WORDING
    return EvidenceStatus.NEVER


def shown_in_other_layout(draft: Draft, drafts: Iterable[Draft], rounds: Iterable[Round]) -> Draft | None:
    """Return the newest tested draft with the same words, when these characters were not shown themselves.

    Then the evidence stands, and whoever shows it says that only spaces or typographic marks differ.
    """
    rounds = tuple(rounds)
    if draft.altered or _shown(draft, rounds):
        return None
    others = [o for o in drafts if o.sha256 != draft.sha256 and not o.altered and _shown(o, rounds)]
    same = [o for o in others if same_words(o.text, draft.text)]
    return max(same, key=lambda other: other.number, default=None)


def as_in(shown: Draft) -> str:
    """Return what is said of a draft whose words people read in another layout."""
    return f"only spaces or typographic marks differ from draft {shown.number}"


def _shown(draft: Draft, rounds: Iterable[Round]) -> bool:
    return draft.sha256 in tested_wordings(rounds)
