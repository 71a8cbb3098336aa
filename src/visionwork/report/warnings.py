"""What whoever exports should know beforehand, in sentences."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from visionwork.domain.commitments import SignatureState
from visionwork.domain.drift import undecided
from visionwork.domain.evidence import EvidenceStatus
from visionwork.domain.groups import GroupKind
from visionwork.domain.stakeholders import Stakeholder
from visionwork.report.content import PARTS_OF, Cut, Part, ReportContent
from visionwork.report.words import counted, listed

_MOST_SHOWN = 8


def content_warnings(content: ReportContent, cut: Cut) -> tuple[str, ...]:
    """Return what a cut will say about the workshop that its reader may stumble over.

    Args:
        content: The report's content.
        cut: Which report.
    """
    found = []
    publication = content.publication()
    wanted = PARTS_OF[cut]
    if not publication.text:
        if Part.STATEMENT in wanted:
            found.append("No vision statement has been written yet.")
        found.append("Every page is marked DRAFT, because no statement has been agreed.")
    elif publication.lapsed is not None:
        agreed = publication.lapsed.agreed.number
        found.append(
            f"Every page is marked DRAFT: Draft {agreed} was agreed, and the words have changed since."
        )
    elif not publication.agreed:
        found.append(f"Every page is marked DRAFT: {publication.name} has not been agreed.")
    if publication.text and Part.EVIDENCE in wanted:
        if publication.status is EvidenceStatus.NEVER:
            people = f"{content.word(GroupKind.EMPLOYEES)} or {content.word(GroupKind.CUSTOMERS)}"
            found.append(f"{publication.name} has never been tested with {people}.")
        elif publication.status is EvidenceStatus.EARLIER_WORDING:
            found.append(
                f"{publication.name} was tested in an earlier wording; the words have changed since."
            )
    if Part.CHANGES in wanted:
        found += _losses(content)
    if Part.COMMITMENTS in wanted:
        lapsed = [
            signature.name
            for signature in content.snapshot.signatures
            if content.state_of(signature) is SignatureState.LAPSED
        ]
        if lapsed:
            verb = "signature has" if len(lapsed) == 1 else "signatures have"
            found.append(f"The {verb} lapsed of {listed(lapsed)}: the text changed after signing.")
    return tuple(found)


def _losses(content: ReportContent) -> list[str]:
    """Return what the published text lost against the tested one without anybody deciding on it."""
    revision = content.final_revision()
    if revision is None:
        return []
    open_ones = undecided(revision.drift, content.snapshot.decisions, revision.after.sha256)
    if not open_ones:
        return []
    groups = [content.stakeholder(lost) for lost in open_ones if isinstance(lost, Stakeholder)]
    promises = len(open_ones) - len(groups)
    parts = [*groups, *([counted(promises, "promise", "promises")] if promises else [])]
    return [
        f"{content.publication().name} lost {listed(parts)} since Draft {revision.before.number} was tested,"
        " and nobody has said why."
    ]


def missing_warning(missing: Collection[str]) -> str:
    """Return which characters the fonts do not have."""
    shown = sorted(missing)[:_MOST_SHOWN]
    named = listed([f"“{character}” ({_name(character)})" for character in shown])
    more = f" and {len(missing) - len(shown)} more" if len(missing) > len(shown) else ""
    return f"The fonts of the PDF have no shape for {named}{more}; a small square stands in their place."


def _name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()
