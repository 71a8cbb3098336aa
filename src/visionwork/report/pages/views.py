"""The stakeholders' views with their drafts, and the wording that was tested."""

from __future__ import annotations

from visionwork.domain.counting import counted, listed, sentence_case
from visionwork.domain.days import short_day
from visionwork.domain.drafts import ALTERED, Draft, altered_words, view_subject, word_count
from visionwork.domain.evidence import EvidenceStatus
from visionwork.domain.groups import Group, of_kind
from visionwork.domain.method import CaptureKind, Exercise
from visionwork.report.content import ReportContent
from visionwork.report.engine import Flowable, PageBreak
from visionwork.report.flowables import Gap, Section
from visionwork.report.marks import GroupLine
from visionwork.report.tables import TableLook
from visionwork.report.writer import Writer
from visionwork.wording.diff import changed_words


def views_pages(content: ReportContent, writer: Writer) -> list[Flowable]:
    """Return the appendix of the stakeholders' views; none when nobody wrote one."""
    story: list[Flowable] = []
    for exercise in content.method.of_kind(CaptureKind.VIEWS):
        parts: list[Flowable] = []
        silent: list[str] = []
        for group in of_kind(content.snapshot.groups, *exercise.kinds):
            view = _view(content, writer, exercise, group)
            if view:
                parts += view
            else:
                silent.append(group.name)
        if not parts:
            continue
        story += [
            PageBreak(),
            Section("Views"),
            writer.heading(1, content.fill(exercise.headline)),
            writer.text("lead", "In the words of those who spoke for each group."),
            *parts,
        ]
        if silent:
            told = f"Nothing is written yet for {listed(silent)}."
            story += [Gap(10), writer.text("caption", told)]
    return story


def appendix_pages(content: ReportContent, writer: Writer) -> list[Flowable]:
    """Return the views and, below them where it fits, the wording that was tested."""
    views, tested = views_pages(content, writer), tested_wording(content, writer)
    if not tested:
        return views
    return [*views, *writer.following(tested)] if views else [PageBreak(), *tested]


def tested_wording(content: ReportContent, writer: Writer) -> list[Flowable]:
    """Return the wording people read, where the published one is another; else nothing."""
    publication, results = content.publication(), content.evidence()
    if publication.status is not EvidenceStatus.EARLIER_WORDING or results is None:
        return []
    drafts = content.snapshot.statement_drafts()
    draft = next((d for d in drafts if d.number == results.draft_number), None)
    if draft is None or publication.draft is None or draft.sha256 == publication.draft.sha256:
        return []
    if draft.altered:  # the evidence says so; what stands here now is not what people read
        return []
    added, removed = changed_words(draft.text, publication.draft.text)
    lead = (
        f"Draft {draft.number}, which people read. {publication.name} adds {counted(added, 'word', 'words')}"
        f" to it and removes {removed}."
    )
    return [
        Section("Tested wording"),
        writer.heading(1, "The wording that was tested"),
        writer.text("lead", lead),
        *writer.texts("view", draft.text),
    ]


def _view(content: ReportContent, writer: Writer, exercise: Exercise, group: Group) -> list[Flowable]:
    subject = view_subject(exercise.id, group.id)
    text = content.snapshot.current_text(subject)
    if not text.strip():
        return []
    drafts = content.snapshot.drafts_of(subject)
    heading = GroupLine(group.kind, writer.heading(2, group.name))
    found: list[Flowable] = [Gap(16), *writer.headed(heading, writer.texts("view", text))]
    if drafts and drafts[-1].altered:
        found.append(writer.text("note", altered_words(drafts[-1])))
    if not drafts:
        found.append(writer.text("caption", "Still being written; no draft has been saved."))
        return found
    rows = [
        [
            writer.cell(f"Draft {draft.number}", "cell-bold"),
            writer.cell(short_day(draft.saved_at) if draft.saved_at.year > 1 else ""),
            writer.cell(draft.author),
            writer.cell(_change(draft, before)),
        ]
        for before, draft in zip([None, *drafts], drafts, strict=False)
    ]
    look = TableLook(padding=4, row_heads=True)
    return [
        *found,
        Gap(4),
        writer.table(["Draft", "Saved", "By", "What changed"], rows, [18, 25, 32, 85], look=look),
    ]


def _change(draft: Draft, before: Draft | None) -> str:
    parts = [draft.summary.strip()] if draft.summary.strip() else []
    if draft.restored_from is not None and not parts:  # the summary says it, unless nobody wrote one
        parts.append(f"Draft {draft.restored_from} brought back.")
    if before is None:
        parts.append(counted(word_count(draft.text), "word", "words"))
    else:
        added, removed = changed_words(before.text, draft.text)
        parts.append(f"{counted(added, 'word', 'words')} added, {removed} removed")
    if draft.altered:
        parts.append(sentence_case(ALTERED))
    if draft.set_aside is not None:
        parts.append(f"Set aside: {draft.set_aside.strip()}" if draft.set_aside.strip() else "Set aside")
    return "\n".join(parts)
