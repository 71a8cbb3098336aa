"""The labelled statements that the coach is measured against are well formed and keep to their guideline."""

from __future__ import annotations

import json
from bisect import bisect_right
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz, process

FOLDER = Path(__file__).resolve().parents[2] / "data" / "coach"
GROUPS = ("customers", "employees", "managers", "executives", "community", "shareholders")
STATES = {"absent", "named", "promised"}
MARKS = ["money", "technology", "position", "boilerplate"]
STATEMENTS = {"tune": 400, "genre": 300, "held_out": 110}
PAIRS = {"pairs_tune": 40, "pairs_held_out": 60}
SHARES = {
    "customers": (0.5, 0.8),
    "employees": (0.3, 0.55),
    "managers": (0.04, 0.25),
    "executives": (0.04, 0.25),
    "community": (0.25, 0.45),
    "shareholders": (0.12, 0.3),
    "relationship": (0.45, 0.7),
    "money": (0.15, 0.35),
    "technology": (0.15, 0.35),
    "position": (0.25, 0.5),
    "boilerplate": (0.25, 0.45),
}
"""How often a label may occur: about as often as in the genre, so that precision means something."""
NEAR = 70
"""From this likeness on, in percent, a text is a variant of another."""


def alike(text: str, others: list[str]) -> list[str]:
    """Return the texts that are variants of one, found by one call for all, which is far quicker."""
    found = process.extract(text, others, scorer=fuzz.ratio, score_cutoff=NEAR, limit=None)
    return [other for other, *_ in found]


def rows(name: str) -> list[dict[str, Any]]:
    """Read one file of the corpus."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def share(found: list[dict[str, Any]], label: str) -> float:
    """Return the part of the statements that carry a label."""
    if label in GROUPS:
        hits = [row["labels"][label] != "absent" for row in found]
    elif label in MARKS:
        hits = [label in row["labels"]["marks"] for row in found]
    else:
        hits = [row["labels"][label] for row in found]
    return sum(hits) / len(hits)


@pytest.mark.parametrize("name", STATEMENTS)
def test_statements_are_well_formed(name: str) -> None:
    found = rows(name)
    assert len(found) >= STATEMENTS[name]
    assert len({row["id"] for row in found}) == len(found)
    for row in found:
        assert list(row) == ["id", "industry", "text", "labels"]
        assert row["text"] == row["text"].strip()
        assert 3 <= len(row["text"].split()) <= 260, row["id"]
        labels = row["labels"]
        assert list(labels) == [*GROUPS, "relationship", "marks"], row["id"]
        assert {labels[group] for group in GROUPS} <= STATES
        assert isinstance(labels["relationship"], bool)
        assert labels["marks"] == [mark for mark in MARKS if mark in labels["marks"]], row["id"]


@pytest.mark.parametrize("name", PAIRS)
def test_pairs_are_well_formed(name: str) -> None:
    found = rows(name)
    assert len(found) >= PAIRS[name]
    assert len({row["id"] for row in found}) == len(found)
    for row in found:
        assert list(row) == ["id", "kind", "before", "after", "lost", "why"]
        assert row["before"] != row["after"]
        assert 40 <= len(row["before"].split()) <= 150, row["id"]
        assert row["why"]
        assert set(row["lost"]) <= set(GROUPS) - {"shareholders"}, row["id"]
        assert (row["kind"] == "harmful") == bool(row["lost"]), row["id"]
    harmless = sum(row["kind"] == "harmless" for row in found)
    assert 0.4 <= harmless / len(found) <= 0.6


@pytest.mark.parametrize(("name", "label"), list(product(STATEMENTS, SHARES)))
def test_labels_are_about_as_frequent_as_in_the_genre(name: str, label: str) -> None:
    low, high = SHARES[label]
    assert low <= share(rows(name), label) <= high


def test_leaders_occur_often_enough_to_be_measured() -> None:
    for name in STATEMENTS:
        leaders = [
            row for row in rows(name) if {"named", "promised"} & {row["labels"][g] for g in GROUPS[2:4]}
        ]
        assert len(leaders) >= 12, name


def test_no_pair_stands_there_twice() -> None:
    pairs = [(row["before"], row["after"]) for name in PAIRS for row in rows(name)]
    assert len(set(pairs)) == len(pairs)


def test_no_statement_is_a_variant_of_another() -> None:
    found = sorted((row for name in STATEMENTS for row in rows(name)), key=lambda row: len(row["text"]))
    texts = [row["text"] for row in found]
    sizes = [len(text) for text in texts]
    near = []
    for place, text in enumerate(texts):
        # Of a text that is longer than this, too little could be the same.
        end = bisect_right(sizes, sizes[place] * (200 - NEAR) / NEAR)
        near += [(found[place]["id"], other) for other in alike(text, texts[place + 1 : end])]
    assert near == []


def test_what_is_measured_on_is_no_variant_of_what_is_tuned_on() -> None:
    tuned = {row["text"] for row in rows("tune")} | {row["before"] for row in rows("pairs_tune")}
    unseen = {row["text"] for row in rows("held_out")} | {row["before"] for row in rows("pairs_held_out")}
    texts = sorted(unseen)
    assert [(one, two) for one in tuned for two in alike(one, texts)] == []
