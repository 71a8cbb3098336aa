"""The application on a server: the phone form, and behind a token what the workshop fetches."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from http import HTTPStatus
from typing import Any, Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from visionwork.domain.rounds import in_steps
from visionwork.feedback.phone import pages
from visionwork.feedback.phone.app import phone_app
from visionwork.feedback.phone.desk import PhoneDesk
from visionwork.feedback.phone.safety import SAFETY_HEADERS
from visionwork.serving.database import DatabaseError, RoundDatabase
from visionwork.serving.package import RoundPackage, token_hash
from visionwork.serving.paths import CLOSE, COMMENTS, FORGET, RESPONSES, STATE


class Databases(Protocol):
    """Opens a connection to the round's database."""

    def __call__(self) -> RoundDatabase:
        """Return a fresh connection."""
        ...


def server_app(desk: PhoneDesk, package: RoundPackage, connect: Databases) -> ASGIApp:
    """Return the application of one worker.

    Args:
        desk: What the form works with.
        package: The round.
        connect: Opens a connection for fetching; one a request, since fetching is rare.
    """
    form = phone_app(desk)
    office = _Office(package, connect)

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if path == "/":
            # Without a room there is no room word: who has the whole address may answer.
            body = pages.message_page(desk.content.words, "missing")
            answer = Response(body, HTTPStatus.NOT_FOUND, media_type="text/html", headers=SAFETY_HEADERS)
            await answer(scope, receive, send)
        elif path.startswith("/round/"):
            answer = await office.answer(Request(scope, receive))
            await answer(scope, receive, send)
        else:
            await form(scope, receive, send)

    return application


class _Office:
    """Answers the workshop."""

    def __init__(self, package: RoundPackage, connect: Databases) -> None:
        self._package = package
        self._connect = connect

    async def answer(self, request: Request) -> Response:
        """Answer one request, if its token is the right one."""
        if not self._may(request):
            return _told(HTTPStatus.UNAUTHORIZED, "The token does not open this round.")
        found = self._job(request)
        if found is None:
            return _told(HTTPStatus.NOT_FOUND, "There is nothing here.")
        return await found

    def _job(self, request: Request) -> Awaitable[Response] | None:
        path, method = request.url.path, request.method
        if method == "GET" and path == STATE:
            return self._run(self._state)
        if method == "POST" and path == CLOSE:
            return self._run(self._close)
        if method == "POST" and path == FORGET:
            return self._run(self._forget)
        if method == "GET" and path.startswith(RESPONSES):
            after = path.removeprefix(RESPONSES)
            return self._run(lambda database: self._page(database, database.responses, after))
        if method == "GET" and path.startswith(COMMENTS):
            after = path.removeprefix(COMMENTS)
            return self._run(lambda database: self._page(database, database.comments, after))
        return None

    async def _run(self, job: Callable[[RoundDatabase], Response]) -> Response:
        def work() -> Response:
            with self._connect() as database:
                return job(database)

        try:
            return await run_in_threadpool(work)
        except DatabaseError as error:
            return _told(HTTPStatus.SERVICE_UNAVAILABLE, str(error))

    def _state(self, database: RoundDatabase) -> Response:
        closed = database.is_closed()
        responses, comments = database.counts()
        # While answers come in, even their number is only told in steps.
        told = (
            {"responses": responses, "comments": comments} if closed else {"responses": in_steps(responses)}
        )
        return _json({"id": self._package.id, "digest": self._package.digest, "closed": closed, **told})

    def _close(self, database: RoundDatabase) -> Response:
        if not database.is_closed():
            database.close_round()
        return self._state(database)

    def _forget(self, database: RoundDatabase) -> Response:
        if not database.is_closed():
            return _told(HTTPStatus.CONFLICT, "The round is still open.")
        database.forget()
        return _json({"id": self._package.id, "forgotten": True})

    def _page(self, database: RoundDatabase, read: Callable[[str], list[Any]], after: str) -> Response:
        if not database.is_closed():  # first: what is read before may lack what came in until it closed
            return _told(HTTPStatus.CONFLICT, "The round is still open.")
        return _json({"items": [asdict(item) for item in read(after)]})

    def _may(self, request: Request) -> bool:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        right = self._package.fetch_sha256
        return kind.lower() == "bearer" and hmac.compare_digest(token_hash(token.strip()), right)


def _json(values: dict[str, Any]) -> Response:
    return JSONResponse(values, headers=SAFETY_HEADERS)


def _told(status: HTTPStatus, sentence: str) -> Response:
    return JSONResponse({"problem": sentence}, status, headers=SAFETY_HEADERS)
