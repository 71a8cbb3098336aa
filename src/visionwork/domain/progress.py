"""How far an exercise, a step or a workshop has come."""

from __future__ import annotations

from enum import StrEnum

from visionwork.domain.method import CaptureKind, Exercise
from visionwork.domain.snapshot import WorkshopSnapshot


class ExerciseStatus(StrEnum):
    """State of an exercise as the rail shows it."""

    EMPTY = "empty"
    BEGUN = "begun"
    DONE = "done"


def exercise_status(exercise: Exercise, snapshot: WorkshopSnapshot) -> ExerciseStatus:
    """Return done when the facilitator said so, begun when anything is recorded, else empty."""
    if exercise.id in snapshot.done:
        return ExerciseStatus.DONE
    return ExerciseStatus.BEGUN if has_content(exercise, snapshot) else ExerciseStatus.EMPTY


def has_content(exercise: Exercise, snapshot: WorkshopSnapshot) -> bool:
    """Return whether anything is recorded in an exercise."""
    match exercise.kind:
        case CaptureKind.VIEWS:
            prefix = f"view:{exercise.id}:"
            texts = [*snapshot.working_texts, *snapshot.drafts]
            return any(item.subject.startswith(prefix) and item.text.strip() for item in texts)
        case CaptureKind.CARDS:
            return any(card.exercise_id == exercise.id for card in snapshot.cards)
        case CaptureKind.GRID:
            return any(row.says_something for row in snapshot.rows_of(exercise.id))
        case CaptureKind.CURVE:
            return any(curve.exercise_id == exercise.id for curve in snapshot.curves)
        case CaptureKind.SIGNATURES:
            return bool(snapshot.signatures)
