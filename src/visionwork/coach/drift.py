"""Compares a later wording with an earlier one: who is gone, which promises are kept, lost or to be asked.

A model that judges whether a meaning survived would be wrong too often and could not say why. So a promise
is looked for by its words. What is found again is kept; what is clearly gone is lost; a person is asked the
rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from visionwork.coach.likeness import Find, Likeness, Passage, default_likeness
from visionwork.coach.turned import Turn, Word
from visionwork.domain.drafts import text_hash
from visionwork.domain.drift import PEOPLE, Drift, Promise, PromiseAnswer, PromiseReading, PromiseState
from visionwork.domain.findings import Findings, Level, Mark, MarkKind
from visionwork.domain.layout import plain_words, same_words
from visionwork.domain.stakeholders import Span, Stakeholder

KEPT_SHARE = 0.7
"""Least share of a promise's words that must be found again for it to be kept without asking."""

NEAR_SHARE = 0.4
"""Below this share nothing near a promise is left."""

RENAMED_SHARE = 0.6
"""Least share of a sentence found again for its group to be there under a word that does not count."""

_UNSPACED_FROM = "\u0e00"
"""From this character on (Thai, later CJK), there are scripts without spaces between words."""

_ACCOUNTED_SHARE = 0.5
"""From this share on, a later clause is an earlier one in other words, and no new promise."""

_MOST_OTHERS = 2
"""New words in a clause that holds the only word of a promise."""

_FEW_WORDS = 2
"""A promise of so few words may hide behind one synonym."""


def compare(
    before: Findings,
    after: Findings,
    promises: Iterable[Promise],
    answers: Iterable[PromiseAnswer] = (),
    *,
    before_draft: int | None = None,
    likeness: Likeness | None = None,
) -> Drift:
    """Return what a later wording lost and gained.

    Args:
        before: What the coach read in the earlier text, with flips applied.
        after: What it read in the later one.
        promises: Promises of the earlier text, in order.
        answers: What people said about them; those for other wordings are passed over.
        before_draft: Id of the earlier draft, or None for a loose text.
        likeness: Finds passages again in the texts' language; in English when None.
    """
    promises = tuple(promises)
    comparison = _Comparison(before, after, likeness or default_likeness())
    said = {answer.promise_id: answer for answer in answers if answer.sha256 == text_hash(after.text)}
    readings = tuple(
        _answered(promise, said[promise.id], after.text)
        if promise.id in said and promise.id
        else comparison.read(promise)
        for promise in promises
    )
    lost = comparison.lost_groups(readings)
    lost_promise = any(r.state is PromiseState.LOST and r.promise.to_people for r in readings)
    return Drift(
        before_draft,
        lost,
        tuple(who for who in Stakeholder if who in after.named - before.named),
        readings,
        _added_marks(before, after),
        any(who in PEOPLE for who in lost) or lost_promise,
    )


class _Comparison:
    """Two texts, cut into sentences once."""

    def __init__(self, before: Findings, after: Findings, likeness: Likeness) -> None:
        self._texts = before, after
        self._understood = after.understood
        self._likeness = likeness
        self._words = likeness.words
        self._same = same_words(before.text, after.text)
        self._before = self._likeness.sentences(before)
        self._after = self._likeness.sentences(after)
        self._plain_after = _folded(after.text)
        self._plain_sentences = [_folded(sentence.span.of(after.text)) for sentence in self._after.passages]
        self._sentences_before = {_folded(s.span.of(before.text)) for s in self._before.passages}
        self._gone = before.named - after.named
        self._new: Sequence[frozenset[Stakeholder]] | None = None

    def lost_groups(self, readings: Iterable[PromiseReading]) -> tuple[Stakeholder, ...]:
        """Return who is named in the earlier text only; not those who seem to have a new name.

        Args:
            readings: What became of the promises: whose promise somebody has said is gone, has no new name.
        """
        if self._same or not self._understood:
            return ()
        told = [r.promise.stakeholders for r in readings if r.answered and r.state is PromiseState.LOST]
        gone = frozenset().union(*(people for people in told if self._gone.issuperset(people)))
        return tuple(w for w in Stakeholder if w in self._gone and (w in gone or not self._renamed(w)))

    def read(self, promise: Promise) -> PromiseReading:
        """Return what became of a promise, as far as words can tell."""
        verbatim = self._verbatim(promise)
        if verbatim is not None:
            state = PromiseState.ASK if self._made_smaller(promise, verbatim) else PromiseState.KEPT
            return PromiseReading(promise, state, verbatim)
        wanted = self._passage(promise)
        if not wanted.content or not self._understood:
            return self._asked_or_lost(promise, wanted)
        gone = bool(promise.stakeholders) and self._gone.issuperset(promise.stakeholders)
        holders = () if gone else self._holders(promise, wanted, KEPT_SHARE)
        turns = [(self._turn(promise, wanted, found), found) for found in holders]
        for turn, found in turns:
            if turn is Turn.NONE and self._is_to(promise, found) and self._is_close(promise, wanted, found):
                return PromiseReading(promise, PromiseState.KEPT, found.span)
        if not gone and self._likeness.turning.refuses(wanted.words) and self._is_reversed(promise, wanted):
            return PromiseReading(promise, PromiseState.LOST)
        if turns:
            return PromiseReading(promise, PromiseState.ASK, turns[0][1].span)
        return self._asked_or_lost(promise, wanted)

    def _asked_or_lost(self, promise: Promise, wanted: Passage) -> PromiseReading:
        found = self._likeness.find(wanted, self._after, apart=False)
        if self._is_lost(promise, wanted, found):
            return PromiseReading(promise, PromiseState.LOST)
        near = found.span if found.share >= NEAR_SHARE else None
        return PromiseReading(promise, PromiseState.ASK, near)

    def _is_lost(self, promise: Promise, wanted: Passage, found: Find) -> bool:
        """Return whether hardly anything of a promise is left, or nobody to whom it was made."""
        if not wanted.content or not self._understood:
            return False
        if promise.stakeholders and self._gone.issuperset(promise.stakeholders):
            return not any(self._renamed(who) for who in promise.stakeholders)
        if found.share >= NEAR_SHARE or self._other_way_round(promise, wanted, found):
            return False
        return not (self._new_for(promise) or self._too_short_to_tell(promise, wanted))

    def _other_way_round(self, promise: Promise, wanted: Passage, found: Find) -> bool:
        """Return whether what never happens may be told as what does: "never alone", "always two of them"."""
        promised = self._texts[1].promised
        return (
            bool(wanted.words & self._words.refusing)
            and found.share > 0
            and self._is_to(promise, found)
            and not promised.isdisjoint(promise.stakeholders)
        )

    def _holders(self, promise: Promise, wanted: Passage, least: float) -> Sequence[Find]:
        return self._likeness.holders(wanted, promise.stakeholders, self._after, least)

    def _is_to(self, promise: Promise, found: Find) -> bool:
        return not promise.stakeholders or not found.people.isdisjoint(promise.stakeholders)

    def _is_close(self, promise: Promise, wanted: Passage, found: Find) -> bool:
        """Return whether the only word that carries a promise stands in one short clause with its people."""
        if len(wanted.content) > 1 or not promise.stakeholders:
            return True
        after = self._texts[1]
        words = self._later_words(found)
        names = [span for who in promise.stakeholders for span in after.of(who).spans]
        named = [w for w in words if any(span.start <= w.start < span.end for span in names)]
        for clause in {word.clause for word in named}:
            keys = {w.key for w in words if w.clause == clause and w.key and w not in named}
            if keys & wanted.content and len(keys - wanted.held) <= _MOST_OTHERS:
                return True
        return False

    def _turn(self, promise: Promise, wanted: Passage, found: Find) -> Turn:
        """Return whether what is found refuses, hedges or puts off what the earlier words did not."""
        words = self._likeness.read(promise.text, Span(0, len(promise.text)))
        later = self._later_words(found)
        held = frozenset().union(*(passage.content for passage in found.passages))
        return self._likeness.turning.turn(words, later, wanted.content, held)

    def _later_words(self, found: Find) -> list[Word]:
        return self._likeness.read(self._texts[1].text, *(passage.span for passage in found.passages))

    def _is_reversed(self, promise: Promise, wanted: Passage) -> bool:
        """Return whether a promise stands there to the same people without its "never"."""
        return any(
            len(found.passages) == 1
            and self._is_to(promise, found)
            and self._turn(promise, wanted, found) is Turn.REVERSED
            for found in self._holders(promise, wanted, NEAR_SHARE)
        )

    def _made_smaller(self, promise: Promise, place: Span) -> bool:
        """Return whether a promise stands word for word beside new words that refuse, hedge or narrow it."""
        before, after = self._texts
        turning = self._likeness.turning
        said = frozenset().union(*(p.words for p in self._after.passages if p.span == place))
        if self._same or not turning.smaller((), said):
            return False
        start = before.text.find(promise.text)
        around = [
            sentence.words
            for sentence in self._before.passages
            if start < 0 or (sentence.span.start < start + len(promise.text) and start < sentence.span.end)
        ]
        known = frozenset().union(*around)
        if not turning.smaller(known, said):
            return False
        words = [word.forms[0] for word in self._likeness.read(promise.text, Span(0, len(promise.text)))]
        later = self._likeness.read(after.text, place)
        for at in range(len(later) - len(words) + 1):
            if words and [word.forms[0] for word in later[at : at + len(words)]] == words:
                first, last = later[at].clause, later[at + len(words) - 1].clause
                beside = [w for w in later[:at] if w.clause == first]
                beside += [w for w in later[at + len(words) :] if w.clause == last]
                return turning.smaller(known, frozenset(form for w in beside for form in w.forms))
        return False

    def _verbatim(self, promise: Promise) -> Span | None:
        """Return where a promise stands word for word, or None."""
        wanted = _folded(promise.text)
        if self._same or (wanted and _holds(self._plain_after, wanted)):
            return self._place_of(promise.text)
        return None

    def _place_of(self, text: str) -> Span | None:
        wanted = _folded(text)
        for sentence, plain in zip(self._after.passages, self._plain_sentences, strict=True):
            if _holds(plain, wanted):
                return sentence.span
        found = self._likeness.find(self._likeness.of_words(text, ()), self._after)
        return found.span or Span(0, len(self._texts[1].text))

    def _passage(self, promise: Promise) -> Passage:
        """Return a promise as a passage of the earlier text, or as loose words when it was edited."""
        before = self._texts[0]
        start = before.text.find(promise.text)
        if start >= 0:
            return self._likeness.passage(before, Span(start, start + len(promise.text)))
        named = {span.of(read.text) for read in self._texts for i in read.stakeholders for span in i.spans}
        return self._likeness.of_words(promise.text, promise.stakeholders, named)

    def _too_short_to_tell(self, promise: Promise, wanted: Passage) -> bool:
        """Return whether a promise has so few words that one synonym hides it from us."""
        promised = self._texts[1].promised
        return len(wanted.content) <= _FEW_WORDS and not promised.isdisjoint(promise.stakeholders)

    def _renamed(self, who: Stakeholder) -> bool:
        """Return whether a group that is gone is still there under a word the coach does not know or count.

        People in general carry no group: whoever reads "everyone" does not know that he is meant. A sentence
        that stood there before, word for word, is no new name for anybody.
        """
        for sentence in self._before.passages:
            if who not in sentence.people:
                continue
            found = self._likeness.find(sentence, self._after)
            if found.share < RENAMED_SHARE or all(map(self._stood_before, found.passages)):
                continue
            if any(p.unexplained or p.picked_out > sentence.picked_out for p in found.passages):
                return True
            if self._pointed_at(sentence, found) or self._among_others(sentence, found):
                return True
        return self._still_written(who)

    def _stood_before(self, passage: Passage) -> bool:
        """Return whether a sentence of the later text is one of the earlier text."""
        return _folded(passage.span.of(self._texts[1].text)) in self._sentences_before

    def _among_others(self, sentence: Passage, found: Find) -> bool:
        """Return whether "people" may be this group, because another one is named as before.

        "Everyone" and "anyone" are nobody in particular even then.
        """
        before, after = self._texts
        new = (found.words - sentence.words) & self._words.unnamed
        return bool(new) and not (before.named & after.named).isdisjoint(PEOPLE)

    def _pointed_at(self, sentence: Passage, found: Find) -> bool:
        """Return whether a new "who" or "they" stands for somebody whom the coach does not know."""
        in_general = any(passage.vague for passage in found.passages) and not sentence.vague
        if in_general or found.people - self._texts[0].named:
            return False
        pointing = frozenset().union(*(passage.pointing for passage in found.passages))
        return bool(pointing - sentence.words)

    def _still_written(self, who: Stakeholder) -> bool:
        """Return whether the word for a group is still there, where the coach counts it for nobody."""
        before, after = self._texts
        heads = {self._likeness.head(span.of(before.text)) for span in before.of(who).spans}
        heads -= self._words.somebody | self._words.light
        there = frozenset().union(*(passage.words for passage in self._after.passages))
        return any(self._likeness.stands_in(after, head) for head in heads & there)

    def _new_promises(self) -> Sequence[frozenset[Stakeholder]]:
        """Return to whom the later text makes promises that are no earlier sentence in other words.

        A promise beside a mark, or one that is hedged, makes up for none that is gone.
        """
        after = self._texts[1]
        clauses: dict[Span, set[Stakeholder]] = {}
        for item in after.stakeholders:
            for span in item.promise_spans:
                clauses.setdefault(span, set()).add(item.stakeholder)
        new = []
        for span, people in clauses.items():
            passage = self._likeness.passage(after, span)
            marked = any(span.start < mark.end and mark.start < span.end for mark in _notices(after))
            hedged = not passage.words.isdisjoint(self._words.hedging)
            found = self._likeness.find(passage, self._before)
            if not marked and not hedged and found.share < _ACCOUNTED_SHARE:
                new.append(frozenset(people))
        return new

    def _new_for(self, promise: Promise) -> bool:
        """Return whether a new promise may be this one in words that have nothing in common with it."""
        if self._new is None:
            self._new = self._new_promises()
        wanted = set(promise.stakeholders)
        return any(not wanted or wanted & people for people in self._new)


def _answered(promise: Promise, answer: PromiseAnswer, text: str) -> PromiseReading:
    if not answer.present:
        return PromiseReading(promise, PromiseState.LOST, None, answered=True)
    start = text.find(answer.where) if answer.where else -1
    where = Span(start, start + len(answer.where)) if start >= 0 else None
    return PromiseReading(promise, PromiseState.KEPT, where, answered=True)


def _added_marks(before: Findings, after: Findings) -> tuple[MarkKind, ...]:
    """Return the kinds of mark that became more."""
    earlier = Counter(kind for mark in _notices(before) for kind in mark.kinds)
    later = Counter(kind for mark in _notices(after) for kind in mark.kinds)
    return tuple(kind for kind in MarkKind if later[kind] > earlier[kind])


def _notices(findings: Findings) -> list[Mark]:
    return [mark for mark in findings.marks if mark.level is Level.NOTICE]


def _holds(text: str, words: str) -> bool:
    """Return whether words stand in a text as a whole: "able to" is no part of "unable to"."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not (_glued(text[at - 1 : at], words[:1]) or _glued(words[-1:], text[end : end + 1])):
            return True
        at = text.find(words, at + 1)
    return False


def _glued(left: str, right: str) -> bool:
    """Return whether two letters belong to one word, in a script that sets spaces between words."""
    return left.isalnum() and right.isalnum() and max(left, right) < _UNSPACED_FROM


def _folded(text: str) -> str:
    return plain_words(text).casefold().strip(" .")
