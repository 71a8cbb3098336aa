"""Takes a whole list of people at once."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QWidget

from visionwork.gui.context import WorkshopContext
from visionwork.gui.dialog import prepare_dialog
from visionwork.gui.forms import load_form
from visionwork.gui.setup.people_list import PastedPerson, parse_people
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.wording import counted


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
        prepare_dialog(self, "Paste a list of people")
        self._count()

    def people(self) -> list[PastedPerson]:
        """Return who would be added."""
        snapshot = self._context.snapshot
        known = [person.name for person in snapshot.participants]
        return parse_people(self.text.toPlainText(), snapshot.groups, known)

    def _count(self) -> None:
        people = self.people()
        self._add.setEnabled(bool(people))
        if not self.text.toPlainText().strip():
            self._result.setText("")
            return
        names = ", ".join(person.name for person in people[:3])
        more = f" and {len(people) - 3} more" if len(people) > 3 else ""
        count = counted(len(people), "person", "people")
        self._result.setText(f"{count} to add: {names}{more}." if people else "Nobody new in this list.")

    def _add_people(self) -> None:
        people = self._context.document.participants
        for person in self.people():
            if self._context.run(lambda one=person: people.add(one.name, one.role, one.group_id)) is None:
                return
        self.accept()
