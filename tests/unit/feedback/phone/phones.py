"""Phones that answer over plain sockets, as browsers do."""

from __future__ import annotations

import re
import socket
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlencode

from visionwork.collecting import PhoneCollection

PATIENCE_S = 60.0


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def title(self) -> str:
        found = re.search(r"<h1>(.*?)</h1>", self.text)
        return found[1] if found else ""


class Phone:
    """A phone at an address of its own, which asks as browsers do."""

    def __init__(self, collection: PhoneCollection, address: str = "127.0.0.2") -> None:
        self._site = collection.site
        self._address = address
        self._path = collection.url.removeprefix(collection.site.url)

    def raw(self, request: bytes) -> bytes:
        """Send bytes and return everything that comes back until the server closes."""
        with self.connect() as connection:
            with suppress(BrokenPipeError, ConnectionResetError):  # refused before it was sent whole
                connection.sendall(request)
            return read_all(connection)

    def connect(self) -> socket.socket:
        return socket.create_connection(
            (self._site.host, self._site.port), PATIENCE_S, source_address=(self._address, 0)
        )

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> Answer:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._site.authority}", "Connection: close"]
        if method == "POST":
            lines += [
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body.encode())}",
                f"Origin: {self._site.url}",
            ]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        return parsed(self.raw("\r\n".join([*lines, "", body]).encode()))

    def open_form(self) -> tuple[str, Answer]:
        """Scan the code; return the path of the form and the form."""
        path = self.ask("GET", self._path).headers["location"]
        return path, self.ask("GET", path)

    def send(self, path: str, form: Answer, **values: object) -> Answer:
        return self.ask("POST", path, filled(form, **values))

    def answer(self, **values: object) -> Answer:
        """Scan, fill in and send."""
        path, form = self.open_form()
        return self.send(path, form, **values)


def filled(form: Answer, **values: object) -> str:
    """Return the body of a form, with the first group and one answer unless told otherwise."""
    digest = re.search(r'name="form" value="([^"]+)"', form.text)
    group = re.search(r'name="group" value="(\d+)"', form.text)
    assert digest is not None
    assert group is not None
    return urlencode({"form": digest[1], "group": group[1], "q1": 4, **values})


def read_all(connection: socket.socket) -> bytes:
    pieces = []
    while True:
        try:
            piece = connection.recv(65_536)
        except ConnectionResetError:
            break
        if not piece:
            break
        pieces.append(piece)
    return b"".join(pieces)


def parsed(raw: bytes) -> Answer:
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    return Answer(int(lines[0].split()[1]) if len(lines[0].split()) > 1 else 0, headers, body.decode())
