"""Telling whether a file is a workshop that this version of the app may open."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from visionwork.document.errors import DamagedDocumentError, NewerDocumentError, NotAWorkshopError, is_damage
from visionwork.document.migrations import current_version, expected_schema, schema_items
from visionwork.document.promises import promise_hash
from visionwork.document.schema import APPLICATION_ID
from visionwork.domain.drafts import STATEMENT_SUBJECT, text_hash

PATIENCE_S = 30.0
"""A file made to keep SQLite busy is given up after this time."""

_LONGEST = 60
"""Characters of a promise that a sentence repeats."""

_MAGIC = b"SQLite format 3\0"
_CHOOSE = "Choose a .visionwork file."
_LOOK_ELSEWHERE = (
    "No backup of it is on this computer. Look for an older copy: in the history of a synchronised folder, "
    "on a stick, or with somebody who has one."
)


def check_start(name: str, start: bytes) -> None:
    """Tell by its first bytes that a file is no workshop, or a newer one.

    The places are those of the SQLite file format, section 1.3 (sqlite.org/fileformat2.html).

    Args:
        name: The file's name, for the sentence.
        start: Its first bytes, at least 100 unless it is shorter.

    Raises:
        NotAWorkshopError: It is empty, no database, or a database of another program.
        NewerDocumentError: Its schema is newer than this version of the app knows.
    """
    if not start:
        raise NotAWorkshopError(f"{name} is empty.", _LOOK_ELSEWHERE)
    if start[:16] != _MAGIC or len(start) < 100:
        raise NotAWorkshopError(f"{name} is not a Visionwork workshop.", _CHOOSE)
    if int.from_bytes(start[68:72], "big") != APPLICATION_ID:
        raise NotAWorkshopError(f"{name} belongs to another program.", _CHOOSE)
    if int.from_bytes(start[60:64], "big") > current_version():
        raise NewerDocumentError(
            f"{name} was saved by a newer version of Visionwork.", "Update Visionwork, then open it again."
        )


def check_content(connection: sqlite3.Connection, name: str) -> int:
    """Check the pages and the schema of a private copy and return its schema version.

    Raises:
        DamagedDocumentError: Pages cannot be read, or tables are missing, changed or added.
    """
    give_up_at = time.monotonic() + PATIENCE_S
    connection.set_progress_handler(lambda: int(time.monotonic() > give_up_at), 100_000)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        check_schema(connection, name, version)
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        workshops = connection.execute("SELECT count(*) FROM workshop").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            raise damaged(name) from error
        raise
    finally:
        connection.set_progress_handler(None, 0)
    if found != "ok" or workshops != 1:
        raise damaged(name)
    return version


def check_schema(connection: sqlite3.Connection, name: str, version: int) -> None:
    """Compare the tables with those of a schema version, to the letter.

    A table, view or trigger more could run code of a stranger when the document is used.

    Raises:
        DamagedDocumentError: Something is missing, changed or added.
    """
    if not 1 <= version <= current_version():
        raise damaged(name)
    found, expected = schema_items(connection), expected_schema(version)
    if found == expected:
        return
    extra = sorted(item[1] for item in found - expected if not item[1].startswith("sqlite_autoindex"))
    if extra:
        raise DamagedDocumentError(
            f"Another program changed the tables of {name} ({extra[0]}).", _LOOK_ELSEWHERE
        )
    raise damaged(name)


def damaged(name: str) -> DamagedDocumentError:
    """Return the error for a file with parts that cannot be read and of which no backup is known."""
    return DamagedDocumentError(f"{name} is damaged and cannot be opened.", _LOOK_ELSEWHERE)


def without_wal(path: Path) -> None:
    """Take the write-ahead mark from the header of a private copy.

    Only another program can have set it. Without the file beside it, which was not copied, the
    mark would only keep a copy on a read-only disk from opening (file format, section 1.3.3).
    """
    with path.open("r+b") as file:
        file.seek(18)
        if file.read(2) == b"\2\2":
            file.seek(18)
            file.write(b"\1\1")


def damaged_texts(connection: sqlite3.Connection) -> list[str]:
    """Return a sentence for each draft, promise, agreement and round whose hash does not fit."""
    drafts = connection.execute(
        "SELECT id, subject, number, text, sha256 FROM draft ORDER BY subject, number"
    ).fetchall()
    broken = {row["id"] for row in drafts if text_hash(row["text"]) != row["sha256"]}
    found = [
        f"The text of {_draft_name(row)} does not fit its hash; it was changed or damaged outside the app."
        for row in drafts
        if row["id"] in broken
    ]
    by_id = {row["id"]: row for row in drafts}
    for table, draft_id, sha256 in (
        ("agreement", "draft_id", "sha256"),
        ("round", "draft_id", "draft_sha256"),
        ("round", "second_draft_id", "second_sha256"),
    ):
        for row in connection.execute(f"SELECT {draft_id} AS draft_id, {sha256} AS sha256 FROM {table}"):  # noqa: S608
            draft = by_id.get(row["draft_id"])
            if draft is not None and draft["sha256"] != row["sha256"]:
                found.append(f"The {table} on {_draft_name(draft)} belongs to another wording.")
    for row in connection.execute("SELECT text, stakeholders, sha256 FROM promise ORDER BY id"):
        if promise_hash(row["stakeholders"], row["text"]) != row["sha256"]:
            from visionwork.domain.quoting import shortened

            found.append(f"The promise “{shortened(row['text'], _LONGEST)}” does not fit its hash.")
    return found


def _draft_name(row: sqlite3.Row) -> str:
    if row["subject"] == STATEMENT_SUBJECT:
        return f"draft {row['number']} of the statement"
    return f"draft {row['number']} of a view ({row['subject']})"
