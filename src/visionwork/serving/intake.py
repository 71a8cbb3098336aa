"""Stores what the form takes in: many forms a commit, in the round's database."""

from __future__ import annotations

import logging
import os
from collections import OrderedDict
from collections.abc import Callable, Sequence

from visionwork.domain.drafts import clean_text
from visionwork.domain.rounds import NewResponse
from visionwork.feedback.phone.commits import Done, GroupCommit, Outcome
from visionwork.serving.database import (
    Arrival,
    Batch,
    DatabaseError,
    RoundDatabase,
    StoredComment,
    StoredResponse,
)
from visionwork.serving.package import RoundPackage

log = logging.getLogger(__name__)

_REMEMBERED = 50_000
_NOT_ANSWERED = "-"

Connect = Callable[[], RoundDatabase]
_Item = tuple[Arrival, str]


class ServerIntake:
    """Where a worker's forms go; used in the event loop of the form.

    Args:
        package: The round.
        connect: Opens a connection to the database; called again when one is lost.
    """

    def __init__(self, package: RoundPackage, connect: Connect) -> None:
        self._package = package
        self._connect = connect
        self._ticked = tuple(q.id for q in package.questions if q.ticked)
        self._commits: GroupCommit[_Item] = GroupCommit(self._write)
        self._known: OrderedDict[str, None] = OrderedDict()
        self._database: RoundDatabase | None = None

    def has(self, key: str) -> bool:
        """Return whether this worker has lately seen a form stored.

        Another worker may have stored it; then the form shows again, and the database tells when it is sent.
        """
        return key in self._known

    def submit(self, response: NewResponse, key: str, digest: str, done: Done) -> None:
        """Store a form, then call back."""
        self._commits.submit((self._arrival(response, key), digest), done)

    def close(self) -> None:
        """End, after a commit that is under way."""
        self._commits.close()
        if self._database is not None:
            self._database.close()

    def _arrival(self, response: NewResponse, key: str) -> Arrival:
        scales = "".join(str(response.scales.get(name, _NOT_ANSWERED)) for name in self._ticked)
        written = ((code, clean_text(text).strip()) for code, text in response.comments.items())
        return Arrival(
            StoredResponse(key, response.group_id, scales),
            tuple(
                StoredComment(os.urandom(16).hex(), response.group_id, code, text)
                for code, text in written
                if text
            ),
        )

    def _write(self, items: Sequence[_Item]) -> list[Outcome]:
        """Store forms in one transaction; called in the thread of commits."""
        try:
            if self._database is None or self._database.broken:
                self._database = self._connect()
            return self._stored(self._database, items)
        except DatabaseError as error:
            log.warning("%d forms were not stored: %s", len(items), error)
            return [Outcome.FAILED] * len(items)

    def _stored(self, database: RoundDatabase, items: Sequence[_Item]) -> list[Outcome]:
        current = [digest == self._package.digest for _, digest in items]
        arrivals = [arrival for (arrival, _), fits in zip(items, current, strict=True) if fits]
        stored = database.store(arrivals) if arrivals else Batch()
        fresh = set(stored.new)
        outcomes: list[Outcome] = []
        for (arrival, _), fits in zip(items, current, strict=True):
            key = arrival.response.key
            if not fits:
                outcomes.append(Outcome.CHANGED)
            elif stored.closed:
                outcomes.append(Outcome.CLOSED)
            else:
                outcomes.append(Outcome.STORED if key in fresh else Outcome.ALREADY)
                fresh.discard(key)
                self._remember(key)
        return outcomes

    def _remember(self, key: str) -> None:
        self._known[key] = None
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
