"""Names of workshop files, and where people keep them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from visionwork.paths import is_there

SUFFIX = ".visionwork"
"""Suffix of workshop files."""

PATTERNS = "Visionwork workshops (*.visionwork);;All files (*)"
"""Kinds of file that dialogs offer."""

_RESTORED = " restored"


def documents_folder() -> Path:
    """Return the folder where people keep their documents, or their home where there is none."""
    from PySide6.QtCore import QStandardPaths  # the first window asks for no file

    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place and Path(place).is_dir() else Path.home()


def unused_name(folder: Path, stem: str) -> Path:
    """Return a path in a folder that no file has, with a number where one is needed."""
    path, number = folder / f"{stem}{SUFFIX}", 1
    while is_there(path):
        number += 1
        path = folder / f"{stem} {number}{SUFFIX}"
    return path


def restored_name(backup: Path) -> str:
    """Return the name, without suffix, of the file that a backup is opened as."""
    return f"{backup.stem}{_RESTORED}"


def restored_from(path: Path) -> datetime | None:
    """Return of which local time the backup is that a file was made of, or None when its name does not tell.

    Whoever gives the file another name has made it a workshop of its own.
    """
    backup, restored, number = path.stem.rpartition(_RESTORED)
    if not restored or not (number.strip() or "2").isdecimal():
        return None
    from visionwork.document.backup import kept_at  # few files were made of one

    return kept_at(backup)


def file_name_for(title: str) -> str:
    """Return a title as a file name that every system takes."""
    kept = "".join(char if char.isalnum() or char in " -_.,()&’'" else " " for char in title)
    return " ".join(kept.split()).strip(" .")[:80] or "Workshop"
