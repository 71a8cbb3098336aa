"""SQLite and file errors told as sentences a user can act on."""

from __future__ import annotations

import errno
import sqlite3

from visionwork.domain.errors import UserFacingError


class DocumentError(UserFacingError):
    """A document could not be read or written, for a reason on the user's side."""


class NotSavedError(DocumentError):
    """An edit could not be stored; what was typed is still on screen."""


_BY_CODE = {
    sqlite3.SQLITE_FULL: ("The disk is full.", "Free some space, or save the workshop elsewhere."),
    sqlite3.SQLITE_READONLY: ("The file cannot be written.", "Save the workshop elsewhere."),
    sqlite3.SQLITE_BUSY: ("Another program is using the file.", "Close it, then try again."),
    sqlite3.SQLITE_LOCKED: ("Another program is using the file.", "Close it, then try again."),
    sqlite3.SQLITE_CORRUPT: ("The file is damaged.", "Open the last backup from the Workshop menu."),
    sqlite3.SQLITE_NOTADB: ("This is not a Visionwork workshop.", "Choose a .visionwork file."),
    sqlite3.SQLITE_CANTOPEN: (
        "The file cannot be opened.",
        "Check that it is still there and that you may read it.",
    ),
    sqlite3.SQLITE_IOERR: ("The disk did not answer.", "Save the workshop elsewhere."),
}


def told(error: sqlite3.Error | OSError, kind: type[DocumentError] = DocumentError) -> DocumentError | None:
    """Return a disk's or file's error as a sentence, or None when it is a bug of ours."""
    if isinstance(error, OSError):
        return kind(*_OS_SENTENCES.get(error.errno or 0, _OTHER_OS))
    code = getattr(error, "sqlite_errorcode", None)
    sentence = _BY_CODE.get(code & 0xFF) if code is not None else None
    return kind(*sentence) if sentence else None


_OTHER_OS = ("The file could not be read or written.", "Check the folder, or choose another place.")
_OS_SENTENCES = {
    errno.ENOSPC: ("The disk is full.", "Free some space, or save the workshop elsewhere."),
    errno.EDQUOT: ("Your share of the disk is full.", "Free some space, or save the workshop elsewhere."),
    errno.EACCES: ("You may not write here.", "Choose another folder."),
    errno.EPERM: ("You may not write here.", "Choose another folder."),
    errno.EROFS: ("This disk can only be read.", "Choose another folder."),
    errno.ENOENT: ("The file or its folder is no longer there.", "Choose where to save it."),
}
