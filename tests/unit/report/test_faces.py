"""Our own reading of font files finds what reportlab finds."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from visionwork.assets import asset_dir
from visionwork.report.faces import QuickFace
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
