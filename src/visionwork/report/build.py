"""Builds a report and writes it, whole or not at all."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from visionwork.domain.records import record
from visionwork.exporting import write_export
from visionwork.report.archive import DocumentFacts
from visionwork.report.content import Cut, Paper, Part, ReportContent
from visionwork.report.engine import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
)
from visionwork.report.fonts import Face, use
from visionwork.report.frame import TextFrame
from visionwork.report.logo import Logo, read_logo
from visionwork.report.pages.changes import changes_pages
from visionwork.report.pages.commitments import commitments_pages
from visionwork.report.pages.cover import Cover
from visionwork.report.pages.evidence import evidence_pages
from visionwork.report.pages.findings import findings_pages
from visionwork.report.pages.plan import plan_pages
from visionwork.report.pages.poster import Poster, poster_story
from visionwork.report.pages.statement import statement_page
from visionwork.report.pages.views import appendix_pages
from visionwork.report.sheet import Sheet, full_title
from visionwork.report.styles import Page, page_of
from visionwork.report.tagging import TaggedCanvas
from visionwork.report.text import TextDoor, clean
from visionwork.report.warnings import content_warnings, missing_warning
from visionwork.report.writer import Writer

WITH_COVER = (Cut.FULL, Cut.SUMMARY)
"""Cuts that begin with a cover."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@record
class BuiltReport:
    """A report that was made.

    Attributes:
        data: The bytes of the PDF.
        pages: How many pages it has.
        warnings: What the reader should know, in sentences.
        missing: Characters no font has, drawn as a small square.
    """

    data: bytes
    pages: int
    warnings: tuple[str, ...]
    missing: tuple[str, ...]


def build_report(
    content: ReportContent, out: Path | BinaryIO, cut: str = "full", paper: str = "a4"
) -> BuiltReport:
    """Build a report and write it.

    Args:
        content: What it is made from.
        out: A path, written whole or not at all, or a binary file.
        cut: A value of `Cut`.
        paper: A value of `Paper`.

    Raises:
        UserFacingError: The file cannot be written there.
        ValueError: There is no such cut or paper.
    """
    report = make_report(content, cut, paper)
    if isinstance(out, Path):
        write_export(report.data, out)
    else:
        out.write(report.data)
    return report


def make_report(content: ReportContent, cut: str = "full", paper: str = "a4") -> BuiltReport:
    """Build a report in memory; the same content gives the same bytes.

    Args:
        content: What it is made from.
        cut: A value of `Cut`.
        paper: A value of `Paper`.

    Raises:
        ValueError: There is no such cut or paper.
    """
    chosen, page = Cut(cut), page_of(Paper(paper).value)
    door = TextDoor()
    writer = Writer(door, page)
    sheet = Sheet(content, page, door)
    logo = read_logo(content.snapshot.workshop.logo) if chosen in WITH_COVER else None
    story = _story(content, writer, chosen, logo)
    facts = _facts(content, chosen)
    target = io.BytesIO()
    template = _template(target, page, sheet, text_first=not isinstance(story[0], Cover | Poster))

    template.build(story, canvasmaker=partial(TaggedCanvas, facts=facts))
    warnings = content_warnings(content, chosen)
    if logo is None and content.snapshot.workshop.logo and chosen in WITH_COVER:
        warnings = (*warnings, "The logo cannot be read, so the cover goes without it.")
    if door.missing:
        warnings = (*warnings, missing_warning(door.missing))
    return BuiltReport(target.getvalue(), template.page, warnings, tuple(sorted(door.missing)))


def _story(content: ReportContent, writer: Writer, cut: Cut, logo: Logo | None) -> list[Flowable]:
    if cut is Cut.POSTER:
        return poster_story(content, writer)
    parts = content.parts(cut)
    story: list[Flowable] = []
    if cut in WITH_COVER:
        story += [Cover(content, writer, logo), NextPageTemplate("text"), PageBreak()]
    pages: dict[Part, Callable[[], list[Flowable]]] = {
        Part.STATEMENT: lambda: statement_page(content, writer),
        Part.EVIDENCE: lambda: evidence_pages(content, writer),
        Part.CHANGES: lambda: changes_pages(content, writer, on_the_way=cut is Cut.FULL),
        Part.COMMITMENTS: lambda: commitments_pages(content, writer, first=cut is Cut.COMMITMENTS),
        Part.PLAN: lambda: plan_pages(content, writer),
        Part.FINDINGS: lambda: findings_pages(content, writer),
        Part.VIEWS: lambda: appendix_pages(content, writer),
    }
    for part in parts:
        found = pages[part]()
        # Without the statement, the first part begins on the page that follows the cover.
        if story and isinstance(story[-1], PageBreak) and found and isinstance(found[0], PageBreak):
            found = found[1:]
        story += found
    return story


def _template(target: BinaryIO, page: Page, sheet: Sheet, *, text_first: bool) -> BaseDocTemplate:
    edges = dict.fromkeys(("leftPadding", "rightPadding", "topPadding", "bottomPadding"), 0)
    whole = Frame(0, 0, page.width, page.height, id="sheet", **edges)
    text = TextFrame(page.left, page.bottom, page.measure, page.depth)
    templates = [
        PageTemplate("sheet", [whole], onPageEnd=sheet.mark_draft),
        PageTemplate("text", [text], onPageEnd=sheet.text_page),
    ]
    if text_first:
        templates.reverse()
    return BaseDocTemplate(
        target,
        pagesize=(page.width, page.height),
        pageTemplates=templates,
        allowSplitting=1,
        initialFontName=use(Face.SANS),
        pageCompression=1,
    )


def _facts(content: ReportContent, cut: Cut) -> DocumentFacts:
    workshop = content.snapshot.workshop
    organisation, title = clean(workshop.organisation).strip(), clean(workshop.title).strip()
    subjects = {
        Cut.FULL: "Vision statement, evidence, commitments and plan",
        Cut.SUMMARY: "Vision statement, evidence and commitments",
        Cut.COMMITMENTS: "Leadership values commitments",
        Cut.POSTER: "Vision statement",
    }
    made_at = content.made_at or datetime.now().astimezone()
    language = workshop.language if _LANGUAGE.fullmatch(workshop.language) else "en"
    publication = content.publication()
    fingerprint = hashlib.sha256(f"{workshop.uuid}|{cut}|{publication.text}".encode()).hexdigest()
    return DocumentFacts(
        title=full_title(organisation, title) or "Our vision",
        author=organisation or "Visionwork",
        subject=subjects[cut],
        language=language,
        creator=f"Visionwork {content.app_version}".strip(),
        made_at=made_at if made_at.tzinfo else made_at.astimezone(),
        fingerprint=fingerprint,
    )


def file_name(content: ReportContent, cut: str) -> str:
    """Return a name for the file that every system accepts, such as "Aldermoor - Our clients and us.pdf"."""
    workshop = content.snapshot.workshop
    kinds = {Cut.SUMMARY: "summary", Cut.COMMITMENTS: "commitments", Cut.POSTER: "poster"}
    title = clean(full_title(workshop.organisation, workshop.title)).replace(": ", " - ")
    name = " - ".join(part for part in (title, kinds.get(Cut(cut), "")) if part)
    name = re.sub(r'[\\/:*?"<>|\n]+', " ", unicodedata.normalize("NFC", name))
    name = " ".join(name.split())[:100].strip(" .")
    return f"{name or 'Vision'}.pdf"
