"""Sentences somebody should read before they export."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visionwork.gui.widgets.icon_view import IconView
from visionwork.gui.widgets.labels import PlainLabel


class NotesList(QWidget):
    """Sentences below each other, each with a mark.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._rows: list[QWidget] = []
        self._sentences: tuple[str, ...] = ()

    def sentences(self) -> tuple[str, ...]:
        """Return what is shown."""
        return self._sentences

    def set_sentences(self, sentences: Sequence[str]) -> None:
        """Show other sentences."""
        if tuple(sentences) == self._sentences:
            return
        self._sentences = tuple(sentences)
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [self._row(sentence) for sentence in sentences]
        for row in self._rows:
            self._column.addWidget(row)

    def _row(self, sentence: str) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        mark = IconView("info", "muted", beside="cell", parent=row)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(PlainLabel(sentence, "cell", wrap=True, parent=row), 1)
        return row
