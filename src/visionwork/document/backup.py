"""Two checked generations of every document in the app's own folder.

backups/<uuid of the workshop>/<hash of the path>/<name> <day> <time> (<number>).visionwork
backups/<uuid of the workshop>/<hash of the path>/file.json, which tells the path
"""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from visionwork.document import files
from visionwork.document.connection import connect
from visionwork.document.errors import DamagedDocumentError, DocumentError, telling
from visionwork.document.inspection import check_content, check_start
from visionwork.document.workfolder import AppFolders, path_key, real_path
from visionwork.domain.records import record

log = logging.getLogger(__name__)

GENERATIONS = 2
_PLACE = "file.json"
_NAME = re.compile(r"^(?P<stem>.*) (?P<time>\d{4}-\d\d-\d\d \d\d\.\d\d) \((?P<number>\d+)\)$")
_TIME = "%Y-%m-%d %H.%M"


@record
class Backup:
    """One kept version of a document.

    Attributes:
        path: Where it is kept.
        name: Name of the document when it was kept, without suffix.
        kept_at: Local time of keeping.
        number: Counts up; tells the order even when the clock was wrong.
    """

    path: Path
    name: str
    kept_at: datetime
    number: int


def backups(folders: AppFolders, document: Path) -> list[Backup]:
    """Return the backups of the document at a path, newest first."""
    return _sorted(folders.backups.glob(f"*/{path_key(document)}/*"))


def backups_of_workshop(folders: AppFolders, uuid: str) -> list[Backup]:
    """Return the backups of a workshop, wherever its file was, newest first."""
    return _sorted((folders.backups / _folder_name(uuid)).glob("*/*"))


def kept_at(stem: str) -> datetime | None:
    """Return the local time in the name of a backup, without suffix, or None when it is no such name."""
    match = _NAME.match(stem)
    try:
        return datetime.strptime(match["time"], _TIME) if match else None  # noqa: DTZ007  local, as shown
    except ValueError:
        return None


def newest_good(folders: AppFolders, document: Path) -> Path | None:
    """Return the newest backup of a document that opens, or None."""
    return next((found.path for found in backups(folders, document) if good_uuid(found.path)), None)


def keep(folders: AppFolders, document: Path, now: datetime) -> Path:
    """Keep a version of a document, check what was kept, and let go of the oldest.

    Nothing is written when the newest backup has the same bytes.

    Args:
        folders: The app's folders.
        document: The user's file, finished and not open.
        now: Local time, for the name.

    Returns:
        The backup.

    Raises:
        OSError: It could not be written.
        DamagedDocumentError: What was written does not open; the older ones were kept.
    """
    found = backups(folders, document)
    incoming = folders.backups / f"{path_key(document)}{files.TEMP_SUFFIX}"
    incoming.parent.mkdir(parents=True, exist_ok=True)
    try:
        mark = files.copy_and_mark(document, incoming)
        if found and files.mark_of(found[0].path).sha256 == mark.sha256:
            return found[0].path
        uuid = good_uuid(incoming)
        if uuid is None:
            raise DamagedDocumentError(
                f"A backup of {document.name} could not be read again.", "Save the workshop elsewhere."
            )
        number = found[0].number + 1 if found else 1
        folder = folders.backups / _folder_name(uuid) / path_key(document)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / _PLACE).exists():
            files.write_json(folder / _PLACE, {"path": str(real_path(document))})
        target = (
            folder / f"{files.short_name(document.stem)} {now.strftime(_TIME)} ({number}){document.suffix}"
        )
        files.replace(incoming, target)
    finally:
        files.remove(incoming)
    kept = [backup.path for backup in found if good_uuid(backup.path) is not None]
    for backup in found:
        if backup.path not in kept[: GENERATIONS - 1]:
            files.remove(backup.path)
    return target


def folders_of_workshop(folders: AppFolders, uuid: str) -> Iterator[tuple[Path, Path | None]]:
    """Yield each folder with backups of a workshop, and the file they are of, where that is known."""
    of_workshop = folders.backups / _folder_name(uuid)
    for folder in sorted(of_workshop.iterdir()) if of_workshop.is_dir() else ():
        if folder.is_dir():
            place = files.read_json(folder / _PLACE).get("path")
            yield folder, Path(place) if isinstance(place, str) else None


def good_uuid(path: Path) -> str | None:
    """Return the uuid of the workshop in a file of ours, or None when it fails the checks."""
    try:
        with path.open("rb") as file:
            check_start(path.name, file.read(100))
        connection = connect(path, read_only=True)
        try:
            check_content(connection, path.name)
            return connection.execute("SELECT uuid FROM workshop").fetchone()[0]
        finally:
            connection.close()
    except (DocumentError, sqlite3.Error, OSError) as error:
        log.warning("%s is not a good backup: %s", path, error)
        return None


def restore(backup: Path, target: Path) -> None:
    """Write a backup to a path where nothing is yet.

    Raises:
        DocumentError: The path is taken, the backup is damaged, or the disk refused.
    """
    if target.exists():
        raise DocumentError(f"{target.name} is there already.", "Choose another name.")
    if good_uuid(backup) is None:
        raise DamagedDocumentError("This backup is damaged.", "Choose the one before it.")
    with telling():
        files.write_whole(backup, target)


def _sorted(paths: Iterable[Path]) -> list[Backup]:
    found = []
    for path in paths:
        match, time = _NAME.match(path.stem), kept_at(path.stem)
        if match and time is not None and path.suffix != files.TEMP_SUFFIX:
            found.append(Backup(path, match["stem"], time, int(match["number"])))
    return sorted(found, key=lambda backup: (backup.number, backup.kept_at), reverse=True)


def _folder_name(uuid: str) -> str:
    # Comes out of a document that anybody may have written.
    return re.sub(r"[^0-9a-fA-F-]", "", uuid)[:64] or "unknown"


class BackupKeeper:
    """Keeps files as they are before a session replaces them.

    Args:
        folders: The app's folders.
        clock: Local time.
    """

    def __init__(self, folders: AppFolders, clock: Callable[[], datetime]) -> None:
        self._folders = folders
        self._clock = clock

    def keep(self, path: Path) -> None:
        """Keep a file as it is.

        Raises:
            OSError, DocumentError: It could not be kept.
        """
        keep(self._folders, path, self._clock())

    def keep_if_workshop(self, path: Path) -> None:
        """Keep a file that the user wishes to overwrite, if it is a workshop."""
        try:
            self.keep(path)
        except DocumentError as error:
            log.info("%s is overwritten on the user's wish: %s", path, error)

    def keep_last(self, path: Path) -> None:
        """Keep the user's file when it is closed, where that can be done."""
        try:
            self.keep(path)
        except (OSError, DocumentError) as error:
            # Nothing is lost by it: the file itself has just been checked.
            log.warning("no backup of %s was kept: %s", path, error)
