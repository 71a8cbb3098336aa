"""The PDF: the sample's from the start of the command, and how the time grows with the pages."""

from __future__ import annotations

import dataclasses
import itertools
import statistics
import sys
import time
from functools import partial
from pathlib import Path

import measure
from visionwork.document.document import open_database
from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.results import RoundResults
from visionwork.method.loader import default_method
from visionwork.protected import all_protected_results
from visionwork.report.build import make_report
from visionwork.report.content import ReportContent
from visionwork.reporting import report_content

COMMAND_ROUNDS = 5
GROWTH_ROUNDS = 3
SMALL_PAGES, LARGE_PAGES = 100, 500


def results(sample: Path, folder: Path) -> list[measure.Result]:
    """Measure the export of the sample, and of workshops with some hundred pages.

    Args:
        sample: A workshop document.
        folder: Where the PDF files and Python's compiled modules go.
    """
    return [_command(sample, folder), _growth(sample)]


def _command(sample: Path, folder: Path) -> measure.Result:
    variables = {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), "VISIONWORK_HOME": str(folder / "home")}
    arguments = [sys.executable, "-m", "visionwork", "export", sample, "-o", folder / "sample.pdf"]
    export = measure.command(arguments, variables)
    export()  # compiles the modules
    times = [export() for _ in range(COMMAND_ROUNDS)]
    best, worst = min(times), max(times)
    detail = f"{COMMAND_ROUNDS} runs, {best:.2f} to {worst:.2f} s"
    return measure.Result("sample PDF from command start", statistics.median(times), 1.0, "s", detail)


def _growth(sample: Path) -> measure.Result:
    document = open_database(sample, read_only=True)
    try:
        content = report_content(document.snapshot(), default_method(), all_protected_results(document))
    finally:
        document.close()
    few, many = (make_report(_grown(content, copies)).pages for copies in (4, 12))
    ways, sizes = {}, {}
    for wanted in (SMALL_PAGES, LARGE_PAGES):
        grown = _grown(content, 4 + round((wanted - few) * 8 / (many - few)))
        sizes[str(wanted)] = make_report(grown).pages
        ways[str(wanted)] = measure.timed(partial(make_report, grown), time.process_time)
    times = measure.interleave(ways, GROWTH_ROUNDS)
    small, large = ((float(sizes[name]), statistics.median(times[name])) for name in ways)
    detail = ", ".join(f"{pages:.0f} pages {seconds:.2f} s" for pages, seconds in (small, large))
    return measure.Result("growth with pages, exponent", measure.growth(small, large), 1.1, "", detail)


def _grown(content: ReportContent, copies: int) -> ReportContent:
    """Return the sample with every row, card, view and comment several times."""
    snapshot = content.snapshot
    ids = itertools.count(1_000_000)
    more = range(1, copies)
    rows = [dataclasses.replace(row, id=next(ids), seed=None) for _ in more for row in snapshot.rows]
    cards = [dataclasses.replace(card, id=next(ids)) for _ in more for card in snapshot.cards]
    drafts = [
        draft
        if draft.subject == STATEMENT_SUBJECT
        else dataclasses.replace(draft, text="\n\n".join([draft.text] * copies))
        for draft in snapshot.drafts
    ]
    grown = dataclasses.replace(
        snapshot, rows=(*snapshot.rows, *rows), cards=(*snapshot.cards, *cards), drafts=tuple(drafts)
    )
    return dataclasses.replace(
        content, snapshot=grown, results=tuple(_more(r, copies) for r in content.results)
    )


def _more(results: RoundResults, copies: int) -> RoundResults:
    questions = tuple(dataclasses.replace(q, comments=q.comments * copies) for q in results.questions)
    return dataclasses.replace(results, questions=questions)
