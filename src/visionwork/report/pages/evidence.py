"""What people said: a finding, charts, quotes, and how far the numbers reach."""

from __future__ import annotations

from collections.abc import Sequence

from visionwork.domain.drafts import GET_BACK
from visionwork.domain.groups import GroupKind
from visionwork.domain.results import QuestionResult, RoundResults, preference_words, reach_words
from visionwork.report.charts import (
    COMPACT,
    PAPER,
    ChartSizes,
    describe_diverging_bars,
    describe_draft_comparison,
    describe_preference_bars,
    diverging_bars,
    draft_comparison,
    preference_bars,
)
from visionwork.report.charts.diverging import Extent, extent
from visionwork.report.charts.palette import PRINT
from visionwork.report.content import ReportContent
from visionwork.report.engine import CondPageBreak, Flowable, PageBreak
from visionwork.report.evidence import finding, limits, quoted, quotes, scale_questions, share
from visionwork.report.flowables import Figure, Gap, Rule, Section, SideBySide, Together
from visionwork.report.fonts import Face
from visionwork.report.marks import GroupLine
from visionwork.report.styles import INK
from visionwork.report.text import brief
from visionwork.report.writer import Segment, Writer

_HEAD_NEED = 60.0
"""Room the heading over the other questions needs, with the gaps around it."""


def evidence_pages(content: ReportContent, writer: Writer) -> list[Flowable]:
    """Return the pages of the evidence; none when no round may be shown."""
    results = content.evidence()
    if results is None:
        return []
    story: list[Flowable] = [
        PageBreak(),
        Section("Evidence"),
        writer.heading(1, "What people said"),
        writer.text("lead", finding(results)),
        *_altered(writer, content.results),
        Gap(6),
    ]
    questions = scale_questions(results)
    reach = extent(questions)
    if questions:
        story.append(_question(content, writer, questions[0], reach, legend=True))
    story += _comparison(content, writer)
    story += _preference(content, writer, results)
    story += _quotes(writer, results)
    reach_of_numbers = writer.texts("caption", limits(content, results))
    story.append(Together(reach_of_numbers, at_bottom=True, page_depth=writer.page.depth))
    if len(questions) > 1:
        charts = [
            _question(content, writer, question, reach, legend=place == 0, sizes=COMPACT)
            for place, question in enumerate(questions[1:])
        ]
        # Where the limits had to go on to a page of their own, the questions follow them there.
        need = charts[0].wrap(writer.page.measure, writer.page.depth)[1] + _HEAD_NEED
        story += [CondPageBreak(need), Gap(16), writer.heading(2, "The other questions")]
        for chart in charts:
            story += [Gap(13), chart]
    return story


def _altered(writer: Writer, results: Sequence[RoundResults]) -> list[Flowable]:
    """Return what is said where a text or an answer is not what was stored, of any round."""
    told = tuple(dict.fromkeys(sentence for result in results for sentence in result.altered))
    return [writer.text("body", " ".join((*told, GET_BACK)))] if told else []


def _question(
    content: ReportContent,
    writer: Writer,
    question: QuestionResult,
    reach: Extent,
    *,
    legend: bool,
    sizes: ChartSizes = PAPER,
) -> Flowable:
    width = writer.page.measure
    for group in question.groups:
        writer.door.note(group.name)
    head = SideBySide(
        [
            [writer.heading(2, quoted(question.text), bookmark="")],
            [
                writer.mixed(
                    "caption",
                    [Segment(f"{share(question)}%", Face.SANS_BOLD, 14, INK), Segment(" agree")],
                    right=True,
                )
            ],
        ],
        [width - 70, 70],
    )
    words = content.snapshot.house_words
    chart = diverging_bars(question, words, width, legend=legend, reach=reach, sizes=sizes)
    drawing = Figure(chart, describe_diverging_bars(question))
    return Together(
        [Rule(after=10), head, Gap(2), drawing, Gap(2), writer.text("caption", reach_words(question))]
    )


def _comparison(content: ReportContent, writer: Writer) -> list[Flowable]:
    comparison = content.comparison
    if comparison is None or not comparison.questions:
        return []
    title = f"Draft {comparison.before.draft_number} against Draft {comparison.after.draft_number}"
    for question in comparison.questions:
        writer.door.note(question.text)
    chart = draft_comparison(comparison, writer.page.measure, title=title)
    return [
        Gap(10),
        Together([Rule(after=8), Figure(chart, describe_draft_comparison(comparison))]),
    ]


def _preference(content: ReportContent, writer: Writer, results: RoundResults) -> list[Flowable]:
    """Return which of two drafts speaks more to people, where the round showed two."""
    question, numbers = results.preference, results.both_drafts
    if question is None or question.counts is None or not numbers:
        return []
    chart = preference_bars(
        question, numbers, content.snapshot.house_words, writer.page.measure, sizes=COMPACT
    )
    return [
        Gap(12),
        Together(
            [
                Rule(after=8),
                writer.heading(2, quoted(question.text), bookmark=""),
                Gap(2),
                Figure(chart, describe_preference_bars(question, numbers)),
                Gap(2),
                writer.text("caption", preference_words(question, numbers)),
            ]
        ),
    ]


def _quotes(writer: Writer, results: RoundResults) -> list[Flowable]:
    chosen = quotes(results)
    if not chosen:
        return []
    gutter = 14
    width = (writer.page.measure - 2 * gutter) / 3
    columns: list[list[Flowable]] = []
    for comment in chosen:
        text = writer.text("quote", " ".join(comment.text.split()), role="BlockQuote")
        if comment.group is None:  # chosen by the team; it came out without a name
            columns.append([text])
            continue
        kind = comment.kind or GroupKind.OTHER
        label = writer.text("label", brief(comment.group, 60), colour=PRINT.kinds[kind].text)
        columns.append([text, Gap(4), GroupLine(kind, label)])
    return [
        Gap(10),
        Together([Rule(after=10), SideBySide(columns, [width + gutter] * len(columns), gutter)]),
        Gap(10),
    ]
