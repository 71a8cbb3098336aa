"""The application behind the address: word page, check page and form. It stores nothing itself."""

from __future__ import annotations

import asyncio
import secrets
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from visionwork.domain.rounds import NewResponse
from visionwork.feedback.phone import pages
from visionwork.feedback.phone.desk import Outcome, Pause, PhoneDesk
from visionwork.feedback.phone.form import DIGEST_FIELD, WORD_FIELD, Filled, fields, read_form
from visionwork.feedback.phone.keys import TOKEN, is_turned, new_form_name
from visionwork.feedback.phone.safety import SAFETY_HEADERS
from visionwork.feedback.phone.words import style_sheet


def phone_app(desk: PhoneDesk) -> Starlette:
    """Return the application that serves one round."""
    handlers = _Handlers(desk)
    app = Starlette(
        routes=[
            Route("/", handlers.word, methods=["GET", "POST"]),
            Route("/check", handlers.check, methods=["GET"]),
            Route("/style.css", handlers.style, methods=["GET"]),
            Route("/{token}", handlers.begin, methods=["GET"]),
            Route("/{token}/{once}", handlers.form, methods=["GET", "POST"]),
        ],
        exception_handlers={HTTPException: handlers.refuse},
    )
    app.router.redirect_slashes = False
    return app


class _Handlers:
    """One method a page."""

    def __init__(self, desk: PhoneDesk) -> None:
        self._desk = desk
        self._style = style_sheet()
        self._turned = secrets.choice((False, True))

    async def word(self, request: Request) -> Response:
        """Let people in who type the room word; nothing of the workshop shows here."""
        desk, words = self._desk, self._desk.content.words
        address = _address(request)
        desk.note_visit(address)
        if request.method != "POST":
            return _html(pages.word_page(words))
        if desk.lockout.locked(address):
            if desk.lockout.locked_for_all():
                desk.pause(Pause.WORD)
            return _html(pages.word_page(words, words.text("word_locked")), HTTPStatus.TOO_MANY_REQUESTS)
        values = fields(await request.body())
        if values is None:
            return self._refusal(HTTPStatus.BAD_REQUEST)
        if desk.keys.is_word(values.get(WORD_FIELD, "")):
            return _redirect(f"/{desk.keys.token}")
        desk.lockout.note_wrong(address)
        return _html(pages.word_page(words, words.text("word_wrong")), HTTPStatus.FORBIDDEN)

    async def check(self, request: Request) -> Response:
        """Tell that the network lets this phone through."""
        self._desk.note_visit(_address(request))
        return _html(pages.message_page(self._desk.content.words, "check"))

    async def style(self, request: Request) -> Response:
        """Return the look."""
        return Response(self._style, media_type="text/css", headers=SAFETY_HEADERS)

    async def begin(self, request: Request) -> Response:
        """Give every visit a form of its own, named in the address.

        So reload, the way back and a second tap lead to the same form, and its answers are stored once,
        without a cookie. Of two texts, every other visit begins with the second.
        """
        self._check_token(request)
        self._desk.note_visit(_address(request))
        if not self._desk.content.is_open:
            return self._message("closed", HTTPStatus.GONE)
        self._turned = not self._turned
        return _redirect(f"/{self._desk.keys.token}/{new_form_name(turned=self._turned)}")

    async def form(self, request: Request) -> Response:
        """Show a form, or store what was filled in."""
        self._check_token(request)
        once = request.path_params["once"]
        if not TOKEN.fullmatch(once):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        key = self._desk.keys.row_key(once)
        if request.method == "POST":
            return await self._receive(request, key, turned=is_turned(once))
        self._desk.note_visit(_address(request))
        if self._desk.store.has(key):
            return self._message("already")
        content = self._desk.content
        if not content.is_open:
            return self._message("closed", HTTPStatus.GONE)
        return _html(pages.form_page(content, self._desk.limits, turned=is_turned(once)))

    async def refuse(self, request: Request, error: Exception) -> Response:
        """Answer what has no page, always with the same words."""
        assert isinstance(error, HTTPException)
        return self._refusal(HTTPStatus(error.status_code))

    async def _receive(self, request: Request, key: str, *, turned: bool) -> Response:
        desk, content = self._desk, self._desk.content
        values = fields(await request.body())
        if values is None:
            return self._refusal(HTTPStatus.BAD_REQUEST)
        if desk.store.has(key):
            return self._message("already")
        if not content.is_open:
            return self._message("closed", HTTPStatus.GONE)
        filled = read_form(values, content, desk.limits)
        if filled.response is None:
            return self._again(filled, HTTPStatus.UNPROCESSABLE_ENTITY, turned=turned)
        if not desk.posts.allow(_address(request)):
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

        def settle(outcome: Outcome) -> None:
            if not future.done():
                future.set_result(outcome)

        def done(outcome: Outcome) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(settle, outcome)

        self._desk.store.submit(response, key, digest, done)
        return await future

    def _check_token(self, request: Request) -> None:
        if not self._desk.keys.opens(request.path_params["token"]):
            raise HTTPException(HTTPStatus.NOT_FOUND)

    def _again(self, filled: Filled, status: HTTPStatus, notice: str = "", *, turned: bool) -> Response:
        """Return the form with everything that was filled in."""
        content = self._desk.content
        if notice:
            filled = Filled(filled.values, {}, content.words.text(notice))
        headers = {"retry-after": "30"} if status is HTTPStatus.TOO_MANY_REQUESTS else {}
        return _html(pages.form_page(content, self._desk.limits, filled, turned=turned), status, headers)

    def _message(self, key: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
        return _html(pages.message_page(self._desk.content.words, key), status)

    def _refusal(self, status: HTTPStatus) -> Response:
        key = "missing" if status is HTTPStatus.NOT_FOUND else "refused"
        return self._message(key, status)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _html(body: bytes, status: HTTPStatus = HTTPStatus.OK, headers: dict[str, str] | None = None) -> Response:
    return Response(body, status, media_type="text/html", headers={**SAFETY_HEADERS, **(headers or {})})


def _redirect(path: str) -> Response:
    return Response(status_code=HTTPStatus.SEE_OTHER, headers={**SAFETY_HEADERS, "location": path})
