"""Removing single answers from the copies that the app keeps, once the user's file is without them.

Nothing remembers that this is to be done: what is removed in the file is compared with what the copies hold,
after each good write and at the end. So what a crash cut short is done the next time, and each computer that
opens the file clears its own copies. No copy that can be read is deleted for it, since it may be the only one
that holds something else: the answers are removed inside it.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from enum import Enum, auto
from pathlib import Path

from visionwork.document import files
from visionwork.document.backup import folders_of_workshop, good_uuid
from visionwork.document.connection import connect
from visionwork.document.errors import DocumentError, NewerDocumentError, UnusableFileError
from visionwork.document.inspection import check_content, check_start, without_wal
from visionwork.document.leftover import acquired
from visionwork.document.removed import RemovedAnswers, still_held
from visionwork.document.shredding import shred_copy
from visionwork.document.snapshot import into_memory, put_snapshot
from visionwork.document.tray import remove_tray, trays_in
from visionwork.document.whereabouts import is_away, is_gone
from visionwork.document.workfolder import AppFolders, WorkFolder, path_key

log = logging.getLogger(__name__)

_BEING_WRITTEN_S = 24 * 3600


class _Found(Enum):
    CLEAN = auto()
    SPARED = auto()
    ANOTHER = auto()
    UNREADABLE = auto()
    REFUSED = auto()


class KeptCopies:
    """The copies that the app keeps of one workshop.

    Args:
        folders: The app's folders.
        working: The folder of the working copy of whoever looks, which is left alone; None without one.
        uuid: The workshop.
        removed: What its file is without.
        paths: The user's files it was just written to, or stands for.
    """

    def __init__(
        self,
        folders: AppFolders,
        working: Path | None,
        uuid: str,
        removed: frozenset[RemovedAnswers],
        paths: Iterable[Path],
    ) -> None:
        self._folders = folders
        self._working = working
        self._uuid = uuid
        self._removed = removed
        self._keys = {path_key(path) for path in paths}
        self._elsewhere: dict[Path, bool] = {}

    def clear(self) -> bool:
        """Remove the answers from them; return False when one could not be written, to be tried again."""
        found = [*self._backups(), *self._recover_copies(), *self._left_copies()]
        self._sweep()
        return _Found.REFUSED not in found

    def _backups(self) -> Iterator[_Found]:
        for folder, document in folders_of_workshop(self._folders, self._uuid):
            own = folder.name in self._keys
            if not own and document is None:
                continue  # nobody knows whose they are: their file may have the answers
            for path in _finished_in(folder):
                if path.suffix == ".json":
                    continue
                found = self._clear(path, None if own else document, own=own)
                if found is _Found.UNREADABLE and own and good_uuid(path) is None:
                    files.remove(path)  # it is never given back, but answers may be found in it
                yield found

    def _recover_copies(self) -> Iterator[_Found]:
        for folder in _folders_in(self._folders.recover):
            for path in _finished_in(folder):
                yield self._clear(path, None, own=False)

    def _left_copies(self) -> Iterator[_Found]:
        for folder in self._folders.work_folders():
            if folder.path != self._working and acquired(folder):
                try:
                    yield self._left(folder)
                finally:
                    folder.lock.release()
        for path in _folders_in(self._folders.bin):
            try:
                found = path.stat()
                yield self._left(WorkFolder(path))
                os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))  # tells how long it has been there
            except OSError as error:
                log.warning("%s cannot be looked at: %s", path, error)

    def _left(self, folder: WorkFolder) -> _Found:
        state, before = folder.read_state(), folder.last_change() if folder.database.exists() else ""
        own = state is not None and path_key(state.path) in self._keys
        document = None if own or state is None else state.path
        gone = state is not None and document is not None and is_gone(document, state.mark)
        if gone and state is not None and state.working != before:
            return _Found.SPARED  # its edits may be found nowhere else
        found = [self._clear(path, document, own=own) for path in _files_in(folder.path, "*.db")]
        if _Found.CLEAN in found:
            if state is not None and state.working == before != folder.last_change():
                # It has nothing more than before that the user's file has not.
                state = replace(state, working=folder.last_change())
                if gone:  # it goes on with no file any more: should its own come back, that has the answers
                    state = replace(state, mark=None, pending=None)
                folder.note_state(state)
            self._remove_trays(folder)
            for temp in _files_in(folder.path, f"*{files.TEMP_SUFFIX}*"):
                files.remove(temp)
        return _Found.REFUSED if _Found.REFUSED in found else _Found.CLEAN

    def _remove_trays(self, folder: WorkFolder) -> None:
        """Delete answers of phones that wait beside a left copy for a round that takes them no more."""
        removed = {found.round_id for found in self._removed}
        for round_id, tray in trays_in(folder.path):
            if round_id in removed and not self._waits(folder, round_id):
                remove_tray(tray)

    def _waits(self, folder: WorkFolder, round_id: int) -> bool:
        sql = "SELECT 1 FROM round WHERE id = ? AND shredded_on IS NULL"
        try:
            connection = connect(folder.database, read_only=True)
            try:
                return connection.execute(sql, [round_id]).fetchone() is not None
            finally:
                connection.close()
        except (OSError, sqlite3.Error) as error:
            log.warning("%s cannot be looked at: %s", folder.path, error)
            return True

    def _clear(self, path: Path, elsewhere: Path | None, *, own: bool) -> _Found:
        """Remove the answers from a copy.

        Args:
            path: The copy.
            elsewhere: The user's file it is a copy of; None when that is the one that was written.
            own: Whether it is surely a copy of the file that was written.
        """
        try:
            return self._cleared(path, elsewhere, own=own)
        except NewerDocumentError as error:
            log.info("%s is left as it is: %s", path, error)
            return _Found.SPARED
        except (OSError, sqlite3.Error, DocumentError, ValueError) as error:  # also a day that is none
            log.warning("%s was not cleared of answers that were removed: %s", path, error)
            return _Found.UNREADABLE if _is_broken(error) else _Found.REFUSED

    def _cleared(self, path: Path, elsewhere: Path | None, *, own: bool) -> _Found:
        with path.open("rb") as file:
            check_start(path.name, file.read(100))
        connection = connect(path)  # which takes back what a crash cut short
        try:
            if self._uuid_in(connection) != self._uuid:
                return _Found.ANOTHER
            held = still_held(connection, self._removed, by_id=own)
            if not held:
                return _Found.CLEAN
            if elsewhere is not None and self._holds(elsewhere):
                return _Found.SPARED
            memory = into_memory(connection)
        finally:
            connection.close()
        try:
            shred_copy(memory, [(found.round_id, found.day) for found in held])
            put_snapshot(memory, path, memory.execute("SELECT revision FROM workshop").fetchone()["revision"])
        finally:
            memory.close()
        return _Found.CLEAN

    def _holds(self, document: Path) -> bool:
        """Return whether another file of the user has the answers itself, or may have them."""
        if document not in self._elsewhere:
            self._elsewhere[document] = self._looked_into(document)
        return self._elsewhere[document]

    def _looked_into(self, document: Path) -> bool:
        # A file of the user is never opened where it is; see `opening`.
        copy = self._folders.backups / f"look-{os.urandom(4).hex()}{files.TEMP_SUFFIX}"
        try:
            files.copy_and_mark(document, copy, check_start=lambda start: check_start(document.name, start))
            without_wal(copy)
            connection = connect(copy, read_only=True)
            try:
                check_content(connection, document.name)
                held = still_held(connection, self._removed, by_id=False)
                return self._uuid_in(connection) == self._uuid and bool(held)
            finally:
                connection.close()
        except (FileNotFoundError, NotADirectoryError):
            log.info("%s is gone", document)
            return is_away(document)  # a stick that was pulled has it still
        except (OSError, sqlite3.Error, DocumentError) as error:
            log.warning("%s cannot be looked at: %s", document, error)
            return True
        finally:
            files.remove(copy)

    def _uuid_in(self, connection: sqlite3.Connection) -> str | None:
        row = connection.execute("SELECT uuid FROM workshop").fetchone()
        return row["uuid"] if row is not None else None

    def _sweep(self) -> None:
        """Delete what a crash left half-written."""
        for temp in _files_in(self._folders.backups, f"*{files.TEMP_SUFFIX}"):
            if temp.stem in self._keys or _is_old(temp):
                files.remove(temp)
        kept = [self._folders.backups, self._folders.recover]
        for folder in (inner for outer in kept for inner in _folders_in(outer)):
            for temp in folder.rglob(f".*{files.TEMP_SUFFIX}*"):
                if _is_old(temp):
                    files.remove(temp)


def _is_broken(error: Exception) -> bool:
    """Return whether a copy can never be read again; one that took too long, say, may be."""
    code = getattr(error, "sqlite_errorcode", None)
    broken = code is not None and code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    return broken or isinstance(error, UnusableFileError)


def _is_old(temp: Path) -> bool:
    try:
        return time.time() - temp.stat().st_mtime > _BEING_WRITTEN_S
    except FileNotFoundError:
        return False


def _folders_in(folder: Path) -> list[Path]:
    return _looked_at(folder, lambda: [path for path in folder.iterdir() if path.is_dir()])


def _files_in(folder: Path, pattern: str) -> list[Path]:
    return _looked_at(folder, lambda: [path for path in folder.glob(pattern) if path.is_file()])


def _finished_in(folder: Path) -> list[Path]:
    # SQLite's journal beside a file that is being written has its name, and more.
    return [path for path in _files_in(folder, "*") if files.TEMP_SUFFIX not in path.name]


def _looked_at(folder: Path, look: Callable[[], list[Path]]) -> list[Path]:
    try:
        return look() if folder.is_dir() else []
    except OSError as error:
        log.warning("%s cannot be looked at: %s", folder, error)
        return []
