"""The application behind the address: word page, check page and form. It stores nothing itself.

It is plain ASGI: five addresses need no router, and a room that sends its forms at once is answered twice as
fast without one.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import NamedTuple

from starlette.types import ASGIApp, Receive, Scope, Send

from visionwork.domain.rounds import NewResponse
from visionwork.feedback.phone import pages
from visionwork.feedback.phone.desk import Outcome, Pause, PhoneDesk
from visionwork.feedback.phone.form import DIGEST_FIELD, WORD_FIELD, Filled, fields, read_form
from visionwork.feedback.phone.keys import TOKEN, is_turned, new_form_name
from visionwork.feedback.phone.safety import SAFETY_HEADERS
from visionwork.feedback.phone.words import style_sheet

_SAFE = tuple((name.encode(), text.encode()) for name, text in SAFETY_HEADERS.items())
_HTML = (b"content-type", b"text/html; charset=utf-8")
_CSS = (b"content-type", b"text/css; charset=utf-8")


class _Answer(NamedTuple):
    """A whole answer, but for the headers that go with every one."""

    status: HTTPStatus
    body: bytes = b""
    headers: tuple[tuple[bytes, bytes], ...] = (_HTML,)


@dataclass(frozen=True, slots=True)
class _Request:
    """One request, as far as a handler reads it."""

    method: str
    address: str
    once: str
    receive: Receive

    async def body(self) -> bytes:
        """Return what was posted."""
        pieces: list[bytes] = []
        while True:
            message = await self.receive()
            pieces.append(message.get("body", b""))
            if not message.get("more_body", False):
                return b"".join(pieces)


_Handler = Callable[[_Request], Awaitable[_Answer]]
_READS, _POSTS = ("GET", "HEAD"), ("GET", "HEAD", "POST")


def phone_app(desk: PhoneDesk) -> ASGIApp:
    """Return the application that serves one round."""
    handlers = _Handlers(desk)

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        found = await _answer(handlers, scope, receive)
        headers = [*_SAFE, *found.headers, (b"content-length", b"%d" % len(found.body))]
        await send({"type": "http.response.start", "status": found.status.value, "headers": headers})
        await send({"type": "http.response.body", "body": found.body})

    return application


async def _answer(handlers: _Handlers, scope: Scope, receive: Receive) -> _Answer:
    method: str = scope["method"]
    parts: list[str] = scope["path"].split("/")[1:]
    handler, methods, once = _place(handlers, parts)
    if handler is None:
        return handlers.refusal(HTTPStatus.NOT_FOUND)
    if method not in methods:
        refused = handlers.refusal(HTTPStatus.METHOD_NOT_ALLOWED)
        return refused._replace(headers=(*refused.headers, (b"allow", ", ".join(methods).encode())))
    client = scope.get("client")
    return await handler(_Request(method, client[0] if client else "", once, receive))


def _place(handlers: _Handlers, parts: list[str]) -> tuple[_Handler | None, tuple[str, ...], str]:
    """Return who answers at a path, by which methods, and the name of the form in it."""
    match parts:
        case [""]:
            return handlers.word, _POSTS, ""
        case ["check"]:
            return handlers.check, _READS, ""
        case ["style.css"]:
            return handlers.style, _READS, ""
        case [token] if handlers.opens(token):
            return handlers.begin, _READS, ""
        case [token, once] if handlers.opens(token) and TOKEN.fullmatch(once):
            return handlers.form, _POSTS, once
        case _:
            return None, (), ""


class _Handlers:
    """One method a page."""

    def __init__(self, desk: PhoneDesk) -> None:
        self._desk = desk
        self._style = style_sheet()
        self._settled: deque[tuple[asyncio.Future[Outcome], Outcome]] = deque()
        self._told: dict[str, bytes] = {}
        self._told_by: object = None
        self._turned = secrets.choice((False, True))

    def opens(self, token: str) -> bool:
        """Return whether a part of an address is the round's token."""
        return self._desk.keys.opens(token)

    async def word(self, request: _Request) -> _Answer:
        """Let people in who type the room word; nothing of the workshop shows here."""
        desk, words = self._desk, self._desk.content.words
        address = request.address
        desk.note_visit(address)
        if request.method != "POST":
            return _html(pages.word_page(words))
        if desk.lockout.locked(address):
            if desk.lockout.locked_for_all():
                desk.pause(Pause.WORD)
            return _html(pages.word_page(words, words.text("word_locked")), HTTPStatus.TOO_MANY_REQUESTS)
        values = fields(await request.body())
        if values is None:
            return self.refusal(HTTPStatus.BAD_REQUEST)
        if desk.keys.is_word(values.get(WORD_FIELD, "")):
            return _redirect(f"/{desk.keys.token}")
        desk.lockout.note_wrong(address)
        return _html(pages.word_page(words, words.text("word_wrong")), HTTPStatus.FORBIDDEN)

    async def check(self, request: _Request) -> _Answer:
        """Tell that the network lets this phone through."""
        self._desk.note_visit(request.address)
        return _html(pages.message_page(self._desk.content.words, "check"))

    async def style(self, request: _Request) -> _Answer:
        """Return the look."""
        return _Answer(HTTPStatus.OK, self._style, (_CSS,))

    async def begin(self, request: _Request) -> _Answer:
        """Give every visit a form of its own, named in the address.

        So reload, the way back and a second tap lead to the same form, and its answers are stored once,
        without a cookie. Of two texts, every other visit begins with the second.
        """
        self._desk.note_visit(request.address)
        if not self._desk.content.is_open:
            return self._message("closed", HTTPStatus.GONE)
        self._turned = not self._turned
        return _redirect(f"/{self._desk.keys.token}/{new_form_name(turned=self._turned)}")

    async def form(self, request: _Request) -> _Answer:
        """Show a form, or store what was filled in."""
        key = self._desk.keys.row_key(request.once)
        if request.method == "POST":
            return await self._receive(request, key, turned=is_turned(request.once))
        self._desk.note_visit(request.address)
        if self._desk.store.has(key):
            return self._message("already")
        content = self._desk.content
        if not content.is_open:
            return self._message("closed", HTTPStatus.GONE)
        return _html(pages.form_page(content, self._desk.limits, turned=is_turned(request.once)))

    def refusal(self, status: HTTPStatus) -> _Answer:
        """Answer what has no page, always with the same words."""
        return self._message("missing" if status is HTTPStatus.NOT_FOUND else "refused", status)

    async def _receive(self, request: _Request, key: str, *, turned: bool) -> _Answer:
        desk, content = self._desk, self._desk.content
        values = fields(await request.body())
        if values is None:
            return self.refusal(HTTPStatus.BAD_REQUEST)
        if desk.store.has(key):
            return self._message("already")
        if not content.is_open:
            return self._message("closed", HTTPStatus.GONE)
        filled = read_form(values, content, desk.limits)
        if filled.response is None:
            return self._again(filled, HTTPStatus.UNPROCESSABLE_ENTITY, turned=turned)
        if not desk.posts.allow(request.address):
            desk.pause(Pause.BURST)
            return self._again(filled, HTTPStatus.TOO_MANY_REQUESTS, "busy", turned=turned)
        if not desk.take():
            return self._again(filled, HTTPStatus.SERVICE_UNAVAILABLE, "full", turned=turned)
        outcome = await self._store(filled.response, key, values[DIGEST_FIELD])
        if outcome is Outcome.STORED:
            return self._message("thanks")
        desk.give_back()
        if outcome is Outcome.ALREADY:
            return self._message("already")
        if outcome is Outcome.CLOSED:
            return self._message("closed", HTTPStatus.GONE)
        if outcome is Outcome.CHANGED:
            return self._again(filled, HTTPStatus.CONFLICT, "changed", turned=turned)
        desk.pause(Pause.DISK)
        return self._again(filled, HTTPStatus.SERVICE_UNAVAILABLE, "not_stored", turned=turned)

    async def _store(self, response: NewResponse, key: str, digest: str) -> Outcome:
        """Return what became of answers, once that is certain."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Outcome] = loop.create_future()

        def done(outcome: Outcome) -> None:
            # A commit settles many at once; one call wakes the loop for all of them.
            self._settled.append((future, outcome))
            if len(self._settled) == 1 and not loop.is_closed():
                loop.call_soon_threadsafe(self._settle)

        self._desk.store.submit(response, key, digest, done)
        return await future

    def _settle(self) -> None:
        """Hand on what became of answers."""
        while self._settled:
            future, outcome = self._settled.popleft()
            if not future.done():
                future.set_result(outcome)

    def _again(self, filled: Filled, status: HTTPStatus, notice: str = "", *, turned: bool) -> _Answer:
        """Return the form with everything that was filled in."""
        content = self._desk.content
        if notice:
            filled = Filled(filled.values, {}, content.words.text(notice))
        body = pages.form_page(content, self._desk.limits, filled, turned=turned)
        later = ((b"retry-after", b"30"),) if status is HTTPStatus.TOO_MANY_REQUESTS else ()
        return _Answer(status, body, (_HTML, *later))

    def _message(self, key: str, status: HTTPStatus = HTTPStatus.OK) -> _Answer:
        words = self._desk.content.words
        if self._told_by is not words:
            self._told, self._told_by = {}, words
        if key not in self._told:
            self._told[key] = pages.message_page(words, key)
        return _Answer(status, self._told[key])


def _html(body: bytes, status: HTTPStatus = HTTPStatus.OK) -> _Answer:
    return _Answer(status, body)


def _redirect(path: str) -> _Answer:
    return _Answer(HTTPStatus.SEE_OTHER, b"", ((b"location", path.encode()),))
