"""SQLite and file errors told as sentences a user can act on."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from visionwork.domain.errors import UserFacingError


class DocumentError(UserFacingError):
    """A document could not be read or written, for a reason on the user's side."""


class NotSavedError(DocumentError):
    """An edit could not be stored; what was typed is still on screen."""


class MissingDocumentError(DocumentError):
    """There is no file at the path."""


class UnusableFileError(DocumentError):
    """There is a file, but no workshop that can be opened; it was left as it is.

    Attributes:
        backup: The newest good backup of this file, or None.
    """

    def __init__(self, sentence: str, next_step: str = "", backup: Path | None = None) -> None:
        super().__init__(sentence, next_step)
        self.backup = backup


class NotAWorkshopError(UnusableFileError):
    """The file is something else than a workshop."""


class NewerDocumentError(DocumentError):
    """The file was written by a newer version of the app; it was left as it is."""


class DamagedDocumentError(UnusableFileError):
    """The file is a workshop, but parts of it cannot be read."""


class AlteredTextError(DocumentError):
    """A text is not what the app stored, so it must not be shown as what people read, tested or agreed on."""


class AlreadyOpenError(DocumentError):
    """The document is open in another window.

    Attributes:
        path: The document.
        pid: Process that has it open, or None when that cannot be told.
    """

    def __init__(self, path: Path, pid: int | None) -> None:
        super().__init__(f"{path.name} is already open.", "Go to the window that has it.")
        self.path = path
        self.pid = pid


def no_folder(folder: Path, next_step: str, kind: type[DocumentError] = DocumentError) -> DocumentError:
    """Return what is said where there is no folder for a file."""
    return kind(f"There is no folder {folder.name or folder}.", next_step)


_FREE_OR_ELSEWHERE = "Free some space, or save the workshop elsewhere."
_ELSEWHERE = "Save the workshop elsewhere."
_OTHER_FOLDER = "Choose another folder."
_WHERE = "Choose where to save it."
_SHORTER = "Choose a shorter one."
_BROKEN = ("The disk could not be read or written.", _FREE_OR_ELSEWHERE)
_BY_CODE = {
    sqlite3.SQLITE_FULL: ("The disk is full.", _FREE_OR_ELSEWHERE),
    sqlite3.SQLITE_READONLY: ("The file cannot be written.", _ELSEWHERE),
    sqlite3.SQLITE_PERM: ("The file cannot be written.", _ELSEWHERE),
    sqlite3.SQLITE_BUSY: ("Another program is using the file.", "Close it, then try again."),
    sqlite3.SQLITE_LOCKED: ("Another program is using the file.", "Close it, then try again."),
    sqlite3.SQLITE_CORRUPT: ("The file is damaged.", "Save a copy; the Workshop menu lists the backups."),
    sqlite3.SQLITE_NOTADB: ("This is not a Visionwork workshop.", "Choose a .visionwork file."),
    sqlite3.SQLITE_CANTOPEN: (
        "The file cannot be opened.",
        "Check that it is still there and that you may read it.",
    ),
    sqlite3.SQLITE_IOERR: _BROKEN,
    sqlite3.SQLITE_TOOBIG: ("This is more than one entry can hold.", "Divide it into smaller pieces."),
}


def told(error: sqlite3.Error | OSError, kind: type[DocumentError] = DocumentError) -> DocumentError | None:
    """Return a disk's or file's error as a sentence, or None when it is a bug of ours."""
    if isinstance(error, OSError):
        return kind(*_OS_SENTENCES.get(error.errno or 0, _OTHER_OS))
    code = getattr(error, "sqlite_errorcode", None)
    sentence = _BY_CODE.get(code & 0xFF) if code is not None else None
    return kind(*sentence) if sentence else None


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether an error tells of a broken file, not of the disk or of another program."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or code not in _BY_CODE


@contextmanager
def telling(kind: type[DocumentError] = DocumentError) -> Iterator[None]:
    """Turn errors of SQLite and of files inside into sentences; those of ours go through.

    Raises:
        DocumentError: Of the kind given.
    """
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        sentence = told(error, kind)
        if sentence is None:
            raise
        raise sentence from error


_OTHER_OS = ("The file could not be read or written.", "Check the folder, or choose another place.")
_FULL = ("The disk is full.", _FREE_OR_ELSEWHERE)
_QUOTA = ("Your share of the disk is full.", _FREE_OR_ELSEWHERE)
_OS_SENTENCES = {
    errno.ENOSPC: _FULL,
    errno.EFBIG: ("The file has become larger than this disk allows.", _ELSEWHERE),
    getattr(errno, "EDQUOT", -1): _QUOTA,  # not on every system
    errno.EACCES: ("You may not write here.", _OTHER_FOLDER),
    errno.EPERM: ("You may not write here.", _OTHER_FOLDER),
    errno.EROFS: ("This disk can only be read.", _OTHER_FOLDER),
    errno.ENOENT: ("The file or its folder is no longer there.", _WHERE),
    errno.ENOTDIR: ("The file or its folder is no longer there.", _WHERE),
    errno.ENAMETOOLONG: ("The name is too long for this disk.", _SHORTER),
    errno.EIO: _BROKEN,
}
_STEPS_BY_COMMAND = {
    _FREE_OR_ELSEWHERE: "Free some space.",
    _ELSEWHERE: "Let it be written, or open it in the app and save it elsewhere.",
    _OTHER_FOLDER: "Let its folder be written, or open it in the app and save it in another one.",
    _SHORTER: "Open it in the app and save it under a shorter one.",
    _WHERE: "Put its folder back.",
}


def step_by_command(step: str) -> str:
    """Return what to do where a command, not a window, met a problem: nothing is saved elsewhere from there.

    Args:
        step: The next step as the window tells it.
    """
    return _STEPS_BY_COMMAND.get(step, step)
