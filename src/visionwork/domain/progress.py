"""How far an exercise, a step or a workshop has come, and what of it a method has no place for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from visionwork.domain.entries import lane_group
from visionwork.domain.method import CaptureKind, Exercise, Method
from visionwork.domain.records import record
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


@record
class LeftOut:
    """What of a workshop a method does not show.

    Attributes:
        entries: Cards, rows, curves and views.
        exercises: Exercises they were recorded in.
    """

    entries: int = 0
    exercises: int = 0


def left_out(snapshot: WorkshopSnapshot, method: Method) -> LeftOut:
    """Return how much of a workshop has no place in a method, which lacks its exercise, lane or column."""
    homeless = list(_homeless(snapshot, {exercise.id: exercise for exercise in method.exercises()}))
    return LeftOut(len(homeless), len(set(homeless)))


def _homeless(snapshot: WorkshopSnapshot, known: Mapping[str, Exercise]) -> Iterator[str]:
    """Yield the id of the exercise of everything that has no place."""
    for card in snapshot.cards:
        exercise = known.get(card.exercise_id)
        if exercise is None or exercise.kind is not CaptureKind.CARDS or not _has_lane(exercise, card.lane):
            yield card.exercise_id
    for row in snapshot.rows:
        exercise = known.get(row.exercise_id)
        columns = {column.id for column in exercise.columns} if exercise is not None else set()
        if any(column not in columns and row.filled(column) for column in row.cells):
            yield row.exercise_id
    for curve in snapshot.curves:
        if curve.exercise_id not in known or known[curve.exercise_id].kind is not CaptureKind.CURVE:
            yield curve.exercise_id
    texts = {item.subject for item in (*snapshot.drafts, *snapshot.working_texts) if item.text.strip()}
    for subject in texts:
        what, _, rest = subject.partition(":")
        exercise_id = rest.rpartition(":")[0]
        lost = exercise_id not in known or known[exercise_id].kind is not CaptureKind.VIEWS
        if what == "view" and lost:
            yield exercise_id


def _has_lane(exercise: Exercise, lane: str) -> bool:
    if exercise.lanes:
        return any(known.id == lane for known in exercise.lanes)
    return lane_group(lane) is not None
