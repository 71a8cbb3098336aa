"""The people in the room."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from visionwork.document.unfinished import NAME_PLACE, ROLE_PLACE
from visionwork.domain.counting import counted
from visionwork.gui.context import WorkshopContext
from visionwork.gui.setup.people_table import PeopleTable
from visionwork.gui.setup.section import Section
from visionwork.gui.unfinished import UnfinishedField
from visionwork.gui.widgets.buttons import HEIGHT_BAR, QuietButton, SecondaryButton
from visionwork.gui.widgets.choices import ChoiceBox
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.line_edit import LineEdit


class PeopleSection(Section):
    """A line to enter people quickly, and the list of those entered.

    Args:
        context: The open workshop.
        parent: The widget it is in.
    """

    tables = frozenset(("participant", "stakeholder_group"))

    def __init__(self, context: WorkshopContext, *, parent: QWidget | None = None) -> None:
        super().__init__(
            "People in the room",
            "Leaders take and sign the commitments. Names stay in this file.",
            context,
            parent=parent,
        )
        self._count = PlainLabel("", "cell", "muted", parent=self)
        self._paste = QuietButton("Paste a list…", "", HEIGHT_BAR, parent=self)
        self._paste.clicked.connect(self._ask_list)
        self.head.addWidget(self._count)
        self.head.addWidget(self._paste)
        self.name = LineEdit(parent=self)
        self.role = LineEdit(parent=self)
        self.group = ChoiceBox(self)
        self.name.setPlaceholderText("Name")
        self.role.setPlaceholderText("Role")
        self.name.setAccessibleName("Name of a new person")
        self.role.setAccessibleName("Role of a new person")
        self.group.setAccessibleName("Group of a new person")
        self._add = SecondaryButton("Add", "plus", parent=self)
        self._add.setAccessibleName("Add the person")
        self._add.clicked.connect(self.add_person)
        self.name.returnPressed.connect(self.add_person)
        self.role.returnPressed.connect(self.add_person)
        UnfinishedField(context, NAME_PLACE, self.name)
        UnfinishedField(context, ROLE_PLACE, self.role)
        self.table = PeopleTable(context, parent=self)
        entry = QHBoxLayout()
        entry.setSpacing(8)
        entry.addWidget(self.name, 3)
        entry.addWidget(self.role, 3)
        entry.addWidget(self.group, 2)
        entry.addWidget(self._add)
        self.rows.addLayout(entry)
        self.rows.addWidget(self.table)
        reason = "The workshop is open to read." if context.read_only else ""
        for button in (self._add, self._paste):
            button.set_reason(reason)
        for widget in (self.name, self.role, self.group):
            widget.setEnabled(not context.read_only)

    def show_stored(self) -> None:
        """Show the stored people."""
        people, groups = self.context.snapshot.participants, self.context.snapshot.groups
        self._count.setText(counted(len(people), "person", "people") if people else "")
        chosen = self.group.currentData()
        self.group.clear()
        self.group.addItem("No group", None)
        for group in groups:
            self.group.addItem(group.name, group.id)
        self.group.setCurrentIndex(max(0, self.group.findData(chosen)))
        self.table.show_people(people, groups)

    def add_person(self) -> None:
        """Add what is in the line above, and get ready for the next one."""
        name = self.name.text().strip()
        if not name:
            self.name.setFocus()
            return
        role, group_id = self.role.text(), self.group.currentData()
        leads = self.table.leads(group_id)
        people = self.context.document.participants
        if self.context.run(lambda: people.add(name, role, group_id, leads)) is not None:
            self.name.clear()
            self.role.clear()
            self.name.setFocus()

    def _ask_list(self) -> None:
        from visionwork.gui.setup.people_dialog import PeopleDialog

        PeopleDialog(self.context, parent=self.window()).open()
