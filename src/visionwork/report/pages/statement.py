"""The vision statement: one sentence a paragraph, the groups it names, and how it came to be."""

from __future__ import annotations

from visionwork.domain.agreements import AgreementStanding
from visionwork.domain.counting import listed, sentence_case
from visionwork.domain.coverage import COVERED_KINDS
from visionwork.domain.days import short_day_and_month, whole_day
from visionwork.domain.drafts import ALTERED, GET_BACK, Draft, altered_sentence, altered_words
from visionwork.domain.evidence import EvidenceStatus, as_in
from visionwork.domain.groups import GroupKind
from visionwork.domain.layout import same_words
from visionwork.domain.results import AND_A_FEW_MORE, RoundResults
from visionwork.report.charts import (
    PAPER,
    DraftMark,
    TimelineDraft,
    describe_draft_timeline,
    draft_timeline,
    timeline_pieces,
)
from visionwork.report.charts.drawing import put_mark
from visionwork.report.charts.palette import PRINT
from visionwork.report.content import Publication, ReportContent
from visionwork.report.engine import Drawing, Flowable
from visionwork.report.flowables import Figure, Gap, Rule, Section, Text, Together, put_figure, tagged
from visionwork.report.fonts import Face
from visionwork.report.pages.changes import lost_sentence
from visionwork.report.styles import HAIR, MM
from visionwork.report.text import pieces, shorten
from visionwork.report.words import as_sentence, within_sentence
from visionwork.report.writer import Segment, Writer

_INDENT, _LABEL_RIGHT, _MARK = 33 * MM, 22.6 * MM, 25.7 * MM
_LABEL_SIZE = 8.5
_TIMELINE_SHARE = 0.4
"""Most height of a piece of the timeline as a share of a page's text."""

_LENGTHS = ((900, "statement"), (2200, "statement-long"))


class StatementLine(Flowable):
    """A sentence of the statement with the groups it names in the margin.

    Args:
        text: The sentence.
        labels: Names of the groups, each with its kind.
    """

    def __init__(self, text: Text, labels: list[tuple[GroupKind, Text]]) -> None:
        super().__init__()
        self.text, self.labels = text, labels
        self.spaceAfter = text.style.leading * 0.47

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Return the size of the sentence, or of its labels when they are taller."""
        self.width = aW
        _, self._text_height = self.text.wrap(aW - _INDENT, aH)
        leading = self.text.style.leading
        self._labels_height = len(self.labels) * 12 + (leading - 12) * 0.6 if self.labels else 0
        self.height = max(self._text_height, self._labels_height)
        return aW, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """Split the sentence; the labels stay with its first part."""
        if aH < self._labels_height:
            return []
        parts = self.text.split(aW - _INDENT, aH)
        if len(parts) < 2:
            return []
        first, *others = (part for part in parts if isinstance(part, Text))
        split = StatementLine(first, self.labels)
        split.spaceAfter = 0
        return [split, *(StatementLine(other, []) for other in others)]

    def draw(self) -> None:
        """Draw the labels, then the sentence."""
        canvas = tagged(self)
        style = self.text.style
        # The first label stands on the sentence's first baseline, a little higher.
        y = self.height - style.leading * 0.5 - 4.5
        for kind, label in self.labels:
            label.wrap(_LABEL_RIGHT, 100)
            label.drawOn(canvas, 0, y)
            mark = Drawing(10, 10)
            put_mark(mark, kind, 5, 5, 3.1, PRINT.kinds[kind].mark)
            with canvas.artifact("Layout"):
                put_figure(canvas, mark, _MARK - 5, y + 1.4, "")
            y -= 12
        self.text.drawOn(canvas, _INDENT, self.height - self._text_height)


def statement_page(content: ReportContent, writer: Writer) -> list[Flowable]:
    """Return the page of the vision statement."""
    publication = content.publication()
    story: list[Flowable] = [Section("Vision statement"), writer.heading(1, "The relationship we want")]
    if not publication.text:
        story.append(writer.text("lead", "No vision statement has been written yet."))
        return story
    if publication.draft is not None and publication.altered:
        story.append(writer.text("lead", altered_words(publication.draft)))
    story.append(Gap(22))
    story += _sentences(content, writer, publication.text)
    history = _history(content, writer, publication)
    story += [Gap(16), Together(history, at_bottom=True, page_depth=writer.page.depth)]
    return story


def _sentences(content: ReportContent, writer: Writer, text: str) -> list[Flowable]:
    name = next((style for most, style in _LENGTHS if len(text) <= most), "statement-longest")
    covered = content.coverage(text)
    found: list[Flowable] = []
    sentences = [(s.text, s.kinds) for s in covered.sentences] or [(line, ()) for line in text.split("\n")]
    for sentence, kinds in sentences:
        for place, piece in enumerate(pieces(" ".join(sentence.split()))):
            labels = [(kind, _label(content, writer, kind)) for kind in kinds] if place == 0 else []
            found.append(StatementLine(writer.text(name, piece), labels))
    return found


def _label(content: ReportContent, writer: Writer, kind: GroupKind) -> Text:
    name = shorten(sentence_case(content.word(kind)), Face.SANS_MEDIUM, _LABEL_SIZE, _LABEL_RIGHT)
    return writer.text("label", name, colour=PRINT.kinds[kind].text, right=True)


def _history(content: ReportContent, writer: Writer, publication: Publication) -> list[Flowable]:
    drafts = content.snapshot.statement_drafts()
    parts: list[Flowable] = [Rule(HAIR, after=14)]
    if drafts:
        timeline = timeline_drafts(content)
        for draft in timeline:
            writer.door.note(draft.note)
        parts += [writer.heading(2, "How the text came to be", bookmark=""), Gap(4)]
        width = writer.page.measure
        lines = timeline_pieces(timeline, width, PAPER, writer.page.depth * _TIMELINE_SHARE)
        for place, piece in enumerate(lines, 1):
            chart = draft_timeline(piece, width, goes_on=place < len(lines))
            parts.append(Figure(chart, describe_draft_timeline(piece)))
        parts.append(Gap(2))
    told = history_sentences(content, publication)
    parts += [*(writer.text("note", piece) for piece in pieces(told)), Gap(3)] if told else []
    status, _, rest = evidence_sentence(content, publication).partition(":")
    segments = [Segment(f"{status}:", Face.SANS_BOLD), Segment(rest)]
    return [*parts, writer.mixed("note", segments)]


def timeline_drafts(content: ReportContent) -> list[TimelineDraft]:
    """Return the statement's drafts as the timeline shows them."""
    publication = content.publication()
    rounds = _rounds_by_draft(content)
    found = []
    for draft in content.snapshot.statement_drafts():
        if draft.altered:
            mark, note = DraftMark.SAVED, "Altered"
        elif publication.draft is not None and draft.id == publication.draft.id and publication.agreed:
            mark, note = DraftMark.AGREED, "Agreed"
        elif draft.set_aside is not None:
            mark, note = DraftMark.SET_ASIDE, "Set aside"
        elif draft.number in rounds:
            mark, note = DraftMark.TESTED, ""
        else:
            mark, note = DraftMark.SAVED, ""
        tested = rounds.get(draft.number)
        if tested is not None and mark is not DraftMark.AGREED and not draft.altered:
            people = f", {tested.n} people" if tested.n is not None else ""
            aside = ", set aside" if mark is DraftMark.SET_ASIDE else ""
            note = f"Round {tested.number}{people}{aside}"
        if publication.lapsed is not None and draft.id == publication.lapsed.agreed.id and not draft.altered:
            note = "Agreement lapsed"
        when = short_day_and_month(draft.saved_at.date()) if draft.saved_at.year > 1 else ""
        found.append(TimelineDraft(f"Draft {draft.number}", note or draft.author or "Saved", when, mark))
    return found


def history_sentences(content: ReportContent, publication: Publication) -> str:
    """Return what became of the drafts and who agreed, in sentences; empty when there is nothing to tell."""
    drafts = content.snapshot.statement_drafts()
    told = [_set_aside(content, draft, drafts) for draft in drafts if draft.set_aside is not None]
    final = publication.draft
    if final is not None and final.summary.strip():
        told.append(f"{publication.name}: {as_sentence(final.summary)}")
    if publication.agreement is not None and publication.agreement.agreed_by.strip():
        by = within_sentence(publication.agreement.agreed_by)
        told.append(as_sentence(f"Agreed {whole_day(publication.agreement.agreed_on)} by {by}"))
    if publication.lapsed is not None:
        told.append(lapsed_sentence(publication.lapsed))
    others = [draft for draft in drafts if draft.altered and draft is not final]
    if others:
        told += [altered_sentence(draft) for draft in others]
        told += [] if publication.altered else [GET_BACK]
    return " ".join(told)


def lapsed_sentence(lapsed: AgreementStanding) -> str:
    """Return what is said of an agreement on words that have changed since."""
    by = within_sentence(lapsed.agreement.agreed_by)
    agreed = f"Draft {lapsed.agreed.number} was agreed {whole_day(lapsed.agreement.agreed_on)} by {by}."
    return f"{agreed} The words have changed since, so the agreement has lapsed."


def evidence_sentence(content: ReportContent, publication: Publication) -> str:
    """Return the evidence status of the published text in words."""
    rounds = _rounds_by_draft(content)
    draft = publication.draft
    if draft is not None and draft.altered:
        return f"{sentence_case(ALTERED)}: nobody has read, tested or agreed on these words. {GET_BACK}"
    if publication.status is EvidenceStatus.NEVER or draft is None:
        return "Never tested: these words have not been shown to anyone outside the room yet."
    if publication.status is EvidenceStatus.AS_WRITTEN:
        same = [rounds[d.number] for d in _same_wording(content, draft) if d.number in rounds]
        counted = next((r.n for r in reversed(same) if r.n is not None), None)
        people = "People read" if counted is None else f"{counted} people read"
        more = "" if counted is None else f" {AND_A_FEW_MORE}"
        if publication.shown_as is not None:
            differ = sentence_case(as_in(publication.shown_as))
            return f"Tested as written: {people} these words and answered. {differ}.{more}"
        return f"Tested as written: {people} exactly these words and answered.{more}"
    earlier = [n for n in rounds if n < draft.number]
    lost = f" {told}" if (told := lost_sentence(content)) else ""
    if not earlier:
        return f"Tested in an earlier wording: the words have changed since people read them.{lost}"
    tested = rounds[max(earlier)]
    people = f"{tested.n} people" if tested.n is not None else "people"
    more = f" {AND_A_FEW_MORE}" if tested.n is not None else ""
    return (
        f"Tested in an earlier wording: {people} read Draft {tested.draft_number}, "
        f"and the words have changed since.{more}{lost}"
    )


def _same_wording(content: ReportContent, draft: Draft) -> list[Draft]:
    drafts = [o for o in content.snapshot.statement_drafts() if not o.altered]
    return [o for o in drafts if same_words(o.text, draft.text)]


def _rounds_by_draft(content: ReportContent) -> dict[int, RoundResults]:
    """Return the latest round with answers on each draft."""
    answered = {item.number for item in content.snapshot.rounds if item.answered}
    return {r.draft_number: r for r in content.results if r.number in answered}


def _set_aside(content: ReportContent, draft: Draft, drafts: tuple[Draft, ...]) -> str:
    reason = (draft.set_aside or "").strip()
    told = f"Draft {draft.number} was set aside. {as_sentence(reason)}".strip()
    before = [other for other in drafts if other.number < draft.number]
    if not before:
        return told
    now = content.coverage(draft.text)
    lost = content.coverage(before[-1].text).named - now.named
    if not lost or not now.understood or lost & content.coverage(reason).named:
        return told  # nobody was lost, or the team's own words say who
    return f"{told} It no longer named {listed([content.word(k) for k in COVERED_KINDS if k in lost])}."
