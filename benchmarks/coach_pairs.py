"""Measures the drift guard on labelled pairs of revisions: false alarms, and what it catches by itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from coach_scores import Score, Section
from visionwork.coach.coach import Coach, default_coach
from visionwork.coach.drift import compare
from visionwork.coach.promises import promises_of
from visionwork.domain.drift import PEOPLE, Drift, PromiseState
from visionwork.domain.tuning import at_level


def sections(folder: Path) -> list[Section]:
    """Return the tables of both parts of the corpus.

    Args:
        folder: Where pairs_tune.jsonl and pairs_held_out.jsonl are.
    """
    coach = default_coach()
    parts = (("pairs_tune.jsonl", ""), ("pairs_held_out.jsonl", "pairs"))
    return [measure(coach, folder / file, name) for file, name in parts if (folder / file).exists()]


def measure(coach: Coach, path: Path, name: str = "") -> Section:
    """Return how well losses are told from honest rewordings.

    Args:
        coach: Reads the texts.
        path: A file of lines as docs/coach-labels.md describes them.
        name: Key of the floors, or empty.
    """
    pairs: list[dict[str, Any]] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    warned, groups = Score(), Score()
    asked = 0
    for pair in pairs:
        drift = drift_of(coach, pair["before"], pair["after"])
        harmful = pair["kind"] == "harmful"
        warned.count(drift.warn, harmful, pair["id"])
        asked += 0 if harmful else len(drift.readings(PromiseState.ASK))
        told = {*drift.lost, *(w for r in drift.readings(PromiseState.LOST) for w in r.promise.stakeholders)}
        for who in PEOPLE:
            groups.count(who in told, who.value in pair["lost"], f"{pair['id']}:{who}")
    harmless = warned.false + warned.passed
    harmful = warned.hits + warned.missed
    figures = {
        "false alarms": warned.false / harmless if harmless else 0.0,
        "harmful caught": warned.hits / harmful if harmful else 1.0,
        "questions on a harmless pair": asked / harmless if harmless else 0.0,
    }
    title = (
        f"{path.name}: {warned.false} false alarms in {harmless} honest rewordings, "
        f"{warned.hits} of {harmful} harmful ones warned of without a person"
    )
    return Section(title, {"warned": warned, "groups told as lost": groups}, figures, name)


def drift_of(coach: Coach, before: str, after: str) -> Drift:
    """Return the drift between two texts, with the promises the coach proposes."""
    earlier, later = (at_level(coach.read(text), picky=False) for text in (before, after))
    return compare(earlier, later, promises_of(0, earlier, (), is_confirmed=False))
