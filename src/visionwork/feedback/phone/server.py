"""The server of the phone form, in a thread of its own."""

from __future__ import annotations

import errno
import logging
import os
import socket
import threading
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from visionwork.domain.errors import UserFacingError
from visionwork.feedback.phone.app import phone_app
from visionwork.feedback.phone.connections import Connections
from visionwork.feedback.phone.desk import PhoneDesk
from visionwork.feedback.phone.head import Site
from visionwork.feedback.phone.limits import Limits
from visionwork.feedback.phone.protocol import Gate, GuardedProtocol
from visionwork.feedback.phone.throttle import Throttle

log = logging.getLogger(__name__)

_BACKLOG = 256
_START_S, _STOP_S = 10.0, 5.0


class AddressError(UserFacingError):
    """The form cannot be served at an address."""


class PhoneServer:
    """Serves one round at one address from `start` to `stop`.

    Args:
        desk: What the application works with.
        listener: A socket bound by `bind`; the server owns it from now on.
    """

    def __init__(self, desk: PhoneDesk, listener: socket.socket) -> None:
        self.site = site_of(listener)
        self._listener = listener
        self._server = uvicorn.Server(guarded_config(phone_app(desk), self.site, desk.limits))
        self._thread = threading.Thread(target=self._run, name="phone form", daemon=True)

    @property
    def running(self) -> bool:
        """Whether phones are served."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Serve from now on.

        Raises:
            AddressError: The server did not come up.
        """
        # Listening begins here, so that a phone that is quicker than the thread only waits.
        self._listener.listen(_BACKLOG)
        self._thread.start()

    def stop(self) -> None:
        """Close the port, let answers that are under way end, and wait for the thread."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(_STOP_S)
        self._listener.close()
        if self._thread.is_alive():
            raise RuntimeError("the phone form's thread did not end")

    def _run(self) -> None:
        self._server.run(sockets=[self._listener])


def guarded_config(
    app: ASGIApp,
    site: Site,
    limits: Limits,
    certificate: Path | None = None,
    private_key: Path | None = None,
) -> uvicorn.Config:
    """Return how uvicorn serves an application behind the gate, telling nobody anything.

    Args:
        app: The application.
        site: Where people reach it.
        limits: Bounds.
        certificate: Chain of certificates in PEM, or None for a plain line.
        private_key: Its key.
    """
    gate = Gate(
        site,
        limits,
        Connections(limits),
        Throttle(limits.requests_per_minute, 2 * limits.requests_per_minute),
    )
    protocol: Any = partial(GuardedProtocol, gate)
    return uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        loop="asyncio",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="critical",  # its messages name addresses
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        backlog=_BACKLOG,
        timeout_graceful_shutdown=1,
        h11_max_incomplete_event_size=limits.head_bytes + limits.body_bytes,
        ssl_certfile=certificate,
        ssl_keyfile=private_key,
    )


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
    if host in ("0.0.0.0", "::", ""):
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


def _told(host: str, port: int, error: OSError) -> AddressError:
    if error.errno == errno.EADDRINUSE:
        return AddressError(f"Port {port} is taken by another program.", "Choose another port.")
    if error.errno in (errno.EACCES, errno.EPERM):
        return AddressError(f"This laptop does not let Visionwork use port {port}.", "Choose one above 1023.")
    return AddressError(f"{host} is not an address of this laptop now.", "Choose the network again.")
