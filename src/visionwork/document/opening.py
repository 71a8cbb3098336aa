"""From a user's file to a checked, private copy of it; the file itself is only read."""

from __future__ import annotations

import errno
import logging
import os
import sqlite3
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from visionwork.document import files
from visionwork.document.connection import connect
from visionwork.document.errors import (
    DocumentError,
    MissingDocumentError,
    NotAWorkshopError,
    UnusableFileError,
    is_damage,
    no_folder,
    told,
)
from visionwork.document.files import FileMark
from visionwork.document.inspection import check_content, check_start, damaged, damaged_texts, without_wal
from visionwork.document.leftover import bring_up, continuation
from visionwork.document.migrations import current_version, migrate
from visionwork.document.snapshot import into_memory
from visionwork.document.workfolder import AppFolders, WorkFolder, WorkState
from visionwork.domain.records import record

log = logging.getLogger(__name__)

_MOVED = "It may have been moved, renamed or deleted."


class NoticeKind(StrEnum):
    """What a notice is about."""

    READ_ONLY = "read only"
    MIGRATED = "migrated"
    LEFT_BESIDE = "left beside"
    DAMAGED_TEXTS = "damaged texts"
    RECOVERED = "recovered"
    METHOD = "method"


@record
class Notice:
    """Something about an open document that a banner should say."""

    kind: NoticeKind
    sentence: str


@record
class Copy:
    """A checked copy of a user's file, of the current schema.

    Attributes:
        connection: Opened on it.
        mark: The user's file when it was copied.
        notices: What there is to say about it.
    """

    connection: sqlite3.Connection
    mark: FileMark
    notices: tuple[Notice, ...]

    def state(self, path: Path) -> WorkState:
        """Return what is known of the user's file, which is at a path."""
        row = self.connection.execute("SELECT title, revision FROM workshop").fetchone()
        return WorkState(path, row["title"], row["revision"], self.mark)


def copy_in(path: Path, folder: WorkFolder, folders: AppFolders, now: datetime) -> Copy:
    """Copy a user's file into a work folder, check it and bring it to the current schema.

    Args:
        path: The user's file, links followed.
        folder: A work folder without a working copy.
        folders: The app's folders, for the backup before a migration.
        now: Local time, for the name of that backup.

    Raises:
        DocumentError: The file is missing, foreign, newer, damaged or cannot be read; it was
            left as it is.
    """
    try:
        return _copy_in(path, folder, folders, now)
    except UnusableFileError as error:
        from visionwork.document.backup import newest_good

        backup = newest_good(folders, path)
        if backup is None:
            raise
        raise type(error)(error.sentence, _BACKUP_KEPT, backup) from error
    except OSError as error:
        raise reading_failed(path, error) from error
    except sqlite3.Error as error:
        sentence = told(error)
        if sentence is None:
            raise
        raise sentence from error


_BACKUP_KEPT = "A good backup of it is on this computer. Open the file in the app to get that back."


def copy_in_to_read(path: Path, folders: AppFolders, now: datetime) -> Copy:
    """Return a user's file as a database in memory; nothing of it stays on the disk.

    When a crash left a working copy that goes on where the file ends, that is read.

    Raises:
        DocumentError: As `copy_in`.
    """
    folder = folders.new_work_folder(path)
    left = None
    try:
        copy = copy_in(path, folder, folders, now)
        left = continuation(folders, path)
        if left is not None:
            copy.connection.close()
            copy = replace(copy, connection=bring_up(left.folder, path.name))
        try:
            if left is not None:
                others = (notice for notice in copy.notices if notice.kind is not NoticeKind.DAMAGED_TEXTS)
                notices = (recovered_notice(path), *others, *damaged_notices(copy.connection))
                copy = replace(copy, notices=notices)
            memory = into_memory(copy.connection)
        finally:
            copy.connection.close()
        memory.execute("PRAGMA query_only=ON")
    finally:
        if left is not None:
            left.folder.lock.release()
        folder.delete()
    return replace(copy, connection=memory)


def recovered_notice(path: Path) -> Notice:
    """Return what to say about edits that a crash kept from a user's file."""
    return Notice(
        NoticeKind.RECOVERED,
        f"The app closed before the last edits reached {path.name}. They are here again.",
    )


def damaged_notices(connection: sqlite3.Connection) -> list[Notice]:
    """Return what to say about texts that are not what the app stored."""
    return [Notice(NoticeKind.DAMAGED_TEXTS, sentence) for sentence in damaged_texts(connection)]


def cannot_write(path: Path) -> str | None:
    """Return why a user's file cannot be saved where it is, as a sentence, or None."""
    if not os.access(path, os.W_OK):
        return f"{path.name} is read-only."
    if not os.access(path.parent, os.W_OK):
        return f"The folder of {path.name} is read-only."
    return None


def _copy_in(path: Path, folder: WorkFolder, folders: AppFolders, now: datetime) -> Copy:
    mark = files.copy_and_mark(path, folder.database, check_start=lambda start: check_start(path.name, start))
    without_wal(folder.database)
    try:
        connection = connect(folder.database)
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            raise damaged(path.name) from error
        raise
    try:
        notices = _notices(path)
        version = check_content(connection, path.name)
        if version < current_version():
            from visionwork.document.backup import keep

            keep(folders, path, now)
            migrate(connection)
            check_content(connection, path.name)
            notices.append(Notice(NoticeKind.MIGRATED, _MIGRATED.format(name=path.name)))
        notices += damaged_notices(connection)
    except BaseException:
        connection.close()
        raise
    return Copy(connection, mark, tuple(notices))


_MIGRATED = (
    "{name} comes from an earlier version of Visionwork. It is saved in the form of this version "
    "with your first change; the earlier one is kept in the backups."
)


def _notices(path: Path) -> list[Notice]:
    """Return a notice for each file that another program left beside the user's file."""
    beside = [path.with_name(path.name + ending) for ending in ("-wal", "-journal")]
    return [
        Notice(
            NoticeKind.LEFT_BESIDE,
            f"Another program left {found.name} beside the workshop. What it may hold was not read.",
        )
        for found in beside
        if found.is_file() and found.stat().st_size
    ]


def reading_failed(path: Path, error: OSError) -> DocumentError:
    """Return the sentence for a file that could not be copied.

    Args:
        path: The user's file.
        error: Why not.
    """
    log.warning("%s cannot be read: %r", path, error)
    name = path.name
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR if not path.parent.is_dir():
            return no_folder(path.parent, _MOVED, MissingDocumentError)
        case errno.ENOENT | errno.ENOTDIR:
            return MissingDocumentError(f"{name} is no longer there.", _MOVED)
        case errno.EISDIR:
            return NotAWorkshopError(f"{name} is a folder.", "Choose a .visionwork file.")
        case errno.EACCES | errno.EPERM:
            return DocumentError(f"You may not read {name}.", "Ask its owner for the right to read it.")
        case errno.EINVAL | errno.ENXIO:
            return NotAWorkshopError(f"{name} is not a file.", "Choose a .visionwork file.")
        case errno.EBUSY:
            return DocumentError(
                f"{name} is being written by another program.", "Wait until that is done, then open it again."
            )
        case errno.ENOSPC | errno.EDQUOT:
            return DocumentError(
                "The disk of your computer is full.",
                "Free some space; Visionwork keeps its working copy there.",
            )
        case _:
            return DocumentError(f"{name} could not be read.", "Check the disk, then open it again.")
