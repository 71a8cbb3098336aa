"""What a crash leaves: offered, opened again, or put into the bin."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from visionwork.document import session as session_module
from visionwork.document import snapshot
from visionwork.document.access import open_to_read
from visionwork.document.apart import writing_apart
from visionwork.document.errors import AlreadyOpenError, DamagedDocumentError
from visionwork.document.lock import FileLock
from visionwork.document.opening import NoticeKind
from visionwork.document.publish import PublishResult
from visionwork.document.recovery import discard, empty_bin, recover, recoverable
from visionwork.document.session import DocumentSession

Open = Callable[..., DocumentSession]
Crash = Callable[..., None]


def cards(path: Path, home: Path) -> list[str]:
    document = open_to_read(path, home)
    texts = [card.text for card in document.cards.all()]
    document.close()
    return texts


def test_unpublished_edits_are_offered_and_opened(crash: Crash, workshop: Path, home: Path) -> None:
    crash(workshop, home, "One", "publish", "Two", "Three")
    (found,) = recoverable(home)
    assert (found.title, found.path, found.changes) == ("Our vision", workshop, 2)
    assert abs(found.edited_at - datetime.now()) < timedelta(minutes=1)  # noqa: DTZ005
    session = recover(found, home)
    assert session.unpublished
    assert [card.text for card in session.document.cards.all()] == ["One", "Two", "Three"]
    assert session.close().result is PublishResult.PUBLISHED
    assert cards(workshop, home) == ["One", "Two", "Three"]
    assert recoverable(home) == []


def test_opening_the_file_goes_on_where_the_crash_was(crash: Crash, workshop: Path, home: Path) -> None:
    crash(workshop, home, "One", "publish", "Two")
    before = workshop.read_bytes()
    assert cards(workshop, home) == ["One", "Two"]
    session = DocumentSession.open(workshop, home)
    assert [notice.kind for notice in session.notices] == [NoticeKind.RECOVERED]
    assert [card.text for card in session.document.cards.all()] == ["One", "Two"]
    assert workshop.read_bytes() == before
    assert session.close().result is PublishResult.PUBLISHED
    assert cards(workshop, home) == ["One", "Two"]
    assert recoverable(home) == []
    assert DocumentSession.open(workshop, home, to_read=True).notices == ()


def test_opening_a_file_that_went_on_leaves_the_crash_to_be_offered(
    crash: Crash, workshop: Path, home: Path, tmp_path: Path
) -> None:
    crash(workshop, home, "Ours")
    other = DocumentSession.open(workshop, tmp_path / "other")
    other.document.cards.add("behaviour", "group:1", "Theirs")
    assert other.close().safe
    session = DocumentSession.open(workshop, home)
    assert session.notices == ()
    assert [card.text for card in session.document.cards.all()] == ["Theirs"]
    assert session.close().safe
    assert [found.path for found in recoverable(home)] == [workshop]


def answer_apart(session: DocumentSession, title: str) -> None:
    """Commit over another connection, as what takes in answers of phones does; nobody is told of it yet."""
    (folder,) = (session.path.parent.parent / "home" / "work").iterdir()
    with writing_apart(folder / "working.db", session.document.store.turn) as connection:
        connection.execute("UPDATE workshop SET title = ?", [title])


@pytest.mark.parametrize("how", ["publish", "save as"])
def test_what_comes_in_while_the_file_is_written_is_offered_after_a_crash(
    workshop: Path, home: Path, open_session: Open, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    session = open_session(workshop)
    session.document.cards.add("behaviour", "group:1", "One")

    def copied(source: object) -> object:
        memory = snapshot_of(source)
        answer_apart(session, "Thanked for")
        return memory

    snapshot_of: Callable[..., object] = snapshot.into_memory
    monkeypatch.setattr(session_module, "into_memory", copied)
    monkeypatch.setattr(snapshot, "into_memory", copied)
    if how == "publish":
        outcome = session.publish_now()
    else:
        outcome = session.save_as(workshop.with_name("Other.visionwork"))
    monkeypatch.undo()
    assert outcome.result is PublishResult.PUBLISHED
    session.abandon()
    (found,) = recoverable(home)
    assert found.changes == 1
    again = recover(found, home)
    assert again.document.workshop.get().title == "Thanked for"
    again.abandon()


def test_a_commit_in_the_same_moment_as_the_one_published_is_offered(
    workshop: Path, home: Path, open_session: Open
) -> None:
    session = open_session(workshop)
    session.document.cards.add("behaviour", "group:1", "One")
    assert session.publish_now().result is PublishResult.PUBLISHED
    (folder,) = (home / "work").iterdir()
    before = (folder / "working.db").stat()
    answer_apart(session, "Thanked for")
    os.utime(folder / "working.db", ns=(before.st_atime_ns, before.st_mtime_ns))
    session.abandon()
    (found,) = recoverable(home)
    assert found.changes == 1


def test_what_is_done_while_the_file_is_written_from_memory_is_offered(
    workshop: Path, home: Path, open_session: Open
) -> None:
    session = open_session(workshop)
    session.work_in_memory()
    session.document.cards.add("behaviour", "group:1", "One")
    job = session.prepare_publish()
    session.document.cards.add("behaviour", "group:1", "Two")
    session.finish_publish(job.run())
    assert not session.in_memory
    session.abandon()
    (found,) = recoverable(home)
    assert found.changes == 1


def test_a_damaged_working_copy_does_not_keep_the_file_from_opening(
    crash: Crash, workshop: Path, home: Path
) -> None:
    crash(workshop, home, "One")
    (found,) = recoverable(home)
    os.truncate(found.folder / "working.db", 9000)
    session = DocumentSession.open(workshop, home)
    assert session.document.cards.all() == ()
    assert session.close().safe
    assert len(recoverable(home)) == 1


def test_nothing_is_offered_when_the_file_has_everything(crash: Crash, workshop: Path, home: Path) -> None:
    crash(workshop, home, "One", "publish")
    crash(workshop, home)
    assert recoverable(home) == []
    assert not list((home / "work").iterdir())


def test_a_working_copy_without_own_edits_is_not_offered_when_the_file_goes_on(
    crash: Crash, workshop: Path, home: Path, tmp_path: Path
) -> None:
    crash(workshop, home, "One", "publish")
    other = DocumentSession.open(workshop, tmp_path / "other")
    other.document.cards.add("behaviour", "group:1", "Theirs")
    assert other.close().safe
    assert recoverable(home) == []
    assert len(list((home / "bin").iterdir())) == 1


def test_recovered_edits_of_a_file_that_went_on_become_a_conflict_copy(
    crash: Crash, workshop: Path, home: Path, tmp_path: Path
) -> None:
    crash(workshop, home, "Ours")
    other = DocumentSession.open(workshop, tmp_path / "other")
    other.document.cards.add("behaviour", "group:1", "Theirs")
    assert other.close().safe
    (found,) = recoverable(home)
    session = recover(found, home)
    outcome = session.close()
    assert outcome.result is PublishResult.CONFLICT
    assert outcome.copy is not None
    assert cards(outcome.copy, home) == ["Ours"]
    assert cards(workshop, home) == ["Theirs"]


def test_edits_of_a_deleted_file_are_offered(crash: Crash, workshop: Path, home: Path) -> None:
    crash(workshop, home, "One")
    workshop.unlink()
    (found,) = recoverable(home)
    assert found.changes is None
    session = recover(found, home)
    assert session.publish_now().result is PublishResult.MOVED
    assert session.save_as(workshop).result is PublishResult.PUBLISHED
    assert session.close().safe
    assert cards(workshop, home) == ["One"]


def test_what_is_in_use_is_not_offered(workshop: Path, home: Path, open_session: Open) -> None:
    session = open_session(workshop)
    session.document.cards.add("behaviour", "group:1", "One")
    assert recoverable(home) == []
    session.abandon()
    (found,) = recoverable(home)
    recovered = recover(found, home)
    with pytest.raises(AlreadyOpenError):
        recover(found, home)
    with pytest.raises(AlreadyOpenError):
        open_session(workshop)
    with pytest.raises(AlreadyOpenError):
        discard(found, home)
    recovered.abandon()


def test_discarded_edits_stay_in_the_bin_for_a_month(crash: Crash, workshop: Path, home: Path) -> None:
    crash(workshop, home, "One")
    (found,) = recoverable(home)
    place = discard(found, home)
    assert recoverable(home) == []
    now = datetime.now()  # noqa: DTZ005
    empty_bin(home, now + timedelta(days=29))
    assert (place / "working.db").exists()
    empty_bin(home, now + timedelta(days=31))
    assert not place.exists()
    empty_bin(home / "nothing here", now)


def test_a_damaged_working_copy_is_offered_and_told(crash: Crash, workshop: Path, home: Path) -> None:
    crash(workshop, home, "One")
    (found,) = recoverable(home)
    with (found.folder / "working.db").open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(4096 * 5))
    (found,) = recoverable(home)
    assert found.changes is None
    with pytest.raises(DamagedDocumentError):
        recover(found, home)
    assert (found.folder / "working.db").exists()
    discard(found, home)


def test_a_folder_that_was_being_made_is_left_alone_then_cleared(
    crash: Crash, workshop: Path, home: Path
) -> None:
    crash(workshop, home, "One")
    (found,) = recoverable(home)
    (found.folder / "state.json").write_text("{")
    assert recoverable(home) == []
    assert found.folder.exists()
    os.utime(found.folder, (0, 0))
    assert recoverable(home) == []
    assert not found.folder.exists()
    assert (home / "bin" / found.folder.name / "working.db").exists()


@pytest.mark.parametrize("broken", ["bin that is a file", "no stat"])
def test_what_cannot_be_cleared_away_keeps_nothing_else_from_being_offered(
    crash: Crash, workshop: Path, home: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    other = workshop.with_name("Other.visionwork")
    shutil.copyfile(workshop, other)
    crash(workshop, home, "One")
    crash(other, home, "Two")
    half = home / "work" / "Half-made"
    half.mkdir()
    os.utime(half, (0, 0))
    if broken == "no stat":
        stat = Path.stat

        def refuse(path: Path, **how: bool) -> os.stat_result:
            if path in (half, half / "working.db", home / "bin" / "old"):
                raise OSError(errno.EIO, "Input/output error")
            return stat(path, **how)

        (home / "bin" / "old").mkdir(parents=True)
        monkeypatch.setattr(Path, "stat", refuse)
    else:
        (home / "bin").write_text("not a folder")
    assert [found.path for found in recoverable(home)] == [other, workshop]
    assert half.name in {path.name for path in half.parent.iterdir()}
    session = DocumentSession.open(workshop, home)
    assert [card.text for card in session.document.cards.all()] == ["One"]
    assert session.close().safe


def test_a_crash_of_an_older_release_is_brought_up(
    crash: Crash, workshop: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from visionwork.document import migrations

    crash(workshop, home, "One")
    step = migrations.Step(2, "m0002", "ALTER TABLE session ADD COLUMN note TEXT NOT NULL DEFAULT '';\n")
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))
    (found,) = recoverable(home)
    session = recover(found, home)
    assert session.close().result is PublishResult.PUBLISHED
    assert cards(workshop, home) == ["One"]


def test_many_left_copies_are_all_offered_newest_first(crash: Crash, workshop: Path, home: Path) -> None:
    other = workshop.with_name("Other.visionwork")
    shutil.copyfile(workshop, other)
    crash(workshop, home, "One")
    crash(other, home, "Two")
    assert [found.path for found in recoverable(home)] == [other, workshop]


@pytest.mark.skipif(os.name == "nt", reason="an open file keeps its folder where it is there")
def test_nobody_opens_a_working_copy_while_it_is_moved_to_the_bin(
    crash: Crash, workshop: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash(workshop, home, "One")
    (found,) = recoverable(home)
    rename, told = Path.rename, []

    def renamed(path: Path, target: Path) -> Path:
        told.append(FileLock(path / "alive.lock").acquire())
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", renamed)
    place = discard(found, home)
    assert told == [False]
    free = FileLock(place / "alive.lock")
    assert free.acquire()
    free.release()
