"""What the Workshop menu does with files: new, open, save elsewhere, restore, close."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from visionwork.document.errors import (
    AlreadyOpenError,
    MissingDocumentError,
    UnusableFileError,
)
from visionwork.document.publish import PublishOutcome, PublishResult
from visionwork.document.session import DocumentSession
from visionwork.domain.errors import UserFacingError
from visionwork.domain.groups import SUGGESTED_KINDS
from visionwork.domain.method import Method
from visionwork.domain.progress import left_out
from visionwork.gui.busy import busy
from visionwork.gui.file_names import PATTERNS, SUFFIX, documents_folder, restored_name, unused_name
from visionwork.gui.messages import Choice, Messages
from visionwork.gui.open_workshop import OpenWorkshop
from visionwork.gui.recent import RecentWorkshop
from visionwork.gui.services import AppServices
from visionwork.paths import is_there

if TYPE_CHECKING:
    from visionwork.gui.recovery_banner import Recovered
    from visionwork.gui.save_trouble import Way
    from visionwork.gui.writing_by_hand import WritingByHand

_log = logging.getLogger(__name__)


class WorkshopFiles(QObject):
    """Opens and closes workshops for one window; at most one is open.

    Every refusal is told in a sentence, and leaves what was open open.

    Args:
        services: What everything is built with.
        messages: The window's door to message boxes.
        parent: Its owner.

    Signals:
        opened: A workshop is open; carries its OpenWorkshop.
        closing: The open workshop is about to be let go; its pages must go first.
        closed: No workshop is open any more.
        recent_changed: The list of recent workshops is different.
        path_changed: The open workshop lives in another file now.

    Attributes:
        current: The open workshop, or None.
        rang: Whether the last file asked for is open in another window, which came to the front.
    """

    opened = Signal(object)
    closing = Signal()
    closed = Signal()
    recent_changed = Signal()
    path_changed = Signal()

    def __init__(self, services: AppServices, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._messages = messages
        self.current: OpenWorkshop | None = None
        self.rang = False
        self._closing = self._ended = False

    def documents_folder(self) -> Path:
        """Return where file dialogs start: the last folder used, or the user's documents."""
        return self._services.settings.last_folder or documents_folder()

    def create(self, path: Path, title: str, organisation: str) -> None:
        """Write a new workshop with the suggested groups, and open it.

        Raises:
            UserFacingError: The file cannot be written; nothing was left behind.
        """
        services = self._services
        path.parent.mkdir(parents=True, exist_ok=True)
        session = DocumentSession.create(
            path,
            title,
            organisation,
            services.data_dir,
            group_kinds=SUGGESTED_KINDS,
            method=services.methods.standard.named,
            language=services.methods.standard.language,
            words=services.methods.standard.words,
            clock=services.clock,
        )
        self._adopt(session, services.methods.standard)

    def ask_and_open(self) -> None:
        """Let the user choose a file, and open it."""
        path = self._messages.open_file("Open a workshop", self.documents_folder(), PATTERNS)
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> bool:
        """Open a file in place of what is open; return whether it is open now.

        A file that another window has brings that window to the front.
        """
        self.rang = False
        if self.current is not None and is_there(path) and self.current.path == path.resolve():
            return True
        return self._open(lambda: DocumentSession.open(
            path, self._services.data_dir, clock=self._services.clock
        ), path)  # fmt: skip

    def open_sample(self) -> None:
        """Open the sample workshop; it is written once and keeps what is changed in it."""
        from PySide6.QtCore import QEventLoop

        from visionwork.gui.whole_sample import write_whole_sample

        data_dir = self._services.data_dir
        path = data_dir / "sample" / f"Aldermoor{SUFFIX}"
        if path.exists() or self._told(lambda: write_whole_sample(path, data_dir)):
            # The window shows that it is alive between writing the sample and opening it.
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            self.open_path(path)

    def find_missing(self, entry: RecentWorkshop) -> None:
        """Ask where a workshop went, and open it there."""
        title = entry.title or entry.path.stem
        path = self._messages.open_file(f"Where is {title}?", self.documents_folder(), PATTERNS)
        if path is not None and self.open_path(path):
            self._services.recent.move(entry.path, path)
            self.note_recent()

    def recovered(self) -> list[Recovered]:
        """Return the work that a crash kept from its file."""
        from visionwork.document.recovery import recoverable
        from visionwork.gui.recovery_banner import Recovered

        return [
            Recovered(found, found.title, found.edited_at, found.path)
            for found in recoverable(self._services.data_dir)
        ]

    def open_recovered(self, recovered: Recovered) -> bool:
        """Open work that a crash kept from its file; return whether it is open now."""
        from visionwork.document.recovery import recover

        return self._open(lambda: recover(
            recovered.key, self._services.data_dir, clock=self._services.clock
        ), recovered.target)  # fmt: skip

    def discard_recovered(self, recovered: Recovered) -> bool:
        """Ask, then move such work to the app's bin; return whether it was done."""
        from visionwork.document.recovery import discard

        title = recovered.title or recovered.target.stem
        if not self._messages.confirm(
            f"Discard the edits of {title} from {recovered.edited_at:%H:%M}?",
            f"{recovered.target.name} stays as it is. The edits go to a bin that is emptied after 30 days.",
            "Discard edits",
            danger=True,
        ):
            return False
        return self._told(lambda: discard(recovered.key, self._services.data_dir))

    def ask_and_save_as(self) -> bool:
        """Ask for another place and go on there; return whether that worked."""
        path = self._ask_place("Save the workshop as")
        return path is not None and self._write(lambda hand: hand.save_as(path))

    def ask_and_save_copy(self) -> bool:
        """Ask for a place and write a copy there; a workshop open to read goes on in its copy."""
        path = self._ask_place("Save a copy")
        current = self.current
        if path is None or current is None or not self._by_hand(current).save_copy(path):
            return False
        if current.session.read_only:
            return self.open_path(path)
        self._messages.inform(f"A copy is in {path.name}.", f"You go on working in {current.path.name}.")
        return True

    def take_way(self, way: Way) -> None:
        """Go one of the ways out of what is not saved."""
        from visionwork.gui.save_trouble import Way

        trouble = self.current.trouble if self.current is not None else None
        moved_to = trouble.moved_to if trouble is not None else None
        if way is Way.ELSEWHERE:
            self.ask_and_save_as()
        elif way is Way.BACK:
            self._write(lambda hand: hand.save_back())
        elif way is Way.FOLLOW and moved_to is not None:
            self._write(lambda hand: hand.follow(moved_to), moves=True)
        elif self.current is not None:
            self.current.save_now()

    def restore(self, backup: Path) -> bool:
        """Write a backup to a new file beside the workshop, and open that one."""
        from visionwork.document.backup import restore

        current = self.current
        if current is None:
            return False
        target = unused_name(current.path.parent, restored_name(backup))
        try:
            restore(backup, target)
        except UserFacingError as error:
            self._messages.report_error(error)
            return False
        return self.open_path(target)

    def close_current(self) -> bool:
        """Save and close the open workshop; return whether none is open any more.

        A workshop that cannot be saved stays open unless the user decides otherwise. Asked again while
        it is being closed, as by a second click, it stays; the first one goes on.
        """
        if self.current is None:
            return True
        if self._closing or self._ended:
            return False
        self._closing = True
        try:
            return self._close(self.current)
        finally:
            self._closing = False

    def end_in_haste(self) -> None:
        """Save and let go of the open workshop without asking; the next start offers what cannot be saved.

        Nothing is opened after that. Told to end again meanwhile, it goes on with the first time.
        """
        if self._ended:
            return
        self._ended = True
        current = self.current
        if current is not None:
            with self._messages.silenced():
                self._let_go(current, keep=not self._save_in_haste(current))

    def save_in_haste(self) -> None:
        """Save the open workshop without asking: the computer may be shutting down, or go on after all."""
        if self.current is not None:
            with self._messages.silenced():
                self._save_in_haste(self.current)

    def note_recent(self) -> None:
        """Put the state of the open workshop into the list of recent ones."""
        if self.current is not None:
            context = self.current.context
            self._services.recent.note(self.current.path, context.snapshot, context.method)
            self.recent_changed.emit()

    def _on_published(self, outcome: PublishOutcome) -> None:
        """Keep the list of recent workshops true: after a crash, nobody closed the workshop in good order.

        After a conflict the work goes on in the copy.
        """
        if self.current is None:
            return
        if outcome.result is PublishResult.CONFLICT:
            self.path_changed.emit()
        if outcome.safe:
            self.note_recent()

    def _open(self, make: Callable[[], DocumentSession], path: Path) -> bool:
        try:
            with busy():
                session = make()
        except AlreadyOpenError as error:
            from visionwork.gui.window_bell import ring

            self.rang = ring(path)
            if not self.rang:
                self._messages.report_error(error)
            return False
        except UnusableFileError as error:
            self._offer_backup(error, path)
            return False
        except MissingDocumentError as error:
            self._messages.report_error(error)
            self.recent_changed.emit()
            return False
        except UserFacingError as error:
            self._messages.report_error(error)
            return False
        method = self._method_of(session)
        if method is None:
            _give_back(session)
            return False
        self._adopt(session, method)
        return self.current is not None and self.current.session is session

    def _method_of(self, session: DocumentSession) -> Method | None:
        """Return the method of a workshop; one that is not at hand is asked for, and may stay unknown."""
        workshop = session.document.workshop.get()
        try:
            return self._services.methods.of(workshop)
        except UserFacingError as error:
            from visionwork.gui.method_choice import ask_method

            return ask_method(
                error, workshop, self._services.methods, self._messages, self.documents_folder()
            )

    def _adopt(self, session: DocumentSession, method: Method) -> None:
        """Make a session the open workshop, once the one before it is closed."""
        if not self.close_current() or self._ended:
            _give_back(session)
            return
        services = self._services
        self.current = OpenWorkshop(
            session, method, services.theme, self._messages, services.settings, services.pace, self
        )
        self.current.published.connect(self._on_published)
        given, snapshot = services.methods.given, self.current.context.snapshot
        if left_out(snapshot, method).entries or (given is not None and given.id != method.id):
            from visionwork.gui.method_choice import method_notices

            session.notices += method_notices(snapshot, method, given)
        services.settings.last_folder = session.path.parent
        self.opened.emit(self.current)

    def _close(self, current: OpenWorkshop) -> bool:
        phones = current.context.phones_so_far
        if phones is not None and not phones.may_close():
            return self.current is None
        # Told to end while something is waited for or asked, the app lets go of the workshop meanwhile.
        while self.current is current:
            stored = current.context.edits.flush()
            outcome = current.publish_and_wait() if stored else None
            if self.current is not current:
                break
            if stored and (outcome is None or outcome.safe):
                if outcome is not None and outcome.problem is not None:
                    # The banner that tells of a conflict copy goes with the window.
                    self._messages.report_error(outcome.problem)
                self._let_go(current, keep=False)
                return True
            from visionwork.gui.save_trouble import Way
            from visionwork.gui.unsaved import ask_unsaved

            answer = ask_unsaved(self._messages, current)
            if answer == "keep":
                self._let_go(current, keep=True)
                return True
            if answer == "stay":
                return self.current is None
            if answer != Way.RETRY:  # which the next turn does
                self.take_way(Way(answer))  # what could still not be stored is asked about again
        return True

    def _save_in_haste(self, current: OpenWorkshop) -> bool:
        """Return whether the user's file holds everything now, with what was written beside the window."""
        from visionwork.gui.jobs import end_all

        end_all(self.parent() or self)
        return current.save_in_haste()

    def _let_go(self, current: OpenWorkshop, *, keep: bool) -> None:
        if self.current is not current:  # somebody else did, while this one waited
            return
        self.note_recent()
        self.closing.emit()
        # A field that loses the keyboard as its page goes may have stored something more just now.
        current.context.edits.flush()
        self.current = None  # before the last wait, in which the app may be told to end
        current.release()
        if keep or not current.session.close().safe:
            current.session.abandon()
        current.deleteLater()
        self.closed.emit()

    def _offer_backup(self, error: UnusableFileError, path: Path) -> None:
        if error.backup is None:
            self._messages.report_error(error)
            return
        choices = (Choice("open", "Open the backup"), Choice("stay", "Cancel"))
        text = (
            "A good backup is kept on this computer. It is opened as a new file beside this one, which stays"
            " as it is."
        )
        if self._messages.ask(error.sentence, text, choices) == "open":
            from visionwork.document.backup import restore

            target = unused_name(path.parent, restored_name(error.backup))
            if self._told(lambda: restore(error.backup, target)):  # pyright: ignore[reportArgumentType]
                self.open_path(target)

    def _ask_place(self, title: str) -> Path | None:
        if self.current is None:
            return None
        return self._messages.save_file(title, self.current.path, PATTERNS, SUFFIX)

    def _by_hand(self, current: OpenWorkshop) -> WritingByHand:
        from visionwork.gui.writing_by_hand import WritingByHand

        return WritingByHand(current, self._messages, lambda: self.current is current)

    def _write(self, act: Callable[[WritingByHand], bool], *, moves: bool = False) -> bool:
        """Write the open workshop somewhere and tell the window where it lives now.

        Args:
            act: Writes it, and returns whether that worked.
            moves: Whether the file itself is another one now, so that the old path leads nowhere.
        """
        current = self.current
        if current is None:
            return False
        before = current.path
        done = act(self._by_hand(current))
        if self.current is current and (done or current.path != before):
            self._services.settings.last_folder = current.path.parent
            if moves:
                self._services.recent.move(before, current.path)
            self.path_changed.emit()
            self.note_recent()
        return done

    def _told(self, write: Callable[[], object]) -> bool:
        from visionwork.gui.writing_by_hand import told

        return told(write, self._messages)


def _give_back(session: DocumentSession) -> None:
    """Close a session that does not become the open workshop."""
    if session.unpublished:  # edits of a crash go on waiting until somebody opens them
        session.abandon()
    else:
        session.close()
