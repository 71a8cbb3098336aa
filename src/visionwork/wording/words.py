"""A text cut into words, with the places where they stand.

Chinese, Japanese and Korean stand without spaces: each of their characters is a word.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate, compress, count
from operator import add
from typing import NamedTuple

_CJK = "\u3001-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uff00-\uffef"
"""Characters that stand without spaces, with their punctuation."""

_CJK_LETTERS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"

_FIRST_CJK = "\u3001"

_FINE_CHUNKS = re.compile(r"(?:[^\W_]+(?:['’\-][^\W_]+)*|\S)\s*")

_COUNTED = re.compile(r"\S*[^\W_]\S*")

_OTHER_SPACES = (
    "\n\t\xa0\u202f\u3000\r\v\f\x1c\x1d\x1e\x1f\x85\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u205f"
)
"""Every character `str.split` cuts at, but the space itself."""


class _CjkPatterns(NamedTuple):
    """How text that has characters without spaces is cut.

    Attributes:
        any: One such character.
        chunks: Words and single characters, with the spaces behind.
        fine_chunks: The same, and punctuation by itself.
        counted: What counts as a word.
    """

    any: re.Pattern[str]
    chunks: re.Pattern[str]
    fine_chunks: re.Pattern[str]
    counted: re.Pattern[str]


class Words(NamedTuple):
    """A text cut into words.

    Attributes:
        text: The text.
        keys: The words without spaces.
        starts: Where each word starts, in characters, and last the length of the text.
    """

    text: str
    keys: list[str]
    starts: list[int]


def cut(text: str) -> Words:
    """Cut a text at spaces, and around characters that stand without spaces."""
    if _has_cjk(text):
        return _located(text, _cjk_patterns().chunks.findall(text))
    even = text
    for space in _OTHER_SPACES:
        if space in even:
            even = even.replace(space, " ")
    parts = even.split(" ")
    lengths = list(map(len, parts))
    starts = list(map(add, accumulate(lengths, initial=0), count()))
    if 0 in lengths:  # two spaces leave an empty part between them
        parts = list(compress(parts, lengths))
        starts = list(compress(starts, lengths))
        starts.append(0)
    starts[-1] = len(text)
    return Words(text, parts, starts)


def cut_finely(text: str) -> Words:
    """Cut a text at spaces and around every punctuation mark."""
    chunks = _cjk_patterns().fine_chunks if _has_cjk(text) else _FINE_CHUNKS
    return _located(text, chunks.findall(text))


def word_count(text: str) -> int:
    """Return how many words a text has that somebody would read out.

    Punctuation standing alone is no word, other than for `domain.drafts.word_count`. Chinese, Japanese and
    Korean characters count one each.
    """
    counted = _cjk_patterns().counted if _has_cjk(text) else _COUNTED
    return len(counted.findall(text))


def _has_cjk(text: str) -> bool:
    """Return whether a text has characters that stand without spaces."""
    if text.isascii() or max(text) < _FIRST_CJK:
        return False
    return _cjk_patterns().any.search(text) is not None


@cache
def _cjk_patterns() -> _CjkPatterns:
    """Compile them when a text may need them: ranges this wide take 10 ms each."""
    return _CjkPatterns(
        re.compile(f"[{_CJK}]"),
        re.compile(rf"(?:[{_CJK}]|[^\s{_CJK}]+)\s*"),
        re.compile(rf"(?:[{_CJK}]|[^\W_{_CJK}]+(?:['’\-][^\W_{_CJK}]+)*|\S)\s*"),
        re.compile(rf"[{_CJK_LETTERS}]|[^\s{_CJK}]*[^\W_{_CJK}][^\s{_CJK}]*"),
    )


def _located(text: str, chunks: list[str]) -> Words:
    """Find the places of words that were cut with the spaces behind them."""
    keys = [chunk.rstrip() for chunk in chunks]
    lead = len(text) - len(text.lstrip())
    starts = list(accumulate(map(len, chunks), initial=lead))
    return Words(text, keys, starts)
