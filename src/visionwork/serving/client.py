"""Fetching a closed round from a server, over HTTPS, with its token; nothing that arrives is trusted."""

from __future__ import annotations

import hashlib
import json
import re
import ssl
import urllib.error
import urllib.request
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO, Any

from visionwork.domain.drafts import clean_text
from visionwork.domain.errors import UserFacingError
from visionwork.domain.rounds import Comment, NewResponse, Question
from visionwork.feedback.phone.limits import Limits
from visionwork.serving.paths import CLOSE, COMMENTS, FORGET, RESPONSES, STATE, first_page

_PATIENCE_S = 60.0
_MOST_BYTES = 64 * 1024 * 1024
_KEY = re.compile(r"[0-9a-f]{32}")


class FetchError(UserFacingError):
    """A round could not be fetched."""


@dataclass(frozen=True, slots=True)
class ServerState:
    """What a server says of a round.

    Attributes:
        id: The round's id.
        digest: Hash of what it asks.
        closed: Whether it takes answers no more.
        responses: How many there are; in steps while it is open.
        comments: How many comments there are; None while it is open.
    """

    id: str
    digest: str
    closed: bool
    responses: int
    comments: int | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """What answers of a round may hold.

    Attributes:
        group_ids: Groups that were asked.
        ticked: Questions answered with a point, in the questionnaire's order.
        open_ids: Open questions.
    """

    group_ids: Collection[int]
    ticked: tuple[Question, ...]
    open_ids: Collection[str]


class RoundServer:
    """One round on a server.

    Args:
        url: The server, as `public_url` returns it.
        token: Opens the answers.
        authority: Certificates (PEM) of the house's own authority; None takes the system's.

    Raises:
        FetchError: The certificates cannot be read.
    """

    def __init__(self, url: str, token: str, authority: Path | None = None) -> None:
        self._url = url
        self._token = token
        try:
            context = ssl.create_default_context(cafile=authority)
        except (OSError, ssl.SSLError) as error:
            raise FetchError(f"{authority} holds no certificates.", "Choose a file in PEM.") from error
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=context), _NoRedirect()
        )

    def state(self) -> ServerState:
        """Return how the round stands there."""
        return _state(self._ask("GET", STATE))

    def close(self) -> ServerState:
        """Let it take answers no more."""
        return _state(self._ask("POST", CLOSE))

    def forget(self) -> None:
        """Remove it and its answers from the server."""
        self._ask("POST", FORGET)

    def responses(self, expected: Expected) -> Iterator[NewResponse]:
        """Return what was ticked, page by page.

        Only a hash of a key the server has is handed on: it tells a second fetch, but leads nowhere.
        """
        for item in self._items(RESPONSES):
            yield _response(item, expected)

    def comments(self, expected: Expected) -> Iterator[Comment]:
        """Return what was written, page by page, under the random keys it has there."""
        for item in self._items(COMMENTS):
            yield _comment(item, expected)

    def _items(self, path: str) -> Iterator[dict[str, Any]]:
        address, last = first_page(path), ""
        while True:
            items = self._ask("GET", address).get("items")
            if not isinstance(items, list):
                raise _strange()
            if not items:
                return
            for item in items:
                key = item.get("key") if isinstance(item, dict) else None
                if not isinstance(key, str) or not _KEY.fullmatch(key) or key <= last:
                    raise _strange()
                last = key
                yield item
            address = path + last

    def _ask(self, method: str, path: str) -> dict[str, Any]:
        request = urllib.request.Request(
            self._url + path, data=b"" if method == "POST" else None, method=method
        )
        request.add_header("Authorization", f"Bearer {self._token}")
        try:
            with self._opener.open(request, timeout=_PATIENCE_S) as answer:
                body = answer.read(_MOST_BYTES + 1)
        except urllib.error.HTTPError as error:
            with error:  # it holds the connection
                raise _refused(error) from error
        except urllib.error.URLError as error:
            raise _unreachable(error.reason) from error
        except (OSError, HTTPException) as error:
            raise _unreachable(error) from error
        return _mapping(body)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token elsewhere."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        """Refuse."""
        return


def _state(values: dict[str, Any]) -> ServerState:
    match values:
        case {"id": str(name), "digest": str(digest), "closed": bool(closed), "responses": int(count)}:
            written = values.get("comments")
            return ServerState(name, digest, closed, count, written if isinstance(written, int) else None)
    raise _strange()


def _response(item: dict[str, Any], expected: Expected) -> NewResponse:
    match item:
        case {"key": str(key), "group_id": int(group), "scales": str(scales)}:
            if group in expected.group_ids and len(scales) == len(expected.ticked):
                points = list(zip(expected.ticked, scales, strict=True))
                if all(point == "-" or point in "12345"[: asked.points] for asked, point in points):
                    ticked = {q.id: int(p) for q, p in points if p != "-"}
                    return NewResponse(group, ticked, fingerprint=hashlib.sha256(key.encode()).hexdigest())
    raise _strange()


def _comment(item: dict[str, Any], expected: Expected) -> Comment:
    match item:
        case {"key": str(key), "group_id": int(group), "code": str(code), "text": str(text)}:
            clean = clean_text(text).strip()
            if (
                group in expected.group_ids
                and code in expected.open_ids
                and 0 < len(clean) <= Limits().comment_chars
            ):
                return Comment(code, group, clean, key)
    raise _strange()


def _mapping(body: bytes) -> dict[str, Any]:
    if len(body) <= _MOST_BYTES:
        try:
            values = json.loads(body)
        except ValueError:
            values = None
        if isinstance(values, dict):
            return values
    raise _strange()


def _refused(error: urllib.error.HTTPError) -> FetchError:
    if error.code == 401:
        return FetchError("The token does not open this round.", "Take the one that was made with the round.")
    if error.code == 409:
        return FetchError("The round is still open on the server.", "Close it there first.")
    if error.code == 503:
        return FetchError("The server's database does not answer.", "Try again in a moment.")
    return FetchError(f"The server answered with {error.code}.", "Check the address.")


def _unreachable(reason: object) -> FetchError:
    if isinstance(reason, ssl.SSLCertVerificationError):
        return FetchError(
            f"The server's certificate is not trusted: {reason.verify_message}.",
            "With an authority of your own, give its certificates.",
        )
    return FetchError(f"The server does not answer: {reason}.", "Check the address and the network.")


def _strange() -> FetchError:
    return FetchError(
        "The server sent something that is not an answer of this round.",
        "Nothing was changed. Check that the address and the round belong together.",
    )
