"""Single answers that were removed are in no copy that the app keeps, whatever came between."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from visionwork.document import kept_copies
from visionwork.document.access import editing, open_to_read
from visionwork.document.backup import backups, good_uuid
from visionwork.document.document import Document
from visionwork.document.publish import PublishResult
from visionwork.document.recovery import discard, recoverable
from visionwork.document.removed import removed_answers, still_held
from visionwork.document.session import DocumentSession
from visionwork.document.tray import tray_path
from visionwork.document.workfolder import AppFolders
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup
from visionwork.protected import shred_answers

DAY = date(2026, 3, 12)
CANARY = "canary-of-the-few-9137"


@pytest.fixture
def path(tmp_path: Path, home: Path) -> Path:
    """Return a workshop with a closed round that two backups hold, too."""
    made = tmp_path / "docs" / "vision.visionwork"
    made.parent.mkdir()
    session = DocumentSession.create(made, "T", "O", home)
    document = session.document
    draft = document.texts.save_draft("statement", "Clients know who looks after them.")
    few = document.groups.add("Few", GroupKind.CUSTOMERS)
    document.rounds.open(draft.id, [(QuestionKind.OPEN, "What else?")], [RoundGroup(few)], DAY)
    document.rounds.add_responses(1, [NewResponse(few, {}, {"q1": CANARY})], Channel.CSV)
    document.rounds.close(1, DAY)
    session.close()
    say(made, home, "clients")
    return made


def say(path: Path, home: Path, audience: str) -> None:
    with editing(path, home) as document:
        document.workshop.update(audience=audience)


def shred(document: Document) -> None:
    shred_answers(document, document.rounds.get(1), DAY)


def holding(folder: Path) -> list[Path]:
    """Return the files that hold the answer."""
    return [found for found in folder.rglob("*") if found.is_file() and CANARY.encode() in found.read_bytes()]


def written_by_somebody(path: Path) -> None:
    other = path.with_name("other")
    shutil.copy(path, other)
    connection = sqlite3.connect(other)
    connection.execute("UPDATE workshop SET title = 'Theirs'")
    connection.commit()
    connection.close()
    other.replace(path)


def audience_in(copy: Path) -> str:
    connection = sqlite3.connect(copy)
    found = connection.execute("SELECT audience FROM workshop").fetchone()[0]
    connection.close()
    return found


def test_backups_lose_the_answers_and_nothing_else(path: Path, home: Path) -> None:
    assert len(holding(home)) == 2
    session = DocumentSession.open(path, home)
    session.document.workshop.update(audience="everybody")
    shred(session.document)
    session.publish_now()
    assert not holding(home)
    kept = backups(AppFolders(home), path)
    assert [audience_in(backup.path) for backup in kept] == ["clients", ""]
    assert all(good_uuid(backup.path) for backup in kept)
    session.close()
    document = open_to_read(path, home)
    assert document.rounds.get(1).shredded_on == DAY
    document.close()


def test_a_crash_before_publishing(path: Path, home: Path) -> None:
    session = DocumentSession.open(path, home)
    shred(session.document)
    session.abandon()
    assert len(holding(home)) == 2
    session = DocumentSession.open(path, home)
    assert session.publish_now().result is PublishResult.PUBLISHED
    assert not holding(path.parent.parent)
    session.close()


def test_a_crash_before_the_copies_were_cleared(
    path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = DocumentSession.open(path, home)
    shred(session.document)
    with monkeypatch.context() as patched:
        patched.setattr(kept_copies.KeptCopies, "clear", lambda _: False)
        session.publish_now()
        session.abandon()
    assert holding(home)
    DocumentSession.open(path, home).close()  # without a change
    assert not holding(home)


def test_a_full_disk_is_tried_again(path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = DocumentSession.open(path, home)
    shred(session.document)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(kept_copies, "put_snapshot", full)
        assert session.publish_now().result is PublishResult.PUBLISHED
    assert len(backups(AppFolders(home), path)) == 2
    assert holding(home)
    session.document.workshop.update(audience="everybody")
    session.publish_now()
    assert not holding(home)
    session.close()


def test_a_conflict(path: Path, home: Path) -> None:
    session = DocumentSession.open(path, home)
    written_by_somebody(path)
    shred(session.document)
    assert session.publish_now().result is PublishResult.CONFLICT
    session.close()
    assert holding(path.parent.parent) == [path]  # theirs, which was not written


def test_a_file_that_was_moved_and_is_saved_elsewhere(path: Path, home: Path) -> None:
    session = DocumentSession.open(path, home)
    session.document.workshop.update(audience="everybody")
    path.unlink()
    assert session.publish_now().result is PublishResult.MOVED
    shred(session.document)
    assert session.publish_now().result is PublishResult.MOVED
    assert session.save_as(path.with_name("new.visionwork")).result is PublishResult.PUBLISHED
    session.close()
    assert not holding(path.parent.parent)


def left_in_recover(path: Path, home: Path) -> Path:
    session = DocumentSession.open(path, home)
    session.document.workshop.update(audience="edits of nobody else")
    aside = path.rename(path.with_name("aside"))
    found = session.publish_now().copy
    session.abandon()
    aside.rename(path)
    for left in recoverable(home):
        shutil.rmtree(discard(left, home))
    assert found is not None
    return found


def left_by_a_crash(path: Path, home: Path) -> Path:
    session = DocumentSession.open(path, home)
    session.document.workshop.update(audience="edits of nobody else")
    folder = session._folder
    assert folder is not None
    (folder.path / "snapshot.vw-tmp").write_bytes(folder.database.read_bytes())
    tray_path(folder.path, 1).write_text(CANARY)
    session.abandon()
    written_by_somebody(path)
    return folder.database


def in_the_bin_with_a_hot_journal(path: Path, home: Path) -> Path:
    session = DocumentSession.open(path, home)
    session.document.workshop.update(audience="edits of nobody else")
    connection, folder = session.document.store.connection, session._folder
    assert folder is not None
    connection.execute("PRAGMA cache_size = 2")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("CREATE TABLE more (cell)")
    connection.executemany("INSERT INTO more VALUES (?)", [("x" * 3000,)] * 40)
    discarded = home / "bin" / folder.path.name
    shutil.copytree(folder.path, discarded)
    os.utime(discarded, (1_000, 1_000))
    connection.execute("ROLLBACK")
    session.abandon()
    shutil.rmtree(folder.path)
    assert (discarded / "working.db-journal").stat().st_size
    return discarded / "working.db"


@pytest.mark.parametrize("leave", [left_in_recover, left_by_a_crash, in_the_bin_with_a_hot_journal])
def test_other_copies(path: Path, home: Path, leave: Callable[[Path, Path], Path]) -> None:
    copy = leave(path, home)
    age = copy.parent.stat().st_mtime if leave is in_the_bin_with_a_hot_journal else None
    assert copy in holding(home)
    with editing(path, home) as document:
        shred(document)
    assert not holding(path.parent.parent)
    assert audience_in(copy) == "edits of nobody else"
    assert good_uuid(copy)
    assert age in (None, copy.parent.stat().st_mtime)


def test_a_left_copy_with_nothing_new_is_not_offered_for_it(path: Path, home: Path) -> None:
    session = DocumentSession.open(path, home)
    session.document.workshop.update(audience="published")
    session.publish_now()
    session.abandon()
    moved = path.with_name("moved.visionwork")
    shutil.copy(path, moved)
    path.unlink()
    with editing(moved, home) as document:
        shred(document)
    assert not holding(path.parent.parent)
    assert not recoverable(home)


def test_a_round_that_is_deleted_after_its_answers(path: Path, home: Path) -> None:
    session = DocumentSession.open(path, home)
    shred(session.document)
    session.document.rounds.delete(1)
    session.abandon()
    DocumentSession.open(path, home).close()
    assert not holding(path.parent.parent)


def test_another_file_of_the_workshop_keeps_its_backups(path: Path, home: Path) -> None:
    folders, other = AppFolders(home), path.with_name("team B.visionwork")
    shutil.copy(path, other)
    say(other, home, "team B")
    ours, theirs = backups(folders, path), backups(folders, other)
    assert len(ours) == len(theirs) == 2
    before = [backup.path.read_bytes() for backup in theirs]
    with editing(path, home) as document:
        shred(document)
    assert [backup.path.read_bytes() for backup in backups(folders, other)] == before
    assert sorted(holding(home)) == sorted(backup.path for backup in theirs)
    other.write_bytes(other.read_bytes()[:9_000])  # its backups may be all that is left of it
    say(path, home, "a")
    assert [backup.path.read_bytes() for backup in backups(folders, other)] == before
    other.unlink()
    say(path, home, "b")
    assert not holding(path.parent.parent)
    assert len(backups(folders, other)) == 2


def test_a_backup_that_went_bad_is_deleted(path: Path, home: Path) -> None:
    folders = AppFolders(home)
    bad = backups(folders, path)[1].path
    bad.write_bytes(b"?" * 200 + bad.read_bytes()[200:])
    session = DocumentSession.open(path, home)
    shred(session.document)
    session._backed_up = True  # another backup would let it go, too
    session.publish_now()
    assert not bad.exists()
    assert not holding(home)
    session.close()


def test_nothing_is_looked_for_where_nothing_was_removed(
    path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []
    monkeypatch.setattr(kept_copies.KeptCopies, "clear", lambda _: looked.append(1) or True)
    say(path, home, "a")
    assert not looked
    session = DocumentSession.open(path, home)
    shred(session.document)
    session.publish_now()
    session.document.workshop.update(audience="b")
    session.publish_now()
    session.close()
    assert looked == [1]


def test_a_strange_day_does_not_keep_the_file_from_being_written(path: Path, home: Path) -> None:
    session = DocumentSession.open(path, home)
    shred(session.document)
    session.document.store.connection.execute("UPDATE round_event SET day = 'soon' WHERE act LIKE 'single%'")
    assert session.publish_now().result is PublishResult.PUBLISHED
    assert len(backups(AppFolders(home), path)) == 2
    session.close()


def test_another_round_of_the_same_id_is_not_the_one(path: Path, home: Path) -> None:
    document = open_to_read(path, home)
    connection = document.store.connection
    assert not removed_answers(connection)
    connection.execute("PRAGMA query_only = OFF")
    connection.execute("INSERT INTO round_event VALUES (90, 1, 'single answers removed', '2026-03-12')")
    removed = removed_answers(connection)
    assert still_held(connection, removed, by_id=False) == [*removed]
    connection.execute("UPDATE round SET opened_on = '2026-03-11'")
    assert not still_held(connection, removed, by_id=True)
    deleted = {replace(found, opened_on=None, draft_sha256=None) for found in removed}
    assert not still_held(connection, deleted, by_id=False)
    assert still_held(connection, deleted, by_id=True) == [*deleted]
    document.close()


@pytest.mark.parametrize("pulled", [False, True], ids=["renamed", "stick pulled"])
def test_a_file_that_comes_back_has_its_answers(path: Path, home: Path, pulled: bool) -> None:
    other = path.parent.parent / "stick" / "team B.visionwork"
    other.parent.mkdir()
    shutil.copy(path, other)
    session = DocumentSession.open(other, home)
    session.document.workshop.update(audience="published")
    session.publish_now()
    session.abandon()  # as in a crash
    away = (other.parent if pulled else other).with_name("away")
    (other.parent if pulled else other).rename(away)
    with editing(path, home) as document:
        shred(document)
    away.rename(other.parent if pulled else other)
    say(other, home, "there again")
    assert CANARY.encode() in other.read_bytes()


def test_a_left_copy_with_edits_is_spared_while_its_file_is_gone(path: Path, home: Path) -> None:
    other = path.with_name("team B.visionwork")
    shutil.copy(path, other)
    session = DocumentSession.open(other, home)
    session.document.workshop.update(audience="edits of nobody else")
    session.abandon()
    other.unlink()
    with editing(path, home) as document:
        shred(document)
    (left,) = recoverable(home)
    assert CANARY.encode() in (left.folder / "working.db").read_bytes()


def test_what_takes_too_long_is_no_damage(path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = DocumentSession.open(path, home)
    shred(session.document)

    def slow(*_: object) -> None:
        error = sqlite3.OperationalError("interrupted")
        error.sqlite_errorcode = sqlite3.SQLITE_INTERRUPT
        raise error

    monkeypatch.setattr(kept_copies, "into_memory", slow)
    monkeypatch.setattr(kept_copies, "good_uuid", lambda _: None)
    session.publish_now()
    assert len(backups(AppFolders(home), path)) == 2
    session.close()


def test_backups_of_nobody_knows_whom_are_left_alone(path: Path, home: Path) -> None:
    folders, other = AppFolders(home), path.with_name("team B.visionwork")
    shutil.copy(path, other)
    say(other, home, "team B")
    theirs = [backup.path for backup in backups(folders, other)]
    (theirs[0].parent / "file.json").unlink()
    with editing(path, home) as document:
        shred(document)
    assert sorted(holding(home)) == sorted(theirs)


def test_nothing_that_goes_wrong_makes_a_written_file_a_failure(
    path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_memory(_: object) -> None:
        raise MemoryError

    session = DocumentSession.open(path, home)
    shred(session.document)
    monkeypatch.setattr(kept_copies.KeptCopies, "clear", out_of_memory)
    assert session.publish_now().result is PublishResult.PUBLISHED
    assert session.unpublished == 0
    session.close()
