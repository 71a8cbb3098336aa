"""The Edit menu works cells as its keys do."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication

from visionwork.gui.edit_router import EditRouter


def test_copy_and_paste_of_the_menu_take_cells(grid: Any, qapp: QApplication) -> None:
    hands = grid("company-behaviour", {"behaviour": "Ring back & <b>listen</b>"}, {})
    router = EditRouter(qapp)
    column = next(each for each in hands.model.columns() if each.id in hands.stored()[0]).id
    hands.table.activateWindow()
    hands.go(0, column)
    hands.qtbot.waitUntil(hands.table.hasFocus)
    QApplication.clipboard().setText("something else")
    router.copy()
    assert QApplication.clipboard().text() == "Ring back & <b>listen</b>"
    hands.go(1, column)
    router.paste()
    assert hands.words(column)[:2] == ["Ring back & <b>listen</b>"] * 2
