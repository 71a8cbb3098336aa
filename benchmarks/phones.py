"""Form posts of 64 phones at once, against a bare asyncio server with one commit a request.

The bare server is the plainest that keeps its word: it reads the form, checks the points, and commits one
row of its own database (WAL, synchronous=FULL) before it answers. It checks no host, no origin, no token and
no rate, knows no form sent twice, and writes to a plain table. Ours does all of that, commits several forms
at once into the tray, in the same mode, and takes them into the document meanwhile, as much at a time as the
window does. What is then left is taken in after each turn, so that it slows down nobody's next one. Each
runs in a process of its own; the load comes from this one.

    python benchmarks/phones.py serve ours|bare FILE     one server by hand; prints where it listens
"""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import measure

CONNECTIONS, SECONDS, ROUNDS = 64, 2.0, 5
WAYS = ("bare", "Visionwork")


def results(sample: Path, folder: Path) -> list[measure.Result]:
    """Measure throughput and the slowest answers.

    Args:
        sample: A workshop document; copies of it are written to.
        folder: Where the copies go.
    """
    each: dict[str, list[float]] = {way: [] for way in WAYS}
    late: dict[str, list[float]] = {way: [] for way in WAYS}
    lost = 0
    with _served("bare", sample, folder) as bare, _served("Visionwork", sample, folder) as ours:
        servers = {"bare": bare, "Visionwork": ours}
        for number in range(ROUNDS + 1):
            for way in WAYS if number % 2 else WAYS[::-1]:
                server = servers[way]
                times, failed = asyncio.run(_load(server.url, server.digest))
                lost += failed
                server.finish()
                if number:  # the first one warms up
                    each[way].append(SECONDS / len(times))
                    late[way].append(statistics.quantiles(times, n=100)[98])
    if lost:
        raise RuntimeError(f"{lost} forms were not answered")
    rates = ", ".join(f"{way} {1 / statistics.median(each[way]):,.0f} a second" for way in WAYS)
    return [
        measure.Result("form post, 64 phones", measure.ratio(each, *WAYS[::-1]), 1.0, "x", rates),
        measure.Result(
            "slowest of 100 form posts", measure.ratio(late, *WAYS[::-1]), 1.2, "x", measure.describe(late)
        ),
    ]


@dataclass(frozen=True)
class Server:
    """A running server: its address, the digest of its form, and its process."""

    url: str
    digest: str
    process: subprocess.Popen[str]

    def finish(self) -> None:
        """Wait until it has done what it put off."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.process.stdout.readline()


async def _load(url: str, digest: str) -> tuple[list[float], int]:
    """Return the seconds of each answer, and how many forms were not answered well."""
    end = time.perf_counter() + SECONDS
    done = await asyncio.gather(*(phone(url, digest, end) for _ in range(CONNECTIONS)))
    return [seconds for times, _ in done for seconds in times], sum(failed for _, failed in done)


async def phone(url: str, digest: str, end: float) -> tuple[list[float], int]:
    """Send forms until the end; return the seconds of each answer, and how many were not answered well."""
    site = urlsplit(url)
    reader, writer = await asyncio.open_connection(site.hostname, site.port)
    times, failed = [], 0
    while time.perf_counter() < end:
        body = urlencode(
            {"form": digest, "group": 1, "q1": 4, "q2": 5, "q3": 2, "q5": "More time for people."}
        )
        head = (
            f"POST {site.path}/{secrets.token_urlsafe(16)} HTTP/1.1\r\nHost: {site.netloc}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        begun = time.perf_counter()
        writer.write(f"{head}{body}".encode())
        answer = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", answer)
        page = await reader.readexactly(int(length[1])) if length else b""
        times.append(time.perf_counter() - begun)
        failed += not (answer.startswith(b"HTTP/1.1 200") and b"Thank you" in page)
    writer.close()
    return times, failed


@contextmanager
def _served(way: str, sample: Path, folder: Path) -> Iterator[Server]:
    """Start a server on a copy of the sample; give its address and the digest of its form."""
    path = folder / f"{way}.db"
    shutil.copyfile(sample, path)
    command = [sys.executable, __file__, "serve", way, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            url, digest = server.stdout.readline().split()
            yield Server(url, digest, server)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(20)


def _serve_ours(path: Path) -> None:
    from visionwork.collecting import PhoneCollection
    from visionwork.document.document import open_database
    from visionwork.domain.rounds import form_digest
    from visionwork.feedback.phone.limits import Limits

    document = open_database(path)
    document.rounds.reopen(1, document.clock().date())
    limits = Limits(
        connections=1_000, connections_per_address=1_000, requests_per_minute=1e9, posts_per_minute=1e9,
        responses=10**9,
    )  # fmt: skip
    collection = PhoneCollection(document, 1, "127.0.0.1", 0, path.parent / "phones", limits=limits)
    collection.start()
    print(collection.url, form_digest(document.rounds.get(1)), flush=True)
    asked = threading.Event()
    threading.Thread(target=_read, args=[asked.set], daemon=True).start()
    try:
        while True:
            asked.wait(0.4)
            collection.poll()
            if asked.is_set() and not collection.waiting:
                asked.clear()
                print("done", flush=True)
    except KeyboardInterrupt:
        collection.stop()
        document.close()


def _read(told: Callable[[], object]) -> None:
    while os.read(0, 1):
        told()


def _serve_bare(path: Path) -> None:
    threading.Thread(target=_read, args=[lambda: print("done", flush=True)], daemon=True).start()
    connection = sqlite3.connect(path.with_suffix(".bare"), isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(
        "CREATE TABLE answer (id INTEGER PRIMARY KEY, part TEXT, q1 INTEGER, q2 INTEGER, q3 INTEGER, q5 TEXT)"
    )
    page = b"<h1>Thank you</h1>"
    answer = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: %d\r\n\r\n%s" % (len(page), page)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except asyncio.IncompleteReadError:
                writer.close()
                return
            body = await reader.readexactly(int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]))
            form = dict(parse_qsl(body.decode("ascii")))
            points = [int(form[name]) for name in ("q1", "q2", "q3")]
            if not all(1 <= point <= 5 for point in points):
                raise ValueError(points)
            connection.execute(
                "INSERT INTO answer (part, q1, q2, q3, q5) VALUES (?, ?, ?, ?, ?)",
                [form["group"], *points, form["q5"]],
            )
            writer.write(answer)

    async def serve() -> None:
        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        print(f"http://127.0.0.1:{port}/form", date.min.isoformat(), flush=True)
        await server.serve_forever()

    try:
        asyncio.run(serve())
    except KeyboardInterrupt:
        connection.close()


if __name__ == "__main__":
    (_serve_bare if sys.argv[2] == "bare" else _serve_ours)(Path(sys.argv[3]))
