"""The coach: reads a text and returns what it found."""

from __future__ import annotations

from functools import cache

from visionwork.coach.coverage import coverage
from visionwork.coach.lexicon import Lexicon, default_lexicon
from visionwork.domain.findings import Findings, Presence, Span, Stakeholder, StakeholderFinding
from visionwork.domain.vocabulary import Vocabulary


class Coach:
    """Reads texts with the rules of one language.

    Args:
        lexicon: The words that name people.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def read(self, text: str, vocabulary: Vocabulary | None = None) -> Findings:
        """Return what was found in a text, hints and silenced marks included.

        Args:
            text: A statement or a view, in any state of writing.
            vocabulary: The words of the house; none when None.
        """
        words = vocabulary or Vocabulary()
        covered = coverage(text, words.house_words, words.organisation, self._lexicon)
        people = []
        for who in Stakeholder:
            kind = who.group_kind
            mentions = covered.mentions_of(kind) if kind is not None else ()
            state = Presence.NAMED if mentions else Presence.ABSENT
            people.append(StakeholderFinding(who, state, tuple(Span(m.start, m.end) for m in mentions)))
        return Findings(text, tuple(people), coverage=covered)


@cache
def default_coach(language: str = "en") -> Coach:
    """Return the coach for a language; the English one where there are no rules for it."""
    return Coach(default_lexicon(language))
