"""Steps that bring a document to the current schema; a released step is never edited."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from visionwork.document.connection import connect_memory
from visionwork.document.schema import APPLICATION_ID, DDL_1, RECORD_DDL
from visionwork.domain.records import record

if TYPE_CHECKING:
    from sqlite_utils import Database

SchemaItems = frozenset[tuple[str, str, str, str | None]]
"""What `sqlite_master` holds: type, name, table and SQL of every table, index, view and trigger."""


@record
class Step:
    """What leads from one schema to the next.

    Attributes:
        version: The schema it leads to, counted from 1; kept in PRAGMA user_version.
        name: Name under which it is recorded in the document.
        ddl: SQL statements that change the schema, each ended by a semicolon and a line end.
        convert: Changes rows after the statements ran, or None.
    """

    version: int
    name: str
    ddl: str
    convert: Callable[[Database], None] | None = None


STEPS: tuple[Step, ...] = (Step(1, "m0001_first_schema", DDL_1),)
"""Every step of every release, in order."""


def current_version() -> int:
    """Return the schema that this version of the app reads and writes."""
    return STEPS[-1].version


def expected_schema(version: int) -> SchemaItems:
    """Return what `sqlite_master` of an untouched document of a schema version holds."""
    return _schema_after((RECORD_DDL, *(step.ddl for step in STEPS[:version])))


@cache
def _schema_after(ddls: tuple[str, ...]) -> SchemaItems:
    """Return what `sqlite_master` holds after some statements; asked for whenever a document is checked."""
    connection = connect_memory()
    try:
        for ddl in ddls:
            for statement in _statements(ddl):
                connection.execute(statement)
        return schema_items(connection)
    finally:
        connection.close()


def schema_items(connection: sqlite3.Connection) -> SchemaItems:
    """Return what `sqlite_master` holds, but for the statistics that other programs may add."""
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    return frozenset(
        (kind, name, table, sql) for kind, name, table, sql in rows if not name.startswith("sqlite_stat")
    )


def migrate(connection: sqlite3.Connection) -> None:
    """Apply every step a document has not had yet; each step and its record commit together.

    Args:
        connection: A writable database; an empty one becomes a document without a workshop.

    Raises:
        sqlite3.Error: The disk refused, or rows of the document do not fit the new schema.
    """
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    db = Database(connection, execute_plugins=False)
    migrations = Migrations("visionwork")
    for step in STEPS:
        migrations(name=step.name)(_body(step))
    # A table that a step builds anew would take the rows that refer to it along.
    connection.execute("PRAGMA foreign_keys=OFF")
    try:
        if not db["_sqlite_migrations"].exists():
            with db.atomic():
                _execute(db, RECORD_DDL)
        migrations.apply(db)
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    finally:
        connection.execute("PRAGMA foreign_keys=ON")
    if broken:
        raise sqlite3.IntegrityError(f"{len(broken)} references lead nowhere after the migration")


def _body(step: Step) -> Callable[[Database], None]:
    def run(db: Database) -> None:
        _execute(db, step.ddl)
        if step.convert is not None:
            step.convert(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {step.version}")

    return run


def _execute(db: Database, ddl: str) -> None:
    for statement in _statements(ddl):
        db.execute(statement)


def _statements(ddl: str) -> list[str]:
    return [statement for part in ddl.split(";\n") if (statement := part.strip())]
