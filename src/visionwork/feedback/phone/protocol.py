"""The connection of one phone: a strict gate before the application.

uvicorn's own protocols wait for the rest of a head or a body as long as the client likes, and parse what the
gate has parsed already. Here a request is collected under one deadline, found fit, and handed to the
application when it is whole, so that idle and dripping clients never reach it; the answer leaves in one
packet. uvicorn keeps what it is good at: the event loop, the sockets, and ending in order.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import uvicorn
from starlette.types import Message
from uvicorn.server import ServerState

from visionwork.feedback.phone.connections import Connections
from visionwork.feedback.phone.head import METHODS, Head, RefusedError, Site, check_head, early_fault
from visionwork.feedback.phone.limits import Limits
from visionwork.feedback.phone.safety import SAFETY_HEADERS
from visionwork.feedback.phone.throttle import Throttle

log = logging.getLogger(__name__)

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


class GuardedProtocol(asyncio.Protocol):
    """One connection.

    Args:
        gate: What all connections share.
        settings: What uvicorn hands to its protocols.

    Attributes:
        address: The other end; kept in memory while the connection lives.
        answering: Whether a whole request has come in and its answer is under way.
    """

    def __init__(
        self,
        gate: Gate,
        config: uvicorn.Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        if not config.loaded:
            config.load()
        self.address = ""
        self.answering = False
        self._gate = gate
        self._app: Any = config.loaded_app
        self._state: Any = server_state  # its sets are typed for uvicorn's own protocols
        self._loop = _loop or asyncio.get_event_loop()
        self._scope: dict[str, Any] = {}
        self._collected = bytearray()
        self._head: Head | None = None
        self._head_size = 0
        self._refused = False
        self._last = False
        self._discarded = 0
        self._deadline: asyncio.TimerHandle | None = None
        self._gone = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let the connection in when there is room."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._state.connections.add(self)
        client = transport.get_extra_info("peername")
        self.address = client[0] if client else ""
        self._scope = {
            "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1",
            "server": transport.get_extra_info("sockname")[:2], "client": client[:2] if client else None,
            "scheme": "https" if transport.get_extra_info("sslcontext") else "http", "root_path": "",
        }  # fmt: skip
        if self._gate.connections.admit(self):
            self._set_deadline(self._gate.limits.request_seconds)
        else:
            self.drop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget everything about it."""
        self._state.connections.discard(self)
        self._gate.connections.forget(self)
        self._clear_deadline()
        self._collected.clear()
        self._gone.set()

    def data_received(self, data: bytes) -> None:
        """Collect a request; hand it on when it is whole."""
        if self._transport.is_closing():
            return
        if self._refused:
            self._discard(len(data))
            return
        if self.answering:  # a second request before the first is answered: one at a time, please
            self._last = True
            self._discard(len(data))
            return
        self._collected += data
        try:
            whole = self._whole_request()
        except RefusedError as refused:
            self._refuse(refused.status)
            return
        if whole is not None:
            self.answering = True
            self._last = not whole[0].keeps_alive
            task = self._loop.create_task(self._answer(*whole))
            self._state.tasks.add(task)
            task.add_done_callback(self._state.tasks.discard)

    async def _answer(self, head: Head, body: bytes) -> None:
        """Let the application answer a request, and send what it says."""
        scope = {
            **self._scope, "method": head.method, "path": head.path, "raw_path": head.path.encode(),
            "query_string": head.query, "headers": list(head.headers.items()), "state": {},
        }  # fmt: skip
        cycle = _Cycle(body, self._gone)
        self._state.total_requests += 1
        try:
            await self._app(scope, cycle.receive, cycle.send)
        except Exception:
            log.exception("A request could not be answered")
        if self._transport.is_closing():
            return
        if cycle.status is None or not cycle.complete:
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR)
            return
        self._transport.write(cycle.whole(head.method, last=self._last))
        self.answering = False
        if self._last:
            self._transport.close()
        else:
            self._set_deadline(self._gate.limits.request_seconds)

    def shutdown(self) -> None:
        """End the connection, after the answer that is under way."""
        if self.answering:
            self._last = True
        else:
            self.drop()

    def drop(self) -> None:
        """End the connection at once."""
        self._transport.abort()

    def _whole_request(self) -> tuple[Head, bytes] | None:
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
        body, rest = bytes(self._collected[self._head_size : size]), self._collected[size:]
        head = self._head
        self._collected.clear()
        self._head = None
        if rest.strip(b"\r\n"):  # more than it said, or a second request behind the first
            raise RefusedError(HTTPStatus.BAD_REQUEST)
        return head, body

    def _refuse(self, status: HTTPStatus) -> None:
        """Answer with a constant page, and read on for a moment so that it arrives."""
        self._refused = True
        self._collected.clear()
        self._transport.write(refusal(status))
        if self._transport.can_write_eof():
            self._transport.write_eof()
        self._set_deadline(_LINGER_S)

    def _discard(self, count: int) -> None:
        self._discarded += count
        if self._discarded > _LINGER_BYTES:
            self.drop()

    def _set_deadline(self, seconds: float) -> None:
        self._clear_deadline()
        self._deadline = self._loop.call_later(seconds, self.drop)

    def _clear_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class _Cycle:
    """What the application sees of one request, and what it says to it.

    Args:
        body: The body of the request.
        gone: Set when the connection is lost.

    Attributes:
        status: Status of the answer, or None before there is one.
        complete: Whether the answer is whole.
    """

    def __init__(self, body: bytes, gone: asyncio.Event) -> None:
        self.status: int | None = None
        self.complete = False
        self._body = body
        self._given = False
        self._gone = gone
        self._headers: list[tuple[bytes, bytes]] = []
        self._pieces: list[bytes] = []

    async def receive(self) -> Message:
        """Give the body, then wait for the end of the connection."""
        if not self._given:
            self._given = True
            return {"type": "http.request", "body": self._body, "more_body": False}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """Take a piece of the answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self._headers = list(message.get("headers", ()))
        else:
            self._pieces.append(message.get("body", b""))
            self.complete = not message.get("more_body", False)

    def whole(self, method: str, *, last: bool) -> bytes:
        """Return the answer as it is sent."""
        assert self.status is not None
        body = b"".join(self._pieces)
        headers = self._headers
        if not any(name == b"content-length" for name, _ in headers):
            headers.append((b"content-length", b"%d" % len(body)))
        if last:
            headers.append((b"connection", b"close"))
        lines = [_STATUS_LINES[self.status], *(b"%b: %b" % header for header in headers), b"", b""]
        return b"\r\n".join(lines) + (b"" if method == "HEAD" else body)


_STATUS_LINES = {status.value: f"HTTP/1.1 {status.value} {status.phrase}".encode() for status in HTTPStatus}


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
