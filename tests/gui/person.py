"""What a person in front of a window does and sees."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from visionwork.document.access import open_to_read


class TextPage(Protocol):
    """A page with one large editor."""

    editor: QTextEdit

    def activateWindow(self) -> None: ...  # noqa: N802 - Qt's name

    def isActiveWindow(self) -> bool: ...  # noqa: N802 - Qt's name

    def focus_first(self) -> None: ...


def labels(widget: QWidget) -> list[str]:
    """Return the labels that are seen."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def said(widget: QWidget) -> str:
    """Return the labels that are seen, then the buttons, a line each."""
    buttons = [button.text() for button in widget.findChildren(QPushButton) if button.isVisible()]
    return "\n".join([*labels(widget), *buttons])


def press(qtbot: QtBot, widget: QWidget, text: str) -> None:
    """Click the one button of this name."""
    found = [b for b in widget.findChildren(QPushButton) if b.isVisible() and b.text() == text]
    assert len(found) == 1, f"{text!r} is there {len(found)} times"
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def take_keyboard(qtbot: QtBot, page: TextPage) -> None:
    """Bring a page to the front, with the keyboard in its editor."""
    page.activateWindow()
    page.focus_first()
    qtbot.waitUntil(lambda: page.isActiveWindow() and page.editor.hasFocus())


def write(page: TextPage, text: str) -> None:
    """Write over what the editor of a page holds."""
    page.editor.selectAll()
    page.editor.insertPlainText(text)


def title_in(path: Path) -> str:
    """Return the title in a workshop's file."""
    document = open_to_read(path)
    try:
        return document.workshop.get().title
    finally:
        document.close()
