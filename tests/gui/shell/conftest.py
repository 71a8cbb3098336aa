"""A window as the app builds it, with its own folders and message boxes that answer by themselves."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from visionwork.app import LATE_MODULES, bring_in
from visionwork.document.session import DocumentSession
from visionwork.domain.groups import SUGGESTED_KINDS
from visionwork.gui.main_window import MainWindow
from visionwork.gui.messages import Messages
from visionwork.gui.publisher import Pace
from visionwork.gui.recent import RecentWorkshops
from visionwork.gui.services import AppServices
from visionwork.gui.settings import AppSettings
from visionwork.gui.theme import Theme
from visionwork.method.library import METHODS, MethodLibrary

STALL_S = 2.0
"""The longest the main thread may be busy, by its own processor time: what takes longer shows its progress.

Four times the half second the app allows itself: for machines half as fast as the one it is made on, on which
another program has half of the same core, so that even processor time goes by twice as fast. How long things
take is measured in benchmarks/.
"""


@pytest.fixture(scope="session", autouse=True)
def late_modules() -> None:
    """Bring in what the app brings in after its first paint."""
    for name in LATE_MODULES:
        bring_in(name)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """The app's own folder."""
    folder = tmp_path / "app"
    folder.mkdir()
    return folder


@pytest.fixture
def pace() -> Pace:
    """When files are written by themselves; a test that needs another pace is parametrized with it."""
    return Pace()


@pytest.fixture
def services(data_dir: Path, theme: Theme, pace: Pace) -> AppServices:
    """What the window is built with."""
    settings = AppSettings(data_dir / "settings.ini")
    return AppServices(
        MethodLibrary(data_dir / METHODS), theme, settings, RecentWorkshops(data_dir), data_dir, pace=pace
    )


def let_go(window: MainWindow) -> None:
    """Close what is open in a window without a question, whatever state a test left it in."""
    current = window.files.current
    if current is not None:
        window.view.close()
        current.release()
        current.session.abandon()
        window.files.current = None


@pytest.fixture
def make_window(
    qtbot: QtBot, services: AppServices, messages: Messages
) -> Iterator[Callable[[], MainWindow]]:
    """Makes windows and closes them in the end, whatever state a test left them in."""
    made: list[MainWindow] = []

    def make() -> MainWindow:
        window = MainWindow(services, messages)
        # Before the window is closed: an unsaved workshop would ask a question that nobody answers.
        qtbot.addWidget(window, before_close_func=let_go)
        made.append(window)
        window.resize(1440, 900)
        window.show_home()
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield make
    for window in made:
        shiboken6.delete(window)  # as the app does; left to the collector, parts would go before the whole


@pytest.fixture
def window(make_window: Callable[[], MainWindow], heart: Heart) -> MainWindow:
    """A window at Home."""
    window = make_window()
    heart.start()
    return window


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workshop with the suggested groups and one leader, to copy."""
    folder = tmp_path_factory.mktemp("harbour")
    path, title, house = folder / "harbour.visionwork", "Harbour: our guests", "Harbour Hotel"
    session = DocumentSession.create(path, title, house, folder / "app", group_kinds=SUGGESTED_KINDS)
    session.document.participants.add("Ines Duarte", "Manager", None, True)
    assert session.close().safe
    return path


@pytest.fixture
def workshop(tmp_path: Path, harbour: Path) -> Path:
    """The file of that workshop, the test's own."""
    return Path(shutil.copy(harbour, tmp_path))


class Heart(QObject):
    """Beats in the event loop and remembers the longest pause between two beats.

    A pause counts by the time the main thread itself was busy, so that a loaded machine does not fail a
    test; one that waited for something is told by the clock, with more patience. Tests let the loop turn
    between two acts with `breathe`, as people do.
    """

    PATIENCE = 10.0

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(10)
        self._timer.timeout.connect(self._beat)
        self._last = (0.0, 0.0)

    def start(self) -> None:
        self._last = (time.thread_time(), time.monotonic())
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _beat(self) -> None:
        now = (time.thread_time(), time.monotonic())
        busy, waited = now[0] - self._last[0], now[1] - self._last[1]
        self.longest = max(self.longest, busy, waited / self.PATIENCE)
        self._last = now


@pytest.fixture
def heart(qapp: QApplication) -> Iterator[Heart]:
    """Fails a flow in which the main thread stalls."""
    beating = Heart()
    yield beating
    beating.stop()
    assert beating.longest < STALL_S, f"the window was deaf for {beating.longest * 1000:.0f} ms"
