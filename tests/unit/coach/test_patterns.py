"""The notation of patterns: what each sign finds, and which patterns are refused."""

from __future__ import annotations

import pytest

from visionwork.coach.lemmas import Lemmas
from visionwork.coach.matching import Chain, Ground, PatternIndex
from visionwork.coach.patterns import Lists, PatternError, compile_pattern
from visionwork.coach.tokens import Reading, read_tokens
from visionwork.domain.stakeholders import Stakeholder

LISTS = Lists({"own": ["our", "its own"], "animal": ["cat", "guinea pig"], "loop": ["{loop}"]})


def read(text: str) -> Reading:
    return read_tokens(text, Lemmas("en", {"leaders": "leader", "cats": "cat"}, []), ["no"], ["IT"])


def found(pattern: str, text: str, chains: dict[int, list[Chain]] | None = None) -> list[str]:
    reading = read(text)
    index = PatternIndex([(0, compile_pattern(pattern, LISTS))])
    return [reading.words(hit.first, hit.last) for _, hit in index.hits(Ground(reading, chains))]


@pytest.mark.parametrize(
    ("pattern", "text", "hits"),
    [
        ("leader", "Leaders lead a leader.", ["Leaders", "leader"]),
        ("=leader", "Leaders lead a leader.", ["leader"]),
        ("world class", "A World-Class hall, a world class day.", ["World-Class", "world class"]),
        ("(cat|dog) food", "Dog food and cat food.", ["Dog food", "cat food"]),
        ("big (black)? cat", "A big cat met a big black cat.", ["big cat", "big black cat"]),
        ("big * cat", "A big cat met a big black cat.", ["big black cat"]),
        ("big *0-2 cat", "A big, black cat.", []),
        ("big **0-2 cat", "A big, black cat.", ["big, black cat"]),
        ("big **0-2 cat", "A big; black cat.", []),
        ("{own} {animal}", "Our guinea pig and its own cats.", ["Our guinea pig", "its own cats"]),
        ("our <cat>", "Feed our cat.", ["cat"]),
        ("cat , dog", "A cat, dog and a cat dog.", ["cat, dog", "cat dog"]),
        ("cat !(sits|sleeps)", "A cat sits. A cat talks.", ["cat talks"]),
        ("^ cat", "Cats talk, and a cat, cat", ["Cats", "cat"]),
        ("no 1", "We are No. 1 here.", ["No. 1"]),
        ("IT", "It is IT.", ["IT"]),
        ("client's", "A client's word.", ["client's"]),
        ("^^ trust $", "Trust. Trust: we talk. And so: trust.", ["Trust"]),
        ("client word", "A client’s word, the clients' word.", ["client’s word"]),
        ("cat dog", "A cat. Dog days.", []),
    ],
)
def test_every_sign_finds_what_it_says(pattern: str, text: str, hits: list[str]) -> None:
    assert found(pattern, text) == hits


def test_people_are_met_as_a_whole() -> None:
    both = frozenset([Stakeholder.CUSTOMERS, Stakeholder.EMPLOYEES])
    chains = {2: [Chain(2, 6, both)]}
    text = "We help our clients and colleagues decide."
    assert found("help {who}", text, chains) == ["help our clients and colleagues"]
    assert found("help {who:employees} decide", text, chains) == ["help our clients and colleagues decide"]
    assert found("help {who:shareholders|managers}", text, chains) == []


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(a|b", "lacks a closing bracket"),
        ("a b)", "a bracket too many"),
        ("{nobody}", "the list 'nobody'"),
        ("{loop}", "contains itself"),
        ("{who:aunts}", "aunts"),
        ("(a)?", "nothing at all"),
        ("* cat", "begins with any word"),
        ("colou?r", "'colou?r' is no word"),
        ("cat !dog", "needs a bracket"),
    ],
)
def test_a_pattern_that_cannot_work_is_refused(pattern: str, reason: str) -> None:
    with pytest.raises(PatternError, match=reason.replace("?", r"\?")):
        compile_pattern(pattern, LISTS)


def test_what_was_found_in_sentences_without_end_is_not_kept() -> None:
    index = PatternIndex([(0, compile_pattern("cat", LISTS))])
    for number in range(30):
        hits = list(index.hits(Ground(read("cat " * 600 + str(number)))))
        assert len(hits) == 600
        assert len(list(index.hits(Ground(read(f"A cat {number}."))))) == 1
    kept = sum(len(hits) for hits in index._seen.values())
    assert kept == 30
