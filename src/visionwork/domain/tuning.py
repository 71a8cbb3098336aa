"""What a facilitator has told the coach: marks to keep quiet about, states set by hand, how picky to be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from visionwork.domain.drafts import text_hash
from visionwork.domain.findings import Findings, Level, Mark, Presence, Stakeholder
from visionwork.domain.records import record


class SilenceScope(StrEnum):
    """How far a silence reaches."""

    PLACE = "place"
    """This mark in this sentence."""
    PHRASE = "phrase"
    """These words under this rule, wherever they stand in the workshop's texts."""
    RULE = "rule"
    """Everything the rule finds."""


@record
class Silence:
    """A wish not to see a mark again.

    Attributes:
        id: Row id in the document; 0 before it is stored.
        scope: How far it reaches.
        rule: Id of the rule.
        phrase: The marked words as they stood when it was made.
        sha256: For a place, the hash of the sentence it stands in; else empty. The sentence and not the
            whole text, so that a place stays quiet while others are edited.
        start: For a place, index of its first character within the sentence; else 0.
        reason: Why, in the facilitator's words; may be empty.
    """

    id: int
    scope: SilenceScope
    rule: str
    phrase: str = ""
    sha256: str = ""
    start: int = 0
    reason: str = ""


@record
class Flip:
    """A state set by hand, remembered for one text.

    Attributes:
        sha256: Hash of the whole text.
        stakeholder: Whose state it is.
        state: The state that was set.
    """

    sha256: str
    stakeholder: Stakeholder
    state: Presence


@record
class CoachSettings:
    """How the coach is set in a workshop.

    Attributes:
        picky: Whether hints are shown beside the marks that are nearly sure.
        silences: Marks to keep quiet about.
        flips: States set by hand.
    """

    picky: bool = False
    silences: tuple[Silence, ...] = ()
    flips: tuple[Flip, ...] = ()


def tuned(findings: Findings, settings: CoachSettings) -> Findings:
    """Return findings as they are shown: silences, flips and level applied.

    Args:
        findings: What the coach read, with its hints.
        settings: The workshop's settings.
    """
    return with_flips(without_silenced(at_level(findings, settings.picky), settings.silences), settings.flips)


def at_level(findings: Findings, picky: bool) -> Findings:
    """Return findings without their hints, or all of them when picky."""
    if picky:
        return findings
    return replace(findings, marks=tuple(m for m in findings.marks if m.level is Level.NOTICE))


def without_silenced(findings: Findings, silences: Iterable[Silence]) -> Findings:
    """Return findings without the marks that one of the silences covers."""
    quiet = tuple(silences)
    kept = tuple(mark for mark in findings.marks if silenced_by(findings, mark, quiet) is None)
    return replace(findings, marks=kept)


def silenced_by(findings: Findings, mark: Mark, silences: Iterable[Silence]) -> Silence | None:
    """Return the first silence that covers a mark, or None."""
    return next((silence for silence in silences if _covers(silence, findings, mark)), None)


def silence_for(findings: Findings, mark: Mark, scope: SilenceScope, reason: str = "") -> Silence:
    """Return the silence that covers a mark, not stored yet.

    One that reaches over a whole rule keeps the words it was asked for, so that people see what it is about.

    Args:
        findings: Where the mark was found.
        mark: The mark.
        scope: How far the silence is to reach.
        reason: Why; may be empty.
    """
    if scope in (SilenceScope.RULE, SilenceScope.PHRASE):
        return Silence(0, scope, mark.rule, mark.text, reason=reason)
    sha256, start = _place(findings, mark)
    return Silence(0, scope, mark.rule, mark.text, sha256, start, reason)


def with_flips(findings: Findings, flips: Iterable[Flip]) -> Findings:
    """Return findings with the states that were set by hand for this text.

    Somebody set to absent keeps their words in `spans`, so that the screen can show what does not count.
    A later flip of the same stakeholder wins.
    """
    here = text_hash(findings.text)
    states = {flip.stakeholder: flip.state for flip in flips if flip.sha256 == here}
    if not states:
        return findings
    changed = tuple(
        replace(item, state=states[item.stakeholder], flipped=states[item.stakeholder] is not item.state)
        if item.stakeholder in states
        else item
        for item in findings.stakeholders
    )
    return replace(findings, stakeholders=changed)


def _covers(silence: Silence, findings: Findings, mark: Mark) -> bool:
    if silence.rule != mark.rule:
        return False
    if silence.scope is SilenceScope.RULE:
        return True
    if _plain(silence.phrase) != _plain(mark.text):
        return False
    if silence.scope is SilenceScope.PHRASE:
        return True
    return (silence.sha256, silence.start) == _place(findings, mark)


def _place(findings: Findings, mark: Mark) -> tuple[str, int]:
    """Return the hash of the sentence a mark stands in and the mark's place within it."""
    for sentence in findings.coverage.sentences:
        if sentence.start <= mark.start < sentence.end:
            return text_hash(sentence.text), mark.start - sentence.start
    return text_hash(findings.text), mark.start


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("’", "'").replace("-", " ").split())
