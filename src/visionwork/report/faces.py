"""Reads font files quickly, and measures and encodes text quickly.

reportlab reads the tables of a font number by number, ten thousand of them in each of ours. They are arrays,
so here each is unpacked at once. It goes through a text character by character, too, where Python can look
all of them up at once; everything else about a font is left to reportlab.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from struct import iter_unpack, unpack_from
from typing import Any, cast

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFont, TTFontFace

_SPACE, _NO_BREAK_SPACE = 0x20, 0xA0


class QuickFont(TTFont):
    """A font that looks up all characters of a text at once.

    Args:
        name: What reportlab knows it by.
        filename: The font file.
    """

    face: TTFontFace
    state: Any

    def __init__(self, name: str, filename: str) -> None:
        super().__init__(name, filename)
        self._width_of = _Widths(self.face).__getitem__

    def stringWidth(  # noqa: N802 - reportlab's name
        self, text: str, size: float, encoding: str = "utf8"
    ) -> float:
        """Return the width of a text in points, at a size."""
        return 0.001 * size * sum(map(self._width_of, text))

    def splitString(  # noqa: N802 - reportlab's name
        self, text: str, doc: PDFDocument, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """Return the text in the codes of the font's subsets in a document, each with its subset."""
        state = self.state.get(doc)
        if text and state is not None and len(state.subsets) == 1:
            try:
                return [(0, bytes(map(state.assignments.__getitem__, map(ord, text))))]
            except KeyError:
                pass  # a character that the subset does not have yet
        return super().splitString(text, doc, encoding)


class _Widths(dict[str, float]):
    """Width of every character in a face, in thousandths of the size; it learns one when it meets it."""

    def __init__(self, face: TTFontFace) -> None:
        super().__init__()
        self._face = cast(Any, face)

    def __missing__(self, character: str) -> float:
        width = self._face.charWidths.get(ord(character), self._face.defaultWidth)
        self[character] = width
        return width


class QuickFace(TTFontFace):
    """A typeface whose tables of glyphs are unpacked as arrays (OpenType 1.9: cmap, hmtx, loca)."""

    _pdfScale: Callable[[float], float]  # noqa: N815 - reportlab's name
    _ttf_data: bytes

    def extractInfo(self, charInfo: int = 1) -> None:  # noqa: N802, N803 - reportlab's names
        """Read what reportlab has to know; tables of a kind that our fonts do not have are left to it.

        Args:
            charInfo: Whether characters, widths and glyphs are wanted, too.
        """
        super().extractInfo(0)
        characters = self._characters() if charInfo else None
        if characters is None:
            super().extractInfo(1 if charInfo else 0)
            return
        data = self._ttf_data
        (measured,) = unpack_from(">H", data, self._table("hhea") + 34)
        start = self._table("hmtx")
        metrics: list[tuple[float, int]] = list(iter_unpack(">HH", data[start : start + 4 * measured]))
        widths = [self._pdfScale(width) for width, _ in metrics]
        # Glyphs behind the last width have it, too; reportlab keeps it in thousandths there.
        more = self.numGlyphs - measured
        metrics += [(widths[-1], side) for side in unpack_from(f">{more}H", data, start + 4 * measured)]
        widths += [widths[-1]] * more
        self.hmetrics = metrics
        self.defaultWidth = widths[0]
        self.glyphPos = self._places()
        self.glyphToChar = {}
        self.charToGlyph = characters
        self.charWidths = {
            code: widths[glyph] for code, glyph in characters.items() if glyph < self.numGlyphs
        }
        if _SPACE in characters:
            characters[_NO_BREAK_SPACE] = characters[_SPACE]
            self.charWidths[_NO_BREAK_SPACE] = self.charWidths[_SPACE]

    def _table(self, tag: str) -> int:
        return cast(int, self.get_table_pos(tag)[0])

    def _places(self) -> list[int]:
        """Return where each glyph begins, and where the last one ends."""
        (long,) = unpack_from(">H", self._ttf_data, self._table("head") + 50)
        count = self.numGlyphs + 1
        found = unpack_from(f">{count}{'L' if long else 'H'}", self._ttf_data, self._table("loca"))
        return list(found) if long else [place << 1 for place in found]

    def _characters(self) -> dict[int, int] | None:
        """Return the glyph of every character, or None for a kind of table that is not read here."""
        data, start = self._ttf_data, self._table("cmap")
        (tables,) = unpack_from(">H", data, start + 2)
        chosen = 0
        for platform, encoding, offset in iter_unpack(">HHL", data[start + 4 : start + 4 + 8 * tables]):
            if platform == 3 or (platform == 0 and encoding != 5):
                chosen = start + offset  # the last one, as reportlab takes it
        if not chosen:
            return None
        kind, length = unpack_from(">HH", data, chosen)
        if kind == 4:
            return dict(_by_segments(data, chosen, chosen + length))
        return dict(_by_groups(data, chosen)) if kind == 12 else None


def _by_segments(data: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield characters with their glyphs from a table of format 4."""
    (doubled,) = unpack_from(">H", data, start + 6)
    count, place = doubled // 2, start + 14
    array = f">{count}H"
    lasts = unpack_from(array, data, place)
    firsts = unpack_from(array, data, place + doubled + 2)
    deltas = unpack_from(array, data, place + 2 * doubled + 2)
    offsets_at = place + 3 * doubled + 2
    offsets = unpack_from(array, data, offsets_at)
    for number, (first, last, delta, offset) in enumerate(zip(firsts, lasts, deltas, offsets, strict=True)):
        if not offset:
            yield from ((code, code + delta & 0xFFFF) for code in range(first, last + 1))
            continue
        listed = offsets_at + 2 * number + offset
        fitting = min(last - first + 1, max(0, (end - listed) // 2))
        glyphs = unpack_from(f">{fitting}H", data, listed)
        for code in range(first, last + 1):
            glyph = glyphs[code - first] if code - first < fitting else 0
            yield code, glyph + delta & 0xFFFF if glyph else 0


def _by_groups(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Yield characters with their glyphs from a table of format 12."""
    (count,) = unpack_from(">L", data, start + 12)
    for first, last, glyph in iter_unpack(">LLL", data[start + 16 : start + 16 + 12 * count]):
        yield from zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True)
