"""One owner for each document and each working copy on this computer."""

from __future__ import annotations

import errno
import logging
import os
from pathlib import Path
from typing import BinaryIO

log = logging.getLogger(__name__)

_LOCKED_BYTE = 1 << 30
"""On Windows a locked byte cannot be read by others, so it lies far behind the text."""

_HELD_BY_ANOTHER = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


class FileLock:
    """A lock that the operating system frees when its owner ends, however it ends.

    The file stays when the lock is freed: deleting it could take it from under the next owner.

    Args:
        path: The lock file; made with its folder when missing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None

    @property
    def held(self) -> bool:
        """Whether this object owns the lock."""
        return self._file is not None

    def acquire(self) -> bool:
        """Take the lock; return False when another owner has it.

        Raises:
            OSError: The lock file cannot be made, or the disk knows no locks.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        file = os.fdopen(descriptor, "r+b", buffering=0)
        try:
            _lock(file)
        except OSError as error:
            file.close()
            if error.errno in _HELD_BY_ANOTHER:
                return False
            raise
        self._file = file
        try:
            file.truncate(0)
            file.write(str(os.getpid()).encode())
        except OSError as error:  # it is held all the same; only who holds it cannot be told
            log.warning("%s does not name its owner: %s", self._path.name, error)
        return True

    def owner(self) -> int | None:
        """Return the process that wrote itself into the lock file, or None."""
        try:
            return int(self._path.read_text(encoding="ascii"))
        except (OSError, ValueError) as error:
            log.info("%s names no owner: %s", self._path.name, error)
            return None

    def release(self) -> None:
        """Free the lock; nothing happens when it is not held."""
        if self._file is not None:
            self._file.truncate(0)
            self._file.close()
            self._file = None


if os.name == "nt":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        finally:
            file.seek(0)

else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        # flock, not lockf: it belongs to this opening of the file, so that two windows of one
        # process keep out of each other's way, too.
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
