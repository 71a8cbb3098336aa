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
from visionwork.document.tray import Tray, tray_path
from visionwork.domain.errors import UserFacingError
from visionwork.feedback.limited_process import start_apart
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


def filled_intake(folder: Path, answers: Sequence[str]) -> Intake:
    tray = Tray(folder / "tray")
    tray.put([(f"{number:032}", answer) for number, answer in enumerate(answers)])
    tray.close()
    content = FormContent("", (), (), (), load_words("en"), "", is_open=True)
    return Intake(Setup(content, SessionKeys.fresh(), Limits(), "127.0.0.1", (0,), folder / "tray"))


def test_long_answers_are_handed_over_a_few_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visionwork.collecting_child.MOST_CHARACTERS", 1_000)
    intake = filled_intake(tmp_path, [f"1 4{'é' * 200}"] * 10)
    handed: list[str] = []
    while rows := intake.hand_over(()):
        assert sum(len(key) + len(packed) for key, packed in rows) <= 1_000
        handed += [key for key, _ in rows]
    intake.close()
    assert handed == [f"{number:032}" for number in range(10)]
    assert intake.waiting == 0


def test_an_answer_that_fits_nothing_holds_up_nobody(
    working: Path,
    document: Document,
    collect: Callable[..., PhoneCollection],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("visionwork.collecting_child._MOST_HANDED_OVER", 2)
    path = tray_path(working.parent, 1)
    strange = f"{0:032}"
    tray = Tray(path)
    tray.put([(strange, "999 44")])
    tray.close()
    collection = collect()
    for number in range(5):
        assert Phone(collection, f"127.0.0.{number + 2}").answer().title == "Thank you"
    for _ in range(10):
        collection.poll()
    assert sum(document.rounds.respondents(1).values()) == 5
    assert collection.waiting == 0
    collection.stop()
    left = Tray(path)
    assert left.keys() == [strange], "it stays for whoever looks into it"
    left.close()


def test_answers_the_disk_refused_are_handed_over_again(tmp_path: Path) -> None:
    intake = filled_intake(tmp_path, ["1 4", "999 4", "1 5"])
    keys = [f"{number:032}" for number in range(3)]
    assert [key for key, _ in intake.hand_over(())] == keys
    assert [key for key, _ in intake.hand_over(None)] == keys
    assert intake.waiting == 3
    assert intake.hand_over({keys[1]}) == []
    assert intake.waiting == 0
    intake.close()
    left = Tray(tmp_path / "tray")
    assert left.keys() == [keys[1]]
    left.close()
