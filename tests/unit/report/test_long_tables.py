"""Grids longer than a page."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from pdf_words import all_words

from visionwork.document.document import open_database
from visionwork.domain.entries import GridRow
from visionwork.domain.method import ColumnType
from visionwork.method.loader import default_method
from visionwork.protected import all_protected_results
from visionwork.report.build import make_report
from visionwork.report.content import ReportContent
from visionwork.reporting import report_content


@pytest.fixture(scope="module")
def sample(written_sample: Path) -> ReportContent:
    document = open_database(written_sample, read_only=True)
    try:
        return report_content(document.snapshot(), default_method(), all_protected_results(document))
    finally:
        document.close()


@pytest.mark.parametrize("exercise_id", ["competency", "company-behaviour"])
@pytest.mark.parametrize("count", [9, 40])
def test_no_row_of_a_long_grid_is_lost(sample: ReportContent, exercise_id: str, count: int) -> None:
    exercise = default_method().exercise(exercise_id)
    text = next(c.id for c in exercise.columns if c.type in (ColumnType.TEXT, ColumnType.LONG_TEXT))
    others = [row for row in sample.snapshot.rows if row.exercise_id != exercise_id]
    rows = [
        GridRow(
            1000 + n,
            exercise_id,
            n,
            None,
            {text: f"mark{n}mark and some words more, to fill two or three lines"},
        )
        for n in range(count)
    ]
    snapshot = dataclasses.replace(sample.snapshot, rows=(*others, *rows))

    report = make_report(dataclasses.replace(sample, snapshot=snapshot))

    printed = all_words(report.data).replace(" ", "")
    assert [n for n in range(count) if f"mark{n}mark" not in printed] == []
