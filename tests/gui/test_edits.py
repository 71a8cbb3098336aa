"""Typing is stored on a pause, at the latest after a while, and never dropped when the disk refuses."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from visionwork.document.errors import NotSavedError
from visionwork.gui.edits import WRITE_AFTER_MS, WRITE_AT_LATEST_MS, PendingEdits


class Disk:
    """Takes what is written, or refuses."""

    def __init__(self) -> None:
        self.full = False
        self.written: list[str] = []

    def write(self, text: str) -> None:
        if self.full:
            raise NotSavedError("The disk is full.", "Free some space.")
        self.written.append(text)


def test_a_pause_stores_what_was_typed_last_and_only_once(qtbot: QtBot) -> None:
    edits, disk = PendingEdits(), Disk()
    with qtbot.waitSignal(edits.waiting_changed, check_params_cb=lambda waiting: not waiting):
        for text in ("W", "We", "We go"):
            edits.touch("view", lambda text=text: disk.write(text))
    assert disk.written == ["We go"]
    assert not edits.waiting
    assert WRITE_AFTER_MS < 400 < WRITE_AT_LATEST_MS


def test_leaving_stores_every_field_at_once() -> None:
    edits, disk = PendingEdits(), Disk()
    edits.touch("one", lambda: disk.write("one"))
    edits.touch("two", lambda: disk.write("two"))
    assert edits.flush()
    assert disk.written == ["one", "two"]


def test_a_refused_write_stays_and_succeeds_later(qtbot: QtBot) -> None:
    edits, disk = PendingEdits(), Disk()
    disk.full = True
    edits.touch("view", lambda: disk.write("We go first"))
    with qtbot.waitSignal(edits.failed) as failed:
        assert not edits.flush()
    assert failed.args[0].sentence == "The disk is full."
    assert edits.waiting
    disk.full = False
    assert edits.flush()
    assert disk.written == ["We go first"]


def test_a_field_set_from_the_document_again_is_not_written() -> None:
    edits, disk = PendingEdits(), Disk()
    edits.touch("view", lambda: disk.write("stale"))
    edits.drop("view")
    assert edits.flush()
    assert disk.written == []


def test_a_writer_touched_while_it_writes_runs_again() -> None:
    edits, disk = PendingEdits(), Disk()

    def write_and_type_on() -> None:
        disk.write("We")
        edits.touch("view", lambda: disk.write("We go"))

    edits.touch("view", write_and_type_on)
    edits.flush()
    assert edits.waiting
    assert edits.flush()
    assert disk.written == ["We", "We go"]


def test_a_refused_write_does_not_hold_up_the_others() -> None:
    edits, disk, full = PendingEdits(), Disk(), Disk()
    full.full = True
    edits.touch("refused", lambda: full.write("one"))
    edits.touch("taken", lambda: disk.write("two"))
    assert not edits.flush()
    assert disk.written == ["two"]
    assert edits.waiting


def test_a_fault_in_one_field_does_not_hold_up_the_others(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[BaseException] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: told.append(error))
    edits, disk = PendingEdits(), Disk()

    def write_into_a_row_that_is_gone() -> None:
        raise KeyError("grid_row", 7)

    edits.touch("gone", write_into_a_row_that_is_gone)
    edits.touch("there", lambda: disk.write("We go"))
    with qtbot.waitSignal(edits.failed) as failed:
        assert not edits.flush()
    assert failed.args[0].sentence == "An edit could not be stored."
    assert not edits.flush()
    assert disk.written == ["We go"]
    assert [type(error) for error in told] == [KeyError]  # once, however often it is tried again
