"""What every test stands on: no screen, no network, own folders, fixed words and fonts."""

from __future__ import annotations

import contextlib
import gc
import itertools
import os
import pickle
import shutil
import socket
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

# Before anything imports Qt. A screen can still be asked for: QT_QPA_PLATFORM=xcb pytest ...
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.update(LANG="C.UTF-8", LC_ALL="C.UTF-8", TZ="UTC")
# What runs before the first test, and between tests, must not look into the folder of whoever runs them.
os.environ["VISIONWORK_HOME"] = tempfile.mkdtemp(prefix="visionwork-tests-")
# Tests start a few hundred processes; without compiled files each would read every module of ours anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

import hypothesis
import pytest
from pytestqt.qtbot import QtBot

from visionwork.assets import asset_dir

if TYPE_CHECKING:
    from PySide6.QtCore import QThread
    from PySide6.QtWidgets import QApplication, QWidget

    from visionwork.domain.method import Method

sys.dont_write_bytecode = False  # see above

# Found once, found always: a property that fails on one machine fails on all of them.
# How long it takes to think of examples depends on what else the machine does.
_unhurried = {"deadline": None, "database": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("ci", derandomize=True, print_blob=True, **_unhurried)
hypothesis.settings.register_profile("explore", max_examples=2000, **_unhurried)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

GUI_FIXTURES = {"qapp", "qtbot", "qtmodeltester"}
PATIENCE_S = 60
"""How long something may take that happens at once on a machine with nothing else to do."""

MEMORY_DISK = Path("/dev/shm")
MEMORY_NEEDED = 4 * 2**30

_home_numbers = itertools.count(1)


def _is_roomy(disk: Path) -> bool:
    """Return whether a disk can hold the files of all tests and run the programs some of them install."""
    try:
        runs_programs = not os.statvfs(disk).f_flag & os.ST_NOEXEC
        return os.access(disk, os.W_OK) and runs_programs and shutil.disk_usage(disk).free >= MEMORY_NEEDED
    except (AttributeError, OSError):  # no such disk, or a system without statvfs
        return False


# What processes do that are killed is the same there, and nobody waits for a disk that others keep busy;
# --basetemp=FOLDER takes a real one.
if _is_roomy(MEMORY_DISK):
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY_DISK))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that needs a Qt application, so that `-m "not gui"` leaves them out."""
    for item in items:
        if GUI_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("gui")


def pytest_unconfigure() -> None:
    """Take away the folder of what ran outside of tests."""
    shutil.rmtree(os.environ.pop("VISIONWORK_HOME"), ignore_errors=True)


def pytest_collection_finish() -> None:
    """Leave what stays to the end, such as modules and tests, out of every later search for garbage."""
    gc.collect()
    gc.freeze()
    gc.disable()  # see garbage_is_found_here


@pytest.fixture(autouse=True)
def garbage_is_found_here() -> Iterator[None]:
    """Search for garbage between tests, as the app does in its window's thread, and in no other thread."""
    yield
    from visionwork.gui.garbage import search_when_due

    search_when_due()


@pytest.fixture(autouse=True)
def visionwork_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test its own app-data folder (made when the app first asks for it)."""
    home = tmp_path_factory.getbasetemp() / f"home-{next(_home_numbers)}"
    monkeypatch.setenv("VISIONWORK_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def read_once() -> Callable[[str], dict[str, Any]]:
    """Read TOML, and the same text a second time from memory."""
    from visionwork.method.syntax import parse

    kept: dict[str, bytes] = {}

    def read(text: str) -> dict[str, Any]:
        if text not in kept:
            kept[text] = pickle.dumps(parse(text))
        return pickle.loads(kept[text])  # its own copy

    return read


@pytest.fixture(autouse=True)
def methods_read_once(monkeypatch: pytest.MonkeyPatch, read_once: Callable[[str], dict[str, Any]]) -> None:
    """Read a method file once, although each test has an app-data folder in which nothing is remembered."""
    monkeypatch.setattr("visionwork.method.loader.read_toml", read_once)


@pytest.fixture(scope="session")
def empty_workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the tables of a workshop and nothing in them."""
    from visionwork.document.connection import connect
    from visionwork.document.migrations import migrate

    path = tmp_path_factory.mktemp("empty") / "empty.db"
    connection = connect(path, create=True)
    migrate(connection)
    connection.close()
    return path


@pytest.fixture(autouse=True)
def tables_made_once(monkeypatch: pytest.MonkeyPatch, empty_workshop: Path) -> None:
    """Give every new workshop a copy of the same tables; where tests are about these, they are made anew."""

    def copy_tables(connection: sqlite3.Connection) -> None:
        with contextlib.closing(sqlite3.connect(f"{empty_workshop.as_uri()}?mode=ro", uri=True)) as whole:
            whole.backup(connection)

    monkeypatch.setattr("visionwork.document.document.migrate", copy_tables)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that would leave the machine."""

    def refuse_outside(address: object) -> None:
        if not isinstance(address, tuple):
            return
        host = str(address[0])
        if host not in ("localhost", "::1") and not host.startswith("127."):
            raise AssertionError(f"A test tried to reach {host}; Visionwork works offline.")

    connect, connect_ex, sendto = socket.socket.connect, socket.socket.connect_ex, socket.socket.sendto

    def guarded_connect(self: socket.socket, address: object) -> None:
        refuse_outside(address)
        connect(self, address)  # type: ignore[arg-type]

    def guarded_connect_ex(self: socket.socket, address: object) -> int:
        refuse_outside(address)
        return connect_ex(self, address)  # type: ignore[arg-type]

    def guarded_sendto(self: socket.socket, data: bytes, *where: object) -> int:
        refuse_outside(where[-1])
        return sendto(self, data, *where)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket.socket, "sendto", guarded_sendto)


@pytest.fixture(scope="session")
def method() -> Method:
    """The shipped method, read once: nobody can change it."""
    from visionwork.method import default_method

    return default_method()


@pytest.fixture(scope="session")
def written_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample workshop, written once; tests that change anything work on a copy."""
    from visionwork.sample import write_sample

    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder / "Aldermoor.visionwork", folder / "home")
    return folder / "Aldermoor.visionwork"


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application as the app sets it up: bundled fonts, Fusion, one locale, no user settings."""
    from PySide6.QtCore import QLocale, QStandardPaths
    from PySide6.QtGui import QFont, QFontDatabase

    QStandardPaths.setTestModeEnabled(True)
    QLocale.setDefault(QLocale("en_GB"))
    for font in sorted((asset_dir("resources") / "fonts").glob("*.ttf")):
        assert QFontDatabase.addApplicationFont(str(font)) >= 0, f"Qt cannot read {font.name}"
    qapp.setStyle("Fusion")
    qapp.setFont(QFont("Source Sans 3", 11))
    return qapp


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """A hand that waits longer than pytest-qt's five seconds before it calls something broken."""
    return _PatientBot(request)


@pytest.fixture(autouse=True)
def clean_gui(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a GUI test that blocks on a dialog nobody answers, or leaves a window or a thread behind."""
    if request.node.get_closest_marker("gui") is None:
        yield
        return
    if request.node.get_closest_marker("modal") is None:
        _refuse_dialogs(monkeypatch)
    yield
    from PySide6.QtWidgets import QApplication

    left = [f"{type(w).__name__} {w.objectName()!r}" for w in QApplication.topLevelWidgets() if w.isVisible()]
    for widget in QApplication.topLevelWidgets():
        widget.hide()  # so that only the test that left it fails
    assert not left, f"windows left open: {left}; give them to qtbot.addWidget"
    threads = [thread.objectName() or type(thread).__name__ for thread in _stopped_qthreads()]
    assert not threads, f"threads left running: {threads}"


@pytest.fixture(autouse=True)
def no_threads_left() -> Iterator[None]:
    """Fail a test that leaves a Python thread running."""
    before = set(threading.enumerate())
    yield
    started = set(threading.enumerate()) - before
    # A dummy stands for a thread that Qt owns; those are looked at by clean_gui.
    started = {t for t in started if not isinstance(t, threading._DummyThread)}
    for thread in started:
        thread.join(PATIENCE_S)
    assert not (left := [t.name for t in started if t.is_alive()]), f"threads left running: {left}"


class _PatientBot(QtBot):
    """Waits as long as a busy machine may need; a test that passes waits no longer for it."""

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_S * 1000, **options: Any) -> Any:  # noqa: N802
        return super().waitSignal(signal, timeout=timeout, **options)

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_S * 1000) -> None:  # noqa: N802
        super().waitUntil(callback, timeout=timeout)

    def waitExposed(self, widget: QWidget, *, timeout: int = PATIENCE_S * 1000) -> Any:  # noqa: N802
        return super().waitExposed(widget, timeout=timeout)

    def waitActive(self, widget: QWidget, *, timeout: int = PATIENCE_S * 1000) -> Any:  # noqa: N802
        return super().waitActive(widget, timeout=timeout)


def _stopped_qthreads() -> list[QThread]:
    """Stop every thread that still runs, so that only the test that left it fails, and return them."""
    import shiboken6
    from PySide6.QtCore import QThread

    wrappers = shiboken6.getAllValidWrappers()
    threads = [
        w for w in wrappers if isinstance(w, QThread) and w.isRunning() and w != QThread.currentThread()
    ]
    for thread in threads:
        thread.quit()
        thread.wait(PATIENCE_S * 1000)
    return threads


def _refuse_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtWidgets import QFileDialog, QMessageBox

    def refuse(*_args: object, **_options: object) -> NoReturn:
        raise AssertionError("A dialog would wait for an answer; patch visionwork.gui.messages in this test.")

    for name in ("exec", "about", "critical", "information", "question", "warning"):
        monkeypatch.setattr(QMessageBox, name, refuse)
    for name in ("exec", "getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, refuse)


if sys.flags.optimize:
    raise RuntimeError("The tests use assert statements; run Python without -O.")
