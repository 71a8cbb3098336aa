"""Every report is an accessible archive file, and says what it is."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import page
import pytest

from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.report.build import BuiltReport, make_report
from visionwork.report.content import ReportContent

PROFILES = {profile.value: profile for profile in page.ValidationProfile}
CUTS = ["full", "summary", "commitments", "poster"]


def failures(data: bytes, profile: str, tmp_path: Any) -> list[str]:
    path = tmp_path / "report.pdf"
    path.write_bytes(data)
    found = page.validate_pdf(str(path), profile=PROFILES[profile])
    return sorted({failure.rule_id for failure in found.failures})


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("cut", CUTS)
def test_every_cut_is_accessible_and_archival(
    cut: str, paper: str, content: ReportContent, tmp_path: Any
) -> None:
    data = make_report(content, cut, paper).data
    assert failures(data, "ua1", tmp_path) == []
    assert failures(data, "2a", tmp_path) == []


def test_an_empty_workshop_is_accessible_too(
    empty: WorkshopSnapshot, with_snapshot: Callable[..., ReportContent], tmp_path: Any
) -> None:
    for cut in CUTS:
        data = make_report(with_snapshot(empty), cut).data
        assert failures(data, "ua1", tmp_path) == []
        assert failures(data, "2a", tmp_path) == []


def test_the_document_says_what_it_is(full: BuiltReport, read: Any) -> None:
    pdf = read.pdf(full)
    assert pdf.metadata.title == "Brenner & Söhne: Mended well"
    assert pdf.metadata.author == "Brenner & Söhne"
    assert pdf.metadata.creator.startswith("Visionwork")
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert pdf.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert pdf.metadata.creation_date_raw == "D:20260402153000+01'00'"
    xmp = pdf.xmp_metadata
    assert xmp is not None
    assert xmp.dc_title == {"x-default": "Brenner & Söhne: Mended well"}


def test_a_title_with_what_xml_forbids_is_told_without_it(
    snapshot: WorkshopSnapshot, with_snapshot: Callable[..., ReportContent], read: Any
) -> None:
    workshop = dataclasses.replace(snapshot.workshop, title="Mended\ufffe\uffff \x0bwell")
    report = make_report(with_snapshot(dataclasses.replace(snapshot, workshop=workshop)), "poster")
    xmp = read.pdf(report).xmp_metadata
    assert xmp is not None
    assert xmp.dc_title == {"x-default": "Brenner & Söhne: Mended well"}


def test_bookmarks_lead_to_the_sections(full: BuiltReport, read: Any) -> None:
    pdf = read.pdf(full)
    found = [
        (item.title, pdf.get_destination_page_number(item))
        for item in pdf.outline
        if not isinstance(item, list)
    ]
    titles = [title for title, _ in found]
    assert titles[:4] == [
        "Mended well",
        "The relationship we want",
        "What people said",
        "What changed since people read it",
    ]
    assert [number for _, number in found] == sorted(number for _, number in found)
    pages = read.pages(full)
    assert all(title in pages[number] for title, number in found)


def test_tables_have_heads_and_figures_have_words(full: BuiltReport, read: Any) -> None:
    pdf = read.pdf(full)
    tables = [element for element in read.elements(pdf) if element.get("/S") == "/Table"]
    assert len(tables) >= 6
    for table in tables:
        first = table["/K"][0].get_object()
        assert [kid.get_object()["/S"] for kid in first["/K"]] == ["/TH"] * len(first["/K"])
        widths = {len(row.get_object()["/K"]) for row in table["/K"]}
        assert len(widths) == 1, "every row has as many cells as the head"
    figures = [element for element in read.elements(pdf) if element.get("/S") == "/Figure"]
    assert figures
    assert all(len(str(figure["/Alt"])) > 30 for figure in figures)


def test_headings_come_in_order(full: BuiltReport, read: Any) -> None:
    roles = [str(element.get("/S", "")) for element in read.elements(read.pdf(full))]
    levels = [int(role[2]) for role in roles if role in ("/H1", "/H2", "/H3")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_only_embedded_fonts_are_named(full: BuiltReport, read: Any) -> None:
    fonts: dict[str, bool] = {}
    for sheet in read.pdf(full).pages:
        for font in sheet["/Resources"]["/Font"].values():
            inner = font.get_object()
            fonts[str(inner["/BaseFont"])] = "/FontFile2" in inner["/FontDescriptor"].get_object()
    assert fonts
    assert all(fonts.values()), fonts


def test_the_same_content_gives_the_same_bytes(content: ReportContent) -> None:
    assert make_report(content).data == make_report(content).data


def test_words_at_line_ends_stay_apart(content: ReportContent, read: Any) -> None:
    drawn = read.pdf(make_report(content, "summary")).pages[1].get_contents().get_data()
    assert drawn.count(b" ) Tj T*") >= 7, "every line of the statement ends with a space"
