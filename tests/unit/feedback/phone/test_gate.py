"""What a request must look like; no socket needed."""

from __future__ import annotations

import time
from contextlib import suppress
from http import HTTPStatus

import pytest

from visionwork.feedback.phone.head import RefusedError, Site, check_head, early_fault
from visionwork.feedback.phone.limits import Limits

SITE, LIMITS = Site("127.0.0.1", 8765), Limits()
HOST = "Host: 127.0.0.1:8765"
FORM = "Content-Type: application/x-www-form-urlencoded"


def status(*lines: str) -> int:
    """Return what a head is answered with; 200 when it passes."""
    try:
        check_head("\r\n".join([*lines, "", ""]).encode("latin-1"), SITE, LIMITS)
    except RefusedError as refused:
        return refused.status.value
    return 200


def get(*headers: str, target: str = "/", line: str | None = None) -> int:
    return status(line or f"GET {target} HTTP/1.1", *headers)


def post(*headers: str) -> int:
    return status("POST / HTTP/1.1", HOST, *headers)


def test_what_browsers_send_passes() -> None:
    assert get(HOST, "User-Agent: Mozilla/5.0 (é)", "Accept: */*", "Upgrade-Insecure-Requests: 1") == 200
    assert get(HOST, target="/abc_-DEF/xyz?from=mail") == 200
    assert post(FORM, "Content-Length: 9", "Origin: http://127.0.0.1:8765") == 200
    assert post(f"{FORM}; charset=UTF-8", "Content-Length: 0", "Sec-Fetch-Site: same-origin") == 200
    assert Site("192.168.1.2", 80).authority == "192.168.1.2"
    assert Site("::1", 8080).authority == "[::1]:8080"


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ((), 400),
        ((HOST, HOST), 400),
        ((HOST, "Host: evil.example"), 400),
        (("Host: evil.example",), 403),
        (("Host: evil.example:8765",), 403),
        (("Host: 127.0.0.1",), 403),
        (("Host: 127.0.0.1:8766",), 403),
        (("Host: 127.0.0.1.:8765",), 403),
        (("Host: 127.0.0.1:8765.",), 403),
        (("Host: 127.1:8765",), 403),
        (("Host: localhost:8765",), 403),
        (("Host: 127.0.0.1:8765, evil.example",), 403),
        (("Host: user@127.0.0.1:8765",), 403),
        (("Host:",), 403),
        (("Host : 127.0.0.1:8765",), 400),
        ((" Host: 127.0.0.1:8765",), 400),
    ],
)
def test_host_names_the_one_address(host: tuple[str, ...], expected: int) -> None:
    assert get(*host) == expected


@pytest.mark.parametrize(
    "headers",
    [
        ("Origin: http://evil.example",), ("Origin: null",), ("Origin: http://127.0.0.1:8766",),
        ("Origin: https://127.0.0.1:8765",), ("Origin: http://127.0.0.1:8765.evil.example",), ("Origin:",),
        ("Referer: http://evil.example/http://127.0.0.1:8765",), ("Referer: http://127.0.0.1:87650/",),
        ("Sec-Fetch-Site: cross-site",), ("Sec-Fetch-Site: same-site",),
    ],
)  # fmt: skip
def test_forms_of_other_pages_are_refused(headers: tuple[str, ...]) -> None:
    assert post(FORM, "Content-Length: 9", *headers) == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"])
def test_other_methods_are_refused(method: str) -> None:
    assert get(HOST, line=f"{method} / HTTP/1.1") == 405


@pytest.mark.parametrize(
    "target",
    [
        "/../etc/passwd", "/..", "/.", "/./a", "//evil.example/", "/a//b", "/%2e%2e/", "/%2e%2e%2fetc/passwd",
        "/..%2f", "/..%5c", "/..\\", "/a\\b", "/%00", "/a%00.css", "/style.css%20", "/;a", "/a:b", "/a@b",
        "/<script>", "/'or'1", '/"', "/%u002e", "/%c0%ae%c0%ae/", "/.git/config", "/.env", "/a/../b", "/{x}",
        "/|", "/^", "/`id`", "/$(id)", "/*", "/a+b", "/a,b", "/a!b", "/(a)", "/[a]", "/a=b", "/a&b", "/#x",
    ],
)  # fmt: skip
def test_odd_paths_do_not_exist(target: str) -> None:
    assert get(HOST, target=target) == 404


@pytest.mark.parametrize(
    "line",
    [
        "GET http://127.0.0.1:8765/ HTTP/1.1", "GET http://evil.example/ HTTP/1.1", "GET * HTTP/1.1",
        "GET evil.example:80 HTTP/1.1", "GET  / HTTP/1.1", "GET / HTTP/1.1 ", " GET / HTTP/1.1", "GET /",
        "GET /\tHTTP/1.1", "get / HTTP/1.1", "GET / http/1.1", "GET / HTTP/11", "GET / FTP/1.1",
        "GET /é HTTP/1.1", "GET / HTTP/1.1\rX: y", "G\0T / HTTP/1.1", "", "GET / HTTP/1.1, GET / HTTP/1.1",
        "A" * 21 + " / HTTP/1.1",
    ],
)  # fmt: skip
def test_request_lines_that_are_none(line: str) -> None:
    assert status(line, HOST) == 400


@pytest.mark.parametrize("version", ["0.9", "1.0", "1.2", "2.0", "3.0"])
def test_other_versions_are_refused(version: str) -> None:
    assert get(HOST, line=f"GET / HTTP/{version}") == 505


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (("Content-Length: 65537",), 413), (("Content-Length: 999999999",), 413),
        (("Content-Length: 99999999999999999999",), 413), (("Content-Length: -1",), 400),
        (("Content-Length: +5",), 400), (("Content-Length: 0x5",), 400), (("Content-Length: 5 5",), 400),
        (("Content-Length: 5,5",), 400), (("Content-Length: 5.0",), 400), (("Content-Length: 1_0",), 400),
        (("Content-Length:",), 400), (("Content-Length: ²",), 400),
        (("Content-Length: 5", "Content-Length: 5"), 400), (("Content-Length: 5", "Content-Length: 6"), 400),
        ((), 411), (("Transfer-Encoding: chunked",), 411), (("Transfer-Encoding: gzip, chunked",), 411),
        (("Transfer-Encoding: chunked", "Content-Length: 5"), 400),
        (("Content-Length: 5", "Transfer-Encoding: identity"), 400),
        (("Transfer-Encoding : chunked", "Content-Length: 5"), 400),
        (("Transfer-Encoding:\x0bchunked", "Content-Length: 5"), 400),
        (("Transfer-Encoding: chunked", "Transfer-Encoding: identity"), 400),
        (("Content-Length: 5", "Expect: 100-continue"), 417),
        (("Content-Length: 5", "Content-Encoding: gzip"), 415),
    ],
)  # fmt: skip
def test_bodies_of_unclear_length_are_refused(headers: tuple[str, ...], expected: int) -> None:
    assert post(FORM, *headers) == expected


@pytest.mark.parametrize(
    "kind",
    ["multipart/form-data; boundary=x", "text/plain", "application/json", "", "application/x-www"],
)
def test_only_forms_are_read(kind: str) -> None:
    assert post(f"Content-Type: {kind}", "Content-Length: 5") == 415


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (["X: a", " folded"], 400), (["X: a", "\tfolded"], 400), (["no colon"], 400), ([": nameless"], 400),
        (["X\0: a"], 400), (["X: a\0b"], 400), (["X: a\x7f"], 400), (["X: a\x08"], 400), (["X(y): a"], 400),
        (["X: a\rY: b"], 400), (["Ünicode: a"], 400), (["X" * 65 + ": a"], 400), (["X y: a"], 400),
        ([f"X-{n}: a" for n in range(64)], 431), ([f"X-{n}: a" for n in range(1000)], 431),
        (["Content-Length: 5"], 400),
    ],
)  # fmt: skip
def test_odd_headers_are_refused(headers: list[str], expected: int) -> None:
    assert get(HOST, *headers) == expected


def test_long_targets_are_refused() -> None:
    assert get(HOST, target="/" + "a" * 256) == 414


@pytest.mark.parametrize("start", [b"\x16\x03\x01\x02", b"GET / HTTP/1.1\n", b"\r\nGET", b"S\n", b"G\0"])
def test_what_can_never_become_a_request_is_seen_at_once(start: bytes) -> None:
    assert early_fault(start)
    assert not early_fault(b"GET / HTTP/1.1\r\nHost: x\r\n")
    assert HTTPStatus.BAD_REQUEST == 400


@pytest.mark.parametrize(
    "line", [b"X:" + b" " * 15_000 + b"\x01", b"X" * 15_000, b" " * 15_000, b"X: \t" * 3_750]
)
def test_no_head_takes_long_to_read(line: bytes) -> None:
    head = b"GET / HTTP/1.1\r\n" + HOST.encode() + b"\r\n" + line + b"\r\n\r\n"
    begun = time.process_time()
    with suppress(RefusedError):
        check_head(head, SITE, LIMITS)
    assert time.process_time() - begun < 0.2
