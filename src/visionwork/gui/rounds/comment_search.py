"""Looks for words in comments in a thread of its own, over a connection of its own, so that nobody waits."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from visionwork.domain.errors import UserFacingError
from visionwork.domain.groups import Group
from visionwork.gui.jobs import Job, Progress

if TYPE_CHECKING:
    from visionwork.domain.results import ShownComment

log = logging.getLogger(__name__)

MOST = 200
"""Comments that are shown of a search."""

_PAUSE_MS = 250


class CommentSearch(QObject):
    """Searches the comments of a round, a moment after the last key.

    Args:
        parent: Its owner.

    Signals:
        found: Words, a list of (question id, comment), and whether there may be more.
        failed: The file could not be read, for instance since it is busy.
    """

    found = Signal(str, object, bool)
    failed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place: _Place | None = None
        self._words = ""
        self._job: Job | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._start)

    def set_place(
        self,
        path: Path | None,
        round_id: int,
        codes: Sequence[str],
        groups: Sequence[Group],
        themes: Sequence[tuple[int, str]],
    ) -> None:
        """Say where to search: the working copy, the round, and what comments are shown with.

        Args:
            path: The working copy; None while there is none on a disk.
            round_id: The round.
            codes: Ids of the open questions.
            groups: Groups of the workshop.
            themes: Ids and names of the themes.
        """
        if path is None:
            self._place = None
        else:
            self._place = _Place(path, round_id, tuple(codes), tuple(groups), tuple(themes))

    def available(self) -> bool:
        """Return whether there is a file to search."""
        return self._place is not None

    def search(self, words: str) -> None:
        """Search a moment from now; an older search is forgotten."""
        self._words = words
        self._pause.start()

    def stop(self) -> None:
        """Wait for the search that is under way, and forget what it finds."""
        self._words = ""
        self._pause.stop()
        if self._job is not None:
            self._job.wait()

    def _start(self) -> None:
        """Search, unless another search goes on: when that has ended, the newest words are looked for."""
        if self._job is None and self._place is not None and self._words.strip():
            self._job = Job(partial(_search, self._place, self._words), self)
            self._job.done.connect(self._on_done)
            self._job.refused.connect(self._on_refused)
            self._job.failed.connect(self._on_failed)
            self._job.start()

    def _on_done(self, found: _Found) -> None:
        self._job = None
        if (found.place, found.words) != (self._place, self._words):
            self._start()
        elif found.comments is None:
            self.failed.emit()
        else:
            self.found.emit(found.words, found.comments[:MOST], len(found.comments) > MOST)

    def _on_refused(self, error: UserFacingError) -> None:
        self._job = None
        log.warning("Comments could not be searched: %s", error)
        self.failed.emit()

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        raise error


class _Place(NamedTuple):
    """Where to search, and how comments are shown."""

    path: Path
    round_id: int
    codes: tuple[str, ...]
    groups: tuple[Group, ...]
    themes: tuple[tuple[int, str], ...]


class _Found(NamedTuple):
    """What a search brought."""

    place: _Place
    words: str
    comments: list[tuple[str, ShownComment]] | None


def _search(place: _Place, words: str, _progress: Progress) -> _Found:
    """Search over a connection of its own; no comments when the file cannot be read."""
    from visionwork.document.comments import CommentReader
    from visionwork.document.connection import connect
    from visionwork.shown_comments import CommentSight

    try:
        connection = connect(place.path, read_only=True)
        try:
            show = CommentSight({group.id: group for group in place.groups}, dict(place.themes))
            hits = CommentReader(connection, place.round_id).search(words, place.codes)
            return _Found(place, words, [(hit.question_id, show(hit)) for hit in islice(hits, MOST + 1)])
        finally:
            connection.close()
    except sqlite3.Error as error:
        log.warning("Comments could not be searched: %s", error)
        return _Found(place, words, None)
