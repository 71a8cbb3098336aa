"""Measures the coach on labelled statements: who is in them, what they are about, and the marks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from coach_scores import Score, Section
from visionwork.coach.coach import Coach, default_coach
from visionwork.domain.findings import Findings, MarkKind, Presence, Stakeholder
from visionwork.domain.tuning import at_level

LEADERS = (Stakeholder.MANAGERS, Stakeholder.EXECUTIVES)


def sections(folder: Path) -> list[Section]:
    """Return the tables of both parts of the corpus.

    Args:
        folder: Where tune.jsonl and held_out.jsonl are.
    """
    coach = default_coach()
    parts = (("tune.jsonl", ""), ("held_out.jsonl", "statements"))
    return [measure(coach, folder / file, name) for file, name in parts if (folder / file).exists()]


def measure(coach: Coach, path: Path, name: str = "") -> Section:
    """Return how well the coach reads the statements of a file.

    Args:
        coach: The coach.
        path: A file of lines as docs/coach-labels.md describes them.
        name: Key of the floors, or empty.
    """
    lines: list[dict[str, Any]] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    scores: dict[str, Score] = {}
    shown = false = 0
    for line in lines:
        findings = at_level(coach.read(line["text"]), picky=False)
        labels = line["labels"]
        for label, said, labelled in judgements(findings, labels):
            scores.setdefault(label, Score()).count(said, labelled, line["id"])
        shown += len(findings.marks)
        false += sum(mark.kind.value not in labels["marks"] for mark in findings.marks)
    relationship = scores.get("relationship", Score())
    figures = {"relationship MCC": relationship.mcc, "share of false marks": false / shown if shown else 0.0}
    return Section(f"{path.name}: {len(lines)} statements, {shown} marks", scores, figures, name)


def judgements(findings: Findings, labels: dict[str, Any]) -> list[tuple[str, bool, bool]]:
    """Return every yes or no about a text: its label, what the coach says, what the label says."""
    found = [
        (who.value, findings.state(who) is not Presence.ABSENT, labels[who.value] != "absent")
        for who in Stakeholder
    ]
    found.append(
        (
            "managers or executives",
            any(findings.state(who) is not Presence.ABSENT for who in LEADERS),
            any(labels[who.value] != "absent" for who in LEADERS),
        )
    )
    found += [
        (f"{who.value} promised", findings.state(who) is Presence.PROMISED, labels[who.value] == "promised")
        for who in Stakeholder
    ]
    found.append(("relationship", findings.relationship, labels["relationship"]))
    marked = {kind for mark in findings.marks for kind in mark.kinds}
    found += [(kind.value, kind in marked, kind.value in labels["marks"]) for kind in MarkKind]
    return found
