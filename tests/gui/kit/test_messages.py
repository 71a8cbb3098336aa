"""Message boxes speak plainly and never follow markup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from visionwork.domain.errors import UserFacingError
from visionwork.gui.messages import Choice, Messages
from visionwork.gui.theme import Theme

LEAVE = (
    Choice("save", "Save elsewhere…"),
    Choice("drop", "Close without saving", True),
    Choice("stay", "Go on"),
)


@pytest.fixture
def door(qtbot: QtBot, theme: Theme) -> Messages:
    window = QWidget()
    qtbot.addWidget(window)
    return Messages(window)


def meet(act: Callable[[QMessageBox], None]) -> None:
    """Do something with the next message box."""

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        act(box)

    QTimer.singleShot(0, answer)


@pytest.mark.modal
def test_text_from_people_is_no_markup(door: Messages) -> None:
    def look(box: QMessageBox) -> None:
        seen.append((box.textFormat(), box.text(), [button.text() for button in box.buttons()]))
        box.close()

    seen: list[tuple[Qt.TextFormat, str, list[str]]] = []
    meet(look)
    door.inform("<b>R&D</b> is there twice", "Give one another name.")
    assert seen == [(Qt.TextFormat.PlainText, "<b>R&D</b> is there twice", ["Close"])]


@pytest.mark.modal
@pytest.mark.parametrize("habit", list(QDialogButtonBox.ButtonLayout)[:4], ids=lambda habit: habit.name)
def test_buttons_stand_as_in_other_dialogs_whatever_the_desktop_does(
    qtbot: QtBot, habit: QDialogButtonBox.ButtonLayout
) -> None:
    def look(box: QMessageBox) -> None:
        seen.extend(button.text() for button in sorted(box.buttons(), key=lambda button: button.x()))
        box.close()

    seen: list[str] = []
    window = QWidget()
    window.setStyleSheet(f"QDialogButtonBox {{ button-layout: {habit.value} }}")
    qtbot.addWidget(window)
    meet(look)
    Messages(window).ask("Close without saving?", "", LEAVE)
    assert seen == ["Go on", "Close without saving", "Save elsewhere…"]


@pytest.mark.modal
@pytest.mark.parametrize("label", [choice.label for choice in LEAVE])
def test_the_key_of_the_chosen_button_comes_back(door: Messages, label: str) -> None:
    def click(box: QMessageBox) -> None:
        next(button for button in box.buttons() if button.text() == label).click()

    meet(click)
    expected = next(choice.key for choice in LEAVE if choice.label == label)
    assert door.ask("Close without saving?", "The folder is read-only.", LEAVE) == expected


@pytest.mark.modal
def test_escape_changes_nothing(qtbot: QtBot, door: Messages) -> None:
    meet(lambda box: qtbot.keyClick(box, Qt.Key.Key_Escape))
    assert door.ask("Close without saving?", "", LEAVE) == "stay"


@pytest.mark.modal
def test_enter_never_takes_what_cannot_be_taken_back(qtbot: QtBot, door: Messages) -> None:
    meet(lambda box: qtbot.keyClick(box, Qt.Key.Key_Return))
    assert not door.confirm("Delete the round?", "Its 24 answers go with it.", "Delete round", danger=True)


@pytest.mark.modal
def test_a_problem_is_told_with_its_next_step(door: Messages) -> None:
    seen: list[tuple[str, str]] = []

    def look(box: QMessageBox) -> None:
        seen.append((box.text(), box.informativeText()))
        box.close()

    meet(look)
    door.report_error(UserFacingError("The folder is read-only.", "Choose another folder."))
    assert seen == [("The folder is read-only.", "Choose another folder.")]


def test_a_question_needs_answers(door: Messages) -> None:
    with pytest.raises(ValueError, match="choices"):
        door.ask("Why?", "", ())


def test_a_name_without_suffix_gets_one(
    door: Messages, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(tmp_path / "vision"), ""))
    assert door.save_file("Export", tmp_path, "PDF (*.pdf)", ".pdf") == tmp_path / "vision.pdf"


@pytest.mark.parametrize("go_on", [True, False])
def test_a_file_that_gets_its_suffix_here_is_not_replaced_unasked(
    door: Messages, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, go_on: bool
) -> None:
    # The dialog asks about "vision", which does not exist; "vision.pdf" does.
    (tmp_path / "vision.pdf").write_text("there")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(tmp_path / "vision"), ""))
    monkeypatch.setattr(door, "ask", lambda *a: "go" if go_on else "stay")
    path = door.save_file("Export", tmp_path, "PDF (*.pdf)", ".pdf")
    assert path == (tmp_path / "vision.pdf" if go_on else None)


def test_a_cancelled_dialog_gives_nothing(
    door: Messages, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *a: ([], ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: ("", ""))
    assert door.open_file("Open", tmp_path, "") is None
    assert door.open_files("Open", tmp_path, "") == ()
    assert door.save_file("Save", tmp_path, "", ".csv") is None


@pytest.mark.modal
def test_choices_that_have_no_room_beside_each_other_stand_under_each_other(
    door: Messages, theme: Theme
) -> None:
    def look(box: QMessageBox) -> None:
        buttons = sorted(box.buttons(), key=lambda button: button.y())
        seen.extend(button.text() for button in buttons)
        cut.extend(button.text() for button in buttons if button.width() < button.sizeHint().width())
        default.append(box.defaultButton().text())
        buttons[2].click()

    seen: list[str] = []
    cut: list[str] = []
    default: list[str] = []
    choices = [Choice(str(number), f"A way out of many words, number {number}") for number in range(6)]
    theme.set_text_percent(130)
    meet(look)
    assert door.ask("Where shall it go?", "Each leads on.", choices) == "2"
    assert seen == [choice.label for choice in choices]
    assert cut == []
    assert default == [choices[0].label]
    meet(lambda box: box.escapeButton().click())
    assert door.ask("Where shall it go?", "Each leads on.", choices) == "5"
