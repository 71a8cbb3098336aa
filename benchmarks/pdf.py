"""The PDF: the sample's from the start of the command, and how the time grows with the pages."""

from __future__ import annotations

import dataclasses
import itertools
import statistics
import sys
from pathlib import Path

import measure
from visionwork.document.document import open_database
from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.method import Method
from visionwork.domain.results import RoundResults
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.feedback.analysis import results_of
from visionwork.method.loader import default_method
from visionwork.report.build import build_report
from visionwork.report.content import ReportContent

COMMAND_ROUNDS = 5
GROWTH_ROUNDS = 3
SMALL_PAGES, LARGE_PAGES = 100, 500


def results(sample: Path, folder: Path) -> list[measure.Result]:
    """Measure the export of the sample, and of workshops with some hundred pages.

    Args:
        sample: A workshop document.
        folder: Where the PDF files and Python's compiled modules go.
    """
    return [_command(sample, folder), _growth(sample, folder)]


def _command(sample: Path, folder: Path) -> measure.Result:
    variables = {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), "VISIONWORK_HOME": str(folder / "home")}
    arguments = [sys.executable, "-m", "visionwork", "export", sample, "-o", folder / "sample.pdf"]
    export = measure.command(arguments, variables)
    export()  # compiles the modules
    times = [export() for _ in range(COMMAND_ROUNDS)]
    best, worst = min(times), max(times)
    detail = f"{COMMAND_ROUNDS} runs, {best:.2f} to {worst:.2f} s"
    return measure.Result("sample PDF from command start", statistics.median(times), 1.0, "s", detail)


def _growth(sample: Path, folder: Path) -> measure.Result:
    document = open_database(sample, read_only=True)
    try:
        snapshot = document.snapshot()
        rounds = tuple(results_of(document, item) for item in snapshot.rounds)
    finally:
        document.close()
    method = default_method()
    out = folder / "grown.pdf"

    def pages(copies: int) -> int:
        return build_report(_grown(snapshot, method, rounds, copies), out, cut="full", paper="a4").pages

    few, many = pages(4), pages(12)
    per_copy = (many - few) / 8
    sizes = {}
    ways = {}
    for wanted in (SMALL_PAGES, LARGE_PAGES):
        copies = max(1, round((wanted - few) / per_copy) + 4)
        content = _grown(snapshot, method, rounds, copies)
        sizes[wanted] = pages(copies)
        ways[str(wanted)] = measure.timed(
            lambda content=content: build_report(content, out, cut="full", paper="a4")
        )
    times = measure.interleave(ways, GROWTH_ROUNDS)
    points = [(float(sizes[wanted]), statistics.median(times[str(wanted)])) for wanted in sizes]
    detail = ", ".join(f"{size:.0f} pages {seconds:.2f} s" for size, seconds in points)
    return measure.Result(
        "growth with pages, exponent", measure.growth(points[0], points[1]), 1.1, "", detail
    )


def _grown(
    snapshot: WorkshopSnapshot, method: Method, rounds: tuple[RoundResults, ...], copies: int
) -> ReportContent:
    """Return the sample with every row, card, view and comment several times."""
    ids = itertools.count(1_000_000)
    rows = [
        dataclasses.replace(row, id=next(ids), seed=None, position=row.position + 1000 * copy)
        if copy
        else row
        for copy in range(copies)
        for row in snapshot.rows
    ]
    cards = [
        dataclasses.replace(card, id=next(ids), position=card.position + 1000 * copy) if copy else card
        for copy in range(copies)
        for card in snapshot.cards
    ]
    drafts = [
        draft
        if draft.subject == STATEMENT_SUBJECT
        else dataclasses.replace(draft, text="\n\n".join([draft.text] * copies))
        for draft in snapshot.drafts
    ]
    grown = dataclasses.replace(snapshot, rows=tuple(rows), cards=tuple(cards), drafts=tuple(drafts))
    asked = tuple(
        dataclasses.replace(
            item,
            questions=tuple(dataclasses.replace(q, comments=q.comments * copies) for q in item.questions),
        )
        for item in rounds
    )
    return ReportContent(grown, method, asked)
