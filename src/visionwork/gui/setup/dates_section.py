"""When the workshop is held: its day and its sessions."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from visionwork.domain.workshop import Session
from visionwork.gui.context import WorkshopContext
from visionwork.gui.setup.bound_line import BoundLine
from visionwork.gui.setup.section import Section
from visionwork.gui.widgets.buttons import HEIGHT_BAR, IconButton, SecondaryButton
from visionwork.gui.widgets.date_field import DateField


class DatesSection(Section):
    """The day of the workshop, and its sessions where it takes more than one.

    Args:
        context: The open workshop.
        parent: The widget it is in.
    """

    tables = frozenset(("workshop", "session"))

    def __init__(self, context: WorkshopContext, *, parent: QWidget | None = None) -> None:
        super().__init__("When", "", context, parent=parent)
        self._by_id: dict[int, SessionRow] = {}
        self.day = OptionalDay("Day of the workshop", "Day of the workshop", parent=self)
        self.day.chosen.connect(self._write_day)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._add = SecondaryButton("Add a session", "plus", HEIGHT_BAR, parent=self)
        self._add.clicked.connect(self.add_session)
        self.rows.addWidget(self.day)
        self.rows.addLayout(self._list)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        self.rows.addLayout(foot)
        self.day.setEnabled(not context.read_only)
        self._add.set_reason("The workshop is open to read." if context.read_only else "")

    def show_stored(self) -> None:
        """Show the stored day and sessions."""
        snapshot = self.context.snapshot
        self.day.set_day(snapshot.workshop.held_on)
        for session_id in self._by_id.keys() - {session.id for session in snapshot.sessions}:
            row = self._by_id.pop(session_id)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for session in snapshot.sessions:
            row = self._by_id.get(session.id)
            if row is None:
                row = self._by_id[session.id] = SessionRow(self.context, session, parent=self)
                row.delete_requested.connect(self._delete)
                self._list.addWidget(row)
            row.show_stored(session)

    def add_session(self) -> None:
        """Add a session after the last one."""
        number = len(self.context.snapshot.sessions) + 1
        workshop = self.context.document.workshop
        added = self.context.run(lambda: workshop.add_session(f"Session {number}"))
        if added is not None:
            self._by_id[added].title.setFocus()
            self._by_id[added].title.selectAll()

    def _write_day(self, day: date | None) -> None:
        if day != self.context.snapshot.workshop.held_on:
            self.context.run(lambda: self.context.document.workshop.set_held_on(day))

    def _delete(self, session_id: int) -> None:
        self.context.edits.drop(f"setup:session:{session_id}")
        self.context.run(lambda: self.context.document.workshop.delete_session(session_id))


class SessionRow(QWidget):
    """Title and day of one session.

    Args:
        context: The open workshop.
        session: The session.
        parent: The widget it is in.

    Signals:
        delete_requested: Carries the session's id.
    """

    delete_requested = Signal(int)

    def __init__(self, context: WorkshopContext, session: Session, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self.title = BoundLine(
            context, f"setup:session:{session.id}", self._title, self._write_title, parent=self
        )
        self.day = OptionalDay("On a day", "Day of the session", parent=self)
        self.day.chosen.connect(self._write_day)
        self._delete = IconButton("x", "Delete the session", HEIGHT_BAR, framed=False, parent=self)
        self._delete.clicked.connect(self._ask_delete)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.addWidget(self.title, 0, 0)
        grid.addWidget(self._delete, 0, 1)
        grid.addWidget(self.day, 1, 0)
        grid.setColumnStretch(0, 1)
        for widget in (self.day, self._delete):
            widget.setEnabled(not context.read_only)

    def show_stored(self, session: Session) -> None:
        """Show the stored values."""
        self._session = session
        self.title.show_stored()
        self.day.set_day(session.held_on)
        self.title.setAccessibleName(f"Title of {session.title}")
        self._delete.set_name(f"Delete {session.title}")

    def _title(self) -> str:
        return self._session.title

    def _write_title(self, text: str) -> None:
        session = self._session
        self._context.document.workshop.update_session(session.id, title=text, held_on=session.held_on)

    def _write_day(self, day: date | None) -> None:
        session, workshop = self._session, self._context.document.workshop
        if day != session.held_on:
            self._context.run(lambda: workshop.update_session(session.id, title=session.title, held_on=day))

    def _ask_delete(self) -> None:
        self.delete_requested.emit(self._session.id)


class OptionalDay(QWidget):
    """A box to tick when a day is set, and the day.

    Args:
        label: Label of the box.
        name: What the day is, for screen readers.
        parent: The widget it is in.

    Signals:
        chosen: Another day, or None for no day.
    """

    chosen = Signal(object)

    def __init__(self, label: str, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox(label, self)
        self.field = DateField(parent=self)
        self.field.setAccessibleName(name)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.box)
        row.addWidget(self.field)
        self.set_day(None)
        self.box.toggled.connect(self._tell)
        self.field.dateChanged.connect(self._tell)

    def set_day(self, day: date | None) -> None:
        """Show a stored day, or none."""
        for widget in (self.box, self.field):
            widget.blockSignals(True)
        self.box.setChecked(day is not None)
        self.field.setVisible(day is not None)
        if day is not None:
            self.field.set_day(day)
        for widget in (self.box, self.field):
            widget.blockSignals(False)

    def _tell(self, *_: object) -> None:
        self.chosen.emit(self.field.day() if self.box.isChecked() else None)
