"""The line to a process that serves phones and then says what it never says."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from phones import Phone
from visionwork import collecting_line
from visionwork.collecting import PhoneCollection
from visionwork.collecting_child import Intake
from visionwork.collecting_talk import LONGEST_SAID, Setup
from visionwork.document.document import Document
from visionwork.document.tray import Tray
from visionwork.domain.errors import UserFacingError
from visionwork.feedback.apart import start_apart
from visionwork.feedback.phone.content import FormContent
from visionwork.feedback.phone.keys import SessionKeys
from visionwork.feedback.phone.limits import Limits
from visionwork.feedback.phone.words import load_words

CHILD = """
import struct, sys
import visionwork.collecting_child as child

say, orders = child._say, []

def said(answers, told):
    orders.append(told)
    if len(orders) > {good}:
        answers.write({nonsense!r})
        answers.flush()
    else:
        say(answers, told)

child._say = said
sys.exit(child.main())
"""


def told(content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + content


NONSENSE = {
    "more than fits": (LONGEST_SAID + 1).to_bytes(4, "big") + b"x" * 4096,
    "an endless number": told(
        b'{"waiting": Infinity, "reached": false, "pauses": [], "rows": [], "log": []}'
    ),
}


@pytest.fixture
def strange(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes, int], None]:
    """Let the next child talk nonsense after so many answers; those behind it are as they should be."""

    def prepare(nonsense: bytes, good: int) -> None:
        program = CHILD.format(nonsense=nonsense, good=good)
        waiting = [program]

        def start(module: str, arguments: Sequence[str] = ()) -> subprocess.Popen[bytes]:
            if not waiting:
                return start_apart(module, arguments)
            return subprocess.Popen(
                [sys.executable, "-c", waiting.pop()],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )

        monkeypatch.setattr(collecting_line, "start_apart", start)

    return prepare


@pytest.mark.parametrize("kind", NONSENSE)
def test_a_process_that_talks_nonsense_is_replaced_and_costs_no_answer(
    strange: Callable[[bytes, int], None],
    collect: Callable[..., PhoneCollection],
    document: Document,
    kind: str,
) -> None:
    strange(NONSENSE[kind], 2)  # its port and that it serves
    collection = collect()
    first, url = collection.pid, collection.url
    phone = Phone(collection)
    assert phone.answer().title == "Thank you"
    collection.poll()
    assert (collection.pid != first, collection.url) == (True, url)
    assert collection.status().running
    assert phone.answer().title == "Thank you"
    collection.stop()
    assert document.rounds.respondents(1) == {1: 2}


def test_a_process_that_begins_with_nonsense_is_a_problem_that_is_told(
    strange: Callable[[bytes, int], None], collect: Callable[..., PhoneCollection]
) -> None:
    for nonsense in (told(b"7"), told(b'{"refused": 3}'), NONSENSE["more than fits"]):
        strange(nonsense, 0)
        with pytest.raises(UserFacingError, match="cannot be served"):
            collect()


def test_long_answers_are_handed_over_a_few_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visionwork.collecting_child.MOST_CHARACTERS", 1_000)
    tray = Tray(tmp_path / "tray")
    tray.put([(f"{number:032}", f"1 4{'é' * 200}") for number in range(10)])
    tray.close()
    content = FormContent("", (), (), (), load_words("en"), "", is_open=True)
    setup = Setup(content, SessionKeys.fresh(), Limits(), "127.0.0.1", (0,), tmp_path / "tray")
    intake = Intake(setup)
    handed: list[str] = []
    while rows := intake.hand_over(taken=True):
        assert sum(len(key) + len(packed) for key, packed in rows) <= 1_000
        handed += [key for key, _ in rows]
    intake.close()
    assert handed == [f"{number:032}" for number in range(10)]
    assert intake.waiting == 0
