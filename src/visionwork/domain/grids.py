"""The lines of a grid: seed rows of the method, filled or not, then the team's own rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from visionwork.domain.entries import CellValue, GridRow, group_lane
from visionwork.domain.groups import Group, of_kind
from visionwork.domain.method import Exercise
from visionwork.domain.records import record


@record
class GridLine:
    """One line of a grid as it is shown.

    Attributes:
        row: The stored row, or None while a seed has not been filled in.
        seed: The seed it stands for, or None for an own row.
        title: The seed's title, shown in the first column; empty for an own row.
        hint: The seed's hint; may be empty.
        group: The group a seed stands for, or None.
    """

    row: GridRow | None
    seed: str | None = None
    title: str = ""
    hint: str = ""
    group: Group | None = None

    def value(self, exercise: Exercise, column_id: str) -> CellValue:
        """Return what a cell shows; the first column of a seed shows its title."""
        if self.seed is not None and exercise.columns and exercise.columns[0].id == column_id:
            return self.title
        return self.row.cells.get(column_id) if self.row else None


def grid_lines(exercise: Exercise, rows: Iterable[GridRow], groups: Sequence[Group]) -> tuple[GridLine, ...]:
    """Return the lines of a grid: seeds in the method's order, then own rows in theirs.

    A stored row whose seed is gone (a group that changed its kind, say) stays as an own row.

    Args:
        exercise: The grid.
        rows: Grid rows of the workshop, of any exercise.
        groups: The workshop's groups.
    """
    own = [row for row in rows if row.exercise_id == exercise.id]
    own.sort(key=lambda row: (row.position, row.id))
    by_seed = {row.seed: row for row in own if row.seed is not None}
    lines = [GridLine(by_seed.get(seed.id), seed.id, seed.title, seed.hint) for seed in exercise.seeds]
    if exercise.seed_kinds:
        for group in of_kind(groups, *exercise.seed_kinds):
            seed = group_lane(group.id)
            lines.append(GridLine(by_seed.get(seed), seed, group.name, "", group))
    shown = {line.seed for line in lines}
    lines.extend(GridLine(row) for row in own if row.seed is None or row.seed not in shown)
    return tuple(lines)
