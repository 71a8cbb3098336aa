"""More ways for answers to come in: PDF forms, a show of hands, workbooks."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from person import press, said
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "unit" / "feedback" / "pdf_form"))

from pdf_samples import blank, filled

from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.errors import UserFacingError
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import QuestionKind, Round, RoundGroup
from visionwork.gui.context import WorkshopContext
from visionwork.gui.rounds.column_list import ColumnList
from visionwork.gui.rounds.hands_panel import CountField, HandsPanel
from visionwork.gui.rounds.import_dialog import ImportDialog
from visionwork.gui.rounds.read_forms_dialog import ReadFormsDialog
from visionwork.gui.rounds.type_answers_dialog import TypeAnswersDialog
from visionwork.gui.views.rounds_page import RoundsPage
from visionwork.round_forms import round_form

NOW = datetime(2026, 3, 3, 10, 0)  # noqa: DTZ001 - documents keep local time
QUESTIONS = [
    (QuestionKind.SCALE, "This vision has a place for me."),
    (QuestionKind.SCALE, "I can picture what would change."),
    (QuestionKind.OPEN, "Which words would you keep?"),
]


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def context(context: WorkshopContext) -> WorkshopContext:
    context.document.groups.add("Deck crews", GroupKind.EMPLOYEES, 40)
    context.document.groups.add("Commuters", GroupKind.CUSTOMERS)
    return context


@pytest.fixture
def asked(context: WorkshopContext) -> Round:
    draft = context.document.texts.save_draft(STATEMENT_SUBJECT, "We tell you early what will not hold.")
    rounds = context.document.rounds
    return rounds.get(rounds.open(draft.id, QUESTIONS, [RoundGroup(1), RoundGroup(2)], NOW.date()))


@pytest.fixture
def page(context: WorkshopContext, asked: Round, show_page: Callable[[QWidget], None]) -> RoundsPage:
    shown = RoundsPage(context)
    show_page(shown)
    return shown


@pytest.fixture
def forms(context: WorkshopContext, asked: Round, tmp_path: Path) -> list[Path]:
    empty = round_form(context.document, asked).form.data
    paths = []
    for name, data in {
        "one.pdf": filled(empty, {"group": "g1", "q1": "5", "q2": "4"}),
        "two.pdf": filled(empty, {"group": "g2", "q1": "2", "q3": "Keep “early”, whatever else."}),
        "scan.pdf": blank(),
    }.items():
        paths.append(tmp_path / name)
        paths[-1].write_bytes(data)
    return paths


def rows(context: WorkshopContext) -> list[tuple[Any, ...]]:
    found = context.document.store.rows("SELECT group_id, channel, scales FROM response")
    return sorted(tuple(row) for row in found)


def words(context: WorkshopContext) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in context.document.store.rows("SELECT group_id, code, text FROM comment")]


def drop(page: RoundsPage, paths: list[Path]) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(50, 50), *how)
    enter.ignore()
    page.dragEnterEvent(enter)
    if enter.isAccepted():
        page.dropEvent(QDropEvent(QPointF(50, 50), *how))
    return enter.isAccepted()


def test_a_form_is_made_from_the_page(qtbot: QtBot, page: RoundsPage, messages: Any, tmp_path: Path) -> None:
    messages.script.files.append(tmp_path / "form.pdf")
    press(qtbot, page, "Make a PDF form…")
    assert (tmp_path / "form.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert messages.script.shown[-1].title == "form.pdf is ready"


def test_the_form_is_in_the_language_of_the_method(
    qtbot: QtBot, context: WorkshopContext, page: RoundsPage, messages: Any, tmp_path: Path
) -> None:
    context.method = replace(context.method, language="de")
    messages.script.files.append(tmp_path / "form.pdf")
    press(qtbot, page, "Make a PDF form…")
    assert "Was geschützt ist" in PdfReader(tmp_path / "form.pdf").pages[0].extract_text()


def test_a_form_that_cannot_be_written_is_told(
    qtbot: QtBot, page: RoundsPage, messages: Any, tmp_path: Path
) -> None:
    messages.script.files.append(tmp_path / "nowhere" / "form.pdf")
    press(qtbot, page, "Make a PDF form…")
    assert messages.script.shown[-1].kind == "warn"


def test_forms_are_dropped_read_and_added_at_once(
    qtbot: QtBot, context: WorkshopContext, page: RoundsPage, forms: list[Path]
) -> None:
    assert drop(page, forms)
    dialog = page.findChild(ReadFormsDialog)
    qtbot.waitUntil(lambda: dialog.batch() is not None)
    assert "2 answers will be added, 1 file left out." in said(dialog)
    told = dialog.findChild(QListWidget)
    assert [told.item(i).text() for i in range(told.count())] == [
        "“scan.pdf” has no form fields any more: it is a scan, or was printed to a PDF. Type its answers"
        " in, or ask for the form itself, saved and not printed."
    ]
    assert rows(context) == []
    press(qtbot, dialog, "Add 2 answers")
    assert rows(context) == [
        (1, "pdf form", "54"),
        (2, "pdf form", "2-"),
    ]
    assert words(context) == [(2, "q3", "Keep “early”, whatever else.")]


def test_forms_read_twice_add_nothing(
    qtbot: QtBot, context: WorkshopContext, page: RoundsPage, forms: list[Path], messages: Any
) -> None:
    page.channels.read_forms(forms[:2])
    dialog = page.findChild(ReadFormsDialog)
    qtbot.waitUntil(lambda: dialog.batch() is not None)
    press(qtbot, dialog, "Add 2 answers")
    page.channels.read_forms(forms[:2])
    again = next(d for d in page.findChildren(ReadFormsDialog) if d.isVisible())
    qtbot.waitUntil(lambda: again.batch() is not None)
    assert "0 answers will be added, 2 forms already here." in said(again)
    press(qtbot, again, "Close")
    assert len(rows(context)) == 2


def test_reading_can_be_cancelled(
    qtbot: QtBot, context: WorkshopContext, page: RoundsPage, forms: list[Path], messages: Any
) -> None:
    messages.script.files = forms * 20
    press(qtbot, page, "Read PDF forms…")
    dialog = page.findChild(ReadFormsDialog)
    assert "Reading 1 of 60: one.pdf" in said(dialog)
    press(qtbot, dialog, "Cancel")
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: "beside the window" not in [thread.name for thread in threading.enumerate()])
    assert rows(context) == []


def test_files_that_cannot_be_read_at_all_are_told(
    qtbot: QtBot, page: RoundsPage, forms: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise UserFacingError("No file can be read now.", "Try again later.")

    monkeypatch.setattr("visionwork.feedback.pdf_form.batch.read_batch", refuse)
    drop(page, forms)
    dialog = page.findChild(ReadFormsDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: "No file can be read now." in dialog._summary.text())
    assert not dialog._progress.isVisible()
    assert not dialog._add.isEnabled()
    dialog.reject()


def test_other_files_are_left_to_the_window(page: RoundsPage, forms: list[Path], tmp_path: Path) -> None:
    assert not drop(page, [*forms, tmp_path / "notes.docx"])
    assert not drop(page, [tmp_path / "other.visionwork"])


def hands(qtbot: QtBot, page: RoundsPage) -> tuple[TypeAnswersDialog, HandsPanel]:
    press(qtbot, page, "Type answers")
    dialog = page.findChild(TypeAnswersDialog)
    toggle = next(box for box in dialog.findChildren(QCheckBox) if "hands" in box.text())
    toggle.setFocus()
    qtbot.keyClick(toggle, Qt.Key.Key_Space)
    return dialog, dialog.findChild(HandsPanel)


def type_number(qtbot: QtBot, dialog: QWidget, number: int) -> None:
    field = dialog.focusWidget()
    assert isinstance(field, CountField)
    qtbot.keyClicks(field, str(number))
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_show_of_hands_is_typed_by_keyboard_and_taken_back(
    qtbot: QtBot, context: WorkshopContext, page: RoundsPage, asked: Round
) -> None:
    dialog, panel = hands(qtbot, page)
    for number in (12, 0, 0, 2, 6, 4, 0, 0, 0, 5, 4):
        type_number(qtbot, dialog, number)
    assert "Everybody answered" in said(panel)
    assert "3 of 12 did not answer" in said(panel)
    store = dialog.focusWidget()
    assert isinstance(store, QPushButton)
    qtbot.keyClick(store, Qt.Key.Key_Return)
    rounds = context.document.rounds
    assert rounds.respondents(asked.id) == {1: 12}
    assert {tally.question_id: tally.counts for tally in rounds.tallies(asked.id)} == {
        "q1": (0, 0, 2, 6, 4), "q2": (0, 0, 0, 5, 4),
    }  # fmt: skip
    assert {row[1] for row in rows(context)} == {"typed"}
    assert "12 people typed" in said(dialog)
    assert panel.people() == 12
    assert panel.hands() == {}
    press(qtbot, dialog, "Take back the last")
    assert rounds.respondents(asked.id) == {}
    assert panel.hands() == {"q1": (0, 0, 2, 6, 4), "q2": (0, 0, 0, 5, 4)}
    panel.clear()
    press(qtbot, dialog, "Close")


def test_more_hands_than_people_are_not_stored(
    qtbot: QtBot, context: WorkshopContext, page: RoundsPage
) -> None:
    dialog, panel = hands(qtbot, page)
    panel.show_hands(5, {"q1": (0, 0, 0, 4, 2)})
    assert "1 hand more than people" in said(panel)
    press(qtbot, dialog, "Store hands")
    assert "6 hands for 5 people at “This vision has a place for me.”. Count again." in said(dialog)
    assert rows(context) == []
    panel.clear()
    press(qtbot, dialog, "Store hands")
    assert "Nothing is counted yet." in said(dialog)
    press(qtbot, dialog, "Close")


def test_hands_that_are_not_stored_are_asked_about(
    qtbot: QtBot, context: WorkshopContext, page: RoundsPage, messages: Any
) -> None:
    dialog, panel = hands(qtbot, page)
    panel.show_hands(5, {"q1": (0, 0, 0, 4, 1)})
    messages.script.answers.append("store")
    press(qtbot, dialog, "Close")
    assert messages.script.shown[-1].title == "Store this show of hands first?"
    assert len(rows(context)) == 5


def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "About"
    cover.append(["Nothing to see"])
    sheet = book.create_sheet("Form1")
    sheet.append(["Start time", "Team", "This vision has a place for me.", "Picture"])
    for team, one, two in (("Deck", 5, 4.0), ("Commuters", 3, 2), ("Deck", 4, 4)):
        sheet.append([NOW, team, one, two])
    out = io.BytesIO()
    book.save(out)
    path = tmp_path / "answers.xlsx"
    path.write_bytes(out.getvalue())
    return path


def imported(qtbot: QtBot, page: RoundsPage, path: Path) -> ImportDialog:
    assert drop(page, [path])
    dialog = next(d for d in page.findChildren(ImportDialog) if d.isVisible())
    sheet = next(c for c in dialog.findChildren(QComboBox) if c.findText("Form1") >= 0)
    if sheet.currentText() != "Form1":
        sheet.setCurrentIndex(sheet.findText("Form1"))
    return dialog


def map_deck(dialog: ImportDialog) -> None:
    combo = next(
        c
        for c in dialog.findChildren(QComboBox)
        if c.isVisible() and c.accessibleName() == "Group meant by Deck"
    )
    combo.setCurrentIndex(combo.findText("Deck crews"))


def test_a_workbook_is_imported_and_its_columns_are_remembered(
    qtbot: QtBot, context: WorkshopContext, page: RoundsPage, asked: Round, tmp_path: Path
) -> None:
    path = workbook(tmp_path)
    dialog = imported(qtbot, page, path)
    assert not [b for b in dialog.findChildren(QPushButton) if b.isVisible() and "as last time" in b.text()]
    map_deck(dialog)
    press(qtbot, dialog, "Import 3 answers")
    assert rows(context) == [(1, "csv", "44"), (1, "csv", "54"), (2, "csv", "32")]
    again = imported(qtbot, page, path)
    plan = again.plan()
    assert plan is not None
    assert plan.already_here == 3
    press(qtbot, again, "Columns are as last time. Propose afresh")
    assert again.plan().left_out == 2  # type: ignore[union-attr]
    assert again.findChild(ColumnList).group_column() == 1
    press(qtbot, again, "Cancel")


def test_columns_are_forgotten_when_they_should_not_be_remembered(
    qtbot: QtBot, context: WorkshopContext, page: RoundsPage, tmp_path: Path
) -> None:
    path = workbook(tmp_path)
    dialog = imported(qtbot, page, path)
    box = next(b for b in dialog.findChildren(QCheckBox) if "Remember" in b.text())
    box.setChecked(False)
    map_deck(dialog)
    press(qtbot, dialog, "Import 3 answers")
    again = imported(qtbot, page, path)
    assert again.plan().left_out == 2  # type: ignore[union-attr]
    press(qtbot, again, "Cancel")


def test_a_bad_workbook_is_told_in_the_dialog(qtbot: QtBot, page: RoundsPage, tmp_path: Path) -> None:
    path = tmp_path / "answers.xlsx"
    path.write_bytes(b"PK\x03\x04 cut off")
    assert drop(page, [path])
    dialog = page.findChild(ImportDialog)
    assert "This workbook is damaged" in said(dialog)
    press(qtbot, dialog, "Cancel")


def test_the_menu_of_a_round_with_answers_offers_every_way(
    qtbot: QtBot, context: WorkshopContext, page: RoundsPage, asked: Round
) -> None:
    from visionwork.domain.rounds import Channel, NewResponse

    header = page._header
    assert header._collect.isVisible()
    context.document.rounds.add_responses(asked.id, [NewResponse(1, {"q1": 4})], Channel.TYPED)
    assert header._collect.isVisible()  # where it was before anybody answered
    ways = [action.text() for action in header._collect_menu.actions() if action.isVisible()]
    for text in ("Collect by phone…", "Hand the laptop round…", "Make a PDF form…", "Import answers…"):
        assert text in ways
    assert not header._ways.isVisible()
    header.set_narrow(True)
    assert not header._collect.isVisible()
    assert header._ways.isVisible()
    context.document.rounds.close(asked.id, NOW.date())
    assert not header._ways.isVisible()
    header.set_narrow(False)
    assert not header._collect.isVisible()
