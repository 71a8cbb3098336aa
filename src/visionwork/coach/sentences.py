"""Splits a text into sentences, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Collection

from visionwork.domain.records import record

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？]+[」』”）]*|\n+")
_WORD_BEFORE = re.compile(r"([^\W\d_](?:\.?[^\W\d_])*)$")

_CLAUSE_ENDS = tuple(".!?…:;")


@record
class Sentence:
    """A sentence without the white space around it.

    Attributes:
        start: Index of its first character in the whole text.
        end: Index after its last character.
        text: Its words.
        starts_paragraph: Whether it begins a line of the text.
    """

    start: int
    end: int
    text: str
    starts_paragraph: bool


def sentences(text: str, abbreviations: Collection[str] = ()) -> tuple[Sentence, ...]:
    """Split a text at the ends of sentences and at line ends.

    A line end before a small letter ends no sentence. A full stop ends none after an abbreviation, after a
    single letter ("J. Smith") or before a small letter.

    Args:
        text: Any text; indices of the result count its characters.
        abbreviations: Words in small letters, without their last full stop.
    """
    found: list[Sentence] = []
    start, starts_paragraph = 0, True
    for end in _END.finditer(text):
        line_end = end[0].startswith("\n")
        if line_end and _is_wrapped(text, end):
            continue
        if not line_end and not _ends_sentence(text, end, abbreviations):
            continue
        piece = _sentence(text, start, end.end(), starts_paragraph)
        if piece is not None:
            found.append(piece)
        starts_paragraph = line_end or (starts_paragraph and piece is None)
        start = end.end()
    last = _sentence(text, start, len(text), starts_paragraph)
    return (*found, last) if last is not None else tuple(found)


def _is_wrapped(text: str, end: re.Match[str]) -> bool:
    """Return whether a sentence goes on after a line end, as in a text that was wrapped by hand."""
    if len(end[0]) > 1 or text[max(0, end.start() - 9) : end.start()].rstrip(" \t")[-1:] in _CLAUSE_ENDS:
        return False
    return text[end.end() : end.end() + 9].lstrip(" \t")[:1].islower()


def _ends_sentence(text: str, end: re.Match[str], abbreviations: Collection[str]) -> bool:
    if not end[0].startswith("."):
        return True
    after = text[end.end() :].lstrip(" \t\"'“‘«([")
    if after[:1].islower():
        return False
    if len(end[0]) > 1 or not after or after.startswith("\n"):
        return True
    word = _WORD_BEFORE.search(text[max(0, end.start() - 20) : end.start()])
    if word is None:
        return True
    initial = len(word[1]) == 1 and word[1].isupper() and word[1] != "I"
    return word[1].lower() not in abbreviations and not initial


def _sentence(text: str, start: int, end: int, starts_paragraph: bool) -> Sentence | None:
    piece = text[start:end]
    inner = piece.strip()
    if not inner:
        return None
    first = start + len(piece) - len(piece.lstrip())
    return Sentence(first, first + len(inner), inner, starts_paragraph)
