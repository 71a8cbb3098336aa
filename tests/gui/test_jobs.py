"""Work beside the window: what it tells arrives, and nobody who left is told anything."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from visionwork.domain.errors import UserFacingError
from visionwork.gui.jobs import Job, Progress, StoppedError


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    return QObject()


def test_problems_of_people_and_bugs_are_told_apart(qtbot: QtBot, owner: QObject) -> None:
    def refuse(_progress: Progress) -> None:
        raise UserFacingError("Not here.", "Try there.")

    def break_down(_progress: Progress) -> None:
        raise RuntimeError("a bug")

    refused, broken, done = Job(refuse, owner), Job(break_down, owner), Job(lambda _progress: 7, owner)
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

    job = Job(work, owner)
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

    job = Job(work, owner)
    with qtbot.waitSignal(job.told):
        job.start()
    job.stop()
    with qtbot.waitSignal(job.refused) as told:
        stopped.set()
    assert told.args is not None
    assert isinstance(told.args[0], StoppedError)


def test_a_job_is_gone_when_it_has_ended(qtbot: QtBot, owner: QObject) -> None:
    job = Job(lambda _progress: None, owner)
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
        job = Job(work, owner)
        with qtbot.waitSignal(job.told):
            job.start()
        owner.deleteLater()
        with qtbot.waitSignal(owner.destroyed):
            pass
        job.wait()
    assert stopped == [True] * 10
