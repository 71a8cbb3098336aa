"""The connection of one phone: uvicorn's protocol behind a strict gate.

uvicorn waits for the rest of a head or a body as long as the client likes. Here a request is
collected under one deadline and handed on only when it is whole and was found fit, so that idle
and dripping clients never reach the application.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

from uvicorn.protocols.http.h11_impl import H11Protocol

from visionwork.feedback.phone.connections import Connections
from visionwork.feedback.phone.head import METHODS, Head, RefusedError, Site, check_head, early_fault
from visionwork.feedback.phone.limits import Limits
from visionwork.feedback.phone.safety import SAFETY_HEADERS
from visionwork.feedback.phone.throttle import Throttle

_LINGER_S = 1.0
_LINGER_BYTES = 262_144


@dataclass(frozen=True, slots=True)
class Gate:
    """What every connection of one server shares.

    Attributes:
        site: Where the form is served.
        limits: Bounds.
        connections: The open connections.
        throttle: Requests by address.
    """

    site: Site
    limits: Limits
    connections: Connections
    throttle: Throttle


class _OnePiece:
    """A transport that keeps the pieces of an answer until it is whole, and sends them in one packet.

    uvicorn writes head and body one by one; two packets cost a phone on a busy Wi-Fi two turns, and
    this laptop twice the work.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Keep a piece."""
        self._pieces.append(data)

    def flush(self) -> None:
        """Send what was kept."""
        if self._pieces:
            self._transport.write(b"".join(self._pieces))
            self._pieces.clear()

    def close(self) -> None:
        """Send what was kept, then close."""
        self.flush()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the transport has
        return getattr(self._transport, name)


class GuardedProtocol(H11Protocol):
    """One connection.

    Args:
        gate: What all connections share.
        settings: What uvicorn hands to its protocols.

    Attributes:
        address: The other end; kept in memory while the connection lives.
        answering: Whether a whole request has come in and its answer is under way.
    """

    def __init__(self, gate: Gate, **settings: Any) -> None:  # noqa: ANN401  uvicorn's own arguments
        super().__init__(**settings)
        self.address = ""
        self.answering = False
        self._gate = gate
        self._collected = bytearray()
        self._head: Head | None = None
        self._head_size = 0
        self._refused = False
        self._discarded = 0
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Let the connection in when there is room."""
        self._answer = _OnePiece(transport)
        super().connection_made(cast(asyncio.Transport, self._answer))
        self.address = self.client[0] if self.client else ""
        if self._gate.connections.admit(self):
            self._set_deadline(self._gate.limits.request_seconds)
        else:
            self.drop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget everything about it."""
        self._gate.connections.forget(self)
        self._clear_deadline()
        self._collected.clear()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Collect a request; hand it on when it is whole."""
        if self.transport.is_closing():
            return
        if self._refused:
            self._discard(len(data))
            return
        if self.answering:  # a second request before the first is answered: one at a time, please
            self.cycle.keep_alive = False
            self._discard(len(data))
            return
        self._collected += data
        try:
            whole = self._whole_request()
        except RefusedError as refused:
            self._refuse(refused.status)
            return
        if whole is not None:
            self._unset_keepalive_if_required()
            self.answering = True
            super().data_received(whole)

    def on_response_complete(self) -> None:
        """Be ready for another request."""
        self.answering = False
        self._answer.flush()
        self._set_deadline(self._gate.limits.request_seconds)
        super().on_response_complete()

    def shutdown(self) -> None:
        """End the connection, after the answer that is under way."""
        if self.answering:
            super().shutdown()
        else:
            self.drop()

    def drop(self) -> None:
        """End the connection at once."""
        self.transport.abort()

    def _whole_request(self) -> bytes | None:
        """Return the request when it has come in whole, or None.

        Raises:
            RefusedError: It will not be answered.
        """
        limits = self._gate.limits
        if self._head is None:
            end = self._collected.find(b"\r\n\r\n") + 4
            start = bytes(self._collected[: end if end >= 4 else limits.head_bytes])
            if early_fault(start):
                raise RefusedError(HTTPStatus.BAD_REQUEST)
            if max(end, 0 if end >= 4 else len(self._collected)) > limits.head_bytes:
                raise RefusedError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
            if end < 4:
                return None
            self._head = check_head(start, self._gate.site, limits)
            self._head_size = end
            if not self._gate.throttle.allow(self.address):
                raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS)
        size = self._head_size + self._head.length
        if len(self._collected) < size:
            return None
        whole, rest = bytes(self._collected[:size]), self._collected[size:]
        self._collected.clear()
        self._head = None
        if rest.strip(b"\r\n"):  # more than it said, or a second request behind the first
            raise RefusedError(HTTPStatus.BAD_REQUEST)
        return whole

    def _refuse(self, status: HTTPStatus) -> None:
        """Answer with a constant page, and read on for a moment so that it arrives."""
        self._refused = True
        self._collected.clear()
        self.transport.write(refusal(status))
        self._answer.flush()
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._set_deadline(_LINGER_S)

    def _discard(self, count: int) -> None:
        self._discarded += count
        if self._discarded > _LINGER_BYTES:
            self.drop()

    def _set_deadline(self, seconds: float) -> None:
        self._clear_deadline()
        self._deadline = self.loop.call_later(seconds, self.drop)

    def _clear_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def refusal(status: HTTPStatus) -> bytes:
    """Return a whole answer that tells nothing but its number."""
    body = f"{status.value} {status.phrase}\n".encode()
    headers = {
        "content-type": "text/plain; charset=utf-8",
        "content-length": str(len(body)),
        "connection": "close",
        **SAFETY_HEADERS,
    }
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        headers["allow"] = ", ".join(METHODS)
    if status is HTTPStatus.TOO_MANY_REQUESTS:
        headers["retry-after"] = "30"
    lines = [f"HTTP/1.1 {status.value} {status.phrase}"]
    lines += [f"{name}: {text}" for name, text in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body
