"""Fits the weights of relations.toml to the statements that may be tuned on, and prints them.

Logistic regression by gradient descent with a small ridge (Cox 1958); so few weights need no library. For the
table [promised] every statement is read once more as if no rule had found a promise in it: rules were
written with these statements in sight, and find less in others.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from visionwork.coach.coach import Coach, default_coach

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "data" / "coach"
TUNE = ("tune.jsonl", "genre.jsonl")
RIDGE, PROMISED_RIDGE, ROUNDS, STEP = 2.0, 1.0, 300, 2.0
CHOICES = 3
"""How often the mention that speaks most for a promise is chosen again under better weights."""

TOLD_WELL = 0.5
"""How much a statement counts of those written to be read: there are twice as many as of the plain ones."""

Evidence = dict[str, float]


def main() -> int:
    """Print the weights as they stand in relations.toml."""
    coach = default_coach()
    print("[promised]")
    _print(fit_promised(coach, [line for name in TUNE for line in _lines(name)]))
    print("[about_people]")
    _print(fit_about_people(coach))
    return 0


def fit_about_people(coach: Coach) -> Evidence:
    """Return the weights that best tell what is about people."""
    labelled = [(line["text"], line["labels"]["relationship"]) for name in TUNE for line in _lines(name)]
    counts = [TOLD_WELL] * len(labelled)
    labelled += [(line["text"], line["relationship"]) for line in _lines("relationship.jsonl")]
    counts += [1.0] * (len(labelled) - len(counts))
    found = [coach.evidence(text) for text, _ in labelled]
    return fit(found, [label for _, label in labelled], RIDGE, counts)


def fit_promised(coach: Coach, lines: Sequence[dict[str, Any]]) -> Evidence:
    """Return the weights that best tell who is promised something from who is only named."""
    groups: list[tuple[list[Evidence], bool]] = []
    for line in lines:
        by_group: dict[str, list[Evidence]] = {}
        for who, found in coach.signs(line["text"]):
            by_group.setdefault(who.value, []).append(found)
        for who, mentions in by_group.items():
            if line["labels"][who] == "absent":
                continue
            promised = line["labels"][who] == "promised"
            groups.append((mentions, promised))
            groups.append(([found | {"rule": 0.0} for found in mentions], promised))
    weights: Evidence = {"rule": 1.0}
    for _ in range(CHOICES):
        best = [max(mentions, key=lambda found: weigh(weights, found)) for mentions, _ in groups]
        weights = fit(best, [label for _, label in groups], PROMISED_RIDGE)
    return weights


def weigh(weights: Evidence, found: Evidence) -> float:
    """Return the sum of the evidence, weighed."""
    return sum(weights.get(name, 0.0) * value for name, value in found.items())


def fit(
    found: Sequence[Evidence], labelled: Sequence[bool], ridge: float, counts: Sequence[float] = ()
) -> Evidence:
    """Return the weights under which the evidence tells the labels best.

    Args:
        found: The evidence of every statement.
        labelled: What it should tell.
        ridge: How much large weights cost.
        counts: How much each statement counts; all the same when empty.
    """
    counts = counts or [1.0] * len(found)
    names = list(dict.fromkeys(name for evidence in found for name in evidence))
    weights = dict.fromkeys(names, 0.0)
    present = [[(name, value) for name, value in evidence.items() if value] for evidence in found]
    for _ in range(ROUNDS):
        slope = {name: ridge * value for name, value in weights.items()}
        slope["always"] = 0.0
        for evidence, label, count in zip(present, labelled, counts, strict=True):
            total = sum(weights[name] * value for name, value in evidence)
            wrong = count * (1 / (1 + math.exp(-total)) - label)
            for name, value in evidence:
                slope[name] += wrong * value
        weights = {name: value - STEP * slope[name] / sum(counts) for name, value in weights.items()}
    return weights


def _print(weights: Evidence) -> None:
    for name, value in weights.items():
        print(f"{name} = {value:.2f}")


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / name).read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    sys.exit(main())
