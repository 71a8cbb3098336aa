"""Work beside the window: what it tells arrives, and nobody who left is told anything."""

from __future__ import annotations

import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from visionwork.domain.errors import UserFacingError
from visionwork.gui.jobs import Job, Progress, StoppedError, Work, end_all
from visionwork.gui.theme import Theme
from visionwork.gui.waiting import Waiting


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    return QObject()


def listened_to(work: Work, owner: QObject, *, may_be_left: bool = False) -> Job:
    """Return a job to whose problems somebody listens."""
    job = Job(work, owner, may_be_left=may_be_left)
    for signal in (job.refused, job.failed):
        signal.connect(lambda _error: None)
    return job


@pytest.fixture
def no_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system has no thread left."""

    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)


def test_problems_of_people_and_bugs_are_told_apart(qtbot: QtBot, owner: QObject) -> None:
    def refuse(_progress: Progress) -> None:
        raise UserFacingError("Not here.", "Try there.")

    def break_down(_progress: Progress) -> None:
        raise RuntimeError("a bug")

    refused, broken = listened_to(refuse, owner), listened_to(break_down, owner)
    done = listened_to(lambda _progress: 7, owner)
    with qtbot.waitSignal(refused.refused) as told:
        refused.start()
    assert told.args is not None
    assert told.args[0].sentence == "Not here."
    with qtbot.waitSignal(broken.failed) as told:
        broken.start()
    assert told.args is not None
    assert isinstance(told.args[0], RuntimeError)
    with qtbot.waitSignal(done.done) as told:
        done.start()
    assert told.args == [7]


def test_everything_said_arrives_in_order_before_the_end_in_the_owners_thread(
    qtbot: QtBot, owner: QObject
) -> None:
    heard: list[object] = []
    threads: set[int] = set()

    def work(progress: Progress) -> str:
        for share in (0.0, 0.004, 0.25, 0.252, 1.0):
            progress.tell_share(share)
        progress.tell(("3", 4))
        return "end"

    def hear(what: object) -> None:
        heard.append(what)
        threads.add(threading.get_ident())

    job = listened_to(work, owner)
    job.told.connect(hear)
    job.done.connect(hear)
    with qtbot.waitSignal(job.done):
        job.start()
    assert heard == [0, 25, 100, ("3", 4), "end"]
    assert threads == {threading.get_ident()}


def test_work_that_is_stopped_is_refused_at_its_next_word(qtbot: QtBot, owner: QObject) -> None:
    stopped = threading.Event()

    def work(progress: Progress) -> None:
        progress.tell_share(0.1)
        stopped.wait()
        progress.tell_share(0.2)

    job = listened_to(work, owner)
    with qtbot.waitSignal(job.told):
        job.start()
    job.stop()
    with qtbot.waitSignal(job.refused) as told:
        stopped.set()
    assert told.args is not None
    assert isinstance(told.args[0], StoppedError)


def test_a_job_is_gone_when_it_has_ended(qtbot: QtBot, owner: QObject) -> None:
    job = listened_to(lambda _progress: None, owner)
    with qtbot.waitSignal(job.done):
        job.start()
    qtbot.waitUntil(lambda: owner.children() == [])


def test_owners_may_go_while_their_work_speaks(qtbot: QtBot) -> None:
    """The process would end here, within a few rounds, if the other thread used signals of Qt itself."""
    stopped: list[bool] = []

    def work(progress: Progress) -> None:
        while not progress.stopped:
            progress.tell(sum(range(20_000)))
        stopped.append(True)

    for _ in range(10):
        owner = QObject()
        job = listened_to(work, owner)
        with qtbot.waitSignal(job.told):
            job.start()
        owner.deleteLater()
        with qtbot.waitSignal(owner.destroyed):
            pass
        job.wait()
    assert stopped == [True] * 10


def test_work_whose_problems_nobody_listens_to_is_not_begun(owner: QObject) -> None:
    begun: list[bool] = []
    job = Job(lambda _progress: begun.append(True), owner)
    for signal in (job.refused, job.failed):
        with pytest.raises(RuntimeError, match="nobody is told"):
            job.start()
        signal.connect(lambda _error: None)
    assert not job.running
    job.start()
    job.wait()
    assert begun


def test_a_thread_that_cannot_begin_is_told_as_the_end(
    qtbot: QtBot, owner: QObject, no_threads: None
) -> None:
    job = listened_to(lambda _progress: None, owner)
    with qtbot.waitSignal(job.failed) as told:
        job.start()
    assert told.args is not None
    assert "new thread" in str(told.args[0])
    assert not job.running
    job.wait()


def test_a_window_does_not_wait_for_a_thread_that_cannot_begin(
    qtbot: QtBot, theme: Theme, no_threads: None
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    waiting = Waiting("Deleting", lambda _progress: None, window, can_stop=False)
    waiting.refused.connect(lambda _error: None)
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(waiting.finished):
        waiting.begin()
    assert not waiting.isVisible()
    assert [kind for kind, *_ in caught] == [RuntimeError]


def test_nothing_is_told_when_the_first_word_ended_the_owner(qtbot: QtBot, owner: QObject) -> None:
    heard_words: list[object] = []

    def hear(word: object) -> None:
        heard_words.append(word)
        shiboken6.delete(owner)

    def work(progress: Progress) -> None:
        progress.tell("one")
        progress.tell("two")

    job = listened_to(work, owner)
    job.told.connect(hear)
    job.start()
    job.wait()
    with qtbot.captureExceptions() as caught:
        qtbot.waitUntil(lambda: bool(heard_words))
    assert heard_words == ["one"]
    assert not caught
    assert not job.running


def test_everything_ends_and_is_told_when_it_has_to(qtbot: QtBot, owner: QObject) -> None:
    """What can be stopped is; what only asks another computer is not waited for."""
    answered, told = threading.Event(), []

    def go_on(progress: Progress) -> None:
        while True:
            progress.tell_share(0.5)

    def ask(_progress: Progress) -> None:
        answered.wait(60)

    stopped, written = listened_to(go_on, QObject(owner)), listened_to(lambda _progress: "written", owner)
    stopped.refused.connect(told.append)
    written.done.connect(told.append)
    asking = listened_to(ask, owner, may_be_left=True)
    for job in (stopped, written, asking):
        job.start()
    end_all(owner)
    assert {type(one) for one in told} == {StoppedError, str}
    assert asking.running
    with qtbot.waitSignal(asking.done):
        answered.set()
