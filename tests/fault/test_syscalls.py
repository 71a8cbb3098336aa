"""Every call to the system fails, or is the last one: tried one after the other with strace.

The short run takes a sample; the long one takes every call.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import programs
import pytest
from survived import long, reading

from visionwork.document.check import check_document
from visionwork.document.publish import PublishResult
from visionwork.document.session import DocumentSession

CALLS = ("pwrite64", "write", "fsync", "fdatasync", "ftruncate", "unlink", "rename")
FAULTS = ("signal=KILL", "error=EIO", "error=ENOSPC")
TRACED = f"trace={','.join(CALLS)}"


@cache
def can_trace() -> bool:
    """Return whether strace is here and may be used."""
    command = ["strace", "-f", "-qq", "-e", "trace=none", sys.executable, "-c", ""]
    return (
        shutil.which("strace") is not None
        and not subprocess.run(command, check=False, capture_output=True).returncode
    )


@pytest.fixture
def case(tmp_path: Path) -> Callable[[], Path]:
    """Make folders, each with a workshop that was closed, under `Documents` and app data under `home`."""
    if not can_trace():
        pytest.skip("strace is not here, or may not look into processes")
    made: list[Path] = []

    def make() -> Path:
        for old in made:
            shutil.rmtree(old)
        made[:] = [tmp_path / f"case-{random.getrandbits(32)}"]
        folder = made[0]
        (folder / "Documents").mkdir(parents=True)
        session = DocumentSession.create(
            folder / "Documents" / "a.visionwork", "Our vision", "Aldermoor", folder / "home"
        )
        assert session.close().safe
        return folder

    return make


def traced(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run an edit, a publish, an edit and a close under strace."""
    program = [str(Path(programs.__file__)), "one_of_each", *map(str, places(folder))]
    command = ["strace", "-f", "-qq", "-o", str(folder / "log"), "-e", TRACED, *options, sys.executable]
    return subprocess.run(
        command + program, env=programs.ENVIRONMENT, check=False, capture_output=True, text=True
    )


def places(folder: Path) -> tuple[Path, Path, Path]:
    """Return the workshop, the app data and the ack file of a case."""
    return folder / "Documents" / "a.visionwork", folder / "home", folder / "acks"


def edits_in(path: Path) -> set[str]:
    """Return the numbers of the edits in a workshop, each of them whole."""
    with reading(path) as document:
        drafts, cards = document.texts.drafts(programs.SUBJECT), document.cards.all()
    assert len(drafts) == len(cards)
    return {card.text for card in cards}


@pytest.mark.parametrize("most", [6, pytest.param(10_000, marks=[long, pytest.mark.timeout(3600)])])
def test_no_call_that_fails_or_is_the_last_costs_an_edit(case: Callable[[], Path], most: int) -> None:
    folder = case()
    assert traced(folder).returncode == 0
    lines = (folder / "log").read_text().splitlines()
    counts = Counter(line.split(maxsplit=1)[1].partition("(")[0] for line in lines)
    faults = [
        (call, number, fault) for call in CALLS for number in range(1, counts[call] + 1) for fault in FAULTS
    ]
    if most < len(faults):
        dice = random.Random(20260302)
        kinds = [[one for one in faults if one[2] == fault] for fault in FAULTS]
        faults = [one for kind in kinds for one in dice.sample(kind, most // len(FAULTS))]
    for call, number, fault in faults:
        folder = case()
        path, home, ack = places(folder)
        done = traced(folder, "-e", f"inject={call}:{fault}:when={number}")
        told = ack.read_text().splitlines() if ack.exists() else []
        what = f"{call} {number} {fault}: {done.returncode} {told} {done.stderr}"
        if fault != "signal=KILL" and done.returncode:
            # Refused with a sentence while opening, or it was the acknowledgement that failed.
            reason = done.stderr.strip().splitlines()[-1]
            assert reason.startswith(("visionwork.document.errors.", "OSError: [Errno")), what
        acknowledged = {line for line in told if line.isdigit()}
        published = told[: len(told) - told[::-1].index("published")] if "published" in told else []
        assert not check_document(path).findings, what
        in_file = edits_in(path)
        assert in_file >= acknowledged.intersection(published), what
        session = programs.opened(path, home)
        assert {card.text for card in session.document.cards.all()} >= acknowledged | in_file, what
        programs.edit(session, 100)
        outcome = session.close()
        assert outcome.result is PublishResult.PUBLISHED, what
        assert edits_in(path) >= acknowledged | in_file | {"100"}, what
        assert [found.name for found in path.parent.iterdir()] == [path.name], what
