"""Steps that bring a document to the current schema; a released step is never edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visionwork.document.schema import APPLICATION_ID, DDL_1

if TYPE_CHECKING:
    from sqlite_utils import Database


def migrate(db: Database) -> None:
    """Apply every step a document has not had yet; each step and its record commit together.

    Args:
        db: A writable database; an empty one becomes a document without a workshop.
    """
    from sqlite_utils.migrations import Migrations

    migrations = Migrations("visionwork")

    @migrations(name="m0001_first_schema")
    def m0001_first_schema(db: Database) -> None:
        for statement in DDL_1.split(";\n"):
            if statement.strip():
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 1")

    migrations.apply(db)
