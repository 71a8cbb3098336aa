"""The connection of one phone: a strict gate before the application.

Servers for everybody wait for the rest of a head or a body as long as the client likes, and take what only
odd clients send. Here a request is collected under one deadline, found fit, and handed to the application
when it is whole, so that idle and dripping clients never reach it; the answer leaves in one packet.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import NamedTuple

from visionwork.feedback.phone.answer import Answer, refusal
from visionwork.feedback.phone.connections import Connections
from visionwork.feedback.phone.head import Head, RefusedError, Site, check_head, early_fault
from visionwork.feedback.phone.limits import Limits
from visionwork.feedback.phone.throttle import Throttle

log = logging.getLogger(__name__)

_LINGER_S = 1.0
_LINGER_BYTES = 262_144


class Request(NamedTuple):
    """A whole request.

    Attributes:
        head: What it asks for.
        body: What was posted.
        address: Where it came from; never stored.
    """

    head: Head
    body: bytes
    address: str


Reply = Callable[[Answer], None]
Handler = Callable[[Request, Reply], None]
"""Answers a request by calling its reply once, at once or later, in the event loop."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What every connection of one server shares.

    Attributes:
        site: Where the form is served.
        limits: Bounds.
        connections: The open connections.
        throttle: Requests by address.
        handler: The application.
    """

    site: Site
    limits: Limits
    connections: Connections
    throttle: Throttle
    handler: Handler


class GuardedProtocol(asyncio.Protocol):
    """One connection.

    Args:
        gate: What all connections share.
        loop: The loop it lives in.

    Attributes:
        address: The other end; kept in memory while the connection lives.
        answering: Whether a whole request has come in and its answer is under way.
    """

    def __init__(self, gate: Gate, loop: asyncio.AbstractEventLoop) -> None:
        self.address = ""
        self.answering = False
        self._gate = gate
        self._loop = loop
        self._transport: asyncio.Transport
        self._collected = bytearray()
        self._head: Head | None = None
        self._head_size = 0
        self._refused = False
        self._last = False
        self._discarded = 0
        self._ends_at = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._with_body = True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let the connection in when there is room."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        client = transport.get_extra_info("peername")
        self.address = client[0] if client else ""
        if self._gate.connections.admit(self):
            self._set_deadline(self._gate.limits.request_seconds)
        else:
            self.drop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget everything about it."""
        self._gate.connections.forget(self)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._collected.clear()

    def data_received(self, data: bytes) -> None:
        """Collect a request; hand it on when it is whole."""
        if self._refused or self.answering or self._transport.is_closing():
            # A second request before the first is answered: one at a time, please.
            self._last = True
            self._discard(len(data))
            return
        try:
            request = self._whole_request(data)
            if request is None:
                return
            self.answering = True
            self._last = not request.head.keeps_alive
            self._with_body = request.head.method != "HEAD"
            self._gate.handler(request, self._reply)
        except RefusedError as refused:
            self._refuse(refused.status)
        except Exception:
            log.exception("A request could not be answered")
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR)

    def shutdown(self) -> None:
        """End the connection, after the answer that is under way."""
        if self.answering:
            self._last = True
        else:
            self.drop()

    def drop(self) -> None:
        """End the connection at once."""
        self._transport.abort()

    def _reply(self, answer: Answer) -> None:
        if self._refused or self._transport.is_closing():
            return
        self._transport.write(answer.whole(with_body=self._with_body, last=self._last))
        self.answering = False
        if self._last:
            self._transport.close()
        else:
            self._ends_at = self._loop.time() + self._gate.limits.request_seconds

    def _whole_request(self, data: bytes) -> Request | None:
        """Return the request when it has come in whole, or None.

        Raises:
            RefusedError: It will not be answered.
        """
        collected: bytes | bytearray = data
        if self._collected:
            self._collected += data
            collected = self._collected
        head = self._head
        if head is None:
            end = collected.find(b"\r\n\r\n") + 4
            if end < 4:
                self._check_start(collected)
                if collected is data:
                    self._collected += data
                return None
            if end > self._gate.limits.head_bytes:
                raise RefusedError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
            head = check_head(bytes(collected[:end]), self._gate.site, self._gate.limits)
            self._head_size = end
            if not self._gate.throttle.allow(self.address):
                raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS)
        size = self._head_size + head.length
        if len(collected) < size:
            self._head = head
            if collected is data:
                self._collected += data
            return None
        body = bytes(collected[self._head_size : size])
        if len(collected) > size and collected[size:].strip(b"\r\n"):
            # More than it said, or a second request behind the first.
            raise RefusedError(HTTPStatus.BAD_REQUEST)
        self._head = None
        self._collected.clear()
        return Request(head, body, self.address)

    def _check_start(self, collected: bytes | bytearray) -> None:
        limit = self._gate.limits.head_bytes
        if early_fault(bytes(collected[:limit])):
            raise RefusedError(HTTPStatus.BAD_REQUEST)
        if len(collected) > limit:
            raise RefusedError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def _refuse(self, status: HTTPStatus) -> None:
        """Answer with a constant page, and read on for a moment so that it arrives."""
        self._refused = True
        self._collected.clear()
        self._transport.write(refusal(status).whole(last=True))
        if self._transport.can_write_eof():
            self._transport.write_eof()
        self._set_deadline(_LINGER_S)

    def _discard(self, count: int) -> None:
        self._discarded += count
        if self._discarded > _LINGER_BYTES:
            self.drop()

    def _set_deadline(self, seconds: float) -> None:
        self._ends_at = self._loop.time() + seconds
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(self._ends_at, self._look_at_clock)

    def _look_at_clock(self) -> None:
        # An answer only moves the end; a timer is made anew once in the time a request may take.
        if self._loop.time() >= self._ends_at:
            self.drop()
        else:
            self._timer = self._loop.call_at(self._ends_at, self._look_at_clock)
