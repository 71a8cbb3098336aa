"""From a document to results that may be shown; nobody else reads unprotected answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visionwork.feedback.analysis import round_results

if TYPE_CHECKING:
    from visionwork.document.document import Document
    from visionwork.domain.results import RoundResults
    from visionwork.domain.rounds import Round


def protected_results(document: Document, feedback_round: Round) -> RoundResults:
    """Return what may be shown of a round.

    Args:
        document: The workshop.
        feedback_round: One of its rounds.
    """
    rounds = document.rounds
    return round_results(
        feedback_round,
        document.texts.draft(feedback_round.draft_id).number,
        document.groups.all(),
        rounds.tallies(feedback_round.id),
        rounds.respondents(feedback_round.id),
        rounds.comments(feedback_round.id),
    )


def all_protected_results(document: Document) -> tuple[RoundResults, ...]:
    """Return what may be shown of every round, by number."""
    return tuple(protected_results(document, feedback_round) for feedback_round in document.rounds.all())
