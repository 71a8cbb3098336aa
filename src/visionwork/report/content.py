"""What a report is made from, and what of it exists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from visionwork.domain.agreements import AgreementStanding, AgreementState, newest_draft
from visionwork.domain.commitments import (
    Signature,
    SignatureState,
    signed_in_other_layout,
)
from visionwork.domain.coverage import Coverage
from visionwork.domain.drafts import STATEMENT_SUBJECT, Agreement, Draft
from visionwork.domain.drift import Revision, reference_draft
from visionwork.domain.evidence import EvidenceStatus, evidence_status, shown_in_other_layout
from visionwork.domain.groups import GroupKind, house_word
from visionwork.domain.layout import same_words
from visionwork.domain.method import CaptureKind, Exercise, Method
from visionwork.domain.method_fit import judged
from visionwork.domain.progress import has_content
from visionwork.domain.records import record
from visionwork.domain.results import RoundComparison, RoundResults
from visionwork.domain.signed_text import signed_grids, signed_text
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.domain.stakeholders import Stakeholder, stakeholder_name


class Cut(StrEnum):
    """Which report is made."""

    FULL = "full"
    SUMMARY = "summary"
    COMMITMENTS = "commitments"
    POSTER = "poster"


class Paper(StrEnum):
    """What it is printed on."""

    A4 = "a4"
    LETTER = "letter"


class Part(StrEnum):
    """Parts a report is put together from."""

    STATEMENT = "statement"
    EVIDENCE = "evidence"
    CHANGES = "changes"
    COMMITMENTS = "commitments"
    PLAN = "plan"
    FINDINGS = "findings"
    VIEWS = "views"


PARTS_OF: dict[Cut, tuple[Part, ...]] = {
    Cut.FULL: tuple(Part),
    Cut.SUMMARY: (Part.STATEMENT, Part.EVIDENCE, Part.CHANGES, Part.COMMITMENTS),
    Cut.COMMITMENTS: (Part.COMMITMENTS,),
    Cut.POSTER: (Part.STATEMENT,),
}
"""Parts of each cut, in order."""


def nobody_in(text: str) -> Coverage:
    """Return a coverage that names nobody; for reports made without the coach."""
    return Coverage(text)


@record
class Publication:
    """The statement as it is published.

    Attributes:
        text: The words; empty when nobody has written any.
        draft: The draft they belong to, or None when they are still being written.
        agreement: The agreement on exactly these words, or None.
        status: What is known of them from rounds.
        lapsed: An agreement on other words than these, or None.
        shown_as: The tested draft with the same words in another layout, or None.
    """

    text: str
    draft: Draft | None = None
    agreement: Agreement | None = None
    status: EvidenceStatus = EvidenceStatus.NEVER
    lapsed: AgreementStanding | None = None
    shown_as: Draft | None = None

    @property
    def agreed(self) -> bool:
        """Whether somebody agreed on exactly these words."""
        return self.agreement is not None

    @property
    def altered(self) -> bool:
        """Whether the words are not those that were saved."""
        return self.draft is not None and self.draft.altered

    @property
    def name(self) -> str:
        """What the text is called, such as "Draft 6"."""
        return f"Draft {self.draft.number}" if self.draft else "Text in work"


@record
class ReportContent:
    """Everything a report is made from.

    Attributes:
        snapshot: The workshop.
        method: Its method.
        results: Protected results of its rounds, in order.
        comparison: The last two rounds beside each other, or None.
        coverage: Tells who is in a text.
        revisions: Returns the statement's drafts beside the tested draft before each, by number.
        made_at: When the report is made, with its zone; the present when None.
        app_version: Version of the program.
    """

    snapshot: WorkshopSnapshot
    method: Method
    results: tuple[RoundResults, ...] = ()
    comparison: RoundComparison | None = None
    coverage: Callable[[str], Coverage] = nobody_in
    made_at: datetime | None = None
    app_version: str = ""
    revisions: Callable[[], tuple[Revision, ...]] = tuple
    excluded: frozenset[Part] = field(default_factory=frozenset)

    def word(self, kind: GroupKind) -> str:
        """Return the house's word for a kind of group, in the plural."""
        return house_word(self.snapshot.house_words, kind).plural

    def stakeholder(self, who: Stakeholder) -> str:
        """Return the house's word for a stakeholder, in the plural."""
        return stakeholder_name(who, self.snapshot.house_words)

    def fill(self, text: str) -> str:
        """Return a text of the method with the organisation and the house's words in place."""
        return self.snapshot.fill(text)

    def publication(self) -> Publication:
        """Return the statement to publish: the newest draft that was not set aside, else the text in work.

        When the words changed after they were agreed, the agreement has lapsed, and the new words are
        published as not agreed.
        """
        snapshot = self.snapshot
        drafts = snapshot.statement_drafts()
        draft = newest_draft(drafts)
        if draft is None:
            return Publication(snapshot.working_text(STATEMENT_SUBJECT).text.strip())
        standing = snapshot.standing_agreement()
        lapsed = standing if standing is not None and standing.state is AgreementState.LAPSED else None
        return Publication(
            draft.text.strip(),
            draft,
            snapshot.agreement_for(draft),
            evidence_status(draft, drafts, snapshot.rounds),
            lapsed,
            shown_in_other_layout(draft, drafts, snapshot.rounds),
        )

    def tested_before(self) -> Draft | None:
        """Return the last tested draft before the published one, when it has other words."""
        published = self.publication().draft
        if published is None:
            return None
        drafts = self.snapshot.statement_drafts()
        before = reference_draft(drafts, self.snapshot.rounds, published)
        return None if before is None or same_words(before.text, published.text) else before

    def final_revision(self) -> Revision | None:
        """Return the published draft beside the last tested one, when there is one with other words."""
        published = self.publication().draft
        if published is None or self.tested_before() is None:
            return None
        return next((r for r in self.revisions() if r.after.id == published.id), None)

    def revisions_on_the_way(self) -> tuple[Revision, ...]:
        """Return the drafts between the last tested one and the published one, by number."""
        final = self.final_revision()
        if final is None:
            return ()
        return tuple(r for r in self.revisions() if final.before.number < r.after.number < final.after.number)

    def evidence(self) -> RoundResults | None:
        """Return the round the evidence is told from, or None when no round may be shown.

        The latest one on the published draft, else the latest of all.
        """
        shown = [r for r in self.results if r.n is not None and any(q.counts for q in r.questions)]
        draft = self.publication().draft
        own = [r for r in shown if draft is not None and r.draft_number == draft.number]
        return (own or shown or [None])[-1]

    def signed_grids(self) -> tuple[Exercise, ...]:
        """Return the grids the leaders sign, as they follow one another in the method."""
        signed = signed_grids(self.method)
        return tuple(exercise for exercise in self.method.exercises() if exercise in signed)

    def state_of(self, signature: Signature) -> SignatureState:
        """Return whether a signature belongs to the commitments as they stand."""
        text = signed_text(self.method, self.snapshot, signature.participant_id)
        return judged(signature, text, self.method, self.snapshot)

    def signed_otherwise(self, signature: Signature) -> bool:
        """Return whether a signature holds although spaces or typographic marks changed since."""
        text = signed_text(self.method, self.snapshot, signature.participant_id)
        return signed_in_other_layout(signature, text)

    def plan_exercises(self) -> tuple[Exercise, ...]:
        """Return the grids of the plan: those in the steps that also have an adopter curve."""
        return tuple(
            exercise
            for step in self.method.steps
            if any(e.kind is CaptureKind.CURVE for e in step.exercises)
            for exercise in step.exercises
            if exercise.kind is CaptureKind.GRID
        )

    def finding_exercises(self) -> tuple[Exercise, ...]:
        """Return the cards and grids that are told as findings: neither signed nor part of the plan."""
        elsewhere = {e.id for e in (*self.signed_grids(), *self.plan_exercises())}
        return tuple(
            exercise
            for exercise in self.method.exercises()
            if exercise.kind in (CaptureKind.CARDS, CaptureKind.GRID) and exercise.id not in elsewhere
        )

    def holds(self, part: Part) -> bool:
        """Return whether there is anything to print in a part."""
        snapshot = self.snapshot
        match part:
            case Part.STATEMENT:
                return bool(self.publication().text)
            case Part.EVIDENCE:
                return self.evidence() is not None
            case Part.CHANGES:
                return self.tested_before() is not None
            case Part.COMMITMENTS:
                grids = any(has_content(exercise, snapshot) for exercise in self.signed_grids())
                return grids or bool(snapshot.signatures)
            case Part.PLAN:
                curves = any(curve.shares for curve in snapshot.curves)
                return curves or any(has_content(e, snapshot) for e in self.plan_exercises())
            case Part.FINDINGS:
                return any(has_content(exercise, snapshot) for exercise in self.finding_exercises())
            case Part.VIEWS:
                views = self.method.of_kind(CaptureKind.VIEWS)
                return any(has_content(exercise, snapshot) for exercise in views)

    def parts(self, cut: Cut) -> tuple[Part, ...]:
        """Return the parts a cut prints: those that hold something and were not left out.

        The statement and, where it is all there is, the commitments are printed empty rather than not at
        all, with a sentence that says so.
        """
        kept = [part for part in PARTS_OF[cut] if part not in self.excluded]
        always = {Part.STATEMENT} if cut is not Cut.COMMITMENTS else {Part.COMMITMENTS}
        return tuple(part for part in kept if part in always or self.holds(part))
