"""Words that replace others in the editor: they carry no mark and no status of the words before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from pytestqt.qtbot import QtBot

from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.gui.context import WorkshopContext
from visionwork.gui.views.statement_page import StatementPage
from visionwork.gui.widgets.buttons import SecondaryButton
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.page_header import PageHeader

OLD = "Our clients say we are number one in our region."
NEW = "It rains on Tuesdays, and the lake is calm."


@pytest.fixture
def page(qtbot: QtBot, show_statement: Callable[[], StatementPage], scripted: object) -> StatementPage:
    page = show_statement()
    page.editor.insertPlainText(OLD)
    qtbot.waitUntil(lambda: page.coach.findings.text == OLD)
    assert marked(page) == ("clients", "number one")
    return page


def marked(page: StatementPage) -> tuple[str, ...]:
    return page.editor.people.words() + page.editor.words.words()


def colored(page: StatementPage) -> list[str]:
    return [mark.cursor.selectedText() for mark in page.editor.extraSelections()]


def paste_over_all(qtbot: QtBot, page: StatementPage, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(page.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.editor.text() == text


def test_a_text_pasted_over_another_carries_none_of_its_marks(qtbot: QtBot, page: StatementPage) -> None:
    paste_over_all(qtbot, page, NEW)
    assert marked(page) == ()
    assert colored(page) == []
    qtbot.keyClick(page.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.editor.text() == OLD
    assert set(marked(page)) <= {"clients", "number one"}
    qtbot.waitUntil(lambda: marked(page) == ("clients", "number one"))


def test_a_letter_typed_over_everything_carries_no_mark(qtbot: QtBot, page: StatementPage) -> None:
    page.editor.selectAll()
    for letter in "clie":
        qtbot.keyClick(page.editor, letter)
        assert marked(page) == ()
        assert colored(page) == []


@pytest.mark.parametrize("pasted", ["n", "number", "a long paragraph about the weather"])
def test_words_pasted_over_a_mark_take_only_that_one_away(
    qtbot: QtBot, page: StatementPage, pasted: str
) -> None:
    cursor = page.editor.textCursor()
    cursor.setPosition(OLD.index("number one"))
    cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, len("number one"))
    page.editor.setTextCursor(cursor)
    QGuiApplication.clipboard().setText(pasted)
    qtbot.keyClick(page.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert marked(page) == ("clients",)
    assert colored(page) == ["clients"]


def test_a_paragraph_pasted_into_a_marked_word_carries_no_mark(qtbot: QtBot, page: StatementPage) -> None:
    cursor = page.editor.textCursor()
    cursor.setPosition(OLD.index("number one") + 3)
    page.editor.setTextCursor(cursor)
    QGuiApplication.clipboard().setText(NEW)
    qtbot.keyClick(page.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert marked(page) == ("clients",)


def test_nothing_beside_the_text_tells_of_the_words_before(
    qtbot: QtBot, page: StatementPage, context: WorkshopContext
) -> None:
    context.edits.flush()
    context.document.texts.save_draft(STATEMENT_SUBJECT, OLD)
    header = page.findChild(PageHeader)
    save = page.findChild(SecondaryButton, "save_button")
    length = page.findChild(PlainLabel, "length_label")
    assert header is not None
    assert save is not None
    assert length is not None
    assert header.accessibleDescription() == "Vision statement: draft 1, never tested"
    assert not save.isEnabled()
    paste_over_all(qtbot, page, NEW)
    assert header.accessibleDescription() == "Vision statement: draft 2, being edited, never tested"
    assert save.isEnabled()
    assert length.text() == "9 words, 1 sentence"
    qtbot.keyClick(page.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert header.accessibleDescription() == "Vision statement: draft 1, never tested"
    assert not save.isEnabled()
    assert length.text() == "10 words, 1 sentence"
