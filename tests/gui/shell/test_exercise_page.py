"""The page around a capture widget."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from visionwork.domain.groups import GroupKind, HouseWord
from visionwork.domain.method import Method
from visionwork.gui.exercise_page import ExercisePage
from visionwork.gui.main_window import MainWindow
from visionwork.gui.rail import Rail
from visionwork.gui.widgets.page_header import PageHeader


@pytest.fixture
def opened(window: MainWindow, workshop: Path) -> MainWindow:
    window.files.open_path(workshop)
    return window


def shown(window: MainWindow, exercise_id: str) -> ExercisePage:
    window.show_page(f"exercise:{exercise_id}")
    page = window.view.host.current_page()
    assert isinstance(page, ExercisePage)
    return page


def kicker(page: ExercisePage) -> str:
    return page.findChild(PageHeader).accessibleDescription()


def test_the_head_says_where_we_are(opened: MainWindow) -> None:
    assert kicker(shown(opened, "future-relationship")) == "Step 1, exercise 1 of 4: views of each group"
    assert kicker(shown(opened, "values")) == "Step 3, exercise 1 of 3: values commitments"


def test_texts_speak_the_words_of_the_house(opened: MainWindow) -> None:
    page = shown(opened, "customer-behaviour")
    document = opened.files.current.context.document
    words = {GroupKind.CUSTOMERS: HouseWord("guest", "guests")}
    opened.files.current.context.run(lambda: document.workshop.set_house_words(words))
    assert "one guest by name" in page.strip.prompt()
    assert kicker(page).endswith("desired guest behaviour")
    assert page.findChild(PageHeader).accessibleName() == "What guests will choose to do"
    listed = opened.findChild(Rail).list.model()
    titles = [listed.data(listed.index(row)) for row in range(listed.rowCount())]
    assert "Desired guest behaviour" in titles


def test_the_clock_and_the_question_stay_while_others_are_visited(opened: MainWindow) -> None:
    page = shown(opened, "gap")
    page.strip.show_next()
    page.countdown.add_minutes(5)
    page.countdown.start()
    total = page.countdown.total_minutes()
    shown(opened, "values")
    assert shown(opened, "gap") is page
    assert page.countdown.is_running()
    assert page.countdown.total_minutes() == total
    assert page.strip.prompt_index() == 1
    page.countdown.pause()


def test_done_can_be_opened_again(opened: MainWindow, qtbot: QtBot) -> None:
    page = shown(opened, "gap")
    buttons = {b.text(): b for b in page.findChildren(QPushButton) if b.text()}
    buttons["Mark as done"].click()
    assert "gap" in opened.files.current.context.snapshot.done
    assert not buttons["Mark as done"].isVisible()
    buttons["Open again"].click()
    assert "gap" not in opened.files.current.context.snapshot.done
    assert buttons["Mark as done"].isVisible()


def test_every_exercise_has_a_page(
    opened: MainWindow, method: Method, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visionwork.gui.widgets.page_fade.FADE_MS", 0)
    for exercise in method.exercises():
        page = shown(opened, exercise.id)
        assert page.strip.prompt()
        assert page.capture.isVisible()
        QApplication.processEvents()  # people need a moment to the next page, too
