"""Files that leave the app, such as reports and tables: whole or not at all, never over a workshop."""

from __future__ import annotations

import errno
import logging
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from visionwork.domain.errors import UserFacingError

_DATABASE = b"SQLite format 3\0"
"""How every workshop begins (sqlite.org/fileformat2.html, section 1.3)."""

_log = logging.getLogger(__name__)


def write_export(data: bytes, path: Path, *, private: bool = False) -> None:
    """Write bytes to a path whole or not at all; see `stream_export`."""
    stream_export(lambda file: file.write(data), path, private=private)


def stream_export(write: Callable[[BinaryIO], object], path: Path, *, private: bool = False) -> None:
    """Write a file to a path whole or not at all: beside it, to the disk, then in its place.

    Args:
        write: Writes the content to a file, in pieces as small as it likes.
        path: Where it goes; an existing file is replaced, a link is followed, and a pipe or a device
            simply gets the bytes.
        private: Whether only its owner may read it.

    Raises:
        UserFacingError: The folder is not there, is full or may not be written to, or a workshop is there.
    """
    refuse_workshop(path)
    if path.exists() and not path.is_file() and not path.is_dir():
        _pour(write, path)
        return
    path = Path(os.path.realpath(path))
    folder = path.parent
    if not folder.is_dir():
        raise UserFacingError(
            f"There is no folder {folder.name or folder}.", "Choose a folder that is there, and try again."
        )
    temporary: Path | None = None
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=".part", dir=folder)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        if not private:  # as the temporary file is
            temporary.chmod(_usual_mode())
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            _remove(temporary)
        raise _told(error, path) from error
    except BaseException:
        if temporary is not None:
            _remove(temporary)
        raise


def _pour(write: Callable[[BinaryIO], object], path: Path) -> None:
    try:
        with path.open("wb") as file:
            write(file)
    except OSError as error:
        raise _told(error, path) from error


def _told(error: OSError, path: Path) -> UserFacingError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return UserFacingError(
            f"The disk is full, so {path.name} was not written.", "Free some space or choose another disk."
        )
    if isinstance(error, PermissionError):
        return UserFacingError(
            f"{path.name} cannot be written here.",
            "Close it in other programs, or choose another folder or name.",
        )
    if isinstance(error, IsADirectoryError):
        return UserFacingError(f"{path.name} is a folder.", "Choose another name.")
    return UserFacingError(
        f"{path.name} was not written: {error.strerror or error}.", "Choose another folder."
    )


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        _log.warning("A part of an export is left at %s: %s", path, error)


def _usual_mode() -> int:
    """Return the mode of a new file: mkstemp's is for the owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def refuse_workshop(path: Path) -> None:
    """Keep a report or a table from being written over a workshop by a slip of the name.

    Raises:
        UserFacingError: The file at the path is a workshop, or another database.
    """
    try:
        if not path.is_file():  # reading from a pipe would wait for ever
            return
        with path.open("rb") as file:
            found = file.read(len(_DATABASE))
    except OSError:  # nothing is there, or writing tells what the matter is
        return
    if found == _DATABASE:
        raise UserFacingError(f"{path.name} is a workshop; it was left as it is.", "Choose another name.")
