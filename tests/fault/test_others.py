"""Other windows, other computers, and programs that copy the file while it is written."""

from __future__ import annotations

import os
import random
import threading
from pathlib import Path

import programs
import pytest
from survived import Fork, cards, long

from visionwork.document.check import check_document
from visionwork.document.errors import AlreadyOpenError
from visionwork.document.publish import PublishResult
from visionwork.document.session import DocumentSession


def test_a_second_process_is_told_who_has_the_document(
    fork: Fork, workshop: Path, home: Path, ack: Path
) -> None:
    session = DocumentSession.open(workshop, home)
    assert fork("held_open", workshop, home, ack) == 0
    assert ack.read_text() == f"AlreadyOpenError {os.getpid()}"
    session.document.cards.add("behaviour", "group:1", "Ours")
    assert session.close().safe
    assert cards(workshop, home) == ["Ours"]


def test_a_killed_process_holds_nothing(fork: Fork, workshop: Path, home: Path, ack: Path) -> None:
    ack.touch()
    assert fork("held_open", workshop, home, ack, kill_after=0.0) == -9
    assert ack.read_text().startswith("open ")
    session = DocumentSession.open(workshop, home)
    with pytest.raises(AlreadyOpenError):
        DocumentSession.open(workshop, home)
    assert session.close().safe


@pytest.mark.parametrize(
    ("rounds", "seed"), [(5, 1), pytest.param(200, 2, marks=[long, pytest.mark.timeout(600)])]
)
def test_two_computers_never_lose_each_others_texts(
    workshop: Path, tmp_path: Path, rounds: int, seed: int
) -> None:
    dice = random.Random(seed)
    for number in range(rounds):
        sessions = [DocumentSession.open(workshop, tmp_path / f"home {name}") for name in "ab"]
        # Each on its own computer: neither lock knows of the other.
        written: set[str] = set()
        for step in range(6):
            session = dice.choice(sessions)
            text = f"{number}.{step} by {sessions.index(session)}"
            session.document.cards.add("behaviour", "group:1", text)
            written.add(text)
            if dice.random() < 0.5:
                assert session.publish_now().safe
        assert all(session.close().safe for session in sessions)
        everywhere = {text for path in workshop.parent.iterdir() for text in cards(path, tmp_path / "home")}
        assert written <= everywhere
        for path in workshop.parent.iterdir():
            assert not check_document(path).findings
            if path != workshop:
                path.unlink()


@pytest.mark.parametrize("publishes", [40, pytest.param(600, marks=[long, pytest.mark.timeout(900)])])
def test_every_copy_taken_while_publishing_opens(
    workshop: Path, home: Path, tmp_path: Path, publishes: int
) -> None:
    session = DocumentSession.open(workshop, home)
    programs.edit(session, 1)
    stop, copies = threading.Event(), []

    def sync_client() -> None:
        while not stop.is_set():
            copy = tmp_path / f"copy {len(copies)}"
            with workshop.open("rb") as source, copy.open("wb") as target:
                while piece := source.read(16384):
                    target.write(piece)
                    stop.wait(0.0005)
            copies.append(copy)

    thread = threading.Thread(target=sync_client)
    thread.start()
    try:
        for number in range(publishes):
            programs.edit(session, number + 2)
            assert session.publish_now().result is PublishResult.PUBLISHED
    finally:
        stop.set()
        thread.join()
    assert session.close().safe
    assert len(copies) > 5
    revisions = []
    for copy in copies:
        assert not check_document(copy).findings
        revisions.append(DocumentSession.open(copy, home, to_read=True).revision)
    assert revisions == sorted(revisions)
    assert revisions[-1] > 3
