"""Documents to work with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from visionwork.document.document import Document, create_database, open_database
from visionwork.document.session import DocumentSession
from visionwork.domain.groups import GroupKind

SOURCE = Path(__file__).resolve().parents[3] / "src"
FAULTS = Path(__file__).resolve().parents[2] / "fault"


@pytest.fixture
def tables_made_once() -> None:
    """Every workshop makes its own tables here: this is about them."""


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    """A new workshop in a database of its own."""
    path = tmp_path / "working.db"
    create_database(path, "A vision people can find themselves in", "Aldermoor Consulting")
    document = open_database(path, lambda: datetime.fromisoformat("2026-03-02 10:42"))
    yield document
    document.close()


@pytest.fixture
def ferries(tmp_path: Path) -> Path:
    """The database of a new workshop that has a draft of the statement and a group to ask."""
    path = tmp_path / "a.db"
    create_database(path, "Crew and passengers", "Torsund Ferries")
    document = open_database(path)
    document.texts.save_draft("statement", "We tell you early what will not hold.")
    document.groups.add("Deck crews", GroupKind.EMPLOYEES)
    document.close()
    return path


@pytest.fixture
def python() -> Callable[..., str]:
    """Run Python code in a process of its own and return what it prints."""

    def run(code: str, *arguments: object) -> str:
        environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
        command = [sys.executable, "-c", code, *map(str, arguments)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run


@pytest.fixture(scope="session")
def crashes() -> Iterator[subprocess.Popen[str]]:
    """The process that forks those that crash; Python and SQLite are loaded once, in it."""
    if not hasattr(os, "fork"):
        pytest.skip("this system cannot fork")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCE), str(FAULTS)])}
    with subprocess.Popen(
        [sys.executable, str(FAULTS / "forks.py")],
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        yield server
        assert server.stdin is not None
        server.stdin.close()


@pytest.fixture
def crash(crashes: subprocess.Popen[str]) -> Callable[..., None]:
    """Open a workshop in another process, do something there and have it killed."""

    def run(path: Path, home: Path, *actions: str) -> None:
        assert crashes.stdin is not None
        assert crashes.stdout is not None
        arguments = [str(path), str(home), *actions]
        order = {"program": "crashed", "arguments": arguments, "kill_after": None, "ack": ""}
        crashes.stdin.write(json.dumps(order) + "\n")
        crashes.stdin.flush()
        told = json.loads(crashes.stdout.readline())
        assert told["status"] == -9, told["error"]

    return run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The app-data folder."""
    return tmp_path / "home"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the user keeps the workshop."""
    folder = tmp_path / "Documents"
    folder.mkdir()
    return folder / "Aldermoor.visionwork"


@pytest.fixture
def open_session(home: Path) -> Iterator[Callable[..., DocumentSession]]:
    """Open sessions by path and close at the end what is still open then."""
    opened: list[DocumentSession] = []

    def make(path: Path, **options: object) -> DocumentSession:
        if path.exists():
            session = DocumentSession.open(path, home, **options)
        else:
            session = DocumentSession.create(path, "Our vision", "Aldermoor", home, **options)
        opened.append(session)
        return session

    yield make
    for session in opened:
        session.abandon()


@pytest.fixture
def workshop(path: Path, home: Path) -> Path:
    """A workshop on the user's disk, with two drafts of the statement, closed."""
    session = DocumentSession.create(path, "Our vision", "Aldermoor", home)
    session.document.texts.save_draft("statement", "Clients know the people who look after them.")
    session.document.texts.save_draft(
        "statement", "Clients know the people who look after them, and we listen."
    )
    assert session.close().safe
    return path
