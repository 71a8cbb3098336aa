"""Splits a text into words with their place, base form and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Collection

from visionwork.coach.lemmas import Lemmas
from visionwork.coach.sentences import Sentence, sentences
from visionwork.domain.records import record

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`][^\W_]+)*['’](?=\W|$)|[^\W_]+(?:['’ʼ`][^\W_]+)*|[&$€£%#]")
_HARD = re.compile(r"[.;:!?…•·|]")
_SOFT = re.compile(r"[,()\[\]\"“”«»–—/*]|(?<=\s)-+(?=\s)|--")
_POSSESSIVE = re.compile(r"['’ʼ`](?:s)?$", re.IGNORECASE)
_SYMBOLS = {"&": "and"}


@record
class Token:
    """A word of a text.

    Attributes:
        start: Index of its first character in the whole text.
        end: Index after its last character.
        word: The word in small letters, without a possessive ending.
        keys: What a pattern can know it by: the word, its base form, and the word marked as exact with "=".
        gap: What stands before it: 0 only space or a hyphen, 1 a comma or the like, 2 the end of a clause, 3
            the end of a sentence.
        sentence: Number of its sentence in the text.
        possessive: Whether it says that the next thing is theirs.
        capital: Whether it begins with a capital letter.
    """

    start: int
    end: int
    word: str
    keys: tuple[str, ...]
    gap: int
    sentence: int
    possessive: bool
    capital: bool


@record
class Reading:
    """A text cut into sentences and words.

    Attributes:
        text: The text; every index counts its characters.
        sentences: Its sentences in order.
        tokens: Its words in order.
    """

    text: str
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]

    def words(self, first: int, last: int) -> str:
        """Return the text from one token up to another, the last one excluded."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]


def read_tokens(
    text: str, lemmas: Lemmas, abbreviations: Collection[str], acronyms: Collection[str] = ()
) -> Reading:
    """Cut a text into sentences and words.

    Args:
        text: Any text.
        lemmas: Gives the base form of a word.
        abbreviations: Words in small letters whose full stop ends no sentence.
        acronyms: Words that mean something else in capitals, such as "IT"; they keep them.
    """
    parts = sentences(text, abbreviations)
    tokens: list[Token] = []
    for number, part in enumerate(parts):
        shouted = part.text.isupper()
        end = part.start
        for match in _WORD.finditer(text, part.start, part.end):
            between = text[end : match.start()]
            gap = 3 if end == part.start else 0
            abbreviated = between.strip() == "." and tokens and tokens[-1].word in abbreviations  # "No. 1"
            if not abbreviated and between.strip():
                gap = max(gap, 2 if _HARD.search(between) else 1 if _SOFT.search(between) else 0)
            tokens.append(_token(match, gap, number, lemmas, () if shouted else acronyms))
            end = match.end()
    return Reading(text, parts, tuple(tokens))


def _token(match: re.Match[str], gap: int, sentence: int, lemmas: Lemmas, acronyms: Collection[str]) -> Token:
    raw = match[0]
    possessive = _POSSESSIVE.search(raw)
    stem = raw[: possessive.start()] if possessive else raw
    word = _SYMBOLS.get(stem) or (stem if stem in acronyms else stem.lower().replace("’", "'"))
    keys = lemmas.keys(word)
    end = match.end()
    if raw[-1] in "'’":  # a closing quotation mark looks like the possessive of a plural
        end, possessive = (end, possessive) if stem[-1:].lower() == "s" else (end - 1, None)
    return Token(match.start(), end, word, keys, gap, sentence, possessive is not None, stem[:1].isupper())
