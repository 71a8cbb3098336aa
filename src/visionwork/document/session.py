"""A document of the user, open in this app: working copy, publishing, lock and backups."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from visionwork.document.connection import connect
from visionwork.document.document import Document, create_database
from visionwork.document.errors import AlreadyOpenError, DocumentError, NotSavedError, no_folder, telling
from visionwork.document.files import FileMark
from visionwork.document.leftover import bring_in, clear_away, continuation, opened_again, refuse_renamed
from visionwork.document.lock import FileLock
from visionwork.document.opening import (
    Notice,
    NoticeKind,
    cannot_write,
    copy_in,
    copy_in_to_read,
    damaged_notices,
    recovered_notice,
)
from visionwork.document.publish import (
    CopyClearer,
    Published,
    PublishJob,
    PublishOutcome,
    PublishResult,
    RecoverCopy,
)
from visionwork.document.snapshot import content_of, into_memory, write_document
from visionwork.document.store import Store
from visionwork.document.workfolder import AppFolders, DocumentLock, WorkFolder, WorkState, real_path
from visionwork.domain.groups import NO_WORDS, GroupKind, HouseWords
from visionwork.domain.method import OWN_METHOD, MethodName
from visionwork.paths import is_there

if TYPE_CHECKING:
    from visionwork.document.backup import BackupKeeper

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


class DocumentSession:
    """One document of the user, open.

    Made by `open`, `create` and `recovery.recover`. Commands go to `document`; `prepare_publish`,
    the job's `run` (in any thread) and `finish_publish` bring them to the user's file.

    Attributes:
        document: The open document.
        notices: What banners should say.
        read_only: Whether commands are refused.
        wrote: Whether the user's file was written.
    """

    def __init__(
        self,
        document: Document,
        folders: AppFolders,
        state: WorkState,
        folder: WorkFolder | None,
        lock: FileLock | None,
        notices: tuple[Notice, ...] = (),
        *,
        unpublished: bool = False,
    ) -> None:
        self.document = document
        self.notices = notices
        self.read_only = folder is None
        self._folders = folders
        self._state = state
        self._folder = folder
        self._lock = DocumentLock(folders, lock)
        self._published = Published(document.store, unpublished=unpublished)
        self._backed_up = False
        self.wrote = False
        self._running = False
        self._in_memory = False
        self._recover_copy = RecoverCopy()
        self._copies = CopyClearer(folders, folder)

    @classmethod
    def open(
        cls, path: Path, home: Path, *, clock: Clock = datetime.now, to_read: bool = False
    ) -> DocumentSession:
        """Open a user's file; it is only read until something is published.

        When a crash left a working copy that goes on where the file ends, that is opened.

        Args:
            path: The file, or a link to it.
            home: The app-data folder.
            clock: Local time.
            to_read: Refuse commands and take no lock, as for reading beside an open window.

        Raises:
            DocumentError: The file is missing, foreign, newer, damaged, cannot be read, or is
                open already; it was left as it is.
        """
        folders, path = AppFolders(home), real_path(path)
        reason = cannot_write(path) if is_there(path) else None
        with telling(), ExitStack() as undo:
            if to_read or reason:
                copy = copy_in_to_read(path, folders, clock())
                read_only = (Notice(NoticeKind.READ_ONLY, reason),) if reason else ()
                document = Document(Store(copy.connection), clock)
                return cls(document, folders, copy.state(path), None, None, read_only + copy.notices)
            lock = folders.lock_document(path)
            undo.callback(lock.release)
            if (left := continuation(folders, path)) is not None:
                undo.callback(left.folder.lock.release)
                document = opened_again(left.folder, path.name, clock)
                undo.callback(document.close)
                notices = (recovered_notice(path), *damaged_notices(document.store.connection))
                undo.pop_all()
                return cls(document, folders, left.state, left.folder, lock, notices, unpublished=True)
            refuse_renamed(folders, path)
            folder = folders.new_work_folder(path)
            undo.callback(folder.delete)
            copy = copy_in(path, folder, folders, clock())
            undo.callback(copy.connection.close)
            state = replace(copy.state(path), working=folder.last_change())
            folder.write_state(state)
            undo.pop_all()
        return cls(Document(Store(copy.connection), clock), folders, state, folder, lock, copy.notices)

    @classmethod
    def create(
        cls,
        path: Path,
        title: str,
        organisation: str,
        home: Path,
        *,
        group_kinds: Sequence[GroupKind] = (),
        method: MethodName = OWN_METHOD,
        language: str = "en",
        words: HouseWords = NO_WORDS,
        clock: Clock = datetime.now,
    ) -> DocumentSession:
        """Make a new workshop at a path where nothing is yet, and open it.

        Args:
            path: The user's file.
            title: Title of the workshop.
            organisation: Whose vision it is.
            home: The app-data folder.
            group_kinds: Kinds of which it gets a group each, such as `SUGGESTED_KINDS`.
            method: The method it is made with.
            language: BCP 47 tag of that method.
            words: The house's words it begins with.
            clock: Local time.

        Raises:
            DocumentError: The path is taken, or the disk refused.
        """
        folders, path = AppFolders(home), real_path(path)
        if is_there(path):
            raise DocumentError(f"{path.name} is there already.", "Open it, or choose another name.")
        with telling(), ExitStack() as undo:
            if not path.parent.is_dir():
                raise no_folder(path.parent, "Choose a folder that is there, and try again.")
            lock = folders.lock_document(path)
            undo.callback(lock.release)
            folder = folders.new_work_folder(path)
            undo.callback(folder.delete)
            state = WorkState(path, title, 0, None)
            folder.write_state(state)
            create_database(folder.database, title, organisation, group_kinds, method, language, words)
            document = Document(Store(connect(folder.database)), clock)
            undo.callback(document.close)
            session = cls(document, folders, state, folder, lock, unpublished=True)
            outcome = session.publish_now()
            if outcome.result is not PublishResult.PUBLISHED:
                raise outcome.error or no_folder(path.parent, "Choose another folder.")
            undo.pop_all()
        return session

    @property
    def path(self) -> Path:
        """The user's file; changes with `save_as`, `follow` and after a conflict."""
        return self._state.path

    @property
    def revision(self) -> int:
        """Revision of the user's file as last read or written."""
        return self._state.revision

    @property
    def unpublished(self) -> int:
        """How many commits the user's file does not have yet."""
        return 0 if self.read_only else self._published.missing

    @property
    def mark(self) -> FileMark | None:
        """What is known of the user's file; see `whereabouts`."""
        return self._state.mark

    def note_gone(self) -> None:
        """Note that the user's file is gone: all of it waits for a place again."""
        if self._folder is not None:
            self._published.lose()
            # Else the next start would take it for what is left of a file that has everything.
            self._folder.note_state(replace(self._state, working=""))

    def prepare_publish(self) -> PublishJob:
        """Return the job that brings what is committed by now to the user's file.

        Called in the thread of the document; the job's `run` may be called in any, and what it
        returns goes to `finish_publish` before the next job is prepared.

        Raises:
            RuntimeError: The job before is not finished, or the document is open to read.
        """
        if self._running:
            raise RuntimeError("a job was prepared and not finished yet")
        if self._folder is None:
            raise RuntimeError("a document that is open to read has nothing to publish")
        self._running = True
        content, failure, outside = None, None, (0, 0)
        # The stamp comes first, and nobody writes until the content is taken: what was thanked for and is not
        # in it must not be taken for published after a crash.
        with self.document.store.turn:
            working = self._folder.last_change()
            try:
                with telling(NotSavedError):
                    outside = self.document.store.outside()
                    if self._published.behind():
                        database = None if self._in_memory else self._folder.database
                        content = content_of(
                            self.document.store.connection, database, self.document.store.turn
                        )
                        title = self.document.store.rows("SELECT title FROM workshop")[0]["title"]
                        self._state = replace(self._state, title=title)
            except DocumentError as error:
                failure = error
        to_keep = self._state.mark is not None and not self._backed_up
        return PublishJob(
            content,
            self._folder,
            self._state,
            revision=self._state.revision + 1,
            commits=self.document.store.commits,
            outside=outside,
            working=working,
            folders=self._folders,
            back_up=(lambda: self._backups.keep(self.path)) if to_keep else None,
            kept=self._recover_copy.at(self.document.store.commits, outside),
            failure=failure,
            clear_copies=self._copies.clear,
        )

    def finish_publish(self, outcome: PublishOutcome) -> None:
        """Note what became of a job; after a conflict the session goes on with the conflict copy."""
        self._running = False
        self._state = replace(
            self._state,
            mark=outcome.seen or self._state.mark,
            pending=outcome.pending or self._state.pending,
        )
        if outcome.result is PublishResult.PUBLISHED:
            self._noted(outcome, outcome.path)
            if self._in_memory and self._folder is not None:
                self._go_back_to_disk(self._folder, "")
        elif outcome.result is PublishResult.MOVED:
            self._recover_copy.note(outcome)
        elif outcome.result is PublishResult.CONFLICT and outcome.copy is not None:
            # Noted first: what is in the copy must not be taken for a change of somebody else.
            self._noted(outcome, outcome.copy)
            try:
                self._lock.move_to(outcome.copy)
            except AlreadyOpenError as error:
                log.warning("%s is held by another window: %s", outcome.copy, error)

    def publish_now(self) -> PublishOutcome:
        """Publish in this thread and return what became of it."""
        outcome = self.prepare_publish().run()
        self.finish_publish(outcome)
        return outcome

    def save_as(self, path: Path, *, overwrite: bool = False) -> PublishOutcome:
        """Write the workshop to another path and go on there; the old file stays as it is.

        After a conflict, the old path brings the workshop back there.

        Args:
            path: Where the workshop shall live.
            overwrite: Replace a file that is there; a workshop is kept in the backups first.

        Raises:
            DocumentError: The path is taken, or open in another window.
        """
        path, working = real_path(path), self._last_change()
        if path == self.path:
            outcome = self._write_to(path, overwrite)
        else:
            outcome = self.save_copy(path, overwrite=overwrite)
        if outcome.result is PublishResult.PUBLISHED and self._folder is not None:
            if path != self.path:
                self._lock.move_to(path)
            self._noted(outcome, path)
            self._go_back_to_disk(self._folder, working)
        return outcome

    def save_copy(self, path: Path, *, overwrite: bool = False) -> PublishOutcome:
        """Write the workshop to another path and go on where it is; works on read-only ones, too.

        Raises:
            DocumentError: The path is taken, or open in another window.
        """
        path = real_path(path)
        lock = self._folders.lock_if_room(path)
        try:
            return self._write_to(path, overwrite)
        finally:
            if lock is not None:
                lock.release()

    def save_back(self) -> PublishOutcome:
        """Write the user's file again where it was; one that is back there by now is not overwritten unseen.

        Raises:
            DocumentError: Another file took the place just now.
        """
        outcome = self.publish_now()
        return self.save_as(self.path) if outcome.result is PublishResult.MOVED else outcome

    def follow(self, path: Path) -> PublishOutcome:
        """Go on with the user's file where it was moved or renamed to, and publish there.

        Raises:
            AlreadyOpenError: Another window has that file.
        """
        path = real_path(path)
        self._lock.move_to(path)
        self._state = replace(self._state, path=path)
        if self._folder is not None:  # a crash before it is published is one of this file
            self._folder.note_state(self._state)
        return self.publish_now()

    @property
    def in_memory(self) -> bool:
        """Whether commits are not on a disk before they are published; see `work_in_memory`."""
        return self._in_memory

    def work_in_memory(self) -> None:
        """Go on without the working copy, whose disk refuses to write.

        What the editors hold can then be committed, and `save_as` writes it all to another disk,
        then goes back to a working copy as soon as there is room for one.
        """
        store = self.document.store
        if not self._in_memory and self._folder is not None:
            with telling(NotSavedError):
                store.replace_connection(into_memory(store.connection))
            self._in_memory = True

    def close(self) -> PublishOutcome:
        """Publish what is unpublished and close.

        Returns:
            What became of it. Unless it is `safe`, the document stays open, so that the user can
            try again, save elsewhere, or `abandon` it to the next start.
        """
        if self._folder is None:
            self.document.close()
            return PublishOutcome(PublishResult.UNCHANGED, self.path)
        try:
            unfit = bring_in(self.document.store, self._folder, keep=self._in_memory)
            outcome = self.publish_now()
            while outcome.safe and self._published.behind():  # another connection stored something meanwhile
                outcome = self.publish_now()
        except DocumentError as error:
            return PublishOutcome(PublishResult.FAILED, self.path, error=error)
        if outcome.safe:
            if self.wrote:
                self._backups.keep_last(self.path)
            self._copies.clear(self.document.store.connection, [self.path])
            self.document.close()
            if unfit:  # they were thanked for, so they are not deleted
                clear_away(self._folder, self._folders)
            else:
                self._folder.delete()
            self._lock.free()
        return outcome

    def abandon(self) -> None:
        """Close without publishing; the working copy is offered at the next start."""
        self.document.close()
        if self._folder is not None:
            self._folder.lock.release()
        self._lock.free()

    def _write_to(self, path: Path, overwrite: bool) -> PublishOutcome:
        from visionwork.document.elsewhere import write_elsewhere

        if path.exists() and not overwrite:
            raise DocumentError(f"{path.name} is there already.", "Choose another name.")
        revision = self._state.revision + bool(self.unpublished)
        outcome = write_elsewhere(self.document.store, path, revision, self._backups.keep_if_workshop)
        if outcome.safe:
            self._copies.clear_again(self.document.store.connection, path)
        return outcome if outcome.safe else replace(outcome, pending=self._state.pending)

    def _last_change(self) -> str:
        """Return the stamp of the working copy while nobody writes to it; empty when there is none."""
        with self.document.store.turn:
            return "" if self._folder is None else self._folder.last_change()

    def _go_back_to_disk(self, folder: WorkFolder, working: str) -> None:
        """Leave memory, if that is where the document is, and note where the user's file is now.

        Args:
            folder: The folder of the working copy.
            working: Stamp of the working copy, of before the user's file was written from it.
        """
        store = self.document.store
        try:
            with telling(NotSavedError):
                if self._in_memory:
                    folder.put_database(lambda path: write_document(store.connection, path, self.revision))
                    store.replace_connection(connect(folder.database))
                    self._in_memory = False
                    self._published.note_connection()
                    # What was done while the user's file was written is in the working copy only.
                    working = "" if self.unpublished else folder.last_change()
                folder.write_state(replace(self._state, working=working))
        except DocumentError as error:
            log.warning("%s has no working copy on the disk: %s", self.path, error)

    def _noted(self, outcome: PublishOutcome, path: Path) -> None:
        """Remember what the user's file now has."""
        self._state = WorkState(path, self._state.title, outcome.revision, outcome.mark)
        self._published.note(outcome.commits, outcome.outside)
        self.wrote = self._backed_up = True
        self._recover_copy.remove()

    @property
    def _backups(self) -> BackupKeeper:
        from visionwork.document.backup import BackupKeeper

        return BackupKeeper(self._folders, self.document.clock)
