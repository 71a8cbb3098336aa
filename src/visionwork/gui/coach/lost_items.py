"""What a later text lost, sentence by sentence of the tested draft."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from visionwork.domain.drift import PEOPLE, Drift, Promise, PromiseReading, PromiseState
from visionwork.domain.findings import Findings
from visionwork.domain.layout import plain_words
from visionwork.domain.stakeholders import Span, Stakeholder


@dataclass(frozen=True, slots=True)
class LostItem:
    """A passage of the tested draft that is gone, or a promise that may be.

    Attributes:
        text: The tested sentence.
        stakeholders: Whom it speaks of, among those who lost something.
        promise: The promise that is asked about; None for a passage that is lost.
        where: For a promise, the words to look at first, as indices of the later text.
        comments: How many comments that may be shown quote it; None when that is not known.
        still_named: Whether a promise is lost although everyone it was made to is still named.
        in_other_words: Lost promises of a passage that may stand in words the coach does not recognise;
            somebody can show where.
        left_out: For a promise that is asked about, why it was left out of an earlier wording; "" where
            nobody said so.
    """

    text: str
    stakeholders: tuple[Stakeholder, ...] = ()
    promise: Promise | None = None
    where: Span | None = None
    comments: int | None = None
    still_named: bool = False
    in_other_words: tuple[Promise, ...] = ()
    left_out: str = ""

    @property
    def asked(self) -> bool:
        """Whether it is asked about rather than lost."""
        return self.promise is not None

    @property
    def promises(self) -> tuple[Promise, ...]:
        """The promises that somebody can show in the later text."""
        return (self.promise,) if self.promise is not None else self.in_other_words


def lost_items(drift: Drift, before: Findings, after: str) -> tuple[LostItem, ...]:
    """Return what names lost groups, then lost promises to the others, then what to ask about.

    Each in the order of the tested draft. A sentence that names a lost group, or holds a lost promise, is
    shown once, with everyone it is about; one that still stands in the later text is left out.

    Args:
        drift: What was lost.
        before: What was found in the tested draft.
        after: The later text.
    """
    still_there = plain_words(after)
    passages: dict[str, set[Stakeholder]] = {}
    promised: dict[str, list[Promise]] = {}
    for who in drift.lost_people:
        for span in before.of(who).spans:
            _add(passages, sentence_at(before, span.start), {who})
    for reading in drift.readings(PromiseState.LOST):
        if reading.promise.to_people:
            sentence = sentence_of(before, reading.promise.text)
            _add(passages, sentence, set(reading.promise.stakeholders))
            promised.setdefault(sentence, []).append(reading.promise)
    lost = [
        _lost(
            text, people, promised.get(text, ()), still_named=bool(people) and people.isdisjoint(drift.lost)
        )
        for text, people in passages.items()
        if plain_words(text) not in still_there
    ]
    lost.sort(key=lambda item: (item.still_named or not item.stakeholders, _order(before, item.text)))
    return (*lost, *(_asked(reading) for reading in drift.readings(PromiseState.ASK)))


def in_shown_order(items: Sequence[LostItem], shown: Sequence[LostItem]) -> tuple[LostItem, ...]:
    """Return items in the places they are shown at already, so that no button comes under a hand.

    Where one comes that is not shown yet, all stand in their own order.

    Args:
        items: What is to be shown, in its own order.
        shown: What is shown; a promise that was asked about and is lost now keeps its place.
    """
    texts = [plain_words(item.text) for item in shown]

    def place(item: LostItem) -> int:
        text = plain_words(item.text)
        same = (number for number, other in enumerate(texts) if other in text or text in other)
        return next(same, len(texts))

    if any(place(item) == len(texts) for item in items):
        return tuple(items)
    return tuple(sorted(items, key=place))


class Quotes:
    """How many comments quote a sentence; each sentence is looked for once.

    Args:
        comments: Comments that may be shown.
    """

    def __init__(self, comments: Iterable[str]) -> None:
        self._runs = [_runs(comment) for comment in comments]
        self._counts: dict[str, int] = {}

    def count(self, sentence: str) -> int | None:
        """Return how many comments share three words in a row with a sentence; None without comments."""
        if not self._runs:
            return None
        if sentence not in self._counts:
            wanted = _runs(sentence)
            self._counts[sentence] = sum(not wanted.isdisjoint(runs) for runs in self._runs)
        return self._counts[sentence]


def sentence_at(findings: Findings, index: int) -> str:
    """Return the sentence of a text in which a character stands."""
    for sentence in findings.coverage.sentences:
        if sentence.start <= index < sentence.end:
            return sentence.text
    return ""


def sentence_of(findings: Findings, words: str) -> str:
    """Return the sentence that holds some words, or the words where no sentence does."""
    wanted = plain_words(words)
    for sentence in findings.coverage.sentences:
        if wanted in plain_words(sentence.text):
            return sentence.text
    return words


def _lost(
    text: str, people: Collection[Stakeholder], promises: Sequence[Promise], *, still_named: bool
) -> LostItem:
    whom = tuple(who for who in PEOPLE if who in people)
    return LostItem(
        text, whom, still_named=still_named, in_other_words=tuple(promises) if still_named else ()
    )


def _asked(reading: PromiseReading) -> LostItem:
    return LostItem(reading.promise.text, reading.promise.stakeholders, reading.promise, reading.where)


def _add(passages: dict[str, set[Stakeholder]], text: str, people: set[Stakeholder]) -> None:
    if text:
        passages.setdefault(text, set()).update(people)


def _order(before: Findings, text: str) -> int:
    place = before.text.find(text)
    return place if place >= 0 else len(before.text)


_RUN = 3
"""How many words in a row a comment shares with a sentence to quote it."""


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    stripped = (word.strip("“”\"'’‘.,;:!?…()-–").casefold() for word in text.split())
    words = [word for word in stripped if word]
    return frozenset(tuple(words[place : place + _RUN]) for place in range(len(words) - _RUN + 1))
