"""The folder of one working copy in the app's own data, and the folders beside it.

- `work/<name>-<random>/working.db`: the document being edited
- `work/<name>-<random>/state.json`: which file it belongs to, and what was published last
- `work/<name>-<random>/alive.lock`: held while a window has it
- `locks/<hash of the path>.lock`: held while a window has the document at this path
- `backups/`, `recover/`, `bin/`: see backup.py, publish.py and recovery.py
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from visionwork.document import files
from visionwork.document.errors import AlreadyOpenError
from visionwork.document.files import FileMark, read_json, write_json
from visionwork.document.lock import FileLock
from visionwork.domain.records import record

log = logging.getLogger(__name__)

_PRIVATE = 0o700
"""Who may look into a working copy: its owner. It holds single answers, and what was not published yet."""


@record
class WorkState:
    """What is known of the user's file.

    Attributes:
        path: The user's file; links are followed.
        title: Title of the workshop when this was written.
        revision: Revision that the user's file has.
        mark: The user's file as last read or written, or None before it was written first.
        working: Stamp of the working copy as of the last change that the user's file has; tells after a
            crash whether anything came after it. Empty when that is not known.
        pending: Hash of what was about to be put in its place, or None.
    """

    path: Path
    title: str
    revision: int
    mark: FileMark | None
    working: str = ""
    pending: str | None = None


class WorkFolder:
    """The folder of one working copy.

    Args:
        path: The folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.database = path / "working.db"
        self.lock = FileLock(path / "alive.lock")

    def read_state(self) -> WorkState | None:
        """Return the state, or None when it cannot be read."""
        values = read_json(self.path / "state.json")
        try:
            mark = FileMark(**values["mark"]) if values["mark"] else None
            return WorkState(
                Path(values["path"]), values["title"], values["revision"], mark,
                values["working"], values["pending"],
            )  # fmt: skip
        except (KeyError, TypeError):
            return None

    def write_state(self, state: WorkState) -> None:
        """Write the state in one piece."""
        values = asdict(state) | {"path": str(state.path)}
        write_json(self.path / "state.json", values)

    def note_state(self, state: WorkState) -> None:
        """Write the state where that can be done: what is on the disk tells enough."""
        try:
            self.write_state(state)
        except OSError as error:
            log.warning("the state of %s was not written: %s", state.path, error)

    def put_database(self, write: Callable[[Path], object]) -> None:
        """Put another working copy in the place of the one that is there and closed."""
        # What a broken commit left would be rolled back into the new one.
        files.remove(self.database.with_name(f"{self.database.name}-journal"))
        self.path.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        write(self.database)

    def delete(self) -> None:
        """Delete the folder and what is in it; nobody else can open it before it is gone."""
        if os.name == "nt":  # an open file keeps its folder there
            self.lock.release()
        try:
            files.remove_folder(self.path)
        finally:
            self.lock.release()

    def last_change(self) -> str:
        """Return the stamp of the working copy, which every commit changes; empty when it is gone."""
        try:
            return files.stamp(self.database)
        except OSError as error:
            log.warning("the working copy %s is gone: %s", self.database, error)
            return ""


class AppFolders:
    """Where the app keeps what it needs beside users' documents.

    Args:
        home: The app-data folder.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.work = home / "work"
        self.backups = home / "backups"
        self.recover = home / "recover"
        self.bin = home / "bin"

    def new_work_folder(self, document: Path) -> WorkFolder:
        """Make a work folder for a document and take its lock."""
        name = re.sub(r"[^\w-]+", "-", document.stem)[:40].strip("-") or "workshop"
        while True:
            path = self.work / f"{name}-{os.urandom(4).hex()}"
            path.mkdir(mode=_PRIVATE, parents=True)
            folder = WorkFolder(path)
            if folder.lock.acquire():  # not so when another window just looks for left folders
                return folder

    def work_folders(self) -> Iterator[WorkFolder]:
        """Return every work folder by name, in use or not."""
        try:
            with os.scandir(self.work) as entries:
                paths = sorted(Path(entry.path) for entry in entries if entry.is_dir())
        except FileNotFoundError:  # no workshop was ever opened
            return
        except OSError as error:
            log.warning("%s cannot be looked at: %s", self.work, error)
            return
        for path in paths:
            yield WorkFolder(path)

    def lock_document(self, document: Path) -> FileLock:
        """Return the lock of a document, taken.

        Raises:
            AlreadyOpenError: Another window has it.
            OSError: The lock file cannot be made.
        """
        lock = FileLock(self.home / "locks" / f"{path_key(document)}.lock")
        if not lock.acquire():
            raise AlreadyOpenError(document, lock.owner())
        return lock

    def lock_if_room(self, document: Path) -> FileLock | None:
        """Return the lock of a document, taken, or None when the app's own disk has no room for it.

        What is written elsewhere because that disk is full must not wait for a lock on it.

        Raises:
            AlreadyOpenError: Another window has the document.
        """
        try:
            return self.lock_document(document)
        except OSError as error:
            log.warning("%s has no lock: %s", document, error)
            return None


class DocumentLock:
    """The lock of the document a window works on, wherever that lives now.

    Args:
        folders: The app's folders.
        lock: The lock that is held first; None when it is open to read, or the disk has no room for one.
    """

    def __init__(self, folders: AppFolders, lock: FileLock | None) -> None:
        self._folders = folders
        self._lock = lock

    def move_to(self, document: Path) -> None:
        """Take the lock of another document and free the one that was held.

        Raises:
            AlreadyOpenError: Another window has it; the one that was held stays.
        """
        lock = self._folders.lock_if_room(document)
        self.free()
        self._lock = lock

    def free(self) -> None:
        """Free the lock; nothing happens when none is held."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def real_path(path: Path) -> Path:
    """Return a path with its links followed, so that a link stays a link when its file is replaced."""
    return Path(os.path.realpath(path))


def path_key(document: Path) -> str:
    """Return 16 hexadecimal digits that stand for the real path of a document."""
    real = os.path.normcase(real_path(document))
    return hashlib.sha256(real.encode("utf-8", "surrogateescape")).hexdigest()[:16]
