"""How a server ends: whenever it is asked, whatever goes on, with none of its processes left behind."""

from __future__ import annotations

import asyncio
import multiprocessing
import operator
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from visionwork.cli import run
from visionwork.document.access import editing
from visionwork.server_rounds import remembered
from visionwork.serving import worker, workers
from visionwork.serving.package import read_package
from visionwork.serving.worker import ServeWish, work

Serve = Callable[..., Any]

SOURCE = Path(__file__).resolve().parents[3] / "src"
SOON_S = 60.0
"""A worker takes half a second for last answers and two for the database; the rest is the machine's.

One that would take longer is ended by the first process, which says so.
"""

AT_LATEST = "a worker ends though the database has not answered"
"""What a worker says that has no time left; on a busy machine that may be so whatever the database does."""

posix = pytest.mark.skipif(os.name != "posix", reason="asks by signals")


@pytest.fixture
def package(workshop: Path, tmp_path: Path, visionwork_home: Path) -> Path:
    out = tmp_path / "round.json"
    arguments = ["server-round", str(workshop), "--round", "1", "--url", "http://127.0.0.1:9", "-o", str(out)]
    assert run(arguments) == 0
    return out


def running(group: int) -> list[str]:
    """Return the processes of a group that have not ended."""
    listed = subprocess.run(
        ["ps", "-ww", "-eo", "pgid=,stat=,pid=,args="], capture_output=True, text=True, check=True
    )
    found = [line.split(maxsplit=2) for line in listed.stdout.splitlines()]
    return [rest for pgid, state, rest in found if int(pgid) == group and not state.startswith("Z")]


def wait_until_gone(group: int) -> float:
    """Return after how many seconds every process of a group had ended; kill them when that takes long."""
    begun, pause = time.monotonic(), threading.Event()
    while left := running(group):
        if time.monotonic() - begun > SOON_S:
            os.killpg(group, signal.SIGKILL)
            pytest.fail(f"left: {left}")
        pause.wait(0.05)
    return time.monotonic() - begun


@posix
@pytest.mark.parametrize("times", [4, pytest.param(100, marks=pytest.mark.long)])
@pytest.mark.timeout(600)
def test_a_worker_ends_when_it_is_asked_at_any_moment(package: Path, times: int) -> None:
    dice, spawn = random.Random(times), multiprocessing.get_context("spawn")
    wish = ServeWish(package.read_text(encoding="utf-8"), "host=127.0.0.1 port=9", 1, "", 0, 10)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        for _ in range(times):
            ours, theirs = spawn.Pipe()
            process = spawn.Process(target=work, args=(listener, theirs), daemon=True)
            process.start()
            theirs.close()
            ours.send(wish)
            threading.Event().wait(dice.uniform(0, 1))
            process.terminate()
            process.join(SOON_S)
            ended = process.exitcode
            process.kill()
            process.join()
            ours.close()
            assert ended in (0, 1, -signal.SIGTERM)  # 1: at the latest


@posix
@pytest.mark.parametrize("times", [4, pytest.param(60, marks=pytest.mark.long)])
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_server_ends_when_it_is_asked_at_any_moment(package: Path, database: str, times: int) -> None:
    dice = random.Random(times)
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "VISIONWORK_DATABASE": database}
    command = [sys.executable, "-m", "visionwork", "serve", str(package), "--port", "0", "--workers", "2"]
    for number in range(times):
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.readline()  # it begins to serve, and its workers begin to begin
            threading.Event().wait(dice.uniform(0, 1.2))
            asked = (signal.SIGINT, signal.SIGTERM)[number % 2]
            # As a terminal does, or systemd: every process is asked; or the first one alone.
            (os.killpg if number % 4 < 2 else os.kill)(process.pid, asked)
            wait_until_gone(process.pid)
            assert process.wait() == 0
            assert set(process.stderr.read().decode().splitlines()) <= {AT_LATEST}


class Locked:
    """A database that keeps everybody waiting, and what waits there."""

    def __init__(self, connection: psycopg.Connection[Any], beside: psycopg.Connection[Any]) -> None:
        connection.execute("LOCK TABLE visionwork_round, visionwork_response IN ACCESS EXCLUSIVE MODE")
        self._beside = beside

    def wait_for(self, count: int) -> None:
        """Wait until so many connections wait."""
        until, pause = time.monotonic() + SOON_S, threading.Event()
        waiting = "SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted"
        while self._beside.execute(waiting).fetchall()[0][0] < count:
            assert time.monotonic() < until, "nobody waits"
            pause.wait(0.05)


@pytest.fixture
def lock(database: str) -> Iterator[Callable[[], Locked]]:
    with psycopg.connect(database) as connection, psycopg.connect(database, autocommit=True) as beside:
        yield lambda: Locked(connection, beside)
        connection.rollback()


@pytest.fixture
def phones() -> Iterator[Callable[[Callable[[], object]], None]]:
    """Send something again and again, in threads that end with the server."""
    threads: list[threading.Thread] = []
    stop = threading.Event()

    def begin(send: Callable[[], object]) -> None:
        def go_on() -> None:
            with suppress(OSError, HTTPException):
                while not stop.is_set():
                    send()

        threads.append(threading.Thread(target=go_on))
        threads[-1].start()

    yield begin
    stop.set()
    for thread in threads:
        thread.join(SOON_S)
        assert not thread.is_alive()


def token_of(workshop: Path, home: Path) -> str:
    with editing(workshop, home) as document:
        known = remembered(document, document.rounds.all()[0], home)
    assert known is not None
    return known.token


@posix
@pytest.mark.parametrize(("number", "waiting"), [(signal.SIGTERM, 2), (signal.SIGKILL, 3)])
@pytest.mark.slow  # they take what they may
def test_a_server_ends_though_the_database_keeps_everybody_waiting(
    serve: Serve, lock: Callable[[], Locked], phones: Callable[[Callable[[], object]], None],
    workshop: Path, visionwork_home: Path, number: int, waiting: int,
) -> None:  # fmt: skip
    served = serve(2)
    token = token_of(workshop, visionwork_home)
    pids = served.workers()
    assert len(pids) == 2
    assert served.send()[0] == 200
    locked = lock()
    phones(lambda: served.ask("GET", "/round/state", Authorization=f"Bearer {token}"))
    for _ in range(3):
        phones(served.send)
    locked.wait_for(waiting)  # at most a commit, a fetch, and a look at the state
    served.process.send_signal(number)
    begun, pause = time.monotonic(), threading.Event()
    while left := [pid for pid in pids if alive(pid)]:
        if time.monotonic() - begun > SOON_S:
            for pid in left:
                os.kill(pid, signal.SIGKILL)
            pytest.fail("a worker is left")
        pause.wait(0.05)
    assert served.process.wait(SOON_S) == (0 if number == signal.SIGTERM else -number)


@posix
def test_a_server_ends_while_forms_are_sent_and_the_database_is_gone(
    serve: Serve, database: str, cluster: str, phones: Callable[[Callable[[], object]], None]
) -> None:
    served = serve(2)
    assert served.send()[0] == 200
    name = database.rpartition("/")[2]
    with psycopg.connect(f"{cluster}/postgres", autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
    assert served.send()[0] == 503
    for _ in range(4):
        phones(served.send)
    begun = time.monotonic()
    assert served.stop() == 0
    assert time.monotonic() - begun < SOON_S


def test_a_look_at_the_state_that_goes_wrong_is_told_and_the_next_one_counts(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, package: Path
) -> None:
    monkeypatch.setattr(worker, "_STATE_EVERY_S", 0)
    content = read_package(package.read_text(encoding="utf-8")).content(is_open=True)
    desk: Any = SimpleNamespace(content=content)
    found = iter([RuntimeError("broken"), None, False])

    def is_open() -> bool | None:
        answer = next(found)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def look() -> None:
        looking = asyncio.create_task(worker.show_state(desk, is_open))
        while desk.content.is_open:
            assert not looking.done()
            await asyncio.sleep(0)
        looking.cancel()

    asyncio.run(look())
    assert "could not be read" in caplog.text
    assert "broken" in caplog.text


def test_a_worker_that_cannot_look_around_ends_and_says_so(
    caplog: pytest.LogCaptureFixture, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def poll(self, _seconds: float) -> bool:
            raise RuntimeError("broken")

        def recv(self) -> ServeWish:
            return ServeWish(package.read_text(encoding="utf-8"), "host=127.0.0.1 port=9", 1, "", 0, 10)

    monkeypatch.setattr(worker, "_end_at_latest", lambda: None)  # it would end the tests
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    line: Any = Broken()
    try:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            work(listener, line)
    finally:
        for number, handler in zip((signal.SIGINT, signal.SIGTERM), before, strict=True):
            signal.signal(number, handler)
    assert "cannot look around" in caplog.text
    assert "broken" in caplog.text


def test_a_worker_that_ends_before_it_has_read_its_wish_keeps_nobody_waiting(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text that is longer than what a pipe holds."""
    warned: list[str] = []
    text = package.read_text(encoding="utf-8") + " " * 1_000_000
    wish = ServeWish(text, "host=127.0.0.1 port=9", 1, "127.0.0.1", 0, 10)
    monkeypatch.setattr(workers, "work", operator.is_)  # ends at once
    with socket.create_server(("127.0.0.1", 0)) as listener:
        crew = workers._Crew(wish, listener, warned.append)
        try:
            crew.start()
            begun = time.monotonic()
            while not warned:
                assert time.monotonic() - begun < SOON_S
                crew.mind()
        finally:
            crew.stop()
    assert "another takes its place" in warned[0]


def alive(pid: int) -> bool:
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.strip()
    return bool(state) and not state.startswith("Z")
