"""What several rules ask of a place in a text: is it refused, whose is it, what stands near."""

from __future__ import annotations

from collections.abc import Sequence

from visionwork.coach.matching import Ground, Hit, PatternIndex
from visionwork.coach.patterns import Pattern
from visionwork.coach.rules import Language, Matcher, Whose

_NEGATION_REACH = 3
"""Words between a refusal and what it refuses: "not for the sake of profit"."""

_POSSESSOR_REACH = 3
"""Words between a possessor and what is theirs: "their most experienced staff"."""


class Surroundings:
    """Answers questions about the places of one text; what holds for all of it is read once.

    Args:
        ground: The words of the text.
        language: The words of its language.
        indexes: Patterns of the language, ready to use.
    """

    def __init__(self, ground: Ground, language: Language, indexes: LanguageIndexes) -> None:
        self._tokens = ground.tokens
        self._language = language
        allowed = {
            number for _, hit in indexes.unnegation.hits(ground) for number in range(hit.first, hit.last)
        }
        refusals = [hit for _, hit in indexes.negation.hits(ground)]
        self._refused_from = [
            hit.last for hit in refusals if not any(n in allowed for n in range(hit.first, hit.last))
        ]
        self._not_people_from = [hit.last for _, hit in indexes.not_people.hits(ground)]
        self._theirs_from = [hit.last for _, hit in indexes.other_owners.hits(ground)]

    def refused(self, first: int) -> bool:
        """Return whether the words before a token refuse it, as in "not for profit"."""
        return self._reached(self._refused_from, first)

    def ruled_out(self, first: int) -> bool:
        """Return whether the words before people rule them out, as in "rather than our clients"."""
        return self._reached(self._not_people_from, first)

    def theirs(self, first: int, *, reach: int = _POSSESSOR_REACH) -> bool:
        """Return whether a thing is somebody else's: theirs, yours or a client's.

        Args:
            first: Number of the thing's first token.
            reach: How many words may stand between.
        """
        language = self._language
        if self._tokens[first].word in language.us:
            return False
        for place in range(first - 1, max(-1, first - 2 - reach), -1):
            token = self._tokens[place]
            if self._tokens[place + 1].gap:
                break
            if token.word in language.own:
                return False
            if token.word in language.others:  # "a company whose employees" are its own
                return not (place and self._tokens[place - 1].word in language.own)
            if token.possessive and not token.capital:
                return True
            if token.word in language.stops:
                break
        return self.in_others_clause(first)

    def in_others_clause(self, first: int) -> bool:
        """Return whether a clause before speaks of helping others with something, as in "help firms grow"."""
        own = self._language.own
        for start in self._theirs_from:
            if start <= first and not self._clause_ends(start, first + 1, 1):
                between = self._tokens[start:first]
                if not any(token.word in own for token in between):
                    return True
        return False

    def _reached(self, ends: Sequence[int], first: int) -> bool:
        return any(
            end <= first <= end + _NEGATION_REACH and not self._clause_ends(end, first + 1, 1) for end in ends
        )

    def _clause_ends(self, start: int, end: int, least: int) -> bool:
        return any(token.gap >= least for token in self._tokens[start:end])


class LanguageIndexes:
    """Indexes over the patterns that belong to a language rather than to a rule.

    Args:
        language: Its words, as the rules know them.
    """

    def __init__(self, language: Language) -> None:
        self.negation = _index(language.negation)
        self.unnegation = _index(language.unnegation)
        self.not_people = _index(language.not_people)
        self.other_owners = _index(language.other_owners)


def _index(patterns: Sequence[Pattern]) -> PatternIndex:
    return PatternIndex((0, pattern) for pattern in patterns)


class Finder:
    """Finds where rules hold, with all their conditions.

    Args:
        rules: What every rule has, in the order that their numbers are given back in.
    """

    def __init__(self, rules: Sequence[Matcher]) -> None:
        self._rules = tuple(rules)
        self._index = PatternIndex((n, p) for n, rule in enumerate(rules) for p in rule.match)
        self._unless = {n: _index(rule.unless) for n, rule in enumerate(rules) if rule.unless}
        self._needs = {
            n: [(_index([need.pattern]), need.within) for need in rule.needs]
            for n, rule in enumerate(rules)
            if rule.needs
        }

    def find(self, ground: Ground, around: Surroundings) -> list[tuple[int, Hit]]:
        """Return the rules that hold, by number, and where; in the order of the text."""
        ruled_out: dict[int, list[Hit]] = {}
        found: list[tuple[int, Hit]] = []
        for number, hit in self._index.hits(ground):
            rule = self._rules[number]
            if rule.unless:
                if number not in ruled_out:
                    ruled_out[number] = [h for _, h in self._unless[number].hits(ground)]
                if any(other.first < hit.last and hit.first < other.last for other in ruled_out[number]):
                    continue
            if rule.negatable and around.refused(hit.first):
                continue
            if rule.whose is Whose.OURS and around.theirs(hit.first):
                continue
            if all(_near(index, within, ground, hit) for index, within in self._needs.get(number, ())):
                found.append((number, hit))
        return found


def _near(index: PatternIndex, within: int | None, ground: Ground, hit: Hit) -> bool:
    sentence = ground.tokens[hit.first].sentence
    for _, other in index.hits(ground):
        if ground.tokens[other.first].sentence != sentence:
            continue
        if other.first < hit.last and hit.first < other.last:
            continue
        distance = hit.first - other.last if other.last <= hit.first else other.first - hit.last
        if within is None or distance < within:
            return True
    return False
