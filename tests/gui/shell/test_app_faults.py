"""What the window does when the disk, the file or the program lets the facilitator down."""

from __future__ import annotations

import errno
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from person import title_in
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from visionwork.collecting_session import SessionFile
from visionwork.document import files as document_files
from visionwork.document.session import DocumentSession
from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.rounds import QuestionKind, RoundGroup
from visionwork.feedback.phone.head import Site
from visionwork.feedback.phone.keys import SessionKeys
from visionwork.gui.actions import ActionId
from visionwork.gui.banner_area import BannerArea
from visionwork.gui.faults import FaultReporter
from visionwork.gui.main_window import MainWindow
from visionwork.gui.publisher import Pace
from visionwork.gui.recovery_banner import RecoveryBanner
from visionwork.gui.rounds.broken_off import KEY as PHONES
from visionwork.gui.services import AppServices
from visionwork.gui.widgets.banner import Banner
from visionwork.gui.widgets.save_status import SaveStatus
from visionwork.paths import app_data_dir


def banner(window: MainWindow, key: str) -> Banner | None:
    return window.findChild(BannerArea, "banners").banner(key)


def status(window: MainWindow) -> str:
    return window.findChild(SaveStatus, "save_status").text()


def click(banner: Banner, label: str) -> None:
    QApplication.processEvents()
    next(b for b in banner.findChildren(QPushButton) if b.text() == label).click()
    QApplication.processEvents()


def type_title(window: MainWindow, qtbot: QtBot, text: str) -> QLineEdit:
    QApplication.processEvents()
    window.show_page("setup")
    QApplication.processEvents()
    title = QApplication.focusWidget()
    assert isinstance(title, QLineEdit)
    title.selectAll()
    qtbot.keyClicks(title, text)
    return title


def refuse_writes(window: MainWindow, refuse: bool) -> None:
    """Make the working copy refuse commits, as a full disk does, or take them again."""
    connection = window.files.current.session.document.store.connection
    connection.execute(f"PRAGMA query_only={'ON' if refuse else 'OFF'}")


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bool], None]]:
    """Fills the disk the user's file is on, and frees it again."""
    write_whole = document_files.write_whole

    def set_full(full: bool) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(document_files, "write_whole", refuse if full else write_whole)

    return set_full


def test_a_workshop_whose_phones_were_cut_off_says_so_when_it_is_opened_again(
    window: MainWindow, workshop: Path, services: AppServices
) -> None:
    session = DocumentSession.open(workshop, services.data_dir)
    document = session.document
    draft = document.texts.save_draft(STATEMENT_SUBJECT, "Guests sleep well.")
    group = document.groups.all()[0]
    questions = [(QuestionKind.SCALE, "This vision has a place for me.")]
    document.rounds.open(draft.id, questions, [RoundGroup(group.id)], date(2026, 3, 3))
    kept = SessionFile(app_data_dir(), document, 1)
    kept.write(SessionKeys.fresh(), Site("192.0.2.77", 8765), close_after=False)
    session.close()
    window.files.open_path(workshop)
    found = banner(window, PHONES)
    assert found is not None
    click(found, "Not now")
    assert banner(window, PHONES) is None
    kept.remove()


def test_an_edit_the_disk_refuses_stays_on_screen_and_is_told(
    window: MainWindow, qtbot: QtBot, workshop: Path
) -> None:
    window.files.open_path(workshop)
    refuse_writes(window, True)
    title = type_title(window, qtbot, "Harbour: not lost")
    assert not window.files.current.context.edits.flush()
    told = banner(window, "store")
    assert told is not None
    assert "Not saved" in told.message()[0]
    assert "The file cannot be written." in told.message()[0]
    assert status(window).startswith("Not saved")
    assert title.text() == "Harbour: not lost"

    refuse_writes(window, False)
    click(told, "Try again")
    qtbot.waitUntil(lambda: banner(window, "store") is None)
    assert status(window).startswith("Saved on this computer")
    assert window.files.current.context.snapshot.workshop.title == "Harbour: not lost"


def leave_unwritten(
    window: MainWindow, qtbot: QtBot, workshop: Path, full_disk: Callable[[bool], None], title: str
) -> None:
    """Edit a workshop whose file the disk then has no room for."""
    window.files.open_path(workshop)
    type_title(window, qtbot, title)
    full_disk(True)
    window.commands[ActionId.SAVE].trigger()
    qtbot.waitUntil(lambda: banner(window, "file") is not None)


def test_a_file_that_cannot_be_written_is_told_and_saved_elsewhere(
    window: MainWindow,
    qtbot: QtBot,
    workshop: Path,
    messages: object,
    full_disk: Callable[[bool], None],
) -> None:
    leave_unwritten(window, qtbot, workshop, full_disk, "Harbour: kept")
    title, text = banner(window, "file").message()
    assert title.startswith(f"{status(window)}. ")
    assert "The disk is full." in title
    assert "Everything is kept on this computer" in text

    full_disk(False)
    elsewhere = workshop.with_name("stick.visionwork")
    messages.script.files = [elsewhere]
    click(banner(window, "file"), "Save elsewhere…")
    assert banner(window, "file") is None
    assert window.files.current.path == elsewhere
    assert title_in(elsewhere) == "Harbour: kept"
    assert title_in(workshop) == "Harbour: our guests"


@pytest.mark.parametrize("pace", [Pace(after_ms=3_600_000, at_latest_ms=3_600_000)])
def test_edits_that_are_only_in_the_window_are_not_called_saved(
    window: MainWindow,
    qtbot: QtBot,
    workshop: Path,
    messages: object,
    full_disk: Callable[[bool], None],
) -> None:
    window.files.open_path(workshop)
    refuse_writes(window, True)
    type_title(window, qtbot, "Harbour: nowhere yet")
    assert not window.files.current.context.edits.flush()
    taken = workshop.with_name("taken.visionwork")
    other = DocumentSession.create(taken, "Another", "Harbour Hotel", window._services.data_dir)
    messages.script.files = [taken]
    click(banner(window, "store"), "Save elsewhere…")
    assert "already open" in messages.script.shown[-1].title
    assert status(window).startswith("Not saved since ")
    told = banner(window, "memory")
    assert told.message()[0] == f"{status(window)}. The last edits are only in this window."

    other.close()
    taken.unlink()
    messages.script.files = [taken]
    click(told, "Save elsewhere…")
    assert banner(window, "memory") is None
    assert status(window).startswith("Saved on this computer")
    assert title_in(taken) == "Harbour: nowhere yet"


def test_a_file_that_was_not_written_is_not_called_saved_after_the_next_edit(
    window: MainWindow,
    qtbot: QtBot,
    workshop: Path,
    messages: object,
    full_disk: Callable[[bool], None],
) -> None:
    leave_unwritten(window, qtbot, workshop, full_disk, "Harbour: kept")
    type_title(window, qtbot, "Harbour: kept, too")
    assert window.files.current.context.edits.flush()
    assert status(window).startswith("Not saved since ")
    full_disk(False)
    click(banner(window, "file"), "Try again")
    qtbot.waitUntil(lambda: banner(window, "file") is None)
    assert status(window).startswith("Saved on this computer")


def test_closing_with_a_failed_save_is_refused(
    window: MainWindow, qtbot: QtBot, workshop: Path, messages: object
) -> None:
    window.files.open_path(workshop)
    refuse_writes(window, True)
    type_title(window, qtbot, "Harbour: half typed")
    messages.script.answers = ["retry", "stay"]
    assert not window.close()
    assert window.isVisible()
    assert window.files.current is not None
    asked = messages.script.shown[-1]
    assert asked.title == "Harbour: our guests is not saved to its file."
    assert asked.choices == ("retry", "elsewhere", "keep", "stay")
    refuse_writes(window, False)
    assert window.close()
    assert title_in(workshop) == "Harbour: half typed"


def test_edits_kept_at_closing_are_offered_at_the_next_start(
    make_window: Callable[[], MainWindow],
    qtbot: QtBot,
    workshop: Path,
    messages: object,
    full_disk: Callable[[bool], None],
) -> None:
    window = make_window()
    window.files.open_path(workshop)
    type_title(window, qtbot, "Harbour: offered again")
    full_disk(True)
    messages.script.answers = ["keep"]
    assert window.close()
    full_disk(False)

    window = make_window()
    qtbot.waitUntil(lambda: bool(window.findChildren(RecoveryBanner)))
    offer = window.findChildren(RecoveryBanner)[0]
    assert "has edits from" in offer.message()[0]
    click(offer, "Open it")
    assert window.files.current.context.snapshot.workshop.title == "Harbour: offered again"
    window.commands[ActionId.CLOSE].trigger()
    assert title_in(workshop) == "Harbour: offered again"
    assert not [b for b in window.findChildren(RecoveryBanner) if b.isVisible()]


def test_opening_a_file_goes_on_where_a_crash_was(
    window: MainWindow, qtbot: QtBot, workshop: Path, services: AppServices
) -> None:
    crashed = DocumentSession.open(workshop, services.data_dir)
    crashed.document.workshop.update(title="Harbour: before the crash")
    crashed.abandon()
    window.files.open_path(workshop)
    assert window.files.current.context.snapshot.workshop.title == "Harbour: before the crash"
    told = banner(window, "notice-0")
    assert "closed before the last edits reached harbour.visionwork" in told.message()[0]
    click(told, "Close")
    assert banner(window, "notice-0") is None


def test_a_discarded_crash_is_asked_about_and_gone(
    make_window: Callable[[], MainWindow],
    qtbot: QtBot,
    workshop: Path,
    services: AppServices,
    messages: object,
) -> None:
    crashed = DocumentSession.open(workshop, services.data_dir)
    crashed.document.workshop.update(title="Harbour: not wanted")
    crashed.abandon()
    window = make_window()
    qtbot.waitUntil(lambda: bool(window.findChildren(RecoveryBanner)))
    messages.script.answers = ["go"]
    click(window.findChildren(RecoveryBanner)[0], "Discard…")
    assert window.files.recovered() == []
    assert title_in(workshop) == "Harbour: our guests"


def test_a_change_by_somebody_else_keeps_both_files(
    window: MainWindow, qtbot: QtBot, workshop: Path, tmp_path: Path
) -> None:
    window.files.open_path(workshop)
    other = tmp_path / "other.visionwork"
    session = DocumentSession.create(other, "Somebody else's", "Harbour Hotel", tmp_path / "another-app")
    session.close()
    other.replace(workshop)
    type_title(window, qtbot, "Harbour: mine")
    window.commands[ActionId.SAVE].trigger()
    qtbot.waitUntil(lambda: banner(window, "conflict") is not None)
    title, text = banner(window, "conflict").message()
    mine = window.files.current.path
    assert title == "harbour.visionwork was changed by someone else while it was open here."
    assert mine.name in text
    assert title_in(workshop) == "Somebody else's"
    assert title_in(mine) == "Harbour: mine"
    assert window.windowFilePath() == str(mine)
    assert [entry.path for entry in window._services.recent.all()] == [mine, workshop]
    click(banner(window, "conflict"), "Keep both")
    assert banner(window, "conflict") is None


def test_a_renamed_file_is_followed(window: MainWindow, qtbot: QtBot, workshop: Path) -> None:
    window.files.open_path(workshop)
    renamed = workshop.rename(workshop.with_name("pier.visionwork"))
    type_title(window, qtbot, "Harbour: renamed")
    window.commands[ActionId.SAVE].trigger()
    qtbot.waitUntil(lambda: banner(window, "moved") is not None)
    told = "harbour.visionwork is now called pier.visionwork."
    assert banner(window, "moved").message()[0] == f"{status(window)}. {told}"
    click(banner(window, "moved"), "Go on there")
    assert banner(window, "moved") is None
    assert window.files.current.path == renamed
    assert title_in(renamed) == "Harbour: renamed"


def test_a_deleted_file_is_written_back(window: MainWindow, qtbot: QtBot, workshop: Path) -> None:
    window.files.open_path(workshop)
    workshop.unlink()
    type_title(window, qtbot, "Harbour: back again")
    window.commands[ActionId.SAVE].trigger()
    qtbot.waitUntil(lambda: banner(window, "moved") is not None)
    told = "harbour.visionwork is no longer in its folder."
    assert banner(window, "moved").message()[0] == f"{status(window)}. {told}"
    click(banner(window, "moved"), "Save at the old place")
    assert banner(window, "moved") is None
    assert title_in(workshop) == "Harbour: back again"


def test_a_file_open_in_another_window_brings_that_one_forward(
    window: MainWindow, make_window: Callable[[], MainWindow], qtbot: QtBot, workshop: Path, messages: object
) -> None:
    window.files.open_path(workshop)
    second = make_window()
    with qtbot.waitSignal(window._bell.rung):
        assert not second.files.open_path(workshop)
    assert second.files.rang
    assert second.files.current is None
    assert messages.script.shown == []
    assert window.files.current is not None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "odd.visionwork is empty."),
        (b"PK\x03\x04 a letter to the editor" * 20, "odd.visionwork is not a Visionwork workshop."),
        (b"SQLite format 3\0" + bytes(4080), "odd.visionwork belongs to another program."),
        (None, "odd.visionwork is no longer there."),
    ],
)
def test_files_that_are_no_workshops_are_answered_with_a_sentence(
    window: MainWindow, tmp_path: Path, messages: object, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / "odd.visionwork"
    if content is not None:
        path.write_bytes(content)
    assert not window.files.open_path(path)
    assert [shown.title for shown in messages.script.shown] == [sentence]
    assert messages.script.shown[0].text
    assert window.home.isVisible()
    if content is not None:
        assert path.read_bytes() == content


def test_a_workshop_of_a_newer_version_stays_closed(
    window: MainWindow, workshop: Path, messages: object
) -> None:
    content = bytearray(workshop.read_bytes())
    content[60:64] = (9999).to_bytes(4, "big")
    workshop.write_bytes(content)
    assert not window.files.open_path(workshop)
    assert "newer version" in messages.script.shown[0].title


def test_a_damaged_workshop_offers_its_backup(
    window: MainWindow, qtbot: QtBot, workshop: Path, messages: object
) -> None:
    window.files.open_path(workshop)
    type_title(window, qtbot, "Harbour: backed up")
    window.commands[ActionId.CLOSE].trigger()
    content = bytearray(workshop.read_bytes())
    content[4096:12288] = b"\xa5" * 8192
    workshop.write_bytes(content)
    messages.script.answers = ["open"]
    assert window.files.open_path(workshop) is False
    assert "is damaged" in messages.script.shown[-1].title
    assert window.files.current is not None
    assert window.files.current.path.name.startswith("harbour 20")
    assert window.files.current.path.stem.endswith(" restored")


def test_a_read_only_file_is_opened_to_read_and_copied(
    window: MainWindow, workshop: Path, messages: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = "harbour.visionwork is read-only."
    monkeypatch.setattr(
        "visionwork.document.session.cannot_write", lambda path: refusal if path == workshop else None
    )
    window.files.open_path(workshop)
    told = banner(window, "read-only")
    assert told.message() == (
        "harbour.visionwork is read-only.",
        "Changes are not kept here. Save a copy to work on it.",
    )
    assert status(window) == "Open to read"
    QApplication.processEvents()
    window.show_page("setup")
    assert all(
        line.isReadOnly() or not line.isEnabled()
        for line in window.view.host.current_page().findChildren(QLineEdit)
    )
    copy = workshop.with_name("copy.visionwork")
    messages.script.files = [copy]
    click(told, "Save a copy…")
    assert window.files.current.path == copy
    assert banner(window, "read-only") is None
    assert not window.files.current.session.read_only


@contextmanager
def told_by(window: MainWindow, log: Path, qtbot: QtBot, messages: Any) -> Iterator[Callable[[], Any]]:
    """Have faults reported inside; what is given waits for the first report and returns it."""
    reporter = FaultReporter(window, log)

    def report() -> Any:
        qtbot.waitUntil(lambda: bool(messages.script.shown))
        return messages.script.shown[0]

    with capture_exceptions():
        reporter.install()
        try:
            yield report
        finally:
            reporter.uninstall()


def test_a_fault_of_ours_is_told_and_the_work_stored(
    window: MainWindow, qtbot: QtBot, workshop: Path, tmp_path: Path, messages: Any
) -> None:
    window.files.open_path(workshop)
    type_title(window, qtbot, "Harbour: after the fault")

    def fail() -> None:
        raise ZeroDivisionError("a bug")

    with told_by(window, tmp_path / "visionwork.log", qtbot, messages) as report:
        QTimer.singleShot(0, window, fail)
        told = report()
    assert told.title == "Something went wrong in Visionwork."
    assert told.text.startswith("Your work is saved")
    assert str(tmp_path / "visionwork.log") in told.text
    assert window.files.current.context.snapshot.workshop.title == "Harbour: after the fault"


def test_a_fault_in_a_thread_is_told_in_the_window(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, messages: Any
) -> None:
    def fail() -> None:
        raise LookupError("a bug in a thread")

    with told_by(window, tmp_path / "visionwork.log", qtbot, messages) as report:
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        told = report()
    assert "LookupError" in told.text
    assert sys.excepthook is not None
