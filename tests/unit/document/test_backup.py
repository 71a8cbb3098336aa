from __future__ import annotations

import errno
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from visionwork.document import files
from visionwork.document.access import open_to_read
from visionwork.document.backup import (
    backups,
    backups_of_workshop,
    folders_of_workshop,
    keep,
    newest_good,
    restore,
)
from visionwork.document.errors import DamagedDocumentError, DocumentError
from visionwork.document.session import DocumentSession
from visionwork.document.workfolder import AppFolders

NOW = datetime.fromisoformat("2026-03-02 10:42")


@pytest.fixture
def folders(home: Path) -> AppFolders:
    return AppFolders(home)


def change(path: Path, home: Path, text: str) -> None:
    """Change a workshop with an app that keeps its backups elsewhere."""
    session = DocumentSession.open(path, home.with_name("other home"))
    session.document.cards.add("behaviour", "group:1", text)
    assert session.close().safe


def test_two_generations_are_kept_under_readable_names(
    workshop: Path, home: Path, folders: AppFolders
) -> None:
    versions = []
    for number in range(4):
        change(workshop, home, str(number))
        keep(folders, workshop, NOW + timedelta(minutes=number))
        versions.append(workshop.read_bytes())
    found = backups(folders, workshop)
    assert [backup.path.read_bytes() for backup in found] == [versions[3], versions[2]]
    assert [backup.kept_at for backup in found] == [NOW + timedelta(minutes=3), NOW + timedelta(minutes=2)]
    assert found[0].path.name.startswith("Aldermoor 2026-03-02 10.45 (")
    assert found[0].name == "Aldermoor"
    document = open_to_read(workshop, home)
    assert backups_of_workshop(folders, document.workshop.get().uuid) == found
    document.close()


def test_folders_of_backups_tell_which_file_they_are_of(
    workshop: Path, home: Path, folders: AppFolders
) -> None:
    backup = keep(folders, workshop, NOW)
    document = open_to_read(workshop, home)
    uuid = document.workshop.get().uuid
    document.close()
    assert list(folders_of_workshop(folders, uuid)) == [(backup.parent, workshop.resolve())]
    assert not list(folders_of_workshop(folders, "another workshop"))


def test_the_same_version_is_kept_once(workshop: Path, folders: AppFolders) -> None:
    first = keep(folders, workshop, NOW)
    assert keep(folders, workshop, NOW + timedelta(days=1)) == first
    assert len(backups(folders, workshop)) == 1


def test_a_clock_that_was_wrong_does_not_cost_the_newest(
    workshop: Path, home: Path, folders: AppFolders
) -> None:
    for year in (2026, 2001, 2001, 2001):
        change(workshop, home, str(year))
        keep(folders, workshop, NOW.replace(year=year))
    assert newest_good(folders, workshop) is not None
    newest = backups(folders, workshop)[0]
    assert newest.path.read_bytes() == workshop.read_bytes()


def test_a_bad_version_never_pushes_a_good_one_out(workshop: Path, home: Path, folders: AppFolders) -> None:
    keep(folders, workshop, NOW)
    good = workshop.read_bytes()
    os.truncate(workshop, 8192)
    with pytest.raises(DamagedDocumentError):
        keep(folders, workshop, NOW)
    found = newest_good(folders, workshop)
    assert found is not None
    assert found.read_bytes() == good
    assert not list(home.rglob(f"*{files.TEMP_SUFFIX}"))


def test_a_backup_that_went_bad_is_passed_over_and_let_go(
    workshop: Path, home: Path, folders: AppFolders
) -> None:
    first = keep(folders, workshop, NOW)
    change(workshop, home, "Two")
    second = keep(folders, workshop, NOW)
    os.truncate(second, 100)
    assert newest_good(folders, workshop) == first
    change(workshop, home, "Three")
    third = keep(folders, workshop, NOW)
    assert [backup.path for backup in backups(folders, workshop)] == [third, first]


def test_a_full_disk_leaves_the_backups_as_they_are(
    workshop: Path, home: Path, folders: AppFolders, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = keep(folders, workshop, NOW)
    change(workshop, home, "Two")

    def full(_temp: Path, _target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "replace", full)
    with pytest.raises(OSError, match="No space"):
        keep(folders, workshop, NOW)
    assert [backup.path for backup in backups(folders, workshop)] == [first]
    assert not list(home.rglob(f"*{files.TEMP_SUFFIX}"))


def test_a_backup_is_restored_where_nothing_is(workshop: Path, home: Path, folders: AppFolders) -> None:
    backup = keep(folders, workshop, NOW)
    target = workshop.with_name("Aldermoor restored.visionwork")
    restore(backup, target)
    assert target.read_bytes() == backup.read_bytes()
    with pytest.raises(DocumentError, match="is there already"):
        restore(backup, target)
    os.truncate(backup, 100)
    with pytest.raises(DamagedDocumentError):
        restore(backup, target.with_name("again.visionwork"))
    with pytest.raises(DocumentError):
        restore(target, target.parent / "gone" / "a.visionwork")


def test_a_name_out_of_a_strange_document_stays_in_the_folder(
    workshop: Path, home: Path, folders: AppFolders
) -> None:
    import sqlite3

    connection = sqlite3.connect(workshop)
    connection.execute("UPDATE workshop SET uuid = '../../../etc'")
    connection.commit()
    connection.close()
    backup = keep(folders, workshop, NOW)
    assert folders.backups in backup.resolve().parents
