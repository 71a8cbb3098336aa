"""What whoever exports should know beforehand, in sentences."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection

from visionwork.domain.commitments import Signature, SignatureState
from visionwork.domain.counting import counted_word, listed
from visionwork.domain.drafts import (
    ALTERED,
    GET_BACK,
    STATEMENT_SUBJECT,
    differs_from_latest,
    next_number,
)
from visionwork.domain.drift import undecided
from visionwork.domain.evidence import EvidenceStatus
from visionwork.domain.groups import GroupKind
from visionwork.domain.stakeholders import Stakeholder
from visionwork.report.content import PARTS_OF, Cut, Part, ReportContent

_MOST_SHOWN = 8
_MANY = 4
"""So many letters of a script are told by its name."""


def content_warnings(content: ReportContent, cut: Cut) -> tuple[str, ...]:
    """Return what a cut will say about the workshop that its reader may stumble over.

    Args:
        content: The report's content.
        cut: Which report.
    """
    found = []
    publication = content.publication()
    wanted = PARTS_OF[cut]
    if Part.STATEMENT in wanted:
        found += _words_in_work(content)
    if not publication.text:
        if Part.STATEMENT in wanted:
            found.append("No vision statement has been written yet.")
        found.append("Every page is marked DRAFT, because no statement has been agreed.")
    elif publication.altered:
        found.append(
            f"Every page is marked DRAFT: {publication.name} was {ALTERED}, "
            f"so nobody has tested or agreed on its words. {GET_BACK}"
        )
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
    if Part.EVIDENCE in wanted:
        found += dict.fromkeys(sentence for result in content.results for sentence in result.altered)
    if Part.CHANGES in wanted:
        found += _losses(content)
    if Part.COMMITMENTS in wanted:
        if lapsed := _signed(content, SignatureState.LAPSED):
            verb = "has" if len(lapsed) == 1 else "have"
            found.append(f"{_whose(lapsed)} {verb} lapsed: the text changed after signing.")
        if unclear := _signed(content, SignatureState.UNCLEAR):
            verb = "is" if len(unclear) == 1 else "are"
            found.append(f"{_whose(unclear)} {verb} left out: this method does not have all that was signed.")
    return tuple(found)


def _words_in_work(content: ReportContent) -> list[str]:
    """Return that the text in work is newer than the draft that is printed, and what to do."""
    publication, drafts = content.publication(), content.snapshot.statement_drafts()
    text = content.snapshot.working_text(STATEMENT_SUBJECT).text
    if publication.draft is None or not text.strip() or not differs_from_latest(drafts, text):
        return []
    if text.strip() == publication.text:
        return []
    return [
        f"The words on the Vision statement page are newer than {publication.name}, which is printed here."
        f" To print them, choose “Save as draft {next_number(drafts)}” there first."
    ]


def _signed(content: ReportContent, state: SignatureState) -> list[str]:
    """Return who signed what is in a state now."""
    return [_signer(content, one) for one in content.snapshot.signatures if content.state_of(one) is state]


def _whose(names: list[str]) -> str:
    return f"The {'signature' if len(names) == 1 else 'signatures'} of {listed(names)}"


def _signer(content: ReportContent, signature: Signature) -> str:
    """Return the name of the leader a signature belongs to, whatever was typed."""
    leader = content.snapshot.participant(signature.participant_id)
    return leader.name if leader is not None else signature.name


def _losses(content: ReportContent) -> list[str]:
    """Return what the published text lost against the tested one without anybody deciding on it."""
    revision = content.final_revision()
    if revision is None:
        return []
    sha256 = revision.after.sha256
    open_ones = undecided(revision.drift, content.snapshot.decisions_on(sha256), sha256)
    if not open_ones:
        return []
    groups = [content.stakeholder(lost) for lost in open_ones if isinstance(lost, Stakeholder)]
    promises = len(open_ones) - len(groups)
    words = counted_word(promises, "promise", "promises")
    parts = [*groups, *([words] if promises else [])]
    return [
        f"{content.publication().name} lost {listed(parts)} since Draft {revision.before.number} was tested,"
        " and nobody has said why."
    ]


def missing_warning(missing: Collection[str]) -> str:
    """Return which characters the fonts do not have: whole scripts by their names, others one by one."""
    scripts = Counter(script for script in map(_script, missing) if script)
    whole = sorted(script for script, count in scripts.items() if count >= _MANY)
    rest = sorted(character for character in missing if _script(character) not in whole)
    told = []
    if whole:
        told.append(
            f"The PDF cannot write {listed(whole)} yet: small squares stand in place of these letters. "
            "Give the passages in another script as well."
        )
    if rest:
        named = listed([f"“{character}” ({_name(character)})" for character in rest[:_MOST_SHOWN]])
        more = f" and {len(rest) - _MOST_SHOWN} more" if len(rest) > _MOST_SHOWN else ""
        told.append(
            f"The fonts of the PDF have no shape for {named}{more}; a small square stands in their place."
        )
    return " ".join(told)


def _script(character: str) -> str:
    """Return the name of the script of a letter or sign, such as "Hebrew"; nothing for symbols."""
    if unicodedata.category(character)[0] not in "LM":
        return ""
    return unicodedata.name(character, "").partition(" ")[0].capitalize()


def _name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()
