"""The one door to message boxes and file dialogs.

A window makes one `Messages` and hands it on; a test hands on one that answers by itself. All text is shown
as plain text. Buttons carry verbs; Esc always means the last choice, the one that changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from visionwork.domain.errors import UserFacingError
from visionwork.domain.records import record
from visionwork.gui.icons import pixmap
from visionwork.gui.theme import Theme

_log = logging.getLogger(__name__)

_MEASURE = 380
"""Least width of the lower text of a box, in pixels at text size 100."""

_SMALL_SCREEN, _BESIDE, _WIDEST, _MARGINS = 1024, 480, 1000, 24
"""How wide Qt lets a box get (`QMessageBoxPrivate::updateSize`): as a screen that is small, else so much
narrower than the screen, and never wider than that; and what of it its margins take."""


@record
class Choice:
    """One button of a question.

    Attributes:
        key: What `ask` returns for it.
        label: Verb and noun on the button.
        danger: Whether it cannot be taken back; such a button is never the default.
    """

    key: str
    label: str
    danger: bool = False


class Silence:
    """Whether boxes are shown; one for all doors of a window.

    Attributes:
        depth: How many want none; boxes are shown when nobody does.
    """

    def __init__(self) -> None:
        self.depth = 0


class Messages:
    """Message boxes and file dialogs over one window.

    Args:
        parent: The window they belong to.
        silence: Whether boxes are shown, as another door of the same window has it.
    """

    def __init__(self, parent: QWidget | None = None, silence: Silence | None = None) -> None:
        self._parent = parent
        self._silence = silence or Silence()

    def over(self, parent: QWidget) -> Messages:
        """Return the same door for a dialog on top of the window."""
        return type(self)(parent, self._silence)

    @contextmanager
    def silenced(self) -> Iterator[None]:
        """Show no box inside, since nobody may be there to answer: what it would say is logged.

        Questions are answered with the last choice, the one that changes nothing.
        """
        self._silence.depth += 1
        try:
            yield
        finally:
            self._silence.depth -= 1

    def inform(self, title: str, text: str) -> None:
        """Tell something that needs no answer.

        Args:
            title: One sentence, set bold.
            text: What it means, or what to do next.
        """
        self._show("info", title, text, (Choice("close", "Close"),))

    def warn(self, title: str, text: str) -> None:
        """Tell that something did not happen, and what can be done."""
        self._show("triangle-alert", title, text, (Choice("close", "Close"),))

    def report_error(self, error: UserFacingError) -> None:
        """Show a problem the user can do something about."""
        self.warn(error.sentence, error.next_step)

    def ask(self, title: str, text: str, choices: Sequence[Choice]) -> str:
        """Ask a question and return the key of the chosen answer.

        Args:
            title: The question.
            text: What each answer leads to.
            choices: Answers from right to left, as in every dialog; the first is the default unless it is a
                danger, the last is taken on Esc and on closing the box.

        Raises:
            ValueError: There are no choices.
        """
        if not choices:
            raise ValueError("a question needs choices")
        return self._show("circle-help", title, text, choices)

    def confirm(self, title: str, text: str, verb: str, *, danger: bool = False) -> bool:
        """Ask whether to go on.

        Args:
            title: The question.
            text: What will happen.
            verb: Label of the button that goes on, such as "Delete draft".
            danger: Whether it cannot be taken back.
        """
        answer = self.ask(title, text, (Choice("go", verb, danger), Choice("stay", "Cancel")))
        return answer == "go"

    def open_file(self, title: str, folder: Path, patterns: str) -> Path | None:
        """Ask for one existing file.

        Args:
            title: Title of the dialog.
            folder: Where it starts.
            patterns: Kinds of file, as "Workshops (*.visionwork);;All files (*)".

        Returns:
            The file, or None when the user changed their mind.
        """
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getOpenFileName(self._parent, title, str(folder), patterns)
        return Path(name) if name else None

    def open_files(self, title: str, folder: Path, patterns: str) -> tuple[Path, ...]:
        """Ask for one or more existing files; none when the user changed their mind."""
        from PySide6.QtWidgets import QFileDialog

        names, _ = QFileDialog.getOpenFileNames(self._parent, title, str(folder), patterns)
        return tuple(Path(name) for name in names)

    def save_file(self, title: str, proposal: Path, patterns: str, suffix: str) -> Path | None:
        """Ask where to write a file; an existing file is only taken after a warning.

        Args:
            title: Title of the dialog.
            proposal: Folder and name offered first.
            patterns: Kinds of file, as "PDF (*.pdf)".
            suffix: Suffix added when neither the name nor the kind chosen has one, such as ".pdf".

        Returns:
            The file, or None when the user changed their mind.
        """
        from PySide6.QtWidgets import QFileDialog

        name, kind = QFileDialog.getSaveFileName(self._parent, title, str(proposal), patterns)
        if not name:
            return None
        path = Path(name)
        if path.suffix:
            return path  # the dialog itself has warned about an existing file
        path = path.with_name(path.name + _suffix_of(kind, suffix))
        if path.exists() and not self.confirm(
            f"Replace {path.name}?",
            "A file of this name is already there. Its contents will be lost.",
            "Replace file",
            danger=True,
        ):
            return None
        return path

    def _show(self, icon_name: str, title: str, text: str, choices: Sequence[Choice]) -> str:
        if self._silence.depth:
            _log.warning("not shown: %s %s", title, text)
            return choices[-1].key
        return _box(self._parent, icon_name, title, text, choices)


def _suffix_of(kind: str, otherwise: str) -> str:
    """Return the suffix of a kind of file such as "CSV (*.csv)"."""
    _, mark, rest = kind.partition("(*.")
    return f".{rest.rstrip(')')}" if mark and rest.rstrip(")").isalnum() else otherwise


def _room(box: QWidget) -> int:
    """Return how wide a row of buttons in a box may be."""
    screen = box.screen().availableSize().width()
    return (screen if screen <= _SMALL_SCREEN else min(screen - _BESIDE, _WIDEST)) - _MARGINS


def _box(parent: QWidget | None, icon_name: str, title: str, text: str, choices: Sequence[Choice]) -> str:
    from PySide6.QtWidgets import (
        QDialogButtonBox,
        QLabel,
        QMessageBox,
        QStyle,
    )  # its many enumerations are not needed to start

    theme = Theme.of(parent)
    box = QMessageBox(parent)
    box.setWindowTitle("Visionwork")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(title)
    box.setInformativeText(text)
    for label in box.findChildren(QLabel, "qt_msgbox_label"):
        label.setFont(theme.font("heading"))
    for label in box.findChildren(QLabel, "qt_msgbox_informativelabel"):
        label.setMinimumWidth(theme.px(_MEASURE))
    box.setIconPixmap(pixmap(icon_name, theme.color("ink"), theme.px(28)))
    # Of one role, so that no desktop sorts them by its own habit; two of four habits turn a role about.
    row = box.findChildren(QDialogButtonBox)[0]
    habit = row.style().styleHint(QStyle.StyleHint.SH_DialogButtonLayout, None, row)
    layouts = QDialogButtonBox.ButtonLayout
    turned = habit in (layouts.MacLayout.value, layouts.GnomeLayout.value)
    added = {
        choice.key: box.addButton(choice.label, QMessageBox.ButtonRole.AcceptRole)
        for choice in (choices if turned else reversed(choices))
    }
    buttons = [added[choice.key] for choice in choices]
    if row.sizeHint().width() > _room(box):  # beside each other they would lose the ends of their words
        row.setOrientation(Qt.Orientation.Vertical)
        for button in buttons:  # under each other in the order given
            row.removeButton(button)
            row.addButton(button, QDialogButtonBox.ButtonRole.AcceptRole)
    box.setEscapeButton(buttons[-1])
    safe = [button for button, choice in zip(buttons, choices, strict=True) if not choice.danger]
    box.setDefaultButton(safe[0] if safe else buttons[-1])
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    for button, choice in zip(buttons, choices, strict=True):
        if button is clicked:
            return choice.key
    return choices[-1].key
