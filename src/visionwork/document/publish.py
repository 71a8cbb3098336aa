"""Putting the working copy in the place of the user's file, whole or not at all.

A job works on a copy of the document in memory, so it may run in any thread while the document is
edited on.
"""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from visionwork.document import files
from visionwork.document.errors import DocumentError, NotSavedError, telling
from visionwork.document.files import FileMark
from visionwork.document.snapshot import LargeContent, write_snapshot
from visionwork.document.store import Store
from visionwork.document.workfolder import AppFolders, WorkFolder, WorkState
from visionwork.domain.records import record
from visionwork.domain.rounds import RoundAct

log = logging.getLogger(__name__)

_ANY_REMOVED = "SELECT EXISTS (SELECT 1 FROM round_event WHERE act = ?)"


class PublishResult(StrEnum):
    """How an attempt to publish ended."""

    PUBLISHED = "published"
    UNCHANGED = "nothing to do"
    CONFLICT = "conflict"
    MOVED = "moved"
    FAILED = "failed"


@record
class PublishOutcome:
    """What became of an attempt to publish; whatever it was, the working copy has everything.

    Attributes:
        result: How it ended.
        path: The user's file.
        copy: Where our version was written instead: the conflict copy, or the file in the
            app's recover folder when the user's file is gone.
        moved_to: Where the user's file seems to be now, when it was renamed in its folder.
        away: Whether its folder is gone, too, as when a stick was pulled.
        error: Why it failed.
        mark: The file that was written.
        seen: The user's file as it was known last, after an attempt that wrote nothing in its place.
        pending: Hash of what may stand in the place of the user's file after a failure, or None.
        revision: The revision that was written.
        commits: How many commits of the session the written file has.
        outside: What `Store.outside` returned before the content was taken.
    """

    result: PublishResult
    path: Path
    copy: Path | None = None
    moved_to: Path | None = None
    away: bool = False
    error: DocumentError | None = None
    mark: FileMark | None = None
    seen: FileMark | None = None
    pending: str | None = None
    revision: int = 0
    commits: int = 0
    outside: tuple[int, int] = (0, 0)

    @property
    def safe(self) -> bool:
        """Whether a file of the user has everything."""
        return self.result in (PublishResult.PUBLISHED, PublishResult.UNCHANGED, PublishResult.CONFLICT)

    @property
    def problem(self) -> DocumentError | None:
        """What the user has to know, with the next step; None when all went as it should."""
        name, copy = self.path.name, self.copy
        if self.result is PublishResult.CONFLICT and copy is not None:
            return DocumentError(
                f"{name} was changed by someone else while it was open here.",
                f"It was left as it is. Your version is {copy.name}, beside it.",
            )
        if self.result is PublishResult.MOVED and self.moved_to is not None:
            return DocumentError(
                f"{name} is now called {self.moved_to.name}.", "Go on there, or save it at the old place."
            )
        if self.result is PublishResult.MOVED:
            return DocumentError(
                f"The folder of {name} is not there." if self.away else f"{name} is no longer in its folder.",
                (f"Your version is kept in {copy}. " if copy else "") + "Save it elsewhere.",
            )
        return self.error


class RecoverCopy:
    """What was written to the app's recover folder while the user's file is gone."""

    def __init__(self) -> None:
        self._last: PublishOutcome | None = None

    def note(self, outcome: PublishOutcome) -> None:
        """Note an attempt that found the file gone; one that could write nothing leaves the copy before."""
        if outcome.copy is not None:
            self._last = outcome

    def at(self, commits: int, outside: tuple[int, int]) -> Path | None:
        """Return where it is when it has everything, or None.

        Args:
            commits: How many commits there are now.
            outside: What `Store.outside` returns now.
        """
        last = self._last
        return last.copy if last is not None and (last.commits, last.outside) == (commits, outside) else None

    def remove(self) -> None:
        """Delete it: the user has a file again."""
        if self._last is not None and self._last.copy is not None:
            files.remove(self._last.copy)
        self._last = None


class CopyClearer:
    """Removes from the copies that the app keeps the single answers that a user's file is without by now.

    Args:
        folders: The app's folders.
        folder: The work folder of the session, which is left alone; None without one.
    """

    def __init__(self, folders: AppFolders, folder: WorkFolder | None) -> None:
        self._folders = folders
        self._working = None if folder is None else folder.path
        self._done: frozenset[object] = frozenset()

    def clear(self, written: sqlite3.Connection, paths: Iterable[Path]) -> None:
        """Do so, unless it was done; what could not be done is logged, and done the next time.

        Args:
            written: What the file has.
            paths: The file, and what it stands for.
        """
        try:
            if not written.execute(_ANY_REMOVED, [RoundAct.SHREDDED.value]).fetchone()[0]:
                return
            from visionwork.document.kept_copies import KeptCopies
            from visionwork.document.removed import removed_answers

            removed = removed_answers(written)
            if removed == self._done:
                return
            uuid = written.execute("SELECT uuid FROM workshop").fetchone()["uuid"]
            if KeptCopies(self._folders, self._working, uuid, removed, paths).clear():
                self._done = removed
        except Exception:  # the file is written: nothing here may make that a failure
            log.exception("copies of %s were not cleared", [str(path) for path in paths])

    def clear_again(self, written: sqlite3.Connection, path: Path) -> None:
        """Do so after a file elsewhere was written: what it replaced is a backup now."""
        self._done = frozenset()
        self.clear(written, [path])
        self._done = frozenset()  # that of the session may be another one


class _Target(StrEnum):
    AS_EXPECTED = "as expected"
    CHANGED = "changed"
    GONE = "gone"


class Published:
    """What was committed when the user's file was read or written last.

    Args:
        store: The document.
        unpublished: Whether it has something the file has not, as after a crash.
    """

    def __init__(self, store: Store, *, unpublished: bool) -> None:
        self._store = store
        self._commits = store.commits - unpublished
        self._outside = store.outside()

    @property
    def missing(self) -> int:
        """How many commits that were noted the file does not have."""
        return self._store.commits - self._commits

    def lose(self) -> None:
        """Note that there is no file any more that could have anything."""
        if not self.missing:
            self._commits -= 1

    def behind(self) -> bool:
        """Return whether the file lacks anything that is committed.

        What another connection stored counts even if nobody came to note it, as when the process was asked to
        end just then: the working copy is deleted when the workshop is closed.

        Raises:
            NotSavedError: The working copy cannot be read.
        """
        with telling(NotSavedError):
            return bool(self.missing) or self._store.outside() != self._outside

    def note(self, commits: int, outside: tuple[int, int]) -> None:
        """Note what the file has now.

        Args:
            commits: How many commits of the store.
            outside: What `Store.outside` returned before they were read.
        """
        self._commits, self._outside = commits, outside

    def note_connection(self) -> None:
        """Note that the store goes on with another connection to the same content."""
        self._outside = self._store.outside()


class PublishJob:
    """One attempt to publish, with everything it needs to run in any thread.

    Args:
        content: The document in memory, or what copies a large one; None when the user's file has
            everything. It is closed at the end of the run.
        folder: The folder of the working copy.
        state: What is known of the user's file.
        revision: Revision that the written file gets.
        commits: How many commits of the session it will have.
        outside: What `Store.outside` returned before the content was taken.
        working: Stamp of the working copy, of before the content was taken.
        folders: The app's folders.
        back_up: Keeps the user's file as it is before it is replaced, or None when that is done.
        kept: Where all of this was written already while the user's file was gone, or None.
        failure: Why there is no content, when it could not be read.
        clear_copies: Gets what was written, and the files it stands for, to remove from other copies what
            it is without; raises nothing.
    """

    def __init__(
        self,
        content: sqlite3.Connection | LargeContent | None,
        folder: WorkFolder,
        state: WorkState,
        *,
        revision: int,
        commits: int,
        outside: tuple[int, int],
        working: str,
        folders: AppFolders,
        back_up: Callable[[], object] | None = None,
        kept: Path | None = None,
        failure: DocumentError | None = None,
        clear_copies: Callable[[sqlite3.Connection, Iterable[Path]], object],
    ) -> None:
        self._content = content
        self._folder = folder
        self._state = state
        self._revision = revision
        self._commits = commits
        self._outside = outside
        self._working = working
        self._folders = folders
        self._back_up = back_up
        self._kept = kept
        self._failure = failure
        self._clear_copies = clear_copies

    @property
    def needed(self) -> bool:
        """Whether there is anything the user's file does not have."""
        return self._content is not None or self._failure is not None

    def run(self) -> PublishOutcome:
        """Publish and return what became of it; only a bug of ours raises."""
        if self._failure is not None:
            return self._outcome(PublishResult.FAILED, error=self._failure)
        if self._content is None:
            return self._outcome(PublishResult.UNCHANGED)
        snapshot = self._folder.path / f"snapshot{files.TEMP_SUFFIX}"
        try:
            with telling(NotSavedError):
                if self._kept is not None and self._look() is _Target.GONE:
                    return self._gone(self._kept)
                snapshot.parent.mkdir(parents=True, exist_ok=True)
                content = self._content
                memory = content.open() if isinstance(content, LargeContent) else content
                write_snapshot(memory, snapshot, self._revision)
                return self._put(snapshot, memory)
        except DocumentError as error:
            log.warning("%s was not published: %r", self._state.path, error.__cause__ or error)
            return self._refused(error)
        finally:
            self._content.close()
            files.remove(snapshot)

    def _put(self, snapshot: Path, memory: sqlite3.Connection) -> PublishOutcome:
        path = self._state.path
        found = self._look()
        if found is _Target.AS_EXPECTED:
            if self._back_up is not None:
                self._back_up()
                files.sweep_beside(path)
            mark = files.write_whole(snapshot, path, before=self._ready)
            if mark is not None:
                self._note(path, mark)
                self._clear_copies(memory, [path])
                return self._outcome(PublishResult.PUBLISHED, mark=mark)
            found = self._look()
        if found is _Target.GONE:
            copy = self._folders.recover / self._folder.path.name / path.name
            copy.parent.mkdir(parents=True, exist_ok=True)
            files.write_whole(snapshot, copy)
            return self._gone(copy)
        copy = conflict_name(path, files.host_name(), self._revision)
        mark = files.write_whole(snapshot, copy)
        # Before it is noted: after a crash in between the working copy is still one of both files.
        self._clear_copies(memory, [path, copy])
        self._note(copy, mark)
        return self._outcome(PublishResult.CONFLICT, copy=copy, mark=mark)

    def _look(self) -> _Target:
        """Return whether the user's file is the one read or written last, and note how it looks now."""
        path, mark = self._state.path, self._state.mark
        try:
            found = path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return _Target.GONE if mark is not None or not path.parent.is_dir() else _Target.AS_EXPECTED
        if mark is not None and mark.looks_like(found):
            return _Target.AS_EXPECTED
        known = {self._state.pending, mark and mark.sha256} - {None}
        if not known:
            return _Target.CHANGED
        # Sync programs write the same bytes anew; only other bytes are a conflict.
        present = files.mark_of(path)
        if present.sha256 not in known:
            return _Target.CHANGED
        # What was pending stands there: it is what the next bytes will replace, or not, if this is cut short.
        self._state = replace(self._state, mark=present)
        return _Target.AS_EXPECTED

    def _ready(self, mark: FileMark) -> bool:
        """Note what is about to be put in place; return whether nothing came between."""
        if self._look() is not _Target.AS_EXPECTED:
            return False
        # From here on the place may hold these bytes, even if what follows fails or is cut short.
        self._state = replace(self._state, pending=mark.sha256)
        self._folder.write_state(self._state)
        return True

    def _note(self, path: Path, mark: FileMark | None) -> None:
        # Where it cannot be written, the state on the disk knows the hash of the file as pending.
        self._folder.note_state(WorkState(path, self._state.title, self._revision, mark, self._working))

    def _refused(self, error: DocumentError) -> PublishOutcome:
        from visionwork.document.whereabouts import is_gone

        # It may be the app's own disk that refuses; where the user's file went is what leads on.
        if is_gone(self._state.path, self._state.mark):
            return self._gone(None)
        return self._outcome(PublishResult.FAILED, error=error)

    def _gone(self, copy: Path | None) -> PublishOutcome:
        from visionwork.document.whereabouts import is_away, renamed

        path = self._state.path
        return self._outcome(
            PublishResult.MOVED, copy=copy, moved_to=renamed(path, self._state.mark), away=is_away(path)
        )

    def _outcome(
        self,
        result: PublishResult,
        *,
        copy: Path | None = None,
        moved_to: Path | None = None,
        away: bool = False,
        error: DocumentError | None = None,
        mark: FileMark | None = None,
    ) -> PublishOutcome:
        return PublishOutcome(
            result, self._state.path, copy, moved_to, away, error, mark, self._state.mark,
            self._state.pending, self._revision, self._commits, self._outside,
        )  # fmt: skip


def conflict_name(path: Path, host: str, revision: int) -> Path:
    """Return an unused name beside a file for our version of it."""
    host = re.sub(r"[^\w.-]+", "-", host).strip("-.")[:40] or "this computer"
    stem = files.short_name(re.sub(r" \(conflict .*\)$", "", path.stem))
    name = f"{stem} (conflict {host} r{revision})"
    number, candidate = 1, path.with_name(f"{name}{path.suffix}")
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{name} {number}{path.suffix}")
    return candidate
