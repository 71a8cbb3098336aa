"""Whether later words that hold those of a promise still mean it: not refused, made smaller or put off."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import Enum
from itertools import pairwise

from visionwork.domain.records import record

_SAME_LENGTH = 0.02
_MOST_BETWEEN = 1
"""New words that may stand among those of a promise that lost its "never" and is still the very same."""

_MOST_DIGITS = 9

_NEAR = 2
"""How many words a number stands before its unit at most: "two working days"."""


class Turn(Enum):
    """What later words do with a promise."""

    NONE = "none"
    DOUBTFUL = "doubtful"
    REVERSED = "reversed"


@record
class Word:
    """A word of a text.

    Attributes:
        forms: Itself and its base form, in small letters.
        key: What stands for it in one spelling; empty for a word that carries nothing.
        clause: Number of the clause it stands in.
        start: Index of its first character in the text.
    """

    forms: tuple[str, ...]
    key: str
    clause: int
    start: int = 0


@record
class TurningWords:
    """Words that change what the others promise; see resources/coach/en/drift.toml.

    Attributes:
        refusing: Words that turn a sentence round.
        denying: Verbs and others that do so for what follows them: "refuse".
        doubtful: Words after which a vanished "never" need not be a reversal.
        hedging: Words that make a promise smaller.
        narrowing: Words that make the number of people or times smaller.
        rivals: For a word, the numbers of the sets of words of which one excludes another: "morning".
        earlier: Words before which stands what comes first.
        later: Words before which stands what comes second.
        units: Length of a unit of time in days.
        periods: Words for once in a unit: "daily".
        amounts: What a word before a unit says: a number, or a word such as "same".
        limits: Words that make a time a limit: "within".
    """

    refusing: frozenset[str]
    denying: frozenset[str]
    doubtful: frozenset[str]
    hedging: frozenset[str]
    narrowing: frozenset[str]
    rivals: Mapping[str, frozenset[int]]
    earlier: frozenset[str]
    later: frozenset[str]
    units: Mapping[str, float]
    periods: Mapping[str, str]
    amounts: Mapping[str, str]
    limits: frozenset[str]


class Turning:
    """Compares two runs of words.

    Args:
        words: The words of the language.
    """

    def __init__(self, words: TurningWords) -> None:
        self._words = words
        self._refusing = words.refusing | words.denying
        self._telling = frozenset((*words.units, *words.periods, *self._counting(words)))
        self._smaller = self._refusing | words.hedging | words.narrowing

    @staticmethod
    def _counting(words: TurningWords) -> list[str]:
        """Return the words that count something by themselves."""
        return [word for word, amount in words.amounts.items() if amount[0].isdecimal() and amount != "1"]

    def turn(
        self, wanted: Sequence[Word], found: Sequence[Word], carrying: Collection[str], held: Collection[str]
    ) -> Turn:
        """Return what later words do with a promise whose words they hold.

        Args:
            wanted: The words of the promise.
            found: The sentences of the later text.
            carrying: Keys of the promise without names of groups.
            held: Keys of the later sentences without them.
        """
        vanished, new = self._refusals(wanted, found)
        if vanished and not new and self._same_otherwise(wanted, found, carrying, held, len(vanished)):
            return Turn.REVERSED
        if vanished or not new.isdisjoint(self._words.refusing):
            return Turn.DOUBTFUL
        if self._hedged(wanted, found) or self._narrowed(wanted, found):
            return Turn.DOUBTFUL
        if self._put_off(wanted, found) or self._swapped(wanted, found):
            return Turn.DOUBTFUL
        return Turn.NONE

    def refuses(self, words: Collection[str]) -> bool:
        """Return whether any of some words refuses."""
        return not self._refusing.isdisjoint(words)

    def smaller(self, wanted: Collection[str], around: Collection[str]) -> bool:
        """Return whether words around a promise refuse, hedge or narrow what the earlier ones did not.

        Args:
            wanted: Every word of the earlier sentence.
            around: The words that stand beside it.
        """
        return not self._smaller.intersection(around).issubset(wanted)

    def _refusals(self, wanted: Sequence[Word], found: Sequence[Word]) -> tuple[list[Word], frozenset[str]]:
        """Return the refusing words that vanished, and the forms of those that are new."""
        left = [(place, word) for place, word in enumerate(found) if self._refuses(word)]
        vanished = []
        for place, word in enumerate(wanted):
            if not self._refuses(word):
                continue
            about, following = _clause_keys(wanted, word), _following(wanted, place)
            again = next(
                (
                    one
                    for one in left
                    if (
                        word.forms[-1] == one[1].forms[-1]
                        and (not about or not about.isdisjoint(_clause_keys(found, one[1])))
                    )
                    or (following and following == _following(found, one[0]))
                ),
                None,
            )
            if again is None:
                vanished.append(word)
            else:
                left.remove(again)
        there = _forms(wanted)
        near = self._clauses_with(wanted, found)
        new = [w for _, w in left if there.isdisjoint(w.forms)]
        counted = [w for w in new if not self._words.refusing.isdisjoint(w.forms) or w.clause in near]
        return vanished, _forms(counted)

    def _refuses(self, word: Word) -> bool:
        return not self._refusing.isdisjoint(word.forms)

    def _same_otherwise(
        self,
        wanted: Sequence[Word],
        found: Sequence[Word],
        carrying: Collection[str],
        held: Collection[str],
        gone: int,
    ) -> bool:
        """Return whether nothing but the refusal went: the other words stand there in their order."""
        if gone % 2 == 0 or (_forms(found) - _forms(wanted)) & self._words.doubtful:
            return False
        one = [w.key for w in wanted if w.key in carrying and not self._refuses(w)]
        other = [w.key for w in found if (w.key in held or w.key in carrying) and not self._refuses(w)]
        if not one:
            return False
        if set(one) == set(other):
            return True
        return len(set(one)) > 1 and _run_with_few_between(one, other)

    def _hedged(self, wanted: Sequence[Word], found: Sequence[Word]) -> bool:
        new = _forms(found) - _forms(wanted)
        near = self._clauses_with(wanted, found)
        denied = any(
            w.clause in near and not self._words.denying.isdisjoint(w.forms) and not new.isdisjoint(w.forms)
            for w in found
        )
        return denied or not new.isdisjoint(self._words.hedging)

    def _narrowed(self, wanted: Sequence[Word], found: Sequence[Word]) -> bool:
        """Return whether fewer people or times are meant, or a word became one that excludes it."""
        near = self._clauses_with(wanted, found)
        there, said = _forms(wanted), _forms(found)
        new = _forms([w for w in found if w.clause in near]) - there
        if not new.isdisjoint(self._words.narrowing):
            return True
        rivals = self._words.rivals
        gone = {number for word in there - said for number in rivals.get(word, ())}
        return any(not gone.isdisjoint(rivals.get(word, ())) for word in new)

    def _clauses_with(self, wanted: Sequence[Word], found: Sequence[Word]) -> frozenset[int]:
        """Return the clauses that hold a word of the promise, with those between them."""
        keys = {w.key for w in wanted if w.key}
        held = [w.clause for w in found if w.key in keys]
        return frozenset(range(min(held), max(held) + 1)) if held else frozenset()

    def _put_off(self, wanted: Sequence[Word], found: Sequence[Word]) -> bool:
        """Return whether a time or a number of the promise became another one."""
        times, numbers = self._measures(wanted)
        if not times and not numbers:
            return False
        later_times, later_numbers = self._measures(found)
        for amount, length, limited in times:
            if any(_same_time((amount, length), (a, n)) for a, n, _ in later_times):
                continue
            if limited or later_times:
                return True
        return any(number not in later_numbers for number in numbers)

    def _measures(self, words: Sequence[Word]) -> tuple[list[tuple[str, float, bool]], list[str]]:
        """Return the times, as amount, unit in days and whether it is a limit, and the other numbers."""
        known = self._words
        if self._telling.isdisjoint(forms := _forms(words)) and not any(
            form[0].isdecimal() for form in forms
        ):
            return [], []
        times: list[tuple[str, float, bool]] = []
        used: set[int] = set()
        for place, word in enumerate(words):
            if (
                period := next((known.periods[f] for f in word.forms if f in known.periods), None)
            ) is not None:
                times.append(("1", known.units[period], False))
                continue
            unit = next((known.units[form] for form in word.forms if form in known.units), None)
            if unit is None:
                continue
            amount, at = self._amount(words, place)
            before = words[max(0, at - 1) : at]
            limited = bool(before) and not known.limits.isdisjoint(before[0].forms)
            if amount or limited:
                used.add(at)
                times.append((amount or "some", unit, limited or amount not in ("1", "")))
        numbers = [
            number
            for place, word in enumerate(words)
            if place not in used and (number := self._number(word)) and number != "1" and number[0].isdigit()
        ]
        return times, numbers

    def _amount(self, words: Sequence[Word], unit: int) -> tuple[str, int]:
        """Return how many of a unit are meant, and where that stands; empty when nothing says so."""
        for at in range(unit - 1, max(-1, unit - 1 - _NEAR), -1):
            if amount := self._number(words[at]):
                return amount, at
        return "", unit

    def _number(self, word: Word) -> str:
        digits = word.forms[0]
        if digits.isdecimal() and len(digits) <= _MOST_DIGITS:
            return str(int(digits))
        return next((self._words.amounts[form] for form in word.forms if form in self._words.amounts), "")

    def _swapped(self, wanted: Sequence[Word], found: Sequence[Word]) -> bool:
        """Return whether what came first comes second now."""
        before, after = self._in_time(wanted), self._in_time(found)
        if before is None or after is None:
            return False
        kept = len(before[0] & after[0]) + len(before[1] & after[1])
        return len(before[0] & after[1]) + len(before[1] & after[0]) > kept

    def _in_time(self, words: Sequence[Word]) -> tuple[frozenset[str], frozenset[str]] | None:
        """Return what comes first and what comes second, or None where no word says so."""
        joints = self._words.earlier | self._words.later
        place = next((n for n, w in enumerate(words) if not joints.isdisjoint(w.forms)), None)
        if place is None:
            return None
        joint = words[place]
        opens = place == 0 or words[place - 1].clause != joint.clause
        one = [w.key for w in words[place + 1 :] if not opens or w.clause == joint.clause]
        rest = words if opens else words[:place]
        other = [w.key for w in rest if w.clause != joint.clause or not opens]
        second, first = frozenset(filter(None, one)), frozenset(filter(None, other))
        return (second, first) if not self._words.later.isdisjoint(joint.forms) else (first, second)


def _forms(words: Sequence[Word]) -> frozenset[str]:
    return frozenset(form for word in words for form in word.forms)


def _clause_keys(words: Sequence[Word], refusing: Word) -> frozenset[str]:
    return frozenset(w.key for w in words if w.clause == refusing.clause and w.key and w is not refusing)


def _following(words: Sequence[Word], place: int) -> str:
    """Return the key of the next word that carries something, within the clause."""
    clause = words[place].clause
    return next((w.key for w in words[place + 1 :] if w.key and w.clause == clause), "")


def _run_with_few_between(wanted: Sequence[str], found: Sequence[str]) -> bool:
    """Return whether words stand in their order, with hardly any other between two of them."""
    for start in (place for place, key in enumerate(found) if key == wanted[0]):
        places = [start]
        for key in wanted[1:]:
            following = next((n for n in range(places[-1] + 1, len(found)) if found[n] == key), None)
            if following is None:
                break
            places.append(following)
        if len(places) == len(wanted):
            between = sum(other - one - 1 for one, other in pairwise(places))
            return between <= _MOST_BETWEEN
    return False


def _same_time(one: tuple[str, float], other: tuple[str, float]) -> bool:
    """Return whether two times are the same: 24 hours and a day."""
    if one[0][0].isdigit() and other[0][0].isdigit():
        lengths = int(one[0]) * one[1], int(other[0]) * other[1]
        return abs(lengths[0] - lengths[1]) <= _SAME_LENGTH * max(lengths)
    return one == other
