"""Marks on words of an editor that keep their place while somebody types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit


class TextMark(NamedTuple):
    """Words of the text that are marked.

    Attributes:
        start: Index of the first character of the text.
        end: Index after the last one.
        kind: What decides how they are drawn.
    """

    start: int
    end: int
    kind: StrEnum


class HeldMark(NamedTuple):
    """A mark in the editor.

    Attributes:
        kind: What decides how it is drawn.
        cursor: Selects its words, and moves with the text.
    """

    kind: StrEnum
    cursor: QTextCursor


class HeldMarks(QObject):
    """The marks of one sort in one editor: they move with the text, and none appears under the cursor.

    A mark that would come or go while the cursor stands inside its words waits until the cursor has
    left them, so that nothing flickers under the hand that types.

    Args:
        editor: Whose words are marked; it becomes the owner.
        place: Gives the editor's place of a character of the text.

    Signals:
        changed: Other marks are shown than before.
    """

    changed = Signal()

    def __init__(self, editor: QTextEdit, place: Callable[[Sequence[int]], list[int]]) -> None:
        super().__init__(editor)
        self._editor = editor
        self._place = place
        self._wanted: frozenset[TextMark] = frozenset()
        self._revision = -1
        self._waits = False
        self._shown: tuple[HeldMark, ...] = ()
        editor.cursorPositionChanged.connect(self._on_cursor_moved)

    def set_marks(self, marks: Sequence[TextMark]) -> None:
        """Mark words of the text as it stands now."""
        places = self._place([place for mark in marks for place in (mark.start, mark.end)])
        self._wanted = frozenset(
            TextMark(start, end, mark.kind)
            for mark, start, end in zip(marks, places[::2], places[1::2], strict=True)
        )
        self._revision = self._editor.document().revision()
        self._settle()

    def clear(self) -> None:
        """Take every mark away at once, since the text is another one."""
        self._wanted, self._waits = frozenset(), False
        if self._shown:
            self._shown = ()
            self.changed.emit()

    def shown(self) -> tuple[HeldMark, ...]:
        """Return the marks that are shown, in the order of the text."""
        return self._shown

    def words(self) -> tuple[str, ...]:
        """Return the words that are marked now."""
        return tuple(mark.cursor.selectedText() for mark in self._shown if mark.cursor.hasSelection())

    def _settle(self) -> None:
        """Show what is wanted, but for what has to wait for the cursor."""
        here = self._editor.textCursor().position() if self._editor.hasFocus() else -1
        before = {
            TextMark(mark.cursor.selectionStart(), mark.cursor.selectionEnd(), mark.kind)
            for mark in self._shown
        }
        waiting = {mark for mark in before ^ self._wanted if mark.start < here < mark.end}
        now = self._wanted ^ waiting
        self._waits = bool(waiting)
        if now != before or len(now) != len(self._shown):
            self._shown = tuple(HeldMark(mark.kind, self._cursor(mark)) for mark in sorted(now))
            self.changed.emit()

    def _cursor(self, mark: TextMark) -> QTextCursor:
        """Return a run of words that grows neither at its start nor at its end."""
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(mark.start)
        cursor.setPosition(mark.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.setKeepPositionOnInsert(True)
        return cursor

    def _on_cursor_moved(self) -> None:
        if self._waits and self._revision == self._editor.document().revision():
            self._settle()
