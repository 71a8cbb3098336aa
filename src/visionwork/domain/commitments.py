"""Commitments and signatures: what is signed, and whether a signature still holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from visionwork.domain.drafts import text_hash
from visionwork.domain.entries import GridRow
from visionwork.domain.layout import plain_words
from visionwork.domain.method import Exercise
from visionwork.domain.records import record


class SignatureState(StrEnum):
    """Whether a signature belongs to the text as it stands, as far as the method at hand can tell."""

    VALID = "valid"
    LAPSED = "lapsed"
    UNCLEAR = "not compared"


@record
class Signature:
    """A typed signature under an exact text.

    Attributes:
        id: Row id in the document.
        participant_id: The leader who signed.
        name: The name as typed.
        signed_on: The date as typed.
        sha256: Hash of the text that was signed.
        words_sha256: Hash of its words (see `commitments_words`), which a change of layout leaves as it is.
    """

    id: int
    participant_id: int
    name: str
    signed_on: date
    sha256: str
    words_sha256: str = ""


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


def personal_sentences(
    exercises: Sequence[Exercise], rows: Iterable[GridRow], participant_id: int
) -> tuple[str, ...] | None:
    """Return what a leader promises in person, or None where no signed grid asks for it.

    Args:
        exercises: The grid exercises that are signed, in order.
        rows: Grid rows of the workshop, of any exercise.
        participant_id: The leader.
    """
    people = {grid.id: [c.id for c in grid.columns if c.type == "person"] for grid in exercises}
    if not any(people.values()):
        return None
    words = {
        grid.id: [c.id for c in grid.columns if c.prominent] or [grid.columns[0].id] for grid in exercises
    }
    every = list(rows)
    return tuple(
        str(row.cells[column])
        for grid in exercises
        for row in every
        if row.exercise_id == grid.id and any(row.cells.get(c) == participant_id for c in people[grid.id])
        for column in words[grid.id]
        if row.cells.get(column)
    )


def commitments_words(text: str) -> str:
    """Return the words of a signed text: plain marks and single spaces within each cell.

    Args:
        text: A text as `commitments_text` gives it, or any other.
    """
    blocks = []
    for block in text.split("\n["):
        head, *rows = block.split("\n")
        blocks.append("\n".join((plain_words(head), *sorted(_plain_row(row) for row in rows if row.strip()))))
    return "\n[".join(blocks)


def _plain_row(row: str) -> str:
    try:
        cells = json.loads(row)
    except ValueError:
        return plain_words(row)
    return json.dumps(_plain_cell(cells), ensure_ascii=False)


def _plain_cell(value: object) -> object:
    if isinstance(value, str):
        return plain_words(value)
    if isinstance(value, dict):
        return {name: _plain_cell(cell) for name, cell in value.items()}
    return [_plain_cell(cell) for cell in value] if isinstance(value, list) else value


def signature_state(signature: Signature, text: str) -> SignatureState:
    """Return whether a signature belongs to this text; other spaces and typographic marks do not matter."""
    same = signature.sha256 == text_hash(text) or signature.words_sha256 == text_hash(commitments_words(text))
    return SignatureState.VALID if same else SignatureState.LAPSED


def signed_in_other_layout(signature: Signature, text: str) -> bool:
    """Return whether a signature holds although the characters changed: only the layout differs."""
    return signature.sha256 != text_hash(text) and signature_state(signature, text) is SignatureState.VALID


def empty_cells(exercise: Exercise, rows: Iterable[GridRow]) -> int:
    """Return how many required cells of a grid's rows are still empty.

    Rows without any content do not count; they hold nothing that could be signed.
    """
    required = [column.id for column in exercise.columns if column.required]
    own = [row for row in rows if row.exercise_id == exercise.id and row.says_something]
    return sum(1 for row in own for column_id in required if not row.filled(column_id))
