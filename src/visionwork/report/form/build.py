"""Builds a form people fill in on screen or on paper, in the look of the report."""

from __future__ import annotations

import io
from datetime import datetime
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from visionwork.domain.records import record
from visionwork.report.archive import DocumentFacts
from visionwork.report.engine import BaseDocTemplate, PageTemplate
from visionwork.report.fonts import Face, use
from visionwork.report.form.canvas import FormCanvas
from visionwork.report.form.sheet import FormSheet
from visionwork.report.form.story import form_story
from visionwork.report.frame import TextFrame
from visionwork.report.sheet import draw_line
from visionwork.report.styles import HAIR, HAIR_LINE, MM, MUTED, Page, page_of
from visionwork.report.text import TextDoor, clean, shorten, text_width
from visionwork.report.writer import Writer

_FOOT, _SIZE = 15.2 * MM, 8.5
_TOP, _BOTTOM = 24 * MM, 26 * MM


@record
class BuiltForm:
    """A form that was made.

    Attributes:
        data: The bytes of the PDF.
        pages: How many pages it has.
        missing: Characters no font has, drawn as a small square.
    """

    data: bytes
    pages: int
    missing: tuple[str, ...]


def make_form(sheet: FormSheet, made_at: datetime, paper: str = "a4") -> BuiltForm:
    """Build a form in memory.

    Args:
        sheet: What it is made from.
        made_at: When it is made, with its zone.
        paper: "a4" or "letter".

    Raises:
        KeyError: There is no such paper.
    """
    door, page = TextDoor(), page_of(paper)
    writer = Writer(door, page)
    target = io.BytesIO()
    facts = DocumentFacts(
        title=clean(sheet.title),
        author=clean(sheet.organisation) or "Visionwork",
        subject=clean(sheet.subject),
        language=sheet.language,
        creator=f"Visionwork {sheet.app_version}".strip(),
        made_at=made_at,
        fingerprint=sheet.id_text,
    )
    frame = TextFrame(
        page.left, _BOTTOM, page.measure, page.height - _TOP - _BOTTOM
    )  # a form is for writing, so it takes less margin than a report
    template = BaseDocTemplate(
        target,
        pagesize=(page.width, page.height),
        pageTemplates=[PageTemplate("form", [frame], onPageEnd=partial(_foot, sheet, page))],
        allowSplitting=1,
        initialFontName=use(Face.SANS),
        pageCompression=1,
    )
    template.build(form_story(sheet, writer), canvasmaker=partial(FormCanvas, facts=facts))
    return BuiltForm(target.getvalue(), template.page, tuple(sorted(door.missing)))


def _foot(sheet: FormSheet, page: Page, canvas: Canvas, _template: object) -> None:
    """Write whose form it is and which, and the number of the page."""
    assert isinstance(canvas, FormCanvas)
    right = page.width - page.right
    number = f"{sheet.number}     {canvas.getPageNumber()}"
    with canvas.artifact("Pagination"):
        canvas.setStrokeColor(HAIR)
        canvas.setLineWidth(HAIR_LINE)
        canvas.line(page.left, _FOOT + 14, right, _FOOT + 14)
        room = page.measure - text_width(number, Face.SANS, _SIZE) - 20
        whose = shorten(f"{sheet.organisation}. {sheet.kicker}", Face.SANS, _SIZE, room)
        draw_line(canvas, page.left, _FOOT, whose, Face.SANS, _SIZE, MUTED)
        draw_line(
            canvas, right - text_width(number, Face.SANS, _SIZE), _FOOT, number, Face.SANS, _SIZE, MUTED
        )
