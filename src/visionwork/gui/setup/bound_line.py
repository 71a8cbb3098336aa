"""A one-line field that stores itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from visionwork.gui.context import WorkshopContext
from visionwork.gui.widgets.line_edit import LineEdit

_COMING_BACK = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""Ways back from a menu or another program, to the cursor and the selection that were left."""


class BoundLine(LineEdit):
    """Shows a text of the document and writes it back while somebody types.

    What cannot be kept, such as a name that is taken, is not written; the document keeps the last
    good value, and the field what was typed, so that it can be put right.

    Args:
        context: The open workshop.
        key: Names the field among the pending edits.
        read: Gives the stored text.
        write: Stores a text; raises UserFacingError when the disk refuses.
        check: Says what to put right, or "" when a text can be kept.
        parent: The widget it is in.

    Signals:
        checked: What to put right changed; carries the sentence, or "".
    """

    checked = Signal(str)

    def __init__(
        self,
        context: WorkshopContext,
        key: str,
        read: Callable[[], str],
        write: Callable[[str], object],
        check: Callable[[str], str] | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._key = key
        self._read = read
        self._write = write
        self._check = check
        self._typed = False
        self.setReadOnly(context.read_only)
        self.textEdited.connect(self._on_typed)
        self.show_stored()

    def show_stored(self) -> None:
        """Show the stored text, unless something typed is not stored yet."""
        if not self._typed and self.text() != (stored := self._read()):
            self.setText(stored)
            self._show_beginning()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go on after the last word, unless the mouse says where or somebody comes back to what they left."""
        if event.reason() != Qt.FocusReason.MouseFocusReason and event.reason() not in _COMING_BACK:
            self.setCursorPosition(len(self.text()))
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Store at once when the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        if self._typed:
            self._context.edits.flush()
        if event.reason() not in _COMING_BACK:
            self._show_beginning()

    def _show_beginning(self) -> None:
        """Show how a text that is too long for the line begins, unless somebody is typing."""
        if not self.hasFocus():
            self.setCursorPosition(0)

    def _on_typed(self, text: str) -> None:
        self._typed = True
        problem = self._check(text) if self._check is not None else ""
        self.checked.emit(problem)
        if problem:
            self._context.edits.drop(self._key)
        else:
            self._context.edits.touch(self._key, self._store)

    def _store(self) -> None:
        self._write(self.text())
        self._typed = False
