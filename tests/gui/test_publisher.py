"""The user's file follows the edits, a moment later, while the window goes on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from visionwork.document.access import open_to_read
from visionwork.document.publish import PublishJob, PublishOutcome, PublishResult
from visionwork.document.session import DocumentSession
from visionwork.document.store import Change
from visionwork.gui.publisher import Pace, Publisher


@pytest.fixture
def session(tmp_path: Path) -> Iterator[DocumentSession]:
    path = tmp_path / "Documents" / "Aldermoor.visionwork"
    path.parent.mkdir()
    session = DocumentSession.create(path, "Our vision", "Aldermoor", tmp_path / "home")
    yield session
    session.abandon()


@pytest.fixture
def publishing(session: DocumentSession, qtbot: QtBot) -> Iterator[Publisher]:
    """A publisher that is in a hurry and hears of every change."""
    made = Publisher(session, pace=Pace(40, 200, 40))

    def note(_change: Change) -> None:
        made.note_change()

    end = session.document.subscribe(note)
    yield made
    end()
    made.stop()


def add(session: DocumentSession, text: str) -> None:
    session.document.cards.add("behaviour", "group:1", text)


def published(session: DocumentSession, home: Path) -> list[str]:
    document = open_to_read(session.path, home)
    texts = [card.text for card in document.cards.all()]
    document.close()
    return texts


def test_edits_reach_the_file_by_themselves(
    session: DocumentSession, publishing: Publisher, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(publishing.finished) as finished:
        add(session, "One")
        add(session, "Two")
    assert finished.args is not None
    assert finished.args[0].result is PublishResult.PUBLISHED
    assert published(session, tmp_path) == ["One", "Two"]
    assert session.unpublished == 0


def test_steady_typing_is_published_in_between(
    session: DocumentSession, publishing: Publisher, qtbot: QtBot
) -> None:
    typing = QTimer()
    typing.setInterval(10)
    typing.timeout.connect(publishing.note_change)
    add(session, "One")
    typing.start()
    with qtbot.waitSignal(publishing.finished):
        pass
    typing.stop()


def test_waiting_publishes_at_once(session: DocumentSession, publishing: Publisher, tmp_path: Path) -> None:
    add(session, "One")
    outcome = publishing.publish_and_wait()
    assert outcome.result is PublishResult.PUBLISHED
    assert published(session, tmp_path) == ["One"]
    assert publishing.publish_and_wait().result is PublishResult.UNCHANGED
    assert not publishing.running


def test_waiting_for_a_job_under_way_brings_what_came_after_it(
    session: DocumentSession, publishing: Publisher, tmp_path: Path
) -> None:
    add(session, "One")
    publishing.publish_soon()
    assert publishing.running
    add(session, "Two")
    assert publishing.publish_and_wait().safe
    assert published(session, tmp_path) == ["One", "Two"]


def test_a_conflict_is_told(session: DocumentSession, publishing: Publisher, qtbot: QtBot) -> None:
    add(session, "One")
    theirs = session.path
    theirs.write_bytes(b"Somebody else was quicker")
    with qtbot.waitSignal(publishing.finished) as finished:
        publishing.publish_soon()
    assert finished.args is not None
    outcome: PublishOutcome = finished.args[0]
    assert outcome.result is PublishResult.CONFLICT
    assert session.path == outcome.copy
    assert theirs.read_bytes() == b"Somebody else was quicker"


def test_a_failure_is_told_and_tried_again(
    session: DocumentSession,
    publishing: Publisher,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from visionwork.document import files

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    add(session, "One")
    with monkeypatch.context() as patch:
        patch.setattr(files, "write_whole", full)
        with qtbot.waitSignal(publishing.finished) as finished:
            publishing.publish_soon()
    assert finished.args is not None
    assert finished.args[0].error.sentence == "The disk is full."
    with qtbot.waitSignal(publishing.finished, check_params_cb=lambda outcome: outcome.safe):
        pass
    assert published(session, tmp_path) == ["One"]


def test_a_bug_in_a_job_is_not_swallowed_and_the_next_one_runs(
    session: DocumentSession,
    publishing: Publisher,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    attempts: list[bool] = []

    def broken(_job: PublishJob) -> PublishOutcome:
        attempts.append(True)
        raise ZeroDivisionError

    add(session, "One")
    with monkeypatch.context() as patch:
        patch.setattr(PublishJob, "run", broken)
        with qtbot.captureExceptions() as caught:
            with qtbot.waitSignal(publishing.finished) as finished:
                publishing.publish_soon()
            qtbot.waitUntil(lambda: len(attempts) > 3)  # it tries again by itself
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]  # and tells of it once
    assert finished.args is not None
    assert finished.args[0].result is PublishResult.FAILED
    assert publishing.publish_and_wait().safe
    assert published(session, tmp_path) == ["One"]


def test_a_thread_that_cannot_begin_fails_the_attempt_and_the_next_one_runs(
    session: DocumentSession,
    publishing: Publisher,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    add(session, "One")
    with monkeypatch.context() as patch, qtbot.captureExceptions() as caught:
        patch.setattr(threading.Thread, "start", refuse)
        assert publishing.publish_and_wait().result is PublishResult.FAILED
    assert [kind for kind, *_ in caught] == [RuntimeError]
    assert publishing.publish_and_wait().safe
    assert published(session, tmp_path) == ["One"]


def test_a_publisher_that_was_stopped_does_nothing_by_itself_any_more(
    session: DocumentSession, publishing: Publisher
) -> None:
    add(session, "One")
    publishing.publish_soon()
    add(session, "Two")
    publishing.stop()
    assert session.unpublished
    add(session, "Three")
    assert not [timer for timer in publishing.findChildren(QTimer) if timer.isActive()]
    assert publishing.publish_and_wait().result is PublishResult.UNCHANGED
