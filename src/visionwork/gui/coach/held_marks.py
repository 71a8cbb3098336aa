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
        words: What it was set on, with what was typed inside it since.
    """

    kind: StrEnum
    cursor: QTextCursor
    words: str


class HeldMarks(QObject):
    """The marks of one sort in one editor: they move with the text, and none appears under the cursor.

    A mark that would come or go while the cursor stands inside its words waits until the cursor has
    left them, so that nothing flickers under the hand that types. A mark whose words are replaced or cut
    into goes at once: what stands there now was not read yet.

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
        editor.document().contentsChanged.connect(self._let_go)

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
            self._shown = tuple(self._held(mark) for mark in sorted(now))
            self.changed.emit()

    def _let_go(self) -> None:
        """Take away the marks whose words are others now, but for a letter typed or deleted inside them."""
        kept = tuple(still for mark in self._shown if (still := _as_it_stands(mark)) is not None)
        if kept != self._shown:
            fewer = len(kept) < len(self._shown)
            self._shown = kept
            if fewer:
                self.changed.emit()

    def _held(self, mark: TextMark) -> HeldMark:
        """Return a run of words that grows neither at its start nor at its end."""
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(mark.start)
        cursor.setPosition(mark.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.setKeepPositionOnInsert(True)
        return HeldMark(mark.kind, cursor, cursor.selectedText())

    def _on_cursor_moved(self) -> None:
        if self._waits and self._revision == self._editor.document().revision():
            self._settle()


def _as_it_stands(mark: HeldMark) -> HeldMark | None:
    """Return a mark after a change of the text, or None where its words are gone."""
    cursor = mark.cursor
    if cursor.position() <= cursor.anchor():
        return None  # Qt turns a run round whose words were all replaced, and lets it grow
    words = cursor.selectedText()
    if words == mark.words:
        return mark
    shorter, longer = sorted((words, mark.words), key=len)
    one_more = len(longer) - len(shorter) == 1
    return mark._replace(words=words) if one_more and _with_one_more(shorter, longer) else None


def _with_one_more(shorter: str, longer: str) -> bool:
    """Return whether a text is another with one more character inside."""
    same = next(
        (place for place, pair in enumerate(zip(shorter, longer, strict=False)) if pair[0] != pair[1]), -1
    )
    return same < 0 or shorter[same:] == longer[same + 1 :]
