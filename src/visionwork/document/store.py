"""The one door for writing: commands in one transaction, undo, and change events."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from visionwork.document import summary
from visionwork.document.errors import NotSavedError, telling, told
from visionwork.document.transaction import BATCHED, RowChange, Transaction, collapsed, values_of
from visionwork.document.turn import Turn
from visionwork.domain.records import record

if TYPE_CHECKING:
    from sqlite_utils import Database

    from visionwork.document.moving import Move


@record
class Change:
    """What a committed command touched, told to whoever shows it.

    Attributes:
        label: What was done, for the Undo menu.
        tables: Tables with changed rows.
        exercise_ids: Exercises whose entries changed.
        subjects: Texts that changed.
        reason: "command", "undo", "redo", or "foreign" for a commit of another connection.
    """

    label: str
    tables: frozenset[str]
    exercise_ids: frozenset[str]
    subjects: frozenset[str]
    reason: str = "command"


@dataclass(slots=True, eq=False)
class Step:
    """One step of the history; `batches` are answers of files, too many to be put in again."""

    label: str
    changes: list[RowChange]
    merge_key: str | None = None
    batches: tuple[int, ...] = ()

    @property
    def tables(self) -> frozenset[str]:
        """Tables that it changes."""
        return frozenset(change.table for change in self.changes) | (BATCHED if self.batches else frozenset())

    @property
    def asks(self) -> bool:
        """Whether it changed what a round asks, of whom, or whether there is one."""
        return any(change.table in ("round", "round_group", "question") for change in self.changes)

    def carry_out(self, tx: Transaction, reason: str) -> None:
        """Take it back or do it again, in the transaction that is open.

        Args:
            tx: The transaction.
            reason: "undo" or "redo".
        """
        undone = reason == "undo"
        tx.apply([change.reversed() for change in reversed(self.changes)] if undone else self.changes)
        for batch_id in self.batches:
            tx.delete_batch(batch_id)


_SLOW_CHANGES = 4_000
"""Rows that are put back in a fifth of a second."""

Listener = Callable[[Change], None]


class Store:
    """A document's connection, its history of the session and its listeners.

    Reading uses the connection itself; sqlite-utils is imported at the first write, since its
    import costs as much as showing the window.

    Args:
        connection: An open connection in autocommit mode; see `connection.connect`.
        turn: The lock that others share who write to the same file; one of its own when left out.

    Attributes:
        connection: The connection.
        commits: How many commits were made; grows with every command, undo and redo.
        turn: Held while a transaction is open; whoever writes to the same file over a connection
            of its own holds it, too.
        settle: Makes what `settled` returns.
    """

    def __init__(self, connection: sqlite3.Connection, turn: Turn | None = None) -> None:
        self.connection = connection
        self.commits = 0
        self.turn = turn or Turn()
        self.settle: Callable[[], AbstractContextManager[None]] = nullcontext
        self._db: Database | None = None
        self._open: Transaction | None = None
        self._kept_back: list[Change] | None = None
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._moving: Move | None = None
        self._replaced = 0
        self._listeners: list[Listener] = []

    @property
    def db(self) -> Database:
        """The connection as sqlite-utils sees it."""
        if self._db is None:
            from sqlite_utils import Database

            self._db = Database(self.connection, execute_plugins=False)
        return self._db

    @property
    def in_command(self) -> bool:
        """Whether a command is open; what is written now is a part of it."""
        return self._open is not None

    def settled(self) -> AbstractContextManager[None]:
        """Return what a command works in that answers must not come in beside.

        Whoever takes in answers that were given elsewhere sets `settle`: everything given so far is in the
        document then, and nothing more is taken until the command is done. Inside another command it is too
        late for that.
        """
        return self.settle() if self._open is None else nullcontext()

    def replace_connection(self, connection: sqlite3.Connection) -> None:
        """Go on with another connection to the same content; the history stays."""
        self.connection.close()
        self.connection = connection
        self._db = None
        self._replaced += 1

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[sqlite3.Row]:
        """Return every row of a query."""
        with self.turn:
            return self.connection.execute(sql, tuple(parameters)).fetchall()

    def next_position(self, table: str, **same: object) -> int:
        """Return the place behind the last row of a table, among rows with these values."""
        where = " AND ".join(f"{name} = ?" for name in same) or "1"
        sql = f"SELECT ifnull(max(position) + 1, 0) AS next FROM {table} WHERE {where}"  # noqa: S608
        return self.rows(sql, tuple(same.values()))[0]["next"]

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call a listener after every commit; return what ends it."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    @contextmanager
    def command(
        self, label: str, merge_key: str | None = None, *, undoable: bool = True
    ) -> Iterator[Transaction]:
        """Run the writes of one command in one transaction and make them one step of undo.

        A command inside another becomes a part of it; undo of the whole leaves what is no step of undo.

        Args:
            label: What is done, as the Undo menu names it.
            merge_key: Consecutive commands of the same key become one step (typing in a field).
            undoable: Whether it is a step of undo; what was told to somebody cannot be taken back.

        Raises:
            NotSavedError: The disk or the file refused; nothing was changed.
        """
        if (outer := self._open) is not None:
            since = len(outer.changes)
            yield outer
            if not undoable:
                outer.keep_for_good(since)
            return
        self._wait()
        self._open = transaction = Transaction(self.db)
        try:
            with self.turn, self.db.atomic():
                yield transaction
        except (sqlite3.Error, OSError) as error:
            sentence = told(error, NotSavedError)
            if sentence is None:
                raise
            raise sentence from error
        finally:
            self._open = None
        if transaction.tables:
            self.commits += 1
            if undoable:
                batches = tuple(transaction.batches)
                self._remember(Step(label, transaction.changes, merge_key, batches))
            self._tell(label, transaction.changes, "command", transaction.tables)

    def outside(self) -> tuple[int, int]:
        """Return what every commit of another connection changes, whether or not anybody notes it here.

        See "PRAGMA data_version" in SQLite's documentation.
        """
        return self._replaced, self.connection.execute("PRAGMA data_version").fetchone()[0]

    def count_commit(self) -> None:
        """Note a commit over this connection of which listeners are told later, or not at all."""
        self.commits += 1

    def note_batch(self, label: str, batch_id: int) -> None:
        """Make the answers of a file, which another connection stored, a step of undo, and tell listeners.

        Args:
            label: What was done, as the Undo menu names it.
            batch_id: Id of the batch; undo deletes it.
        """
        self._wait()
        self.commits += 1
        self._remember(Step(label, [], None, (batch_id,)))
        self._tell(label, (), "command", BATCHED)

    def note_apart(self, label: str, tables: frozenset[str], changes: list[RowChange] | None) -> None:
        """Note what another connection did, and tell listeners.

        Args:
            label: What was done.
            tables: Tables of which rows were changed.
            changes: The rows, which become a step of undo; None when nobody remembers them, so that neither
                they nor anything before them can come back.
        """
        self._wait()
        self.commits += 1
        if changes is None:
            self._undo.clear()
            self._redo.clear()
        else:
            self._remember(Step(label, changes))
        self._tell(label, changes or (), "command", tables)

    def keep_counts(self, round_id: int, counts: summary.Counts) -> None:
        """Keep the counts of a round for the next look; they change nothing that anybody sees.

        Raises:
            NotSavedError: The disk or the file refused.
        """
        with telling(NotSavedError), self.turn:
            summary.keep(self.connection, round_id, counts)

    def note_foreign_commit(self, label: str, tables: frozenset[str], *, answers: bool = True) -> None:
        """Tell listeners of a commit that another connection made to the same file; it is no step of undo.

        Args:
            label: What was done.
            tables: Tables with new rows.
            answers: Whether somebody has answered; see `keep_questions`.
        """
        if answers:
            self.keep_questions()
        self.commits += 1
        self._emit(Change(label, tables, frozenset(), frozenset(), "foreign"))

    @contextmanager
    def together(self) -> Iterator[None]:
        """Tell listeners at the end, as of one change, what is done inside, so that pages read again once."""
        if self._kept_back is not None:
            yield
            return
        self._kept_back = kept = []
        try:
            yield
        finally:
            self._kept_back = None
            if kept:
                self._emit(
                    Change(
                        kept[0].label,
                        frozenset().union(*(event.tables for event in kept)),
                        frozenset().union(*(event.exercise_ids for event in kept)),
                        frozenset().union(*(event.subjects for event in kept)),
                        kept[0].reason,
                    )
                )

    def keep_questions(self) -> None:
        """Forget steps of undo that changed a round: that would take it away from who has just answered."""
        last = max((place for place, step in enumerate(self._undo, 1) if step.asks), default=0)
        del self._undo[:last]
        if any(step.asks for step in self._redo):
            self._redo.clear()

    def seal(self) -> None:
        """End merging: the next command begins a new step of undo."""
        if self._undo:
            self._undo[-1].merge_key = None

    def clear_history(self) -> None:
        """Empty the history, so that nothing that was removed for good comes back."""
        self._undo.clear()
        self._redo.clear()

    def compact(self) -> None:
        """Write the database anew, so that no byte of what was deleted stays in the file or its journal."""
        with telling(NotSavedError):
            self.connection.execute("VACUUM")

    def undo_label(self) -> str | None:
        """Return what undo would take back, or None."""
        return self._undo[-1].label if self._undo else None

    def undo_changes(self) -> list[RowChange]:
        """Return the rows that undo would take back."""
        return self._undo[-1].changes if self._undo else []

    def redo_label(self) -> str | None:
        """Return what redo would do again, or None."""
        return self._redo[-1].label if self._redo else None

    def undo(self) -> bool:
        """Take back the last step; return whether there was one.

        Raises:
            NotSavedError: The disk or the file refused; nothing was changed.
        """
        return self._move("undo")

    def long_move(self, reason: str) -> Move | None:
        """Return what the next undo or redo would do, when it would keep a window waiting; else None.

        Whoever gets it calls `begin`, carries it out with `moving.carry_out_apart`, and calls `note_moved`.
        What must be done in `settled` is not among it.

        Args:
            reason: "undo" or "redo".
        """
        with self.settled():  # which may forget steps
            source = self._source(reason)
        step = source[-1] if source else None
        if step is None or (step.asks and self.settle is not nullcontext):
            return None
        if not step.batches and len(step.changes) <= _SLOW_CHANGES:
            return None
        from visionwork.document.moving import Move

        return Move(step, reason)

    def begin(self, move: Move) -> None:
        """Let no command come in between a long step and its end: it waits, as it would for the turn."""
        self._moving = move

    def note_moved(self, move: Move) -> None:
        """Note what became of a long step that has ended, unless that was noted, and tell listeners."""
        if self._moving is not move:
            return
        self._moving = None
        if not move.carried:
            return
        self.commits += 1
        source = self._source(move.reason)
        if source and source[-1] is move.step:  # else it was forgotten meanwhile
            self._pass_on(move.step, move.reason)
        self._tell(move.step.label, move.step.changes, move.reason, move.step.tables)

    def redo(self) -> bool:
        """Do the last undone step again; return whether there was one.

        Raises:
            NotSavedError: The disk or the file refused; nothing was changed.
        """
        return self._move("redo")

    def _remember(self, step: Step) -> None:
        last = self._undo[-1] if self._undo else None
        if last is not None and step.merge_key is not None and last.merge_key == step.merge_key:
            last.changes = collapsed([*last.changes, *step.changes])
            if not last.changes:  # typed, and taken back by hand
                self._undo.pop()
        else:
            self._undo.append(step)
        self._redo.clear()

    def _source(self, reason: str) -> list[Step]:
        return self._undo if reason == "undo" else self._redo

    def _move(self, reason: str) -> bool:
        with self.settled():
            self._wait()
            return self._moved(reason)

    def _moved(self, reason: str) -> bool:
        source = self._source(reason)
        if not source:
            return False
        step = source[-1]
        with telling(NotSavedError), self.turn, self.db.atomic():
            step.carry_out(Transaction(self.db), reason)
        self.commits += 1
        self._pass_on(step, reason)
        self._tell(step.label, step.changes, reason, step.tables)
        return True

    def _pass_on(self, step: Step, reason: str) -> None:
        """Let a step that was carried out be done again, or taken back."""
        self._source(reason).pop()
        step.merge_key = None
        target = self._redo if reason == "undo" else self._undo
        if step.batches:  # what a large file brought is not kept, so nothing that came later can come back
            target.clear()
        else:
            target.append(step)

    def _wait(self) -> None:
        """Wait for the end of a long step, so that the history tells the order in which all was done."""
        if self._moving is not None:
            self._moving.wait()
            self.note_moved(self._moving)

    def _tell(self, label: str, changes: Sequence[RowChange], reason: str, tables: frozenset[str]) -> None:
        if not self._listeners:
            return
        event = Change(
            label,
            tables | {_SAME[table] for table in tables if table in _SAME},
            values_of(changes, "exercise_id"),
            values_of(changes, "subject"),
            reason,
        )
        self._emit(event)

    def _emit(self, event: Change) -> None:
        if self._kept_back is not None:
            self._kept_back.append(event)
            return
        for listener in tuple(self._listeners):
            listener(event)


_SAME = {"answer_block": "response", "comment_block": "comment"}
"""What a table of many is, to those who show single ones."""
