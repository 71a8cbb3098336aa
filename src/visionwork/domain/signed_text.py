"""What the leaders of a workshop sign, in the words they see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from visionwork.domain.cells import CellNames, cell_names, cell_words
from visionwork.domain.commitments import commitments_text
from visionwork.domain.entries import CellValue, GridRow
from visionwork.domain.method import CaptureKind, Column, ColumnType, Exercise, Method
from visionwork.domain.snapshot import WorkshopSnapshot

_REFERRING = frozenset((ColumnType.GROUP, ColumnType.LINK))


def signed_grids(method: Method) -> tuple[Exercise, ...]:
    """Return the grids the leaders sign, in the order their names come in the signed text."""
    return tuple(
        method.exercise(grid)
        for exercise in method.of_kind(CaptureKind.SIGNATURES)
        for grid in exercise.signs
    )


def signed_sources(method: Method) -> frozenset[str]:
    """Return the ids of the exercises whose words are signed: the grids, and what they link to."""
    grids = signed_grids(method)
    linked = frozenset(c.links_to for grid in grids for c in grid.columns if c.links_to)
    return linked | {grid.id for grid in grids}


def signed_text(method: Method, snapshot: WorkshopSnapshot, participant_id: int) -> str:
    """Return the exact text a leader signs; a cell that refers to a group or an entry is signed in its words.

    Args:
        method: The method.
        snapshot: The workshop.
        participant_id: The leader.
    """
    grids = signed_grids(method)
    return commitments_text(grids, _rows_in_words(grids, snapshot, method.exercises()), participant_id)


def _rows_in_words(
    grids: Sequence[Exercise], snapshot: WorkshopSnapshot, exercises: Sequence[Exercise]
) -> Iterable[GridRow]:
    """Return the rows of a workshop, with words in the place of references that can come to mean others."""
    referring = {grid.id: [c for c in grid.columns if c.type in _REFERRING] for grid in grids}
    names = {
        grid.id: cell_names(grid, snapshot, exercises) for grid in grids if referring[grid.id]
    }  # fmt: skip
    for row in snapshot.rows:
        if row.exercise_id in names:
            known = names[row.exercise_id]
            told = {
                c.id: _told(c, row.cells[c.id], known) for c in referring[row.exercise_id] if row.filled(c.id)
            }
            yield replace(row, cells={**row.cells, **told})
        else:
            yield row


def _told(column: Column, value: CellValue, names: CellNames) -> CellValue:
    if isinstance(value, list):
        return [cell_words(column, [key], names) for key in value]
    return cell_words(column, value, names)
