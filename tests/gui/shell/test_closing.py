"""What becomes of the work when a workshop is closed while something is in the way."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from person import title_in
from PySide6.QtCore import QTimer
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from visionwork.document import files as document_files
from visionwork.document.access import open_to_read
from visionwork.document.errors import DocumentError
from visionwork.document.session import DocumentSession
from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.rounds import QuestionKind, RoundGroup
from visionwork.gui.faults import FaultReporter
from visionwork.gui.main_window import MainWindow
from visionwork.gui.services import AppServices
from visionwork.gui.views.card_lane import CardLane


def fault() -> None:
    raise KeyError("a fault of ours")


def test_a_change_by_somebody_else_is_told_before_the_window_closes(
    make_window: Callable[[], MainWindow], workshop: Path, tmp_path: Path, messages: object
) -> None:
    window = make_window()
    window.files.open_path(workshop)
    other = tmp_path / "other.visionwork"
    DocumentSession.create(other, "Somebody else's", "Harbour Hotel", tmp_path / "another-app").close()
    other.replace(workshop)
    window.files.current.session.document.workshop.update(title="Harbour: mine")
    assert window.close()
    told = messages.script.shown[-1]
    assert told.title == "harbour.visionwork was changed by someone else while it was open here."
    mine = next(path for path in tmp_path.glob("*.visionwork") if "conflict" in path.name)
    assert mine.name in told.text
    assert title_in(mine) == "Harbour: mine"
    assert title_in(workshop) == "Somebody else's"


def test_a_window_asks_before_it_closes_on_phones(
    make_window: Callable[[], MainWindow], workshop: Path, messages: object
) -> None:
    window = make_window()
    window.files.open_path(workshop)
    document, phones = window.files.current.session.document, window.files.current.context.phones
    draft = document.texts.save_draft(STATEMENT_SUBJECT, "Guests know who looks after them.")
    asked = [(QuestionKind.SCALE, "I find myself in it.")]
    round_id = document.rounds.open(draft.id, asked, [RoundGroup(1, 20)], document.clock().date())
    assert phones.start(round_id, "127.0.0.1", 0)
    collection = phones.collection
    assert collection is not None
    site = collection.site
    messages.script.answers = ["stay"]
    assert not window.close()
    assert window.isVisible()
    with socket.create_connection((site.host, site.port), 5):
        assert phones.collects(round_id)
    assert messages.script.shown[-1].title == "Phones are still answering. Stop collecting?"
    messages.script.answers = ["stop"]
    assert window.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((site.host, site.port), 5)
    assert messages.script.answers == []


def test_an_edit_that_breaks_is_told_and_does_not_vanish_with_the_window(
    make_window: Callable[[], MainWindow], workshop: Path, messages: object
) -> None:
    window = make_window()
    window.files.open_path(workshop)
    edits, workshops = window.files.current.context.edits, window.files.current.session.document.workshop
    edits.touch("broken", fault)
    edits.touch("sound", lambda: workshops.update(title="Harbour: sound"))
    messages.script.answers = ["stay", "keep"]
    with capture_exceptions() as raised:
        assert not window.close()
        assert window.close()
    assert [kind for kind, *_ in raised] == [KeyError]
    assert "An edit could not be stored." in messages.script.shown[0].text
    window.show_home()
    assert window.files.open_path(workshop)
    assert window.files.current.context.snapshot.workshop.title == "Harbour: sound"


def test_a_fault_is_told_even_when_an_edit_breaks_too(
    make_window: Callable[[], MainWindow], qtbot: QtBot, workshop: Path, tmp_path: Path, messages: object
) -> None:
    window = make_window()
    window.files.open_path(workshop)
    window.files.current.context.edits.touch("broken", fault)
    reporter = FaultReporter(window, tmp_path / "log.txt")
    with capture_exceptions():
        reporter.install()
        try:
            QTimer.singleShot(0, window, fault)
            qtbot.waitUntil(lambda: bool(messages.script.shown))
        finally:
            reporter.uninstall()
    window.files.current.context.edits.drop("broken")
    assert messages.script.shown[0].title == "Something went wrong in Visionwork."
    assert "could not be saved" in messages.script.shown[0].text


def test_saving_elsewhere_drops_no_edit_that_is_still_refused(
    make_window: Callable[[], MainWindow], workshop: Path, messages: object
) -> None:
    window = make_window()
    window.files.open_path(workshop)

    def refused() -> None:
        raise DocumentError("This name is taken.", "Choose another.")

    window.files.current.context.edits.touch("refused", refused)
    messages.script.answers = ["elsewhere", "stay"]
    messages.script.files = [workshop.with_name("stick.visionwork")]
    assert not window.close()
    assert [shown.kind for shown in messages.script.shown] == ["ask", "ask"]
    assert window.files.current.context.edits.waiting
    window.files.current.context.edits.drop("refused")


def test_nobody_is_promised_edits_that_are_only_in_memory(
    make_window: Callable[[], MainWindow], workshop: Path, messages: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window()
    window.files.open_path(workshop)
    current = window.files.current
    current.session.work_in_memory()
    current.session.document.workshop.update(title="Harbour: in memory")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(document_files, "write_whole", refuse)
    messages.script.answers = ["stay"]
    assert not window.close()
    asked = messages.script.shown[-1]
    assert "kept on this computer" not in asked.text
    assert "Closing now loses" in asked.text
    monkeypatch.undo()
    assert window.close()
    assert title_in(workshop) == "Harbour: in memory"


def test_closing_the_window_while_its_workshop_is_being_closed_changes_nothing(
    make_window: Callable[[], MainWindow], workshop: Path
) -> None:
    window = make_window()
    window.files.open_path(workshop)
    window.files.current.session.document.workshop.update(title="Harbour: once")
    seen: list[bool] = []
    closed: list[None] = []
    window.files.closed.connect(lambda: closed.append(None))
    window.files.current.published.connect(lambda _outcome: seen.append(window.close()))
    window.show_home()
    assert seen == [False]
    assert closed == [None]
    assert title_in(workshop) == "Harbour: once"


def test_a_crash_whose_file_is_gone_is_opened_again(
    make_window: Callable[[], MainWindow], workshop: Path, services: AppServices, messages: object
) -> None:
    window = make_window()
    crashed = DocumentSession.open(workshop, services.data_dir)
    crashed.document.workshop.update(title="Harbour: before the crash")
    crashed.abandon()
    workshop.unlink()
    (left,) = window.files.recovered()
    assert window.files.open_recovered(left)
    assert window.files.current.context.snapshot.workshop.title == "Harbour: before the crash"
    messages.script.answers = ["elsewhere"]
    messages.script.files = [workshop]
    assert window.close()
    assert title_in(workshop) == "Harbour: before the crash"


def test_a_crash_is_still_offered_when_the_open_workshop_stays(
    make_window: Callable[[], MainWindow],
    workshop: Path,
    tmp_path: Path,
    services: AppServices,
    messages: object,
) -> None:
    window = make_window()
    other = tmp_path / "pier.visionwork"
    DocumentSession.create(other, "Pier", "Harbour Hotel", services.data_dir).close()
    crashed = DocumentSession.open(other, services.data_dir)
    crashed.document.workshop.update(title="Pier: before the crash")
    crashed.abandon()
    window.files.open_path(workshop)
    (left,) = window.files.recovered()

    def refused() -> None:
        raise DocumentError("This name is taken.", "Choose another.")

    window.files.current.context.edits.touch("refused", refused)
    messages.script.answers = ["stay"]
    assert not window.files.open_recovered(left)
    assert len(window.files.recovered()) == 1
    window.files.current.context.edits.drop("refused")


def test_words_in_an_open_card_are_kept_even_when_the_file_is_refused_by_then(
    make_window: Callable[[], MainWindow],
    qtbot: QtBot,
    workshop: Path,
    services: AppServices,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = DocumentSession.open(workshop, services.data_dir)
    group = session.document.groups.all()[0]
    session.document.cards.add("customer-behaviour", f"group:{group.id}", "Calls first")
    session.close()
    window = make_window()
    window.files.open_path(workshop)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def edit_late_on_a_full_disk() -> None:
        monkeypatch.setattr(document_files, "write_whole", refuse)
        card = window.files.current.context.snapshot.cards[0]
        window.files.current.session.document.cards.set_text(card.id, "Calls before the letter")

    window.files.closing.connect(edit_late_on_a_full_disk)
    assert window.close()
    monkeypatch.undo()
    (left,) = window.files.recovered()
    window.files.closing.disconnect(edit_late_on_a_full_disk)
    assert window.files.open_recovered(left)
    assert window.files.current.context.snapshot.cards[0].text == "Calls before the letter"


def test_words_that_were_not_entered_are_in_the_file_when_it_is_closed(
    make_window: Callable[[], MainWindow], workshop: Path, qtbot: QtBot
) -> None:
    window = make_window()
    window.files.open_path(workshop)
    window.show_page("exercise:customer-behaviour")
    lane = window.findChild(CardLane)
    qtbot.keyClicks(lane.entry, "They call us")
    context = window.files.current.context
    assert window.files.close_current()
    assert not context.edits.waiting
    document = open_to_read(workshop)
    try:
        assert [card.text for card in document.cards.all()] == ["They call us"]
        assert document.store.rows("SELECT * FROM unfinished") == []
    finally:
        document.close()
