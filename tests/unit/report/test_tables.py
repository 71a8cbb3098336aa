"""Tables flow in time that grows with their rows, and stay one table for a screen reader."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from visionwork.domain.entries import GridRow
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.report.build import make_report
from visionwork.report.content import ReportContent
from visionwork.report.pages.grids import shared_widths
from visionwork.report.styles import page_of
from visionwork.report.text import TextDoor
from visionwork.report.writer import Writer

With = Callable[..., ReportContent]


def rows(count: int) -> tuple[GridRow, ...]:
    return tuple(
        GridRow(100 + n, "gap", n, None, {"today": f"Today {n}.", "wanted": "Better.", "size": 3})
        for n in range(count)
    )


def test_widths_share_the_measure_and_hold_the_longest_word() -> None:
    assert shared_widths(300, [1, 1, 1], [10, 10, 10]) == [100, 100, 100]
    widths = shared_widths(300, [1, 1, 1], [150, 10, 10])
    assert widths == [150, 75, 75]
    assert sum(shared_widths(100, [1, 1], [90, 90])) == 100


def test_a_table_over_pages_repeats_its_head_but_is_one_table(
    snapshot: WorkshopSnapshot, with_snapshot: With, read: Any
) -> None:
    content = with_snapshot(dataclasses.replace(snapshot, rows=rows(60)))
    report = make_report(content)
    pages = [text for text in read.pages(report) if "What can carry us" in text]
    assert len(pages) >= 3
    pdf = read.pdf(report)
    found = [element.get("/S") for element in read.elements(pdf)]
    assert found.count("/Table") == 4, "changes, cards, the grid and the drafts of the view"
    assert found.count("/TH") == 3 + 2 + 5 + 60 + 4 + 2, "repeated heads are no content; names head rows"


def test_a_very_long_title_of_a_column_is_cut_or_its_table_would_fit_no_page() -> None:
    page = page_of("a4")
    writer = Writer(TextDoor(), page)
    table = writer.table(
        ["Donaudampfschiff" * 60, "Votes"], [[writer.cell("A row."), writer.cell("1")]], [1, 1]
    )
    assert table.wrap(page.measure, 1e6)[1] < page.depth / 3
