"""Disks that are full or refuse: nothing is called saved that is not, and trying again works."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import programs
import pytest
from survived import Fork, cards

from visionwork.answers_together import add_at_once
from visionwork.document.access import editing, open_to_read
from visionwork.document.check import check_document
from visionwork.document.errors import DocumentError, NotSavedError
from visionwork.document.publish import PublishResult
from visionwork.document.session import DocumentSession
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup


class SmallDisk:
    """A disk in memory whose size can be changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()
        self.mounted = self._mount("size=700k")

    def grow(self) -> None:
        self._mount("remount,size=16m")

    def unmount(self) -> None:
        if self.mounted:
            subprocess.run(["umount", self.path], check=True, capture_output=True)

    def _mount(self, options: str) -> bool:
        command = ["mount", "-t", "tmpfs", "-o", options, "none", str(self.path)]
        return (
            shutil.which("mount") is not None
            and not subprocess.run(command, check=False, capture_output=True).returncode
        )


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    disk = SmallDisk(tmp_path / "disk")
    if not disk.mounted:
        pytest.skip("no disk in memory can be mounted here")
    yield disk
    disk.unmount()


def fill(session: DocumentSession) -> int:
    """Edit until the disk refuses, and return the number of the edit that was refused."""
    number = 0
    error = None
    while error is None:
        number += 1
        try:
            programs.edit(session, number)
        except NotSavedError as refused:
            error = refused
    assert error.sentence == "The disk is full."
    assert "Free some space" in error.next_step
    return number


def test_a_full_disk_of_the_app_refuses_the_edit_and_takes_it_later(workshop: Path, disk: SmallDisk) -> None:
    session = DocumentSession.open(workshop, disk.path / "home")
    number = fill(session)
    assert not session.document.store.connection.in_transaction
    assert session.publish_now().result is PublishResult.FAILED
    assert not check_document(workshop).findings
    disk.grow()
    programs.edit(session, number)
    assert session.close().result is PublishResult.PUBLISHED
    assert len(cards(workshop, disk.path / "home")) == number


def test_a_full_disk_of_the_app_is_left_for_another_one(workshop: Path, disk: SmallDisk, home: Path) -> None:
    session = DocumentSession.open(workshop, disk.path / "home")
    number = fill(session)
    session.work_in_memory()
    programs.edit(session, number)
    elsewhere = workshop.with_name("Elsewhere.visionwork")
    assert session.save_as(elsewhere).result is PublishResult.PUBLISHED
    assert len(cards(elsewhere, home)) == number
    assert session.close().safe


def test_a_full_disk_of_the_user_keeps_the_old_file_until_there_is_room(disk: SmallDisk, home: Path) -> None:
    path = disk.path / "Aldermoor.visionwork"
    session = DocumentSession.create(path, "Our vision", "Aldermoor", home)
    number, outcome = 0, None
    while outcome is None or outcome.result is PublishResult.PUBLISHED:
        before, number = path.read_bytes(), number + 1
        programs.edit(session, number)
        outcome = session.publish_now()
    assert outcome.result is PublishResult.FAILED
    assert outcome.error is not None
    assert outcome.error.sentence == "The disk is full."
    assert path.read_bytes() == before
    assert [found.name for found in disk.path.iterdir()] == [path.name]
    assert not session.close().safe
    disk.grow()
    assert session.close().result is PublishResult.PUBLISHED
    assert len(cards(path, home)) == number


def test_a_new_workshop_on_a_full_disk_leaves_nothing(disk: SmallDisk, home: Path) -> None:
    (disk.path / "filler").write_bytes(b"x" * 650_000)
    with pytest.raises(DocumentError, match="full"):
        DocumentSession.create(disk.path / "new.visionwork", "T", "O", home)
    assert [found.name for found in disk.path.iterdir()] == ["filler"]
    with pytest.raises(DocumentError, match="full"):
        DocumentSession.create(home / "new.visionwork", "T", "O", disk.path / "home")


def test_a_workshop_that_does_not_fit_the_apps_disk_is_told(workshop: Path, disk: SmallDisk) -> None:
    before = workshop.read_bytes()
    (disk.path / "filler").write_bytes(b"x" * 650_000)
    with pytest.raises(DocumentError, match="disk of your computer is full"):
        DocumentSession.open(workshop, disk.path / "home")
    assert workshop.read_bytes() == before


def test_answers_that_do_not_fit_the_users_disk_are_kept_and_that_is_told(
    disk: SmallDisk, home: Path
) -> None:
    path = disk.path / "Aldermoor.visionwork"
    session = DocumentSession.create(path, "Our vision", "Aldermoor", home)
    session.document.texts.save_draft("statement", "Our clients know who looks after them.")
    session.document.groups.add("Clients", GroupKind.CUSTOMERS)
    questions = [(QuestionKind.OPEN, "What else?")]
    session.document.rounds.open(1, questions, [RoundGroup(1)], date(2026, 3, 2))
    assert session.close().safe
    before = path.read_bytes()
    answers = [NewResponse(1, {}, {"q1": f"{number} " + "words " * 50}) for number in range(2_000)]
    with (
        pytest.raises(NotSavedError, match="may be without what was done now; that is kept") as told,
        editing(path, home) as document,
    ):
        add_at_once(document, document.rounds.get(1), answers, Channel.CSV)
    assert "Free some space" in told.value.next_step
    assert path.read_bytes() == before
    disk.grow()
    document = open_to_read(path, home)
    assert document.rounds.get(1).response_count == 2_000
    document.close()


@pytest.mark.parametrize("growth", [40_000, 190_000])
def test_files_that_may_not_grow_are_told_and_written_later(
    fork: Fork, workshop: Path, home: Path, ack: Path, growth: int
) -> None:
    assert fork("starved", workshop, home, ack, workshop.stat().st_size + growth) == 0
    refused, meanwhile, closed, number = ack.read_text().splitlines()
    assert refused.startswith("refused ")
    assert meanwhile in ("failed", "published")
    assert closed == "published"
    assert len(cards(workshop, home)) == int(number)
    assert not check_document(workshop).findings
