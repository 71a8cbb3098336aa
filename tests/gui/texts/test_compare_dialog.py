"""Comparing two drafts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from pytestqt.qtbot import QtBot

from visionwork.gui.theme import Theme, ThemeMode
from visionwork.gui.views.compare_dialog import CompareDialog, ComparedText

TEXTS = [
    ComparedText(1, "Draft 1", "They ask before they propose. Always."),
    ComparedText(2, "Draft 2", "They ask before we propose, and listen. Always."),
    ComparedText(3, "Draft 3", "They ask before we propose, and listen.  Always."),
    ComparedText(0, "Draft 4, being edited", "They ask before we propose, and listen.  Always."),
]


@pytest.fixture
def dialog(qtbot: QtBot) -> CompareDialog:
    dialog = CompareDialog(TEXTS, 1, 2)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def marked(dialog: CompareDialog) -> list[tuple[str, bool, bool]]:
    """Return each changed run with whether it is struck out and underlined."""
    found = []
    block = dialog._view.document().firstBlock()
    while block.isValid():
        for place in block:
            style = place.fragment().charFormat()
            if style.fontStrikeOut() or style.fontUnderline():
                found.append((place.fragment().text(), style.fontStrikeOut(), style.fontUnderline()))
        block = block.next()
    return found


def test_changes_are_told_by_strokes_and_by_colour(dialog: CompareDialog) -> None:
    assert dialog.count_text() == "3 words added, 1 removed."
    assert marked(dialog) == [
        ("they", True, False),
        ("we", False, True),
        (", and listen", False, True),
    ]
    cursor = QTextCursor(dialog._view.document())
    cursor.setPosition(dialog._view.toPlainText().index("they") + 1)
    assert cursor.charFormat().foreground().color() == Theme.of(dialog).color("warn")


def test_any_two_can_be_chosen_and_swapped(dialog: CompareDialog) -> None:
    dialog.choose(2, 1)
    assert dialog.count_text() == "1 word added, 3 removed."
    dialog.choose(1, 2)
    assert dialog.count_text() == "3 words added, 1 removed."


def test_an_empty_difference_is_said_in_words(dialog: CompareDialog) -> None:
    dialog.choose(3, 0)
    assert dialog.count_text() == "Both texts are the same, word for word."
    assert marked(dialog) == []
    assert not dialog._next.isEnabled()
    dialog.choose(2, 3)
    assert dialog.count_text() == (
        "The words are the same. Only spaces, line breaks or quotation marks differ."
    )
    assert marked(dialog) == []


def test_the_difference_is_copied_as_plain_text(dialog: CompareDialog) -> None:
    dialog._copy.click()
    assert QGuiApplication.clipboard().text() == (
        "Draft 1 to Draft 2: 3 words added, 1 removed.\n\n"
        "They ask before [removed: they][added: we] propose[added: , and listen]. Always.\n"
    )


def test_keys_lead_from_change_to_change(qtbot: QtBot, dialog: CompareDialog) -> None:
    picked = []
    for _ in range(4):
        dialog._next.click()
        picked.append(dialog._view.textCursor().selectedText())
    assert picked == ["they", "we", ", and listen", "they"]
    dialog._previous.click()
    assert dialog._view.textCursor().selectedText() == ", and listen"


def test_markup_in_a_text_is_only_text(qtbot: QtBot) -> None:
    texts = [ComparedText(1, "Draft 1", "<b>a</b> & b"), ComparedText(2, "Draft 2", "<b>a</b> & <i>c</i>")]
    dialog = CompareDialog(texts, 1, 2)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    assert dialog._view.toPlainText() == "<b>a</b> & b<i>c</i>"


def test_it_follows_the_look(dialog: CompareDialog, theme: Theme) -> None:
    theme.set_mode(ThemeMode.DARK)
    cursor = QTextCursor(dialog._view.document())
    cursor.setPosition(2)
    assert cursor.charFormat().foreground().color() == theme.color("ink")
