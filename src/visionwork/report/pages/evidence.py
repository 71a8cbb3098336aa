"""What people said: a finding, charts, quotes, and how far the numbers reach."""

from __future__ import annotations

from collections.abc import Sequence

from visionwork.domain.drafts import GET_BACK
from visionwork.domain.groups import GroupKind
from visionwork.domain.results import (
    QuestionResult,
    RoundResults,
    ShownComment,
    preference_words,
    reach_words,
)
from visionwork.report.charts import (
    COMPACT,
    PAPER,
    ChartSizes,
    Extent,
    comparison_pieces,
    describe_diverging_bars,
    describe_draft_comparison,
    describe_preference_bars,
    diverging_bars,
    draft_comparison,
    extent,
    in_pieces,
    preference_bars,
    preference_extent,
)
from visionwork.report.charts.palette import PRINT
from visionwork.report.content import ReportContent
from visionwork.report.engine import CondPageBreak, Flowable, PageBreak
from visionwork.report.evidence import finding, limits, quoted, quotes, scale_questions, share
from visionwork.report.flowables import Figure, Gap, Rule, Section, SideBySide, Together, stack_heights
from visionwork.report.fonts import Face
from visionwork.report.marks import GroupLine
from visionwork.report.styles import INK, style
from visionwork.report.text import brief, pieces, wrap
from visionwork.report.writer import Segment, Writer

_FOOT_GAP = 8.0
_HEAD_NEED = 60.0
"""Room the heading over the other questions needs, with the gaps around it."""

_LONGEST_BESIDE = 320
"""Most characters of quotes that stand beside each other; of longer ones, each stands below the other."""

_CHART_SHARE = 0.78
"""Most height of a chart as a share of a page's text, or its heading would stand alone on the page before."""

_QUESTION_LINES = 3
"""Lines of a question over a quote; one that needs more is cut."""


def evidence_pages(content: ReportContent, writer: Writer) -> list[Flowable]:
    """Return the pages of the evidence; none when no round may be shown."""
    results = content.evidence()
    if results is None:
        return []
    questions = scale_questions(results)
    reach = extent(questions)
    measure, depth = writer.page.measure, writer.page.depth
    reach_of_numbers = writer.texts("caption", limits(content, results))
    foot = Together(reach_of_numbers, at_bottom=True, page_depth=depth)
    foot_need = foot.wrap(measure, 0)[1] + _FOOT_GAP
    story = _first_page(content, writer, results, reach, PAPER)
    used = sum(stack_heights(story, measure))
    if used + foot_need > depth:
        # With a lower chart, everything up to the limits may still stand on one page.
        lower = _first_page(content, writer, results, reach, COMPACT)
        if (lower_used := sum(stack_heights(lower, measure))) + foot_need <= depth:
            story, used = lower, lower_used
    story.insert(0, PageBreak())
    charts = [
        _question(content, writer, question, reach, legend=place == 0, sizes=COMPACT)
        for place, question in enumerate(questions[1:])
    ]
    if not charts:
        return [*story, Gap(_FOOT_GAP), foot]
    need = charts[0][0].wrap(measure, depth)[1] + _HEAD_NEED
    others: list[Flowable] = [CondPageBreak(need), Gap(16), writer.heading(2, "The other questions")]
    if used + need > depth:
        # No other question has room on this page, so the limits are its foot. Where they have none either,
        # they begin the next page, and the questions follow them there.
        return [
            *story,
            Gap(_FOOT_GAP),
            foot,
            *others,
            *(part for chart in charts for part in (Gap(13), *chart)),
        ]
    *before, gap, last = [part for chart in charts for part in (Gap(13), *chart)]
    room = last.wrap(measure, depth)[1] + foot_need + 30
    # The limits are never left alone on a page.
    return [*story, *others, *before, CondPageBreak(min(room, depth)), gap, last, Gap(16), foot]


def _first_page(
    content: ReportContent, writer: Writer, results: RoundResults, reach: Extent, sizes: ChartSizes
) -> list[Flowable]:
    """Return what stands above the other questions and the limits."""
    story: list[Flowable] = [
        Section("Evidence"),
        writer.heading(1, "What people said"),
        writer.text("lead", finding(results)),
        *_altered(writer, content.results),
    ]
    questions = scale_questions(results)
    if questions:
        story += _question(content, writer, questions[0], reach, legend=True, sizes=sizes)
    story += _comparison(content, writer)
    story += _preference(content, writer, results)
    return story + _quotes(writer, results)


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
) -> list[Flowable]:
    """Return the chart of a question with its heading; many groups stand in several charts."""
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
    sizes, pieces = _in_pieces(writer, question, sizes)
    figures = [
        Figure(
            diverging_bars(piece, words, width, legend=legend, reach=reach, sizes=sizes),
            describe_diverging_bars(piece),
        )
        for piece in pieces
    ]
    return _figures([Rule(after=10), head, Gap(2)], figures, writer.text("caption", reach_words(question)))


def _in_pieces(
    writer: Writer, question: QuestionResult, sizes: ChartSizes
) -> tuple[ChartSizes, list[QuestionResult]]:
    """Return a question in as many pieces as its chart needs, in small where one is not enough."""
    most = writer.page.depth * _CHART_SHARE
    pieces = in_pieces(question, sizes, most)
    if len(pieces) == 1 or sizes is COMPACT:
        return sizes, pieces
    return COMPACT, in_pieces(question, COMPACT, most)


def _figures(above: list[Flowable], figures: list[Figure], below: Flowable) -> list[Flowable]:
    """Return the pieces of a chart, each on one page, what stands above with the first of them."""
    *others, last = figures
    if not others:
        return [Together([*above, last, Gap(2), below])]
    more = [part for figure in others[1:] for part in (Gap(8), figure)]
    return [Together([*above, others[0]]), *more, Gap(8), Together([last, Gap(2), below])]


def _comparison(content: ReportContent, writer: Writer) -> list[Flowable]:
    comparison = content.comparison
    if comparison is None or not comparison.questions:
        return []
    title = f"Draft {comparison.before.draft_number} against Draft {comparison.after.draft_number}"
    for question in comparison.questions:
        writer.door.note(question.text)
    width, shown = writer.page.measure, comparison.questions
    pieces = comparison_pieces(comparison, width, PAPER, writer.page.depth * _CHART_SHARE)
    story: list[Flowable] = []
    for place, piece in enumerate(pieces):
        named = f"{title}, continued" if place else title
        chart = draft_comparison(piece, width, title=named, scale_of=shown)
        story += [Gap(8), Together([Rule(after=8), Figure(chart, describe_draft_comparison(piece))])]
    return story


def _preference(content: ReportContent, writer: Writer, results: RoundResults) -> list[Flowable]:
    """Return which of two drafts speaks more to people, where the round showed two."""
    question, numbers = results.preference, results.both_drafts
    if question is None or question.counts is None or not numbers:
        return []
    words, width, reach = content.snapshot.house_words, writer.page.measure, preference_extent(question)
    sizes, shown = _in_pieces(writer, question, COMPACT)
    figures = [
        Figure(
            preference_bars(piece, numbers, words, width, sizes=sizes, reach=reach),
            describe_preference_bars(piece, numbers),
        )
        for piece in shown
    ]
    above = [Rule(after=8), writer.heading(2, quoted(question.text), bookmark=""), Gap(2)]
    below = writer.text("caption", preference_words(question, numbers))
    return [Gap(12), *_figures(above, figures, below)]


def _quotes(writer: Writer, results: RoundResults) -> list[Flowable]:
    chosen = quotes(results)
    if not chosen:
        return []
    asked = [quoted(question.text) for question, _ in chosen]
    comments = [comment for _, comment in chosen]
    same = len(set(asked)) == 1
    head = [writer.heading(2, asked[0], bookmark=""), Gap(3)] if same else []
    above = [Rule(after=10), *head]
    told = [] if same else asked
    if max(len(comment.text) for comment in comments) > _LONGEST_BESIDE:
        return _quotes_below(writer, above, told, comments)
    return [Gap(8), Together([*above, _quotes_beside(writer, told, comments)])]


def _quotes_beside(writer: Writer, asked: Sequence[str], comments: Sequence[ShownComment]) -> Flowable:
    """Return short quotes in columns, each under its question where they differ."""
    gutter = 14
    width = (writer.page.measure - 2 * gutter) / 3
    columns: list[list[Flowable]] = []
    caption = style("caption")
    above = [wrap(text, Face.SANS, caption.fontSize, width, _QUESTION_LINES) for text in asked]
    most = max(map(len, above), default=0)
    for place, comment in enumerate(comments):
        column: list[Flowable] = []
        if above:
            lines = above[place]
            room = Gap(4 + (most - len(lines)) * caption.leading)  # quotes begin on one line
            column += [writer.text("caption", " ".join(lines)), room]
        columns.append([*column, *_quote(writer, comment)])
    return SideBySide(columns, [width + gutter] * len(columns), gutter)


def _quotes_below(
    writer: Writer, above: list[Flowable], asked: Sequence[str], comments: Sequence[ShownComment]
) -> list[Flowable]:
    """Return quotes over the whole measure, which break where a page ends and one is longer than it."""
    story: list[Flowable] = []
    for place, comment in enumerate(comments):
        question = [writer.text("caption", asked[place]), Gap(4)] if asked else []
        before = [] if place else above
        story += [Gap(12 if place else 8), Together([*before, *question, *_quote(writer, comment)])]
    return story


def _quote(writer: Writer, comment: ShownComment) -> list[Flowable]:
    """Return a comment, and whose it is where that may be said."""
    words = " ".join(comment.text.split())
    parts: list[Flowable] = [writer.text("quote", piece, role="BlockQuote") for piece in pieces(words)]
    if comment.group is not None:  # else chosen by the team, with a group that is held back
        kind = comment.kind or GroupKind.OTHER
        label = writer.text("label", brief(comment.group, 60), colour=PRINT.kinds[kind].text)
        parts += [Gap(4), GroupLine(kind, label)]
    return parts
