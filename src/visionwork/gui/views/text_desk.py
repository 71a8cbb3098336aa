"""Keeps one editor and one text of the document in step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from visionwork.domain.drafts import Draft, WorkingText, clean_text, differs_from_latest, next_number
from visionwork.gui.views.prose_edit import ProseEdit

if TYPE_CHECKING:
    from visionwork.document.store import Change
    from visionwork.gui.context import WorkshopContext

_OWN_TABLES = frozenset(("working_text",))

PAUSE_MS = 300
"""Pause in typing after which counts and coverage are read again."""


class TextDesk(QObject):
    """One editor, one subject at a time: typing is stored, drafts are read, old ones brought back.

    Args:
        context: The open workshop.
        editor: Where the text is shown and typed.
        parent: Its owner.

    Signals:
        paused: Typing has paused, or another text is shown: whatever is computed from it may be.
        reading_changed: A draft is read instead of the text being edited, or no longer.
    """

    paused = Signal()
    reading_changed = Signal()

    def __init__(self, context: WorkshopContext, editor: ProseEdit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._editor = editor
        self._subject = ""
        self._reading: Draft | None = None
        self._waiting: dict[str, str] = {}
        self._storing = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.paused)
        editor.typed.connect(self._on_typed)
        editor.left.connect(self._on_left)

    @property
    def subject(self) -> str:
        """Subject of the text on the desk; "" before the first."""
        return self._subject

    @property
    def reading(self) -> Draft | None:
        """The draft that is read, or None while the text itself is shown."""
        return self._reading

    def is_own(self, change: Change) -> bool:
        """Return whether a change is only what was typed here, which `paused` tells of anyway."""
        return self._storing and change.tables <= _OWN_TABLES

    def open(self, subject: str) -> None:
        """Put another text on the desk; what was typed into the one before is stored first."""
        if subject == self._subject:
            self.refresh()
            return
        self._context.edits.flush()
        if self._subject:
            self._context.document.store.seal()
        self._subject = subject
        self._stop_reading()
        self._show_working()

    def rest(self) -> bool:
        """Compute nothing while the page is hidden; return whether something was still to be told."""
        waiting = self._pause.isActive()
        self._pause.stop()
        return waiting

    def refresh(self) -> None:
        """Show what the document holds now, unless newer words wait to be stored."""
        if not self._subject:
            return
        if self._reading is not None:
            held = {draft.id: draft for draft in self.drafts()}
            if self._reading.id in held:
                self._reading = held[self._reading.id]
                return
            self._stop_reading()
        if self._subject not in self._waiting:
            self._show_working()

    def read(self, draft_id: int) -> None:
        """Show a draft, to be read only; 0 goes back to the text being edited."""
        draft = next((draft for draft in self.drafts() if draft.id == draft_id), None)
        self._context.edits.flush()
        if draft is None or (draft == self.drafts()[-1] and not self.unsaved()):
            self.stop_reading()
            return
        self._reading = draft
        self._editor.setReadOnly(True)
        self._editor.show_text(draft.text)
        self.reading_changed.emit()
        self._tell_now()

    def stop_reading(self) -> None:
        """Go back to the text being edited."""
        if self._reading is not None:
            self._stop_reading()
            self._show_working()

    def drafts(self) -> tuple[Draft, ...]:
        """Return the drafts of the text on the desk, by number."""
        return self._context.snapshot.drafts_of(self._subject)

    def working(self) -> WorkingText:
        """Return the text being edited, with what is typed but not stored yet."""
        stored = self._context.snapshot.working_text(self._subject)
        if self._subject in self._waiting:
            text = clean_text(self._waiting[self._subject])
            return WorkingText(self._subject, text, stored.author, self._context.now())
        return stored

    def unsaved(self) -> bool:
        """Return whether the text being edited is no draft yet."""
        return differs_from_latest(self.drafts(), self.working().text)

    def next_number(self) -> int:
        """Return the number the next draft will get."""
        return next_number(self.drafts())

    def save(self, summary: str = "", author: str = "") -> Draft | None:
        """Save the text being edited as a draft; None when it could not be."""
        if not self._context.edits.flush():
            return None
        texts, text = self._context.document.texts, self.working().text
        return self._context.run(
            lambda: texts.save_draft(self._subject, text, summary=summary, author=author)
        )

    def bring_back(self, draft_id: int) -> Draft | None:
        """Bring an old draft back as the newest one; a text that is no draft yet becomes one first."""
        old = next((draft for draft in self.drafts() if draft.id == draft_id), None)
        if old is None or not self._context.edits.flush():
            return None
        author = self.working().author
        if self.unsaved() and self.working().text.strip():
            summary = f"As it stood before draft {old.number} was brought back."
            if self.save(summary, author) is None:
                return None
        texts = self._context.document.texts
        draft = self._context.run(lambda: texts.restore_draft(draft_id, author=author))
        if draft is not None:
            self.stop_reading()
        return draft

    def number_when_brought_back(self) -> int:
        """Return the number an old draft would get now."""
        return self.next_number() + (1 if self.unsaved() and self.working().text.strip() else 0)

    def shown_text(self) -> str:
        """Return the words in the editor, whether of a draft or being edited."""
        return self._editor.text()

    def _show_working(self) -> None:
        before = self._editor.text()
        self._editor.setReadOnly(self._context.read_only)
        self._editor.show_text(self.working().text)
        if self._editor.text() != before:
            self._tell_now()

    def _stop_reading(self) -> None:
        if self._reading is not None:
            self._reading = None
            self._editor.setReadOnly(self._context.read_only)
            self.reading_changed.emit()

    def _tell_now(self) -> None:
        self._pause.stop()
        self.paused.emit()

    def _on_typed(self) -> None:
        if self._reading is not None or not self._subject:
            return
        self._waiting[self._subject] = self._editor.text()
        self._context.edits.touch(f"text:{self._subject}", partial(self._store, self._subject))
        self._pause.start()

    def _on_left(self) -> None:
        self._context.edits.flush()
        self._context.document.store.seal()

    def _store(self, subject: str) -> None:
        text = self._waiting[subject]
        self._storing = True
        try:
            self._context.document.texts.write(subject, text)
        finally:
            self._storing = False
        if self._waiting.get(subject) == text:
            del self._waiting[subject]
