"""Long files of answers: read and stored beside the window, and searched there."""

from __future__ import annotations

import csv
import errno
import sqlite3
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from visionwork.document import answer_hashes
from visionwork.document.document import Document
from visionwork.document.errors import NotSavedError
from visionwork.document.snapshot import into_memory
from visionwork.document.store import Store
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup
from visionwork.feedback.phone import network
from visionwork.gui.context import WorkshopContext
from visionwork.gui.edit_router import EditRouter
from visionwork.gui.rounds.comment_view import CommentView
from visionwork.gui.rounds.import_dialog import ImportDialog
from visionwork.gui.rounds.phone_dialog import PhoneDialog
from visionwork.gui.rounds.round_dialog import RoundDialog
from visionwork.gui.theme import Theme
from visionwork.gui.views.export_page import ExportPage
from visionwork.gui.views.rounds_page import RoundsPage
from visionwork.gui.waiting import Waiting
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.protected import count_all, people_counted

NOW = datetime(2026, 3, 3, 10, 0)  # noqa: DTZ001 - documents keep local time
ROWS = 2_500


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def context(context: WorkshopContext) -> WorkshopContext:
    document = context.document
    draft = document.texts.save_draft("statement", "We tell you early what will not hold.").id
    crews = document.groups.add("Deck crews", GroupKind.EMPLOYEES)
    questions = [(QuestionKind.SCALE, "I believe it."), (QuestionKind.OPEN, "What else?")]
    document.rounds.open(draft, questions, [RoundGroup(crews)], NOW.date())
    return context


@pytest.fixture
def page(context: WorkshopContext, show_page: Callable[[QWidget], None]) -> RoundsPage:
    page = RoundsPage(context)
    context.changed.connect(page.reload)
    show_page(page)
    page.reload()
    return page


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("visionwork.feedback.long_files.LONG", 1_000)
    monkeypatch.setattr("visionwork.gui.rounds.round_acts._MANY", 2_000)
    path = tmp_path / "answers.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Timestamp", "Group", "I believe it.", "What else?"])
        for number in range(ROWS):
            word = "bridge" if number % (ROWS // 10) == 0 else "harbour"
            writer.writerow(
                ["2026/03/02 10:00", "Deck crews", number % 5 + 1, f"Comment on the {word} {number}"]
            )
        writer.writerow(["2026/03/02 10:00", "Nobody", 3, ""])
    return path


def shown(page: RoundsPage, table: Path, qtbot: QtBot) -> ImportDialog:
    page.channels.import_table(table)
    (dialog,) = page.window().findChildren(ImportDialog)
    qtbot.waitUntil(lambda: dialog.plan() is not None)
    return dialog


def said(dialog: ImportDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(PlainLabel) if label.isVisible())


def test_a_long_file_is_looked_at_and_stored_beside_the_window(
    qtbot: QtBot, context: WorkshopContext, page: RoundsPage, table: Path
) -> None:
    dialog = shown(page, table, qtbot)
    assert f"{ROWS:,} answers will be added, 1 row left out" in said(dialog)
    assert "1 row cannot be read" in said(dialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()
    assert context.document.rounds.get(1).response_count == ROWS
    assert context.document.store.undo_label() == "Import answers"
    assert sum(bool(view.comment.text) for view in page.findChildren(CommentView)) >= 6
    qtbot.waitUntil(lambda: not page.findChildren(ImportDialog))
    again = shown(page, table, qtbot)
    assert f"0 answers will be added, {ROWS:,} rows already here" in said(again)
    again.reject()


def test_stopping_stores_nothing(
    qtbot: QtBot, context: WorkshopContext, page: RoundsPage, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = shown(page, table, qtbot)
    dialog.accept()
    with qtbot.waitSignal(dialog.rejected):
        dialog.reject()
    assert context.document.rounds.get(1).response_count == 0
    assert context.document.store.undo_label() != "Import answers"


def test_a_count_that_the_disk_refuses_takes_nothing_from_what_is_stored(
    qtbot: QtBot, context: WorkshopContext, page: RoundsPage, table: Path, messages: Any, monkeypatch: Any
) -> None:
    dialog = shown(page, table, qtbot)

    def full(*_: object, **options: object) -> None:
        if options:
            raise NotSavedError("The disk is full.", "Free some space.")

    monkeypatch.setattr("visionwork.gui.rounds.import_dialog.count_answers", full)
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()
    assert messages.script.shown[-1].title == "The disk is full."
    assert context.document.store.undo_label() == "Import answers"
    assert context.document.rounds.get(1).response_count == ROWS


def test_a_mistake_of_ours_leaves_a_dialog_that_can_be_closed(
    qtbot: QtBot, context: WorkshopContext, page: RoundsPage, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = shown(page, table, qtbot)

    def wrong(*_: object, **__: object) -> NoReturn:
        raise ValueError("a mistake of ours")

    monkeypatch.setattr("visionwork.document.batches.add_apart", wrong)
    with qtbot.captureExceptions() as told:
        dialog.accept()
        qtbot.waitUntil(lambda: bool(told))
    assert "The file could not be read to its end. Nothing of it was stored." in said(dialog)
    with qtbot.waitSignal(dialog.rejected):
        dialog.reject()
    assert context.document.rounds.get(1).response_count == 0


def test_a_dialog_may_be_closed_while_its_file_is_read(qtbot: QtBot, page: RoundsPage, table: Path) -> None:
    for _ in range(5):
        page.channels.import_table(table)
        (dialog,) = page.window().findChildren(ImportDialog)
        assert dialog.plan() is None
        dialog.reject()
        qtbot.waitUntil(lambda: not page.window().findChildren(ImportDialog))
    assert not [box for box in page.window().findChildren(QDialog) if box.isVisible()]


def test_the_window_goes_on_while_a_long_file_is_stored(qtbot: QtBot, page: RoundsPage, table: Path) -> None:
    dialog = shown(page, table, qtbot)
    beats: list[int] = []
    timer = QTimer(page)
    timer.setInterval(1)
    timer.timeout.connect(lambda: beats.append(1))
    timer.start()
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()
    timer.stop()
    assert len(beats) > 3, "the event loop turned"


def test_comments_of_a_long_file_are_searched(qtbot: QtBot, page: RoundsPage, table: Path) -> None:
    dialog = shown(page, table, qtbot)
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()
    (field,) = [f for f in page.findChildren(QLineEdit) if f.accessibleName() == "Search comments"]
    qtbot.waitUntil(field.isVisible)
    qtbot.keyClicks(field, "BRIDGE")
    card = page._comments
    with qtbot.waitSignal(card.searching.found):
        pass
    texts = [view.comment.text for view in card._views]
    assert 6 <= len(texts) < 10, "as many as fit"
    assert all("bridge" in text for text in texts)
    assert f"{len(texts)} of 10" in [label.text() for label in card.findChildren(PlainLabel)]
    (more,) = [b for b in card.findChildren(QPushButton) if b.text() == "Show more"]
    more.click()
    assert len(card._views) == 10
    field.clear()
    assert not all("bridge" in view.comment.text for view in card._views)
    card.searching.stop()


def test_a_search_that_cannot_read_the_file_says_so(
    qtbot: QtBot, page: RoundsPage, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = shown(page, table, qtbot)
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()
    card = page._comments
    (field,) = [f for f in page.findChildren(QLineEdit) if f.accessibleName() == "Search comments"]
    qtbot.waitUntil(field.isVisible)

    def busy(*_: object, **__: object) -> NoReturn:
        raise sqlite3.OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr("visionwork.document.connection.connect", busy)
        qtbot.keyClicks(field, "bridge")
        with qtbot.waitSignal(card.searching.failed):
            pass
        note = card._list_column.itemAt(0).widget()
        assert isinstance(note, PlainLabel)
        assert note.text().startswith("The comments could not be searched:")
    with qtbot.waitSignal(card.searching.found):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert len(card._views) >= 6
    card.searching.stop()


def stored(page: RoundsPage, table: Path, qtbot: QtBot) -> None:
    dialog = shown(page, table, qtbot)
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()


def saved(page: RoundsPage) -> Waiting:
    page._header._actions["export"].trigger()
    (waiting,) = page.window().findChildren(Waiting)
    return waiting


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_very_many_comments_are_saved_beside_the_window(
    qtbot: QtBot, page: RoundsPage, table: Path, tmp_path: Path, messages: Any, monkeypatch: Any, name: str
) -> None:
    monkeypatch.setattr("visionwork.gui.rounds.round_acts._MANY", 100)
    stored(page, table, qtbot)
    messages.script.files = [tmp_path / name]
    waiting = saved(page)
    assert waiting.isVisible()
    with qtbot.waitSignal(waiting.ended):
        pass
    assert messages.script.shown[-1].title == f"{name} is written"
    assert (tmp_path / name).stat().st_size > 20_000
    if name.endswith("csv"):
        assert (tmp_path / name).read_text("utf-8-sig").count("Comment on the") == ROWS


def test_saving_results_can_be_stopped_and_leaves_no_file(
    qtbot: QtBot, page: RoundsPage, table: Path, tmp_path: Path, messages: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("visionwork.gui.rounds.round_acts._MANY", 100)
    stored(page, table, qtbot)
    messages.script.files = [tmp_path / "out.csv"]
    waiting = saved(page)
    waiting.reject()
    waiting.reject()
    with qtbot.waitSignal(waiting.finished):
        pass
    assert not (tmp_path / "out.csv").exists()
    assert not [box for box in messages.script.shown if "written" in box.title]


def test_the_answers_of_a_huge_file_are_taken_back_beside_the_window(
    qtbot: QtBot,
    qapp: QApplication,
    context: WorkshopContext,
    page: RoundsPage,
    table: Path,
    messages: Any,
) -> None:
    stored(page, table, qtbot)
    store = context.document.store
    router = EditRouter(qapp, page.window())
    router.set_context(context)
    assert store.long_move("undo")
    router.undo()
    (waiting,) = page.window().findChildren(Waiting)
    waiting.reject()
    assert waiting.isVisible(), "what cannot be stopped half way stays"
    with qtbot.waitSignal(waiting.ended):
        pass
    assert context.document.rounds.get(1).response_count == 0
    assert store.undo_label() != "Import answers"
    assert not store.redo_label()


@pytest.mark.parametrize(("remembered", "label"), [(20_000, "Delete the round"), (1_000, None)])
def test_a_huge_round_is_deleted_beside_the_window(
    qtbot: QtBot, context: WorkshopContext, page: RoundsPage, table: Path,
    messages: Any, monkeypatch: Any, remembered: int, label: str | None,
) -> None:  # fmt: skip
    stored(page, table, qtbot)
    monkeypatch.setattr("visionwork.document.removal._REMEMBERED", remembered)
    messages.script.answers = ["go"]
    page._header._actions["delete"].trigger()
    (waiting,) = page.window().findChildren(Waiting)
    waiting.reject()
    assert waiting.isVisible(), "what cannot be stopped half way stays"
    with qtbot.waitSignal(waiting.ended):
        pass
    assert ("Undo" in messages.script.shown[-1].text) is (label is None)
    assert not context.document.rounds.all()
    assert context.document.store.undo_label() == label
    assert page.current_round() is None


def test_a_huge_round_comes_back_and_goes_again_beside_the_window(
    qtbot: QtBot, qapp: QApplication, context: WorkshopContext, page: RoundsPage, messages: Any,
    monkeypatch: Any,
) -> None:  # fmt: skip
    monkeypatch.setattr("visionwork.document.store._SLOW_CHANGES", 100)
    document = context.document
    answers = [NewResponse(1, {"q1": n % 5 + 1}, {"q2": f"Comment {n}"}) for n in range(100)]
    document.rounds.add_responses(1, answers, Channel.PHONE)
    document.rounds.delete(1)
    router = EditRouter(qapp, page.window())
    router.set_context(context)
    for step, rounds in ((router.undo, 1), (router.redo, 0), (router.undo, 1)):
        step()
        waiting = page.window().findChildren(Waiting)[-1]
        assert waiting.isVisible()
        step()  # nothing more begins before that has ended
        assert page.window().findChildren(Waiting)[-1] is waiting
        with qtbot.waitSignal(waiting.ended):
            pass
        assert len(document.rounds.all()) == rounds
    assert document.rounds.get(1).response_count == 100
    assert not messages.script.shown


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("page_class", [RoundsPage, ExportPage])
def test_very_many_answers_are_looked_at_beside_the_window(
    qtbot: QtBot, context: WorkshopContext, show_page: Callable[[QWidget], None], messages: Any,
    monkeypatch: pytest.MonkeyPatch, page_class: type[QWidget], full: bool,
) -> None:  # fmt: skip
    monkeypatch.setattr("visionwork.document.rounds._MANY", 100)
    document = context.document
    answers = [NewResponse(1, {"q1": n % 5 + 1}, {"q2": f"Comment {n}"}) for n in range(100)]
    document.rounds.add_responses(1, answers, Channel.PHONE)
    counted_by: list[int] = []
    seen = threading.Event()

    def count(*arguments: Any) -> None:
        seen.wait(60)
        counted_by.append(threading.get_ident())
        if full:
            raise NotSavedError("The disk is full.", "Free some space.")
        count_all(*arguments)

    monkeypatch.setattr("visionwork.first_look.count_all", count)
    page = page_class(context)
    show_page(page)
    (waiting,) = page.window().findChildren(Waiting)
    assert waiting.isVisible()
    with qtbot.waitSignal(waiting.refused if full else waiting.ended):
        seen.set()
    assert len(counted_by) == 1
    assert counted_by[0] != threading.get_ident()
    assert people_counted(document, 1) == (None if full else 100)
    assert [box.kind for box in messages.script.shown] == ["warn"] * full
    assert page.window().findChildren(Waiting) == [waiting]
    if isinstance(page, ExportPage):
        qtbot.waitUntil(lambda: page.report() is not None)
    elif not full:
        assert any(view.comment.text for view in page.findChildren(CommentView))


@pytest.fixture
def many(context: WorkshopContext, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred answers, which are very many here."""
    monkeypatch.setattr("visionwork.document.rounds._MANY", 100)
    answers = [NewResponse(1, {"q1": n % 5 + 1}, {"q2": f"Comment {n}"}) for n in range(100)]
    context.document.rounds.add_responses(1, answers, Channel.PHONE)


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("page_class", [RoundsPage, ExportPage])
def test_a_mistake_in_the_first_look_leaves_nobody_waiting(
    qtbot: QtBot, context: WorkshopContext, show_page: Callable[[QWidget], None],
    monkeypatch: pytest.MonkeyPatch, page_class: type[RoundsPage] | type[ExportPage],
) -> None:  # fmt: skip
    def fail(*_: object) -> NoReturn:
        raise KeyError("a mistake of ours")

    begun: list[object] = []
    real = Waiting.begin
    monkeypatch.setattr(Waiting, "begin", lambda waiting: (begun.append(waiting), real(waiting)))
    page = page_class(context)
    with monkeypatch.context() as patched, qtbot.captureExceptions() as told:
        patched.setattr("visionwork.first_look.count_all", fail)
        show_page(page)
        qtbot.waitUntil(lambda: bool(told))
    assert [type(error) for _, error, _ in told] == [KeyError]
    if isinstance(page, RoundsPage):
        assert page._body.currentWidget() is not page._empty_view
        assert people_counted(context.document, 1) is None
    else:
        qtbot.waitUntil(lambda: page.report() is not None)
    page.reload()
    assert len(begun) == 1


@pytest.mark.usefixtures("many")
def test_a_disk_that_refuses_the_first_look_is_told_once_until_it_takes_something(
    qtbot: QtBot, context: WorkshopContext, show_page: Callable[[QWidget], None], messages: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def fail(*_: object) -> NoReturn:
        raise NotSavedError("The disk is full.", "Free some space.")

    page = RoundsPage(context)
    with monkeypatch.context() as patched:
        patched.setattr("visionwork.protected.count_answers", fail)
        show_page(page)
        qtbot.waitUntil(lambda: bool(messages.script.shown))
        for _ in range(3):
            page.reload()
    assert len(messages.script.shown) == 1
    page.reload()
    assert people_counted(context.document, 1) is None
    context.document.groups.add("Pilots", GroupKind.EMPLOYEES)
    page.reload()
    assert people_counted(context.document, 1) == 100


@pytest.mark.usefixtures("many")
def test_who_comes_back_to_the_page_has_the_answers_looked_at_again(
    qtbot: QtBot, context: WorkshopContext, show_page: Callable[[QWidget], None], messages: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def fail(*_: object) -> NoReturn:
        raise NotSavedError("The disk is full.", "Free some space.")

    page = RoundsPage(context)
    with monkeypatch.context() as patched:
        patched.setattr("visionwork.protected.count_answers", fail)
        show_page(page)
        qtbot.waitUntil(lambda: bool(messages.script.shown))
    page.hide()
    page.show()
    assert people_counted(context.document, 1) == 100


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(("errand", "dialog_class"), [("new:1", RoundDialog), ("phones:1", PhoneDialog)])
def test_an_errand_waits_for_the_end_of_the_first_look(
    qtbot: QtBot, context: WorkshopContext, show_page: Callable[[QWidget], None],
    monkeypatch: pytest.MonkeyPatch, errand: str, dialog_class: type[QDialog],
) -> None:  # fmt: skip
    asked = threading.Event()

    def count(*arguments: Any) -> None:
        asked.wait(60)
        count_all(*arguments)

    monkeypatch.setattr("visionwork.first_look.count_all", count)
    monkeypatch.setattr(network, "_interfaces", lambda: [("lo", "127.0.0.1")])
    monkeypatch.setattr(network, "_outward_address", lambda: None)
    page = RoundsPage(context)
    show_page(page)
    (waiting,) = page.window().findChildren(Waiting)
    page.take_errand(errand)
    assert not page.window().findChildren(dialog_class)
    with qtbot.waitSignal(waiting.ended):
        asked.set()
    (dialog,) = page.window().findChildren(dialog_class)
    assert dialog.isVisible()
    dialog.reject()


@pytest.mark.usefixtures("many")
def test_answers_that_are_open_to_read_are_looked_at_beside_the_window(
    qtbot: QtBot, context: WorkshopContext, theme: Theme, messages: Any,
    show_page: Callable[[QWidget], None], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    document = Document(Store(into_memory(context.document.store.connection)))
    reading = WorkshopContext(document, context.method, theme, messages, read_only=True)
    looked_by: list[int] = []
    real, seen = answer_hashes.comment_hash, threading.Event()

    def hashed(*words: Any) -> str:
        seen.wait(60)
        looked_by.append(threading.get_ident())
        return real(*words)

    monkeypatch.setattr("visionwork.document.answer_hashes.comment_hash", hashed)
    page = RoundsPage(reading)
    show_page(page)
    (waiting,) = page.window().findChildren(Waiting)
    with qtbot.waitSignal(waiting.ended):
        seen.set()
    assert len(looked_by) == 100
    assert threading.get_ident() not in looked_by
    assert page._body.currentWidget() is not page._empty_view
    assert people_counted(document, 1) is None
    reading.close()
    document.close()


def test_single_answers_of_a_long_file_are_removed_beside_the_window(
    qtbot: QtBot, context: WorkshopContext, page: RoundsPage, table: Path, messages: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("visionwork.document.shredding._SLOW_BYTES", 0)
    stored(page, table, qtbot)
    context.document.rounds.close(1, NOW.date())
    before = page._header._actions["shred"].isVisible()
    messages.script.answers = ["go"]
    page._header._actions["shred"].trigger()
    (waiting,) = page.window().findChildren(Waiting)
    with qtbot.waitSignal(waiting.ended):
        pass
    found = context.document.rounds.get(1)
    assert (before, found.shredded_on, found.response_count) == (True, NOW.date(), 0)
    assert not page._header._actions["shred"].isVisible()
    assert context.document.store.undo_label() is None
    assert [box.kind for box in messages.script.shown] == ["ask"]


def refuse(monkeypatch: pytest.MonkeyPatch, command: str, why: Exception | None = None) -> None:
    """Have a command of the document refused, because the disk is full."""

    def fail(*_: object, **__: object) -> NoReturn:
        raise why or NotSavedError("The disk is full.", "Free some space.")

    monkeypatch.setattr(f"visionwork.document.{command}", fail)


def wait_for_refusal(qtbot: QtBot, page: RoundsPage, messages: Any) -> None:
    """Wait until what was begun has failed, which is told."""
    (waiting,) = page.window().findChildren(Waiting)
    with qtbot.waitSignal(waiting.refused):
        pass
    assert messages.script.shown[-1].kind == "warn"


def test_a_disk_that_is_full_while_a_long_file_comes_in_is_told(
    qtbot: QtBot, context: WorkshopContext, page: RoundsPage, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = shown(page, table, qtbot)
    refuse(monkeypatch, "batches.add_apart")
    dialog.accept()
    qtbot.waitUntil(lambda: "the answers stored before are kept." in said(dialog))
    assert "Then bring these in again." in said(dialog)
    assert context.document.rounds.get(1).response_count == 0
    dialog.reject()


def test_a_disk_that_refuses_to_remove_single_answers_is_told(
    qtbot: QtBot, context: WorkshopContext, page: RoundsPage, table: Path, messages: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("visionwork.document.shredding._SLOW_BYTES", 0)
    stored(page, table, qtbot)
    context.document.rounds.close(1, NOW.date())

    refuse(monkeypatch, "shredding.shred_apart")
    messages.script.answers = ["go"]
    page._header._actions["shred"].trigger()
    wait_for_refusal(qtbot, page, messages)
    assert context.document.rounds.get(1).shredded_on is None


def test_a_disk_that_refuses_to_delete_a_huge_round_is_told(
    qtbot: QtBot, context: WorkshopContext, page: RoundsPage, table: Path, messages: Any, monkeypatch: Any
) -> None:
    stored(page, table, qtbot)

    refuse(monkeypatch, "removal.delete_apart", OSError(errno.ENOSPC, "No space left on device"))
    messages.script.answers = ["go"]
    page._header._actions["delete"].trigger()
    wait_for_refusal(qtbot, page, messages)
    assert context.document.rounds.get(1).response_count == ROWS


def test_a_disk_that_refuses_to_take_answers_back_is_told(
    qtbot: QtBot, qapp: QApplication, context: WorkshopContext, page: RoundsPage, table: Path,
    messages: Any, monkeypatch: Any,
) -> None:  # fmt: skip
    stored(page, table, qtbot)

    refuse(monkeypatch, "moving.carry_out_apart")
    router = EditRouter(qapp, page.window())
    router.set_context(context)
    router.undo()
    wait_for_refusal(qtbot, page, messages)
    assert context.document.rounds.get(1).response_count == ROWS
    assert context.document.store.undo_label() == "Import answers"
