"""A workshop in short: steps, groups, drafts, rounds and signatures, as data and as text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from visionwork.domain.commitments import commitments_text, signature_state
from visionwork.domain.evidence import evidence_status
from visionwork.domain.method import CaptureKind, Method
from visionwork.domain.progress import exercise_status
from visionwork.domain.results import RoundResults
from visionwork.domain.snapshot import WorkshopSnapshot


def overview(snapshot: WorkshopSnapshot, method: Method, results: Iterable[RoundResults]) -> dict[str, Any]:
    """Return the overview that `visionwork show --json` prints.

    Args:
        snapshot: The workshop.
        method: The method it follows.
        results: Protected results of its rounds; the only numbers of people that are told.
    """
    return {
        "title": snapshot.workshop.title,
        "organisation": snapshot.workshop.organisation,
        "steps": [
            {
                "number": step.number,
                "title": step.title,
                "exercises": [
                    {
                        "id": exercise.id,
                        "title": exercise.title,
                        "kind": exercise.kind.value,
                        "status": exercise_status(exercise, snapshot).value,
                    }
                    for exercise in step.exercises
                ],
            }
            for step in method.steps
        ],
        "groups": [{"name": group.name, "kind": group.kind.value} for group in snapshot.groups],
        "statement": _statement(snapshot),
        "rounds": _rounds(snapshot, results),
        "signatures": _signatures(snapshot, method),
    }


def overview_text(data: dict[str, Any]) -> str:
    """Return an overview as lines for people."""
    lines = [f"{data['title']} ({data['organisation']})" if data["organisation"] else data["title"]]
    for step in data["steps"]:
        lines += ["", f"{step['number']}. {step['title']}"]
        lines += [f"   {exercise['title']}: {_STATUS[exercise['status']]}" for exercise in step["exercises"]]
    lines += ["", "Groups"] + (
        [f"   {group['name']} ({group['kind']})" for group in data["groups"]] or ["   none yet"]
    )
    lines += ["", "Vision statement"]
    for draft in data["statement"]:
        agreed = f", agreed {draft['agreed']}" if draft["agreed"] else ""
        lines.append(f"   Draft {draft['draft']}: {draft['evidence']}{agreed}")
    if not data["statement"]:
        lines.append("   no draft yet")
    lines += ["", "Feedback rounds"]
    for item in data["rounds"]:
        count = (
            "too few answers to show" if item["responses"] is None else f"{item['responses']} answers shown"
        )
        lines.append(f"   Round {item['number']} on draft {item['draft']}: {item['status']}, {count}")
    if not data["rounds"]:
        lines.append("   none yet")
    lines += ["", "Signatures"]
    lines += [f"   {item['name']}: {item['state']}" for item in data["signatures"]] or ["   none yet"]
    return "\n".join(lines)


_STATUS = {"empty": "not begun", "begun": "begun", "done": "done"}


def _statement(snapshot: WorkshopSnapshot) -> list[dict[str, Any]]:
    drafts = snapshot.statement_drafts()
    listed = []
    for draft in drafts:
        agreement = snapshot.agreement_for(draft)
        listed.append({
            "draft": draft.number,
            "text": draft.text,
            "evidence": evidence_status(draft, drafts, snapshot.rounds).value,
            "agreed": agreement.agreed_on.isoformat() if agreement else None,
        })  # fmt: skip
    return listed


def _rounds(snapshot: WorkshopSnapshot, results: Iterable[RoundResults]) -> list[dict[str, Any]]:
    shown = {result.round_id: result.n for result in results}
    numbers = {draft.id: draft.number for draft in snapshot.drafts}
    return [
        {
            "number": item.number,
            "draft": numbers[item.draft_id],
            "status": item.status.value,
            "responses": shown.get(item.id),
        }
        for item in snapshot.rounds
    ]


def _signatures(snapshot: WorkshopSnapshot, method: Method) -> list[dict[str, Any]]:
    grids = [
        method.exercise(exercise_id)
        for exercise in method.of_kind(CaptureKind.SIGNATURES)
        for exercise_id in exercise.signs
    ]
    return [
        {
            "name": signature.name,
            "state": signature_state(
                signature, commitments_text(grids, snapshot.rows, signature.participant_id)
            ).value,
        }
        for signature in snapshot.signatures
    ]
