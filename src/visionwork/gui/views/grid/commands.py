"""What the grid asks of the document; every command is one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from visionwork.document.errors import DocumentError
from visionwork.domain.cells import CellNames, read_cell
from visionwork.domain.entries import CellValue, GridRow
from visionwork.domain.grids import GridLine, grid_lines
from visionwork.domain.method import Exercise
from visionwork.gui.views.grid.keys import NEW_ROW, key_row, key_seed, line_key, row_key

if TYPE_CHECKING:
    from visionwork.gui.context import WorkshopContext


Result = TypeVar("Result")


class GridCommands:
    """Changes the rows of one grid.

    Rows are named by their keys (see `keys`). Everything but `store_cell` first stores what is
    being typed and tells the user when it cannot be done.

    Args:
        context: The open workshop.
        exercise: The grid.
    """

    def __init__(self, context: WorkshopContext, exercise: Exercise) -> None:
        self._context = context
        self._exercise = exercise
        self._offered = False

    @property
    def offered(self) -> bool:
        """Whether a row to come stands below the stored ones."""
        return self._offered

    def offer_row(self, offered: bool = True) -> None:
        """Let `lines` end with a row to come, or no longer; nothing is stored by that."""
        self._offered = offered

    def lines(self, exercise: Exercise | None = None) -> tuple[GridLine, ...]:
        """Return the lines of the grid as stored, then an empty one where a row to come is offered.

        Args:
            exercise: The grid with its texts in the house's words; None where nobody reads them.
        """
        snapshot = self._context.snapshot
        lines = grid_lines(exercise or self._exercise, snapshot.rows, snapshot.groups)
        return (*lines, GridLine(None)) if self._offered or not lines else lines

    def store_cell(self, key: str, column_id: str, value: CellValue, merge_key: str | None = None) -> str:
        """Write one cell and return the key its row has now; a row not stored yet is added.

        Nothing happens when the row was deleted meanwhile.

        Args:
            key: The row.
            column_id: The column.
            value: The new value; an empty one takes the cell away.
            merge_key: Consecutive writes of the same key become one step of undo.

        Raises:
            NotSavedError: The disk or the file refused; nothing was changed.
        """
        row = self._row(key)
        if row is None and (key_row(key) is not None or value in (None, "", [])):
            return key
        offered = self._offered
        if key == NEW_ROW:
            self._offered = False  # before the change is told: the row to come is the one that is stored
        try:
            with self._context.document.store.command("Edit a row", merge_key=merge_key):
                return self._write(key, row, {column_id: value})
        except DocumentError:
            self._offered = offered
            raise

    def set_cell(self, key: str, column_id: str, value: CellValue) -> None:
        """Write one cell at once, as when a dot is clicked."""
        self._run(lambda: self.store_cell(key, column_id, value))

    def restore_cell(self, key: str, column_id: str, value: CellValue, *, created: bool) -> None:
        """Bring a cell back to what it was, as a step of its own that can be undone.

        Args:
            key: The row.
            column_id: The column.
            value: What the cell held.
            created: Whether the row was stored only by what is taken back now.
        """
        self._context.document.store.seal()
        row = self._row(key)
        alone = row is not None and set(row.cells) <= {column_id}
        if created and alone and row is not None:
            self._run(lambda: self._context.document.grids.delete(row.id))
        else:
            self.set_cell(key, column_id, value)

    def clear(self, cells: Sequence[tuple[str, str]]) -> None:
        """Empty cells, given as row and column."""

        def command() -> None:
            with self._context.document.store.command("Clear cells"):
                for key, column_id in cells:
                    row = self._row(key)
                    if row is not None:
                        self._context.document.grids.set_cells(row.id, {column_id: None})

        self._run(command)

    def add_row(self, below: str | None = None) -> str | None:
        """Add an empty row of the team's own and return its key, or None when it could not be stored.

        Args:
            below: The row it goes under; below a seed row it comes first, without any last.
        """
        grids = self._context.document.grids

        def command() -> str:
            seeded, own = self._order()
            with self._context.document.store.command("Add a row"):
                new = grids.add(self._exercise.id)
                above = key_row(below) if below is not None else None
                place = own.index(above) + 1 if above in own else 0 if below else len(own)
                grids.reorder(self._exercise.id, [*seeded, *own[:place], new, *own[place:]])
            return row_key(new)

        return self._run(command)

    def delete_row(self, key: str) -> None:
        """Delete a row of the team's own, or everything written in a seed row."""
        row = self._row(key)
        if row is not None:
            self._run(lambda: self._context.document.grids.delete(row.id))

    def can_move(self, key: str, by: int) -> bool:
        """Return whether a row can go up (-1) or down (1)."""
        _, own = self._order()
        row_id = key_row(key)
        return row_id in own and 0 <= own.index(row_id) + by < len(own)

    def move_row(self, key: str, by: int) -> None:
        """Move a row of the team's own up (-1) or down (1); at the end it stays."""
        row_id = key_row(key)
        if row_id is None or not self.can_move(key, by):
            return
        seeded, own = self._order()
        place = own.index(row_id)
        own.insert(place + by, own.pop(place))
        self._run(lambda: self._context.document.grids.reorder(self._exercise.id, [*seeded, *own]))

    def paste(self, key: str, column_id: str, table: Sequence[Sequence[str]], names: CellNames) -> None:
        """Fill cells from a table of words, to the right and down; rows are added at the end as needed.

        Titles of seed rows stay; what does not fit to the right is left out.

        Args:
            key: The row of the first cell.
            column_id: The column of the first cell.
            table: Words by row and column.
            names: What names in the words stand for.
        """
        columns = self._exercise.columns
        columns = columns[[column.id for column in columns].index(column_id) :]
        today = self._context.now().date()

        def command() -> None:
            keys = [line_key(line) for line in self.lines()]
            targets = keys[keys.index(key) :] if key in keys else []
            self._offered = False
            with self._context.document.store.command("Paste cells"):
                for place, words in enumerate(table):
                    target = targets[place] if place < len(targets) else NEW_ROW
                    cells = {
                        column.id: read_cell(column, text, names, today)
                        for column, text in zip(columns, words, strict=False)
                        if not self.is_fixed(target, column.id)
                    }
                    self._write(target, self._row(target), cells)

        self._run(command)

    def is_stored(self, key: str) -> bool:
        """Return whether a row is in the document."""
        return self._row(key) is not None

    def is_fixed(self, key: str, column_id: str) -> bool:
        """Return whether a cell holds the title of a seed row."""
        return key_seed(key) is not None and column_id == self._exercise.columns[0].id

    def _write(self, key: str, row: GridRow | None, cells: Mapping[str, CellValue]) -> str:
        """Write cells inside an open command and return the key the row has now."""
        grids = self._context.document.grids
        if row is not None:
            grids.set_cells(row.id, cells)
            return key
        if all(value in (None, "", []) for value in cells.values()):
            return key
        row_id = grids.add(self._exercise.id, cells, seed=key_seed(key))
        return row_key(row_id) if key == NEW_ROW else key

    def _row(self, key: str) -> GridRow | None:
        """Return the stored row of a key as last committed, or None."""
        seed, row_id = key_seed(key), key_row(key)
        rows = self._context.snapshot.rows_of(self._exercise.id)
        if seed is not None:
            return next((row for row in rows if row.seed == seed), None)
        return next((row for row in rows if row.id == row_id), None)

    def _order(self) -> tuple[list[int], list[int]]:
        """Return the ids of stored seed rows and of own rows, in the order shown."""
        stored = [line for line in self.lines() if line.row is not None]
        seeded = [line.row.id for line in stored if line.row and line.seed is not None]
        return seeded, [line.row.id for line in stored if line.row and line.seed is None]

    def _run(self, command: Callable[[], Result]) -> Result | None:
        return self._context.run(command) if self._context.edits.flush() else None
