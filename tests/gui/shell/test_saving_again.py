"""What is told of a workshop that is not saved, the ways out, and how it is saved again by itself."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest
from person import press, title_in
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from visionwork.document import files as document_files
from visionwork.document.errors import AlreadyOpenError
from visionwork.document.recovery import recover, recoverable
from visionwork.document.session import DocumentSession
from visionwork.gui import context as context_module
from visionwork.gui.banner_area import BannerArea
from visionwork.gui.main_window import MainWindow
from visionwork.gui.publisher import Pace
from visionwork.gui.services import AppServices
from visionwork.gui.widgets.banner import Banner
from visionwork.gui.widgets.save_status import SaveStatus

NEVER_MS = 3_600_000
AT_ONCE = Pace(after_ms=10, at_latest_ms=10, retry_ms=10)
BY_FOCUS_ONLY = Pace(after_ms=10, at_latest_ms=10, retry_ms=NEVER_MS)


class Clock:
    """A wall clock that a test puts forward."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 12, 10, 42)  # noqa: DTZ001  local, as shown

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pace() -> Pace:
    return AT_ONCE


@pytest.fixture
def services(services: AppServices, clock: Clock) -> AppServices:
    return replace(services, clock=clock)


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bool], int]]:
    """Fills the disk that users' files are on, or frees it; returns how many files it refused so far."""
    write_whole, refused = document_files.write_whole, []

    def refuse(*_: object, **__: object) -> NoReturn:
        refused.append(True)
        raise OSError(errno.ENOSPC, "No space left on device")

    def set_full(is_full: bool) -> int:
        monkeypatch.setattr(document_files, "write_whole", refuse if is_full else write_whole)
        return len(refused)

    return set_full


def banners(window: MainWindow) -> list[Banner]:
    return window.findChild(BannerArea, "banners").findChildren(Banner)


def banner(window: MainWindow, kind: str) -> Banner | None:
    return window.findChild(BannerArea, "banners").banner(kind)


def offered(told: Banner) -> list[str]:
    return [button.text() for button in told.findChildren(QPushButton)]


def status(window: MainWindow) -> str:
    return window.findChild(SaveStatus, "save_status").text()


def edit(window: MainWindow, title: str) -> None:
    window.files.current.session.document.workshop.update(title=title)


def told_of(window: MainWindow, qtbot: QtBot, kind: str) -> Banner:
    qtbot.waitUntil(lambda: banner(window, kind) is not None)
    told = banner(window, kind)
    assert told is not None
    return told


def leave_and_come_back(window: MainWindow, qtbot: QtBot) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    with qtbot.waitActive(window):
        window.activateWindow()


def test_a_renamed_file_is_one_story_in_status_banner_and_question(
    window: MainWindow, qtbot: QtBot, workshop: Path, messages: Any, clock: Clock
) -> None:
    window.files.open_path(workshop)
    workshop.rename(workshop.with_name("pier.visionwork"))
    edit(window, "Harbour: renamed")
    told = told_of(window, qtbot, "moved")
    clock.now += timedelta(minutes=5)
    edit(window, "Harbour: renamed, and gone on")
    assert status(window) == "Not saved since 10:42"
    sentence = "Not saved since 10:42. harbour.visionwork is now called pier.visionwork."
    assert told.message()[0] == sentence
    assert offered(told) == ["Go on there", "Save at the old place", "Save elsewhere…"]
    messages.script.answers = ["stay"]
    assert not window.close()
    asked = messages.script.shown[-1]
    assert asked.text.startswith(sentence)
    assert asked.choices == ("follow", "back", "elsewhere", "keep", "stay")
    assert status(window) == "Not saved since 10:42"
    assert banners(window) == [told]


@pytest.mark.parametrize(
    ("way", "where"),
    [("follow", "pier"), ("back", "harbour"), ("elsewhere", "stick"), ("keep", None)],
)
def test_whatever_is_picked_when_a_renamed_workshop_is_closed_keeps_the_work(
    make_window: Callable[[], MainWindow],
    workshop: Path,
    messages: Any,
    services: AppServices,
    way: str,
    where: str | None,
) -> None:
    window = make_window()
    window.files.open_path(workshop)
    workshop.rename(workshop.with_name("pier.visionwork"))
    edit(window, "Harbour: kept")
    messages.script.answers = [way]
    messages.script.files = [workshop.with_name("stick.visionwork")]
    assert window.close()
    assert len(messages.script.shown) == 1
    if where is None:
        (left,) = recoverable(services.data_dir)
        again = recover(left, services.data_dir)
        assert again.document.workshop.get().title == "Harbour: kept"
        again.abandon()
    else:
        written = workshop.with_name(f"{where}.visionwork")
        assert title_in(written) == "Harbour: kept"
        assert window.files.recovered() == []
        assert services.recent.all()[0].path == written
    if way == "follow":
        assert [entry.path.stem for entry in services.recent.all()] == ["pier"]


@pytest.mark.parametrize("way", ["Go on there", "Save at the old place"])
def test_no_second_window_gets_a_renamed_file_that_is_worked_on(
    window: MainWindow, qtbot: QtBot, workshop: Path, services: AppServices, way: str
) -> None:
    window.files.open_path(workshop)
    pier = workshop.rename(workshop.with_name("pier.visionwork"))
    edit(window, "Harbour: mine")
    told = told_of(window, qtbot, "moved")
    with pytest.raises(AlreadyOpenError):
        DocumentSession.open(pier, services.data_dir)
    press(qtbot, told, way)
    assert banner(window, "moved") is None
    assert status(window) == "Saved on this computer, 10:42"
    with pytest.raises(AlreadyOpenError):
        DocumentSession.open(window.files.current.path, services.data_dir)
    assert title_in(window.files.current.path) == "Harbour: mine"


def test_a_file_that_came_back_is_not_written_over_unseen(
    window: MainWindow, qtbot: QtBot, workshop: Path, tmp_path: Path
) -> None:
    window.files.open_path(workshop)
    away = workshop.rename(tmp_path / "away")
    edit(window, "Harbour: mine")
    told_of(window, qtbot, "moved")
    DocumentSession.create(workshop, "Somebody else's", "Harbour Hotel", tmp_path / "another-app").close()
    press(qtbot, told_of(window, qtbot, "moved"), "Save at the old place")
    assert title_in(workshop) == "Somebody else's"
    assert title_in(window.files.current.path) == "Harbour: mine"
    assert away.exists()


def test_a_full_disk_is_tried_again_until_it_has_room(
    window: MainWindow, qtbot: QtBot, workshop: Path, messages: Any, clock: Clock, full: Callable[[bool], int]
) -> None:
    window.files.open_path(workshop)
    full(True)
    edit(window, "Harbour: kept")
    told = told_of(window, qtbot, "file")
    button = told.findChildren(QPushButton)[1]
    button.setFocus()
    before = full(True)
    clock.now += timedelta(minutes=5)
    qtbot.waitUntil(lambda: full(True) >= before + 3)
    assert status(window) == "Not saved since 10:42"
    assert banners(window) == [told]
    assert told.message()[0] == "Not saved since 10:42. The disk is full."
    assert button.hasFocus()
    full(False)
    qtbot.waitUntil(lambda: status(window) == "Saved on this computer, 10:47")
    assert banner(window, "file") is None
    assert title_in(workshop) == "Harbour: kept"
    assert messages.script.shown == []
    publisher = window.files.current._publisher
    assert not [
        timer for timer in publisher.findChildren(QTimer) if timer.isActive() and timer.isSingleShot()
    ]


def test_a_stick_that_was_pulled_is_written_when_it_is_back(
    window: MainWindow, qtbot: QtBot, workshop: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    path = workshop.rename(stick / workshop.name)
    window.files.open_path(path)
    away = stick.rename(tmp_path / "pulled")
    edit(window, "Harbour: on the stick")
    told = told_of(window, qtbot, "moved")
    assert told.message()[0].endswith("The folder of harbour.visionwork is not there.")
    assert offered(told) == ["Try again", "Save elsewhere…"]
    away.rename(stick)
    qtbot.waitUntil(lambda: banner(window, "moved") is None)
    assert status(window).startswith("Saved on this computer")
    assert title_in(path) == "Harbour: on the stick"


@pytest.mark.parametrize("pace", [BY_FOCUS_ONLY])
def test_what_was_not_saved_is_tried_again_when_somebody_comes_back(
    window: MainWindow, qtbot: QtBot, workshop: Path, full: Callable[[bool], int]
) -> None:
    window.files.open_path(workshop)
    full(True)
    edit(window, "Harbour: kept")
    told_of(window, qtbot, "file")
    full(False)
    leave_and_come_back(window, qtbot)
    qtbot.waitUntil(lambda: banner(window, "file") is None)
    assert title_in(workshop) == "Harbour: kept"


@pytest.mark.parametrize("pace", [BY_FOCUS_ONLY])
def test_a_file_that_was_moved_is_told_before_the_next_edit(
    window: MainWindow, qtbot: QtBot, workshop: Path
) -> None:
    window.files.open_path(workshop)
    workshop.rename(workshop.with_name("pier.visionwork"))
    leave_and_come_back(window, qtbot)
    told = told_of(window, qtbot, "moved")
    assert status(window).startswith("Not saved since ")
    press(qtbot, told, "Go on there")
    assert window.files.current.path.name == "pier.visionwork"
    assert status(window).startswith("Saved on this computer")


def test_a_workshop_whose_file_is_gone_is_not_closed_as_saved(
    make_window: Callable[[], MainWindow], workshop: Path, messages: Any, services: AppServices
) -> None:
    window = make_window()
    window.files.open_path(workshop)
    edit(window, "Harbour: saved before")
    assert window.files.current.publish_and_wait().safe
    workshop.unlink()
    messages.script.answers = ["keep"]
    assert window.close()
    assert messages.script.shown[-1].choices == ("back", "elsewhere", "keep", "stay")
    (left,) = recoverable(services.data_dir)
    assert left.title == "Harbour: saved before"


def test_a_command_that_the_disk_refused_leaves_nothing_unsaved_once_there_is_room(
    window: MainWindow, qtbot: QtBot, workshop: Path, messages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context_module, "TRY_DISK_AFTER_MS", 10)
    window.files.open_path(workshop)
    context = window.files.current.context
    connection = context.document.store.connection
    connection.execute("PRAGMA query_only=ON")
    failed: list[object] = []
    context.save_state_changed.connect(failed.append)
    context.run(lambda: context.document.workshop.update(title="Harbour: refused"))
    assert status(window) == "Not saved since 10:42"
    qtbot.waitUntil(lambda: len(failed) > 2)  # tried again, and refused
    assert status(window) == "Not saved since 10:42"
    connection.execute("PRAGMA query_only=OFF")
    qtbot.waitUntil(lambda: banner(window, "store") is None)
    assert status(window).startswith("Saved") or status(window) == ""
    assert len(messages.script.shown) == 1


def test_a_copy_elsewhere_does_not_make_the_file_saved(
    window: MainWindow, qtbot: QtBot, workshop: Path, messages: Any, full: Callable[[bool], int]
) -> None:
    window.files.open_path(workshop)
    full(True)
    edit(window, "Harbour: kept")
    told = told_of(window, qtbot, "file")
    copy = workshop.with_name("copy.visionwork")
    messages.script.files = [copy]
    assert window.files.ask_and_save_copy()
    refused = full(True)
    assert title_in(copy) == "Harbour: kept"
    assert banners(window) == [told]
    assert status(window) == "Not saved since 10:42"
    qtbot.waitUntil(lambda: full(True) > refused)  # and it is tried on
    full(False)
    qtbot.waitUntil(lambda: status(window).startswith("Saved on this computer"))


def test_a_place_that_refuses_says_nothing_of_the_file(
    window: MainWindow, workshop: Path, messages: Any
) -> None:
    window.files.open_path(workshop)
    messages.script.files = [workshop.with_name("pulled") / "stick.visionwork"]
    assert not window.files.ask_and_save_as()
    assert [shown.kind for shown in messages.script.shown] == ["warn"]
    assert banners(window) == []
    assert not status(window).startswith("Not saved")


def test_a_renamed_file_that_has_everything_is_closed_without_a_question(
    make_window: Callable[[], MainWindow], workshop: Path
) -> None:
    window = make_window()
    window.files.open_path(workshop)
    edit(window, "Harbour: saved before")
    assert window.files.current.publish_and_wait().safe
    renamed = workshop.rename(workshop.with_name("pier.visionwork"))
    assert window.close()
    assert title_in(renamed) == "Harbour: saved before"
