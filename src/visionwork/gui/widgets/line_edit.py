"""A line to type in, with the room around its words that the design asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from visionwork.gui.style.fields import PADDING

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent

_INDENT = PADDING - 3
"""Room at both ends of the text; Qt itself adds two pixels and the width of the frame."""


class LineEdit(QLineEdit):
    """A framed line edit; every QLineEdit of a form is one.

    The style could leave the room when it polishes a widget, as long as it is asked about every widget of
    the app; that alone makes PySide build a hundred classes before the first window (see
    `visionwork.gui.widgets.viewport`).

    Args:
        text: The text it starts with.
        parent: The widget it is in.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextMargins(_INDENT, 0, _INDENT, 0)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take words; files go on to the page or the window."""
        if holds_files(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)


def holds_files(data: QMimeData) -> bool:
    """Return whether what is pasted or dropped are files; a link of a browser is words."""
    return any(url.isLocalFile() for url in data.urls())


class WordsOnly(QPlainTextEdit):
    """A field of several lines that takes words; files that are dropped go on to the page or the window."""

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Return whether words are pasted or dropped."""
        return not holds_files(source) and super().canInsertFromMimeData(source)


class WordsField(WordsOnly):
    """A framed field of several lines; every QPlainTextEdit of a form is one.

    Args:
        text: The text it starts with.
        parent: The widget it is in.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        # The ground is painted with the frame; that of viewport and scroll bar would cover its round corners.
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
