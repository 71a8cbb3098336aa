"""Proposes what a text promises to whom, clause by clause; the facilitator confirms or edits it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from visionwork.coach.likeness import Likeness, default_likeness
from visionwork.coach.places import Places
from visionwork.domain.drift import Promise
from visionwork.domain.findings import Findings, Level
from visionwork.domain.records import record
from visionwork.domain.stakeholders import Span, Stakeholder

_EDGES = " \t\n,.;:–—-•*·"
_JOINT = re.compile(r"(?:[,;]\s+(?:and|but|while|so)\s+|;\s+|\n+)", re.IGNORECASE)
_FEWEST_WORDS = 3
_LEAST_CONTENT = 2


@record
class ProposedPromise:
    """A clause that may be a promise.

    Attributes:
        text: Its words.
        start: Index of the first character in the whole text.
        end: Index after the last character.
        stakeholders: To whom it is made.
    """

    text: str
    start: int
    end: int
    stakeholders: tuple[Stakeholder, ...]


def propose_promises(findings: Findings, likeness: Likeness | None = None) -> tuple[ProposedPromise, ...]:
    """Return the promises of a text in reading order.

    A clause that promises something to several groups is one promise. A clause that joins two sentences,
    each about somebody, is two. Any other sentence about people that speaks neither of money nor of rank or
    technology is proposed as well, such as "Those who rent from us may keep a dog": it is easier to strike a
    promise out than to notice that one is missing.

    Args:
        findings: What the coach read in the text.
        likeness: Finds words of the text's language; of English when None.
    """
    clauses: dict[Span, set[Stakeholder]] = {}
    for item in findings.stakeholders:
        for span in item.promise_spans:
            clauses.setdefault(span, set()).add(item.stakeholder)
    names = Places((place, item.stakeholder) for item in findings.stakeholders for place in item.spans)
    proposed: list[ProposedPromise] = []
    for span, people in sorted(_outermost(clauses).items()):
        for part in _parts(findings.text, span, names):
            named = [who for who in _named_in(names, part) if who in people] or [
                who for who in Stakeholder if who in people
            ]
            proposed.append(ProposedPromise(part.of(findings.text), part.start, part.end, tuple(named)))
    proposed += _overlooked(findings, likeness or default_likeness(), proposed)
    return tuple(sorted(proposed, key=lambda one: one.start))


def promises_of(
    draft_id: int,
    findings: Findings,
    confirmed: Sequence[Promise],
    *,
    is_confirmed: bool,
    likeness: Likeness | None = None,
) -> tuple[Promise, ...]:
    """Return the confirmed promises of a draft, or as long as nobody confirmed any, the proposed ones.

    Args:
        draft_id: The draft.
        findings: What the coach read in it.
        confirmed: Its promises as they are stored.
        is_confirmed: Whether somebody confirmed them; then an empty list stays empty.
        likeness: Finds words of the text's language; of English when None.

    Returns:
        Promises; the id of a proposed one is 0.
    """
    if is_confirmed or confirmed:
        return tuple(confirmed)
    return tuple(
        Promise(0, draft_id, position, one.text, one.stakeholders)
        for position, one in enumerate(propose_promises(findings, likeness))
    )


def _overlooked(
    findings: Findings, likeness: Likeness, found: Sequence[ProposedPromise]
) -> Iterable[ProposedPromise]:
    """Return the sentences about people in which the coach sees no promise, unless they hold a mark."""
    taken = Places((Span(one.start, one.end), one) for one in found)
    marks = Places((mark.span, mark) for mark in findings.marks if mark.level is Level.NOTICE)
    for passage in likeness.sentences(findings).passages:
        span = _trimmed(findings.text, passage.span)
        if span is None or len(passage.content) < _LEAST_CONTENT:
            continue
        about_people = (
            passage.people or passage.vague or not passage.words.isdisjoint(likeness.words.somebody)
        )
        if about_people and not taken.touching(span) and not marks.touching(span):
            people = tuple(who for who in Stakeholder if who in passage.people)
            yield ProposedPromise(span.of(findings.text), span.start, span.end, people)


def _outermost(clauses: dict[Span, set[Stakeholder]]) -> dict[Span, set[Stakeholder]]:
    """Join clauses that overlap, with everybody they are made to."""
    joined: list[tuple[Span, set[Stakeholder]]] = []
    for span, people in sorted(clauses.items()):
        if joined and span.start < joined[-1][0].end:
            last, others = joined[-1]
            joined[-1] = (Span(last.start, max(last.end, span.end)), others | people)
        else:
            joined.append((span, set(people)))
    return dict(joined)


def _parts(text: str, span: Span, names: Places[Stakeholder]) -> Iterable[Span]:
    """Cut a clause where two sentences are joined and both sides are about somebody."""
    start = span.start
    found: list[Span] = []
    for joint in _JOINT.finditer(text, span.start, span.end):
        before, after = Span(start, joint.start()), Span(joint.end(), span.end)
        if _stands_alone(text, before, names) and _stands_alone(text, after, names):
            found.append(before)
            start = joint.end()
    found.append(Span(start, span.end))
    return [trimmed for part in found if (trimmed := _trimmed(text, part)) is not None]


def _stands_alone(text: str, part: Span, names: Places[Stakeholder]) -> bool:
    return len(part.of(text).split()) >= _FEWEST_WORDS and bool(_named_in(names, part))


def _named_in(names: Places[Stakeholder], part: Span) -> list[Stakeholder]:
    there = {
        who for place, who in names.touching(part) if part.start <= place.start and place.end <= part.end
    }
    return [who for who in Stakeholder if who in there]


def _trimmed(text: str, part: Span) -> Span | None:
    words = part.of(text)
    start = part.start + len(words) - len(words.lstrip(_EDGES))
    end = part.end - (len(words) - len(words.rstrip(_EDGES)))
    return Span(start, end) if start < end else None
