"""Sends Edit commands to the focused text first, then to the workshop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from visionwork.domain.errors import UserFacingError
from visionwork.gui.context import WorkshopContext

if TYPE_CHECKING:
    from pathlib import Path

    from visionwork.document.moving import Move

TextWidget = QLineEdit | QTextEdit | QPlainTextEdit
_TITLES = {"undo": "Undo", "redo": "Redo"}
_TEXT_WIDGETS = (QLineEdit, QTextEdit, QPlainTextEdit)


class EditRouter(QObject):
    """Undo, redo, cut, copy, paste and select all.

    A focused editor has its own fine steps of undo; when it has none left, undo goes on with the
    steps of the workshop. Qt's editors swallow the undo keys even then, so the focused one is
    watched and the key let through to the window's action.

    Args:
        app: The application, which tells where the keyboard is.
        parent: Its owner.
    """

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context: WorkshopContext | None = None
        self._watched: QWidget | None = None
        self._pressing = self._moving = False
        app.focusChanged.connect(self._watch)

    def set_context(self, context: WorkshopContext | None) -> None:
        """Use the history of an open workshop, or of none."""
        self._context = context

    def undo(self) -> None:
        """Take back a step of the focused text, or else of the workshop."""
        editor = focused_text()
        if editor is not None and can_undo(editor):
            editor.undo()
        elif self._context is not None:
            self._step(self._context, "undo")

    def redo(self) -> None:
        """Do a step of the focused text again, or else of the workshop."""
        editor = focused_text()
        if editor is not None and can_redo(editor):
            editor.redo()
        elif self._context is not None:
            self._step(self._context, "redo")

    def _step(self, context: WorkshopContext, reason: str) -> None:
        """Take back a step of the workshop or do it again; one with very many rows beside the window."""
        from visionwork.document.connection import path_of

        store, window = context.document.store, self.parent()
        if self._moving or not context.edits.flush():
            return
        path = path_of(store.connection)
        if path is not None and isinstance(window, QWidget):
            try:
                move = store.long_move(reason)
            except UserFacingError as error:
                context.messages.report_error(error)
                return
            if move is not None:
                self._step_beside(context, move, path, window)
                return
        if reason == "undo":
            context.undo()
        else:
            context.redo()

    def _step_beside(self, context: WorkshopContext, move: Move, path: Path, window: QWidget) -> None:
        from visionwork.gui.waiting import Waiting

        turn = context.document.store.turn

        def work(_progress: object) -> None:
            from visionwork.document.moving import carry_out_apart

            carry_out_apart(path, turn, move)

        def tell() -> None:
            context.document.store.note_moved(move)

        waiting = Waiting(f"{_TITLES[move.reason]}: {move.step.label}", work, window, can_stop=False)
        waiting.finished.connect(self._on_moved)
        waiting.finished.connect(tell)
        waiting.refused.connect(context.messages.report_error)
        self._moving = True
        context.document.store.begin(move)
        waiting.begin()

    def _on_moved(self) -> None:
        self._moving = False

    def cut(self) -> None:
        """Cut the selection of the focused text, or what the focused table takes for one."""
        if (editor := focused_text()) is not None:
            editor.cut()
        else:
            self._press(Qt.Key.Key_X)

    def copy(self) -> None:
        """Copy the selection of the focused text, or the cells of the focused table."""
        if (editor := focused_text()) is not None:
            editor.copy()
        else:
            self._press(Qt.Key.Key_C)

    def paste(self) -> None:
        """Paste into the focused text, or into the focused table from its cell on."""
        if (editor := focused_text()) is not None:
            editor.paste()
        else:
            self._press(Qt.Key.Key_V)

    def select_all(self) -> None:
        """Select the focused text, or all of the focused table."""
        if (editor := focused_text()) is not None:
            editor.selectAll()
        else:
            self._press(Qt.Key.Key_A)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep an editor without steps of its own from swallowing the undo keys."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        editor = _text_of(watched)
        if editor is None:
            return False
        undo = event.matches(QKeySequence.StandardKey.Undo) and not can_undo(editor)
        redo = event.matches(QKeySequence.StandardKey.Redo) and not can_redo(editor)
        return undo or redo

    def _press(self, key: Qt.Key) -> None:
        """Let the focused widget do what it does for Ctrl and a key: the menu is the same command.

        A widget that does nothing for it leaves the key to the window, whose action is this one.
        """
        widget, control = QApplication.focusWidget(), Qt.KeyboardModifier.ControlModifier
        if widget is None or self._pressing:
            return
        self._pressing = True
        try:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(widget, QKeyEvent(kind, key, control))
        finally:
            self._pressing = False

    def _watch(self, old: QWidget | None, now: QWidget | None) -> None:
        # A window that is deleted takes the keyboard from its editors while they go.
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
            self._watched.destroyed.disconnect(self._forget)
        self._watched = now if _text_of(now) is not None else None
        if self._watched is not None:
            self._watched.installEventFilter(self)
            self._watched.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._watched = None


def focused_text() -> TextWidget | None:
    """Return the text field or editor that has the keyboard, or None; a number or a date is a line, too."""
    return _text_of(QApplication.focusWidget())


def _text_of(widget: QObject | None) -> TextWidget | None:
    if isinstance(widget, QAbstractSpinBox):
        return widget.lineEdit()
    return widget if isinstance(widget, _TEXT_WIDGETS) else None


def can_undo(editor: TextWidget) -> bool:
    """Return whether an editor has a step of its own to take back."""
    if editor.isReadOnly():
        return False
    return editor.isUndoAvailable() if isinstance(editor, QLineEdit) else editor.document().isUndoAvailable()


def can_redo(editor: TextWidget) -> bool:
    """Return whether an editor has an undone step of its own."""
    if editor.isReadOnly():
        return False
    return editor.isRedoAvailable() if isinstance(editor, QLineEdit) else editor.document().isRedoAvailable()
