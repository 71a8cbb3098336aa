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
from visionwork.domain.records import record
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
_LOST_WIDER = 6
_QUOTE = 260
_MARKS = {
    MarkKind.MONEY: "money",
    MarkKind.TECHNOLOGY: "technology",
    MarkKind.POSITION: "a place in the market",
    MarkKind.BOILERPLATE: "phrases that would fit any house",
}


@record
class _Decided:
    """What was lost by one decision.

    Attributes:
        words: Who decided, when and why; empty when nobody did.
        lost: The groups and promises.
    """

    words: str
    lost: list[Promise | Stakeholder]


def changes_pages(content: ReportContent, writer: Writer, *, on_the_way: bool = True) -> list[Flowable]:
    """Return the page that holds the published text against the last tested one; none without both.

    Args:
        content: The report's content.
        writer: Makes its paragraphs.
        on_the_way: Whether the drafts between the two are told, too.
    """
    revision = content.final_revision()
    if revision is None:
        return []
    losses = _losses(content, revision)
    story: list[Flowable] = [
        PageBreak(),
        Section("What changed"),
        writer.heading(1, "What changed since people read it"),
        writer.text("lead", summary(content, revision)),
        *_decisions(writer, content, losses),
        *_promises(content, writer, revision, losses),
    ]
    if came_in := added(content, revision):
        heading = writer.heading(2, "What came in", bookmark="")
        story += [Gap(12), *writer.headed(heading, writer.texts("body", came_in))]
    for other in content.revisions_on_the_way() if on_the_way else ():
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


def lost_sentence(content: ReportContent) -> str:
    """Return whom and how many promises the published text lost since people read it; empty for none."""
    revision = content.final_revision()
    if revision is None:
        return ""
    promises = len(revision.drift.readings(PromiseState.LOST))
    parts = [content.stakeholder(who) for who in revision.drift.lost_people]
    parts += [counted_word(promises, "promise", "promises")] if promises else []
    verb = "is" if not revision.drift.lost_people and promises == 1 else "are"
    return f"{sentence_case(listed(parts))} {verb} no longer in it." if parts else ""


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


def _losses(content: ReportContent, revision: Revision) -> list[_Decided]:
    """Return the lost groups and promises by who decided on them and why, those nobody decided on last."""
    lost = [
        *revision.drift.lost_people,
        *(reading.promise for reading in revision.drift.readings(PromiseState.LOST)),
    ]
    found: dict[str, _Decided] = {}
    for item in lost:
        words = _decided(content, revision, item)
        found.setdefault(words, _Decided(words, [])).lost.append(item)
    return sorted(found.values(), key=lambda decided: not decided.words)


def _decisions(writer: Writer, content: ReportContent, losses: list[_Decided]) -> list[Flowable]:
    if not losses:
        return []
    rows = [[_lost_cell(content, writer, each.lost), _reason_cell(writer, each, losses)] for each in losses]
    look = TableLook(padding=5, row_heads=True)
    widths = [_WIDTHS[0] + _LOST_WIDER, sum(_WIDTHS[1:]) - _LOST_WIDER]
    return [writer.table(["No longer in it", "Who decided, and why"], rows, widths, look=look), Gap(14)]


def _lost_cell(content: ReportContent, writer: Writer, lost: list[Promise | Stakeholder]) -> Cell:
    cell: Cell = [_label(content, writer, item) for item in lost if isinstance(item, Stakeholder)]
    if promises := sum(isinstance(item, Promise) for item in lost):
        cell.append(writer.text("label", sentence_case(counted_word(promises, "promise", "promises"))))
    return cell


def _reason_cell(writer: Writer, decided: _Decided, losses: list[_Decided]) -> Cell:
    if not decided.words:
        return [writer.text("cell-italic", "Nobody has said yet why it stays out.")]
    number = _number(decided, losses)
    told = [Segment(f"{number}. ", Face.SANS_BOLD)] if number else []
    return [writer.mixed("cell", [*told, Segment(decided.words)])]


def _number(decided: _Decided, losses: list[_Decided]) -> str:
    """Return the number of a decision where there are several; empty for the only one."""
    made = [each for each in losses if each.words]
    return str(made.index(decided) + 1) if len(made) > 1 else ""


def _promises(
    content: ReportContent, writer: Writer, revision: Revision, losses: list[_Decided]
) -> list[Flowable]:
    drift = revision.drift
    if not drift.promises:
        return []
    rows = [
        [
            _to_whom(content, writer, reading.promise),
            _as_read(writer, reading.promise),
            _outcome(content, writer, revision, reading, losses),
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


def _outcome(
    content: ReportContent,
    writer: Writer,
    revision: Revision,
    reading: PromiseReading,
    losses: list[_Decided],
) -> Cell:
    if reading.state is PromiseState.LOST:
        decided = next(each for each in losses if reading.promise in each.lost)
        number = _number(decided, losses) if decided.words else ""
        told = f"See {number} above." if number else "" if decided.words else "Nobody has said yet why."
        cell = [writer.text("cell-bold", "Lost")]
        return [*cell, writer.text("cell-muted", told)] if told else cell
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


def _decided(content: ReportContent, revision: Revision, lost: Promise | Stakeholder) -> str:
    """Return who decided on a loss, when and why; empty when nobody did."""
    decision = _decision(content, revision, lost)
    if decision is None:
        return ""
    drafts = content.snapshot.statement_drafts()
    meant = next((d.number for d in reversed(drafts) if d.sha256 == decision.sha256), None)
    other = decision.sha256 != revision.after.sha256 and meant is not None
    told = f" Decided when Draft {meant} left it out." if other else ""
    return f"{decision_words(decision)}{told}"


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
