"""One open workshop: its session, what pages work with, and the way to the user's file."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from visionwork.document.publish import PublishOutcome, PublishResult
from visionwork.document.session import DocumentSession
from visionwork.document.store import Change
from visionwork.domain.method import Method
from visionwork.gui.context import SaveStage, SaveState, WorkshopContext
from visionwork.gui.messages import Messages
from visionwork.gui.publisher import Pace, Publisher
from visionwork.gui.settings import AppSettings
from visionwork.gui.theme import Theme

if TYPE_CHECKING:
    from visionwork.gui.save_trouble import SaveTrouble

_log = logging.getLogger(__name__)


class OpenWorkshop(QObject):
    """Ties an open document to the window.

    Args:
        session: The open document.
        method: The steps.
        theme: The look.
        messages: The window's door to message boxes.
        settings: Remembers how the switches of pages were left.
        pace: When the user's file is written.
        parent: Its owner.

    Signals:
        published: An attempt to write the user's file ended; carries its PublishOutcome.
        saving_changed: What the status should say may be different now.

    Attributes:
        trouble: Why it is not saved, or None.
    """

    published = Signal(object)
    saving_changed = Signal()

    def __init__(
        self,
        session: DocumentSession,
        method: Method,
        theme: Theme,
        messages: Messages,
        settings: AppSettings,
        pace: Pace | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.context = WorkshopContext(
            session.document,
            method,
            theme,
            messages,
            read_only=session.read_only,
            settings=settings,
            parent=self,
        )
        self.trouble: SaveTrouble | None = None
        self._unsafe: PublishOutcome | None = None
        self._reached_from_memory = False
        self.context.save_state_changed.connect(self._on_save_state)
        self._publisher: Publisher | None = None
        if not session.read_only:
            self._publisher = Publisher(session, self, pace=pace)
            self._publisher.finished.connect(self._on_finished)
            self.context.changed.connect(self._on_changed)
            self._show_last_saving()

    @property
    def path(self) -> Path:
        """The user's file."""
        return self.session.path

    @property
    def uuid(self) -> str:
        """Identity of the workshop."""
        return self.context.snapshot.workshop.uuid

    def publish_and_wait(self) -> PublishOutcome | None:
        """Bring everything committed to the user's file; None when it is open to read."""
        return self._publisher.publish_and_wait() if self._publisher is not None else None

    def settle(self) -> None:
        """Wait for a job that is under way, before the session is used by hand."""
        if self._publisher is not None:
            self._publisher.settle()

    def save_now(self) -> None:
        """Store what is typed and write the user's file without waiting for the pause."""
        if self.context.try_again() and self._publisher is not None:
            self._publisher.publish_soon()

    def look_again(self) -> None:
        """Try again what could not be saved, and see whether the file is still there: somebody came back."""
        if self.context.save_state.stage is SaveStage.FAILED:
            self.context.try_again()
        if self._publisher is not None:
            self._publisher.look()

    def note_outcome(self, outcome: PublishOutcome) -> None:
        """Note an attempt to write the user's file that was made by hand."""
        if self._publisher is not None:
            self._publisher.note_outcome(outcome)
        self._on_finished(outcome)

    def save_in_haste(self) -> bool:
        """Store and publish at once, without asking anything: the computer is shutting down.

        Returns:
            Whether the user's file holds everything now.
        """
        if self.context.phones_so_far is not None:
            self.context.phones_so_far.stop()
        stored = self.context.edits.flush()
        if stored and self._publisher is not None:
            return self._publisher.publish_and_wait().safe
        return stored

    def release(self) -> None:
        """Let go of the document's events; the session is closed by whoever asked for it."""
        if self._publisher is not None:
            self._publisher.stop()
        self.context.close()

    def _show_last_saving(self) -> None:
        """Let the status begin with the time the file was saved, when that was today."""
        try:
            written_at = self.path.stat().st_mtime
        except OSError as error:  # the file of recovered work may be gone
            _log.info("%s cannot be looked at: %s", self.path, error)
            return
        saved_at = datetime.fromtimestamp(written_at, UTC).astimezone().replace(tzinfo=None)
        if saved_at.date() == self.context.now().date():
            self.context.set_save_state(SaveState(SaveStage.SAVED, saved_at))

    def _on_finished(self, outcome: PublishOutcome) -> None:
        """Tell that the file was written: what a crash kept from it, too, is saved from now on only."""
        self._unsafe = None if outcome.safe else outcome
        self._reached_from_memory = outcome.safe and self.session.in_memory
        written = outcome.result is PublishResult.PUBLISHED
        if written and self.context.save_state.stage is SaveStage.SAVED:
            self.context.set_save_state(SaveState(SaveStage.SAVED, self.context.now()))
        self._find_trouble()
        self.published.emit(outcome)

    def _on_save_state(self, _state: SaveState) -> None:
        self._find_trouble()

    def _find_trouble(self) -> None:
        """Find out why the workshop is not saved; what lasts keeps the time it began."""
        since = self.trouble.since if self.trouble is not None else self.context.now()
        self.trouble = self._trouble(since)
        self.saving_changed.emit()

    def _trouble(self, since: datetime) -> SaveTrouble | None:
        state, session = self.context.save_state, self.session
        failed = state.stage is SaveStage.FAILED
        only_here = session.in_memory and session.unpublished and not self._reached_from_memory
        if not (failed or self._unsafe or only_here):
            return None
        from visionwork.gui.save_trouble import file_trouble, memory_trouble, store_trouble

        if failed:
            return store_trouble(state.error, since)
        if self._unsafe is not None:
            return file_trouble(self._unsafe, since, only_here=session.in_memory)
        return memory_trouble(since)

    def _on_changed(self, change: Change) -> None:
        if self._publisher is not None:
            self._publisher.note_change()
