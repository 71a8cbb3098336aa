"""From the tray of the phones into the document, each answer once."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from visionwork.document.check import check_document
from visionwork.document.document import Document
from visionwork.document.errors import NotSavedError
from visionwork.document.recovery import recoverable
from visionwork.document.schema import TABLES
from visionwork.document.session import DocumentSession
from visionwork.document.taking_in import Taken, Taker, take_in, take_in_left
from visionwork.document.tray import Tray, TrayRow, packed_answer, tray_path, trays_in, waiting_in
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, Round, RoundGroup, in_steps

SOURCE = Path(__file__).resolve().parents[3] / "src"
QUESTIONS = [(QuestionKind.SCALE, "A place for me?"), (QuestionKind.OPEN, "What is missing?")]


def ask(document: Document) -> None:
    draft = document.texts.save_draft("statement", "Clients know the people who look after them.")
    group = document.groups.add("Consultants", GroupKind.EMPLOYEES)
    document.rounds.open(draft.id, QUESTIONS, [RoundGroup(group, 10)], date(2026, 3, 2))


@pytest.fixture
def asked(document: Document) -> Document:
    ask(document)
    return document


@pytest.fixture
def working(asked: Document, tmp_path: Path) -> Path:
    return tmp_path / "working.db"


@pytest.fixture
def tray(tmp_path: Path) -> Iterator[Tray]:
    tray = Tray(tray_path(tmp_path, 1))
    yield tray
    tray.close()


@pytest.fixture
def taker(asked: Document, working: Path) -> Iterator[Taker]:
    taker = Taker(working, asked.store.turn)
    yield taker
    taker.close()


def some(count: int, text: str = "Time", point: int = 4) -> list[TrayRow]:
    answer = packed_answer(NewResponse(1, {"q1": point}, {"q2": text}), ["q1"])
    return [(os.urandom(16).hex(), answer) for _ in range(count)]


def test_an_answer_is_stored_like_one_that_was_typed(asked: Document, taker: Taker, working: Path) -> None:
    text = "Two lines,\n“quoted” & 1\u200d2"
    assert taker.take(asked.rounds.get(1), some(1, text)).stored == 1
    asked.rounds.add_responses(1, [NewResponse(1, {"q1": 4}, {"q2": text})], Channel.TYPED)
    phone, typed = asked.store.rows("SELECT * FROM response ORDER BY channel")
    columns = [name for name in TABLES["response"].all_columns if name not in ("key", "channel")]
    assert [phone[name] for name in columns] == [typed[name] for name in columns]
    one, other = asked.store.rows("SELECT group_id, code, text, sha256, theme_id, chosen FROM comment")
    assert tuple(one) == tuple(other)
    assert not check_document(working).findings


def test_what_is_there_already_is_passed_over(asked: Document, taker: Taker) -> None:
    rows, round_one = some(3), asked.rounds.get(1)
    assert taker.take(round_one, rows[:2]).stored == 2
    taken = taker.take(round_one, rows)
    assert (taken.stored, taken.settled) == (1, [key for key, _ in rows])
    assert asked.rounds.respondents(1) == {1: 3}
    assert len(asked.rounds.comments(1)) == 3


@pytest.mark.parametrize("packed", ["", "1", "1 44", "1 6", "77 4", "1 4\x1eq9\x1fWhat?", "1 4\x1e", "x 4"])
def test_what_does_not_fit_the_round_is_not_stored(asked: Document, taker: Taker, packed: str) -> None:
    good = some(1)
    taken = taker.take(asked.rounds.get(1), [("0" * 32, packed), *good])
    assert (taken.stored, taken.settled) == (1, [good[0][0]])


@pytest.mark.parametrize("key", ["", "0" * 31, "0" * 33, "g" * 32, "0" * 31 + "\n", "0" * 31 + "é"])
def test_a_key_that_cannot_be_stored_keeps_no_other_answer_out(
    asked: Document, tray: Tray, tmp_path: Path, key: str
) -> None:
    tray.put([(key, some(1)[0][1]), *some(2)])
    tray.close()
    assert take_in_left(asked.store, tmp_path) == (2, 1)
    assert waiting_in(tmp_path) == 1


@pytest.mark.parametrize("keep", [True, False])
def test_answers_behind_some_that_do_not_fit_are_taken_in(
    asked: Document, tray: Tray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keep: bool
) -> None:
    monkeypatch.setattr("visionwork.document.taking_in._SLICE", 2)
    tray.put([("0" * 31 + str(number), "77 4") for number in range(5)] + [("f" * 32, some(1)[0][1])])
    tray.close()
    assert take_in_left(asked.store, tmp_path, keep=keep) == (1, 5)
    assert asked.rounds.respondents(1) == {1: 1}
    assert waiting_in(tmp_path) == (6 if keep else 5)


def test_trays_are_emptied_and_deleted(asked: Document, tray: Tray, tmp_path: Path) -> None:
    tray.put(some(1_200))
    tray.close()
    assert waiting_in(tmp_path) == 1_200
    assert take_in_left(asked.store, tmp_path) == (1_200, 0)
    assert asked.rounds.respondents(1) == {1: 1_200}
    assert not list(tmp_path.glob("answers-*"))


def test_answers_that_wait_are_no_step_of_undo_and_keep_the_round(
    asked: Document, tray: Tray, tmp_path: Path
) -> None:
    tray.put(some(1))
    tray.close()
    take_in_left(asked.store, tmp_path)
    assert asked.store.undo_label() is None  # opening the round cannot be taken back any more
    commits, seen = asked.store.commits, []
    asked.subscribe(seen.append)
    asked.store.note_foreign_commit("Answers by phone", frozenset(["response"]))
    assert (seen[0].reason, seen[0].tables) == ("foreign", {"response"})
    assert asked.store.commits == commits + 1
    asked.texts.write("statement", "Later")
    assert asked.undo()
    assert asked.rounds.respondents(1) == {1: 1}


def test_a_tray_without_a_round_is_emptied(asked: Document, tray: Tray, tmp_path: Path) -> None:
    asked.rounds.delete(1)
    tray.put(some(2))
    tray.close()
    assert take_in_left(asked.store, tmp_path) == (0, 0)
    assert not trays_in(tmp_path)


def test_a_document_in_memory_leaves_the_tray_on_the_disk(
    asked: Document, tray: Tray, tmp_path: Path
) -> None:
    tray.put(some(3))
    tray.close()
    assert take_in_left(asked.store, tmp_path, keep=True) == (3, 0)
    assert waiting_in(tmp_path) == 3
    assert take_in_left(asked.store, tmp_path) == (0, 0)
    assert asked.rounds.respondents(1) == {1: 3}
    assert not trays_in(tmp_path)


def test_what_was_taken_out_leaves_no_byte_behind(tray: Tray) -> None:
    rows = some(50, "CanaryWords")
    tray.put(rows)
    tray.take_out(key for key, _ in rows)
    left = b"".join(path.read_bytes() for path in tray.path.parent.glob("answers-*"))
    assert b"CanaryWords" not in left
    assert not [key for key, _ in rows if key.encode() in left]


def test_only_its_owner_can_read_a_tray(tray: Tray) -> None:
    tray.put(some(1))
    for path in tray.path.parent.glob("answers-*"):
        assert path.stat().st_mode & 0o077 == 0


def test_one_process_has_a_tray_and_the_next_waits_for_it(tray: Tray) -> None:
    tray.put(some(2))
    code = (
        "import sys, pathlib; from visionwork.document.tray import Tray;"
        "print('asks', flush=True); print(Tray(pathlib.Path(sys.argv[1])).count())"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tray.path)],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "asks\n"
        tray.put(some(1))
        tray.close()
        assert other.stdout.readline() == "3\n"


def test_the_facilitator_goes_on_editing_while_answers_come_in(asked: Document, working: Path) -> None:
    taker, round_one = Taker(working, asked.store.turn), asked.rounds.get(1)
    stored: list[int] = []

    def take() -> None:
        stored.extend(taker.take(round_one, some(1)).stored for _ in range(60))
        taker.close()

    thread = threading.Thread(target=take)
    thread.start()
    for number in range(60):
        asked.texts.write("statement", f"Version {number}")
        asked.snapshot()
    thread.join()
    assert sum(stored) == 60
    assert asked.texts.working("statement").text == "Version 59"
    assert asked.rounds.respondents(1) == {1: 60}


@pytest.fixture
def session(tmp_path: Path) -> DocumentSession:
    session = DocumentSession.create(
        tmp_path / "Ours.visionwork", "Our vision", "Aldermoor", tmp_path / "home"
    )
    ask(session.document)
    return session


def left_tray(session: DocumentSession, count: int) -> Path:
    """Put answers into a tray of a session, as one that broke off leaves them."""
    folder = Path(session.document.store.rows("PRAGMA database_list")[0]["file"]).parent
    tray = Tray(tray_path(folder, 1))
    tray.put(some(count))
    tray.close()
    return folder


def people(path: Path, home: Path) -> int:
    session = DocumentSession.open(path, home, to_read=True)
    try:
        return sum(session.document.rounds.respondents(1).values())
    finally:
        session.close()


def test_answers_in_a_tray_are_in_the_file_when_the_workshop_is_closed(
    session: DocumentSession, tmp_path: Path
) -> None:
    session.publish_now()
    left_tray(session, 7)
    assert session.close().safe
    assert people(session.path, tmp_path / "home") == 7
    assert not list((tmp_path / "home" / "work").iterdir())


def test_answers_in_a_tray_are_found_after_a_crash_though_nothing_else_was_changed(
    session: DocumentSession, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    session.close()
    again = DocumentSession.open(session.path, home)
    left_tray(again, 4)
    again.abandon()
    found = DocumentSession.open(session.path, home)
    assert found.document.rounds.respondents(1) == {1: 4}
    assert found.unpublished
    assert found.close().safe
    assert people(session.path, home) == 4


def test_answers_that_do_not_fit_are_kept_in_the_bin_when_the_workshop_is_closed(
    session: DocumentSession, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    folder = left_tray(session, 3)
    tray = Tray(tray_path(folder, 1))
    tray.put([("0" * 32, "77 4"), ("short", "1 4")])
    tray.close()
    assert session.close().safe
    assert people(session.path, home) == 3
    assert not list((home / "work").iterdir())
    assert waiting_in(home / "bin" / folder.name) == 2
    assert recoverable(home) == []


def test_a_workshop_stays_open_when_its_tray_cannot_be_emptied(
    session: DocumentSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_tray(session, 2)

    def full(*_: object) -> None:
        raise NotSavedError("The disk is full.", "Free some space.")

    with monkeypatch.context() as patched:
        patched.setattr("visionwork.document.taking_in.take_in", full)
        assert not session.close().safe
    assert session.close().safe
    assert people(session.path, tmp_path / "home") == 2


def test_answers_that_nobody_noted_are_in_the_file_when_the_workshop_is_closed(
    session: DocumentSession, tmp_path: Path
) -> None:
    session.publish_now()
    (folder,) = (tmp_path / "home" / "work").iterdir()
    taker = Taker(folder / "working.db", session.document.store.turn)
    assert taker.take(session.document.rounds.get(1), some(6)).stored == 6
    taker.close()
    assert session.unpublished == 0, "nobody came to tell"
    assert session.close().safe
    assert people(session.path, tmp_path / "home") == 6


def test_answers_are_in_the_file_though_their_tray_could_not_be_emptied_at_once(
    session: DocumentSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.publish_now()
    left_tray(session, 3)

    def full(*_: object) -> None:
        raise NotSavedError("The disk is full.", "Free some space.")

    with monkeypatch.context() as patched:
        patched.setattr(Tray, "take_out", full)
        assert not session.close().safe
    assert session.close().safe
    assert people(session.path, tmp_path / "home") == 3


def test_what_waits_for_a_round_whose_single_answers_were_removed_is_removed_too(
    asked: Document, tray: Tray, tmp_path: Path
) -> None:
    asked.rounds.close(1, date(2026, 3, 3))
    asked.rounds.shred(1, date(2026, 3, 4))
    tray.put([*some(2), ("0" * 32, "77 4")])
    tray.close()
    assert take_in_left(asked.store, tmp_path) == (0, 0)
    assert not trays_in(tmp_path)
    assert not asked.store.rows("SELECT * FROM response")


def test_a_mistake_of_ours_with_one_answer_keeps_no_other_out(
    asked: Document, taker: Taker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rows = some(3)

    def wrong(connection: sqlite3.Connection, found: Round, slices: Sequence[TrayRow]) -> Taken:
        if rows[1] in slices:
            raise ValueError("a mistake of ours")
        return take_in(connection, found, slices)

    monkeypatch.setattr("visionwork.document.taking_in.take_in", wrong)
    taken = taker.take(asked.rounds.get(1), rows)
    assert taken.stored == 2
    assert set(taken.settled) == {rows[0][0], rows[2][0]}
    assert "a mistake of ours" in caplog.text


@pytest.mark.parametrize(("count", "told"), [(0, 0), (4, 0), (5, 5), (9, 5), (31, 30)])
def test_counts_are_told_in_steps(count: int, told: int) -> None:
    assert in_steps(count) == told
