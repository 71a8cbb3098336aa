"""What every page of an open workshop works with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from visionwork.domain.errors import UserFacingError
from visionwork.domain.groups import GroupKind, HouseWord, house_word
from visionwork.domain.method import Method
from visionwork.domain.records import record
from visionwork.gui.edits import PendingEdits

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

    from visionwork.document.document import Document
    from visionwork.document.store import Change
    from visionwork.domain.snapshot import WorkshopSnapshot
    from visionwork.gui.coach.reader import CoachReader
    from visionwork.gui.messages import Messages
    from visionwork.gui.rounds.phone_session import PhoneSession
    from visionwork.gui.settings import AppSettings
    from visionwork.gui.theme import Theme

Result = TypeVar("Result")

TRY_DISK_AFTER_MS = 12_000
"""How long a disk that refused a command is left alone before it is tried again."""


class SaveStage(StrEnum):
    """What the save status says."""

    SAVED = "saved"
    SAVING = "saving"
    FAILED = "failed"
    READ_ONLY = "read only"


@record
class SaveState:
    """The save status with the time of the last commit, and why the last one failed."""

    stage: SaveStage
    saved_at: datetime | None = None
    error: UserFacingError | None = None


class WorkshopContext(QObject):
    """The open document, the method, the theme and the doors, handed to every page.

    Data flows one way: a page calls a command through `run` or notes typing with
    `edits.touch`; the document commits and tells a change; pages that care read `snapshot` again.

    Args:
        document: The open document.
        method: Steps and exercises.
        theme: Colours and fonts.
        messages: The window's door to message boxes.
        read_only: Whether nothing can be changed.
        settings: Remembers how the switches of pages were left; None, and nobody does.
        parent: Its owner.

    Signals:
        changed: A command was committed; carries the document's Change.
        save_state_changed: Carries a SaveState.
        page_requested: A page asks for another by id: "statement", "rounds", "export", "setup",
            or "exercise:<id>"; "rounds:new:<draft id>" begins a round on a draft.
        closed: Nothing may be read from the document any more.
    """

    changed = Signal(object)
    save_state_changed = Signal(object)
    page_requested = Signal(str)
    closed = Signal()

    def __init__(
        self,
        document: Document,
        method: Method,
        theme: Theme,
        messages: Messages,
        *,
        read_only: bool = False,
        settings: AppSettings | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self.document = document
        self.method = method
        self.theme = theme
        self.messages = messages
        self.read_only = read_only
        self.edits = PendingEdits(self)
        self._phones: PhoneSession | None = None
        self._coach: CoachReader | None = None
        self._snapshot: WorkshopSnapshot | None = None
        self.save_state = SaveState(SaveStage.READ_ONLY if read_only else SaveStage.SAVED)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.try_again)
        self.edits.waiting_changed.connect(self._on_waiting_changed)
        self.edits.failed.connect(self._on_failed)
        self._unsubscribe = document.subscribe(self._on_change)

    @property
    def phones(self) -> PhoneSession:
        """What collects by phone; made when first asked for, so that the first window need not wait."""
        if self._phones is None:
            from visionwork.gui.rounds.phone_session import PhoneSession

            self._phones = PhoneSession(self)
        return self._phones

    @property
    def phones_so_far(self) -> PhoneSession | None:
        """The same, or None where nothing has asked for it."""
        return self._phones

    @property
    def coach(self) -> CoachReader:
        """What reads texts with the coach; made when it is first asked for."""
        if self._coach is None:
            from visionwork.gui.coach.reader import CoachReader

            self._coach = CoachReader(self)
        return self._coach

    @coach.setter
    def coach(self, reader: CoachReader) -> None:
        self._coach = reader

    @property
    def snapshot(self) -> WorkshopSnapshot:
        """The whole workshop as last committed; read again after every change."""
        if self._snapshot is None:
            self._snapshot = self.document.snapshot()
        return self._snapshot

    def remember_switch(self, name: str, switch: QAbstractButton) -> None:
        """Put a switch of a page as it was left in this workshop, and remember it at once, not at the end.

        Args:
            name: What it is called among all switches of the workshop.
            switch: The switch, as it stands where nobody has touched it.
        """
        if self._settings is None:
            return
        uuid = self.snapshot.workshop.uuid
        left = self._settings.switch(uuid, name)
        if left is not None:
            switch.setChecked(left)
        switch.toggled.connect(partial(self._settings.set_switch, uuid, name))

    def now(self) -> datetime:
        """Return the local time by the document's clock."""
        return self.document.clock()

    def run(self, command: Callable[[], Result]) -> Result | None:
        """Run a command of the document; a user's problem is told, and None returned.

        A write the disk refused shows in the save status; anything else, such as a name that is
        taken, in a message.
        """
        from visionwork.document.errors import NotSavedError

        try:
            return command()
        except NotSavedError as error:
            if not self.read_only:  # nothing of a workshop that is open to read waits to be saved
                self._on_refused(error)
            self.messages.warn(error.sentence, error.next_step)
        except UserFacingError as error:
            self.messages.warn(error.sentence, error.next_step)
        return None

    def try_again(self) -> bool:
        """Store what is pending; where nothing is, see whether the disk that refused a command takes one now.

        Returns:
            Whether everything typed is stored.
        """
        stored = self.edits.flush()
        if stored and self.save_state.stage is SaveStage.FAILED:
            self._try_disk()
        return stored

    def _try_disk(self) -> None:
        from visionwork.document.connection import try_disk
        from visionwork.document.errors import NotSavedError

        store = self.document.store
        if store.turn.locked():  # somebody else is writing; waiting would hold up the window
            self._again.start(TRY_DISK_AFTER_MS)
            return
        try:
            with store.turn:
                try_disk(store.connection)
        except NotSavedError as error:
            self._on_refused(error)
        else:
            self.set_save_state(SaveState(SaveStage.SAVED, self.save_state.saved_at))

    def undo(self) -> bool:
        """Store what is pending, then take back the last step; return whether there was one."""
        return bool(self.edits.flush() and self.run(self.document.undo))

    def redo(self) -> bool:
        """Do the last undone step again; return whether there was one."""
        return bool(self.edits.flush() and self.run(self.document.redo))

    def fill(self, text: str) -> str:
        """Return a text of the method with the organisation and the house's words in place."""
        return self.snapshot.fill(text)

    def word(self, kind: GroupKind) -> HouseWord:
        """Return the house's word for a kind of group."""
        return house_word(self.snapshot.house_words, kind)

    def close(self) -> None:
        """Stop collecting, reading and storing, and stop listening to the document."""
        if self._phones is not None:
            self._phones.stop()
        if self._coach is not None:
            self._coach.stop()
        self.edits.stop()
        self._again.stop()
        self._unsubscribe()
        self.closed.emit()

    def set_save_state(self, state: SaveState) -> None:
        """Set and tell the save status."""
        if state != self.save_state:
            self.save_state = state
            if state.stage is not SaveStage.FAILED:
                self._again.stop()
            self.save_state_changed.emit(state)

    def _on_change(self, change: Change) -> None:
        self._snapshot = None
        if not self.read_only:
            self.set_save_state(self._state_after_commit())
        self.changed.emit(change)

    def _state_after_commit(self) -> SaveState:
        if not self.edits.waiting:
            return SaveState(SaveStage.SAVED, self.now())
        if self.save_state.stage is SaveStage.FAILED:  # of something that still waits
            return SaveState(SaveStage.FAILED, self.now(), self.save_state.error)
        return SaveState(SaveStage.SAVING, self.now())

    def _on_refused(self, error: UserFacingError) -> None:
        """Tell that a command was refused, which leaves nothing to store, and try the disk again later."""
        self._on_failed(error)
        self._again.start(TRY_DISK_AFTER_MS)

    def _on_waiting_changed(self, waiting: bool) -> None:
        if waiting and self.save_state.stage is not SaveStage.FAILED:
            self.set_save_state(SaveState(SaveStage.SAVING, self.save_state.saved_at))
        elif not waiting:
            self.set_save_state(SaveState(SaveStage.SAVED, self.save_state.saved_at or self.now()))

    def _on_failed(self, error: UserFacingError) -> None:
        self.set_save_state(SaveState(SaveStage.FAILED, self.save_state.saved_at, error))
