"""A workshop in short: steps, groups, drafts, rounds and signatures, as data and as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from visionwork.domain.commitments import commitments_text, signature_state
from visionwork.domain.evidence import evidence_status
from visionwork.domain.method import CaptureKind, Method
from visionwork.domain.progress import exercise_status
from visionwork.domain.results import RoundResults
from visionwork.domain.rounds import Round
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
        drafts = f"draft {item['draft']}"
        if "second_draft" in item:
            drafts = f"drafts {item['draft']} and {item['second_draft']}"
        lines.append(f"   Round {item['number']} on {drafts}: {item['status']}, {count}")
        acts = [f"{event['act']} {event['day']}" for event in item.get("history", ())]
        lines += [f"      {', '.join(acts)}"] if acts else []
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
    return [_round(item, numbers, shown.get(item.id)) for item in snapshot.rounds]


def _round(item: Round, numbers: Mapping[int, int], shown: int | None) -> dict[str, Any]:
    """Return a round; the second draft and the history are there where they say more than the rest."""
    told: dict[str, Any] = {
        "number": item.number,
        "draft": numbers[item.draft_id],
        "status": item.status.value,
        "responses": shown,
    }
    if item.second is not None:
        told["second_draft"] = numbers[item.second.id]
    if item.was_reopened or item.shredded_on is not None:
        told["history"] = [{"act": event.act.value, "day": event.day.isoformat()} for event in item.history]
    return told


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
