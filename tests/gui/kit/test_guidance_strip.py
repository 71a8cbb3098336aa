"""The strip asks one question at a time and keeps the notes to the facilitator."""

from __future__ import annotations

import pytest
from person import labels
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import IconButton
from visionwork.gui.widgets.guidance_strip import GuidanceStrip, NotesPanel

PROMPTS = ("What would a client see?", "What would they hear?", "What would they stop doing?")


@pytest.fixture
def strip(qtbot: QtBot, theme: Theme) -> GuidanceStrip:
    strip = GuidanceStrip()
    qtbot.addWidget(strip)
    strip.set_guidance(PROMPTS, "Give them two minutes of silence first.", 15)
    strip.resize(1100, strip.sizeHint().height())
    strip.show()
    return strip


def button(strip: GuidanceStrip, name: str) -> IconButton:
    return next(found for found in strip.findChildren(IconButton) if found.accessibleName() == name)


def test_it_opens_with_the_first_question_and_the_suggested_time(strip: GuidanceStrip) -> None:
    assert labels(strip) == ["Ask the room, 1 of 3", PROMPTS[0]]
    assert strip.countdown().text() == "15:00"
    assert not strip.countdown().is_running()


def test_arrows_walk_through_the_questions(qtbot: QtBot, strip: GuidanceStrip) -> None:
    back, forward = button(strip, "Previous question"), button(strip, "Next question")
    assert not back.isEnabled()
    with qtbot.waitSignal(strip.prompt_changed, check_params_cb=lambda index: index == 1):
        qtbot.keyClick(forward, Qt.Key.Key_Space)
    qtbot.keyClick(forward, Qt.Key.Key_Space)
    assert strip.prompt() == PROMPTS[2]
    assert labels(strip)[0] == "Ask the room, 3 of 3"
    assert not forward.isEnabled()
    qtbot.keyClick(back, Qt.Key.Key_Space)
    assert strip.prompt_index() == 1


def test_notes_open_on_request_and_close_with_escape(qtbot: QtBot, strip: GuidanceStrip) -> None:
    qtbot.mouseClick(button(strip, "Show notes for the facilitator"), Qt.MouseButton.LeftButton)
    panel = QApplication.activePopupWidget()
    assert isinstance(panel, NotesPanel)
    assert "Give them two minutes of silence first." in [label.text() for label in panel.findChildren(QLabel)]
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def test_without_notes_there_is_no_button_for_them(strip: GuidanceStrip) -> None:
    strip.set_guidance(PROMPTS[:1])
    assert not button(strip, "Show notes for the facilitator").isVisible()
    assert not button(strip, "Next question").isVisible()


def test_a_question_of_two_lines_makes_the_strip_taller(qtbot: QtBot, strip: GuidanceStrip) -> None:
    strip.set_guidance(["What would a client see one of us do on an ordinary Tuesday? " * 3])
    assert strip.heightForWidth(900) > strip.minimumHeight()
    assert strip.minimumHeight() == 72


def test_it_grows_with_the_text(theme: Theme, strip: GuidanceStrip) -> None:
    theme.set_text_percent(130)
    assert strip.minimumHeight() == theme.px(72)


def test_a_question_that_nearly_fits_stays_on_one_line(qtbot: QtBot, theme: Theme) -> None:
    strip = GuidanceStrip()
    qtbot.addWidget(strip)
    strip.set_guidance(
        ["Think of someone who is always good to deal with. What do they do, exactly?"], "Notes", 20
    )
    heights = []
    for width in (1400, 1048):
        strip.resize(width, strip.minimumHeight())
        strip.show()
        qtbot.waitUntil(lambda: strip.layout().geometry().width() > 0)
        heights.append(strip.heightForWidth(width))
    assert heights[0] == heights[1]
