"""From a document to the content of its report: ties results, comparison and coverage together."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from visionwork import __version__
from visionwork.domain.results import StoredComments, by_draft
from visionwork.feedback.analysis import compare_rounds

if TYPE_CHECKING:
    from datetime import datetime

    from visionwork.domain.method import Method
    from visionwork.domain.results import RoundComparison, RoundResults, ShownComment
    from visionwork.domain.snapshot import WorkshopSnapshot
    from visionwork.report.content import ReportContent

_LOOKED_AT = 500
"""Comments among which quotes are chosen when nobody chose any."""


def report_content(
    snapshot: WorkshopSnapshot,
    method: Method,
    results: tuple[RoundResults, ...],
    made_at: datetime | None = None,
) -> ReportContent:
    """Return what a report is made from.

    Args:
        snapshot: The workshop.
        method: Its method.
        results: Protected results of its rounds, in order.
        made_at: When the report is made; the present when None.
    """
    from visionwork.report.content import ReportContent
    from visionwork.revisions import Read, reader, statement_revisions

    @cache
    def read() -> Read:
        return reader(snapshot)  # the rules take a moment to load, which is the worker's, not the window's

    results = tuple(_for_quoting(found) for found in results)
    return ReportContent(
        snapshot,
        method,
        by_draft(results),
        _last_comparison(results),
        lambda text: read()(text).coverage,
        made_at,
        app_version=__version__,
        revisions=cache(lambda: statement_revisions(snapshot, read)),
    )


def _for_quoting(results: RoundResults) -> RoundResults:
    """Return results with the comments that may be quoted: the chosen ones, else some by chance."""
    return replace(
        results,
        questions=tuple(
            replace(question, comments=_some(question.comments))
            if isinstance(question.comments, StoredComments)
            else question
            for question in results.questions
        ),
    )


def _some(comments: StoredComments) -> tuple[ShownComment, ...]:
    return comments.chosen() or tuple(comments[:_LOOKED_AT])


def _last_comparison(results: tuple[RoundResults, ...]) -> RoundComparison | None:
    """Return the last two rounds that may be shown beside each other, when both asked the same.

    Where the last round showed two drafts to the same people, those are compared.
    """
    shown = [result for result in by_draft(results) if result.n is not None]
    if len(shown) < 2:
        return None
    comparison = compare_rounds(shown[-2], shown[-1])
    return comparison if comparison.questions else None
