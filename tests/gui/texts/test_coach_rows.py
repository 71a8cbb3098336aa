"""Rows of the coach go and come back."""

from __future__ import annotations

from PySide6.QtCore import SIGNAL, QEvent
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from visionwork.domain.findings import Mark, MarkKind
from visionwork.domain.groups import NO_WORDS
from visionwork.gui.coach.rows import Row, RowColumn
from visionwork.gui.coach.who_panel import WhoPanel
from visionwork.gui.coach.word_rows import WordRow
from visionwork.gui.context import WorkshopContext
from visionwork.gui.theme import Theme


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
