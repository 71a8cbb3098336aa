"""What the server says: a whole answer with the headers that go with every one."""

from __future__ import annotations

from http import HTTPStatus

from visionwork.feedback.phone.head import METHODS
from visionwork.feedback.phone.safety import SAFETY_HEADERS

HTML = ("content-type", "text/html; charset=utf-8")
CSS = ("content-type", "text/css; charset=utf-8")
JSON = ("content-type", "application/json")
_TEXT = ("content-type", "text/plain; charset=utf-8")


class Answer:
    """A whole answer; put together once, however often it is sent.

    Args:
        status: Its number.
        body: What follows the headers.
        headers: Names and values beside the safety headers and the length.
    """

    __slots__ = ("_head", "_whole", "body", "status")

    def __init__(
        self, status: HTTPStatus, body: bytes = b"", headers: tuple[tuple[str, str], ...] = (HTML,)
    ) -> None:
        self.status = status
        self.body = body
        lines = [
            f"HTTP/1.1 {status.value} {status.phrase}",
            *(f"{name}: {text}" for name, text in headers),
            *_SAFE_LINES,
            f"content-length: {len(body)}",
        ]
        self._head = "\r\n".join(lines).encode("latin-1")
        self._whole = b""

    def whole(self, *, with_body: bool = True, last: bool = False) -> bytes:
        """Return it as it is sent.

        Args:
            with_body: Whether the body is asked for, too.
            last: Whether the connection ends behind it.
        """
        if with_body and not last:
            if not self._whole:
                self._whole = b"%b\r\n\r\n%b" % (self._head, self.body)
            return self._whole
        end = b"\r\nconnection: close\r\n\r\n" if last else b"\r\n\r\n"
        return self._head + end + (self.body if with_body else b"")


def refusal(status: HTTPStatus) -> Answer:
    """Return an answer that tells nothing but its number."""
    headers: list[tuple[str, str]] = [_TEXT]
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        headers.append(("allow", ", ".join(METHODS)))
    if status is HTTPStatus.TOO_MANY_REQUESTS:
        headers.append(("retry-after", "30"))
    return Answer(status, f"{status.value} {status.phrase}\n".encode(), tuple(headers))


def redirect(path: str) -> Answer:
    """Return an answer that leads to a path."""
    return Answer(HTTPStatus.SEE_OTHER, b"", (("location", path),))


_SAFE_LINES = tuple(f"{name}: {text}" for name, text in SAFETY_HEADERS.items())
