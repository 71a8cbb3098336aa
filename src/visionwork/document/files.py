"""Files copied, compared and replaced so that no crash leaves half of one behind."""

from __future__ import annotations

import errno
import hashlib
import json
import logging
import os
import stat
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from visionwork.domain.records import record

log = logging.getLogger(__name__)

TEMP_SUFFIX = ".vw-tmp"
"""Ends the name of every file that is still being written."""

_BEING_WRITTEN_S = 24 * 3600
_PIECE = 1 << 20
_REPLACE_PAUSES_S = (0.05, 0.1, 0.2, 0.4, 0.8)


@record
class FileMark:
    """What tells whether a file is still the one that was read or written.

    Attributes:
        inode: File number on its disk; 0 where the system has none.
        size: Bytes.
        mtime_ns: Time of the last change, in nanoseconds.
        sha256: Hash of the bytes, 64 hexadecimal digits.
    """

    inode: int
    size: int
    mtime_ns: int
    sha256: str

    def looks_like(self, found: os.stat_result) -> bool:
        """Return whether a file has this number, size and time."""
        return (self.inode, self.size, self.mtime_ns) == (found.st_ino, found.st_size, found.st_mtime_ns)


def copy_and_mark(
    source: Path, target: Path, *, check_start: Callable[[bytes], None] | None = None
) -> FileMark:
    """Copy a regular file to a new, flushed file and return the mark of what was copied.

    When the source changes while it is read, it is read again.

    Args:
        source: The file, or a symbolic link to it.
        target: Where the copy goes; an older file is replaced.
        check_start: Sees the first bytes before anything is written; raises to stop.

    Raises:
        OSError: Reading or writing failed; something else than a file is EINVAL (a directory EISDIR).
    """
    for _ in range(5):
        with _open_regular(source) as reader:
            before = os.fstat(reader.fileno())
            first = reader.read(_PIECE)
            if check_start is not None:
                check_start(first)
            with target.open("wb") as writer:
                sha256 = _pour(first, reader, writer)
                flush_to_disk(writer)
            after = os.fstat(reader.fileno())
        mark = FileMark(after.st_ino, after.st_size, after.st_mtime_ns, sha256)
        if mark.looks_like(before) and mark.looks_like(source.stat()):
            return mark
    raise OSError(errno.EBUSY, "The file changes while it is read", str(source))


def mark_of(path: Path) -> FileMark:
    """Return the mark of a file as it stands."""
    with _open_regular(path) as reader:
        sha256 = _pour(reader.read(_PIECE), reader, None)
        found = os.fstat(reader.fileno())
    return FileMark(found.st_ino, found.st_size, found.st_mtime_ns, sha256)


def stamp(database: Path) -> str:
    """Return what every commit to a database changes: its time, its size and its counter of changes.

    The time alone does not do: two commits within a tick of the disk's clock have the same.

    Args:
        database: A file of SQLite that nobody writes to now; see "file format", 1.3.7.

    Raises:
        OSError: It cannot be read.
    """
    with database.open("rb", buffering=0) as file:
        counter = file.read(28)[24:]
        found = os.fstat(file.fileno())
    return f"{found.st_mtime_ns}-{found.st_size}-{counter.hex()}"


def temp_beside(path: Path) -> Path:
    """Return the path of a temporary file in the folder of another."""
    return path.with_name(f".{short_name(path.name)}{_our_tag()}{os.urandom(4).hex()}{TEMP_SUFFIX}")


def write_whole(
    source: Path, target: Path, before: Callable[[FileMark], bool] | None = None
) -> FileMark | None:
    """Put a copy of a file in a place, whole or not at all, and return its mark.

    Args:
        source: A finished file.
        target: Its place; an older file there is replaced and keeps its access rights.
        before: Called with the mark when all is ready; False leaves the place as it is.

    Returns:
        The mark of the file as it stands in its place, or None when `before` said no.

    Raises:
        OSError: Something failed; the place is as it was, and the temporary file deleted.
    """
    temp = temp_beside(target)
    try:
        written = copy_and_mark(source, temp)
        if mark_of(temp).sha256 != written.sha256:
            raise OSError(errno.EIO, "The disk gave back other bytes than were written", str(temp))
        mark = ready(temp, target)
        if before is not None and not before(mark):
            return None
        replace(temp, target)
    finally:
        remove(temp)
    return mark


def ready(temp: Path, target: Path) -> FileMark:
    """Make a finished file ready for a place: on the disk, with the rights of what it will replace."""
    with temp.open("r+b") as file:
        flush_to_disk(file)
    try:
        temp.chmod(stat.S_IMODE(target.stat().st_mode))
    except FileNotFoundError:
        log.debug("%s is new", target)
    except OSError as error:
        log.info("the rights of %s cannot be kept: %s", target.name, error)
    return mark_of(temp)


def sweep_beside(path: Path) -> None:
    """Delete what a crash left half-written beside a file; a fresh one may be another computer's."""
    start = f".{short_name(path.name)}."
    with os.scandir(path.parent) as entries:
        left = [Path(e.path) for e in entries if e.name.startswith(start) and e.name.endswith(TEMP_SUFFIX)]
    for temp in left:
        try:
            old = time.time() - temp.stat().st_mtime > _BEING_WRITTEN_S
        except FileNotFoundError:
            continue
        if old or _our_tag() in temp.name:
            log.info("deleting %s, which was never finished", temp)
            remove(temp)


def host_name() -> str:
    """Return the name of this computer."""
    if hasattr(os, "uname"):
        return os.uname().nodename
    import platform  # slow to import, so only where the line above does not do

    return platform.node()


def short_name(name: str, most: int = 120) -> str:
    """Return a name cut to so many bytes, so that something can be added to it on any disk."""
    return name.encode("utf-8", "surrogateescape")[:most].decode("utf-8", "ignore").rstrip()


def _our_tag() -> str:
    """Return what marks temporary files of this computer."""
    return f".{hashlib.sha256(host_name().encode()).hexdigest()[:6]}-"


def replace(temp: Path, target: Path, sleep: Callable[[float], None] = time.sleep) -> None:
    """Put a finished file in the place of another and make the folder remember it.

    Sync programs and virus scanners hold a file for moments; a refusal is tried again for
    about a second and a half.

    Raises:
        OSError: The file could not be replaced; it is as it was, and so is the temporary one.
    """
    for pause in _REPLACE_PAUSES_S:
        try:
            temp.replace(target)
            break
        except PermissionError:
            log.info("%s is held by another program; trying again", target.name)
            sleep(pause)
    else:
        temp.replace(target)
    flush_folder(target.parent)


def flush_to_disk(file: BinaryIO) -> None:
    """Wait until a written file is on the disk, and on macOS in it (F_FULLFSYNC)."""
    file.flush()
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(file.fileno(), fcntl.F_FULLFSYNC)
            return
        except OSError as error:
            log.info("this disk does not know F_FULLFSYNC: %s", error)
    os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Make a folder remember a name that was just given; Windows needs and has no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network disks cannot; the name is given all the same.
        if error.errno not in (errno.EINVAL, errno.EBADF, errno.ENOTSUP):
            raise
        log.info("the folder %s cannot be flushed: %s", folder, error)
    finally:
        os.close(descriptor)


def write_json(path: Path, values: Mapping[str, object], *, private: bool = False) -> None:
    """Write a small file in one piece.

    Args:
        path: Where it goes.
        values: What it holds.
        private: Whether only its owner can read it, from its first byte on.
    """
    temp = temp_beside(path)
    mode = 0o600 if private else 0o666  # less what the user's mask takes away, as with any new file

    def opened(name: str, flags: int) -> int:
        return os.open(name, flags, mode)

    try:
        with open(temp, "xb", opener=opened) as file:
            file.write(json.dumps(values, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass"))
            flush_to_disk(file)
        replace(temp, path)
    finally:
        remove(temp)


def read_json(path: Path) -> dict[str, Any]:
    """Return what `write_json` wrote, or an empty dict when it cannot be read."""
    try:
        found = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
    except FileNotFoundError:
        log.info("%s is not there", path)
        return {}
    except (OSError, ValueError) as error:
        log.warning("%s cannot be read: %s", path, error)
        return {}
    return found if isinstance(found, dict) else {}


def remove(path: Path) -> None:
    """Delete a file of ours; one that stays is only told to the log."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        log.warning("%s cannot be deleted: %s", path, error)


def remove_folder(folder: Path) -> None:
    """Delete a folder with what is in it; what cannot be deleted stays, and the log says so."""
    import shutil

    def tell(_function: object, path: str, error: object) -> None:
        log.warning("%s cannot be deleted: %s", path, error)

    shutil.rmtree(folder, onerror=tell)


def _open_regular(path: Path) -> BinaryIO:
    _refuse_others(path, path.stat().st_mode)
    # Without waiting: what has become a named pipe meanwhile would wait for somebody to write into it.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = os.fdopen(os.open(path, flags), "rb")
    try:
        _refuse_others(path, os.fstat(file.fileno()).st_mode)
    except OSError:
        file.close()
        raise
    return file


def _refuse_others(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "Not a regular file", str(path))


def _pour(piece: bytes, reader: BinaryIO, writer: BinaryIO | None) -> str:
    """Write a first piece and what follows it to a writer, if any; return the hash of it all."""
    digest = hashlib.sha256()
    while piece:
        digest.update(piece)
        if writer is not None:
            writer.write(piece)
        piece = reader.read(_PIECE)
    return digest.hexdigest()
