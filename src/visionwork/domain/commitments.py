"""Commitments and signatures: what is signed, and whether a signature still holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from visionwork.domain.drafts import text_hash
from visionwork.domain.entries import GridRow
from visionwork.domain.method import Exercise
from visionwork.domain.records import record


class SignatureState(StrEnum):
    """Whether a signature belongs to the text as it stands."""

    VALID = "valid"
    LAPSED = "lapsed"


@record
class Signature:
    """A typed signature under an exact text.

    Attributes:
        id: Row id in the document.
        participant_id: The leader who signed.
        name: The name as typed.
        signed_on: The date as typed.
        sha256: Hash of the text that was signed.
    """

    id: int
    participant_id: int
    name: str
    signed_on: date
    sha256: str


def commitments_text(exercises: Sequence[Exercise], rows: Iterable[GridRow], participant_id: int) -> str:
    """Return the exact text a leader signs.

    It holds every row of the signed grids; in grids with a person column, only the rows of
    this leader. Row numbers are not part of it, so that moving rows keeps signatures.

    Args:
        exercises: The grid exercises that are signed, in order.
        rows: Grid rows of the workshop, of any exercise.
        participant_id: The leader.
    """
    by_exercise: dict[str, list[GridRow]] = {}
    for row in rows:
        by_exercise.setdefault(row.exercise_id, []).append(row)
    lines: list[str] = []
    for exercise in exercises:
        person_columns = [column.id for column in exercise.columns if column.type == "person"]
        texts = []
        for row in by_exercise.get(exercise.id, []):
            if person_columns and all(row.cells.get(c) != participant_id for c in person_columns):
                continue
            cells = {
                c.id: row.cells[c.id]
                for c in exercise.columns
                if c.id not in person_columns and row.filled(c.id)
            }
            if cells:
                texts.append(json.dumps(cells, ensure_ascii=False))  # no words can pass for another cell
        lines.append(f"[{exercise.id}]\n" + "\n\n".join(sorted(texts)))
    return "\n\n".join(lines)


def signature_state(signature: Signature, text: str) -> SignatureState:
    """Return whether a signature belongs to this text."""
    return SignatureState.VALID if signature.sha256 == text_hash(text) else SignatureState.LAPSED


def empty_cells(exercise: Exercise, rows: Iterable[GridRow]) -> int:
    """Return how many required cells of a grid's rows are still empty.

    Rows without any content do not count; they hold nothing that could be signed.
    """
    required = [column.id for column in exercise.columns if column.required]
    own = [row for row in rows if row.exercise_id == exercise.id and row.says_something]
    return sum(1 for row in own for column_id in required if not row.filled(column_id))
