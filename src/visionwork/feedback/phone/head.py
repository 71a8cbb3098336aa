"""What a request must look like before anything else reads it.

Stricter than RFC 9112 asks, since only browsers' forms are served: a head that two readers could
understand in two ways is refused, whoever sent it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import NamedTuple

from visionwork.feedback.phone.limits import Limits

FORM_TYPE = b"application/x-www-form-urlencoded"
METHODS = ("GET", "HEAD", "POST")

_REQUEST_LINE = re.compile(rb"([A-Z]{1,20}) ([\x21-\x7e]+) HTTP/(\d\.\d)")
_USUAL_LINE = re.compile(rb"(GET|HEAD|POST) (/[A-Za-z0-9_./-]*) HTTP/1\.1")
_HEADER = re.compile(rb"^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}): ?([\t\x20-\x7e\x80-\xff]*)\r\n", re.MULTILINE)
_ODD_SPACE = re.compile(rb"\t|:  | \r")
_LENGTH = re.compile(rb"\d{1,9}")
_PATH = re.compile(rb"/[A-Za-z0-9_./-]*")
_USUAL_PORTS = {"http": 80, "https": 443}
_ONCE = (b"host", b"content-length", b"content-type", b"origin", b"transfer-encoding")


class RefusedError(Exception):
    """A request is not answered.

    Attributes:
        status: What the client is told.
    """

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


@dataclass(frozen=True)
class Site:
    """The one address the form is served at.

    Attributes:
        host: Numeric address, such as "192.168.1.20", or the name of a server.
        port: Port.
        scheme: "http", or "https" on a server.
    """

    host: str
    port: int
    scheme: str = "http"

    @cached_property
    def authority(self) -> str:
        """The address as people type it and as browsers send it in Host."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _USUAL_PORTS[self.scheme] else f"{host}:{self.port}"

    @cached_property
    def url(self) -> str:
        """The address as browsers send it in Origin."""
        return f"{self.scheme}://{self.authority}"

    @cached_property
    def sent(self) -> tuple[bytes, bytes]:
        """The values of Host and of Origin."""
        return self.authority.encode(), self.url.encode()


class Head(NamedTuple):
    """A request line with headers that was found fit to be answered.

    Attributes:
        method: GET, HEAD or POST.
        path: The path, without a query.
        length: Bytes of the body.
        headers: Names in small letters, and values.
    """

    method: str
    path: str
    length: int
    headers: dict[bytes, bytes]

    @property
    def keeps_alive(self) -> bool:
        """Whether another request may follow."""
        return b"close" not in self.headers.get(b"connection", b"").lower()


def check_head(head: bytes, site: Site, limits: Limits) -> Head:
    """Return what a request asks for.

    Args:
        head: Request line and headers, with the empty line that ends them.
        site: Where the form is served; Host and Origin must name it exactly.
        limits: Bounds.

    Raises:
        RefusedError: It is malformed, too large, ambiguous, or meant for somebody else.
    """
    line, _, block = head[:-2].partition(b"\r\n")
    method, path = _request_line(line, limits)
    headers = _headers(block, limits)
    host, origin = site.sent
    _check_host(headers, host)
    if b"transfer-encoding" in headers:
        wrong = HTTPStatus.BAD_REQUEST if b"content-length" in headers else HTTPStatus.LENGTH_REQUIRED
        raise RefusedError(wrong)
    if b"expect" in headers:
        raise RefusedError(HTTPStatus.EXPECTATION_FAILED)
    length = _length(headers, method, limits)
    if method == "POST":
        _check_form(headers, origin)
    return Head(method, path, length, headers)


def early_fault(start: bytes) -> bool:
    """Return whether the beginning of a request can never become one, so that nobody waits for its end."""
    return not start[:1].isupper() or start.count(b"\n") != start.count(b"\r\n") or b"\0" in start


def _request_line(line: bytes, limits: Limits) -> tuple[str, str]:
    usual = _USUAL_LINE.fullmatch(line)
    if usual is None or len(line) > limits.target_chars:
        return _odd_request_line(line, limits)
    method, path = usual.groups()
    if b"//" in path or b"/." in path:
        raise RefusedError(HTTPStatus.NOT_FOUND)
    return method.decode(), path.decode()


def _odd_request_line(line: bytes, limits: Limits) -> tuple[str, str]:
    """Return the method and the path, or say what is wrong with them."""
    match = _REQUEST_LINE.fullmatch(line)
    if match is None:
        raise RefusedError(HTTPStatus.BAD_REQUEST)
    method, target, version = match.groups()
    if version != b"1.1":
        raise RefusedError(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED)
    name = method.decode()
    if name not in METHODS:
        raise RefusedError(HTTPStatus.METHOD_NOT_ALLOWED)
    if len(target) > limits.target_chars:
        raise RefusedError(HTTPStatus.REQUEST_URI_TOO_LONG)
    if not target.startswith(b"/"):
        raise RefusedError(HTTPStatus.BAD_REQUEST)
    path = target.partition(b"?")[0]
    if not _PATH.fullmatch(path) or b"//" in path or b"/." in path:
        raise RefusedError(HTTPStatus.NOT_FOUND)
    return name, path.decode()


def _headers(block: bytes, limits: Limits) -> dict[bytes, bytes]:
    """Return the headers of a head; it takes time in proportion to its length, whatever stands in it.

    A folded line, a space before the colon, a control character or a lone line end is no header.
    """
    count = block.count(b"\n")
    if count > limits.header_lines:
        raise RefusedError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
    found = _HEADER.findall(block)
    if len(found) != count:
        raise RefusedError(HTTPStatus.BAD_REQUEST)
    headers = {name.lower(): value for name, value in found}
    if _ODD_SPACE.search(block):
        headers = {name: value.strip() for name, value in headers.items()}
    if len(headers) != count:
        names = [name.lower() for name, _ in found]
        if any(names.count(name) > 1 for name in _ONCE):
            raise RefusedError(HTTPStatus.BAD_REQUEST)
    return headers


def _check_host(headers: dict[bytes, bytes], expected: bytes) -> None:
    """Refuse every name but the address itself, so that no web site can point its own name here."""
    host = headers.get(b"host")
    if host is None:
        raise RefusedError(HTTPStatus.BAD_REQUEST)
    if host != expected:
        raise RefusedError(HTTPStatus.FORBIDDEN)


def _length(headers: dict[bytes, bytes], method: str, limits: Limits) -> int:
    text = headers.get(b"content-length")
    if text is None:
        if method == "POST":
            raise RefusedError(HTTPStatus.LENGTH_REQUIRED)
        return 0
    if not _LENGTH.fullmatch(text):
        too_long = text.isdigit()
        raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_long else HTTPStatus.BAD_REQUEST)
    length = int(text)
    if length > limits.body_bytes:
        raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if length and method != "POST":
        raise RefusedError(HTTPStatus.BAD_REQUEST)
    return length


def _check_form(headers: dict[bytes, bytes], url: bytes) -> None:
    """Refuse what is not a form, and a form that another page has sent."""
    if b"content-encoding" in headers:
        raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    if headers.get(b"content-type", b"").partition(b";")[0].strip().lower() != FORM_TYPE:
        raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    origin, referer = headers.get(b"origin"), headers.get(b"referer")
    if origin is not None and origin != url:
        raise RefusedError(HTTPStatus.FORBIDDEN)
    if origin is None and referer is not None and not (referer + b"/").startswith(url + b"/"):
        raise RefusedError(HTTPStatus.FORBIDDEN)
    if headers.get(b"sec-fetch-site", b"same-origin") not in (b"same-origin", b"none"):
        raise RefusedError(HTTPStatus.FORBIDDEN)
