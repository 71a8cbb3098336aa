"""Compares the statement's drafts with the tested draft before each; ties the coach to a workshop."""

from __future__ import annotations

from collections.abc import Callable

from visionwork.coach.coach import default_coach
from visionwork.coach.drift import compare
from visionwork.coach.likeness import default_likeness
from visionwork.coach.promises import promises_of
from visionwork.domain.drafts import Draft
from visionwork.domain.drift import Drift, Revision, reference_draft, standing_answers
from visionwork.domain.findings import Findings
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.domain.tuning import tuned

Read = Callable[[str], Findings]


def statement_revisions(
    snapshot: WorkshopSnapshot, reads: Callable[[], Read] | None = None
) -> tuple[Revision, ...]:
    """Return the statement's drafts, each beside the tested draft before it; without one it is left out.

    Args:
        snapshot: The workshop.
        reads: Returns what reads a text; asked only when there is something to compare.
    """
    drafts = snapshot.statement_drafts()
    pairs = [(reference_draft(drafts, snapshot.rounds, draft), draft) for draft in drafts]
    if not any(before for before, _ in pairs):
        return ()
    read = reads() if reads is not None else reader(snapshot)
    return tuple(
        Revision(before, after, drift_between(snapshot, before, after.text, read))
        for before, after in pairs
        if before is not None
    )


def drift_between(snapshot: WorkshopSnapshot, before: Draft, text: str, read: Read | None = None) -> Drift:
    """Return what a wording lost and gained against a draft, with the promises and answers of the workshop.

    Args:
        snapshot: The workshop.
        before: The earlier draft; see `domain.drift.reference_draft`.
        text: The later wording, to the character.
        read: What reads a text; see `reader`.
    """
    read = read or reader(snapshot)
    earlier = read(before.text)
    likeness = default_likeness(snapshot.workshop.language)
    confirmed = before.id in snapshot.promises_confirmed
    own = snapshot.promises_of(before.id)
    promises = promises_of(before.id, earlier, own, is_confirmed=confirmed, likeness=likeness)
    answers = standing_answers(snapshot.answers, text)
    return compare(earlier, read(text), promises, answers, before_draft=before.id, likeness=likeness)


def reader(snapshot: WorkshopSnapshot) -> Read:
    """Return what reads a text with the words and settings of a workshop; each text is read once."""
    coach, vocabulary = default_coach(snapshot.workshop.language), snapshot.vocabulary()
    known: dict[str, Findings] = {}

    def read(text: str) -> Findings:
        if text not in known:
            known[text] = tuned(coach.read(text, vocabulary), snapshot.coach)
        return known[text]

    return read
