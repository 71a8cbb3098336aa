"""Where the file of a user went that is not in its place any more."""

from __future__ import annotations

import logging
from pathlib import Path

from visionwork.document.files import FileMark

log = logging.getLogger(__name__)


def is_taken_away(path: Path, mark: FileMark | None) -> bool:
    """Return whether a file is gone from a folder that is there.

    A folder that is gone, too, is a stick that was pulled, with the file on it.

    Args:
        path: The user's file.
        mark: What is known of it; None before it was written first.
    """
    return is_gone(path, mark) and not is_away(path)


def is_lost(path: Path, mark: FileMark | None) -> bool:
    """Return whether a file was taken away, and is not in its folder under another name either."""
    return is_taken_away(path, mark) and renamed(path, mark) is None


def is_gone(path: Path, mark: FileMark | None) -> bool:
    """Return whether a file that was read or written is not where it was; False where nobody can tell."""
    return mark is not None and _is_missing(path)


def is_away(path: Path) -> bool:
    """Return whether the folder of a file is gone; False where nobody can tell."""
    return _is_missing(path.parent)


def _is_missing(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError as error:  # a share that does not answer may have it
        log.info("%s cannot be looked at: %s", path, error)
    return False


def renamed(path: Path, mark: FileMark | None) -> Path | None:
    """Return the file of the same number and size in the folder, or None.

    Args:
        path: The user's file, which is gone.
        mark: What is known of it.
    """
    if mark is None or not mark.inode or is_away(path):
        return None
    for other in path.parent.glob(f"*{path.suffix}"):
        try:
            found = other.stat()
        except OSError as error:  # such as a link to nowhere
            log.info("%s cannot be looked at: %s", other, error)
            continue
        if (found.st_ino, found.st_size) == (mark.inode, mark.size):
            return other
    return None
