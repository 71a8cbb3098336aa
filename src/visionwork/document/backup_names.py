"""How backups are named, and the files that are made of them: the names tell of which time they are."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

TIME_FORMAT = "%Y-%m-%d %H.%M"
NAME = re.compile(r"^(?P<stem>.*) (?P<time>\d{4}-\d\d-\d\d \d\d\.\d\d) \((?P<number>\d+)\)$")
_RESTORED = re.compile(r"(?P<backup>.*) restored(?: \d+)?")


def kept_at(match: re.Match[str]) -> datetime | None:
    """Return the local time in the name of a backup, or None when it is no time."""
    try:
        return datetime.strptime(match["time"], TIME_FORMAT)  # noqa: DTZ007  local, as shown
    except ValueError:
        return None


def restored_name(backup: Path) -> str:
    """Return the name, without suffix, of the file that a backup is opened as."""
    return f"{backup.stem} restored"


def restored_from(path: Path) -> datetime | None:
    """Return of which local time the backup is that a file was made of, or None when its name does not tell.

    Whoever gives the file another name has made it a workshop of its own.
    """
    restored = _RESTORED.fullmatch(path.stem)
    named = NAME.match(restored["backup"]) if restored else None
    return kept_at(named) if named else None
