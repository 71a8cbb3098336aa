"""Cuts a long text into stretches that are read one by one, and joins what was found in them.

What is asked of a place never depends on words many pages away. Read as a whole, a text of many pages would
take far longer than its pages do, most of all one without full stops.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from visionwork.domain.coverage import Coverage, SentenceCoverage
from visionwork.domain.findings import Findings, Presence, StakeholderFinding
from visionwork.domain.stakeholders import Span, Stakeholder

LONGEST = 4_000
"""Characters of a stretch, about 700 words; a text that is no longer is read as a whole."""

_PARAGRAPH_END = r"\n\s*"
_SENTENCE_END = r"[.!?…]+[\"'”’»)\]]*\s+"
_WORD_END = r"\s+"
_ENDS = (_PARAGRAPH_END, _SENTENCE_END, _WORD_END)
"""Compiled when a text is too long to be read as a whole: few are."""

_ANYWHERE = frozenset(["groups", "somebody", "people_in_general"])
_ON_AVERAGE = frozenset(
    [
        *("always", "promised", "mentions", "marks", "position", "stock_phrases", "numbers", "one_sentence"),
        *("conduct", "treatment", "welfare", "persons", "trade", "plain", "nothing_plain"),
    ]
)


def stretches(text: str, longest: int = LONGEST) -> tuple[Span, ...]:
    """Cut a text at ends of paragraphs, else of sentences, else of words.

    Args:
        text: Any text.
        longest: Most characters of a stretch.
    """
    found: list[Span] = []
    start = 0
    while len(text) - start > longest:
        end = _cut(text, start, start + longest)
        found.append(Span(start, end))
        start = end
    return (*found, Span(start, len(text)))


def _cut(text: str, start: int, end: int) -> int:
    for pattern in map(re.compile, _ENDS):
        ends = [match.end() for match in pattern.finditer(text, start, end)]
        if ends and ends[-1] - start > (end - start) // 2:
            return ends[-1]
    return end


def joined(
    text: str, parts: Sequence[tuple[Span, Findings]], *, relationship: bool, understood: bool
) -> Findings:
    """Return what was found in a text, from what was found in its stretches.

    Args:
        text: The whole text.
        parts: Its stretches in order, with what was found in each.
        relationship: Whether the whole text is about people.
        understood: Whether its language is known.
    """
    moved = [_moved(found, span.start) for span, found in parts]
    questions = {question.word: question for found in reversed(moved) for question in found.house_questions}
    return Findings(
        text,
        tuple(_stakeholder(who, moved) for who in Stakeholder),
        relationship,
        tuple(mark for found in moved for mark in found.marks),
        tuple(one for found in moved for one in found.vague),
        tuple(sorted(questions.values(), key=lambda question: question.start)),
        Coverage(text, tuple(one for found in moved for one in found.coverage.sentences), understood),
        tuple(span for found in moved for span in found.not_ours),
    )


def joined_evidence(parts: Iterable[tuple[Span, Mapping[str, float]]]) -> dict[str, float]:
    """Return what tells whether a text is about people, from its stretches (`relations.evidence`)."""
    known = [(span.end - span.start, evidence) for span, evidence in parts]
    size = sum(length for length, _ in known)
    found = {name: max(evidence[name] for _, evidence in known) for name in _ANYWHERE}
    found |= {name: sum(length * e[name] for length, e in known) / max(1, size) for name in _ON_AVERAGE}
    found["nobody"] = min(evidence["nobody"] for _, evidence in known)
    return found


def _stakeholder(who: Stakeholder, parts: Sequence[Findings]) -> StakeholderFinding:
    found = [part.of(who) for part in parts]
    states = {one.state for one in found}
    state = next((s for s in (Presence.PROMISED, Presence.NAMED) if s in states), Presence.ABSENT)
    return StakeholderFinding(
        who,
        state,
        tuple(span for one in found for span in one.spans),
        tuple(span for one in found for span in one.promise_spans),
    )


def _moved(found: Findings, by: int) -> Findings:
    if not by:
        return found
    return replace(
        found,
        stakeholders=tuple(
            replace(one, spans=_spans(one.spans, by), promise_spans=_spans(one.promise_spans, by))
            for one in found.stakeholders
        ),
        marks=tuple(replace(mark, start=mark.start + by, end=mark.end + by) for mark in found.marks),
        vague=tuple(replace(one, start=one.start + by, end=one.end + by) for one in found.vague),
        house_questions=tuple(
            replace(one, start=one.start + by, end=one.end + by) for one in found.house_questions
        ),
        coverage=replace(found.coverage, sentences=tuple(_sentences(found.coverage, by))),
        not_ours=_spans(found.not_ours, by),
    )


def _sentences(coverage: Coverage, by: int) -> Iterator[SentenceCoverage]:
    for sentence in coverage.sentences:
        mentions = tuple(replace(one, start=one.start + by, end=one.end + by) for one in sentence.mentions)
        yield replace(sentence, start=sentence.start + by, end=sentence.end + by, mentions=mentions)


def _spans(spans: Iterable[Span], by: int) -> tuple[Span, ...]:
    return tuple(Span(start + by, end + by) for start, end in spans)
