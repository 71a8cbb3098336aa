"""Writes the open workshop at its user's wish: elsewhere, as a copy, back, or where it was moved to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from visionwork.document.errors import NotSavedError
from visionwork.document.publish import PublishOutcome
from visionwork.domain.errors import UserFacingError
from visionwork.gui.busy import busy
from visionwork.gui.messages import Messages
from visionwork.gui.open_workshop import OpenWorkshop


class WritingByHand:
    """One open workshop and where it is to be written; a failure is told in a box.

    Args:
        workshop: The open workshop.
        messages: The window's door to message boxes.
        is_open: Whether it is still open: the app may be told to end while something is waited for.
    """

    def __init__(self, workshop: OpenWorkshop, messages: Messages, is_open: Callable[[], bool]) -> None:
        self._workshop = workshop
        self._messages = messages
        self._is_open = is_open

    def save_as(self, path: Path) -> bool:
        """Go on at another path; return whether that worked."""
        return self._write(lambda: self._workshop.session.save_as(path, overwrite=True))

    def save_copy(self, path: Path) -> bool:
        """Write a copy and go on where it is; return whether that worked."""
        return self._settle() and told(
            lambda: self._workshop.session.save_copy(path, overwrite=True), self._messages
        )

    def save_back(self) -> bool:
        """Write a file that is gone again where it was; return whether that worked."""
        return self._write(self._workshop.session.save_back)

    def follow(self, path: Path) -> bool:
        """Go on with the file where it was moved to; return whether it is written there."""
        return self._write(lambda: self._workshop.session.follow(path))

    def _write(self, write: Callable[[], PublishOutcome]) -> bool:
        def write_and_note() -> PublishOutcome:
            outcome = write()
            # A failure in another place says nothing of the user's file.
            if outcome.safe or outcome.path == self._workshop.path:
                self._workshop.note_outcome(outcome)
            return outcome

        return self._settle() and told(write_and_note, self._messages)

    def _settle(self) -> bool:
        """Store what is typed and wait for a job under way; a disk that refuses is no obstacle.

        Returns:
            Whether the workshop can be written now.
        """
        workshop = self._workshop
        stored = workshop.context.edits.flush()
        workshop.settle()
        if not self._is_open():
            return False
        if not stored and isinstance(workshop.context.save_state.error, NotSavedError):
            try:
                workshop.session.work_in_memory()
            except NotSavedError as error:
                self._messages.report_error(error)
                return False
            workshop.context.edits.flush()
        return True


def told(write: Callable[[], object], messages: Messages) -> bool:
    """Run a write; tell a failure, and return whether it worked.

    Args:
        write: Raises a problem of the user, or returns what became of the write where there is more to it.
        messages: The window's door to message boxes.
    """
    try:
        with busy():
            outcome = write()
    except UserFacingError as error:
        messages.report_error(error)
        return False
    if isinstance(outcome, PublishOutcome):
        if outcome.error is not None:
            messages.report_error(outcome.error)
        return outcome.safe
    return True
