"""Our own reading of font files finds what reportlab finds, and our own fonts set text as its do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFont, TTFontFace

from visionwork.assets import asset_dir
from visionwork.report.faces import QuickFace, QuickFont
from visionwork.report.fonts import FILES, Face

FACTS = ("name", "bbox", "ascent", "descent", "capHeight", "flags", "italicAngle", "stemV", "numGlyphs")
TABLES = ("charToGlyph", "charWidths", "defaultWidth", "hmetrics", "glyphPos")


@pytest.mark.parametrize("face", Face)
def test_a_face_is_read_as_reportlab_reads_it(face: Face) -> None:
    path = str(asset_dir("resources") / "fonts" / FILES[face])
    ours, theirs = QuickFace(path), TTFontFace(path)
    for name in (*FACTS, *TABLES):
        assert getattr(ours, name) == getattr(theirs, name), name
    subset = [ord(sign) for sign in "Aä€ ñfi"]
    assert ours.makeSubset(subset) == theirs.makeSubset(subset)


_PATH = str(asset_dir("resources") / "fonts" / FILES[Face.SANS])
_OURS, _THEIRS = QuickFont("Ours", _PATH), TTFont("Theirs", _PATH)
_MANY = "".join(map(chr, range(0x20, 0x400)))
"""More characters than one subset of a font holds."""


@given(st.lists(st.text(st.sampled_from("aA ,é\u00a0€Ωж客☃")), max_size=6), st.floats(1, 80))
@pytest.mark.parametrize("before", ["", _MANY])
def test_text_is_measured_and_split_as_reportlab_does(before: str, texts: list[str], size: float) -> None:
    ours, theirs = PDFDocument(), PDFDocument()
    for text in (before, *texts):
        assert _OURS.stringWidth(text, size) == _THEIRS.stringWidth(text, size)
        assert _OURS.splitString(text, ours) == _THEIRS.splitString(text, theirs)
    assert _OURS.state[ours].subsets == _THEIRS.state[theirs].subsets
