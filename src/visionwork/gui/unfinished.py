"""Keeps what stands in an entry line until it is entered, and offers it again after a crash."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from visionwork.gui.context import WorkshopContext


def keep_words(context: WorkshopContext, place: str, words: str) -> None:
    """Keep words in the document a moment from now, as typing anywhere is; empty ones take the rest away.

    Args:
        context: The open workshop; one that is open to read keeps nothing.
        place: Where they are written; see `document.unfinished`.
        words: What stands there.
    """
    if not context.read_only:
        write = partial(context.document.unfinished.keep, place, words)
        context.edits.touch(f"unfinished:{place}", write)


def keep_while_open(
    context: WorkshopContext, dialog: QDialog, fields: Mapping[str, QLineEdit | QPlainTextEdit]
) -> None:
    """Keep what is typed into a dialog until it closes, and show in it what a crash left.

    Args:
        context: The open workshop.
        dialog: The dialog.
        fields: Its fields by place; what it proposes in them gives way.
    """
    for place, field in fields.items():
        dialog.finished.connect(UnfinishedField(context, place, field, proposed=True).forget)


class UnfinishedField(QObject):
    """Shows in an empty field what was written there and not entered, and keeps what is written now.

    Whoever enters the words empties the field; that takes them away here, too.

    Args:
        context: The open workshop.
        place: Where the words are written.
        field: The field; it becomes the owner.
        proposed: Whether what stands in the field is no more than a proposal, which gives way.
    """

    def __init__(
        self,
        context: WorkshopContext,
        place: str,
        field: QLineEdit | QPlainTextEdit,
        *,
        proposed: bool = False,
    ) -> None:
        super().__init__(field)
        self._context = context
        self._place = place
        self._field = field
        words = "" if context.read_only else context.document.unfinished.text(place)
        if words and (proposed or not self._words()):
            if isinstance(field, QLineEdit):
                field.setText(words)
            else:
                field.setPlainText(words)
        field.textChanged.connect(self._on_changed)

    def forget(self) -> None:
        """Keep nothing of the field any more: its words were entered or given up."""
        self._field.textChanged.disconnect(self._on_changed)
        keep_words(self._context, self._place, "")

    def _words(self) -> str:
        return self._field.text() if isinstance(self._field, QLineEdit) else self._field.toPlainText()

    def _on_changed(self) -> None:
        keep_words(self._context, self._place, self._words())
