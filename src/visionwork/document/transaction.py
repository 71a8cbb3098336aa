"""The writes of one command, each remembered so that it can be undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from visionwork.document import summary
from visionwork.document.schema import TABLES

if TYPE_CHECKING:
    from sqlite_utils import Database

Row = dict[str, Any]
Key = str | int
Cells = tuple[Any, ...]
"""A whole row: its values in the order of `Table.all_columns`."""

BATCH_KEYS = {
    "answer_block": "batch_id",
    "comment_block": "batch_id",
    "batch_marks": "batch_id",
    "batch": "id",
}
"""Tables with the answers of files and their columns for the batch, in the order they can be deleted in."""

BATCHED = frozenset(BATCH_KEYS)
"""Tables with the answers of files."""


class RowChange(NamedTuple):
    """One row before and after a change; None stands for "not there"."""

    table: str
    key: Key
    before: Cells | None
    after: Cells | None

    def reversed(self) -> RowChange:
        """Return the change that takes this one back."""
        return RowChange(self.table, self.key, self.after, self.before)

    @property
    def kind(self) -> str:
        """What the change does: "insert", "update", "delete", or "nothing"."""
        if self.before == self.after:
            return "nothing"
        return "insert" if self.before is None else "delete" if self.after is None else "update"


class Transaction:
    """Writes of one command; every row is read before it is changed, so that it can be undone.

    Whatever changes an answer takes the kept counts away at once: a look within the same command counts it.

    Args:
        db: The database, with a transaction open.

    Attributes:
        changes: Every row that was changed.
        batches: Answers of files that are too many to be remembered row by row; see `adopt_batch`.
        unremembered: Tables of which rows were changed without being remembered.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._last: tuple[str, Key, Cells | None] | None = None
        self.changes: list[RowChange] = []
        self.batches: list[int] = []
        self.unremembered: set[str] = set()

    def read(self, table: str, key: Key) -> Row | None:
        """Return a row by its key, or None."""
        cells = self._cells(table, key)
        return dict(zip(TABLES[table].all_columns, cells, strict=True)) if cells else None

    def insert(self, table: str, values: Row) -> Key:
        """Insert a row and return its key; columns left out take their defaults."""
        shape = TABLES[table]
        names = shape.known(values)
        self._drop_counts(table)
        cursor = self._execute(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",  # noqa: S608
            list(values.values()),
        )
        key = values.get(shape.key)
        key = key if key is not None else int(cursor.lastrowid or 0)
        self.changes.append(RowChange(table, key, None, self._cells(table, key)))
        return key

    def insert_rows(self, table: str, rows: Iterable[Row]) -> None:
        """Insert many rows, each with every column given."""
        names = TABLES[table].all_columns
        new = [tuple(row[name] for name in names) for row in rows]
        self._insert_cells(table, new)
        self.changes.extend(RowChange(table, cells[0], None, cells) for cells in new)

    def update(self, table: str, key: Key, values: Row) -> bool:
        """Change columns of a row; return whether anything differed.

        Raises:
            KeyError: No row has this key, or the table has no such column.
        """
        shape = TABLES[table]
        before = self._cells(table, key)
        if before is None:
            raise KeyError((table, key))
        after = list(before)
        for name in shape.known(values):
            after[shape.all_columns.index(name)] = values[name]
        change = RowChange(table, key, before, tuple(after))
        if change.after == before:
            return False
        self._update_cells(change)
        self.changes.append(change)
        return True

    def delete(self, table: str, key: Key) -> None:
        """Delete a row; nothing happens when it is gone already."""
        self.delete_where(table, TABLES[table].key, key)

    def delete_where(self, table: str, column: str, value: object) -> int:
        """Delete the rows with a value in a column; return how many there were."""
        shape = TABLES[table]
        shape.known([column])
        sql = f"SELECT {', '.join(shape.all_columns)} FROM {table} WHERE {column} = ?"  # noqa: S608
        found = [tuple(row) for row in self._execute(sql, [value]).fetchall()]
        if found:
            self._drop_counts(table, value if column == "round_id" else None)
            self._execute(f"DELETE FROM {table} WHERE {column} = ?", [value])  # noqa: S608
            self.changes.extend(RowChange(table, cells[0], cells, None) for cells in found)
        return len(found)

    def erase(self, table: str, column: str, value: object) -> None:
        """Delete the rows with a value in a column without remembering them: nothing brings them back."""
        TABLES[table].known([column])
        if self._execute(f"DELETE FROM {table} WHERE {column} = ?", [value]).rowcount:  # noqa: S608
            self._drop_counts(table, value if column == "round_id" else None)
            self.unremembered.add(table)

    def run(self, table: str, sql: str, values: Sequence[object]) -> None:
        """Run a statement that changes rows of a table, without remembering them."""
        if self._execute(sql, values).rowcount:
            self._drop_counts(table)
            self.unremembered.add(table)

    def overwrite(self, table: str, key: Key, values: Row) -> None:
        """Change columns of a row without remembering what stood there."""
        shape = TABLES[table]
        marks = " = ?, ".join(shape.known(values))
        sql = f"UPDATE {table} SET {marks} = ? WHERE {shape.key} = ?"  # noqa: S608
        self._execute(sql, [*values.values(), key])
        self._drop_counts(table)
        self.unremembered.add(table)

    def keep_for_good(self, since: int) -> None:
        """Remember no more what was changed since a number of changes, so that undo leaves it as it is."""
        self.unremembered |= {change.table for change in self.changes[since:]}
        del self.changes[since:]

    def rows(self, sql: str, values: Sequence[object]) -> list[sqlite3.Row]:
        """Return every row of a query."""
        return self._db.execute(sql, values).fetchall()

    def adopt(self, table: str, column: str, value: object) -> None:
        """Remember rows that were inserted past this transaction's own methods, by a value in a column."""
        shape = TABLES[table]
        shape.known([column])
        sql = f"SELECT {', '.join(shape.all_columns)} FROM {table} WHERE {column} = ?"  # noqa: S608
        rows = self._execute(sql, [value]).fetchall()
        self.changes.extend(RowChange(table, row[0], None, tuple(row)) for row in rows)

    def adopt_batch(self, batch_id: int) -> None:
        """Note a batch of answers that undo deletes as a whole."""
        self.batches.append(batch_id)

    def delete_batch(self, batch_id: int) -> None:
        """Delete the answers of a file without remembering them."""
        for table, column in BATCH_KEYS.items():
            self.erase(table, column, batch_id)

    @property
    def tables(self) -> frozenset[str]:
        """Tables with changed rows."""
        touched = {change.table for change in self.changes} | self.unremembered
        return frozenset(touched | (BATCHED if self.batches else set()))

    def apply(self, changes: Sequence[RowChange]) -> None:
        """Bring rows to the state after changes, as undo and redo need it."""
        self._last = None
        self.changes.extend(changes)
        for (table, kind), group in groupby(changes, lambda change: (change.table, change.kind)):
            if kind == "insert":
                self._insert_cells(table, [change.after for change in group if change.after])
            elif kind == "delete":
                self._drop_counts(table)
                self._db.conn.executemany(TABLES[table].delete, [(change.key,) for change in group])
            elif kind == "update":
                for change in group:
                    self._update_cells(change)

    def _cells(self, table: str, key: Key) -> Cells | None:
        # A command mostly looks at the row that it changes next.
        if self._last is not None and self._last[:2] == (table, key):
            return self._last[2]
        found = self._db.execute(TABLES[table].select, (key,)).fetchone()
        cells = tuple(found) if found else None
        self._last = (table, key, cells)
        return cells

    def _insert_cells(self, table: str, rows: Sequence[Cells]) -> None:
        self._last = None
        if rows:
            self._drop_counts(table)
        self._db.conn.executemany(TABLES[table].insert, rows)

    def _update_cells(self, change: RowChange) -> None:
        """Write the columns that differ; the others may be none of a command's business."""
        shape = TABLES[change.table]
        self._drop_counts(change.table)
        cells = zip(shape.all_columns, change.before or (), change.after or (), strict=True)
        new = {name: after for name, before, after in cells if before != after}
        marks = " = ?, ".join(new)
        sql = f"UPDATE {change.table} SET {marks} = ? WHERE {shape.key} = ?"  # noqa: S608
        self._execute(sql, (*new.values(), change.key))

    def _drop_counts(self, table: str, round_id: object = None) -> None:
        """Delete the counts kept of answers, of one round or of all, when their table changes."""
        if table in summary.ANSWER_TABLES:
            summary.drop_counts(self._db.conn, round_id)

    def _execute(self, sql: str, parameters: Sequence[object]) -> sqlite3.Cursor:
        self._last = None
        return self._db.execute(sql, parameters)


def collapsed(changes: Sequence[RowChange]) -> list[RowChange]:
    """Return changes with consecutive ones of the same row made one, so that typing stays small."""
    result: list[RowChange] = []
    for change in changes:
        last = result[-1] if result else None
        if last is not None and (last.table, last.key) == (change.table, change.key):
            result[-1] = RowChange(change.table, change.key, last.before, change.after)
        else:
            result.append(change)
    return [change for change in result if _worth_undoing(change)]


def _worth_undoing(change: RowChange) -> bool:
    """Return whether a person would see the difference; that a text was touched again is none."""
    stamp = TABLES[change.table].place("edited_at")
    if stamp is None or change.before is None or change.after is None:
        return change.kind != "nothing"
    return [*change.before[:stamp], *change.before[stamp + 1 :]] != [
        *change.after[:stamp],
        *change.after[stamp + 1 :],
    ]


def values_of(changes: Sequence[RowChange], column: str) -> frozenset[str]:
    """Return what a column holds before or after changes, over the tables that have it."""
    found: set[str] = set()
    for change in changes:
        place = TABLES[change.table].place(column)
        if place is not None:
            found.update(row[place] for row in (change.before, change.after) if row is not None)
    return frozenset(found)
