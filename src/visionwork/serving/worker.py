"""One worker of a server: the form in an event loop of its own, ended by its parent or with it."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import urlsplit

from visionwork.feedback.phone.desk import PhoneDesk
from visionwork.feedback.phone.head import Site
from visionwork.feedback.phone.limits import Limits
from visionwork.feedback.phone.server import gate_to, serve
from visionwork.serving.app import ServerApp
from visionwork.serving.database import DatabaseError, RoundDatabase
from visionwork.serving.intake import ServerIntake
from visionwork.serving.package import RoundPackage, read_package

log = logging.getLogger(__name__)

_LOOK_EVERY_S = 0.5
_STATE_EVERY_S = 2.0
_LAST_MOMENT_S = 2.0
_CONNECTIONS, _CONNECTIONS_OF_ONE_OFFICE = 4_096, 512
_REQUESTS_OF_ONE_OFFICE = 6_000.0
_UNBOUNDED = 1_000_000.0


@dataclass(frozen=True, slots=True)
class ServeWish:
    """How a round is served.

    Attributes:
        package: The round's file, as text.
        database: Address of the PostgreSQL database.
        workers: How many processes answer.
        host: Address to listen at.
        port: Port to listen at.
        expected: How many answers are welcome in all.
        certificate: Chain of certificates in PEM; None behind a proxy that encrypts.
        private_key: Its key.
    """

    package: str
    database: str
    workers: int
    host: str
    port: int
    expected: int
    certificate: Path | None = None
    private_key: Path | None = None


def work(listener: socket.socket, parent: Connection) -> None:
    """Be one worker, until asked to stop or until the process that started it is gone.

    Args:
        listener: The socket every worker takes connections from.
        parent: A line on which a `ServeWish` comes, and nothing after it; it breaks when the parent ends.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the parent answers it
    try:
        wish: ServeWish = parent.recv()
    except (OSError, EOFError):
        log.info("the process that wanted a worker is gone")
        return
    asyncio.run(_work(wish, listener, parent))


async def _work(wish: ServeWish, listener: socket.socket, parent: Connection) -> None:
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: loop.call_soon_threadsafe(stop.set))
    package = read_package(wish.package)

    def connect() -> RoundDatabase:
        return RoundDatabase(wish.database, package.id)

    intake = ServerIntake(package, connect)
    limits = server_limits(wish.expected, by_proxy=wish.certificate is None)
    desk = PhoneDesk(package.content(is_open=True), package.keys, intake, limits, "")
    application = ServerApp(desk, package, connect)
    gate = gate_to(application.handle, site_of(package), limits)
    beside = [
        loop.create_task(work) for work in (follow(parent), show_state(desk, lambda: _is_open(connect)))
    ]
    for task in beside:
        task.add_done_callback(lambda ended: _on_end(ended, stop))
    try:
        await serve(listener, gate, stop, _tls(wish))
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)  # asked again: at once
        _end_at_latest()
        for task in beside:
            task.cancel()
        application.close()
        intake.close()


async def follow(parent: Connection) -> None:
    """Return when the process that started this one is gone."""
    while not _gone(parent):
        await asyncio.sleep(_LOOK_EVERY_S)


async def show_state(desk: PhoneDesk, is_open: Callable[[], bool | None]) -> None:
    """Show the round as it is now, again and again: it may have been closed through another worker.

    Args:
        desk: What the form works with.
        is_open: Returns whether the round takes answers, or None when nobody knows; called in a thread.
    """
    while True:
        await asyncio.sleep(_STATE_EVERY_S)
        try:
            found = await asyncio.to_thread(is_open)
        except Exception:
            # A mistake of ours. The database still refuses what comes after the end, so people are served on.
            log.exception("Whether the round is open could not be read")
            continue
        if found is not None and found != desk.content.is_open:
            desk.content = replace(desk.content, is_open=found)


def _on_end(ended: asyncio.Task[None], stop: asyncio.Event) -> None:
    """End the worker with what goes on beside the form: without it, nothing would tell it to."""
    if ended.cancelled():
        return
    error = ended.exception()
    if error is not None:
        log.error("A worker ends, since it cannot look around any more", exc_info=error)
    stop.set()


def _end_at_latest() -> None:
    """End this process in a moment, whatever keeps it.

    A commit or a fetch that is under way at a database that does not answer would keep it for as long as
    that likes. Nobody was thanked for the one, and the other is asked for again.
    """

    def end() -> None:
        time.sleep(_LAST_MOMENT_S)
        log.warning("a worker ends though the database has not answered")
        os._exit(1)

    threading.Thread(target=end, name="last moment", daemon=True).start()


def _tls(wish: ServeWish) -> ssl.SSLContext | None:
    if wish.certificate is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(wish.certificate, wish.private_key)
    return context


def server_limits(expected: int, *, by_proxy: bool) -> Limits:
    """Return the bounds of a server.

    Behind a proxy everybody comes from one address, so bounds by address are the proxy's to set; an
    office behind one address of its own holds many people, too.

    Args:
        expected: How many answers are welcome in all.
        by_proxy: Whether a proxy stands before the server.
    """
    by_address = _UNBOUNDED if by_proxy else _REQUESTS_OF_ONE_OFFICE
    return Limits(
        connections=_CONNECTIONS,
        connections_per_address=_CONNECTIONS if by_proxy else _CONNECTIONS_OF_ONE_OFFICE,
        requests_per_minute=by_address,
        posts_per_minute=by_address,
        responses=expected,
    )


def site_of(package: RoundPackage) -> Site:
    """Return where people reach the form, as the gate compares it with what browsers send."""
    parts = urlsplit(package.url)
    return Site(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80), parts.scheme)


def _is_open(connect: Callable[[], RoundDatabase]) -> bool | None:
    """Return whether the round takes answers, or None when the database does not answer."""
    try:
        with connect() as database:
            return not database.is_closed()
    except DatabaseError as error:
        log.warning("%s", error)
        return None


def _gone(parent: Connection) -> bool:
    try:
        return parent.poll(0)
    except (OSError, EOFError):
        return True
