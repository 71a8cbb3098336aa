"""Takes forms from the application and stores them: one writer a worker, many forms a commit."""

from __future__ import annotations

import logging
import os
import queue
import threading
from collections import OrderedDict
from collections.abc import Callable

from visionwork.domain.drafts import clean_text
from visionwork.domain.rounds import NewResponse
from visionwork.feedback.phone.desk import Outcome
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

_MOST_A_COMMIT = 256
_REMEMBERED = 50_000
_NOT_ANSWERED = "-"

Done = Callable[[Outcome], None]
Connect = Callable[[], RoundDatabase]


class ServerIntake:
    """Where a worker's forms go, until `stop`; `submit` and `has` may be called in any thread.

    Args:
        package: The round.
        connect: Opens a connection to the database; called again when one is lost.
    """

    def __init__(self, package: RoundPackage, connect: Connect) -> None:
        self._package = package
        self._connect = connect
        self._ticked = tuple(q.id for q in package.questions if q.ticked)
        self._waiting: queue.SimpleQueue[tuple[Arrival, str, Done] | None] = queue.SimpleQueue()
        self._known: OrderedDict[str, None] = OrderedDict()
        self._thread = threading.Thread(target=self._run, name="answers", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether forms are stored; when not, the worker has to be replaced."""
        return self._thread.is_alive()

    def has(self, key: str) -> bool:
        """Return whether this worker has lately seen a form stored.

        Another worker may have stored it; then the form shows again, and the database tells when it is sent.
        """
        return key in self._known

    def submit(self, response: NewResponse, key: str, digest: str, done: Done) -> None:
        """Store a form, then call back in the writer's thread."""
        self._waiting.put((self._arrival(response, key), digest, done))

    def stop(self) -> None:
        """Store what waits, and end."""
        self._waiting.put(None)
        self._thread.join()

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

    def _run(self) -> None:
        database: RoundDatabase | None = None
        going = True
        while going:
            batch: list[tuple[Arrival, str, Done]] = []
            going = self._collect(batch)
            if not batch:
                continue
            try:
                if database is None or database.broken:
                    database = self._connect()
                outcomes = self._store(database, batch)
            except DatabaseError as error:
                log.warning("%d forms were not stored: %s", len(batch), error)
                outcomes = [Outcome.FAILED] * len(batch)
            except BaseException:
                for _, _, done in batch:
                    done(Outcome.FAILED)
                raise
            for (_, _, done), outcome in zip(batch, outcomes, strict=True):
                done(outcome)
        if database is not None:
            database.close()

    def _collect(self, batch: list[tuple[Arrival, str, Done]]) -> bool:
        """Wait for a form and take what has queued up behind it; return whether to go on."""
        item = self._waiting.get()
        while item is not None:
            batch.append(item)
            if len(batch) == _MOST_A_COMMIT:
                return True
            try:
                item = self._waiting.get_nowait()
            except queue.Empty:
                return True
        return False

    def _store(self, database: RoundDatabase, batch: list[tuple[Arrival, str, Done]]) -> list[Outcome]:
        current = [digest == self._package.digest for _, digest, _ in batch]
        arrivals = [arrival for (arrival, _, _), fits in zip(batch, current, strict=True) if fits]
        stored = database.store(arrivals) if arrivals else Batch()
        fresh = set(stored.new)
        outcomes: list[Outcome] = []
        for (arrival, _, _), fits in zip(batch, current, strict=True):
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
