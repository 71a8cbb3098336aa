"""The size of the window when nobody has chosen one yet."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from visionwork.app import fill_small_screen


def test_a_window_larger_than_the_screen_fills_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    window.resize(room.width() // 2, room.height() // 2)
    fill_small_screen(window)
    assert not window.isMaximized()
    window.resize(room.width() // 2, room.height() + 1)
    fill_small_screen(window)
    assert window.isMaximized()
