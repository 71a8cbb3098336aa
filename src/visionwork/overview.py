"""A workshop in short: steps, groups, drafts, rounds and signatures, as data and as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from visionwork.domain.agreements import AgreementState, newest_draft
from visionwork.domain.commitments import SignatureState, signed_in_other_layout
from visionwork.domain.drafts import ALTERED, GET_BACK
from visionwork.domain.drift import Promise, reference_draft, undecided
from visionwork.domain.evidence import as_in, evidence_status, shown_in_other_layout
from visionwork.domain.groups import GroupKind, HouseWords
from visionwork.domain.layout import ONLY_LAYOUT
from visionwork.domain.method import Method
from visionwork.domain.method_fit import judged
from visionwork.domain.progress import exercise_status, left_out
from visionwork.domain.results import RoundResults
from visionwork.domain.rounds import Round
from visionwork.domain.signed_text import signed_text
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.domain.stakeholders import Stakeholder, stakeholder_name


def overview(
    snapshot: WorkshopSnapshot, method: Method, results: Iterable[RoundResults], *, changes: bool = False
) -> dict[str, Any]:
    """Return the overview that `visionwork show --json` prints.

    Args:
        snapshot: The workshop.
        method: The method it follows.
        results: Protected results of its rounds; the only numbers of people that are told.
        changes: Whether agreement, promises, drift and decisions are told, too.
    """
    more = _changes(snapshot) if changes else {}
    return {
        "title": snapshot.workshop.title,
        "organisation": snapshot.workshop.organisation,
        "method": {"id": method.id, "name": method.name, "left_out": left_out(snapshot, method).entries},
        "steps": [
            {
                "number": step.number,
                "title": snapshot.fill(step.title),
                "exercises": [
                    {
                        "id": exercise.id,
                        "title": snapshot.fill(exercise.title),
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
        **more,
    }


def overview_text(data: dict[str, Any], words: HouseWords) -> str:
    """Return an overview as lines for people.

    Args:
        data: What `overview` returned.
        words: The house's words; the data has the method's, which programs know.
    """
    lines = [f"{data['title']} ({data['organisation']})" if data["organisation"] else data["title"]]
    for step in data["steps"]:
        lines += ["", f"{step['number']}. {step['title']}"]
        lines += [f"   {exercise['title']}: {_STATUS[exercise['status']]}" for exercise in step["exercises"]]
    lines += ["", "Groups"] + (
        [f"   {group['name']} ({_kind_words(group['kind'], words)})" for group in data["groups"]]
        or ["   none yet"]
    )
    lines += ["", "Vision statement"]
    for draft in data["statement"]:
        agreed = f", agreed {draft['agreed']}" if draft["agreed"] else ""
        note = f"; {draft['note']}" if "note" in draft else ""
        lines.append(f"   Draft {draft['draft']}: {draft['evidence']}{agreed}{note}")
    if not data["statement"]:
        lines.append("   no draft yet")
    if "drift" in data:
        lines += _agreement_lines(data["agreement"])
        lines += _drift_lines(data, words)
    if any(draft["altered"] for draft in data["statement"]):
        lines.append(f"   What was {ALTERED} is not what was saved, tested or agreed. {GET_BACK}")
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
        lines += [f"      {sentence}" for sentence in item.get("altered", ())]
    if not data["rounds"]:
        lines.append("   none yet")
    lines += ["", "Signatures"]
    lines += [
        f"   {item['name']}: {item['state']}{'; ' + item['note'] if 'note' in item else ''}"
        for item in data["signatures"]
    ] or ["   none yet"]
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
            "altered": draft.altered,
        })  # fmt: skip
        shown = shown_in_other_layout(draft, drafts, snapshot.rounds)
        if shown is not None:
            listed[-1]["note"] = as_in(shown)
    return listed


def _changes(snapshot: WorkshopSnapshot) -> dict[str, Any]:
    """Return whether the agreement still holds, what the drafts promise, what was lost, and who decided."""
    return {
        "agreement": _agreement(snapshot),
        "promises": _promises(snapshot),
        "drift": _drift(snapshot),
        "decisions": _decisions(snapshot),
    }


def _agreement(snapshot: WorkshopSnapshot) -> dict[str, Any] | None:
    """Return the latest agreement and whether it belongs to the text as it stands."""
    standing = snapshot.standing_agreement()
    if standing is None:
        return None
    return {
        "draft": standing.agreed.number,
        "on": standing.agreement.agreed_on.isoformat(),
        "by": standing.agreement.agreed_by,
        "state": standing.state.value,
    }


def _agreement_lines(agreement: dict[str, Any] | None) -> list[str]:
    if agreement is None or agreement["state"] == AgreementState.VALID:
        return []
    if agreement["state"] == AgreementState.ALTERED:
        return [
            f"   The agreement of {agreement['on']} was on draft {agreement['draft']}; what is stored now was"
            f" {ALTERED}, so it does not count"
        ]
    return [
        f"   The agreement of {agreement['on']} was on draft {agreement['draft']}; the words have changed"
        " since, so it has lapsed"
    ]


def _promises(snapshot: WorkshopSnapshot) -> list[dict[str, Any]]:
    """Return the confirmed promises of each draft."""
    numbers = {draft.id: draft.number for draft in snapshot.drafts}
    return [
        {
            "draft": numbers[promise.draft_id],
            "text": promise.text,
            "groups": [who.value for who in promise.stakeholders],
            **({"altered": True} if promise.altered else {}),
        }
        for promise in snapshot.promises
    ]


def _drift(snapshot: WorkshopSnapshot) -> dict[str, Any] | None:
    """Return what the newest draft lost against the last tested one before it, or None without both."""
    drafts = snapshot.statement_drafts()
    newest = newest_draft(drafts)
    before = reference_draft(drafts, snapshot.rounds, newest) if newest is not None else None
    if newest is None or before is None:
        return None
    # The words of the coach take a moment to load.
    from visionwork.comparing import drift_data
    from visionwork.revisions import drift_between

    found = drift_between(snapshot, before, newest.text)
    decisions = snapshot.decisions_on(newest.sha256)
    open_ones = [
        lost.text if isinstance(lost, Promise) else lost.value
        for lost in undecided(found, decisions, newest.sha256)
    ]
    return {"tested": before.number, "draft": newest.number, **drift_data(found), "undecided": open_ones}


def _decisions(snapshot: WorkshopSnapshot) -> list[dict[str, Any]]:
    """Return who decided to leave something lost, and why."""
    drafts = snapshot.statement_drafts()
    numbers = {draft.id: draft.number for draft in drafts}
    later = {draft.sha256: draft.number for draft in reversed(drafts)}
    texts = {promise.id: promise.text for promise in snapshot.promises}
    return [
        {
            "tested": numbers.get(decision.draft_id),
            "draft": later.get(decision.sha256),
            "group": decision.stakeholder.value if decision.stakeholder is not None else None,
            "promise": texts.get(decision.promise_id) if decision.promise_id is not None else None,
            "by": decision.decided_by,
            "on": decision.decided_on.isoformat(),
            "reason": decision.reason,
        }
        for decision in snapshot.decisions
    ]


def _kind_words(kind: str, words: HouseWords) -> str:
    """Return what the house calls a kind of group."""
    return words[GroupKind(kind)].plural if GroupKind(kind) in words else kind


def _name_or_text(lost: str, words: HouseWords) -> str:
    """Return a lost group by its name in the house, a lost promise by its words."""
    return stakeholder_name(Stakeholder(lost), words) if lost in list(Stakeholder) else lost


def _drift_lines(data: dict[str, Any], words: HouseWords) -> list[str]:
    drift = data["drift"]
    if drift is None:
        return []
    states = Counter(promise["state"] for promise in drift["promises"])
    told = ", ".join(f"{states[state]} {_PROMISES[state]}" for state in _PROMISES if states[state])
    lines = ["", f"Since draft {drift['tested']} was tested (draft {drift['draft']})"]
    lines.append(f"   promises: {told or 'none'}")
    if drift["lost"]:
        lines.append(f"   no longer named: {', '.join(_name_or_text(who, words) for who in drift['lost'])}")
    lines += [f"   lost: {promise['text']}" for promise in drift["promises"] if promise["state"] == "lost"]
    if drift["undecided"]:
        undecided = "; ".join(_name_or_text(lost, words) for lost in drift["undecided"])
        lines.append(f"   nobody has said why: {undecided}")
    asked = {promise["text"] for promise in drift["promises"] if promise["state"] == "ask"}
    for one in data["decisions"]:
        what = _name_or_text(one["group"], words) if one["group"] else one["promise"]
        said = f"{one['by']}, {one['on']}: {one['reason']}"
        if one["draft"] == drift["draft"]:
            lines.append(f"   {what}: {said}")
        elif one["tested"] == drift["tested"] and one["promise"] in asked:
            where = f"draft {one['draft']}" if one["draft"] else "an earlier wording"
            lines.append(f"   {what}: left out on purpose in {where}: {said}; the text has changed since")
    return lines


_PROMISES = {"kept": "kept", "lost": "lost", "ask": "to be settled"}


def _rounds(snapshot: WorkshopSnapshot, results: Iterable[RoundResults]) -> list[dict[str, Any]]:
    by_id = {result.round_id: result for result in results}
    numbers = {draft.id: draft.number for draft in snapshot.drafts}
    return [_round(item, numbers, by_id.get(item.id)) for item in snapshot.rounds]


def _round(item: Round, numbers: Mapping[int, int], results: RoundResults | None) -> dict[str, Any]:
    """Return a round; second draft, history and damage are there where they say more than the rest."""
    told: dict[str, Any] = {
        "number": item.number,
        "draft": numbers[item.draft_id],
        "status": item.status.value,
        "responses": results.n if results is not None else None,
    }
    if item.second is not None:
        told["second_draft"] = numbers[item.second.id]
    if item.was_reopened or item.shredded_on is not None:
        told["history"] = [{"act": event.act.value, "day": event.day.isoformat()} for event in item.history]
    if results is not None and results.altered:
        told["altered"] = list(results.altered)
    return told


def _signatures(snapshot: WorkshopSnapshot, method: Method) -> list[dict[str, Any]]:
    listed = []
    for signature in snapshot.signatures:
        text = signed_text(method, snapshot, signature.participant_id)
        state = judged(signature, text, method, snapshot)
        listed.append({"name": signature.name, "state": state.value})
        if state is SignatureState.UNCLEAR:
            listed[-1]["note"] = "this method does not have all that was signed"
        if signed_in_other_layout(signature, text):
            listed[-1]["note"] = ONLY_LAYOUT[:1].lower() + ONLY_LAYOUT[1:-1]
    return listed
