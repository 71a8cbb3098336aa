"""What a method that has not everything a workshop holds can still tell of it, and what it cannot."""

from __future__ import annotations

from visionwork.domain.commitments import Signature, SignatureState, signature_state
from visionwork.domain.counting import counted
from visionwork.domain.drafts import clean_text
from visionwork.domain.method import CaptureKind, Method, MethodName
from visionwork.domain.progress import left_out
from visionwork.domain.quoting import in_quotes, shortened
from visionwork.domain.snapshot import WorkshopSnapshot

_LONGEST = 60
"""Characters of a method's name that a sentence repeats."""


def judged(signature: Signature, text: str, method: Method, snapshot: WorkshopSnapshot) -> SignatureState:
    """Return whether a signature belongs to the commitments as they stand.

    What was signed can be compared only where the method has everything it may have been made of: under
    another method, or without some of the grids or columns, other words are no sign of a change.

    Args:
        signature: The signature.
        text: The commitments of its leader, as the method tells them.
        method: The method.
        snapshot: The workshop.
    """
    state = signature_state(signature, text)
    if state is SignatureState.VALID or _can_tell(method, snapshot):
        return state
    return SignatureState.UNCLEAR


def _can_tell(method: Method, snapshot: WorkshopSnapshot) -> bool:
    if method.id != snapshot.workshop.method.id:
        return False
    grids = {grid.id: {c.id for c in grid.columns} for grid in method.of_kind(CaptureKind.GRID)}
    return all(
        column in grids.get(row.exercise_id, ())
        for row in snapshot.rows
        for column in row.cells
        if row.filled(column)
    )


def fit_sentences(snapshot: WorkshopSnapshot, method: Method) -> tuple[str, ...]:
    """Return what to say of a workshop read with a method; nothing where that is its own and has it all."""
    made_with = snapshot.workshop.method
    told = []
    if method.id != made_with.id:
        told.append(
            f"This workshop was made with the method {full_name(made_with)};"
            f" {full_name(method.named)} is another one."
        )
    lost = left_out(snapshot, method)
    if lost.entries:
        entries = counted(lost.entries, "entry", "entries")
        exercises = counted(lost.exercises, "exercise", "exercises")
        them = "it is" if lost.entries == 1 else "they are"
        told.append(
            f"The method {full_name(method.named)} has no place for {entries} of {exercises}"
            f" in this workshop; {them} left out."
        )
    return tuple(told)


def full_name(name: MethodName) -> str:
    """Return a method's name and id as a sentence says them; a stranger may have written them."""
    called, known_as = (
        shortened(" ".join(clean_text(text).split()), _LONGEST) for text in (name.id, name.name)
    )
    return f"{in_quotes(known_as)} ({called})" if known_as else f"({called})"
