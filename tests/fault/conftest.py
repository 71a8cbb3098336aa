"""Processes to kill, and how to tell what survived."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from visionwork.document.session import DocumentSession

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))  # for programs.py, which the tests share with the processes they start

import programs  # noqa: E402
from survived import Fork  # noqa: E402


@pytest.fixture
def tables_made_once() -> None:
    """Every workshop makes its own tables here: this is about them."""


@pytest.fixture(scope="session")
def fork_server() -> Iterator[subprocess.Popen[str]]:
    """The server that forks; one for all tests."""
    if not hasattr(os, "fork"):
        pytest.skip("this system cannot fork")
    with subprocess.Popen(
        [sys.executable, str(HERE / "forks.py")],
        env=programs.ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        yield server
        assert server.stdin is not None
        server.stdin.close()


@pytest.fixture
def fork(fork_server: subprocess.Popen[str], ack: Path) -> Fork:
    """Run a program of `programs.py` in a process of its own and return how it ended.

    With `kill_after`, it is killed so many seconds after its first acknowledgement (-9).
    """

    def run(program: str, *arguments: object, kill_after: float | None = None) -> int:
        assert fork_server.stdin is not None
        assert fork_server.stdout is not None
        order = {
            "program": program, "arguments": [str(argument) for argument in arguments],
            "kill_after": kill_after, "ack": str(ack),
        }  # fmt: skip
        fork_server.stdin.write(json.dumps(order) + "\n")
        fork_server.stdin.flush()
        told = json.loads(fork_server.stdout.readline())
        assert "Traceback" not in told["error"], told["error"]
        return told["status"]

    return run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def ack(tmp_path: Path) -> Path:
    """The file of acknowledgements."""
    return tmp_path / "acks"


@pytest.fixture
def workshop(tmp_path: Path, home: Path) -> Path:
    """A workshop on the user's disk, closed."""
    folder = tmp_path / "Documents"
    folder.mkdir()
    session = DocumentSession.create(folder / "Aldermoor.visionwork", "Our vision", "Aldermoor", home)
    assert session.close().safe
    return session.path
