"""Rows of the coach go and come back."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import SIGNAL, QEvent
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from visionwork.domain.findings import Mark, MarkKind
from visionwork.domain.groups import NO_WORDS, GroupKind, HouseWord
from visionwork.domain.stakeholders import Stakeholder
from visionwork.gui.coach.ask_panel import AskPanel
from visionwork.gui.coach.group_toggle import GroupToggle
from visionwork.gui.coach.rows import Row, RowColumn
from visionwork.gui.coach.who_panel import WhoPanel
from visionwork.gui.coach.word_rows import WordRow
from visionwork.gui.context import WorkshopContext
from visionwork.gui.theme import Theme
from visionwork.gui.views.statement_page import StatementPage
from visionwork.gui.views.views_capture import ViewsCapture


class PlainRow(Row):
    """A row of 40 pixels with nothing on it."""

    def heightForWidth(self, width: int) -> int:
        return 40

    def paint_words(self, painter: QPainter) -> None:
        pass


def deleted() -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_row_that_comes_back_is_listened_to_once(qtbot: QtBot, theme: Theme) -> None:
    column = RowColumn(keeps=True)
    qtbot.addWidget(column)
    rows = [PlainRow(parent=column) for _ in range(4)]
    for shown in (rows, rows[1:], rows):
        column.show_rows(shown)
        deleted()
    assert [row.receivers(SIGNAL("walked(int)")) for row in rows] == [1, 1, 1, 1]


def test_somebody_who_leaves_the_text_may_come_back(qtbot: QtBot, context: WorkshopContext) -> None:
    panel = WhoPanel()
    qtbot.addWidget(panel)
    with_owners = context.coach.read("Our clients and shareholders.")
    without = context.coach.read("Our clients.")
    counts = []
    for findings in (with_owners, without, with_owners):
        panel.show_findings(findings, {}, "Aldermoor", NO_WORDS)
        deleted()
        counts.append(len(panel.rows()))
    assert counts[0] == counts[2] == counts[1] + 1
    assert all(panel.line(row.stakeholder).isVisibleTo(panel) for row in panel.rows())


def test_a_promise_that_is_longer_than_its_line_goes_on_below(qtbot: QtBot, context: WorkshopContext) -> None:
    panel = WhoPanel()
    qtbot.addWidget(panel)
    promise = "Our clients can count on problems raised early, candid advice and teams that stay"
    panel.show_findings(context.coach.read(f"{promise}."), {}, "Aldermoor", NO_WORDS)
    line = panel.line(Stakeholder.CUSTOMERS)
    assert line.heightForWidth(296) > line.heightForWidth(900)
    assert promise in html.unescape(line.toolTip())  # all of it, also where two lines are too few


def test_words_that_lack_room_beside_a_name_stand_below_it(
    qtbot: QtBot, context: WorkshopContext, theme: Theme
) -> None:
    panel = WhoPanel()
    qtbot.addWidget(panel)
    panel.show_findings(context.coach.read("The places where we work matter."), {}, "Aldermoor", NO_WORDS)
    line = panel.line(Stakeholder.COMMUNITY)
    assert line.heightForWidth(150) > line.heightForWidth(296)


def test_words_that_need_the_whole_line_leave_their_kind_to_the_question(qtbot: QtBot, theme: Theme) -> None:
    def shown(words: str) -> WordRow:
        mark = Mark(
            MarkKind.POSITION, "position.rank", 0, len(words), words, "Who is better off for it?", "", ""
        )
        row = WordRow(mark)
        qtbot.addWidget(row)
        return row

    short, long = shown("number one"), shown("number one consulting provider")
    assert short._question(296) == "Who is better off for it?"
    assert long._question(296) == "Position. Who is better off for it?"
    assert long._question(500) == "Who is better off for it?"


def test_a_house_word_with_an_ampersand_is_shown_as_it_is(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = {GroupKind.EMPLOYEES: HouseWord("R&D person", "R&D people")}
    painted: list[str] = []

    class Painter(QPainter):
        def drawText(self, *arguments: Any) -> None:  # noqa: N802 - Qt names it
            painted.append(arguments[-1])

    monkeypatch.setattr("visionwork.gui.coach.group_toggle.QPainter", Painter)
    toggle = GroupToggle(Stakeholder.EMPLOYEES, words)
    qtbot.addWidget(toggle)
    toggle.resize(toggle.sizeHint())
    toggle.grab()
    assert painted == ["R&D people"]
    panel = AskPanel()
    qtbot.addWidget(panel)
    panel.show_questions((), (), words)
    assert "R&&D people" in [action.text() for action in panel.menu().actions()]  # Qt shows one of the two


def test_switches_of_an_exercise_are_its_own(
    qtbot: QtBot, context: WorkshopContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []
    monkeypatch.setattr(WorkshopContext, "remember_switch", lambda _self, name, _switch: names.append(name))
    exercise = replace(context.method.exercise("future-relationship"), id="statement")
    for page in (StatementPage(context), ViewsCapture(context, exercise)):
        qtbot.addWidget(page)
    assert len(names) == len(set(names)) == 4
