"""Which groups of people a text names, sentence by sentence.

Made for precision: a group counts when its name stands there and it is ours ("our employees", not "companies
and their employees"), and is not ruled out ("rather than our clients").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from visionwork.coach.lexicon import Lexicon, default_lexicon, house_patterns
from visionwork.coach.sentences import Sentence, sentences
from visionwork.domain.coverage import COVERED_KINDS, Coverage, Mention, SentenceCoverage
from visionwork.domain.groups import GroupKind, HouseWord

_OWN_PEOPLE = (GroupKind.EMPLOYEES, GroupKind.MANAGERS, GroupKind.EXECUTIVES)
_NEVER_OURS = re.compile(r"\byour\b", re.IGNORECASE)
_FEW_WORDS, _COMMON_SHARE = 6, 0.15
_POSSESSIVE = re.compile(r"['’]s?$")


def coverage(
    text: str,
    house_words: Mapping[GroupKind, HouseWord],
    organisation: str = "",
    lexicon: Lexicon | None = None,
) -> Coverage:
    """Return who is in a text.

    Args:
        text: A statement or a view, in any state of writing.
        house_words: The workshop's own words for its groups; they count beside the language's.
        organisation: Name of the organisation, which counts as "we".
        lexicon: Words of the language; the English ones when None.

    Returns:
        Sentences with the groups they name; indices count characters of `text`.
    """
    reader = _Reader(lexicon or default_lexicon(), house_words, organisation)
    read: list[SentenceCoverage] = []
    for sentence in sentences(text, reader.lexicon.abbreviations):
        read.append(reader.read(sentence, read[-1] if read else None))
    return Coverage(text, tuple(read), _understood(text, reader.lexicon))


def _understood(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text is in the language of the words, as far as that can be told from so few."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    letters = "".join(words)
    if 2 * sum(letter < "\u0250" for letter in letters) < len(letters):
        return False  # another script than the Latin one
    if len(words) < _FEW_WORDS:
        return True
    return sum(word in lexicon.common for word in words) >= len(words) * _COMMON_SHARE


class _Reader:
    """Reads sentences with one set of words."""

    def __init__(
        self, lexicon: Lexicon, house_words: Mapping[GroupKind, HouseWord], organisation: str
    ) -> None:
        self.lexicon = lexicon
        self._house = [
            (kind, pattern) for kind, pattern in house_patterns(house_words) if kind in COVERED_KINDS
        ]
        self._organisation = _name_pattern(organisation)

    def read(self, sentence: Sentence, before: SentenceCoverage | None) -> SentenceCoverage:
        """Return a sentence with the groups it names; the one before it explains a "they"."""
        mentions: list[Mention] = []
        for kind, start, end in _without_overlaps(self._candidates(sentence.text)):
            if self._counts(sentence.text, kind, start, mentions, sentence.start):
                words = sentence.text[start:end]
                mentions.append(Mention(kind, sentence.start + start, sentence.start + end, words))
        if not mentions and before is not None and len(before.kinds) == 1:
            mentions = self._meant_by_pronoun(sentence, before.kinds[0])
        return SentenceCoverage(
            sentence.start,
            sentence.end,
            sentence.text,
            tuple(mentions),
            self._speaks_for_us(sentence.text),
            sentence.starts_paragraph,
        )

    def _candidates(self, text: str) -> Iterator[tuple[GroupKind, int, int, bool]]:
        for kind, pattern in self._house:
            for match in pattern.finditer(text):
                yield kind, match.start(), match.end(), True
        for group in self.lexicon.groups:
            ruled_out = [m.span() for m in group.unless.finditer(text)] if group.unless else []
            for match in group.match.finditer(text):
                if not any(start < match.end() and match.start() < end for start, end in ruled_out):
                    yield group.kind, match.start(), match.end(), False

    def _counts(self, text: str, kind: GroupKind, start: int, mentions: list[Mention], offset: int) -> bool:
        before = text[:start]
        if self.lexicon.not_them.search(before):
            return False
        nearest = mentions[-1] if mentions else None
        other = self.lexicon.others.search(before)
        if other is not None:
            ours = nearest is not None and nearest.kind in _OWN_PEOPLE
            return ours and not _NEVER_OURS.search(other[0])
        if nearest is not None and kind in _OWN_PEOPLE and nearest.kind not in _OWN_PEOPLE:
            gap = before[nearest.end - offset :]
            return not (_POSSESSIVE.search(nearest.text) and len(gap.split()) <= 1)
        return True

    def _meant_by_pronoun(self, sentence: Sentence, kind: GroupKind) -> list[Mention]:
        first = re.match(r"\w+", sentence.text)
        if first is None or first[0].lower() not in self.lexicon.they:
            return []
        start = sentence.start
        return [Mention(kind, start, start + len(first[0]), first[0], by_pronoun=True)]

    def _speaks_for_us(self, text: str) -> bool:
        if self.lexicon.us.search(text):
            return True
        return self._organisation is not None and bool(self._organisation.search(text))


def _without_overlaps(
    candidates: Iterator[tuple[GroupKind, int, int, bool]],
) -> list[tuple[GroupKind, int, int]]:
    """Keep the house's words before the language's, and the longer of two that overlap; in order."""
    kept: list[tuple[GroupKind, int, int]] = []
    for kind, start, end, _ in sorted(candidates, key=lambda c: (not c[3], c[1] - c[2], c[1])):
        if all(end <= first or last <= start for _, first, last in kept):
            kept.append((kind, start, end))
    return sorted(kept, key=lambda item: item[1])


def _name_pattern(organisation: str) -> re.Pattern[str] | None:
    name = organisation.strip()
    if not name:
        return None
    first = name.split()[0]
    names = {name, first} if len(first) >= 4 else {name}
    return re.compile("|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in sorted(names, key=len)[::-1]))
