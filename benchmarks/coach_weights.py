"""Fits the weights of [about_people] to the statements that may be tuned on, and prints them.

Logistic regression by gradient descent with a small ridge (Cox 1958); eight weights need no library.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

from visionwork.coach.coach import default_coach

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "data" / "coach"
RIDGE, ROUNDS, STEP = 2.0, 800, 1.0


def main() -> int:
    """Print the weights as they stand in relations.toml."""
    labelled = [(line["text"], line["labels"]["relationship"]) for line in _lines("tune.jsonl")]
    labelled += [(line["text"], line["relationship"]) for line in _lines("relationship.jsonl")]
    coach = default_coach()
    weights = fit([coach.evidence(text) for text, _ in labelled], [label for _, label in labelled])
    for name, value in weights.items():
        print(f"{name} = {value:.2f}")
    return 0


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / name).read_text(encoding="utf-8").splitlines()]


def fit(found: list[dict[str, float]], labelled: list[bool]) -> dict[str, float]:
    """Return the weights under which the evidence tells the labels best."""
    weights = dict.fromkeys(found[0], 0.0)
    for _ in range(ROUNDS):
        slope = {name: RIDGE * value for name, value in weights.items()}
        slope["always"] = 0.0
        for evidence, label in zip(found, labelled, strict=True):
            total = sum(weights[name] * value for name, value in evidence.items())
            wrong = 1 / (1 + math.exp(-total)) - label
            for name, value in evidence.items():
                slope[name] += wrong * value
        weights = {name: value - STEP * slope[name] / len(found) for name, value in weights.items()}
    return weights


if __name__ == "__main__":
    sys.exit(main())
