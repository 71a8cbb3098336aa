"""What no page is tall enough for is scaled down; nothing keeps a document from being written."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pypdf
import pytest

from visionwork.report.archive import DocumentFacts
from visionwork.report.engine import BaseDocTemplate, Drawing, Flowable, PageTemplate
from visionwork.report.flowables import Figure, Gap, SideBySide, Text, Together
from visionwork.report.fonts import Face, use
from visionwork.report.frame import TextFrame
from visionwork.report.styles import style
from visionwork.report.tagging import TaggedCanvas

FACTS = DocumentFacts("Title", "Author", "Subject", "en", "Visionwork", datetime(2026, 4, 2, tzinfo=UTC))
WIDE, HIGH = 300, 400


def built(story: list[Flowable]) -> pypdf.PdfReader:
    """Set a story on pages without margins."""
    target = io.BytesIO()
    template = BaseDocTemplate(
        target,
        pagesize=(WIDE, HIGH),
        pageTemplates=[PageTemplate("text", [TextFrame(0, 0, WIDE, HIGH)])],
        initialFontName=use(Face.SANS),
    )
    template.build(story, canvasmaker=partial(TaggedCanvas, facts=FACTS))
    return pypdf.PdfReader(target)


def text(words: str) -> Text:
    return Text(words, style("body"))


def column() -> list[Flowable]:
    return [text(f"Line {number}.") for number in range(60)]


@pytest.mark.parametrize(
    "tall",
    [
        lambda: SideBySide([column(), column()], [150, 150]),
        lambda: Together([SideBySide([column(), column()], [150, 150])]),
    ],
    ids=["alone", "held together"],
)
@pytest.mark.parametrize("before", [[], ["First."]])
def test_what_is_taller_than_a_page_gets_one_in_small(
    tall: Callable[[], Flowable], before: list[str]
) -> None:
    story = [*map(text, before), tall(), Gap(4), text("Last.")]
    found = [" ".join(page.extract_text().split()) for page in built(story).pages]
    whole = next(page for page in found if "Line 0." in page)
    assert "Line 59." in whole
    assert "Last." in found[-1]
    assert len(found) == 2 + len(before)


def test_a_figure_taller_than_a_page_says_where_it_stands_on_it() -> None:
    pdf: Any = built([Figure(Drawing(WIDE, 4 * HIGH), "A tower.")])
    figure = pdf.trailer["/Root"]["/StructTreeRoot"]["/K"]
    while "/A" not in figure:
        figure = (figure[0] if isinstance(figure, list) else figure["/K"]).get_object()
    assert [float(edge) for edge in figure["/A"]["/BBox"]] == [0, 0, WIDE / 4, HIGH]
