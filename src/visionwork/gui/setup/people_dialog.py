"""Takes a whole list of people at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QWidget

from visionwork.domain.counting import counted, listed
from visionwork.gui.context import WorkshopContext
from visionwork.gui.dialog import prepare_dialog
from visionwork.gui.forms import load_form
from visionwork.gui.setup.people_list import PastedPerson, leads, parse_people
from visionwork.gui.widgets.labels import PlainLabel

_MOST_NAMED = 3


class PeopleDialog(QDialog):
    """A field to paste into, and what will be added.

    Args:
        context: The open workshop.
        parent: The window it belongs to.
    """

    def __init__(self, context: WorkshopContext, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        form = load_form("people_dialog", self)
        self.text = form.widget(QPlainTextEdit, "text_edit")
        self._result = form.widget(PlainLabel, "result")
        self._add = form.widget(QPushButton, "add_button")
        self._add.clicked.connect(self._add_people)
        form.widget(QPushButton, "cancel_button").clicked.connect(self.reject)
        self.text.textChanged.connect(self._count)
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(8)
        prepare_dialog(self, "Paste a list of people")
        self._count()

    def people(self) -> list[PastedPerson]:
        """Return who would be added."""
        snapshot = self._context.snapshot
        known = [person.name for person in snapshot.participants]
        return parse_people(self.text.toPlainText(), snapshot.groups, known)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add the people on Ctrl+Enter, since Enter alone is the next line."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and plain == Qt.KeyboardModifier.ControlModifier:
            self._add.click()
        else:
            super().keyPressEvent(event)

    def _count(self) -> None:
        people = self.people()
        self._add.setEnabled(bool(people))
        if not self.text.toPlainText().strip():
            self._result.setText("")
            return
        names = ", ".join(person.name for person in people[:3])
        more = f" and {len(people) - 3} more" if len(people) > 3 else ""
        count = counted(len(people), "person", "people")
        unknown = list(dict.fromkeys(person.unknown_group for person in people if person.unknown_group))
        told = f"{count} to add: {names}{more}." if people else "Nobody new in this list."
        self._result.setText(f"{told} {_unknown_words(unknown)}".rstrip())

    def _add_people(self) -> None:
        if self._context.run(self._store) is not None:
            self.accept()

    def _store(self) -> int:
        """Add everybody as one step of undo, and return how many."""
        found, groups = self.people(), self._context.snapshot.groups
        document = self._context.document
        with document.store.command(f"Add {counted(len(found), 'person', 'people')}"):
            for person in found:
                leader = leads(groups, person.group_id)
                document.participants.add(person.name, person.role, person.group_id, leader)
        return len(found)


def _unknown_words(names: Sequence[str]) -> str:
    """Return what becomes of groups that the workshop does not have, or "" where it has all of them."""
    if not names:
        return ""
    quoted = [f"“{name}”" for name in names[:_MOST_NAMED]]
    more = len(names) - len(quoted)
    told = listed([*quoted, f"{more} more"] if more else quoted)
    if len(names) == 1:
        return f"{told} is no group of this workshop, so those people get none."
    return f"{told} are no groups of this workshop, so those people get none."
