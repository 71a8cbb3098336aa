"""Collecting by phone while the program is killed: what a phone was thanked for is there, once."""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import programs
import pytest
from survived import long, reading

from visionwork.document.access import editing
from visionwork.document.session import DocumentSession
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import QuestionKind, RoundGroup, RoundStatus
from visionwork.feedback.phone.keys import new_form_name

PHONES = Path(__file__).resolve().parents[1] / "unit" / "feedback" / "phone"
sys.path.insert(0, str(PHONES))  # for phones.py

from phones import parsed, read_all  # noqa: E402

PATIENCE_S = 60


@pytest.fixture
def workshop(tmp_path: Path, home: Path) -> Path:
    path = tmp_path / "Ours.visionwork"
    session = DocumentSession.create(path, "Our vision", "Aldermoor", home)
    document = session.document
    draft = document.texts.save_draft("statement", "Clients know the people who look after them.")
    group = document.groups.add("Consultants", GroupKind.EMPLOYEES)
    questions = [(QuestionKind.SCALE, "A place for me?"), (QuestionKind.OPEN, "What is missing?")]
    document.rounds.open(draft.id, questions, [RoundGroup(group, 40)], date(2026, 3, 2))
    assert session.close().safe
    return path


class Collecting:
    """`visionwork collect` in a process of its own."""

    def __init__(self, path: Path, home: Path, *options: str) -> None:
        environment = {**programs.ENVIRONMENT, "VISIONWORK_HOME": str(home)}
        command = [sys.executable, "-m", "visionwork", "collect", str(path), "--round", "1"]
        self.process = subprocess.Popen(
            [*command, "--host", "127.0.0.1", *options],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.said = ""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if line.startswith("Stop with"):
                break
        found = re.search(r"^Address\s+(\S+)$", self.said, re.MULTILINE)
        assert found is not None, self.said + self.errors()
        self.url = found[1]

    def errors(self) -> str:
        return self.process.communicate(timeout=PATIENCE_S)[1]

    def new_form(self) -> str:
        """Return the path of a form that nobody has sent."""
        return f"{urlsplit(self.url).path}/{new_form_name()}"

    def end(self, number: int) -> tuple[int, str, str]:
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode, out, err


@pytest.fixture
def collecting(workshop: Path, home: Path) -> Iterator[Callable[..., Collecting]]:
    started: list[Collecting] = []

    def start(*options: str) -> Collecting:
        started.append(Collecting(workshop, home, *options))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
            one.process.communicate()


def asked(url: str, method: str, path: str, body: str = "") -> bytes:
    """Send a request and return everything that comes back."""
    site = urlsplit(url)
    head = [f"{method} {path} HTTP/1.1", f"Host: {site.netloc}", "Connection: close"]
    if method == "POST":
        head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    with socket.create_connection((str(site.hostname), site.port), PATIENCE_S) as connection:
        connection.sendall("\r\n".join([*head, "", body]).encode())
        return read_all(connection)


def send(url: str, path: str, body: str = "", method: str = "POST") -> str:
    """Send a request; return the title of the page, or nothing when the server is gone."""
    try:
        answer = asked(url, method, path, body)
    except OSError:
        return ""
    return parsed(answer).title if answer.startswith(b"HTTP/1.1 200") else ""


def is_served(url: str) -> bool:
    """Return whether a phone gets through."""
    return send(url, "/check", method="GET") == "This phone reaches the laptop"


def digest_of(running: Collecting) -> str:
    page = asked(running.url, "GET", running.new_form())
    found = re.search(rb'name="form" value="([^"]+)"', page)
    assert found is not None
    return found[1].decode()


def answered(running: Collecting) -> str:
    """Send one answer; return the title of the page that comes back."""
    body = urlencode({"form": digest_of(running), "group": 1, "q1": 5, "q2": "Time"})
    return send(running.url, running.new_form(), body)


class Flood:
    """Phones that send forms, each until nobody answers it.

    Attributes:
        forms: Paths and bodies of the forms that were sent.
        thanked: What was written in those that were thanked for.
    """

    def __init__(self, running: Collecting) -> None:
        self._running, self._digest = running, digest_of(running)
        self.forms: list[tuple[str, str]] = []
        self.thanked: list[str] = []

    @contextmanager
    def meanwhile(self, seconds: float) -> Iterator[None]:
        """Let phones send for some time, and go on while something is done to the program."""
        stop = threading.Event()
        phones = [threading.Thread(target=self._send, args=(stop,)) for _ in range(4)]
        for thread in phones:
            thread.start()
        stop.wait(seconds)
        try:
            yield
        finally:
            stop.set()
            for thread in phones:
                thread.join()

    def _send(self, stop: threading.Event) -> None:
        url = self._running.url
        while not stop.is_set():
            text, path = new_form_name(), self._running.new_form()
            form = (path, urlencode({"form": self._digest, "group": 1, "q1": 4, "q2": text}))
            self.forms.append(form)
            if not send(url, *form):
                return
            self.thanked.append(text)


def assert_all_are_there(running: Collecting, flood: Flood, workshop: Path, home: Path) -> None:
    """End collecting; every answer that was thanked for is in the workshop once, and nothing is left over."""
    code, _, _ = running.end(signal.SIGTERM)
    assert code == 0
    found = stored(workshop, home)
    assert flood.thanked
    assert not [text for text in flood.thanked if found[text] != 1]
    assert set(found.values()) == {1}
    assert not list((home / "work").iterdir())
    assert not list((home / "collecting").iterdir())


def stored(path: Path, home: Path) -> Counter[str]:
    with reading(path, home) as document:
        return Counter(comment.text for comment in document.rounds.comments(1))


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
@pytest.mark.parametrize("kills", [1, pytest.param(5, marks=long)])
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_answer_that_was_thanked_for_survives_the_end_of_the_process_that_serves_phones(
    collecting: Callable[..., Collecting], workshop: Path, home: Path, kills: int
) -> None:
    dice, running = random.Random(8), collecting()
    flood = Flood(running)
    for _ in range(kills):
        with flood.meanwhile(dice.uniform(0.1, 0.3)):
            (child,) = children(running.process.pid)
            os.kill(child, signal.SIGKILL)
        until = time.monotonic() + PATIENCE_S
        while not is_served(running.url):
            assert time.monotonic() < until, "nobody serves phones any more"
    assert_all_are_there(running, flood, workshop, home)


def children(parent: int) -> list[int]:
    """Return the processes that a process has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, its_parent = path.read_text().rpartition(")")[2].split()[:2]
        except OSError:  # it has just ended
            continue
        if int(its_parent) == parent and state != "Z":
            found.append(int(path.parent.name))
    return found


@pytest.mark.parametrize("kills", [2, pytest.param(30, marks=long)])
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_answer_that_was_thanked_for_survives_kills(
    collecting: Callable[..., Collecting], workshop: Path, home: Path, kills: int
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:  # the usual one may be another test's meanwhile
        port = str(free.getsockname()[1])
    dice, running = random.Random(7), collecting("--port", port)
    flood, url = Flood(running), running.url
    for _ in range(kills):
        with flood.meanwhile(dice.uniform(0.02, 0.25)):
            running.process.kill()
            running.process.communicate()
        running = collecting("--port", port)
        assert running.url == url  # the same code on the wall still works
    again = {send(url, *form) for form in flood.forms[-20:]}  # phones that are not sure send again
    assert again <= {"Thank you", "Already received", ""}
    assert_all_are_there(running, flood, workshop, home)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_and_publishes(
    collecting: Callable[..., Collecting], workshop: Path, home: Path, number: int
) -> None:
    running = collecting("--port", "0")
    assert "Room word" in running.said
    assert "█" in running.said
    assert answered(running) == "Thank you"
    code, out, err = running.end(number)
    assert (code, err) == (0, "")
    assert "Stopped. Fewer than five answers so far in round 1" in out
    assert stored(workshop, home) == {"Time": 1}
    assert not is_served(running.url)


@pytest.mark.parametrize("within_s", [PATIENCE_S, pytest.param(1, marks=pytest.mark.long)])
def test_the_port_is_closed_when_the_program_is_killed(
    collecting: Callable[..., Collecting], within_s: float
) -> None:
    running = collecting("--port", "0")
    assert is_served(running.url)
    running.end(signal.SIGKILL)
    until = time.monotonic() + within_s
    while is_served(running.url):
        assert time.monotonic() < until, "the port is open though the program is gone"


def test_an_answer_is_in_the_workshop_though_nobody_collects_again_after_a_kill(
    collecting: Callable[..., Collecting], workshop: Path, home: Path
) -> None:
    running = collecting("--port", "0")
    running.process.send_signal(signal.SIGSTOP)  # so that the tray has it, and nothing else
    assert answered(running) == "Thank you"
    running.end(signal.SIGKILL)
    with editing(workshop, home) as document:
        assert [comment.text for comment in document.rounds.comments(1)] == ["Time"]
    assert stored(workshop, home) == {"Time": 1}
    assert not list((home / "work").iterdir())


def test_a_round_that_was_closed_is_closed_again_after_a_crash(
    collecting: Callable[..., Collecting], workshop: Path, home: Path
) -> None:
    with editing(workshop, home) as document:
        document.rounds.close(1, date(2026, 3, 3))
    collecting().end(signal.SIGKILL)
    _, _, warned = collecting().end(signal.SIGINT)
    assert "Going on with every answer" in warned
    with reading(workshop, home) as document:
        assert document.rounds.get(1).status is RoundStatus.CLOSED
