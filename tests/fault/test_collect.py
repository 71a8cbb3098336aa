"""Collecting by phone while the program is killed: what a phone was thanked for is there, once."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from visionwork.document.access import editing, open_to_read
from visionwork.document.session import DocumentSession
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import QuestionKind, RoundGroup, RoundStatus
from visionwork.feedback.phone.keys import new_form_name

SOURCE = Path(__file__).resolve().parents[2] / "src"
PHONES = Path(__file__).resolve().parents[1] / "unit" / "feedback" / "phone"
sys.path.insert(0, str(PHONES))  # for phones.py

from phones import parsed, read_all  # noqa: E402

PATIENCE_S = 60


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


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
        environment = {**os.environ, "PYTHONPATH": str(SOURCE), "VISIONWORK_HOME": str(home)}
        command = [
            sys.executable,
            "-m",
            "visionwork",
            "collect",
            str(path),
            "--round",
            "1",
            "--host",
            "127.0.0.1",
        ]
        self.process = subprocess.Popen(
            [*command, *options], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
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


def send(url: str, path: str, body: str, method: str = "POST") -> str:
    """Send a request; return the title of the page, or nothing when the server is gone."""
    import socket

    site = urlsplit(url)
    head = f"{method} {path} HTTP/1.1\r\nHost: {site.netloc}\r\nConnection: close\r\n"
    if method == "POST":
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    try:
        with socket.create_connection((str(site.hostname), site.port), PATIENCE_S) as connection:
            connection.sendall(f"{head}\r\n{body}".encode())
            answer = read_all(connection)
    except OSError:
        return ""
    return parsed(answer).title if answer.startswith(b"HTTP/1.1 200") else ""


def digest_of(url: str) -> str:
    import socket

    site = urlsplit(url)
    with socket.create_connection((str(site.hostname), site.port), PATIENCE_S) as connection:
        path = f"{site.path}/{new_form_name()}"
        connection.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {site.netloc}\r\nConnection: close\r\n\r\n".encode()
        )
        found = re.search(rb'name="form" value="([^"]+)"', read_all(connection))
    assert found is not None
    return found[1].decode()


def stored(path: Path, home: Path) -> Counter[str]:
    document = open_to_read(path, home)
    try:
        return Counter(comment.text for comment in document.rounds.comments(1))
    finally:
        document.close()


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
@pytest.mark.parametrize("kills", [2, pytest.param(5, marks=pytest.mark.long)])
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_answer_that_was_thanked_for_survives_the_end_of_the_process_that_serves_phones(
    collecting: Callable[..., Collecting], workshop: Path, home: Path, kills: int
) -> None:
    dice, running = random.Random(8), collecting()
    url, digest = running.url, digest_of(running.url)
    thanked: list[str] = []
    for number in range(kills):
        stop = threading.Event()
        phones = [
            threading.Thread(target=flood, args=(url, digest, f"{number}-{phone}", stop, thanked))
            for phone in range(4)
        ]
        for thread in phones:
            thread.start()
        stop.wait(dice.uniform(0.1, 0.3))
        (child,) = children(running.process.pid)
        os.kill(child, signal.SIGKILL)
        stop.set()
        for thread in phones:
            thread.join()
        until = time.monotonic() + PATIENCE_S
        while send(url, "/check", "", "GET") != "This phone reaches the laptop":
            assert time.monotonic() < until, "nobody serves phones any more"
    code, _, _ = running.end(signal.SIGTERM)
    assert code == 0
    found = stored(workshop, home)
    assert thanked
    assert not [text for text in thanked if found[text] != 1]
    assert set(found.values()) == {1}
    assert not list((home / "work").iterdir())


def flood(url: str, digest: str, name: str, stop: threading.Event, thanked: list[str]) -> None:
    """Send forms until told to stop or nobody answers."""
    count = 0
    while not stop.is_set():
        count += 1
        text, path = f"{name}-{count}", f"{urlsplit(url).path}/{new_form_name()}"
        if not send(url, path, urlencode({"form": digest, "group": 1, "q1": 4, "q2": text})):
            return
        thanked.append(text)


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


@pytest.mark.parametrize("kills", [3, pytest.param(30, marks=pytest.mark.long)])
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_answer_that_was_thanked_for_survives_kills(
    collecting: Callable[..., Collecting], workshop: Path, home: Path, kills: int
) -> None:
    dice = random.Random(7)
    running = collecting()
    url, digest = running.url, digest_of(running.url)
    token = urlsplit(url).path
    thanked: list[str] = []
    forms: list[tuple[str, str]] = []

    def phone(number: int, stop: threading.Event) -> None:
        count = 0
        while not stop.is_set():
            text, path = f"{number}-{len(forms)}-{count}", f"{token}/{new_form_name()}"
            body = urlencode({"form": digest, "group": 1, "q1": 4, "q2": text})
            forms.append((path, body))
            count += 1
            if send(url, path, body):
                thanked.append(text)
            else:
                break

    for _ in range(kills):
        stop = threading.Event()
        phones = [threading.Thread(target=phone, args=(number, stop)) for number in range(4)]
        for thread in phones:
            thread.start()
        stop.wait(dice.uniform(0.02, 0.25))
        running.process.kill()
        running.process.communicate()
        stop.set()
        for thread in phones:
            thread.join()
        running = collecting()
        assert running.url == url  # the same code on the wall still works
    again = {send(url, path, body) for path, body in forms[-20:]}  # phones that are not sure send again
    assert again <= {"Thank you", "Already received", ""}
    code, _, _ = running.end(signal.SIGTERM)
    assert code == 0
    found = stored(workshop, home)
    assert thanked
    assert not [text for text in thanked if found[text] != 1]
    assert set(found.values()) == {1}
    assert not list((home / "work").iterdir())
    assert not list((home / "collecting").iterdir())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_and_publishes(
    collecting: Callable[..., Collecting], workshop: Path, home: Path, number: int
) -> None:
    running = collecting("--port", "0")
    assert "Room word" in running.said
    assert "█" in running.said
    body = urlencode({"form": digest_of(running.url), "group": 1, "q1": 5, "q2": "Time"})
    assert send(running.url, f"{urlsplit(running.url).path}/{new_form_name()}", body) == "Thank you"
    code, out, err = running.end(number)
    assert (code, err) == (0, "")
    assert "Stopped. Fewer than five answers so far in round 1" in out
    assert stored(workshop, home) == {"Time": 1}
    assert send(running.url, "/check", "", "GET") == ""  # the port is closed


@pytest.mark.parametrize("within_s", [PATIENCE_S, pytest.param(1, marks=pytest.mark.long)])
def test_the_port_is_closed_when_the_program_is_killed(
    collecting: Callable[..., Collecting], within_s: float
) -> None:
    running = collecting("--port", "0")
    assert send(running.url, "/check", "", "GET") == "This phone reaches the laptop"
    running.end(signal.SIGKILL)
    until = time.monotonic() + within_s
    while send(running.url, "/check", "", "GET"):
        assert time.monotonic() < until, "the port is open though the program is gone"


def test_an_answer_is_in_the_workshop_though_nobody_collects_again_after_a_kill(
    collecting: Callable[..., Collecting], workshop: Path, home: Path
) -> None:
    running = collecting("--port", "0")
    body = urlencode({"form": digest_of(running.url), "group": 1, "q1": 5, "q2": "Time"})
    running.process.send_signal(signal.SIGSTOP)  # so that the tray has it, and nothing else
    assert send(running.url, f"{urlsplit(running.url).path}/{new_form_name()}", body) == "Thank you"
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
    document = open_to_read(workshop, home)
    assert document.rounds.get(1).status is RoundStatus.CLOSED
    document.close()
