"""What changed since people read the text: promises kept and lost, what came in, who decided, and why."""

from __future__ import annotations

from collections.abc import Sequence

from visionwork.domain.counting import counted, counted_word, listed, number_word, sentence_case
from visionwork.domain.days import whole_day
from visionwork.domain.drafts import ALTERED
from visionwork.domain.drift import (
    DriftDecision,
    Promise,
    PromiseReading,
    PromiseState,
    Revision,
    decision_for,
    left_out_in,
    reason_on_record,
    standing_decision,
)
from visionwork.domain.findings import MarkKind
from visionwork.domain.layout import plain_words
from visionwork.domain.quoting import in_quotes
from visionwork.domain.stakeholders import Stakeholder
from visionwork.report.content import ReportContent
from visionwork.report.engine import Flowable, PageBreak
from visionwork.report.flowables import Gap, Section, Text
from visionwork.report.fonts import Face
from visionwork.report.tables import Cell, TableLook
from visionwork.report.text import brief
from visionwork.report.words import as_sentence
from visionwork.report.writer import Segment, Writer

_ORDER = (PromiseState.LOST, PromiseState.ASK, PromiseState.KEPT)
_WIDTHS = (28, 62, 70)
_QUOTE = 260
_MARKS = {
    MarkKind.MONEY: "money",
    MarkKind.TECHNOLOGY: "technology",
    MarkKind.POSITION: "a place in the market",
    MarkKind.BOILERPLATE: "phrases that would fit any house",
}


def changes_pages(content: ReportContent, writer: Writer) -> list[Flowable]:
    """Return the page that holds the published text against the last tested one; none without both."""
    revision = content.final_revision()
    if revision is None:
        return []
    story: list[Flowable] = [
        PageBreak(),
        Section("What changed"),
        writer.heading(1, "What changed since people read it"),
        writer.text("lead", summary(content, revision)),
        *_lost_groups(content, writer, revision),
        *_promises(content, writer, revision),
    ]
    if came_in := added(content, revision):
        heading = writer.heading(2, "What came in", bookmark="")
        story += [Gap(12), *writer.headed(heading, writer.texts("body", came_in))]
    for other in content.revisions_on_the_way():
        story += _on_the_way(content, writer, other, revision)
    return story


def summary(content: ReportContent, revision: Revision) -> str:
    """Return in two or three sentences what became of the tested text."""
    drift, before, after = revision.drift, revision.before, f"Draft {revision.after.number}"
    read = [r.n for r in content.results if r.draft_number == before.number and r.n is not None]
    people = counted(read[-1], "person", "people") if read else "People"
    told = [f"{people} read Draft {before.number} and answered."]
    total = len(drift.promises)
    kept = len(drift.readings(PromiseState.KEPT))
    if total and kept == total:
        told.append(f"{after} keeps {_all_of(total)}.")
    elif total:
        number = number_word(kept) if kept else "none"
        told.append(f"{after} keeps {number} of {counted_word(total, 'promise', 'promises')} in it.")
    if drift.lost_people:
        told.append(f"It no longer names {_names(content, drift.lost_people)}.")
    elif total and kept == total:
        told.append("Everybody who was in it is still in it.")
    return " ".join(told)


def added(content: ReportContent, revision: Revision) -> str:
    """Return which groups and which kinds of words only the later text has; empty when there are none."""
    drift, after = revision.drift, f"Draft {revision.after.number}"
    told = []
    if drift.gained:
        told.append(f"{after} names {_names(content, drift.gained)} for the first time since that test.")
    if drift.added_marks:
        words = listed([_MARKS[kind] for kind in drift.added_marks])
        told.append(f"{'It' if told else after} says more about {words} than the tested text did.")
    return " ".join(told)


def decision_words(decision: DriftDecision) -> str:
    """Return who decided to leave something lost, when and why."""
    return f"{decision.decided_by}, {whole_day(decision.decided_on)}: {as_sentence(decision.reason)}"


def _all_of(total: int) -> str:
    return {1: "the promise in it", 2: "both promises in it"}.get(
        total, f"all {number_word(total)} promises in it"
    )


def _names(content: ReportContent, people: Sequence[Stakeholder]) -> str:
    return listed([content.stakeholder(who) for who in people])


def _lost_groups(content: ReportContent, writer: Writer, revision: Revision) -> list[Flowable]:
    people = revision.drift.lost_people
    if not people:
        return []
    rows = [[[_label(content, writer, who)], [_decided(content, writer, revision, who)]] for who in people]
    look = TableLook(padding=5, row_heads=True)
    table = writer.table(
        ["No longer named", "Who decided, and why"], rows, [_WIDTHS[0], sum(_WIDTHS[1:])], look=look
    )
    return [table, Gap(14)]


def _promises(content: ReportContent, writer: Writer, revision: Revision) -> list[Flowable]:
    drift = revision.drift
    if not drift.promises:
        return []
    rows = [
        [
            _to_whom(content, writer, reading.promise),
            _as_read(writer, reading.promise),
            _outcome(content, writer, revision, reading),
        ]
        for state in _ORDER
        for reading in drift.readings(state)
    ]
    titles = ["To", "As people read it", f"In Draft {revision.after.number}"]
    found: list[Flowable] = [writer.table(titles, rows, _WIDTHS, look=TableLook(padding=6))]
    if not all(reading.promise.id for reading in drift.promises):
        number = revision.before.number
        told = f"Nobody has confirmed what Draft {number} promises; this is how the coach reads it."
        found += [Gap(5), writer.text("caption", told)]
    return found


def _as_read(writer: Writer, promise: Promise) -> Cell:
    found = [writer.text("quote", _quoted(promise.text), role="BlockQuote")]
    if promise.altered:
        found.append(
            writer.text("cell-muted", f"{sentence_case(ALTERED)}: not the words that were confirmed.")
        )
    return found


def _to_whom(content: ReportContent, writer: Writer, promise: Promise) -> Cell:
    if not promise.stakeholders:
        return [writer.text("label", "People")]
    return [_label(content, writer, who) for who in promise.stakeholders]


def _label(content: ReportContent, writer: Writer, who: Stakeholder) -> Text:
    name = sentence_case(content.stakeholder(who))
    kind = who.group_kind
    return writer.group(kind, name) if kind is not None else writer.text("label", name)


def _outcome(content: ReportContent, writer: Writer, revision: Revision, reading: PromiseReading) -> Cell:
    if reading.state is PromiseState.LOST:
        return [
            writer.text("cell-bold", "Lost"),
            _decided(content, writer, revision, reading.promise),
        ]
    if reading.state is PromiseState.ASK:
        asked = [
            writer.text("cell-bold", "Not settled"),
            writer.text("cell-muted", "Is it still in the text?"),
        ]
        recorded = _recorded(content, revision, reading.promise)
        return [*asked, writer.text("cell", recorded)] if recorded else asked
    where = reading.where.of(revision.after.text) if reading.where is not None else ""
    told = "Kept, as the team says" if reading.answered else "Kept"
    cell = [writer.text("cell-bold", told)]
    words = " ".join(where.split())
    if words and plain_words(reading.promise.text).strip(" .") in plain_words(words):
        cell.append(writer.text("cell-muted", "Word for word."))
    elif words:
        cell.append(writer.text("cell", _quoted(words)))
    return cell


def _recorded(content: ReportContent, revision: Revision, promise: Promise) -> str:
    """Return why a promise that is asked about was left out before; empty when nobody said so."""
    sha256, snapshot = revision.after.sha256, content.snapshot
    decision = reason_on_record(snapshot.decisions_on(sha256), revision.before.id, sha256, promise)
    if decision is None:
        return ""
    left_out, since = left_out_in(decision, snapshot.statement_drafts(), sha256)
    return f"{left_out}: {decision_words(decision)} {since}".strip()


def _decided(content: ReportContent, writer: Writer, revision: Revision, lost: Promise | Stakeholder) -> Text:
    decision = _decision(content, revision, lost)
    if decision is None:
        return writer.text("cell-italic", "Nobody has said yet why it stays out.")
    drafts = content.snapshot.statement_drafts()
    meant = next((d.number for d in reversed(drafts) if d.sha256 == decision.sha256), None)
    other = decision.sha256 != revision.after.sha256 and meant is not None
    told = f" Decided when Draft {meant} left it out." if other else ""
    return writer.text("cell", f"{decision_words(decision)}{told}")


def _decision(
    content: ReportContent, revision: Revision, lost: Promise | Stakeholder
) -> DriftDecision | None:
    """Return the decision on a loss; one on every group of a promise counts for the promise, too."""
    before, sha256 = revision.before.id, revision.after.sha256
    decisions = content.snapshot.decisions_on(sha256)
    found = standing_decision(decisions, before, sha256, lost)
    if found is None and isinstance(lost, Promise) and set(lost.stakeholders) <= set(revision.drift.lost):
        own = [standing_decision(decisions, before, sha256, who) for who in lost.stakeholders]
        found = next((decision for decision in own if decision is not None), None)
    return found


def _on_the_way(
    content: ReportContent, writer: Writer, revision: Revision, final: Revision
) -> list[Flowable]:
    """Return what a draft between the two lost, who decided what, and what was put back."""
    drift, number = revision.drift, revision.after.number
    lost = drift.readings(PromiseState.LOST)
    if not drift.lost_people and not lost:
        return []
    told = []
    if drift.lost_people:
        told.append(f"It no longer named {_names(content, drift.lost_people)}.")
    if lost:
        verb = "was" if len(lost) == 1 else "were"
        told.append(f"{sentence_case(counted_word(len(lost), 'promise', 'promises'))} {verb} gone.")
    if drift.added_marks:
        told.append(f"{sentence_case(listed([_MARKS[kind] for kind in drift.added_marks]))} came in.")
    back = [who for who in drift.lost_people if who not in final.drift.lost]
    if back:
        told.append(f"Draft {final.after.number} put {_names(content, back)} back.")
    parts: list[Flowable] = [writer.text("body", " ".join(told))]
    for decision, people in _decided_together(content, revision):
        name = Segment(f"{sentence_case(_names(content, people))} left out. ", Face.SANS_BOLD)
        parts.append(writer.mixed("note", [name, Segment(decision_words(decision))]))
    aside = ", set aside" if revision.after.set_aside is not None else ""
    heading = writer.heading(2, f"On the way: Draft {number}{aside}", bookmark=f"Draft {number} on the way")
    return [Gap(14), *writer.headed(heading, parts)]


def _decided_together(
    content: ReportContent, revision: Revision
) -> list[tuple[DriftDecision, list[Stakeholder]]]:
    """Return the decisions on lost groups, those of the same words told once."""
    decisions = content.snapshot.decisions
    found: dict[str, tuple[DriftDecision, list[Stakeholder]]] = {}
    for who in revision.drift.lost_people:
        decision = decision_for(decisions, revision.before.id, revision.after.sha256, who)
        if decision is not None:
            found.setdefault(decision_words(decision), (decision, []))[1].append(who)
    return list(found.values())


def _quoted(text: str) -> str:
    return in_quotes(brief(" ".join(text.split()), _QUOTE))
