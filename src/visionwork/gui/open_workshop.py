"""One open workshop: its session, what pages work with, and the way to the user's file."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from visionwork.document.publish import PublishOutcome, PublishResult
from visionwork.document.session import DocumentSession
from visionwork.document.store import Change
from visionwork.domain.method import Method
from visionwork.gui.context import SaveStage, SaveState, WorkshopContext
from visionwork.gui.messages import Messages
from visionwork.gui.publisher import Publisher
from visionwork.gui.settings import AppSettings
from visionwork.gui.theme import Theme

_log = logging.getLogger(__name__)


class OpenWorkshop(QObject):
    """Ties an open document to the window.

    Args:
        session: The open document.
        method: The steps.
        theme: The look.
        messages: The window's door to message boxes.
        settings: Remembers how the switches of pages were left.
        parent: Its owner.

    Signals:
        published: An attempt to write the user's file ended; carries its PublishOutcome.
    """

    published = Signal(object)

    def __init__(
        self,
        session: DocumentSession,
        method: Method,
        theme: Theme,
        messages: Messages,
        settings: AppSettings,
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
        self._publisher: Publisher | None = None
        if not session.read_only:
            self._publisher = Publisher(session, self)
            self._publisher.finished.connect(self._on_published)
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
        if self.context.edits.flush() and self._publisher is not None:
            self._publisher.publish_soon()

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

    def _on_published(self, outcome: PublishOutcome) -> None:
        """Tell that the file was written: what a crash kept from it, too, is saved from now on only."""
        written = outcome.result is PublishResult.PUBLISHED
        if written and self.context.save_state.stage is SaveStage.SAVED:
            self.context.set_save_state(SaveState(SaveStage.SAVED, self.context.now()))
        self.published.emit(outcome)

    def _on_changed(self, change: Change) -> None:
        if self._publisher is not None:
            self._publisher.note_change()
