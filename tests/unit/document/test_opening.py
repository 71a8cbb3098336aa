"""What is asked to be opened: ours, not ours, broken, or in the way. Bytes that were there stay."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from visionwork.document.access import editing, open_to_read
from visionwork.document.backup import keep
from visionwork.document.check import check_document
from visionwork.document.errors import (
    AlreadyOpenError,
    DamagedDocumentError,
    DocumentError,
    MissingDocumentError,
    NewerDocumentError,
    NotAWorkshopError,
    UnusableFileError,
)
from visionwork.document.opening import NoticeKind
from visionwork.document.session import DocumentSession
from visionwork.document.workfolder import AppFolders

Open = Callable[..., DocumentSession]


def fingerprint(folder: Path) -> dict[str, object]:
    """Return name, kind, time and bytes of everything in a folder."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        content = hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(status.st_mode) else ""
        found[path.name] = (stat.S_IFMT(status.st_mode), status.st_mtime_ns, content)
    return found


def foreign_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url TEXT)")
    connection.close()


def newer(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(60)
        file.write((99).to_bytes(4, "big"))


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def torn(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(os.urandom(4096 * 4))


def with_sql(sql: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        connection = sqlite3.connect(path)
        connection.execute(sql)
        connection.commit()
        connection.close()

    return change


REFUSED = {
    "empty": (lambda path: path.write_bytes(b""), NotAWorkshopError, "is empty"),
    "text": (
        lambda path: path.write_text("Dear team,\n" * 50),
        NotAWorkshopError,
        "not a Visionwork workshop",
    ),
    "short": (lambda path: path.write_bytes(b"SQLite format 3\0"), NotAWorkshopError, "not a Visionwork"),
    "foreign": (foreign_database, NotAWorkshopError, "another program"),
    "newer": (newer, NewerDocumentError, "newer version"),
    "cut": (cut, DamagedDocumentError, "damaged"),
    "torn": (torn, DamagedDocumentError, "damaged"),
    "trigger": (
        with_sql("CREATE TRIGGER t AFTER UPDATE ON card BEGIN DELETE FROM draft; END"),
        DamagedDocumentError,
        "changed the tables",
    ),
    "view": (with_sql("CREATE VIEW v AS SELECT * FROM draft"), DamagedDocumentError, "changed the tables"),
    "table": (with_sql("CREATE TABLE extra (x)"), DamagedDocumentError, "changed the tables"),
    "column": (with_sql("ALTER TABLE card ADD COLUMN x TEXT"), DamagedDocumentError, "changed the tables"),
    "dropped": (with_sql("DROP INDEX curve_once"), DamagedDocumentError, "damaged"),
    "bare": (with_sql("DELETE FROM workshop"), DamagedDocumentError, "damaged"),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("to_read", [False, True])
def test_what_is_not_a_sound_workshop_is_refused_and_left_alone(
    workshop: Path, home: Path, case: str, to_read: bool
) -> None:
    change, kind, words = REFUSED[case]
    if case == "foreign":
        workshop.unlink()
    change(workshop)
    before = fingerprint(workshop.parent)
    with pytest.raises(kind, match=words) as caught:
        DocumentSession.open(workshop, home, to_read=to_read)
    assert caught.value.next_step
    assert fingerprint(workshop.parent) == before
    assert not list((home / "work").iterdir())
    # The lock is free again: a good file in its place opens.
    with pytest.raises(kind):
        DocumentSession.open(workshop, home)


def test_a_missing_file_is_told(path: Path, home: Path) -> None:
    with pytest.raises(MissingDocumentError, match="no longer there"):
        DocumentSession.open(path, home)
    assert not path.exists()
    with pytest.raises(MissingDocumentError, match=f"There is no folder {path.name}."):
        DocumentSession.open(path / "under a file that is not there", home)


def test_a_name_no_disk_takes_is_told(path: Path, home: Path) -> None:
    long = path.with_name(f"{'a' * 300}.visionwork")
    with pytest.raises(DocumentError):
        DocumentSession.open(long, home)
    with pytest.raises(DocumentError, match="name is too long"):
        DocumentSession.create(long, "Harbour", "Harbour Hotel", home)
    with pytest.raises(MissingDocumentError):
        check_document(long)
    assert not list((home / "work").iterdir())


def test_folders_pipes_and_dangling_links_are_told(path: Path, home: Path) -> None:
    path.mkdir()
    with pytest.raises(NotAWorkshopError, match="is a folder"):
        DocumentSession.open(path, home)
    pipe = path.with_name("pipe.visionwork")
    os.mkfifo(pipe)
    with pytest.raises(NotAWorkshopError, match="not a file"):
        DocumentSession.open(pipe, home)
    link = path.with_name("link.visionwork")
    link.symlink_to(path.with_name("gone"))
    with pytest.raises(MissingDocumentError):
        DocumentSession.open(link, home)


def test_a_damaged_file_offers_the_last_good_backup(workshop: Path, home: Path) -> None:
    good = workshop.read_bytes()
    torn(workshop)
    with pytest.raises(DamagedDocumentError) as caught:
        DocumentSession.open(workshop, home)
    assert caught.value.backup is not None
    assert caught.value.backup.read_bytes() == good


@pytest.mark.parametrize("content", [b"", bytes(20_000), b"<html>Sign in to the Wi-Fi" * 90])
def test_a_file_that_was_a_workshop_before_offers_its_backup(
    workshop: Path, home: Path, content: bytes
) -> None:
    good = workshop.read_bytes()
    workshop.write_bytes(content)  # as a sync program or a power cut leaves it
    with pytest.raises(NotAWorkshopError) as caught:
        DocumentSession.open(workshop, home)
    assert caught.value.backup is not None
    assert caught.value.backup.read_bytes() == good
    assert "A good backup of it is on this computer." in str(caught.value)


@pytest.mark.parametrize("case", ["empty", "cut", "torn", "table"])
def test_no_backup_is_promised_where_there_is_none(workshop: Path, home: Path, case: str) -> None:
    shutil.rmtree(home / "backups")
    REFUSED[case][0](workshop)
    with pytest.raises(UnusableFileError) as caught:
        DocumentSession.open(workshop, home)
    assert caught.value.backup is None
    assert "No backup of it is on this computer. Look for an older copy" in str(caught.value)
    assert workshop.exists()


def test_a_damaged_backup_is_not_offered(workshop: Path, home: Path) -> None:
    for backup in (home / "backups").glob("*/*/*"):
        torn(backup)
    torn(workshop)
    with pytest.raises(DamagedDocumentError) as caught:
        DocumentSession.open(workshop, home)
    assert caught.value.backup is None
    assert "No backup of it is on this computer." in str(caught.value)


def test_opening_and_closing_changes_no_byte(workshop: Path, home: Path) -> None:
    before = fingerprint(workshop.parent)
    session = DocumentSession.open(workshop, home)
    session.document.snapshot()
    assert session.close().safe
    assert fingerprint(workshop.parent) == before
    assert not list((home / "work").iterdir())


def test_a_copy_of_a_file_in_wal_mode_opens(workshop: Path, home: Path) -> None:
    with_sql("PRAGMA journal_mode=WAL")(workshop)
    before = fingerprint(workshop.parent)
    assert open_to_read(workshop, home).texts.drafts("statement")
    session = DocumentSession.open(workshop, home)
    assert fingerprint(workshop.parent) == before
    session.document.cards.add("x", "l", "New")
    assert session.close().safe
    assert workshop.read_bytes()[18:20] == b"\1\1"


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_what_another_program_left_beside_the_file_is_not_read(
    workshop: Path, home: Path, ending: str
) -> None:
    beside = workshop.with_name(workshop.name + ending)
    beside.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + os.urandom(9000))
    before = fingerprint(workshop.parent)
    session = DocumentSession.open(workshop, home)
    assert len(session.document.texts.drafts("statement")) == 2
    assert [notice.kind for notice in session.notices] == [NoticeKind.LEFT_BESIDE]
    assert beside.name in session.notices[0].sentence
    assert session.close().safe
    assert fingerprint(workshop.parent) == before


def test_a_text_that_no_longer_fits_its_hash_is_named(workshop: Path, home: Path) -> None:
    with_sql("UPDATE draft SET text = replace(text, 'look', 'lack') WHERE number = 2")(workshop)
    session = DocumentSession.open(workshop, home)
    assert [notice.kind for notice in session.notices] == [NoticeKind.DAMAGED_TEXTS]
    assert "draft 2 of the statement" in session.notices[0].sentence
    session.close()


def test_a_link_stays_a_link(workshop: Path, home: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.visionwork"
    link.symlink_to(workshop)
    session = DocumentSession.open(link, home)
    assert session.path == workshop
    with pytest.raises(AlreadyOpenError):
        DocumentSession.open(workshop, home)
    session.document.cards.add("x", "l", "New")
    assert session.close().safe
    assert link.is_symlink()
    assert open_to_read(workshop, home).cards.all()


def test_a_file_that_is_open_under_its_old_name_is_refused_under_the_new_one(
    workshop: Path, home: Path, open_session: Open
) -> None:
    session = open_session(workshop)
    session.document.cards.add("x", "l", "New")
    assert session.publish_now().safe
    renamed = workshop.with_name("Renamed.visionwork")
    workshop.rename(renamed)
    with pytest.raises(AlreadyOpenError, match=r"Renamed\.visionwork is already open") as caught:
        DocumentSession.open(renamed, home)
    assert caught.value.pid == os.getpid()
    assert session.follow(renamed).safe
    assert session.close().safe
    again = DocumentSession.open(renamed, home)
    assert again.document.cards.all()
    assert again.close().safe


def test_a_second_window_is_refused_and_told_who_has_it(
    workshop: Path, home: Path, open_session: Open
) -> None:
    session = open_session(workshop)
    with pytest.raises(AlreadyOpenError) as caught:
        DocumentSession.open(workshop, home)
    assert caught.value.pid == os.getpid()
    document = open_to_read(workshop, home)
    assert len(document.texts.drafts("statement")) == 2
    document.close()
    assert session.close().safe
    assert open_session(workshop).close().safe


def test_a_document_open_to_read_refuses_commands(workshop: Path, home: Path) -> None:
    document = open_to_read(workshop, home)
    with pytest.raises(DocumentError):
        document.cards.add("x", "l", "New")
    document.close()


AS_SOMEBODY_ELSE = """
import os, sys
from pathlib import Path
import sqlite_utils, sqlite_utils.migrations
from visionwork.document.session import DocumentSession
from visionwork.document.errors import DocumentError
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
path, home = Path(sys.argv[1]), Path(sys.argv[2])
try:
    session = DocumentSession.open(path, home)
except DocumentError as error:
    print(type(error).__name__, error)
    sys.exit()
print(session.read_only, [notice.kind.value for notice in session.notices])
try:
    session.document.cards.add("x", "l", "New")
except DocumentError as error:
    print(error.sentence)
print(session.save_copy(home / "copy.visionwork").result.value)
print(session.close().result.value)
"""


@pytest.fixture
def shared(workshop: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workshop in a folder that everybody may read, and a folder for their own app data."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="visionwork-test-") as folder:
        base = Path(folder)
        base.chmod(0o755)
        (base / "stick").mkdir()
        (base / "home").mkdir()
        (base / "home").chmod(0o777)
        shutil.copyfile(workshop, base / "stick" / workshop.name)
        yield base / "stick" / workshop.name
        (base / "stick").chmod(0o755)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_file_or_folder_opens_to_read(
    shared: Path, python: Callable[..., str], what: str
) -> None:
    if what == "file":
        shared.chmod(0o444)
        shared.parent.chmod(0o777)
    else:
        shared.chmod(0o666)
        shared.parent.chmod(0o555)
    before = fingerprint(shared.parent)
    told = python(AS_SOMEBODY_ELSE, shared, shared.parents[1] / "home")
    assert told.splitlines() == [
        "True ['read only']",
        "The file cannot be written.",
        "published",
        "nothing to do",
    ]
    assert fingerprint(shared.parent) == before


def test_a_file_one_may_not_read_is_told(shared: Path, python: Callable[..., str]) -> None:
    shared.chmod(0o000)
    told = python(AS_SOMEBODY_ELSE, shared, shared.parents[1] / "home")
    assert told.startswith("DocumentError You may not read")


def test_editing_publishes_at_the_end(workshop: Path, home: Path) -> None:
    with editing(workshop, home) as document:
        document.cards.add("x", "l", "New")
    assert [card.text for card in open_to_read(workshop, home).cards.all()] == ["New"]


def test_editing_what_is_open_elsewhere_is_refused(workshop: Path, home: Path, open_session: Open) -> None:
    open_session(workshop)
    with pytest.raises(AlreadyOpenError), editing(workshop, home):
        pass


def test_backups_of_files_with_the_same_name_are_kept_apart(workshop: Path, home: Path) -> None:
    from visionwork.document.backup import backups

    other = workshop.parent / "second" / workshop.name
    other.parent.mkdir()
    shutil.copyfile(workshop, other)
    folders = AppFolders(home)
    session = DocumentSession.open(other, home)
    keep(folders, other, session.document.clock())
    session.close()
    assert len(backups(folders, workshop)) == len(backups(folders, other)) == 1


@pytest.mark.skipif(os.name != "posix", reason="permissions are another matter elsewhere")
def test_nobody_else_can_look_into_a_working_copy(path: Path, home: Path) -> None:
    session = DocumentSession.create(path, "Our vision", "Aldermoor", home)
    folders = [folder.path for folder in AppFolders(home).work_folders()]
    assert [folder.stat().st_mode & 0o077 for folder in folders] == [0]
    assert session.close().safe
