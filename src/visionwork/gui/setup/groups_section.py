"""The groups the vision speaks to."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from visionwork.document.people import same_name
from visionwork.domain.counting import sentence_case
from visionwork.domain.groups import Group, GroupKind
from visionwork.gui.context import WorkshopContext
from visionwork.gui.setup.bound_line import BoundLine
from visionwork.gui.setup.section import Section
from visionwork.gui.widgets.buttons import HEIGHT_BAR, IconButton, SecondaryButton
from visionwork.gui.widgets.choices import ChoiceBox, NumberBox
from visionwork.gui.widgets.group_mark import GroupMark
from visionwork.gui.widgets.icon_view import IconView
from visionwork.gui.widgets.labels import PlainLabel

MOST_PEOPLE = 9_999_999
_KINDS = tuple(GroupKind)


class GroupsSection(Section):
    """One row for each group, in the order of the tabs and charts.

    Args:
        context: The open workshop.
        parent: The widget it is in.
    """

    tables = frozenset(("stakeholder_group", "house_word"))

    def __init__(self, context: WorkshopContext, *, parent: QWidget | None = None) -> None:
        super().__init__(
            "Groups",
            "The people the vision is about. Split a kind where its groups want different things.",
            context,
            parent=parent,
        )
        self._by_id: dict[int, GroupRow] = {}
        self._add = SecondaryButton("Add a group", "plus", HEIGHT_BAR, parent=self)
        self._add.clicked.connect(self.add_group)
        self._add.set_reason("The workshop is open to read." if context.read_only else "")
        self._empty = PlainLabel(
            "No groups yet. Customers and employees are a good beginning.",
            "cell",
            "muted",
            wrap=True,
            parent=self,
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.rows.setSpacing(8)
        self.rows.addLayout(self._list)
        self.rows.addWidget(self._empty)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        self.rows.addLayout(foot)

    def show_stored(self) -> None:
        """Show the stored groups; rows keep their widgets, and so the keyboard its place."""
        groups = self.context.snapshot.groups
        for group_id in self._by_id.keys() - {group.id for group in groups}:
            row = self._by_id.pop(group_id)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, group in enumerate(groups):
            row = self._by_id.get(group.id)
            if row is None:
                row = self._by_id[group.id] = GroupRow(self.context, group, parent=self)
                row.move_requested.connect(self._move)
                row.delete_requested.connect(self._delete)
            if self._list.indexOf(row) != place:
                self._list.insertWidget(place, row)
            row.show_stored(group, first=place == 0, last=place == len(groups) - 1)
        self._empty.setVisible(not groups)

    def row(self, group_id: int) -> GroupRow:
        """Return the row of a group."""
        return self._by_id[group_id]

    def add_group(self) -> None:
        """Add a group of the kind that has none yet, under a name that is free, and go to its name."""
        groups = self.context.snapshot.groups
        missing = [kind for kind in _KINDS if kind not in {group.kind for group in groups}]
        kind = missing[0] if missing else GroupKind.CUSTOMERS
        name = _free_name(sentence_case(self.context.word(kind).plural), [group.name for group in groups])
        added = self.context.run(lambda: self.context.document.groups.add(name, kind))
        if added is not None:
            row = self._by_id[added]
            row.name.setFocus()
            row.name.selectAll()

    def _move(self, group_id: int, by: int) -> None:
        order = [group.id for group in self.context.snapshot.groups]
        place = order.index(group_id)
        if 0 <= place + by < len(order):
            order.insert(place + by, order.pop(place))
            self.context.run(lambda: self.context.document.groups.reorder(order))

    def _delete(self, group_id: int) -> None:
        row = self._by_id.get(group_id)
        if row is not None:
            row.forget()
        self.context.run(lambda: self.context.document.groups.delete(group_id))


class GroupRow(QWidget):
    """Mark, name, kind and number of people of one group, with an error under the name.

    Args:
        context: The open workshop.
        group: The group.
        parent: The widget it is in.

    Signals:
        move_requested: Carries the group's id and -1 or 1.
        delete_requested: Carries the group's id.
    """

    move_requested = Signal(int, int)
    delete_requested = Signal(int)

    def __init__(self, context: WorkshopContext, group: Group, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._group = group
        key = f"setup:group:{group.id}"
        self._mark = GroupMark(group.kind, parent=self)
        self.name = BoundLine(context, key, self._name, self._write_name, self._problem, parent=self)
        self.name.checked.connect(self._show_problem)
        self.kind = ChoiceBox(self)
        self.kind.keep_narrow()
        for kind in _KINDS:
            self.kind.addItem("", kind)
        self.count = NumberBox(self)
        self.count.setRange(0, MOST_PEOPLE)
        self.count.setSpecialValueText("How many")
        self.count.setGroupSeparatorShown(True)
        self.count.setKeyboardTracking(False)
        self.count.setToolTip("How many people belong to the group; leave it open where nobody knows")
        self._up = IconButton("chevron-up", "Move up", HEIGHT_BAR, framed=False, parent=self)
        self._down = IconButton("chevron-down", "Move down", HEIGHT_BAR, framed=False, parent=self)
        self._delete = IconButton("x", "Delete", HEIGHT_BAR, framed=False, parent=self)
        self._error = PlainLabel("", "cell", "danger", wrap=True, parent=self)
        self._error_icon = IconView("circle-alert", "danger", 14, parent=self)
        self._lay_out()
        self.kind.activated.connect(self._write_rest)
        self.count.valueChanged.connect(self._write_rest)
        self.count.editingFinished.connect(self._end_step)
        self._up.clicked.connect(self._ask_up)
        self._down.clicked.connect(self._ask_down)
        self._delete.clicked.connect(self._ask_delete)
        for widget in (self.kind, self.count, self._delete):
            widget.setEnabled(not context.read_only)

    def show_stored(self, group: Group, *, first: bool, last: bool) -> None:
        """Show the stored values."""
        self._group = group
        self._mark.set_kind(group.kind)
        self.name.show_stored()
        words = self._context.snapshot.house_words
        for place, kind in enumerate(_KINDS):
            self.kind.setItemText(place, sentence_case(words[kind].plural if kind in words else kind.value))
        self.kind.setCurrentIndex(_KINDS.index(group.kind))
        blocked = self.count.blockSignals(True)
        self.count.setValue(group.headcount or 0)
        self.count.blockSignals(blocked)
        self._up.setEnabled(not first and not self._context.read_only)
        self._down.setEnabled(not last and not self._context.read_only)
        self.name.setAccessibleName(f"Name of {group.name}")
        self.kind.setAccessibleName(f"Kind of {group.name}")
        self.count.setAccessibleName(f"People in {group.name}")
        self._up.set_name(f"Move {group.name} up")
        self._down.set_name(f"Move {group.name} down")
        self._delete.set_name(f"Delete {group.name}")

    def forget(self) -> None:
        """Drop what is typed and not stored; the group goes."""
        self._context.edits.drop(f"setup:group:{self._group.id}")

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        row: tuple[QWidget, ...] = (
            self._mark, self.name, self.kind, self.count, self._up, self._down, self._delete,
        )  # fmt: skip
        for column, widget in enumerate(row):
            grid.addWidget(widget, 0, column)
        error = QHBoxLayout()
        error.setSpacing(6)
        error.addWidget(self._error_icon)
        error.addWidget(self._error, 1)
        grid.addLayout(error, 1, 1, 1, 3)
        grid.setColumnStretch(1, 1)
        theme = self._context.theme
        self.kind.setMinimumWidth(theme.px(140))
        self.count.setMinimumWidth(theme.px(96))
        self._show_problem("")

    def _name(self) -> str:
        return self._group.name

    def _problem(self, text: str) -> str:
        others = [group.name for group in self._context.snapshot.groups if group.id != self._group.id]
        if not text.strip():
            return "Write what these people are called."
        if any(same_name(text, other) for other in others):
            return "Another group has this name. Add a place."
        return ""

    def _show_problem(self, problem: str) -> None:
        self._error.setText(problem)
        self._error.setVisible(bool(problem))
        self._error_icon.setVisible(bool(problem))
        self.name.setProperty("fieldError", bool(problem))
        self.name.setAccessibleDescription(problem)
        self.name.update()

    def _write_name(self, text: str) -> None:
        group = self._group
        self._context.document.groups.update(group.id, name=text, kind=group.kind, headcount=group.headcount)

    def _write_rest(self, *_: object) -> None:
        kind, count = _KINDS[self.kind.currentIndex()], self.count.value() or None
        group = self._group
        if (kind, count) == (group.kind, group.headcount):
            return
        if self._context.edits.flush():
            groups = self._context.document.groups
            self._context.run(
                lambda: groups.update(group.id, name=self._group.name, kind=kind, headcount=count)
            )

    def _end_step(self) -> None:
        """Let undo take back a number by itself."""
        self._context.document.store.seal()

    def _ask_up(self) -> None:
        self.move_requested.emit(self._group.id, -1)

    def _ask_down(self) -> None:
        self.move_requested.emit(self._group.id, 1)

    def _ask_delete(self) -> None:
        self.delete_requested.emit(self._group.id)


def _free_name(name: str, taken: list[str]) -> str:
    """Return a name no group has, with a number where one is needed."""
    candidates = [name, *(f"{name} {number}" for number in range(2, len(taken) + 3))]
    return next(one for one in candidates if not any(same_name(one, other) for other in taken))
