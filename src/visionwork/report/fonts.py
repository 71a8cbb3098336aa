"""The typefaces of the report, registered with reportlab when they are first used."""

from __future__ import annotations

import threading
from enum import StrEnum
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFont

from visionwork.assets import asset_dir
from visionwork.report.faces import QuickFace, QuickFont


class Face(StrEnum):
    """Faces by the name reportlab knows them by."""

    SANS = "VisionworkSans"
    SANS_ITALIC = "VisionworkSans-Italic"
    SANS_MEDIUM = "VisionworkSans-Medium"
    SANS_BOLD = "VisionworkSans-SemiBold"
    SERIF = "VisionworkSerif"
    SERIF_ITALIC = "VisionworkSerif-Italic"
    SERIF_BOLD = "VisionworkSerif-SemiBold"
    HAN = "VisionworkHan"


FILES = {
    Face.SANS: "SourceSans3_400Regular.ttf",
    Face.SANS_ITALIC: "SourceSans3_400Regular_Italic.ttf",
    Face.SANS_MEDIUM: "SourceSans3_500Medium.ttf",
    Face.SANS_BOLD: "SourceSans3_600SemiBold.ttf",
    Face.SERIF: "SourceSerif4_400Regular.ttf",
    Face.SERIF_ITALIC: "SourceSerif4_400Regular_Italic.ttf",
    Face.SERIF_BOLD: "SourceSerif4_600SemiBold.ttf",
    Face.HAN: "DroidSansFallback.ttf",
}
"""Font file of each face, in the resources' folder of fonts."""

_lock = threading.Lock()


@cache
def glyphs(face: Face) -> frozenset[int]:
    """Return the code points a face has shapes for, registering it on the way.

    Reading a face takes 2 to 5 ms, the one for Chinese, Japanese and Korean 40 ms; so a face nobody
    uses is never read.
    """
    with _lock:
        # A second registration would take the font away from a report that is just being written.
        if face.value not in pdfmetrics.getRegisteredFontNames():
            path = asset_dir("resources") / "fonts" / FILES[face]
            pdfmetrics.registerFont(_read(face, path))
        font = pdfmetrics.getFont(face.value)
        assert isinstance(font, TTFont)
        return frozenset(font.face.charToGlyph)


def _read(face: Face, path: Path) -> TTFont:
    plain_face = ttfonts.TTFontFace
    ttfonts.TTFontFace = QuickFace  # a font makes its face by this name
    try:
        return QuickFont(face.value, str(path))
    finally:
        ttfonts.TTFontFace = plain_face


def use(face: Face) -> str:
    """Return the name of a face for reportlab, registered."""
    glyphs(face)
    return face.value


def width(text: str, face: Face, size: float) -> float:
    """Return the width of a text in points, taking every character from one face."""
    return pdfmetrics.stringWidth(text, use(face), size)
