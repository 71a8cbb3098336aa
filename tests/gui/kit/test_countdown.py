"""The clock of an exercise, with time in the test's hands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from visionwork.gui.theme import Theme
from visionwork.gui.widgets.countdown import Countdown, CountdownState
from visionwork.gui.widgets.timer_box import TimerBox, TimerFace


class Clock:
    """Seconds that go on when the test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def countdown(qtbot: QtBot, clock: Clock) -> Countdown:
    return Countdown(20, clock=clock)


@pytest.mark.parametrize(
    ("used", "digits", "caption", "state"),
    [
        (0, "20:00", "of 20 min", CountdownState.RUNNING),
        (440, "12:40", "of 20 min", CountdownState.RUNNING),
        (1079, "02:01", "of 20 min", CountdownState.RUNNING),
        (1080, "02:00", "nearly there", CountdownState.NEARLY_THERE),
        (1199.5, "00:01", "nearly there", CountdownState.NEARLY_THERE),
        (1200, "00:00", "nearly there", CountdownState.NEARLY_THERE),
        (1201, "+00:01", "over time", CountdownState.OVER),
        (1330, "+02:10", "over time", CountdownState.OVER),
        (1200 + 6000, "+100:00", "over time", CountdownState.OVER),
    ],
)
def test_what_the_room_reads(
    countdown: Countdown, clock: Clock, used: float, digits: str, caption: str, state: CountdownState
) -> None:
    countdown.start()
    clock.seconds += used
    assert (countdown.text(), countdown.caption(), countdown.state()) == (digits, caption, state)
    countdown.pause()


def test_a_pause_keeps_what_is_left(countdown: Countdown, clock: Clock) -> None:
    countdown.start()
    clock.seconds += 60
    countdown.toggle()
    clock.seconds += 600
    assert countdown.text() == "19:00"
    assert not countdown.is_running()
    countdown.toggle()
    clock.seconds += 30
    assert countdown.text() == "18:30"
    countdown.pause()


def test_more_time_reaches_the_caption_and_takes_back_overtime(countdown: Countdown, clock: Clock) -> None:
    countdown.start()
    clock.seconds += 1230
    countdown.add_minutes(5)
    assert (countdown.text(), countdown.caption()) == ("04:30", "of 25 min")
    countdown.pause()


def test_the_bar_fills_and_stays_full(countdown: Countdown, clock: Clock) -> None:
    countdown.start()
    clock.seconds += 300
    assert countdown.used_share() == pytest.approx(0.25)
    clock.seconds += 3000
    assert countdown.used_share() == 1.0
    countdown.pause()


def test_listeners_hear_of_new_digits_only(qtbot: QtBot, countdown: Countdown, clock: Clock) -> None:
    countdown.start()
    with qtbot.assertNotEmitted(countdown.ticked):
        countdown.refresh()
    clock.seconds += 1.5
    with qtbot.waitSignal(countdown.ticked):
        countdown.refresh()
    countdown.pause()


def test_time_goes_on_by_itself(qtbot: QtBot, countdown: Countdown, clock: Clock) -> None:
    countdown.start()
    clock.seconds += 2
    with qtbot.waitSignal(countdown.ticked):
        pass
    countdown.pause()


def test_another_exercise_starts_fresh(countdown: Countdown, clock: Clock) -> None:
    countdown.start()
    clock.seconds += 700
    countdown.reset(35)
    assert (countdown.text(), countdown.is_running()) == ("35:00", False)


def test_the_box_is_steered_by_keyboard(qtbot: QtBot, theme: Theme, countdown: Countdown) -> None:
    box = TimerBox(countdown)
    qtbot.addWidget(box)
    box.show()
    play, more = box.findChildren(QPushButton)
    assert play.accessibleName() == "Start the time"
    qtbot.keyClick(play, Qt.Key.Key_Space)
    assert countdown.is_running()
    assert play.accessibleName() == "Pause the time"
    qtbot.keyClick(more, Qt.Key.Key_Space)
    assert countdown.total_minutes() == 25
    assert more.accessibleName() == "Add 5 minutes"
    qtbot.keyClick(play, Qt.Key.Key_Space)
    assert not countdown.is_running()


def test_the_face_turns_warn_without_flashing(
    qtbot: QtBot, theme: Theme, countdown: Countdown, clock: Clock
) -> None:
    face = TimerFace(countdown)
    qtbot.addWidget(face)
    face.resize(face.sizeHint())

    def bar() -> str:
        picture = face.grab().toImage()
        return picture.pixelColor(picture.width() // 2, picture.height() - 2).name()

    countdown.start()
    clock.seconds += 1199
    countdown.refresh()
    assert bar() == theme.color("ink").name()
    clock.seconds += 2
    countdown.refresh()
    assert bar() == theme.color("warn").name()
    clock.seconds += 1
    countdown.refresh()
    assert bar() == theme.color("warn").name()
    countdown.pause()


def test_the_face_is_spoken_and_never_cut(
    qtbot: QtBot, theme: Theme, countdown: Countdown, clock: Clock
) -> None:
    face = TimerFace(countdown)
    qtbot.addWidget(face)
    for percent in (100, 130):
        theme.set_text_percent(percent)
        for used in (0.0, 1100.0, 1300.0):
            countdown.reset(20)
            countdown.start()
            clock.seconds += used
            countdown.pause()
            words = face.needed_width()
            assert words <= face.sizeHint().width()
    interface = QAccessible.queryAccessibleInterface(face)
    assert interface.text(QAccessible.Text.Name) == "+01:40 over time"
