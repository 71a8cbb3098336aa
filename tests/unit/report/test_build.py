"""A report is written whole or not at all, and problems are told as sentences."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest

from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.report.build import build_report, file_name
from visionwork.report.content import ReportContent

GOLDEN = Path(__file__).resolve().parents[2] / "data" / "report" / "full.txt"


def test_a_report_goes_to_a_path_or_a_file(content: ReportContent, tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    target = io.BytesIO()
    built = build_report(content, path, "summary", "letter")
    build_report(content, target, "summary", "letter")
    assert path.read_bytes() == target.getvalue() == built.data
    assert [file.name for file in tmp_path.iterdir()] == ["out.pdf"]


@pytest.mark.parametrize(("cut", "paper"), [("half", "a4"), ("full", "a5")])
def test_an_unknown_cut_or_paper_is_refused(cut: str, paper: str, content: ReportContent) -> None:
    with pytest.raises(ValueError, match="is not a valid"):
        build_report(content, io.BytesIO(), cut, paper)


def test_the_name_of_the_file_tells_what_it_is(
    content: ReportContent, empty: WorkshopSnapshot, with_snapshot: Any
) -> None:
    assert file_name(content, "full") == "Brenner & Söhne - Mended well.pdf"
    assert file_name(content, "poster") == "Brenner & Söhne - Mended well - poster.pdf"
    odd = with_snapshot(_named(empty, 'a/b:c*"?<>|.', "CON\n" * 60))
    name = file_name(odd, "full")
    assert not set(name) & set('/\\:*"<>|?\n')
    assert len(name) <= 104


def test_the_text_of_every_page_is_as_it_was_agreed(content: ReportContent, read: Any) -> None:
    report = build_report(content, io.BytesIO())
    # In the order of the file, charts as well.
    pages = [" ".join(page.extract_text().split()) for page in read.pdf(report).pages]
    text = "\f\n".join(f"{page}\n" for page in pages)
    if os.environ.get("WRITE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, encoding="utf-8")
    expected = GOLDEN.read_text(encoding="utf-8")
    assert text.split("\f\n") == expected.split("\f\n"), "run with WRITE_GOLDEN=1 when this is meant"


def _named(snapshot: WorkshopSnapshot, title: str, organisation: str) -> WorkshopSnapshot:
    import dataclasses

    workshop = dataclasses.replace(snapshot.workshop, title=title, organisation=organisation)
    return dataclasses.replace(snapshot, workshop=workshop)
