"""Signing: only when the grid is full, bound to the exact words, lapsing when they change."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from visionwork.domain.method import Column, ColumnType
from visionwork.gui.context import WorkshopContext
from visionwork.gui.views.leader_row import LeaderRow
from visionwork.gui.views.signatures_capture import SignaturesCapture

FULL = {"value": "Candour", "behaviour": "Say it", "competes": "Truth", "answer": "Council", "missed": "Ring"}


@pytest.fixture
def page(qtbot: QtBot, context: WorkshopContext) -> SignaturesCapture:
    context.document.participants.add("Ase <Lund>", "Captain", None, True)
    context.document.participants.add("Nils Berg", "Purser", None, False)
    capture = SignaturesCapture(context, context.method.exercise("signatures"))
    qtbot.addWidget(capture)
    capture.resize(1100, 700)
    capture.show()
    return capture


def fill(context: WorkshopContext) -> int:
    leader = context.snapshot.participants[0]
    row = context.document.grids.add("values", FULL)
    context.document.grids.add(
        "personal",
        {"person": leader.id, "sentence": "I will ring first.", "date": "2026-03-16", "witness": "Nils"},
    )
    return row


def second_leader(qtbot: QtBot, page: SignaturesCapture, context: WorkshopContext) -> None:
    """Fill everything in, and have another leader who signs."""
    fill(context)
    second = context.document.participants.add("Ida Roth", "Engineer", None, True)
    context.document.grids.add(
        "personal", {"person": second, "sentence": "I say no first.", "date": "2026-03-16", "witness": "Nils"}
    )
    qtbot.waitUntil(lambda: len(page._rows) == 2)


def words(page: SignaturesCapture) -> str:
    return " | ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def sign(qtbot: QtBot, page: SignaturesCapture, name: str) -> None:
    field = page._rows[0].findChild(QLineEdit)
    field.setText(name)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_nobody_signs_before_every_cell_is_filled(
    qtbot: QtBot, page: SignaturesCapture, context: WorkshopContext
) -> None:
    qtbot.waitUntil(lambda: "nothing to sign yet" in words(page))
    row = fill(context)
    context.document.grids.set_cells(row, {"missed": ""})
    qtbot.waitUntil(lambda: "One cell of the commitments is still empty." in words(page))
    assert not page._rows[0].findChild(QLineEdit).isEnabled()


def test_a_leader_signs_by_keyboard_and_the_date_stands_beside_it(
    qtbot: QtBot, page: SignaturesCapture, context: WorkshopContext
) -> None:
    fill(context)
    sign(qtbot, page, "Åse Lund")
    assert [s.name for s in context.snapshot.signatures] == ["Åse Lund"]
    qtbot.waitUntil(lambda: "Signed as Åse Lund" in words(page))
    qtbot.waitUntil(lambda: "Ase <Lund>" in words(page))
    assert "Nils Berg" not in [row._leader.name for row in page._rows]


def test_one_leader_after_the_other_signs_without_the_mouse(
    qtbot: QtBot, page: SignaturesCapture, context: WorkshopContext
) -> None:
    second_leader(qtbot, page, context)
    with qtbot.waitActive(page):
        page.activateWindow()
    page.focus_first()
    for name in ("Ase Lund", "Ida Roth"):
        focus = QApplication.focusWidget()
        assert isinstance(focus, QLineEdit)
        assert focus.accessibleName().startswith(f"Signature of {name[:3]}")
        qtbot.keyClicks(focus, name)
        qtbot.keyClick(focus, Qt.Key.Key_Return)
    assert [item.name for item in context.snapshot.signatures] == ["Ase Lund", "Ida Roth"]
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), LeaderRow))
    focus = QApplication.focusWidget()
    assert focus.accessibleName() == "Ida Roth, signed"
    qtbot.keyClick(focus, Qt.Key.Key_Return)  # pressed twice
    assert [item.name for item in context.snapshot.signatures] == ["Ase Lund", "Ida Roth"]


def test_a_name_that_was_not_signed_is_offered_again(
    qtbot: QtBot, page: SignaturesCapture, context: WorkshopContext
) -> None:
    second_leader(qtbot, page, context)

    def kept() -> list[str]:
        rows = context.document.store.rows("SELECT text FROM unfinished ORDER BY text")
        return [row["text"] for row in rows]

    qtbot.keyClicks(page._rows[0].name_field(), "Åse Lu")
    page._rows[1].name_field().setText("Ida R")
    qtbot.waitUntil(lambda: kept() == ["Ida R", "Åse Lu"])
    again = SignaturesCapture(context, page.exercise)  # as after a kill
    qtbot.addWidget(again)
    again.show()
    assert [row.name_field().text() for row in again._rows] == ["Åse Lu", "Ida R"]
    page.hide()

    field = again._rows[0].name_field()
    qtbot.keyClicks(field, "nd")
    again._rows[1].name_field().setText("Ida Rot")
    qtbot.keyClick(field, Qt.Key.Key_Return)  # before anything that was just typed is kept
    assert [item.name for item in context.snapshot.signatures] == ["Åse Lund"]
    assert kept() == ["Ida Rot"]
    assert [row.name_field().text() for row in again._rows] == ["Ida Rot"]
    context.document.signatures.withdraw(context.snapshot.signatures[0].id)
    assert [row.name_field().text() for row in again._rows] == ["", "Ida Rot"]


def test_a_method_without_personal_sentences_is_signed(qtbot: QtBot, context: WorkshopContext) -> None:
    context.document.participants.add("Ase Lund", "Captain", None, True)
    context.document.grids.add("values", FULL)
    exercise = dataclasses.replace(context.method.exercise("signatures"), signs=("values",))
    page = SignaturesCapture(context, exercise)
    qtbot.addWidget(page)
    page.show()
    sign(qtbot, page, "Ase Lund")
    assert [item.name for item in context.snapshot.signatures] == ["Ase Lund"]
    assert "No personal sentence yet." not in words(page)


def test_a_changed_word_lapses_the_signature_and_undo_brings_it_back(
    qtbot: QtBot, page: SignaturesCapture, context: WorkshopContext
) -> None:
    row = fill(context)
    sign(qtbot, page, "Åse Lund")
    context.document.grids.set_cells(row, {"answer": "Nobody"})
    qtbot.waitUntil(lambda: "the signature lapsed" in words(page))
    context.undo()
    qtbot.waitUntil(lambda: "Signed as Åse Lund" in words(page))


def test_words_that_a_cell_refers_to_are_shown_and_signed(
    qtbot: QtBot, context: WorkshopContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = Column("kept", "What guests see", ColumnType.LINK, links_to="customer-behaviour")
    values = context.method.exercise("values")
    linked = dataclasses.replace(values, columns=(*values.columns, link))
    steps = [
        dataclasses.replace(step, exercises=tuple(linked if e is values else e for e in step.exercises))
        for step in context.method.steps
    ]
    monkeypatch.setattr(context, "method", dataclasses.replace(context.method, steps=tuple(steps)))
    context.document.participants.add("Ase Lund", "Captain", None, True)
    card = context.document.cards.add("customer-behaviour", "customers", "Calls back within an hour")
    row = fill(context)
    context.document.grids.set_cells(row, {"kept": [f"card:{card}"]})
    page = SignaturesCapture(context, context.method.exercise("signatures"))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: "Calls back within an hour" in words(page))
    sign(qtbot, page, "Ase Lund")
    qtbot.waitUntil(lambda: "Signed as Ase Lund" in words(page))
    context.document.cards.set_text(card, "Answers when there is time")
    qtbot.waitUntil(lambda: "the signature lapsed" in words(page))
    qtbot.waitUntil(lambda: "Answers when there is time" in words(page))


def test_other_spaces_and_quotation_marks_keep_the_signature_and_say_so(
    qtbot: QtBot, page: SignaturesCapture, context: WorkshopContext
) -> None:
    row = fill(context)
    context.document.grids.set_cells(row, {"answer": "The clients' council"})
    sign(qtbot, page, "Åse Lund")
    assert "typographic" not in words(page)
    context.document.grids.set_cells(row, {"answer": "The  clients’ council"})
    qtbot.waitUntil(lambda: "Only spaces or typographic marks differ." in words(page))
    assert "Signed as Åse Lund" in words(page)


def test_moving_rows_keeps_the_signature(
    qtbot: QtBot, page: SignaturesCapture, context: WorkshopContext
) -> None:
    first = fill(context)
    second = context.document.grids.add("values", FULL | {"value": "Calm"})
    sign(qtbot, page, "Åse Lund")
    context.document.grids.reorder("values", [second, first])
    qtbot.waitUntil(lambda: "Signed as Åse Lund" in words(page))


def test_withdrawing_opens_the_place_to_sign_again(
    qtbot: QtBot, page: SignaturesCapture, context: WorkshopContext
) -> None:
    fill(context)
    context.document.signatures.sign(
        context.snapshot.participants[0].id, "Åse", date(2026, 3, 1), "other words"
    )
    qtbot.waitUntil(lambda: "lapsed" in words(page))
    page._on_withdraw_requested(context.snapshot.signatures[0].id)
    assert context.snapshot.signatures == ()
    assert page._rows[0].findChild(QLineEdit).isEnabled()


def test_another_name_than_the_leaders_is_asked_about(
    qtbot: QtBot, page: SignaturesCapture, context: WorkshopContext, messages: Any
) -> None:
    fill(context)
    messages.script.answers = ["stay", "go"]
    sign(qtbot, page, "wrong name")
    assert context.snapshot.signatures == ()
    assert page._rows[0].name_field().text() == "wrong name"
    sign(qtbot, page, "wrong name")
    assert [item.name for item in context.snapshot.signatures] == ["wrong name"]
    assert len(messages.script.shown) == 2
