"""Looking at working copies that a crash left behind."""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from visionwork.document import files
from visionwork.document.connection import connect
from visionwork.document.document import Document
from visionwork.document.errors import AlreadyOpenError, DocumentError, NotSavedError, telling
from visionwork.document.inspection import check_content, check_start, without_wal
from visionwork.document.migrations import current_version, migrate
from visionwork.document.schema import TABLES
from visionwork.document.store import Store
from visionwork.document.tray import trays_in, waiting_in
from visionwork.document.workfolder import AppFolders, WorkFolder, WorkState
from visionwork.domain.records import record
from visionwork.paths import is_there

log = logging.getLogger(__name__)

_BEING_MADE_S = 60


@record
class Leftover:
    """A working copy without an owner that has something the user's file has not.

    Attributes:
        folder: The work folder.
        state: What is known of the user's file.
        edited_at: Local time of the last edit.
        changes: How many rows differ from the user's file or wait beside it; None when that cannot be read.
    """

    folder: WorkFolder
    state: WorkState
    edited_at: datetime
    changes: int | None


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


def opened_again(folder: WorkFolder, name: str, clock: Callable[[], datetime]) -> Document:
    """Open a working copy that a crash left, and bring in what phones were thanked for.

    Args:
        folder: Its folder; the lock is held by the caller.
        name: Name of the user's file.
        clock: Local time.

    Raises:
        sqlite3.Error: It cannot be read.
        DocumentError: It is damaged, or the disk refused.
    """
    store = Store(bring_up(folder, name))
    try:
        bring_in(store, folder)
    except BaseException:
        store.connection.close()
        raise
    return Document(store, clock)


def bring_in(store: Store, folder: WorkFolder, *, keep: bool = False) -> int:
    """Bring answers of phones into a document that could not be stored when collecting ended.

    Returns how many fit nothing that was asked, and are still beside it.

    Args:
        store: The document.
        folder: The folder of its working copy.
        keep: Leave them beside it, too, since the document is not on a disk now.

    Raises:
        DocumentError: The disk refused; they stay where they are.
    """
    if trays_in(folder.path):
        from visionwork.document.taking_in import take_in_left

        with telling(NotSavedError):
            brought = take_in_left(store, folder.path, keep=keep)
        if brought.stored:
            store.note_foreign_commit("Answers by phone", frozenset(["response", "comment"]))
        return brought.unfit
    return 0


def acquired(folder: WorkFolder) -> bool:
    """Take the lock of a work folder; return False when a window has it or it cannot be looked at."""
    try:
        return folder.lock.acquire()
    except OSError as error:
        log.warning("%s cannot be looked at: %s", folder.path, error)
        return False


def examine(folder: WorkFolder, folders: AppFolders) -> Leftover | None:
    """Return what a left working copy has to offer; when that is nothing, clear it away.

    One that cannot be looked at has nothing to offer now, and stays where it is.

    Args:
        folder: The work folder; its lock is held by the caller.
        folders: The app's folders, for the bin.
    """
    try:
        return _examine(folder, folders)
    except OSError as error:
        log.warning("%s cannot be looked at: %s", folder.path, error)
        return None


def _examine(folder: WorkFolder, folders: AppFolders) -> Leftover | None:
    state = folder.read_state()
    if state is None or not folder.database.exists():
        # Cut short while it was being made; or being made right now, by another window.
        if time.time() - folder.path.stat().st_mtime > _BEING_MADE_S:
            clear_away(folder, folders)
        return None
    status = folder.database.stat()
    journal = folder.database.with_name(f"{folder.database.name}-journal")
    untouched = state.working == folder.last_change() and not (journal.exists() and journal.stat().st_size)
    changes = _changes(folder, state.path)
    waiting = _waiting(folder)
    if changes == waiting == 0:
        folder.delete()
        return None
    if untouched and waiting == 0:
        # It holds what was last read or published; the user's file has gone its own way since.
        clear_away(folder, folders)
        return None
    edited_at = datetime.fromtimestamp(status.st_mtime)  # noqa: DTZ006  local, as shown
    both = None if changes is None or waiting is None else changes + waiting
    return Leftover(folder, state, edited_at, both)


def _waiting(folder: WorkFolder) -> int | None:
    """Return how many answers of phones a working copy has not taken in, or None."""
    try:
        return waiting_in(folder.path)
    except (sqlite3.Error, DocumentError) as error:
        log.warning("the answers beside %s cannot be counted: %s", folder.path, error)
        return None


def continuation(folders: AppFolders, path: Path) -> Leftover | None:
    """Return the left working copy that goes on where a user's file ends, with its lock taken.

    Nobody else has written the file since, so opening the working copy in its place loses nothing.

    Args:
        folders: The app's folders.
        path: The user's file, links followed.
    """
    for folder in folders.work_folders():
        state = folder.read_state()
        if state is None or not _belongs(state, path) or not acquired(folder):
            continue
        if state.path != path:  # renamed since: what is left goes with the file
            folder.note_state(replace(state, path=path))
        found = examine(folder, folders)
        if found is not None and found.changes is not None and _is_known(state, path):
            return found
        folder.lock.release()
    return None


def refuse_renamed(folders: AppFolders, path: Path) -> None:
    """Refuse a file that a window has open under the name it had before; each would go its own way.

    Args:
        folders: The app's folders.
        path: The user's file, links followed.

    Raises:
        AlreadyOpenError: A window has it.
    """
    try:
        found = path.stat()
    except OSError as error:  # whoever reads it tells
        log.info("%s cannot be looked at: %s", path, error)
        return
    for folder in folders.work_folders():
        state = folder.read_state()
        if state is None or state.mark is None or not state.mark.looks_like(found) or is_there(state.path):
            continue
        if not acquired(folder):
            raise AlreadyOpenError(path, folder.lock.owner())
        folder.lock.release()


def _belongs(state: WorkState, path: Path) -> bool:
    """Return whether a working copy is one of this file, also when the file was renamed since."""
    if state.path == path:
        return True
    try:
        looks_like = state.mark is not None and state.mark.looks_like(path.stat())
    except OSError as error:  # whoever reads it tells
        log.info("%s cannot be looked at: %s", path, error)
        return False
    return looks_like and not is_there(state.path) and _is_known(state, path)


def _is_known(state: WorkState, path: Path) -> bool:
    try:
        return files.mark_of(path).sha256 in (state.mark and state.mark.sha256, state.pending)
    except OSError as error:
        log.info("%s cannot be looked at: %s", path, error)
        return False


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


def clear_away(folder: WorkFolder, folders: AppFolders) -> None:
    """Move a work folder to the bin; one that cannot be moved waits for the next start."""
    try:
        to_bin(folder, folders)
    except OSError as error:
        log.warning("%s cannot be moved to the bin: %s", folder.path, error)


def to_bin(folder: WorkFolder, folders: AppFolders) -> Path:
    """Move a work folder to the bin, where it is kept for a while, and return its place there.

    The caller holds its lock, which is free at the end: until then nobody else opens what is moved.
    """
    if os.name == "nt":  # an open file keeps its folder where it is, so nobody can open it meanwhile
        folder.lock.release()
    try:
        folders.bin.mkdir(parents=True, exist_ok=True)
        place = folders.bin / folder.path.name
        folder.path.rename(place)
        os.utime(place)
        return place
    finally:
        folder.lock.release()
