"""Closed windows are taken apart in the thread that made them, whatever runs beside."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from visionwork.gui.garbage import GarbageSearch


class Closed(QWidget):
    """A widget in a circle with itself; tells which thread takes it apart."""

    def __init__(self, gone: list[threading.Thread]) -> None:
        super().__init__()
        self.circle = self
        self._gone = gone

    def __del__(self) -> None:
        self._gone.append(threading.current_thread())


@pytest.fixture
def searched(qapp: QObject) -> Iterator[None]:
    search = GarbageSearch(qapp)
    search.start()
    yield
    search.deleteLater()


def make_many(kept: list[list[int]]) -> None:
    """Make as many objects as would have Python search for garbage a hundred times."""
    kept.extend([number] for number in range(100 * gc.get_threshold()[0]))


@pytest.mark.usefixtures("searched")
def test_what_a_window_left_is_taken_apart_in_its_thread(qtbot: QtBot) -> None:
    gone: list[threading.Thread] = []
    kept: list[list[int]] = []
    Closed(gone)
    beside = threading.Thread(target=make_many, args=(kept,))
    beside.start()
    beside.join()
    assert gone == [], "another thread may not destroy what belongs to this one"
    qtbot.waitUntil(lambda: bool(gone))
    assert gone == [threading.main_thread()]
