"""A PostgreSQL server of the tests' own, where one can be started, and a round served from it."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest

from visionwork.cli import run
from visionwork.document.session import DocumentSession
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import QuestionKind, RoundGroup
from visionwork.feedback.phone.keys import new_form_name
from visionwork.serving.package import RoundPackage, read_package

SOURCE = Path(__file__).resolve().parents[3] / "src"
PATIENCE_S = 60
USER = "visionwork"


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of a database server, up to the name of the database.

    VISIONWORK_TEST_DATABASE names one that runs already, such as "postgresql://localhost".
    """
    given = os.environ.get("VISIONWORK_TEST_DATABASE")
    if given:
        yield given
        return
    pytest.importorskip("psycopg", reason="the driver for PostgreSQL is not installed")
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here")
    folder = Path(tempfile.mkdtemp(prefix="vw-pg-"))
    user = _other_user()
    if user is not None:
        shutil.chown(folder, user)
    common = {"user": user, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        made = subprocess.run(  # noqa: PLW1510
            [
                programs / "initdb", "-D", folder / "data", "-A", "trust", "-U", USER, "-E", "UTF8",
                "--no-sync",
            ],
            **common, cwd=folder,
        )  # fmt: skip
        if made.returncode != 0:
            pytest.skip("PostgreSQL does not start here")
        with subprocess.Popen(
            # It is never killed, so it need not wait for the disk.
            [programs / "postgres", "-D", folder / "data", "-k", folder, "-h", "", "-F"],
            **common,
            cwd=folder,
        ) as server:
            try:
                _wait_for(programs, folder)
                yield f"postgresql://{USER}@{quote(str(folder), safe='')}"
            finally:
                server.send_signal(signal.SIGINT)  # its "fast" shutdown
                server.wait(PATIENCE_S)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(cluster: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database."""
    import psycopg

    name = re.sub(r"\W", "_", request.node.name).lower()[:50]
    with psycopg.connect(f"{cluster}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    yield f"{cluster}/{name}"
    with psycopg.connect(f"{cluster}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def workshop(tmp_path: Path, visionwork_home: Path) -> Path:
    """A workshop with an open round on one draft."""
    path = tmp_path / "Ours.visionwork"
    session = DocumentSession.create(path, "Our vision", "Aldermoor", visionwork_home)
    document = session.document
    draft = document.texts.save_draft("statement", "Clients know the people who look after <them>.")
    groups = [
        document.groups.add("Consultants", GroupKind.EMPLOYEES),
        document.groups.add("Public sector", GroupKind.CUSTOMERS),
    ]
    questions = [
        (QuestionKind.SCALE, "A place for me?"),
        (QuestionKind.SCALE, "Can I picture it?"),
        (QuestionKind.OPEN, "What is missing?"),
    ]
    document.rounds.open(draft.id, questions, [RoundGroup(group, 40) for group in groups], date(2026, 3, 2))
    assert session.close().safe
    return path


@dataclass
class Served:
    """A round on a server, and what it says after its first line, when it has ended."""

    process: subprocess.Popen[str]
    package: RoundPackage
    port: int
    told: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str, str]:
        """Return the status, the text and where it leads."""
        site = urlsplit(self.package.url)
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        given = {"Host": site.netloc, **{name.replace("_", "-"): text for name, text in headers.items()}}
        if method == "POST":
            given |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.package.url}
        try:
            connection.request(method, path, body or None, given)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.getheader("location") or ""
        finally:
            connection.close()

    def send(self, group: int = 0, name: str = "", **values: object) -> tuple[int, str]:
        """Fill in a form and send it."""
        form = {
            "form": self.package.digest, "group": self.package.groups[group].id, "q1": 4, "q2": 5, **values,
        }  # fmt: skip
        path = f"/{self.package.keys.token}/{name or new_form_name()}"
        status, text, _ = self.ask("POST", path, urlencode(form))
        return status, text

    def workers(self) -> list[int]:
        """Return the processes that answer."""
        listed = subprocess.run(
            ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(self.process.pid)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return [int(line.split()[0]) for line in listed.stdout.splitlines() if "spawn_main" in line]

    def stop(self) -> int:
        """Ask it to end as Ctrl+C does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE_S)
        return self.process.returncode


@pytest.fixture
def serve(
    workshop: Path, tmp_path: Path, visionwork_home: Path, database: str
) -> Iterator[Callable[..., Served]]:
    """Hand the round to a server and start it."""
    started: list[Served] = []
    threads: list[threading.Thread] = []

    def start(workers: int = 2, scheme: str = "http", *options: str, number: int = 1) -> Served:
        out = tmp_path / "round.json"
        port = started[0].port if started else _free_port()
        url = f"{scheme}://127.0.0.1:{port}"
        arguments = ["server-round", str(workshop), "--round", str(number), "--url", url, "-o", str(out)]
        assert run(arguments) == 0
        environment = {**os.environ, "PYTHONPATH": str(SOURCE), "VISIONWORK_DATABASE": database}
        process = subprocess.Popen(
            [
                sys.executable, "-m", "visionwork", "serve", str(out), "--port", str(port),
                "--workers", str(workers), *options,
            ],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        first = process.stdout.readline()
        assert f"at port {port}" in first, first + process.stdout.read()
        served = Served(process, read_package(out.read_text(encoding="utf-8")), port)
        drain = threading.Thread(target=lambda: served.told.append(process.stdout.read()), daemon=True)
        drain.start()
        threads.append(drain)
        started.append(served)
        return served

    yield start
    try:
        for served in started:
            served.stop()
    finally:
        for served in started:
            served.process.kill()  # nothing of a test that failed goes on beside the next ones
    for drain, served in zip(threads, started, strict=True):
        drain.join(PATIENCE_S)
        assert served.process.stdout is not None
        served.process.stdout.close()
        assert "did not end by itself" not in served.told[0]


def _free_port() -> int:
    """Return a port that nobody has, below those that are given to connections as they come and go."""
    for port in random.Random(os.getpid()).sample(range(20_000, 32_000), 100):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    pytest.fail("every port is taken")


def _programs() -> Path | None:
    """Return the folder of PostgreSQL's programs; Debian keeps them out of PATH."""
    candidates = [Path(found).resolve().parent for found in [shutil.which("postgres")] if found]
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    wanted = ("initdb", "postgres", "pg_isready")
    return next((c for c in candidates if all((c / name).exists() for name in wanted)), None)


def _other_user() -> str | None:
    """Return whom to run the server as: it refuses to be root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _wait_for(programs: Path, folder: Path) -> None:
    for _ in range(60):
        ready = subprocess.run(
            [programs / "pg_isready", "-h", folder, "-t", "1"], stdout=subprocess.DEVNULL, check=False
        )
        if ready.returncode == 0:
            return
        threading.Event().wait(0.1)
    pytest.skip("PostgreSQL does not start here")
