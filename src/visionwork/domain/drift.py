"""What a revision keeps and loses: promises of a tested draft, looked for in a later wording."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from visionwork.domain.drafts import Draft, text_hash
from visionwork.domain.findings import MarkKind
from visionwork.domain.layout import plain_words
from visionwork.domain.records import record
from visionwork.domain.rounds import Round, tested_wordings
from visionwork.domain.stakeholders import Span, Stakeholder

PEOPLE = (
    Stakeholder.CUSTOMERS,
    Stakeholder.EMPLOYEES,
    Stakeholder.MANAGERS,
    Stakeholder.EXECUTIVES,
    Stakeholder.COMMUNITY,
)
"""Whose loss is warned of; that shareholders are no longer named is told, but never as a warning."""


class PromiseState(StrEnum):
    """Whether a promise of an earlier text is in a later one."""

    KEPT = "kept"
    LOST = "lost"
    ASK = "ask"


@record
class Promise:
    """A promise to people in a draft that was tested, as the facilitator confirmed it.

    Attributes:
        id: Row id in the document, or 0 while the promise is only proposed.
        draft_id: The draft it stands in.
        position: Place among the promises of the draft, from 0.
        text: Its words; the draft's own, unless the facilitator wrote them more plainly.
        stakeholders: To whom it is made, in the order of `Stakeholder`; nobody in particular when empty.
        altered: Whether it no longer fits its hash: these are not the words that were confirmed.
    """

    id: int
    draft_id: int
    position: int
    text: str
    stakeholders: tuple[Stakeholder, ...] = ()
    altered: bool = False

    @property
    def to_people(self) -> bool:
        """Whether its loss is warned of: a promise to shareholders alone is not one to people."""
        return not self.stakeholders or any(who in PEOPLE for who in self.stakeholders)


@record
class PromiseAnswer:
    """What somebody answered to "Is this promise still in the text?", for one wording.

    Attributes:
        id: Row id in the document.
        promise_id: The promise asked about.
        sha256: Hash of the later wording.
        present: Whether it is still there.
        where: The words of the later wording that hold it; empty when it is gone or nobody showed them.
    """

    id: int
    promise_id: int
    sha256: str
    present: bool
    where: str = ""


@record
class DriftDecision:
    """A recorded decision to leave something lost, and why.

    Attributes:
        id: Row id in the document.
        draft_id: The tested draft that had it.
        sha256: Hash of the later wording that has not.
        promise_id: The lost promise, or None when a group is meant.
        stakeholder: The lost group, or None when a promise is meant.
        decided_by: Who decided, in words.
        reason: Why.
        decided_on: Day of the decision.
    """

    id: int
    draft_id: int
    sha256: str
    promise_id: int | None
    stakeholder: Stakeholder | None
    decided_by: str
    reason: str
    decided_on: date


@record
class PromiseReading:
    """What became of a promise in a later wording.

    Attributes:
        promise: The promise.
        state: Kept, lost, or to be asked.
        where: Where it stands in the later wording, or the place to look at first when asked; None when lost.
        answered: Whether a person said so.
    """

    promise: Promise
    state: PromiseState
    where: Span | None = None
    answered: bool = False


@record
class Drift:
    """What a later wording lost and gained against an earlier one.

    Attributes:
        before_draft: Id of the earlier draft, or None when two loose texts were compared.
        lost: Groups the earlier text names and the later does not.
        gained: Groups only the later text names.
        promises: Every promise of the earlier text with what became of it, in order.
        added_marks: Kinds of mark the later text has and the earlier has not; told apart from losses.
        warn: Whether a group of people, or a promise to people, is lost.
    """

    before_draft: int | None = None
    lost: tuple[Stakeholder, ...] = ()
    gained: tuple[Stakeholder, ...] = ()
    promises: tuple[PromiseReading, ...] = ()
    added_marks: tuple[MarkKind, ...] = ()
    warn: bool = False

    def readings(self, state: PromiseState) -> tuple[PromiseReading, ...]:
        """Return the promises in one state, in order."""
        return tuple(reading for reading in self.promises if reading.state is state)

    @property
    def lost_people(self) -> tuple[Stakeholder, ...]:
        """Lost groups without the shareholders."""
        return tuple(who for who in self.lost if who in PEOPLE)


@record
class Revision:
    """A draft beside the tested draft before it.

    Attributes:
        before: The tested draft.
        after: The later draft.
        drift: What it lost and gained.
    """

    before: Draft
    after: Draft
    drift: Drift


def reference_draft(
    drafts: Sequence[Draft], rounds: Iterable[Round], later: Draft | str, chosen: int | None = None
) -> Draft | None:
    """Return the draft a wording is compared with, or None when no earlier one was tested.

    It is the newest earlier draft whose wording has a round with answers. A wording that was tested itself
    is compared with the tested one before it. A draft that was altered outside the app is compared with
    nothing, and nothing with it: what it lost or kept would not be what people wrote.

    Args:
        drafts: The drafts of one text.
        rounds: Every round of the workshop.
        later: A draft, or a text that comes after all of them.
        chosen: Id of a draft that the facilitator chose to compare with, tested or not.
    """
    earlier = [draft for draft in drafts if isinstance(later, str) or draft.number < later.number]
    picked = next((draft for draft in earlier if draft.id == chosen), None)
    if picked is not None:
        return picked
    if isinstance(later, Draft) and later.altered:
        return None
    own = text_hash(later) if isinstance(later, str) else later.sha256
    tested = tested_wordings(rounds)
    candidates = [draft for draft in earlier if draft.sha256 in tested and draft.sha256 != own]
    found = max(candidates, key=lambda draft: draft.number, default=None)
    return None if found is not None and found.altered else found


def standing_answers(answers: Iterable[PromiseAnswer], text: str) -> tuple[PromiseAnswer, ...]:
    """Return the answers that hold for a text.

    Those given for it come first. Where there is none, words that were shown for an earlier wording still
    hold the promise as long as they stand in the text; that it was gone has to be asked again.

    Args:
        answers: Every answer, in the order they were given.
        text: The later wording, to the character.
    """
    sha256, words = text_hash(text), plain_words(text)
    held: dict[int, PromiseAnswer] = {}
    for answer in answers:
        known = held.get(answer.promise_id)
        if answer.sha256 == sha256:
            held[answer.promise_id] = answer
        elif known is not None and known.id:
            continue  # it was given for this very text
        elif answer.present and answer.where and plain_words(answer.where) in words:
            held[answer.promise_id] = replace(answer, id=0, sha256=sha256)
    return tuple(held.values())


def decision_for(
    decisions: Iterable[DriftDecision], draft_id: int, sha256: str, lost: Promise | Stakeholder
) -> DriftDecision | None:
    """Return the latest decision on one loss in exactly this wording, or None.

    Args:
        decisions: Every decision, in the order they were made.
        draft_id: The tested draft.
        sha256: Hash of the later wording.
        lost: The lost promise or group.
    """
    return next((d for d in _on(decisions, draft_id, lost) if d.sha256 == sha256), None)


def earlier_decision(
    decisions: Iterable[DriftDecision], draft_id: int, sha256: str, lost: Promise | Stakeholder
) -> DriftDecision | None:
    """Return the latest decision on one loss in another wording, to offer its reason again, or None.

    Args:
        decisions: Every decision, oldest first.
        draft_id: The draft the wording is compared with.
        sha256: Hash of the present wording.
        lost: What was lost.
    """
    return next((d for d in _on(decisions, draft_id, lost) if d.sha256 != sha256), None)


def decisions_on(
    decisions: Iterable[DriftDecision], drafts: Iterable[Draft], sha256: str
) -> tuple[DriftDecision, ...]:
    """Return the decisions that may settle a loss of one wording.

    What was decided on a draft that was set aside went aside with it, and settles nothing of another wording.

    Args:
        decisions: Every decision, in the order they were made.
        drafts: The drafts of the text.
        sha256: Hash of the wording.
    """
    aside = {draft.sha256 for draft in drafts if draft.set_aside is not None} - {sha256}
    return tuple(decision for decision in decisions if decision.sha256 not in aside)


def standing_decision(
    decisions: Iterable[DriftDecision], draft_id: int, sha256: str, lost: Promise | Stakeholder
) -> DriftDecision | None:
    """Return the decision that settles one loss, or None.

    One on exactly this wording counts first. One on another wording that lost the same settles it, too: the
    team goes on writing after it has decided, and is not asked again at every word.

    Args:
        decisions: Every decision, oldest first.
        draft_id: The draft the wording is compared with.
        sha256: Hash of the present wording.
        lost: What was lost.
    """
    decisions = tuple(decisions)
    return decision_for(decisions, draft_id, sha256, lost) or earlier_decision(
        decisions, draft_id, sha256, lost
    )


def reason_on_record(
    decisions: Iterable[DriftDecision], draft_id: int, sha256: str, promise: Promise
) -> DriftDecision | None:
    """Return the latest decision to leave a promise out that is asked about again, or None.

    One on everybody to whom it was made counts where there is none on the promise. It settles nothing while
    the promise is asked about, but nobody should have to remember it.

    Args:
        decisions: Every decision, oldest first.
        draft_id: The draft the wording is compared with.
        sha256: Hash of the present wording.
        promise: The promise.
    """
    decisions = tuple(decisions)
    own = standing_decision(decisions, draft_id, sha256, promise)
    if own is not None or not promise.stakeholders:
        return own
    found = [standing_decision(decisions, draft_id, sha256, who) for who in promise.stakeholders]
    return found[0] if all(found) else None


def left_out_in(decision: DriftDecision, drafts: Sequence[Draft], sha256: str) -> tuple[str, str]:
    """Return that something was left out on purpose and where, and that the text has changed since, if so.

    Args:
        decision: The decision to leave it out.
        drafts: The drafts of the text.
        sha256: Hash of the present wording.
    """
    number = next((d.number for d in reversed(drafts) if d.sha256 == decision.sha256), None)
    where = f"Draft {number}" if number is not None else "an earlier wording"
    if decision.sha256 == sha256:
        return "Left out on purpose in this wording", ""
    return f"Left out on purpose in {where}", "The text has changed since."


def undecided(
    drift: Drift, decisions: Iterable[DriftDecision], sha256: str
) -> tuple[Promise | Stakeholder, ...]:
    """Return the losses of people that nobody decided on yet: groups first, then promises.

    A promise made only to groups that are lost goes with its groups: one reason settles both. A promise that
    is only proposed waits to be confirmed, not to be decided on.

    Args:
        drift: What the later wording lost.
        decisions: Every decision, in the order they were made.
        sha256: Hash of the later wording.
    """
    decisions = tuple(decisions)
    if drift.before_draft is None:
        return ()
    draft_id = drift.before_draft
    groups = [w for w in drift.lost_people if standing_decision(decisions, draft_id, sha256, w) is None]
    lost = [r.promise for r in drift.readings(PromiseState.LOST) if r.promise.to_people and r.promise.id]
    promises = [
        promise
        for promise in lost
        if not _goes_with_groups(promise, drift)
        and standing_decision(decisions, draft_id, sha256, promise) is None
    ]
    return (*groups, *promises)


def _goes_with_groups(promise: Promise, drift: Drift) -> bool:
    return bool(promise.stakeholders) and set(promise.stakeholders) <= set(drift.lost)


def _on(
    decisions: Iterable[DriftDecision], draft_id: int, lost: Promise | Stakeholder
) -> list[DriftDecision]:
    """Return the decisions on one loss against one tested draft, the latest first."""
    if isinstance(lost, Promise):
        found = [d for d in decisions if d.promise_id == lost.id and d.promise_id is not None]
    else:
        found = [d for d in decisions if d.stakeholder is lost]
    return [decision for decision in reversed(found) if decision.draft_id == draft_id]
