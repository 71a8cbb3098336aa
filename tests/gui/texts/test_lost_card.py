"""The card of what a text lost takes the room it is given, and no more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from visionwork.domain.groups import NO_WORDS
from visionwork.domain.stakeholders import Stakeholder
from visionwork.gui.coach.lost_card import LostCard
from visionwork.gui.coach.lost_items import LostItem
from visionwork.gui.theme import Theme

LONG = "Our clients know who looks after them, and hear from us before they have to ask. " * 6
ITEMS = (LostItem(LONG, (Stakeholder.CUSTOMERS,)), LostItem("Second.", (Stakeholder.EMPLOYEES,)))


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> Iterator[LostCard]:
    around = QWidget()
    qtbot.addWidget(around)
    around.resize(560, 900)
    column = QVBoxLayout(around)
    card = LostCard(parent=around)
    column.addWidget(card)
    column.addStretch(1)
    card.show_items("Lost since Draft 4", ITEMS, NO_WORDS)
    with qtbot.waitExposed(around):
        around.show()
    yield card
    around.hide()  # and lives until here


def test_a_first_line_that_is_taller_than_the_room_takes_all_of_it(qtbot: QtBot, card: LostCard) -> None:
    area, around = card._area, card._height_around()
    first = card.rows()[0].heightForWidth(area.width())
    assert first > 200
    for room in (150, first - 1, first):
        card.set_room(room + around)
        qtbot.waitUntil(lambda room=room: area.height() == room)
    card.set_room(10)
    qtbot.waitUntil(lambda: area.height() == area.least_height())


def test_lines_are_shown_whole_where_the_first_has_room(qtbot: QtBot, card: LostCard) -> None:
    area, around = card._area, card._height_around()
    first, second = (row.heightForWidth(area.width()) for row in card.rows())
    card.set_room(first + second - 1 + around)
    qtbot.waitUntil(lambda: area.height() == first)
    card.set_room(first + second + around)
    qtbot.waitUntil(lambda: area.height() == first + second)
