"""Home: what it shows, and what can be done from it with mouse and keys."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from visionwork.domain.progress import ExerciseStatus
from visionwork.gui.home_page import HomePage
from visionwork.gui.recent import RecentWorkshop
from visionwork.gui.recent_list import ENTRY_ROLE, RecentDelegate, RecentList
from visionwork.gui.recovery_banner import Recovered, RecoveryBanner
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.empty_state import EmptyState
from visionwork.gui.widgets.labels import PlainLabel

DONE, BEGUN, EMPTY = ExerciseStatus.DONE, ExerciseStatus.BEGUN, ExerciseStatus.EMPTY


@pytest.fixture
def home(qtbot: QtBot) -> HomePage:
    page = HomePage()
    qtbot.addWidget(page)
    page.resize(1440, 856)
    page.show()
    return page


@pytest.fixture
def entries(tmp_path: Path) -> tuple[RecentWorkshop, ...]:
    there = tmp_path / "there.visionwork"
    there.touch()
    now = datetime.now()  # noqa: DTZ005  local, as shown
    steps = ((DONE, DONE), (BEGUN, EMPTY))
    return (
        RecentWorkshop(there, "Crew and passengers", "Torsund Ferries", now, steps, "Draft 2, in feedback"),
        RecentWorkshop(
            there, "R&D <b>offsite</b>", "Müller & Söhne", now - timedelta(9), steps, "No draft yet"
        ),
        RecentWorkshop(
            tmp_path / "gone.visionwork", "Store managers’ day", "Lindqvist Retail", now, steps, ""
        ),
    )


def recent(home: HomePage) -> RecentList:
    return home.findChild(RecentList)


def spoken(home: HomePage) -> list[str]:
    rows = recent(home).model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [rows.index(place, 0).data(role) for place in range(rows.rowCount())]


def test_an_empty_list_says_what_to_do(home: HomePage) -> None:
    home.show_recent(())
    empty = home.findChild(EmptyState)
    assert empty.isVisible()
    assert empty.accessibleName() == "No workshops yet"
    assert not home.findChild(QLineEdit).isVisible()
    home.focus_first()
    assert home.focusWidget().text() == "New workshop"


def test_rows_say_everything(home: HomePage, entries: tuple[RecentWorkshop, ...]) -> None:
    home.show_recent(entries)
    rows = spoken(home)
    assert rows[0].startswith("Crew and passengers, Torsund Ferries, last opened Today, ")
    assert "step 1 2 of 2 done, step 2 0 of 2 done, 1 in progress, Draft 2, in feedback" in rows[0]
    assert rows[1].startswith("R&D <b>offsite</b>, Müller & Söhne")
    assert "not found where it was last saved" in rows[2]


def test_the_search_narrows_by_name_or_company(
    home: HomePage, entries: tuple[RecentWorkshop, ...], qtbot: QtBot
) -> None:
    home.show_recent(entries)
    search = home.findChild(QLineEdit)
    search.setText("söhne")
    assert home.recent_count() == 1
    search.clear()
    qtbot.keyClicks(search, "crew")
    assert home.recent_count() == 1
    qtbot.keyClicks(search, " nothing")
    assert home.findChild(EmptyState).accessibleName() == "No workshop of this name"
    search.clear()
    assert home.recent_count() == 3


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_row_opens_by_key(
    home: HomePage, entries: tuple[RecentWorkshop, ...], qtbot: QtBot, key: Qt.Key
) -> None:
    home.show_recent(entries)
    with qtbot.waitSignal(home.recent_chosen) as chosen:
        qtbot.keyClick(recent(home), key)
    assert chosen.args == [entries[0].path]


def test_a_row_opens_by_click(home: HomePage, entries: tuple[RecentWorkshop, ...], qtbot: QtBot) -> None:
    home.show_recent(entries)
    rows = recent(home)
    middle = rows.visualRect(rows.model().index(1, 0)).center()
    with qtbot.waitSignal(home.recent_chosen):
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=middle)


def test_a_missing_row_asks_where_the_file_is(
    home: HomePage, entries: tuple[RecentWorkshop, ...], qtbot: QtBot
) -> None:
    home.show_recent(entries)
    rows = recent(home)
    rows.setCurrentIndex(rows.model().index(2, 0))
    with qtbot.waitSignal(home.find_requested) as asked, qtbot.assertNotEmitted(home.recent_chosen):
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert asked.args[0].title == "Store managers’ day"


def test_delete_takes_a_row_off_the_list(
    home: HomePage, entries: tuple[RecentWorkshop, ...], qtbot: QtBot
) -> None:
    home.show_recent(entries)
    with qtbot.waitSignal(home.forget_requested) as asked:
        qtbot.keyClick(recent(home), Qt.Key.Key_Delete)
    assert asked.args == [recent(home).model().index(0, 0).data(ENTRY_ROLE).entry]


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("New workshop", "new_requested"),
        ("Open a workshop…", "open_requested"),
        ("Look through the sample", "sample_requested"),
        ("Room checklist", "checklist_requested"),
    ],
)
def test_every_way_in_leads_somewhere(home: HomePage, qtbot: QtBot, text: str, signal: str) -> None:
    way = next(b for b in home.findChildren(QPushButton) if b.text() == text)
    with qtbot.waitSignal(getattr(home, signal)):
        qtbot.keyClick(way, Qt.Key.Key_Space)


def test_a_low_window_keeps_the_ways_in_whole(home: HomePage, qtbot: QtBot) -> None:
    home.resize(1180, 560)
    qtbot.waitUntil(lambda: not home.findChild(QPushButton, "new_button").visibleRegion().isEmpty())
    for name in ("new_button", "open_button", "sample_button"):
        way = home.findChild(QPushButton, name)
        assert way.height() >= way.sizeHint().height()
        assert way.visibleRegion().boundingRect() == way.rect()


def test_the_offer_after_a_crash_and_the_list_are_as_tall_as_what_they_say(
    home: HomePage, entries: tuple[RecentWorkshop, ...], qtbot: QtBot
) -> None:
    left: Any = object()
    home.show_recent(entries[:1])
    edited_at = datetime(2026, 3, 12, 10, 42)  # noqa: DTZ001  local, as shown
    home.show_recovered((Recovered(left, "R&D <b>offsite</b>", edited_at, entries[0].path),))
    banner, rows = home.findChild(RecoveryBanner), recent(home)
    qtbot.waitUntil(lambda: banner.isVisible() and banner.height() <= banner.heightForWidth(banner.width()))
    qtbot.waitUntil(lambda: rows.height() == rows.sizeHint().height())
    home.show_recent(entries * 8)
    qtbot.waitUntil(lambda: rows.verticalScrollBar().maximum() > 0)
    assert rows.geometry().bottom() < home.height()


@pytest.mark.parametrize("percent", [100, 115, 130])
def test_what_is_said_of_a_missing_file_is_never_cut(home: HomePage, theme: Theme, percent: int) -> None:
    theme.set_text_percent(percent)
    delegate = RecentDelegate(theme)
    needed = QFontMetrics(theme.font("cell")).horizontalAdvance("Not found where it was last saved")
    for width in range(460, 1100, 20):
        row = QRectF(0, 0, width, 92)
        words = delegate._steps_left(row) + theme.px(16) + 8
        assert delegate.find_button(row).left() - words >= needed, width


@pytest.mark.parametrize(("width", "percent"), [(1180, 100), (1180, 115), (1440, 130), (1440, 100)])
def test_the_foot_says_its_sentence_whole(
    home: HomePage, theme: Theme, qtbot: QtBot, width: int, percent: int
) -> None:
    theme.set_text_percent(percent)
    home.resize(width, 856)
    words = home.findChild(PlainLabel, "checklist_text")
    qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(words.width()) > 0)
    assert words.height() <= 2 * theme.line_height("body") + 2
