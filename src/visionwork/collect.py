"""Collecting answers by phone without a window: `visionwork collect`."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from visionwork.cli_support import find_round, tell_notices
from visionwork.collecting import PhoneCollection
from visionwork.collecting_session import left_behind
from visionwork.document.access import published_at_end
from visionwork.document.errors import NotSavedError
from visionwork.document.recovery import recover, recoverable
from visionwork.document.session import DocumentSession
from visionwork.document.workfolder import real_path
from visionwork.domain.rounds import RoundStatus, in_steps
from visionwork.feedback.phone.desk import Pause
from visionwork.feedback.phone.network import FALLBACKS, best_network, networks
from visionwork.feedback.phone.qr import qr_modules, qr_text
from visionwork.feedback.phone.server import bind
from visionwork.stopping import StopRequest, asked_to_stop

PUBLISH_EVERY_S = 2.0
_LOOK_EVERY_S = 0.25

Say = Callable[[str], None]

_PAUSED = {
    Pause.BURST: "Many answers came from one address; what was too much was asked to wait.",
    Pause.FULL: "The round has as many answers as were expected; more are turned away. Start again to go on.",
    Pause.WORD: "Many wrong room words were typed; typing it pauses for a minute. The code still works.",
    Pause.DISK: "The disk refused an answer; its phone was asked to send it again.",
}


@dataclass(frozen=True, slots=True)
class CollectWish:
    """What is to be collected.

    Attributes:
        path: The workshop.
        number: Number of the round.
        host: Address to serve at; None takes the one phones most likely reach.
        port: Port; None takes the usual one.
        language: BCP 47 tag of the form; None takes that of the workshop.
    """

    path: Path
    number: int
    host: str | None
    port: int | None
    language: str | None


def collect(wish: CollectWish, home: Path, say: Say, warn: Say) -> None:
    """Serve a round until the process is asked to stop, and publish what came in.

    Args:
        wish: What is to be collected.
        home: The app-data folder.
        say: Tells what people need.
        warn: Tells what may be wrong.

    Raises:
        UserFacingError: There is no such round, its answers were removed, the address cannot be used, or the
            workshop cannot be opened or published.
    """
    session = _opened(wish.path, home, warn)
    # A second Ctrl+C, or a system that goes down, must not cut short what is published at the end.
    with asked_to_stop() as stop, published_at_end(session):
        answered = _collect(session, wish, home, stop, say, warn)
    few = f"{answered} answers or more" if answered else "Fewer than five answers so far"
    say(f"Stopped. {few} in round {wish.number}; `visionwork results` shows what may be shown.")


def _collect(
    session: DocumentSession, wish: CollectWish, home: Path, stop: StopRequest, say: Say, warn: Say
) -> int:
    """Serve until asked to stop, and return how many answers the round has, in steps."""
    document = session.document
    asked = find_round(document, wish.number)
    host = wish.host or _chosen_host(warn)
    bind(host, wish.port or 0).close()  # before anything is recorded: a round is not opened for nothing
    closed = asked.status is RoundStatus.CLOSED
    if closed:
        document.rounds.reopen(asked.id, document.clock().date())
        warn(f"Round {wish.number} was closed: it is open until collecting stops.")
    try:
        collection = PhoneCollection(
            document,
            asked.id,
            host,
            wish.port,
            home,
            language=wish.language or document.workshop.get().language,
            close_after=closed,
        )
        closed = collection.close_after  # a session that a crash cut short had opened it, too
        try:
            collection.start()
            _tell(collection, wish.number, say)
            _serve(collection, session, stop, warn)
        finally:
            collection.stop()
    finally:
        if closed:
            document.rounds.close(asked.id, document.clock().date())
    return in_steps(document.rounds.get(asked.id).response_count)


def _serve(collection: PhoneCollection, session: DocumentSession, stop: StopRequest, warn: Say) -> None:
    told: frozenset[Pause] = frozenset()
    problem = ""
    published = time.monotonic()
    while not stop.wait(_LOOK_EVERY_S) and collection.status().running:
        collection.poll()
        pauses = collection.status().pauses
        for why in sorted(pauses - told):
            warn(_PAUSED[why])
        told = pauses
        if session.unpublished and time.monotonic() - published >= PUBLISH_EVERY_S:
            outcome = session.publish_now()
            published = time.monotonic()
            now = str(outcome.problem or "")
            if now and now != problem:
                warn(now)
            problem = now


def _tell(collection: PhoneCollection, number: int, say: Say) -> None:
    say(f"Round {number} is open to phones in this network.\n")
    say(qr_text(qr_modules(collection.url)))
    say(f"\nAddress    {collection.url}")
    say(f"To type    {collection.site.authority}")
    say(f"Room word  {collection.word}")
    say(f"To check   {collection.check_url}")
    say("\nStop with Ctrl+C.")


def _chosen_host(warn: Say) -> str:
    found = networks()
    best = best_network(found)
    if best is None:
        warn("This laptop is in no network, so only it can reach the form.")
        for heading, text in FALLBACKS[1:]:
            warn(f"{heading}: {text}")
        return found[-1].address
    for sentence in best.warnings:
        warn(f"{best.label}: {sentence}")
    return best.address


def _opened(path: Path, home: Path, warn: Say) -> DocumentSession:
    """Open a workshop, or the working copy with answers that a crash kept from being published."""
    left = next((found for found in recoverable(home) if found.path == real_path(path)), None)
    if left is not None and left_behind(left.folder, home):
        warn("The last session broke off. Going on with every answer it had received.")
        session = recover(left, home)
        tell_notices(session.notices)
        return session
    session = DocumentSession.open(path, home)
    if session.read_only:
        session.close()
        raise NotSavedError(f"{path.name} can only be read.", "Save a copy to collect answers.")
    tell_notices(session.notices)
    return session
