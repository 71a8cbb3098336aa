"""Names of workshop files, and where people keep them."""

from __future__ import annotations

from pathlib import Path

from visionwork.paths import is_there

SUFFIX = ".visionwork"
"""Suffix of workshop files."""

PATTERNS = "Visionwork workshops (*.visionwork);;All files (*)"
"""Kinds of file that dialogs offer."""


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


def file_name_for(title: str) -> str:
    """Return a title as a file name that every system takes."""
    kept = "".join(char if char.isalnum() or char in " -_.,()&’'" else " " for char in title)
    return " ".join(kept.split()).strip(" .")[:80] or "Workshop"
