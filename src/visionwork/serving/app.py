"""The application on a server: the phone form, and behind a token what the workshop fetches."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from http import HTTPStatus
from typing import Any, Protocol

from visionwork.domain.rounds import in_steps
from visionwork.feedback.phone.answer import JSON, Answer
from visionwork.feedback.phone.app import PhoneApp
from visionwork.feedback.phone.desk import PhoneDesk
from visionwork.feedback.phone.protocol import Reply, Request
from visionwork.serving.database import DatabaseError, RoundDatabase
from visionwork.serving.package import RoundPackage, token_hash
from visionwork.serving.paths import CLOSE, COMMENTS, FORGET, RESPONSES, STATE

log = logging.getLogger(__name__)

_FETCHING = 8


class Databases(Protocol):
    """Opens a connection to the round's database."""

    def __call__(self) -> RoundDatabase:
        """Return a fresh connection."""
        ...


class ServerApp:
    """The application of one worker.

    Args:
        desk: What the form works with.
        package: The round.
        connect: Opens a connection for fetching; one a request, since fetching is rare.
    """

    def __init__(self, desk: PhoneDesk, package: RoundPackage, connect: Databases) -> None:
        self._form = PhoneApp(desk)
        self._office = _Office(package, connect)

    def handle(self, request: Request, reply: Reply) -> None:
        """Answer a request."""
        path = request.head.path
        if path == "/":
            # Without a room there is no room word: who has the whole address may answer.
            reply(self._form.refusal(HTTPStatus.NOT_FOUND))
        elif path.startswith("/round/"):
            self._office.handle(request, reply)
        else:
            self._form.handle(request, reply)

    def close(self) -> None:
        """Wait for what is being fetched."""
        self._office.close()


class _Office:
    """Answers the workshop, in threads: a database may keep it waiting."""

    def __init__(self, package: RoundPackage, connect: Databases) -> None:
        self._package = package
        self._connect = connect
        self._threads = ThreadPoolExecutor(_FETCHING, "fetching")

    def handle(self, request: Request, reply: Reply) -> None:
        """Answer one request, if its token is the right one."""
        if not self._may(request):
            reply(_told(HTTPStatus.UNAUTHORIZED, "The token does not open this round."))
            return
        job = self._job(request)
        if job is None:
            reply(_told(HTTPStatus.NOT_FOUND, "There is nothing here."))
            return
        loop = asyncio.get_running_loop()
        loop.run_in_executor(self._threads, self._run, job).add_done_callback(
            lambda answered: reply(answered.result())
        )

    def close(self) -> None:
        """Wait for what is being fetched."""
        self._threads.shutdown()

    def _job(self, request: Request) -> Callable[[RoundDatabase], Answer] | None:
        path, method = request.head.path, request.head.method
        if method == "GET" and path == STATE:
            return self._state
        if method == "POST" and path == CLOSE:
            return self._close
        if method == "POST" and path == FORGET:
            return self._forget
        if method == "GET" and path.startswith(RESPONSES):
            after = path.removeprefix(RESPONSES)
            return lambda database: self._page(database, database.responses, after)
        if method == "GET" and path.startswith(COMMENTS):
            after = path.removeprefix(COMMENTS)
            return lambda database: self._page(database, database.comments, after)
        return None

    def _run(self, job: Callable[[RoundDatabase], Answer]) -> Answer:
        try:
            with self._connect() as database:
                return job(database)
        except DatabaseError as error:
            return _told(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
        except Exception:
            log.exception("A request of the workshop could not be answered")
            return _told(HTTPStatus.INTERNAL_SERVER_ERROR, "The server could not answer.")

    def _state(self, database: RoundDatabase) -> Answer:
        closed = database.is_closed()
        responses, comments = database.counts()
        # While answers come in, even their number is only told in steps.
        told = (
            {"responses": responses, "comments": comments} if closed else {"responses": in_steps(responses)}
        )
        return _json({"id": self._package.id, "digest": self._package.digest, "closed": closed, **told})

    def _close(self, database: RoundDatabase) -> Answer:
        if not database.is_closed():
            database.close_round()
        return self._state(database)

    def _forget(self, database: RoundDatabase) -> Answer:
        if not database.is_closed():
            return _told(HTTPStatus.CONFLICT, "The round is still open.")
        database.forget()
        return _json({"id": self._package.id, "forgotten": True})

    def _page(self, database: RoundDatabase, read: Callable[[str], list[Any]], after: str) -> Answer:
        if not database.is_closed():  # first: what is read before may lack what came in until it closed
            return _told(HTTPStatus.CONFLICT, "The round is still open.")
        return _json({"items": [asdict(item) for item in read(after)]})

    def _may(self, request: Request) -> bool:
        sent = request.head.headers.get(b"authorization", b"").decode("latin-1")
        kind, _, token = sent.partition(" ")
        right = self._package.fetch_sha256
        return kind.lower() == "bearer" and hmac.compare_digest(token_hash(token.strip()), right)


def _json(values: dict[str, Any], status: HTTPStatus = HTTPStatus.OK) -> Answer:
    content = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return Answer(status, content.encode(), (JSON,))


def _told(status: HTTPStatus, sentence: str) -> Answer:
    return _json({"problem": sentence}, status)
