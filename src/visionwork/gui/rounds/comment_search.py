"""Looks for words in comments in a thread of its own, over a connection of its own, so that nobody waits."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal

from visionwork.domain.groups import Group

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
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._relay = _Relay(self)
        self._relay.done.connect(self._on_done)
        self._relay.failed.connect(self._on_failed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._start)
        self.destroyed.connect(self._pool.waitForDone)

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
        self._place = None if path is None else _Place(path, round_id, codes, groups, themes)

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
        self._pool.waitForDone()

    def _start(self) -> None:
        if self._place is not None and self._words.strip():
            self._pool.start(_Task(self._place, self._words, self._relay))

    def _on_done(self, words: str, found: object, more: bool) -> None:
        if words == self._words:
            self.found.emit(words, found, more)

    def _on_failed(self, words: str) -> None:
        if words == self._words:
            self.failed.emit()


class _Place:
    """Where to search, and how comments are shown."""

    def __init__(
        self,
        path: Path,
        round_id: int,
        codes: Sequence[str],
        groups: Sequence[Group],
        themes: Sequence[tuple[int, str]],
    ) -> None:
        self.path = path
        self.round_id = round_id
        self.codes = codes
        self.groups = {group.id: group for group in groups}
        self.themes = dict(themes)


class _Relay(QObject):
    """Carries what was found from its thread to the main one."""

    done = Signal(str, object, bool)
    failed = Signal(str)


class _Task(QRunnable):
    """One search."""

    def __init__(self, place: _Place, words: str, relay: _Relay) -> None:
        super().__init__()
        self._place = place
        self._words = words
        self._relay = relay

    def run(self) -> None:
        """Search, and hand on what was found, or that the file could not be read."""
        from visionwork.document.comments import CommentReader
        from visionwork.document.connection import connect
        from visionwork.shown_comments import CommentSight

        place = self._place
        try:
            connection = connect(place.path, read_only=True)
            try:
                show = CommentSight(place.groups, place.themes)
                hits = CommentReader(connection, place.round_id).search(self._words, place.codes)
                found = [(hit.question_id, show(hit)) for hit in islice(hits, MOST + 1)]
            finally:
                connection.close()
        except sqlite3.Error as error:
            log.warning("Comments could not be searched: %s", error)
            self._relay.failed.emit(self._words)
            return
        self._relay.done.emit(self._words, found[:MOST], len(found) > MOST)
