"""A user's file that went away while it was open: told, kept, written back or followed."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from visionwork.document import files
from visionwork.document.access import open_to_read
from visionwork.document.connection import try_disk
from visionwork.document.errors import NotSavedError
from visionwork.document.files import FileMark
from visionwork.document.publish import PublishResult
from visionwork.document.recovery import recover, recoverable
from visionwork.document.session import DocumentSession
from visionwork.document.whereabouts import is_lost, is_taken_away

Open = Callable[..., DocumentSession]


def add(session: DocumentSession, text: str) -> None:
    session.document.cards.add("behaviour", "group:1", text)


def cards(path: Path, home: Path) -> list[str]:
    document = open_to_read(path, home)
    texts = [card.text for card in document.cards.all()]
    document.close()
    return texts


def refuse(*_: object, **__: object) -> NoReturn:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_that_stays_away_is_not_kept_elsewhere_again_and_again(
    workshop: Path, home: Path, open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(workshop)
    add(session, "One")
    away = workshop.parent.rename(workshop.parent.with_name("away"))
    copy = session.publish_now().copy
    assert copy is not None
    written, write_whole = [], files.write_whole

    def count(source: Path, target: Path) -> FileMark | None:
        written.append(target)
        return write_whole(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(files, "write_whole", count)
        outcome = session.publish_now()
        assert (outcome.result, outcome.copy, outcome.away) == (PublishResult.MOVED, copy, True)
        assert written == []
        add(session, "Two")
        session.publish_now()
        assert written == [copy]
    assert cards(copy, home) == ["One", "Two"]
    away.rename(workshop.parent)
    assert session.publish_now().result is PublishResult.PUBLISHED
    assert cards(workshop, home) == ["One", "Two"]
    assert not copy.exists()


def test_a_renamed_file_is_told_even_when_no_copy_can_be_kept(
    workshop: Path, open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(workshop)
    add(session, "One")
    renamed = workshop.rename(workshop.with_name("Spring.visionwork"))

    with monkeypatch.context() as patch:
        patch.setattr(files, "write_whole", refuse)
        outcome = session.publish_now()
    assert (outcome.result, outcome.moved_to, outcome.copy) == (PublishResult.MOVED, renamed, None)


def test_a_file_is_written_back_but_never_over_another(
    workshop: Path, home: Path, open_session: Open
) -> None:
    session = open_session(workshop)
    add(session, "One")
    workshop.unlink()
    assert session.save_back().result is PublishResult.PUBLISHED
    assert cards(workshop, home) == ["One"]
    add(session, "Two")
    workshop.unlink()
    workshop.write_text("Something else")
    assert session.save_back().result is PublishResult.CONFLICT
    assert workshop.read_text() == "Something else"


def test_what_was_in_a_file_that_is_gone_is_offered_again(
    workshop: Path, home: Path, open_session: Open
) -> None:
    session = open_session(workshop)
    add(session, "One")
    assert session.publish_now().safe
    assert not is_lost(workshop, session.mark)
    workshop.unlink()
    assert is_lost(workshop, session.mark)
    session.note_gone()
    assert session.publish_now().result is PublishResult.MOVED
    session.abandon()
    (left,) = recoverable(home)
    again = recover(left, home)
    assert [card.text for card in again.document.cards.all()] == ["One"]
    again.abandon()


def test_a_file_that_was_followed_is_where_a_crash_goes_on(
    workshop: Path, home: Path, open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(workshop)
    add(session, "One")
    renamed = workshop.rename(workshop.with_name("Spring.visionwork"))

    with monkeypatch.context() as patch:
        patch.setattr(files, "write_whole", refuse)
        assert session.follow(renamed).result is PublishResult.FAILED
    session.abandon()
    again = open_session(renamed)
    assert [card.text for card in again.document.cards.all()] == ["One"]


def test_a_pulled_stick_and_another_name_are_not_taken_for_a_lost_file(
    workshop: Path, open_session: Open
) -> None:
    session = open_session(workshop)
    renamed = workshop.rename(workshop.with_name("Spring.visionwork"))
    assert is_taken_away(workshop, session.mark)
    assert not is_lost(workshop, session.mark)
    renamed.rename(workshop)
    workshop.parent.rename(workshop.parent.with_name("away"))
    assert not is_taken_away(workshop, session.mark)


def test_a_disk_is_tried_without_a_change(workshop: Path, open_session: Open) -> None:
    session = open_session(workshop)
    store = session.document.store
    try_disk(store.connection)
    assert not session.unpublished
    assert session.publish_now().result is PublishResult.UNCHANGED
    store.connection.execute("PRAGMA query_only=ON")
    with pytest.raises(NotSavedError):
        try_disk(store.connection)
    store.connection.execute("PRAGMA query_only=OFF")
    assert not store.connection.in_transaction


def test_what_was_kept_goes_on_in_the_file_under_its_new_name(
    workshop: Path, home: Path, open_session: Open
) -> None:
    session = open_session(workshop)
    add(session, "One")
    renamed = workshop.rename(workshop.with_name("Spring.visionwork"))
    assert session.publish_now().moved_to == renamed
    session.abandon()
    again = open_session(renamed)
    assert [card.text for card in again.document.cards.all()] == ["One"]
    assert again.close().safe
    assert cards(renamed, home) == ["One"]
    assert recoverable(home) == []


def test_what_was_kept_is_of_no_other_file(workshop: Path, home: Path, open_session: Open) -> None:
    session = open_session(workshop)
    add(session, "One")
    session.abandon()
    copy = workshop.with_name("Spring.visionwork")
    copy.write_bytes(workshop.read_bytes())
    workshop.unlink()
    other = open_session(copy)
    assert not other.document.cards.all()
    (left,) = recoverable(home)
    assert left.path == workshop
