"""The grid as an item model: what cells hold, what they show and what they are called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from visionwork.domain.cells import GONE, CellNames, cell_words, unlinked_words
from visionwork.domain.entries import CellValue
from visionwork.domain.grids import GridLine
from visionwork.domain.method import Column, ColumnType, Exercise
from visionwork.gui.views.grid.content import CellContent, cell_content, seed_content
from visionwork.gui.views.grid.keys import NEW_ROW, line_key
from visionwork.gui.widgets.labels import plain_tooltip

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole


class GridModel(QAbstractTableModel):
    """Rows of a grid by key, so that a reload keeps the cell somebody works in.

    Args:
        store: Writes one cell: key of the row, id of the column, new value.
        parent: Its owner.

    Signals:
        key_changed: The row to come was stored: its old key and its new one.
    """

    key_changed = Signal(str, str)

    def __init__(self, store: Callable[[str, str, CellValue], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._columns: tuple[Column, ...] = ()
        self._lines: list[GridLine] = []
        self._keys: list[str] = []
        self._names = CellNames()
        self._editable = False
        self._drafts: dict[tuple[str, str], CellValue] = {}
        self._contents: dict[tuple[int, int], CellContent] = {}

    @property
    def names(self) -> CellNames:
        """What ids in cells stand for."""
        return self._names

    def columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        return self._columns

    def row_keys(self) -> tuple[str, ...]:
        """Return the keys of the rows in order."""
        return tuple(self._keys)

    def show(
        self, exercise: Exercise, lines: Sequence[GridLine], names: CellNames, *, editable: bool
    ) -> None:
        """Show a grid; rows that stay keep their place in selections and editors.

        Args:
            exercise: The grid, with its texts in the house's words.
            lines: Its lines.
            names: What ids in cells stand for.
            editable: Whether cells can be changed.
        """
        if exercise.columns != self._columns or editable != self._editable:
            self.beginResetModel()
            self._columns, self._editable = exercise.columns, editable
            self._take(lines)
            self._names = names
            self.endResetModel()
            return
        everything = names != self._names
        self._names = names
        self._adopt(lines)
        self._drop_gone(lines)
        self._reorder(lines)
        self._insert_new(lines)
        self._update(lines, everything)

    def key(self, index: AnyIndex) -> str:
        """Return the key of a cell's row."""
        return self._keys[index.row()]

    def column(self, index: AnyIndex) -> Column:
        """Return a cell's column."""
        return self._columns[index.column()]

    def line(self, row: int) -> GridLine:
        """Return a line."""
        return self._lines[row]

    def find(self, key: str, column_id: str) -> QModelIndex:
        """Return the index of a cell, or an invalid one."""
        names = [column.id for column in self._columns]
        if key not in self._keys or column_id not in names:
            return QModelIndex()
        return self.index(self._keys.index(key), names.index(column_id))

    def is_fixed(self, index: AnyIndex) -> bool:
        """Return whether a cell holds the title of a seed row."""
        return index.column() == 0 and self._lines[index.row()].seed is not None

    def stored_value(self, index: AnyIndex) -> CellValue:
        """Return what the document holds in a cell."""
        row = self._lines[index.row()].row
        return row.cells.get(self.column(index).id) if row is not None else None

    def value(self, index: AnyIndex) -> CellValue:
        """Return what a cell holds, with what was typed and is not stored yet."""
        place = (self.key(index), self.column(index).id)
        return self._drafts[place] if place in self._drafts else self.stored_value(index)

    def set_draft(self, key: str, column_id: str, value: CellValue) -> None:
        """Show a value that waits to be stored."""
        self._drafts[key, column_id] = value
        self._tell_cell(key, column_id)

    def drop_draft(self, key: str, column_id: str) -> None:
        """Forget a value that was stored or given up."""
        if self._drafts.pop((key, column_id), None) is not None:
            self._tell_cell(key, column_id)

    def content(self, index: AnyIndex) -> CellContent:
        """Return what a cell shows."""
        place = (index.row(), index.column())
        found = self._contents.get(place)
        if found is None:
            column = self.column(index)
            if self.is_fixed(index):
                found = seed_content(self._lines[index.row()], column)
            else:
                found = cell_content(column, self.value(index), self._names)
            self._contents[place] = found
        return found

    def words(self, index: AnyIndex) -> str:
        """Return a cell as plain words."""
        if self.is_fixed(index):
            return self._lines[index.row()].title
        return cell_words(self.column(index), self.value(index), self._names)

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Return that every cell can be gone to, and all but titles of seed rows edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsEditable if self._editable and not self.is_fixed(index) else flags

    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 - as Qt has it
        """Return words, the stored value, a tooltip or what a screen reader says."""
        if not index.isValid() or index.row() >= len(self._lines) or index.column() >= len(self._columns):
            return None
        match role:
            case _Role.DisplayRole:
                return self.words(index)
            case _Role.EditRole:
                return self.value(index)
            case _Role.AccessibleTextRole:
                return self._spoken(index)
            case _Role.ToolTipRole:
                return self._tooltip(index)
        return None

    def setData(self, index: AnyIndex, value: CellValue, role: int = _Role.EditRole) -> bool:
        """Store a value in a cell."""
        if role != _Role.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        self._store(self.key(index), self.column(index).id, value)
        return True

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = _Role.DisplayRole,
    ) -> Any:  # noqa: ANN401 - as Qt has it
        """Return titles of columns and numbers of rows."""
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == _Role.DisplayRole else None
        if not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == _Role.DisplayRole:
            return column.title
        if role == _Role.AccessibleTextRole:
            return ", ".join(filter(None, (column.title, column.hint)))
        return None

    def _spoken(self, index: AnyIndex) -> str:
        column = self.column(index)
        words = self.words(index) or ", ".join(filter(None, ("empty", column.question)))
        if column.type is ColumnType.RATING and isinstance(self.value(index), int):
            words = f"{words} of 5"
        if self.is_fixed(index):
            hint = self._lines[index.row()].hint
        else:
            hint = unlinked_words(column, self.value(index), self._names)
        return f"{column.title}: {', '.join(filter(None, (words, hint)))}"

    def _tooltip(self, index: AnyIndex) -> str | None:
        column, value = self.column(index), self.value(index)
        if column.type is ColumnType.RATING:
            told = f"{value} of 5" if isinstance(value, int) else "Not rated yet"
            return plain_tooltip(". ".join(filter(None, (told, column.hint))))
        if column.type is ColumnType.LINK and isinstance(value, list):
            targets = [self._names.target(column, str(key)) for key in value]
            told = [f"{target.place}: {target.text}" for target in targets if target and target.place]
            return plain_tooltip("\n".join(told)) if told else None
        return plain_tooltip(f"It was deleted and is {GONE}.") if self.words(index) == GONE else None

    def _tell_cell(self, key: str, column_id: str) -> None:
        index = self.find(key, column_id)
        if index.isValid():
            self._contents.pop((index.row(), index.column()), None)
            self.dataChanged.emit(index, index)

    def _take(self, lines: Sequence[GridLine]) -> None:
        self._lines = list(lines)
        self._keys = [line_key(line) for line in lines]
        self._contents.clear()

    def _adopt(self, lines: Sequence[GridLine]) -> None:
        """Let the row to come live on as the one that was stored of it."""
        wanted = [line_key(line) for line in lines]
        stored = [key for key in wanted if key not in self._keys]
        if NEW_ROW in self._keys and NEW_ROW not in wanted and stored:
            new = stored[0]
            self._keys[self._keys.index(NEW_ROW)] = new
            for (key, column_id), value in list(self._drafts.items()):
                if key == NEW_ROW:
                    self._drafts[new, column_id] = self._drafts.pop((key, column_id), value)
            self.key_changed.emit(NEW_ROW, new)

    def _drop_gone(self, lines: Sequence[GridLine]) -> None:
        wanted = {line_key(line) for line in lines}
        for row in reversed(range(len(self._keys))):
            if self._keys[row] not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._lines[row], self._keys[row]
                self._contents.clear()
                self.endRemoveRows()

    def _reorder(self, lines: Sequence[GridLine]) -> None:
        wanted = [key for line in lines if (key := line_key(line)) in self._keys]
        if wanted == self._keys:
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        moved = [self.index(wanted.index(self._keys[index.row()]), index.column()) for index in old]
        by_key = dict(zip(self._keys, self._lines, strict=True))
        self._take([by_key[key] for key in wanted])
        self.changePersistentIndexList(old, moved)
        self.layoutChanged.emit()

    def _insert_new(self, lines: Sequence[GridLine]) -> None:
        for row, line in enumerate(lines):
            key = line_key(line)
            if row >= len(self._keys) or self._keys[row] != key:
                self.beginInsertRows(QModelIndex(), row, row)
                self._lines.insert(row, line)
                self._keys.insert(row, key)
                self._contents.clear()
                self.endInsertRows()

    def _update(self, lines: Sequence[GridLine], everything: bool) -> None:
        last = len(self._columns) - 1
        for row, line in enumerate(lines):
            if everything or line != self._lines[row]:
                self._lines[row] = line
                for column in range(last + 1):
                    self._contents.pop((row, column), None)
                self.dataChanged.emit(self.index(row, 0), self.index(row, last))
