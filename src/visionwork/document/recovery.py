"""Working copies that a crash left behind: found, opened again, or put into a bin."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from visionwork.document import files
from visionwork.document.connection import connect
from visionwork.document.document import Document
from visionwork.document.errors import AlreadyOpenError, DocumentError, telling
from visionwork.document.inspection import check_content, check_start, without_wal
from visionwork.document.migrations import current_version, migrate
from visionwork.document.schema import TABLES
from visionwork.document.session import DocumentSession
from visionwork.document.store import Store
from visionwork.document.workfolder import AppFolders, WorkFolder

log = logging.getLogger(__name__)

KEPT_DAYS = 30
"""How long a discarded working copy stays in the bin."""

_BEING_MADE_S = 60


@dataclass(frozen=True, slots=True)
class Recovery:
    """A working copy with edits that did not reach the user's file.

    Attributes:
        folder: Where it is.
        title: Title of the workshop.
        path: The user's file it belongs to; may be gone.
        edited_at: Local time of its last edit.
        changes: How many rows differ from the user's file; None when that cannot be read.
    """

    folder: Path
    title: str
    path: Path
    edited_at: datetime
    changes: int | None


def recoverable(home: Path) -> list[Recovery]:
    """Return the working copies a crash left, newest first.

    Those that hold nothing the user's file does not have are deleted; those in use are left alone.
    """
    folders = AppFolders(home)
    found = []
    for folder in folders.work_folders():
        if not _acquired(folder):
            continue
        try:
            recovery = _examined(folder, folders)
        finally:
            folder.lock.release()
        if recovery is not None:
            found.append(recovery)
    return sorted(found, key=lambda recovery: recovery.edited_at, reverse=True)


def recover(
    recovery: Recovery, home: Path, *, clock: Callable[[], datetime] = datetime.now
) -> DocumentSession:
    """Open a working copy again; what the user's file does not have counts as unpublished.

    Raises:
        AlreadyOpenError: Another window has it, or has the user's file open.
        DocumentError: The working copy is damaged or cannot be read; it stays where it is.
    """
    folders, folder = AppFolders(home), WorkFolder(recovery.folder)
    state = folder.read_state()
    if not _acquired(folder):
        raise AlreadyOpenError(recovery.path, folder.lock.owner())
    with telling(), ExitStack() as undo:
        undo.callback(folder.lock.release)
        if state is None:
            raise DocumentError("This working copy cannot be read.", "Open the workshop's file.")
        lock = folders.lock_document(state.path)
        undo.callback(lock.release)
        connection = bring_up(folder, state.path.name)
        undo.pop_all()
    document = Document(Store(connection), clock)
    return DocumentSession(document, folders, state, folder, lock, unpublished=True)


def discard(recovery: Recovery, home: Path) -> Path:
    """Put a working copy into the bin, where it stays for `KEPT_DAYS`, and return its place there.

    Raises:
        AlreadyOpenError: A window has it.
        DocumentError: It cannot be moved.
    """
    folder = WorkFolder(recovery.folder)
    if not _acquired(folder):
        raise AlreadyOpenError(recovery.path, folder.lock.owner())
    folder.lock.release()
    with telling():
        return _to_bin(folder, AppFolders(home))


def empty_bin(home: Path, now: datetime) -> None:
    """Delete what has been in the bin for longer than `KEPT_DAYS`."""
    bin_folder = AppFolders(home).bin
    if not bin_folder.is_dir():
        return
    for entry in bin_folder.iterdir():
        age = now.timestamp() - entry.stat().st_mtime
        if age > KEPT_DAYS * 24 * 3600:
            shutil.rmtree(entry, onerror=_told_to_log)


def bring_up(folder: WorkFolder, name: str) -> sqlite3.Connection:
    """Open a working copy, finish or undo what a crash cut short, and check it.

    Raises:
        sqlite3.Error: It cannot be read.
        DocumentError: It is damaged.
    """
    connection = connect(folder.database)
    try:
        if check_content(connection, name) < current_version():
            # The app was brought up to date after the crash.
            files.copy_and_mark(folder.database, folder.path / "before-migration.db")
            migrate(connection)
            check_content(connection, name)
    except BaseException:
        connection.close()
        raise
    return connection


def _acquired(folder: WorkFolder) -> bool:
    try:
        return folder.lock.acquire()
    except OSError as error:
        log.warning("%s cannot be looked at: %s", folder.path, error)
        return False


def _examined(folder: WorkFolder, folders: AppFolders) -> Recovery | None:
    """Return what a left working copy has to offer; when that is nothing, clear it away."""
    state = folder.read_state()
    if state is None or not folder.database.exists():
        # Cut short while it was being made; or being made right now, by another window.
        if time.time() - folder.path.stat().st_mtime > _BEING_MADE_S:
            _to_bin(folder, folders)
        return None
    stat = folder.database.stat()
    journal = folder.database.with_name(folder.database.name + "-journal")
    untouched = state.working == stat.st_mtime_ns and not (journal.exists() and journal.stat().st_size)
    changes = _changes(folder, state.path)
    if changes == 0:
        folder.delete()
        return None
    if untouched:
        # It holds what was last read or published; the user's file has gone its own way since.
        _to_bin(folder, folders)
        return None
    edited_at = datetime.fromtimestamp(stat.st_mtime)  # noqa: DTZ006  local, as shown
    return Recovery(folder.path, state.title, state.path, edited_at, changes)


def _changes(folder: WorkFolder, path: Path) -> int | None:
    """Return how many rows of a working copy differ from the user's file, or None."""
    published = folder.path / f"published{files.TEMP_SUFFIX}"
    try:
        files.copy_and_mark(path, published, check_start=lambda start: check_start(path.name, start))
        without_wal(published)
        connection = bring_up(folder, path.name)
        try:
            connection.execute("ATTACH ? AS published", [str(published)])
            return sum(_differing(connection, table) for table in TABLES)
        finally:
            connection.close()
    except (OSError, sqlite3.Error, DocumentError) as error:
        log.warning("%s cannot be compared with %s: %s", folder.path, path, error)
        return None
    finally:
        files.remove(published)


def _differing(connection: sqlite3.Connection, table: str) -> int:
    shape = TABLES[table]
    columns = ", ".join(name for name in shape.all_columns if name != "revision")
    sql = f"""
        SELECT count(*) FROM (
            SELECT {shape.key} FROM (
                SELECT {columns} FROM main.{table} EXCEPT SELECT {columns} FROM published.{table}
            ) UNION SELECT {shape.key} FROM (
                SELECT {columns} FROM published.{table} EXCEPT SELECT {columns} FROM main.{table}
            )
        )"""  # noqa: S608  names of our own schema
    return connection.execute(sql).fetchone()[0]


def _to_bin(folder: WorkFolder, folders: AppFolders) -> Path:
    folder.lock.release()
    folders.bin.mkdir(parents=True, exist_ok=True)
    place = folders.bin / folder.path.name
    folder.path.rename(place)
    os.utime(place)
    return place


def _told_to_log(_function: object, path: str, error: object) -> None:
    log.warning("%s cannot be deleted: %s", path, error)
