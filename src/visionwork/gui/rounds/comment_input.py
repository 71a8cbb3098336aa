"""A field for a comment: Enter ends it, Shift+Enter makes a new line, Ctrl+Enter is left to the dialog."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from visionwork.gui.theme import Theme
from visionwork.gui.widgets.line_edit import WordsField

_LINES = 2


class CommentInput(WordsField):
    """A low text field for one comment.

    Args:
        name: The question, for screen readers.
        parent: The widget it is in.

    Signals:
        finished: Enter was pressed.
    """

    finished = Signal()

    def __init__(self, name: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._theme = Theme.of(self)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(6)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme.changed.connect(self._restyle)
        self._restyle()

    def text(self) -> str:
        """Return what was typed."""
        return self.toPlainText()

    def sizeHint(self) -> QSize:
        """Return room for two lines."""
        return QSize(320, _LINES * self._theme.line_height("body") + 20)

    def minimumSizeHint(self) -> QSize:
        """Never less than its lines."""
        return QSize(160, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End the comment with Enter."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.finished.emit()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take text only, never formatting or files."""
        if source.hasText():
            self.insertPlainText(source.text())

    def _restyle(self) -> None:
        self.setFont(self._theme.font("body"))
        self.updateGeometry()
