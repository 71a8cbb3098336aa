"""The one door for text that goes into the report.

Text from people is data. On its way to reportlab it loses what cannot be drawn, every character finds a
face that has its shape, and what would read as markup is escaped. Nothing else in the report builds
markup from a text that was typed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from html import escape

from visionwork.domain.records import record
from visionwork.report.fonts import Face, glyphs, use, width

MISSING = "□"
"""What stands for a character no face has."""

PIECE = 2000
"""Longest piece of a paragraph in characters; reportlab's line breaking grows with the square."""

_SANS_OF = {Face.SERIF: Face.SANS, Face.SERIF_ITALIC: Face.SANS_ITALIC, Face.SERIF_BOLD: Face.SANS_BOLD}


@record
class Run:
    """Consecutive characters set in one face."""

    face: Face
    text: str


class _Drawable(dict[int, int | None]):
    """Translation table that drops what draws nothing; it learns a character when it meets one."""

    def __missing__(self, code: int) -> int | None:
        character = chr(code)
        hidden = code != _NEWLINE and unicodedata.category(character) in ("Cc", "Cf", "Cs")
        self[code] = None if hidden or character in _SELECTORS or _is_noncharacter(code) else code
        return self[code]


def _is_noncharacter(code: int) -> bool:
    """Return whether a code point is none of a character for good; XML forbids some of them."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


_NEWLINE = 10
_LINE_END = frozenset([_NEWLINE])
_SELECTORS = frozenset(map(chr, (0x034F, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_drawable = _Drawable({9: 32, 13: _NEWLINE, 0x2028: _NEWLINE, 0x2029: _NEWLINE})


def clean(text: str) -> str:
    """Return text in NFC without controls, direction marks and other characters that draw nothing."""
    if text.isascii() and text.isprintable():
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    return unicodedata.normalize("NFC", text.translate(_drawable))


def breaks_anywhere(text: str) -> bool:
    """Return whether a text holds Chinese, Japanese or Korean long enough to need a break without a space."""
    if text.isascii() or max(text) < _FIRST_HAN:
        return False
    return bool(_han_run().search(text))


_FIRST_HAN = "\u2e80"


@cache
def _han_run() -> re.Pattern[str]:
    han = "[\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
    return re.compile(han + r"\S{7,}")


@lru_cache(maxsize=8192)
def face_for(character: str, face: Face) -> Face | None:
    """Return the face to take a character from: the wanted one, its sans, the Han face, or None."""
    code = ord(character)
    for candidate in (face, _SANS_OF.get(face)):
        if candidate is not None and code in glyphs(candidate):
            return candidate
    # The Han face costs 150 ms to read, so it is asked only beyond the Latin, Greek and Cyrillic blocks.
    if code >= 0x2000 and code in glyphs(Face.HAN):
        return Face.HAN
    return None


def runs(text: str, face: Face, missing: set[str] | None = None) -> list[Run]:
    """Split one line of clean text into runs of one face each.

    Args:
        text: Text as `clean` returns it.
        face: The face it should be set in.
        missing: Collects the characters no face has; they are drawn as a small square.
    """
    if not text:
        return []
    if {*map(ord, text)} - _LINE_END <= glyphs(face):
        return [Run(face, text)]
    found: list[tuple[Face, list[str]]] = []
    for character in text:
        if character == "\n":
            chosen: Face | None = found[-1][0] if found else face
        else:
            chosen = face_for(character, face)
        if chosen is None:
            if missing is not None:
                missing.add(character)
            chosen, character = Face.SANS, MISSING
        if found and (found[-1][0] is chosen or (character == " " and found[-1][0] is not Face.HAN)):
            found[-1][1].append(character)
        else:
            found.append((chosen, [character]))
    return [Run(chosen, "".join(characters)) for chosen, characters in found]


def text_width(text: str, face: Face, size: float) -> float:
    """Return the width in points of one line, fallback faces included."""
    return sum(width(run.text, run.face, size) for run in runs(clean(text), face))


@dataclass(slots=True)
class TextDoor:
    """Turns text from people into reportlab markup, and remembers what could not be drawn.

    Attributes:
        missing: Characters no face has, met so far.
    """

    missing: set[str] = field(default_factory=set)

    def markup(self, text: str, face: Face) -> str:
        """Return markup that prints a text literally; line ends become line breaks."""
        use(face)
        parts = []
        for run in runs(clean(text), face, self.missing):
            safe = escape(run.text, quote=False).replace("\n", "<br/>")
            parts.append(safe if run.face is face else f'<font name="{use(run.face)}">{safe}</font>')
        return "".join(parts)

    def note(self, *texts: str) -> None:
        """Remember what cannot be drawn of texts that reach the page through a chart."""
        for text in texts:
            runs(clean(text), Face.SANS, self.missing)


def pieces(text: str, limit: int = PIECE) -> list[str]:
    """Split a long text into pieces at line ends, else at spaces, else anywhere.

    Args:
        text: Clean text of any length.
        limit: Most characters of a piece.

    Returns:
        Pieces that joined give the text, but for the white space at the cuts.
    """
    found = []
    rest = text.strip()
    while len(rest) > limit:
        window = rest[:limit]
        cut = max(window.rfind("\n"), window.rfind(" "))
        if cut <= limit // 2:
            cut = max((window.rfind(mark) for mark in "。、，．！？"), default=-1) + 1 or limit
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest:
        found.append(rest)
    return found


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, split at line ends; empty ones are left out."""
    return [line.strip() for line in clean(text).split("\n") if line.strip()]


def shorten(text: str, face: Face, size: float, room: float, *, ends: bool = False) -> str:
    """Return one line of text that fits a width in points, with an ellipsis where it was cut.

    Args:
        text: The text.
        face: Its face.
        size: Its size in points.
        room: The width.
        ends: Cut in the middle and keep the end, too, where names differ.
    """
    text = " ".join(clean(text).split())
    if text_width(text, face, size) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(_cut(text, middle, ends=ends), face, size) <= room:
            low = middle
        else:
            high = middle - 1
    return _cut(text, low, ends=ends)


def _cut(text: str, kept: int, *, ends: bool) -> str:
    """Return so many characters of a text, all from its start or a third of them from its end."""
    last = kept // 3 if ends else 0
    return text[: kept - last].rstrip() + "…" + (text[-last:].lstrip() if last else "")


def brief(text: str, most: int) -> str:
    """Return a text on one line, cut at a word with an ellipsis where it has more than so many characters.

    For names and headings, which cannot be broken over pages.
    """
    text = " ".join(clean(text).split())
    if len(text) <= most:
        return text
    cut = text[:most].rsplit(" ", 1)[0] if " " in text[most // 2 : most] else text[:most]
    return f"{cut.rstrip()}…"


def wrap(text: str, face: Face, size: float, room: float, most: int, *, ends: bool = False) -> list[str]:
    """Break a text into at most so many lines of a width; the last one is shortened if need be.

    Args:
        text: Any text.
        face: Face it is set in.
        size: Size in points.
        room: Width of a line in points.
        most: Most lines.
        ends: Keep the end of the last line, too, where it is shortened.
    """
    words = clean(text).split()
    lines: list[str] = []
    while words and len(lines) < most - 1:
        line = words[0]
        taken = 1
        while taken < len(words) and text_width(f"{line} {words[taken]}", face, size) <= room:
            line = f"{line} {words[taken]}"
            taken += 1
        if len(line) > 1 and text_width(line, face, size) > room:
            cut = _fitting(line, face, size, room)
            if (hyphen := line.rfind("-", 1, cut)) > 0:  # a long compound breaks where it is joined
                cut = hyphen + 1
            words[0] = line[cut:]
            lines.append(line[:cut])
            continue
        lines.append(line)
        words = words[taken:]
    if words:
        lines.append(shorten(" ".join(words), face, size, room, ends=ends))
    return lines


def _fitting(word: str, face: Face, size: float, room: float) -> int:
    """Return how many letters of a word that is too long fit a width; at least one, and never all.

    It looks at as much of the word as a line or two hold, so that a very long word takes no longer.
    """
    low, high = 1, 2
    while high < len(word) and text_width(word[:high], face, size) <= room:
        low, high = high, high * 2
    high = min(high, len(word))
    while high - low > 1:
        middle = (low + high) // 2
        if text_width(word[:middle], face, size) <= room:
            low = middle
        else:
            high = middle
    return low
