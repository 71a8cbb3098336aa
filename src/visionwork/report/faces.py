"""Reads font files quickly.

reportlab reads the tables of a font number by number, ten thousand of them in each of ours. They are arrays,
so here each is unpacked at once; everything else about a font is left to reportlab.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from struct import iter_unpack, unpack_from
from typing import cast

from reportlab.pdfbase.ttfonts import TTFontFace

_SPACE, _NO_BREAK_SPACE = 0x20, 0xA0


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
