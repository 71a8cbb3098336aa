"""Names as long as German makes them: shortened with the whole in a tooltip, or in lines, and never cut."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent
from PySide6.QtWidgets import QApplication, QSpinBox, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from visionwork.domain.groups import Group, GroupKind
from visionwork.domain.rounds import RoundGroup
from visionwork.domain.workshop import Participant
from visionwork.gui.context import WorkshopContext
from visionwork.gui.home_page import HomePage
from visionwork.gui.recent import RecentWorkshop
from visionwork.gui.recent_list import ENTRY_ROLE, RecentModel, cut_before
from visionwork.gui.recovery_banner import Recovered, RecoveryBanner
from visionwork.gui.rounds.invited_editor import InvitedEditor
from visionwork.gui.rounds.result_tables import ResultTable
from visionwork.gui.theme import Theme
from visionwork.gui.views.draft_list import DraftModel
from visionwork.gui.views.draft_words import DraftRow
from visionwork.gui.views.leader_row import LeaderRow
from visionwork.gui.views.plan_overview import PlanOverview
from visionwork.gui.views.voice_head import VoiceHead
from visionwork.gui.widgets.elided_check_box import ElidedCheckBox
from visionwork.gui.widgets.labels import ElidedLabel, PlainLabel

WORD = "Rechtsschutzversicherungsgesellschaftsangehörigenvertretung"
PHRASE = "R&D: Krankenhausverwaltungsdirektionsassistenzstellen und Kliniken"


Told = Callable[[QWidget, QPoint], str]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What is told where the pointer rests; a tooltip that was shown goes away only after a while."""
    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, words, *_rest: shown.append(words))

    def rest(widget: QWidget, place: QPoint) -> str:
        QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, place, widget.mapToGlobal(place)))
        return shown.pop()

    return rest


def test_numbers_of_the_asked_stand_beside_long_names(qtbot: QtBot, told: Told) -> None:
    editor = InvitedEditor()
    qtbot.addWidget(editor)
    groups = [Group(1, WORD, GroupKind.CUSTOMERS, 9), Group(2, PHRASE, GroupKind.EMPLOYEES, 9)]
    editor.set_groups(groups, [RoundGroup(1, 9)], fixed=[2])
    editor.resize(editor.minimumSizeHint())
    editor.show()
    assert editor.width() <= 400
    assert all(box.geometry().right() < editor.width() for box in editor.findChildren(QSpinBox))
    first, second = editor.findChildren(ElidedCheckBox)
    assert WORD in told(first, first.rect().center())
    words = told(second, second.rect().center())
    assert PHRASE.replace("&", "&amp;") in words
    assert "answered already" in words
    editor.resize(900, editor.height())
    assert told(first, first.rect().center()) == ""
    assert PHRASE[-9:] not in told(second, second.rect().center())


def test_owners_of_the_plan_leave_room_to_its_actions(qtbot: QtBot, context: WorkshopContext) -> None:
    document = context.document
    owner = document.participants.add(WORD)
    document.grids.add(
        "competency", {"action": "Sit in without taking over", "owner": owner, "date": "2026-05-15"}
    )
    plan = PlanOverview(context)
    qtbot.addWidget(plan)
    plan.resize(800, 400)
    plan.reload()
    plan.show()
    labels = {label.text(): label for label in plan.findChildren(PlainLabel)}
    action, name, day = labels["Sit in without taking over"], labels[WORD], labels["15 May"]
    qtbot.waitUntil(lambda: action.height() >= action.heightForWidth(action.width()) > 0)
    assert name.geometry().right() < day.geometry().left()
    assert isinstance(name, ElidedLabel)


def test_the_voice_of_a_group_is_told_in_lines(qtbot: QtBot) -> None:
    head = VoiceHead()
    qtbot.addWidget(head)
    head.show_voice(GroupKind.CUSTOMERS, f"As a client: {PHRASE}", "What is it like to work with us?")
    head.resize(420, head.heightForWidth(420))
    head.show()
    for label in head.findChildren(PlainLabel):
        assert label.height() >= label.heightForWidth(label.width())
        assert label.width() <= 420


def test_a_cell_that_is_too_narrow_tells_its_words(qtbot: QtBot, told: Told) -> None:
    table = ResultTable()
    qtbot.addWidget(table)
    table.fill(("Group", "n"), [(f"<b>{WORD}", "9"), ("Crew", "7")])
    table.resize(260, 200)
    table.show()
    qtbot.waitUntil(lambda: table.columnWidth(0) < table.width())
    wide, narrow = (table.visualRect(table.model().index(row, 0)).center() for row in range(2))
    assert f"&lt;b&gt;{WORD}" in told(table.viewport(), wide)
    assert told(table.viewport(), narrow) == ""


def test_a_draft_tells_its_author_whole() -> None:
    drafts = DraftModel()
    drafts.set_rows([DraftRow(1, 1, "12 March", "Merged", WORD), DraftRow(2, 2, "13 March")])
    words = [drafts.data(drafts.index(row), Qt.ItemDataRole.ToolTipRole) for row in range(2)]
    assert f"Merged\n{WORD}" in str(words[0])
    assert words[1] == ""


def test_a_recent_workshop_tells_its_title_and_organisation_whole(tmp_path: Path) -> None:
    opened_at = datetime(2026, 3, 12, 10, 42)  # noqa: DTZ001  local, as shown
    rows = RecentModel()
    rows.set_entries((RecentWorkshop(tmp_path, PHRASE, WORD, opened_at, (), ""),))
    words = str(rows.data(rows.index(0), Qt.ItemDataRole.ToolTipRole))
    assert f"{PHRASE.replace('&', '&amp;')}\n{WORD}" in words


def test_the_day_of_a_recent_workshop_is_never_cut_and_a_backup_says_of_when_it_is(
    theme: Theme, tmp_path: Path
) -> None:
    theme.set_text_percent(130)
    rows = RecentModel(clock=lambda: datetime(2026, 11, 23, 10, 42))  # noqa: DTZ001
    opened_at = datetime(2026, 11, 23, 2, 30)  # noqa: DTZ001
    backup = tmp_path / "Harbour 2026-11-22 02.31 (1) restored.visionwork"
    rows.set_entries(tuple(
        RecentWorkshop(path, PHRASE, WORD, opened_at, (), "") for path in (tmp_path, backup)
    ))  # fmt: skip
    workshop, restored = (rows.data(rows.index(place), ENTRY_ROLE) for place in (0, 1))
    metrics = QFontMetrics(theme.font("cell"))
    told = [cut_before(*row.below(row.when), metrics, 300) for row in (workshop, restored)]
    assert told[0].endswith("…, Today, 02:30")
    assert told[1].startswith("Backup of 22 Nov, 02:31, ")
    assert "Backup of 22 Nov, 02:31, " in restored.spoken()


@pytest.mark.parametrize("name", [WORD, PHRASE, "Ida Roth"])
def test_a_leaders_name_and_role_are_never_cut(qtbot: QtBot, theme: Theme, name: str) -> None:
    theme.set_text_percent(130)
    leader = Participant(1, name, "Geschäftsführerin Vertrieb", None, True)
    row = LeaderRow(leader, None, None, None, hindrance="", today=date(2026, 3, 2), editable=True)
    qtbot.addWidget(row)
    row.resize(480, row.heightForWidth(480))
    row.show()
    row.resize(480, row.heightForWidth(480))
    shown = {label.text(): label for label in row.findChildren(PlainLabel)}
    for words in (name, leader.role):
        label = shown[words]
        assert label.width() >= label.fontMetrics().horizontalAdvance(words) or (
            label.wordWrap() and label.height() >= label.heightForWidth(label.width())
        )


def test_work_kept_from_a_crash_is_told_whole_in_a_low_window(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    theme.set_text_percent(130)
    theme.set_low(True)
    home = HomePage()
    qtbot.addWidget(home)
    home.resize(1180, 664)
    home.show()
    left: Any = object()
    edited_at = datetime(2026, 3, 12, 10, 42)  # noqa: DTZ001  local, as shown
    home.show_recovered([Recovered(left, PHRASE, edited_at, tmp_path / f"{WORD}.visionwork")])
    banner = home.findChild(RecoveryBanner)
    assert banner is not None
    title = next(label for label in banner.findChildren(PlainLabel) if PHRASE in label.text())
    qtbot.waitUntil(lambda: title.height() >= title.heightForWidth(title.width()) > 0)
    assert WORD in banner.toolTip()
