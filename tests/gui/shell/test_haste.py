"""What becomes of the work when the app is told to end, and nobody may be there to answer."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from visionwork.document import removal
from visionwork.document.access import open_to_read
from visionwork.document.errors import NotSavedError
from visionwork.document.publish import PublishJob
from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.rounds import QuestionKind, RoundGroup
from visionwork.gui.faults import FaultReporter
from visionwork.gui.main_window import MainWindow
from visionwork.gui.messages import Messages
from visionwork.gui.rounds.phone_session import PhoneSession
from visionwork.gui.rounds.round_acts import RoundActs

PATIENCE_S = 60


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Titles of message boxes; each is answered with its first choice."""
    shown: list[str] = []

    def answer(_parent: QWidget | None, _icon: str, title: str, _text: str, choices: Any) -> str:
        shown.append(title)
        return choices[0].key

    monkeypatch.setattr("visionwork.gui.messages._box", answer)
    return shown


@pytest.fixture
def messages(boxes: list[str]) -> Messages:
    return Messages()


def with_round(window: MainWindow, workshop: Path) -> None:
    """Open the workshop and a round in it, which is in the file."""
    assert window.files.open_path(workshop)
    current = window.files.current
    document = current.session.document
    draft = document.texts.save_draft(STATEMENT_SUBJECT, "Guests know who looks after them.")
    asked = [(QuestionKind.SCALE, "I find myself in it.")]
    group = document.groups.all()[0].id
    document.rounds.open(draft.id, asked, [RoundGroup(group, 20)], document.clock().date())
    current.publish_and_wait()


def rounds_in(path: Path) -> int:
    document = open_to_read(path)
    try:
        return len(document.rounds.all())
    finally:
        document.close()


def test_what_is_written_beside_the_window_is_in_the_file(
    make_window: Callable[[], MainWindow], workshop: Path, boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window()
    with_round(window, workshop)
    go_on, delete_apart = threading.Event(), removal.delete_apart

    def slow(*arguments: Any) -> Any:
        assert go_on.wait(PATIENCE_S)
        return delete_apart(*arguments)

    monkeypatch.setattr(removal, "delete_apart", slow)
    monkeypatch.setattr("visionwork.gui.rounds.round_acts.takes_long", lambda _round: True)
    context = window.files.current.context
    acts = RoundActs(context, window.centralWidget())
    acts.show_round(context.document.rounds.all()[0])
    acts.delete()
    assert boxes == ["Delete Round 1?"]
    assert rounds_in(workshop) == 1
    QTimer.singleShot(0, go_on.set)
    window.end_in_haste()
    assert window.files.current is None
    assert rounds_in(workshop) == 0


def test_problems_are_logged_and_nobody_is_asked(
    make_window: Callable[[], MainWindow], workshop: Path, boxes: list[str],
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    def refuse(*_: object, **__: object) -> NoReturn:
        raise NotSavedError("The disk is full.", "Free some space.")

    window = make_window()
    assert window.files.open_path(workshop)
    context = window.files.current.context
    assert context.phones
    monkeypatch.setattr(PhoneSession, "stop", lambda _phones: context.run(refuse))
    with caplog.at_level(logging.WARNING):
        window.end_in_haste()
    assert window.files.current is None
    assert boxes == []
    assert "The disk is full." in caplog.text


def test_told_to_end_while_it_closes_the_workshop_is_let_go_of_once(
    make_window: Callable[[], MainWindow], workshop: Path, boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice, even: the second time comes while the first one waits for the file."""
    run, told = PublishJob.run, []
    window, closed = make_window(), []

    def slow(job: PublishJob) -> Any:
        assert told_twice.wait(PATIENCE_S)
        return run(job)

    def end() -> None:
        told.append(True)
        if len(told) == 2:
            told_twice.set()
        window.end_in_haste()

    told_twice = threading.Event()
    monkeypatch.setattr(PublishJob, "run", slow)
    assert window.files.open_path(workshop)
    window.files.closed.connect(lambda: closed.append(True))
    session = window.files.current.session
    session.document.workshop.update(title="Harbour: once")
    for _ in range(2):
        QTimer.singleShot(0, end)
    assert window.close()
    assert len(told) == 2
    assert closed == [True]
    assert boxes == []
    document = open_to_read(workshop)
    assert document.workshop.get().title == "Harbour: once"
    document.close()


def test_nothing_is_opened_once_it_was_told_to_end(
    make_window: Callable[[], MainWindow], workshop: Path
) -> None:
    window = make_window()
    window.end_in_haste()
    assert not window.files.open_path(workshop)
    assert window.files.current is None


def test_a_fault_in_a_thread_may_come_when_the_window_has_gone(
    make_window: Callable[[], MainWindow], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise LookupError("a bug in a thread")

    reporter = FaultReporter(make_window(), tmp_path / "visionwork.log")
    reporter.install()
    try:
        shiboken6.delete(reporter)
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    finally:
        reporter.uninstall()
    told = capfd.readouterr().err
    assert "a bug in a thread" in told
    assert "threading.excepthook" not in told
