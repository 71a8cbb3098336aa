"""Bringing the working copy to the user's file, whatever happens to that file."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from visionwork.document import files
from visionwork.document.access import open_to_read
from visionwork.document.backup import backups
from visionwork.document.connection import connect, path_of
from visionwork.document.errors import AlreadyOpenError, DocumentError, MissingDocumentError
from visionwork.document.lock import FileLock
from visionwork.document.publish import PublishResult, conflict_name
from visionwork.document.recovery import recover, recoverable
from visionwork.document.session import DocumentSession
from visionwork.document.workfolder import AppFolders

Open = Callable[..., DocumentSession]


def add(session: DocumentSession, text: str) -> None:
    session.document.cards.add("behaviour", "group:1", text)


def cards(path: Path, home: Path) -> list[str]:
    document = open_to_read(path, home)
    texts = [card.text for card in document.cards.all()]
    document.close()
    return texts


def names(path: Path) -> list[str]:
    return sorted(found.name for found in path.parent.iterdir())


def rewritten(path: Path, home: Path, other_home: Path, text: str) -> None:
    """Change a workshop as another computer would."""
    session = DocumentSession.open(path, other_home)
    add(session, text)
    assert session.close().safe


def test_a_new_workshop_is_a_file_at_once(path: Path, home: Path, open_session: Open) -> None:
    session = open_session(path)
    assert session.unpublished == 0
    assert names(path) == ["Aldermoor.visionwork"]
    document = open_to_read(path, home)
    assert document.workshop.get().organisation == "Aldermoor"
    document.close()


def test_a_place_that_is_taken_is_refused(path: Path, home: Path) -> None:
    path.write_text("mine")
    with pytest.raises(DocumentError, match="is there already"):
        DocumentSession.create(path, "T", "O", home)
    assert path.read_text() == "mine"
    for folder in ("nowhere", path.name):
        with pytest.raises(DocumentError, match=f"There is no folder {folder}."):
            DocumentSession.create(path.parent / folder / "new.visionwork", "T", "O", home)
    assert not list(home.glob("work/*"))


def test_publishing_brings_every_commit_to_the_file(path: Path, home: Path, open_session: Open) -> None:
    session = open_session(path)
    add(session, "One")
    assert session.unpublished == 1
    assert cards(path, home) == []
    outcome = session.publish_now()
    assert outcome.result is PublishResult.PUBLISHED
    assert outcome.problem is None
    assert session.unpublished == 0
    assert cards(path, home) == ["One"]
    session.document.undo()
    session.publish_now()
    assert cards(path, home) == []
    assert session.revision == 3
    assert names(path) == ["Aldermoor.visionwork"]


def test_nothing_to_publish_touches_nothing(path: Path, open_session: Open) -> None:
    session = open_session(path)
    before = path.stat().st_mtime_ns, path.read_bytes()
    assert session.publish_now().result is PublishResult.UNCHANGED
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before


def test_what_another_connection_stored_is_published_though_nobody_noted_it(
    path: Path, home: Path, open_session: Open
) -> None:
    session = open_session(path)
    add(session, "One")
    assert session.publish_now().result is PublishResult.PUBLISHED
    working = path_of(session.document.store.connection)
    assert working is not None
    connection = connect(working)
    connection.execute("UPDATE card SET text = 'Two'")
    connection.close()
    assert session.unpublished == 0
    assert session.publish_now().result is PublishResult.PUBLISHED
    assert cards(path, home) == ["Two"]
    assert session.publish_now().result is PublishResult.UNCHANGED


def test_what_is_committed_while_a_job_runs_stays_unpublished(
    path: Path, home: Path, open_session: Open
) -> None:
    session = open_session(path)
    add(session, "One")
    job = session.prepare_publish()
    add(session, "Two")
    with pytest.raises(RuntimeError):
        session.prepare_publish()
    session.finish_publish(job.run())
    assert session.unpublished == 1
    assert cards(path, home) == ["One"]
    session.publish_now()
    assert cards(path, home) == ["One", "Two"]


def test_a_job_may_run_in_another_thread(path: Path, home: Path, open_session: Open) -> None:
    from concurrent.futures import ThreadPoolExecutor

    session = open_session(path)
    with ThreadPoolExecutor(1) as pool:
        for number in range(5):
            add(session, str(number))
            running = pool.submit(session.prepare_publish().run)
            add(session, f"{number}, meanwhile")
            session.finish_publish(running.result())
    assert len(cards(path, home)) == 9


def test_a_published_file_holds_nothing_of_what_was_deleted(path: Path, open_session: Open) -> None:
    session = open_session(path)
    add(session, "A sentence nobody wants to keep")
    session.publish_now()
    assert b"nobody wants" in path.read_bytes()
    session.document.cards.delete(1)
    session.publish_now()
    assert b"nobody wants" not in path.read_bytes()


def test_the_rights_of_the_file_stay(path: Path, open_session: Open) -> None:
    session = open_session(path)
    path.chmod(0o664)
    add(session, "One")
    session.publish_now()
    assert path.stat().st_mode & 0o777 == 0o664


def test_somebody_elses_version_is_never_overwritten(
    workshop: Path, home: Path, tmp_path: Path, open_session: Open
) -> None:
    session = open_session(workshop)
    add(session, "Ours")
    rewritten(workshop, home, tmp_path / "other", "Theirs")
    outcome = session.publish_now()
    assert outcome.result is PublishResult.CONFLICT
    assert outcome.copy is not None
    assert cards(workshop, home) == ["Theirs"]
    assert cards(outcome.copy, home) == ["Ours"]
    assert outcome.problem is not None
    told = str(outcome.problem)
    assert workshop.name in told
    assert outcome.copy.name in told
    # The session goes on with its own copy; the other one can be opened beside it.
    assert session.path == outcome.copy
    add(session, "Ours again")
    assert session.publish_now().result is PublishResult.PUBLISHED
    assert cards(outcome.copy, home) == ["Ours", "Ours again"]
    other = open_session(workshop)
    assert other.close().safe
    assert session.close().safe


def test_putting_ours_back_keeps_theirs_in_the_backups(
    workshop: Path, home: Path, tmp_path: Path, open_session: Open
) -> None:
    session = open_session(workshop)
    add(session, "Ours")
    rewritten(workshop, home, tmp_path / "other", "Theirs")
    theirs = workshop.read_bytes()
    session.publish_now()
    assert session.save_as(workshop, overwrite=True).result is PublishResult.PUBLISHED
    assert session.path == workshop
    assert cards(workshop, home) == ["Ours"]
    assert theirs in [found.path.read_bytes() for found in backups(AppFolders(home), workshop)]
    assert session.close().safe


def test_a_change_in_the_last_moment_is_seen(
    workshop: Path, home: Path, open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from visionwork.document import files

    session = open_session(workshop)
    add(session, "Ours")
    copy = files.copy_and_mark

    def slow_stick(source: Path, target: Path, **options: object) -> object:
        mark = copy(source, target, **options)
        if target.parent == workshop.parent:
            workshop.write_bytes(b"Another program was quicker")
        return mark

    monkeypatch.setattr(files, "copy_and_mark", slow_stick)
    assert session.publish_now().result is PublishResult.CONFLICT
    assert workshop.read_bytes() == b"Another program was quicker"


def test_the_same_bytes_written_anew_are_no_conflict(workshop: Path, home: Path, open_session: Open) -> None:
    session = open_session(workshop)
    add(session, "One")
    copy = workshop.with_name("copy")
    shutil.copyfile(workshop, copy)
    copy.replace(workshop)
    assert session.publish_now().result is PublishResult.PUBLISHED
    os.utime(workshop, (0, 0))
    add(session, "Two")
    assert session.publish_now().result is PublishResult.PUBLISHED
    assert cards(workshop, home) == ["One", "Two"]


def test_a_renamed_file_is_found_and_followed(workshop: Path, home: Path, open_session: Open) -> None:
    session = open_session(workshop)
    add(session, "One")
    renamed = workshop.rename(workshop.with_name("Spring.visionwork"))
    outcome = session.publish_now()
    assert (outcome.result, outcome.moved_to) == (PublishResult.MOVED, renamed)
    assert "Spring.visionwork" in str(outcome.problem)
    assert outcome.copy is not None
    assert cards(outcome.copy, home) == ["One"]
    assert session.unpublished
    assert session.follow(renamed).result is PublishResult.PUBLISHED
    assert cards(renamed, home) == ["One"]
    assert not outcome.copy.exists()
    assert names(workshop) == ["Spring.visionwork"]


def test_a_renamed_file_is_found_behind_a_link_to_nowhere(
    workshop: Path, open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(workshop)
    add(session, "One")
    renamed = workshop.rename(workshop.with_name("Spring.visionwork"))
    found = Path.glob

    def links_first(folder: Path, pattern: str) -> list[Path]:
        return sorted(found(folder, pattern), key=Path.exists)

    workshop.with_name("Link.visionwork").symlink_to(workshop.with_name("nowhere"))
    monkeypatch.setattr(Path, "glob", links_first)
    outcome = session.publish_now()
    assert (outcome.result, outcome.moved_to) == (PublishResult.MOVED, renamed)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_file_that_is_gone_is_kept_elsewhere(
    workshop: Path, home: Path, open_session: Open, what: str
) -> None:
    session = open_session(workshop)
    add(session, "One")
    if what == "file":
        workshop.unlink()
    else:
        shutil.rmtree(workshop.parent)
    outcome = session.publish_now()
    assert (outcome.result, outcome.moved_to) == (PublishResult.MOVED, None)
    assert outcome.copy is not None
    assert home in outcome.copy.parents
    assert str(outcome.copy) in str(outcome.problem)
    assert cards(outcome.copy, home) == ["One"]
    assert not session.close().safe
    add(session, "Two")
    workshop.parent.mkdir(exist_ok=True)
    assert session.save_as(workshop).result is PublishResult.PUBLISHED
    assert cards(workshop, home) == ["One", "Two"]
    assert not outcome.copy.exists()
    assert session.close().safe


def test_a_stick_that_comes_back_is_written_again(workshop: Path, home: Path, open_session: Open) -> None:
    session = open_session(workshop)
    add(session, "One")
    away = workshop.parent.rename(workshop.parent.with_name("away"))
    assert session.publish_now().result is PublishResult.MOVED
    away.rename(workshop.parent)
    assert session.publish_now().result is PublishResult.PUBLISHED
    assert cards(workshop, home) == ["One"]


def test_another_file_in_the_place_of_a_deleted_one_is_left_alone(
    workshop: Path, home: Path, open_session: Open
) -> None:
    session = open_session(workshop)
    add(session, "One")
    workshop.unlink()
    workshop.write_text("Something else")
    outcome = session.publish_now()
    assert outcome.result is PublishResult.CONFLICT
    assert workshop.read_text() == "Something else"


def test_a_file_that_stays_held_is_told_and_written_later(
    workshop: Path, home: Path, open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(workshop)
    add(session, "One")
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if Path(target) == workshop:
            raise PermissionError(errno.EACCES, "held by another program")
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", held)
        patch.setattr("visionwork.document.files._REPLACE_PAUSES_S", (0.0, 0.0))
        outcome = session.publish_now()
        assert outcome.result is PublishResult.FAILED
        assert not session.close().safe
    assert outcome.problem is not None
    assert outcome.problem.next_step
    assert names(workshop) == ["Aldermoor.visionwork"]
    assert session.close().result is PublishResult.PUBLISHED
    assert cards(workshop, home) == ["One"]


class Killed(BaseException):
    """Stands for the end of the process: nothing of ours gets to catch it."""


def test_two_ends_in_the_middle_of_writing_are_no_conflict(
    workshop: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed once after its file stood in place, once just before: the file is still the session's own."""
    whole = files.replace

    def after(temp: Path, target: Path) -> None:
        whole(temp, target)
        if target == workshop:
            raise Killed

    def before(temp: Path, target: Path) -> None:
        if target == workshop:
            raise Killed
        whole(temp, target)

    session = DocumentSession.open(workshop, home)
    for text, replacing in (("once", after), ("twice", before)):
        add(session, text)
        job = session.prepare_publish()
        add(session, f"{text} more")  # while it runs
        monkeypatch.setattr(files, "replace", replacing)
        with pytest.raises(Killed):
            job.run()
        monkeypatch.setattr(files, "replace", whole)
        session.abandon()
        session = recover(recoverable(home)[0], home)
    assert session.close().result is PublishResult.PUBLISHED
    assert cards(workshop, home)[-4:] == ["once", "once more", "twice", "twice more"]
    assert names(workshop) == [workshop.name]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_an_error_after_the_file_is_in_place_is_no_conflict_later(
    workshop: Path, home: Path, open_session: Open, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    from visionwork.document import files

    session = open_session(workshop)
    add(session, "One")

    def broken(folder: Path) -> None:
        if folder == workshop.parent:
            raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(files, "flush_folder", broken)
        assert session.publish_now().result is PublishResult.FAILED
    if call == "replace":
        add(session, "Two")
    assert session.publish_now().result is PublishResult.PUBLISHED
    assert cards(workshop, home)[0] == "One"


def test_a_working_copy_that_cannot_be_read_is_told(
    workshop: Path, open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(workshop)
    add(session, "One")

    def broken(_source: object) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error

    with monkeypatch.context() as patch:
        patch.setattr("visionwork.document.snapshot.into_memory", broken)
        outcome = session.publish_now()
    assert outcome.result is PublishResult.FAILED
    assert outcome.error is not None
    assert outcome.error.sentence == "The disk could not be read or written."
    assert session.publish_now().result is PublishResult.PUBLISHED


def test_saving_elsewhere_goes_on_there(workshop: Path, home: Path, open_session: Open) -> None:
    session = open_session(workshop)
    add(session, "One")
    elsewhere = workshop.with_name("Elsewhere.visionwork")
    assert session.save_as(elsewhere).result is PublishResult.PUBLISHED
    assert session.path == elsewhere
    assert cards(workshop, home) == []
    assert open_session(workshop).close().safe
    with pytest.raises(AlreadyOpenError):
        DocumentSession.open(elsewhere, home)
    add(session, "Two")
    assert session.close().result is PublishResult.PUBLISHED
    assert cards(elsewhere, home) == ["One", "Two"]


def test_saving_elsewhere_asks_before_it_overwrites(workshop: Path, home: Path, open_session: Open) -> None:
    session = open_session(workshop)
    other = workshop.with_name("Other.visionwork")
    other.write_text("mine")
    with pytest.raises(DocumentError, match="is there already"):
        session.save_as(other)
    assert other.read_text() == "mine"
    assert session.save_as(other, overwrite=True).result is PublishResult.PUBLISHED
    assert cards(other, home) == []
    third = open_session(workshop)
    with pytest.raises(AlreadyOpenError):
        session.save_as(workshop, overwrite=True)
    assert third.close().safe


def test_saving_to_where_nothing_can_be_written_is_told(workshop: Path, open_session: Open) -> None:
    session = open_session(workshop)
    outcome = session.save_as(workshop.parent / "gone" / "a.visionwork")
    assert outcome.result is PublishResult.FAILED
    assert session.path == workshop


def test_a_copy_leaves_the_session_where_it_is(workshop: Path, home: Path, open_session: Open) -> None:
    session = open_session(workshop)
    add(session, "One")
    copy = workshop.with_name("Copy.visionwork")
    assert session.save_copy(copy).result is PublishResult.PUBLISHED
    assert session.path == workshop
    assert session.unpublished == 1
    assert cards(copy, home) == ["One"]
    first, second = open_to_read(copy, home), session.document
    assert first.workshop.get().uuid == second.workshop.get().uuid
    first.close()


def test_a_disk_that_refuses_is_left_through_memory(workshop: Path, home: Path, open_session: Open) -> None:
    session = open_session(workshop)
    add(session, "One")
    session.document.store.connection.execute("PRAGMA query_only=ON")
    with pytest.raises(DocumentError):
        add(session, "Two")
    session.work_in_memory()
    assert session.in_memory
    add(session, "Two")
    elsewhere = workshop.with_name("Elsewhere.visionwork")
    assert session.save_as(elsewhere).result is PublishResult.PUBLISHED
    assert cards(elsewhere, home) == ["One", "Two"]
    assert not session.in_memory
    add(session, "Three")
    session.document.undo()
    assert session.document.undo()
    assert session.close().result is PublishResult.PUBLISHED
    assert cards(elsewhere, home) == ["One"]


def test_a_document_in_memory_is_published_too(workshop: Path, home: Path, open_session: Open) -> None:
    session = open_session(workshop)
    session.work_in_memory()
    add(session, "One")
    assert session.publish_now().result is PublishResult.PUBLISHED
    assert cards(workshop, home) == ["One"]
    assert not session.in_memory
    add(session, "Two")
    session.abandon()
    assert [found.changes for found in recoverable(home)] == [1]


def test_app_data_that_was_deleted_is_survived(workshop: Path, home: Path, open_session: Open) -> None:
    session = open_session(workshop)
    add(session, "One")
    shutil.rmtree(home)
    with pytest.raises(DocumentError):
        add(session, "Two")
    session.work_in_memory()
    add(session, "Two")
    assert session.publish_now().result is PublishResult.PUBLISHED
    assert cards(workshop, home) == ["One", "Two"]


def test_a_conflict_copy_is_written_once_even_when_it_cannot_be_locked(
    workshop: Path, home: Path, tmp_path: Path, open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(workshop)
    rewritten(workshop, home, tmp_path / "another-app", "Theirs")
    add(session, "Mine")

    def refuse(_folders: AppFolders, document: Path) -> FileLock:
        raise AlreadyOpenError(document, None)

    with monkeypatch.context() as patch:
        patch.setattr(AppFolders, "lock_document", refuse)
        assert session.publish_now().result is PublishResult.CONFLICT
    copy = session.path
    add(session, "Mine, too")
    assert session.publish_now().result is PublishResult.PUBLISHED
    assert names(workshop) == sorted([workshop.name, copy.name])
    assert cards(copy, home) == ["Mine", "Mine, too"]
    assert cards(workshop, home) == ["Theirs"]


def test_work_is_saved_elsewhere_although_the_apps_own_disk_has_no_room_for_a_lock(
    workshop: Path, home: Path, open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(workshop)
    add(session, "One")

    def full(_folders: AppFolders, document: Path) -> FileLock:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(AppFolders, "lock_document", full)
    stick = workshop.with_name("Stick.visionwork")
    assert session.save_as(stick).result is PublishResult.PUBLISHED
    assert session.path == stick
    monkeypatch.undo()
    assert cards(stick, home) == ["One"]


def test_conflict_names_do_not_pile_up(path: Path) -> None:
    first = conflict_name(path, "Ann's Mac/Book", 7)
    assert first.name == "Aldermoor (conflict Ann-s-Mac-Book r7).visionwork"
    first.touch()
    assert (
        conflict_name(path, "Ann's Mac/Book", 7).name == "Aldermoor (conflict Ann-s-Mac-Book r7) 2.visionwork"
    )
    assert conflict_name(first, "", 8).name == "Aldermoor (conflict this computer r8).visionwork"
    assert len(conflict_name(path.with_name("客" * 80 + ".visionwork"), "x" * 99, 7).name.encode()) < 255


def test_the_file_before_and_after_a_session_is_kept(workshop: Path, home: Path) -> None:
    folders = AppFolders(home)
    before = workshop.read_bytes()
    session = DocumentSession.open(workshop, home)
    for number in range(4):
        add(session, str(number))
        session.publish_now()
    assert session.close().safe
    assert [found.path.read_bytes() for found in backups(folders, workshop)] == [
        workshop.read_bytes(),
        before,
    ]
    assert cards(workshop, home) == ["0", "1", "2", "3"]


def test_a_closed_session_leaves_nothing_behind(workshop: Path, home: Path) -> None:
    session = DocumentSession.open(workshop, home)
    add(session, "One")
    session.publish_now()
    session.close()
    assert not list((home / "work").iterdir())
    assert names(workshop) == ["Aldermoor.visionwork"]
    workshop.unlink()
    with pytest.raises(MissingDocumentError):
        DocumentSession.open(workshop, home)


def test_a_large_document_is_copied_by_the_job_while_somebody_writes(
    path: Path, open_session: Callable[..., DocumentSession], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visionwork.document.snapshot.LARGE", 1)
    session = open_session(path)
    document = session.document
    document.texts.write("statement", "First words.")
    job = session.prepare_publish()
    document.texts.write("statement", "Second words.")
    copies: list[Path] = []
    copyfile = shutil.copyfile

    def writing(source: Path, target: Path) -> None:
        copyfile(source, target)
        if not copies:
            document.texts.write("statement", "Third words.")
        copies.append(target)

    monkeypatch.setattr("visionwork.document.snapshot.shutil.copyfile", writing)
    session.finish_publish(job.run())
    assert len(copies) == 2, "what somebody wrote into is copied again"
    assert not copies[0].exists()
    assert session.unpublished == 2
    found = open_to_read(path, path.parent / "home")
    assert found.texts.working("statement").text == "Third words."
    found.close()
    session.publish_now()
    assert session.unpublished == 0
