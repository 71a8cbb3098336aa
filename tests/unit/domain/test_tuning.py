"""Silences and flips: what a facilitator told the coach is kept, and only where it was meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from visionwork.domain.coverage import Coverage, SentenceCoverage
from visionwork.domain.drafts import text_hash
from visionwork.domain.findings import Findings, Level, Mark, MarkKind, Presence, Stakeholder
from visionwork.domain.tuning import CoachSettings, Flip, SilenceScope, silence_for, silenced_by, tuned

FIRST, SECOND = "We will be number one.", "Our clients will call us number one."
RULE = "position.number-one"


def findings(*sentences: str) -> Findings:
    """Return findings with every "number one" marked, and the last one as a hint of another rule."""
    text, parts, marks = "", [], []
    for sentence in sentences:
        parts.append(SentenceCoverage(len(text), len(text) + len(sentence), sentence))
        place = sentence.find("number one")
        if place >= 0:
            start = len(text) + place
            marks.append(Mark(MarkKind.POSITION, RULE, start, start + 10, "number one", "?", "!", "a book"))
        text += sentence + " "
    return replace(Findings.nothing(text), marks=tuple(marks), coverage=Coverage(text, tuple(parts)))


def test_a_place_stays_quiet_while_other_sentences_change() -> None:
    before = findings(FIRST, SECOND)
    silence = silence_for(before, before.marks[1], SilenceScope.PLACE, "they do say so")
    after = findings("A new beginning.", FIRST, SECOND)
    left = tuned(after, CoachSettings(silences=(silence,)))
    assert [mark.start for mark in left.marks] == [after.marks[0].start]


def test_a_place_speaks_again_when_its_sentence_changes() -> None:
    before = findings(FIRST)
    silence = silence_for(before, before.marks[0], SilenceScope.PLACE)
    after = findings("We shall be number one.")
    assert tuned(after, CoachSettings(silences=(silence,))).marks == after.marks


@pytest.mark.parametrize("scope", [SilenceScope.PHRASE, SilenceScope.RULE])
def test_a_phrase_and_a_rule_are_quiet_everywhere(scope: SilenceScope) -> None:
    before = findings(FIRST)
    silence = silence_for(before, before.marks[0], scope)
    assert tuned(findings(FIRST, SECOND), CoachSettings(silences=(silence,))).marks == ()


def test_a_phrase_is_known_in_any_spelling() -> None:
    read = findings(FIRST)
    silence = silence_for(read, replace(read.marks[0], text="Number-One"), SilenceScope.PHRASE)
    assert silenced_by(read, read.marks[0], [silence]) is silence
    assert silenced_by(read, replace(read.marks[0], text="number two"), [silence]) is None
    assert silenced_by(read, replace(read.marks[0], rule="position.best"), [silence]) is None


def test_hints_need_the_picky_level() -> None:
    read = findings(FIRST)
    read = replace(read, marks=(replace(read.marks[0], level=Level.HINT),))
    assert tuned(read, CoachSettings()).marks == ()
    assert tuned(read, CoachSettings(picky=True)).marks == read.marks


def test_a_flip_counts_for_its_text_only() -> None:
    read = findings(FIRST)
    flip = Flip(text_hash(read.text), Stakeholder.CUSTOMERS, Presence.PROMISED)
    here = tuned(read, CoachSettings(flips=(flip,)))
    assert here.state(Stakeholder.CUSTOMERS) is Presence.PROMISED
    assert here.of(Stakeholder.CUSTOMERS).flipped
    assert here.promised == {Stakeholder.CUSTOMERS}
    assert tuned(findings(SECOND), CoachSettings(flips=(flip,))).named == frozenset()


def test_the_later_flip_wins() -> None:
    read = findings(FIRST)
    here = text_hash(read.text)
    flips = (
        Flip(here, Stakeholder.COMMUNITY, Presence.PROMISED),
        Flip(here, Stakeholder.COMMUNITY, Presence.ABSENT),
    )
    after = tuned(read, CoachSettings(flips=flips)).of(Stakeholder.COMMUNITY)
    assert (after.state, after.flipped) == (Presence.ABSENT, False)
