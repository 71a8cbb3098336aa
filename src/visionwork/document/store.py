"""The one door for writing: commands in one transaction, undo, and change events."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from visionwork.document.errors import NotSavedError, told
from visionwork.document.schema import TABLES

if TYPE_CHECKING:
    from sqlite_utils import Database

Row = dict[str, Any]
Key = str | int


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after a change; None stands for "not there"."""

    table: str
    key: Key
    before: Row | None
    after: Row | None

    def reversed(self) -> RowChange:
        """Return the change that takes this one back."""
        return RowChange(self.table, self.key, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """What a committed command touched, told to whoever shows it.

    Attributes:
        label: What was done, for the Undo menu.
        tables: Tables with changed rows.
        exercise_ids: Exercises whose entries changed.
        subjects: Texts that changed.
        reason: "command", "undo" or "redo".
    """

    label: str
    tables: frozenset[str]
    exercise_ids: frozenset[str]
    subjects: frozenset[str]
    reason: str = "command"


@dataclass(slots=True)
class _Step:
    """One step of the history."""

    label: str
    changes: list[RowChange]
    merge_key: str | None = None


Listener = Callable[[Change], None]


class Transaction:
    """Writes of one command; every row is read before it is changed, so that it can be undone."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.changes: list[RowChange] = []

    def read(self, table: str, key: Key) -> Row | None:
        """Return a row as a dict, or None."""
        shape = TABLES[table]
        names = ", ".join((shape.key, *shape.columns))
        found = self._db.execute(f"SELECT {names} FROM {table} WHERE {shape.key} = ?", [key]).fetchone()  # noqa: S608
        return dict(zip((shape.key, *shape.columns), found, strict=True)) if found else None

    def insert(self, table: str, values: Row) -> Key:
        """Insert a row and return its key; columns left out take their defaults."""
        key = self._insert(table, values)
        self.changes.append(RowChange(table, key, None, self.read(table, key)))
        return key

    def insert_rows(self, table: str, rows: Sequence[Row]) -> None:
        """Insert many rows of the same columns, each with its key given."""
        if not rows:
            return
        shape = TABLES[table]
        columns = self._columns(table, rows[0])
        marks = ", ".join("?" * len(columns))
        self._db.conn.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608
            ([row[column] for column in columns] for row in rows),
        )
        self.changes.extend(RowChange(table, row[shape.key], None, row) for row in rows)

    def update(self, table: str, key: Key, values: Row) -> bool:
        """Change columns of a row; return whether anything differed.

        Raises:
            KeyError: No row has this key.
        """
        before = self.read(table, key)
        if before is None:
            raise KeyError((table, key))
        after = before | values
        if after == before:
            return False
        self._update(table, key, {name: after[name] for name in self._columns(table, values)})
        self.changes.append(RowChange(table, key, before, after))
        return True

    def delete(self, table: str, key: Key) -> None:
        """Delete a row; nothing happens when it is gone already."""
        before = self.read(table, key)
        if before is not None:
            self._delete(table, key)
            self.changes.append(RowChange(table, key, before, None))

    def apply(self, change: RowChange) -> None:
        """Bring a row to the state after a change, as undo and redo need it."""
        if change.after is None:
            self._delete(change.table, change.key)
        elif change.before is None:
            self._insert(change.table, change.after)
        else:
            shape = TABLES[change.table]
            self._update(change.table, change.key, {name: change.after[name] for name in shape.columns})

    def _insert(self, table: str, values: Row) -> Key:
        columns = self._columns(table, values)
        marks = ", ".join("?" * len(columns))
        names = ", ".join(columns)
        cursor = self._db.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608
            [values[column] for column in columns],
        )
        key = values.get(TABLES[table].key)
        return key if key is not None else int(cursor.lastrowid or 0)

    def _update(self, table: str, key: Key, values: Row) -> None:
        names = ", ".join(f"{column} = ?" for column in values)
        self._db.execute(
            f"UPDATE {table} SET {names} WHERE {TABLES[table].key} = ?",  # noqa: S608
            [*values.values(), key],
        )

    def _delete(self, table: str, key: Key) -> None:
        self._db.execute(f"DELETE FROM {table} WHERE {TABLES[table].key} = ?", [key])  # noqa: S608

    @staticmethod
    def _columns(table: str, values: Mapping[str, object]) -> list[str]:
        shape = TABLES[table]
        known = (shape.key, *shape.columns)
        unknown = [name for name in values if name not in known]
        if unknown:
            raise KeyError(f"{table} has no column {unknown[0]}")
        return list(values)


class Store:
    """A document's connection, its history of the session and its listeners.

    Reading uses the connection itself; sqlite-utils is imported at the first write, since its
    import costs as much as showing the window.

    Args:
        connection: An open connection; see `connection.connect`.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._db: Database | None = None
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []
        self._listeners: list[Listener] = []

    @property
    def db(self) -> Database:
        """The connection as sqlite-utils sees it."""
        if self._db is None:
            from sqlite_utils import Database

            self._db = Database(self.connection, execute_plugins=False)
        return self._db

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[sqlite3.Row]:
        """Return every row of a query."""
        return self.connection.execute(sql, tuple(parameters)).fetchall()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call a listener after every commit; return what ends it."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    @contextmanager
    def command(self, label: str, merge_key: str | None = None) -> Iterator[Transaction]:
        """Run the writes of one command in one transaction and make them one step of undo.

        Args:
            label: What is done, as the Undo menu names it.
            merge_key: Consecutive commands of the same key become one step (typing in a field).

        Raises:
            NotSavedError: The disk or the file refused; nothing was changed.
        """
        transaction = Transaction(self.db)
        with self._told(), self.db.atomic():
            yield transaction
        if not transaction.changes:
            return
        last = self._undo[-1] if self._undo else None
        if merge_key is not None and last is not None and last.merge_key == merge_key and not self._redo:
            last.changes = _collapsed([*last.changes, *transaction.changes])
        else:
            self._undo.append(_Step(label, transaction.changes, merge_key))
        self._redo.clear()
        self._tell(label, transaction.changes, "command")

    def seal(self) -> None:
        """End merging: the next command begins a new step of undo."""
        if self._undo:
            self._undo[-1].merge_key = None

    def undo_label(self) -> str | None:
        """Return what undo would take back, or None."""
        return self._undo[-1].label if self._undo else None

    def redo_label(self) -> str | None:
        """Return what redo would do again, or None."""
        return self._redo[-1].label if self._redo else None

    def undo(self) -> bool:
        """Take back the last step; return whether there was one."""
        return self._move(self._undo, self._redo, "undo")

    def redo(self) -> bool:
        """Do the last undone step again; return whether there was one."""
        return self._move(self._redo, self._undo, "redo")

    def _move(self, source: list[_Step], target: list[_Step], reason: str) -> bool:
        if not source:
            return False
        step = source[-1]
        changes = (
            [change.reversed() for change in reversed(step.changes)] if reason == "undo" else step.changes
        )
        transaction = Transaction(self.db)
        with self._told(), self.db.atomic():
            for change in changes:
                transaction.apply(change)
        source.pop()
        step.merge_key = None
        target.append(step)
        self._tell(step.label, changes, reason)
        return True

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            sentence = told(error, NotSavedError)
            if sentence is None:
                raise
            raise sentence from error

    def _tell(self, label: str, changes: Sequence[RowChange], reason: str) -> None:
        states = [state for change in changes for state in (change.before, change.after) if state]
        event = Change(
            label,
            frozenset(change.table for change in changes),
            frozenset(state["exercise_id"] for state in states if "exercise_id" in state),
            frozenset(state["subject"] for state in states if "subject" in state),
            reason,
        )
        for listener in tuple(self._listeners):
            listener(event)


def _collapsed(changes: Sequence[RowChange]) -> list[RowChange]:
    """Return changes with consecutive ones of the same row made one, so typing stays small."""
    result: list[RowChange] = []
    for change in changes:
        last = result[-1] if result else None
        if last is not None and (last.table, last.key) == (change.table, change.key):
            result[-1] = RowChange(change.table, change.key, last.before, change.after)
        else:
            result.append(change)
    return result
