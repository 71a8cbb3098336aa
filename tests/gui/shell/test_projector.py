"""The projector shows the question and the clock, and nothing private."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from visionwork.gui.actions import ActionId
from visionwork.gui.main_window import MainWindow
from visionwork.gui.projector import Projector, Slide
from visionwork.gui.theme import Theme


def present(window: MainWindow, workshop: Path) -> Projector:
    window.files.open_path(workshop)
    QApplication.processEvents()  # as between two acts of a person
    window.show_page("exercise:future-relationship")
    QApplication.processEvents()
    window.commands[ActionId.PRESENT].trigger()
    projector = window._parts.presenting.projector
    assert projector is not None
    return projector


def test_it_follows_question_page_and_clock(window: MainWindow, qtbot: QtBot, workshop: Path) -> None:
    projector = present(window, workshop)
    page = window.view.host.current_page()
    assert projector.slide().step == "Start with the relationship"
    assert projector.slide().question == page.strip.prompt()
    qtbot.keyClick(projector, Qt.Key.Key_Right)
    assert page.strip.prompt_index() == 1
    assert projector.slide().question == page.strip.prompt()
    window.commands[ActionId.PREVIOUS_PROMPT].trigger()
    assert page.strip.prompt_index() == 0
    qtbot.keyClick(projector, Qt.Key.Key_Space)
    assert page.countdown.is_running()
    page.countdown.pause()

    window.show_page("exercise:values")
    assert projector.slide().step == "Role-model"
    window.show_page("setup")
    assert projector.slide().step == "Role-model", "looking something up does not change what the room sees"
    projector.close()


def test_it_shows_nothing_private(window: MainWindow, workshop: Path) -> None:
    projector = present(window, workshop)
    exercise = window.view.host.current_page().exercise
    shown = f"{projector.slide()} {projector.accessibleName()} {projector.accessibleDescription()}"
    assert "Ines Duarte" not in shown
    assert not [note for note in exercise.notes if note in shown]
    assert projector.findChildren(object) == []
    projector.close()


def test_escape_leaves(window: MainWindow, qtbot: QtBot, workshop: Path) -> None:
    projector = present(window, workshop)
    assert window.commands[ActionId.PRESENT].isChecked()
    with qtbot.waitSignal(projector.left):
        qtbot.keyClick(projector, Qt.Key.Key_Escape)
    assert not window.commands[ActionId.PRESENT].isChecked()
    assert window._parts.presenting.projector is None


def test_it_goes_when_the_workshop_closes(window: MainWindow, workshop: Path) -> None:
    present(window, workshop)
    window.commands[ActionId.CLOSE].trigger()
    assert window._parts.presenting.projector is None


def test_it_goes_with_its_screen(window: MainWindow, qtbot: QtBot, workshop: Path) -> None:
    projector = present(window, workshop)
    with qtbot.waitSignal(projector.left):
        QGuiApplication.instance().screenRemoved.emit(QGuiApplication.primaryScreen())


def test_it_paints_in_both_looks_and_over_time(window: MainWindow, workshop: Path) -> None:
    projector = present(window, workshop)
    projector.showNormal()
    projector.resize(960, 540)
    clock = projector.slide().countdown
    light = projector.grab().toImage()
    window.commands[ActionId.LOOK_DARK].trigger()
    dark = projector.grab().toImage()
    assert light.pixelColor(2, 2).lightness() > 200 > 60 > dark.pixelColor(2, 2).lightness()
    clock.add_minutes(-clock.total_minutes() - 1)
    assert projector.grab().toImage() != dark
    projector.close()


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768), (800, 600)])
def test_a_question_is_as_large_as_the_screen_allows(
    qtbot: QtBot, theme: Theme, size: tuple[int, int]
) -> None:
    projector = Projector(theme)
    qtbot.addWidget(projector)
    projector.resize(*size)
    letters = []
    for question in ("Who is with us?", "What would a client see one of us do? " * 8):
        projector.show_slide(Slide("Role-model", question))
        words, place = projector._question_lines(projector.width() / 1920)
        assert place.y() + words.height <= projector.height()
        letters.append(words.layout.font().pixelSize())
    assert letters[0] > letters[1] >= 50 * projector.width() / 1920


def test_no_word_of_a_question_stands_alone_on_its_last_line(qtbot: QtBot, theme: Theme) -> None:
    projector = Projector(theme)
    qtbot.addWidget(projector)
    projector.resize(1920, 1080)
    projector.show_slide(Slide("", "What do we hold to with clients and colleagues, even when it costs us?"))
    words, _ = projector._question_lines(1.0)
    lines = [words.layout.lineAt(place).naturalTextWidth() for place in range(words.layout.lineCount())]
    assert len(lines) > 1
    assert min(lines) > max(lines) / 2
