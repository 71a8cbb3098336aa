"""How much of a passage is found again in another text: by its words, in any order and in other sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from visionwork.assets import asset_dir
from visionwork.coach.drift_words import DriftWords, load_words, spelled
from visionwork.coach.places import Places
from visionwork.coach.prepared import DRIFT
from visionwork.coach.turned import Turning, Word
from visionwork.domain.findings import Findings, Level
from visionwork.domain.records import record
from visionwork.domain.stakeholders import Span, Stakeholder

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BREAK = re.compile(r"[,;:.!?()\n–—]|\s-\s")
_ENDING = re.compile(r"['’]s?$")
_SAME_START, _SHORTEST_START, _MOST_MORE = 0.8, 4, 5
_LIGHT = 0.5
_FAR_APART = 0.9
"""What a find is worth whose words stand in two sentences that are not neighbours."""

_OWN_SHARE, _OWN_SHARE_OF_TWO = 0.3, 0.5
"""Least share found by the words themselves, rather than by others like them, in one sentence or in two."""

_LEADING_SHARE, _LEADING_WORDS = 0.5, 2
"""Least that the leading one of two sentences holds by itself."""

_FAR = 8
"""Sentences among which two that are no neighbours are tried together."""


_MOST_KNOWN = 20_000
_MOST_NOTED = 4
_VAGUE, _UNEXPLAINED = object(), object()
"""Stand for people without a name, and for a word that the house has to explain."""


@record
class Passage:
    """A stretch of a text as its words.

    Attributes:
        span: Where it stands.
        content: Words that carry it, in one spelling; names of groups and marked words are left out.
        held: The same with names and marked words.
        words: Every word and base form of it, in small letters.
        people: Groups named in it.
        vague: Whether it speaks of people without a name, or with a word that the house has to explain.
        unexplained: Whether it has such a word.
        picked_out: How often it says which people are meant, in words that the coach counts for nobody:
            "those who live with us".
        pointing: Words that point at people, such as "who", where no group stands before them.
    """

    span: Span
    content: frozenset[str]
    held: frozenset[str]
    words: frozenset[str]
    people: frozenset[Stakeholder]
    vague: bool = False
    unexplained: bool = False
    picked_out: int = 0
    pointing: frozenset[str] = frozenset()


@record
class Find:
    """Where a passage is found again.

    Attributes:
        share: How much of it is found, 0 to 1.
        passages: The sentences of the later text that hold it, in order.
    """

    share: float
    passages: tuple[Passage, ...] = ()

    @property
    def span(self) -> Span | None:
        """From the first to the last of the sentences, or None."""
        if not self.passages:
            return None
        return Span(self.passages[0].span.start, self.passages[-1].span.end)

    @property
    def words(self) -> frozenset[str]:
        """Every word of the sentences."""
        return frozenset().union(*(passage.words for passage in self.passages))

    @property
    def people(self) -> frozenset[Stakeholder]:
        """Groups named in the sentences."""
        return frozenset().union(*(passage.people for passage in self.passages))


class Likeness:
    """Cuts texts into passages and finds them again.

    It remembers words it has met, since a text is compared at every pause in typing.

    Args:
        words: The words of the language.

    Attributes:
        words: The words of the language.
        turning: Tells whether words that are found again still mean the same.
    """

    def __init__(self, words: DriftWords) -> None:
        self.words = words
        self.turning = Turning(words.turning)
        self._known: dict[str, tuple[tuple[str, ...], str]] = {}
        self._noted: list[tuple[Findings, Places[object]]] = []

    def sentences(self, findings: Findings) -> Sentences:
        """Return the sentences of a text."""
        spans = [Span(s.start, s.end) for s in findings.coverage.sentences]
        if not spans and findings.text.strip():
            spans = [Span(0, len(findings.text))]
        return Sentences(tuple(self.passage(findings, span) for span in spans), self.words.alike)

    def _noted_in(self, findings: Findings) -> Places[object]:
        """Return what the coach noted where; a text is asked about for each of its sentences."""
        for known, noted in self._noted:
            if known is findings:
                return noted
        noted = _noted(findings)
        self._noted = [(findings, noted), *self._noted[: _MOST_NOTED - 1]]
        return noted

    def passage(self, findings: Findings, span: Span) -> Passage:
        """Return a stretch of a text as a passage."""
        noted = self._noted_in(findings).touching(span)
        hidden = [place for place, kind in noted if kind is not _VAGUE and kind is not _UNEXPLAINED]
        unexplained = any(kind is _UNEXPLAINED for _, kind in noted)
        vague = unexplained or any(kind is _VAGUE for _, kind in noted)
        content: set[str] = set()
        held: set[str] = set()
        words: set[str] = set()
        picked_out = 0
        pointing: frozenset[str] = frozenset()
        before: tuple[tuple[str, ...], ...] = ()
        for match in _WORD.finditer(findings.text, span.start, span.end):
            here, key = self._read(match[0])
            words.update(here)
            picked_out += self._picks(before, here)
            if not before or before[-1]:
                pointing |= self.words.pointing.intersection(here)
            start, end = match.span()
            counted = any(place.start < end and start < place.end for place in hidden)
            before = (*before[-1:], () if counted else here)
            if not key:
                continue
            held.add(key)
            if not counted:
                content.add(key)
        people = frozenset(kind for _, kind in noted if isinstance(kind, Stakeholder))
        return Passage(
            span,
            frozenset(content),
            frozenset(held),
            frozenset(words),
            people,
            vague,
            unexplained,
            picked_out,
            pointing,
        )

    def _picks(self, before: Sequence[Sequence[str]], here: Sequence[str]) -> bool:
        """Return whether a word after some others says which people are meant."""
        words = self.words
        if before and not words.somebody.isdisjoint(before[-1]):
            return not words.picking.isdisjoint(here)
        in_our = len(before) > 1 and not words.somebody.isdisjoint(before[0])
        return in_our and not words.places.isdisjoint(before[-1]) and not words.ours.isdisjoint(here)

    def of_words(self, text: str, people: Iterable[Stakeholder], names: Iterable[str] = ()) -> Passage:
        """Return words that stand in no text that was read, such as a promise in the facilitator's words.

        Args:
            text: The words.
            people: The groups they are about.
            names: Words that name groups, which carry nothing by themselves.
        """
        left_out = {form for name in names for word in _WORD.findall(name) for form in self._read(word)[0]}
        content: set[str] = set()
        held: set[str] = set()
        words: set[str] = set()
        for word in _WORD.findall(text):
            here, key = self._read(word)
            words.update(here)
            if key:
                held.add(key)
            if key and left_out.isdisjoint(here):
                content.add(key)
        return Passage(
            Span(0, len(text)), frozenset(content), frozenset(held), frozenset(words), frozenset(people)
        )

    def head(self, name: str) -> str:
        """Return the base form of the last word of a name, such as "nurse" of "our night nurses"."""
        words = _WORD.findall(name)
        return self._read(words[-1])[0][-1] if words else ""

    def stands_in(self, findings: Findings, head: str) -> bool:
        """Return whether a text has a word for people that are not somebody else's and describe no goods.

        Args:
            findings: What was found in the text.
            head: Base form of the word, as `head` returns it.
        """
        text = findings.text
        words = [(match.span(), self._read(match[0])) for match in _WORD.finditer(text)]
        for place, ((start, end), (forms, _)) in enumerate(words):
            if head not in forms or any(span.start < end and start < span.end for span in findings.not_ours):
                continue
            single = place > 0 and not self.words.single.isdisjoint(words[place - 1][1][0])
            if len(forms) > 1 or single or not self._describes(text, end, words[place + 1 :]):
                return True
        return False

    def _describes(
        self, text: str, end: int, following: Sequence[tuple[tuple[int, int], tuple[tuple[str, ...], str]]]
    ) -> bool:
        """Return whether a word that ends here belongs to the one after it, as in "consumer electronics"."""
        if not following:
            return False
        (start, _), (_, key) = following[0]
        return bool(key) and text[end:start].isspace()

    def find(self, passage: Passage, text: Sentences, *, apart: bool = True) -> Find:
        """Return where a passage is found again, in one sentence or in two together.

        Args:
            passage: What is looked for.
            text: The sentences of the later text; see `sentences`.
            apart: Whether the two may stand apart in a short text.
        """
        if not passage.content:
            return Find(0.0)
        weights, whole = self._weights(passage)
        matched = _matched(passage, text.holding)
        best = Find(0.0)
        for place in sorted(matched):
            share = sum(weights[word] for word in matched[place]) / whole
            best = _better(best, Find(share, (text.passages[place],)))
        for one, other in _pairs(sorted(matched), apart=apart and len(text.passages) <= _FAR):
            worth = 1.0 if other == one + 1 else _FAR_APART
            share = worth * sum(weights[word] for word in matched[one] | matched[other]) / whole
            best = _better(best, Find(share, (text.passages[one], text.passages[other])))
        return best

    def holders(
        self, passage: Passage, people: Collection[Stakeholder], text: Sentences, least: float
    ) -> list[Find]:
        """Return what may hold a whole promise: single sentences, or else two that stand together.

        Words alike do not do by themselves. One of two sentences holds at least half of the promise and
        names those to whom it is made; the other one names nobody else.

        Args:
            passage: The promise.
            people: The groups it is made to.
            text: The sentences of the later text.
            least: Share of its words that has to be found.
        """
        if not passage.content:
            return []
        weights, whole = self._weights(passage)
        matched, own = _matched(passage, text.holding), _matched(passage, text.itself)

        def share(words: Iterable[str]) -> float:
            return sum(weights[word] for word in words) / whole

        found = [
            Find(share(words), (text.passages[place],))
            for place, words in sorted(matched.items())
            if share(words) >= least and share(own.get(place, ())) >= _OWN_SHARE
        ]
        if found:
            return sorted(found, key=lambda find: -find.share)
        for one in sorted(matched):
            other = one + 1
            words = matched[one] | matched.get(other, set())
            if other not in matched or share(words) < least:
                continue
            if share(own.get(one, set()) | own.get(other, set())) < _OWN_SHARE_OF_TWO:
                continue
            leading, second = sorted((one, other), key=lambda place: -share(matched[place]))
            held = matched[leading]
            if share(held) < _LEADING_SHARE or len(held) < _LEADING_WORDS:
                continue
            if _speaks_to(text.passages[leading], people) and (
                not text.passages[second].people or _speaks_to(text.passages[second], people)
            ):
                found.append(Find(share(words), (text.passages[one], text.passages[other])))
        return sorted(found, key=lambda find: -find.share)

    def read(self, text: str, *spans: Span) -> list[Word]:
        """Return the words of stretches of a text in order, each with its clause."""
        found: list[Word] = []
        for span in spans:
            self._read_into(found, text, span)
        return found

    def _read_into(self, found: list[Word], text: str, span: Span) -> None:
        clause, end = found[-1].clause + 1 if found else 0, span.start
        for match in _WORD.finditer(text, span.start, span.end):
            forms, key = self._read(match[0])
            if _BREAK.search(text, end, match.start()) or not self.words.joints.isdisjoint(forms):
                clause += 1
            end = match.end()
            found.append(Word(forms, key, clause, match.start()))

    def _weights(self, passage: Passage) -> tuple[dict[str, float], float]:
        weights = {word: _LIGHT if word in self.words.light else 1.0 for word in passage.content}
        return weights, sum(weights.values())

    def _read(self, word: str) -> tuple[tuple[str, ...], str]:
        """Return the forms of a word, and what stands for it in one spelling; empty for an empty word."""
        found = self._known.get(word)
        if found is None:
            plain = _ENDING.sub("", word.lower().replace("’", "'"))
            base = self.words.lemma(plain)
            forms = (plain,) if base == plain else (plain, base)
            words = self.words
            without = words.empty | words.refusing | words.somebody
            found = forms, "" if not without.isdisjoint(forms) else spelled(base)
            if len(self._known) < _MOST_KNOWN:
                self._known[word] = found
        return found


def _noted(findings: Findings) -> Places[object]:
    """Return what the coach noted where: groups, marks, and people without a name."""
    found: list[tuple[Span, object]] = [
        (place, item.stakeholder) for item in findings.stakeholders for place in item.spans
    ]
    found += [(mark.span, mark.kind) for mark in findings.marks if mark.level is Level.NOTICE]
    found += [(Span(v.start, v.end), _VAGUE) for v in findings.vague]
    for question in findings.house_questions:
        found.append((Span(question.start, question.end), _VAGUE if question.reading else _UNEXPLAINED))
    return Places(found)


class Sentences:
    """The sentences of a text, and which of them hold a word or one that stands for it.

    Args:
        passages: The sentences in order.
        alike: For a word, the numbers of the sets of words that may replace one another.
    """

    def __init__(self, passages: tuple[Passage, ...], alike: Mapping[str, frozenset[int]]) -> None:
        self.passages = passages
        self._alike = alike
        self._places: dict[str, list[int]] = {}
        for place, passage in enumerate(passages):
            for word in passage.held:
                self._places.setdefault(word, []).append(place)
        self._starting: dict[str, list[str]] = {}
        self._in_set: dict[int, list[str]] = {}
        for word in self._places:
            self._starting.setdefault(word[:_SHORTEST_START], []).append(word)
            for number in alike.get(word, ()):
                self._in_set.setdefault(number, []).append(word)
        self._holding: dict[str, frozenset[int]] = {}
        self._itself: dict[str, frozenset[int]] = {}

    def holding(self, word: str) -> frozenset[int]:
        """Return the places of the sentences that hold a word."""
        found = self._holding.get(word)
        if found is None:
            like = {other for n in self._alike.get(word, ()) for other in self._in_set.get(n, ())}
            places = (self._places[other] for other in like)
            found = self._holding[word] = self.itself(word).union(*places)
        return found

    def itself(self, word: str) -> frozenset[int]:
        """Return the places of the sentences that hold a word itself, or one of its family."""
        found = self._itself.get(word)
        if found is None:
            like = {word} if word in self._places else set()
            start = self._starting.get(word[:_SHORTEST_START], ())
            like.update(other for other in start if _same_family(word, other))
            found = self._itself[word] = frozenset().union(*(self._places[other] for other in like))
        return found


def _matched(passage: Passage, holding: Callable[[str], frozenset[int]]) -> dict[int, set[str]]:
    """Return which words of a passage stand in which sentence."""
    found: dict[int, set[str]] = {}
    for word in passage.content:
        for place in holding(word):
            found.setdefault(place, set()).add(word)
    return found


def _speaks_to(sentence: Passage, people: Collection[Stakeholder]) -> bool:
    return not people or not sentence.people.isdisjoint(people)


def _pairs(places: Sequence[int], *, apart: bool) -> Iterator[tuple[int, int]]:
    """Return sentences to try together: neighbours, or any two."""
    for place, one in enumerate(places):
        others = places[place + 1 :] if apart else places[place + 1 : place + 2]
        yield from ((one, other) for other in others if apart or other == one + 1)


@cache
def default_likeness(language: str = "en") -> Likeness:
    """Return what finds passages again in a language; in English where there are no words for it."""
    folder = asset_dir("resources") / "coach"
    code = language.partition("-")[0]
    if not (folder / code / DRIFT).is_file():
        code = "en"
    return Likeness(load_words(folder / code, code))


def _better(best: Find, other: Find) -> Find:
    """Prefer more, and the fewer sentences where it is as much."""
    return other if other.share > best.share + 1e-9 else best


def _same_family(one: str, other: str) -> bool:
    """Return whether two words begin alike, as "respect" and "respectful" do."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _SHORTEST_START or len(longer) > len(shorter) + _MOST_MORE:
        return False
    same = 0
    for a, b in zip(shorter, longer, strict=False):
        if a != b:
            break
        same += 1
    return same >= max(_SHORTEST_START, _SAME_START * len(shorter))
