"""Serving the phone form at one address, in an event loop."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import logging
import os
import socket
from collections.abc import Sequence
from typing import TYPE_CHECKING

from visionwork.domain.errors import UserFacingError
from visionwork.feedback.phone.connections import Connections
from visionwork.feedback.phone.head import Site
from visionwork.feedback.phone.limits import Limits
from visionwork.feedback.phone.protocol import Gate, GuardedProtocol, Handler
from visionwork.feedback.phone.throttle import Throttle

if TYPE_CHECKING:
    import ssl

log = logging.getLogger(__name__)

_HANDSHAKE_S = 10.0
_BACKLOG = 256
_LAST_ANSWERS_S = 0.5


class AddressError(UserFacingError):
    """The form cannot be served at an address."""


async def serve(
    listener: socket.socket, gate: Gate, until: asyncio.Event, tls: ssl.SSLContext | None = None
) -> None:
    """Serve an application, then close the port and let answers that are under way end.

    Args:
        listener: A bound socket; it is closed at the end.
        gate: What stands before the application.
        until: Set when it is time to end.
        tls: Certificate and key, or None for a plain line.
    """
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: GuardedProtocol(gate, loop),
        sock=listener,
        backlog=_BACKLOG,
        ssl=tls,
        # Until the hands are shaken the gate does not see a connection, and cannot end it.
        ssl_handshake_timeout=_HANDSHAKE_S if tls else None,
    )
    try:
        await until.wait()
    finally:
        server.close()
        listener.close()
        await gate.connections.end(_LAST_ANSWERS_S)


def gate_to(handler: Handler, site: Site, limits: Limits) -> Gate:
    """Return what stands before an application.

    Args:
        handler: The application.
        site: Where people reach it.
        limits: Bounds.
    """
    throttle = Throttle(limits.requests_per_minute, 2 * limits.requests_per_minute)
    return Gate(site, limits, Connections(limits), throttle, handler)


def listen(listener: socket.socket) -> None:
    """Let phones connect from now on; they wait until they are served."""
    listener.listen(_BACKLOG)


def bind_first(host: str, ports: Sequence[int]) -> socket.socket:
    """Return a socket bound to the first port that is free.

    Args:
        host: Numeric address; never all of them.
        ports: Ports to try; 0 is a free one.

    Raises:
        AddressError: None of them can be used.
    """
    for port in ports[:-1]:
        try:
            return bind(host, port)
        except AddressError as error:
            log.info("%s", error)
    return bind(host, ports[-1])


def bind(host: str, port: int) -> socket.socket:
    """Return a socket bound to one address of this laptop.

    Args:
        host: Numeric address; never all of them.
        port: Port, or 0 for a free one.

    Raises:
        AddressError: The address is not this laptop's, stands for all, or the port is taken.
    """
    try:
        family, kind, number, _, where = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST | socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError) as error:
        raise AddressError(f"{host} is not a numeric address.", "Take one such as 192.168.1.20.") from error
    if _stands_for_all(str(where[0])):
        raise AddressError("The form is served at one address, never at all of them.", "Choose one network.")
    listener = socket.socket(family, kind, number)
    try:
        if os.name == "posix":  # on Windows this would let another program take the port over
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        elif hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        listener.bind(where)
    except OSError as error:
        listener.close()
        log.info("cannot bind to port %d: %s", port, error.strerror)
        raise _told(host, port, error) from error
    except OverflowError as error:
        listener.close()
        raise AddressError(f"There is no port {port}.", "Choose one from 1024 to 65535.") from error
    return listener


def site_of(listener: socket.socket) -> Site:
    """Return the address a socket is bound to."""
    host, port = listener.getsockname()[:2]
    return Site(host, port)


def _stands_for_all(address: str) -> bool:
    """Return whether an address means every address; it has more spellings than one, such as 0 and 0x0."""
    found = ipaddress.ip_address(address)
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (mapped or found).is_unspecified


def _told(host: str, port: int, error: OSError) -> AddressError:
    if error.errno == errno.EADDRINUSE:
        return AddressError(f"Port {port} is taken by another program.", "Choose another port.")
    if error.errno in (errno.EACCES, errno.EPERM):
        return AddressError(f"This laptop does not let Visionwork use port {port}.", "Choose one above 1023.")
    return AddressError(f"{host} is not an address of this laptop now.", "Choose the network again.")
