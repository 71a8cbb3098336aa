"""One worker of a server: the form in an event loop of its own, ended by its parent or with it."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import ssl
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


def work(wish: ServeWish, listener: socket.socket, parent: Connection) -> None:
    """Be one worker, until asked to stop or until the process that started it is gone.

    Args:
        wish: How the round is served.
        listener: The socket every worker takes connections from.
        parent: A line on which nothing is ever sent; it breaks when the parent ends.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the parent answers it
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
    looking = loop.create_task(_look_on(desk, connect, parent, stop))
    try:
        await serve(listener, gate, stop, _tls(wish))
    finally:
        looking.cancel()
        application.close()
        intake.close()


async def _look_on(
    desk: PhoneDesk, connect: Callable[[], RoundDatabase], parent: Connection, stop: asyncio.Event
) -> None:
    """Show the round as it is now: it may have been closed through another worker. End with the parent."""
    looked = time.monotonic()
    while not _gone(parent):
        await asyncio.sleep(_LOOK_EVERY_S)
        if time.monotonic() - looked >= _STATE_EVERY_S:
            looked = time.monotonic()
            is_open = await asyncio.to_thread(_is_open, connect)
            if is_open is not None and is_open != desk.content.is_open:
                desk.content = replace(desk.content, is_open=is_open)
    stop.set()


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
