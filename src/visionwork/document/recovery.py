"""Working copies that a crash left behind: found, opened again, or put into a bin."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from visionwork.document import files
from visionwork.document.errors import AlreadyOpenError, DocumentError, telling
from visionwork.document.leftover import acquired, examine, opened_again, to_bin
from visionwork.document.opening import damaged_notices
from visionwork.document.session import DocumentSession
from visionwork.document.workfolder import AppFolders, WorkFolder

log = logging.getLogger(__name__)

KEPT_DAYS = 30
"""How long a discarded working copy stays in the bin."""


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


def recoverable(home: Path, *, clock: Callable[[], datetime] = datetime.now) -> list[Recovery]:
    """Return the working copies a crash left, newest first.

    Those that hold nothing the user's file does not have are deleted; those in use are left alone.
    What has been in the bin for too long is deleted, too.
    """
    folders = AppFolders(home)
    empty_bin(home, clock())
    found = []
    for folder in folders.work_folders():
        if not acquired(folder):
            continue
        try:
            left = examine(folder, folders)
        finally:
            folder.lock.release()
        if left is not None:
            state = left.state
            found.append(Recovery(folder.path, state.title, state.path, left.edited_at, left.changes))
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
    if not acquired(folder):
        raise AlreadyOpenError(recovery.path, folder.lock.owner())
    with telling(), ExitStack() as undo:
        undo.callback(folder.lock.release)
        if state is None:
            raise DocumentError("This working copy cannot be read.", "Open the workshop's file.")
        lock = folders.lock_document(state.path)
        undo.callback(lock.release)
        document = opened_again(folder, state.path.name, clock)
        undo.callback(document.close)
        notices = tuple(damaged_notices(document.store.connection))
        undo.pop_all()
    return DocumentSession(document, folders, state, folder, lock, notices, unpublished=True)


def discard(recovery: Recovery, home: Path) -> Path:
    """Put a working copy into the bin, where it stays for `KEPT_DAYS`, and return its place there.

    Raises:
        AlreadyOpenError: A window has it.
        DocumentError: It cannot be moved.
    """
    folder = WorkFolder(recovery.folder)
    if not acquired(folder):
        raise AlreadyOpenError(recovery.path, folder.lock.owner())
    with telling():
        return to_bin(folder, AppFolders(home))


def empty_bin(home: Path, now: datetime) -> None:
    """Delete what has been in the bin for longer than `KEPT_DAYS`; what cannot be deleted stays."""
    bin_folder = AppFolders(home).bin
    try:
        old = [
            entry
            for entry in (bin_folder.iterdir() if bin_folder.is_dir() else ())
            if now.timestamp() - entry.stat().st_mtime > KEPT_DAYS * 24 * 3600
        ]
    except OSError as error:
        log.warning("%s cannot be looked at: %s", bin_folder, error)
        return
    for entry in old:
        files.remove_folder(entry)
