"""One visit to one cell: what was there, what is typed, and what is stored of it."""

from __future__ import annotations

from visionwork.domain.entries import CellValue
from visionwork.gui.views.grid.commands import GridCommands
from visionwork.gui.views.grid.keys import NEW_ROW
from visionwork.gui.views.grid.model import GridModel


class Session:
    """Stores what is typed into a cell, as one step of undo.

    It outlives its editor while what was typed waits for a disk that refuses.

    Args:
        commands: Writes the cell.
        model: Shows what is not stored yet.
        key: The row.
        column_id: The column.
        name: Names the session among all.

    Attributes:
        key: The row; another one once the row to come is stored.
        column_id: The column.
        name: The name.
        before: What the cell held when the session began.
        known: What the cell holds in the document as far as the session knows.
        writing: Whether a change of the document is its own.
    """

    def __init__(
        self, commands: GridCommands, model: GridModel, key: str, column_id: str, *, name: str
    ) -> None:
        self._commands = commands
        self._model = model
        self.key = key
        self.column_id = column_id
        self.name = name
        index = model.find(key, column_id)
        self._place = index.row()
        self.before = model.value(index)
        self.known = model.stored_value(index)
        self.writing = False
        self._value = self.before
        self._began_stored = commands.is_stored(key)
        self._wrote = False

    def take(self, value: CellValue) -> None:
        """Hold a value that is to be stored."""
        self._value = value
        self._model.set_draft(self.key, self.column_id, value)

    def write(self) -> None:
        """Store the value that is held.

        Raises:
            NotSavedError: The disk or the file refused; the value is still held.
        """
        keys = self._model.row_keys()
        if self.key == NEW_ROW and NEW_ROW not in keys and keys:
            self.key = keys[min(self._place, len(keys) - 1)]  # stored meanwhile by a later visit
        self.writing = True
        try:
            self.key = self._commands.store_cell(self.key, self.column_id, self._value, self.name)
        finally:
            self.writing = False
        self._wrote = True
        self.forget()
        index = self._model.find(self.key, self.column_id)
        self.known = self._model.stored_value(index) if index.isValid() else None

    def forget(self) -> None:
        """Show what the document holds."""
        self._model.drop_draft(self.key, self.column_id)

    def undo_all(self) -> None:
        """Bring the cell back to what it held when the session began."""
        self.forget()
        if self._wrote:
            created = not self._began_stored
            self._commands.restore_cell(self.key, self.column_id, self.before, created=created)
