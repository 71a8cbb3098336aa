"""The list of people as a table that is edited in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHeaderView,
    QMenu,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from visionwork.domain.counting import counted
from visionwork.domain.groups import Group
from visionwork.domain.workshop import Participant
from visionwork.gui.context import WorkshopContext
from visionwork.gui.icons import ICON_SIZE, paint_icon
from visionwork.gui.setup.people_list import leads
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.labels import plain_tooltip
from visionwork.gui.widgets.line_edit import LineEdit
from visionwork.gui.widgets.padded_cells import PaddedDelegate, PaddedHeader

NAME, ROLE, GROUP, LEADER, REMOVE = range(5)
_WORDS = (NAME, ROLE, GROUP)
_HEADS = ("Name", "Role", "Group", "Leader", "")
_ROW_HEIGHT, _PADDING = 36, 12
_MOST_ROWS_SHOWN = 12
_CROSS_ROOM = 40
_PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)

_Index = QModelIndex | QPersistentModelIndex


class PeopleModel(QAbstractTableModel):
    """People as rows; setting a value stores it.

    Args:
        context: The open workshop.
        parent: Its owner.
    """

    def __init__(self, context: WorkshopContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._people: tuple[Participant, ...] = ()
        self._groups: tuple[Group, ...] = ()

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups a person may belong to."""
        return self._groups

    def set_people(self, people: Sequence[Participant], groups: Sequence[Group]) -> None:
        """Show other people; a change inside the rows keeps cursor and selection."""
        same_rows = [person.id for person in people] == [person.id for person in self._people]
        if not same_rows:
            self.beginResetModel()
        self._people, self._groups = tuple(people), tuple(groups)
        if not same_rows:
            self.endResetModel()
        elif people:
            self.dataChanged.emit(self.index(0, 0), self.index(len(people) - 1, REMOVE))

    def person(self, row: int) -> Participant | None:
        """Return the person of a row, or None outside the list."""
        return self._people[row] if 0 <= row < len(self._people) else None

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return the number of people."""
        return 0 if parent is not None and parent.isValid() else len(self._people)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        """Return the heads of the columns."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return _HEADS[section]
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return _HEADS[section] or "Remove"
        return None

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return what a cell shows, edits or says."""
        person = self.person(index.row())
        if person is None:
            return None
        column = index.column()
        if column == LEADER:
            return self._leader_data(person, role)
        if column == REMOVE:
            words = f"Remove {person.name}"
            return {
                Qt.ItemDataRole.AccessibleTextRole: words,
                Qt.ItemDataRole.ToolTipRole: plain_tooltip(words),
            }.get(Qt.ItemDataRole(role))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            if column == GROUP:
                return person.group_id if role == Qt.ItemDataRole.EditRole else self._group_name(person)
            return person.name if column == NAME else person.role
        if role == Qt.ItemDataRole.AccessibleTextRole:
            shown = str(self.data(index) or "empty")
            return shown if column == NAME else f"{_HEADS[column]} of {person.name}: {shown}"
        return None

    def setData(self, index: _Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Store a cell."""
        person = self.person(index.row())
        if person is None:
            return False
        changed = person
        match index.column():
            case 0 if str(value).strip():
                changed = replace(person, name=str(value))
            case 1:
                changed = replace(person, role=str(value))
            case 2:
                changed = replace(person, group_id=value if isinstance(value, int) else None)
            case 3:
                changed = replace(person, is_leader=Qt.CheckState(value) == Qt.CheckState.Checked)
        if changed == person:
            return False
        people = self._context.document.participants
        self._context.run(
            lambda: people.update(
                changed.id,
                name=changed.name,
                role=changed.role,
                group_id=changed.group_id,
                is_leader=changed.is_leader,
            )
        )
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let every cell be edited, unless the workshop is open to read."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._context.read_only:
            return flags
        if index.column() == REMOVE:
            return flags
        if index.column() == LEADER:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable

    def _leader_data(self, person: Participant, role: int) -> object:
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if person.is_leader else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{person.name} is {'a leader' if person.is_leader else 'no leader'}"
        return None

    def _group_name(self, person: Participant) -> str:
        return next((group.name for group in self._groups if group.id == person.group_id), "")


class WordsDelegate(PaddedDelegate):
    """Edits words within their cell; Qt's own field would grow over the cells beside it."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """Return a framed line."""
        line = LineEdit(parent=parent)
        line.setAccessibleName(_HEADS[index.column()])
        return line

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        """Fill the cell."""
        editor.setGeometry(option.rect)


class RemoveDelegate(PaddedDelegate):
    """Paints a cross that takes the person of its row away.

    Signals:
        removed: The row whose cross was clicked.
    """

    removed = Signal(int)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return room for the cross."""
        side = Theme.of(option.widget).px(_CROSS_ROOM)
        return QSize(side, side)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the cross over what every cell has."""
        super().paint(painter, option, index)
        theme = Theme.of(option.widget)
        side = theme.px(ICON_SIZE)
        middle = option.rect.center()
        box = QRectF(middle.x() - side / 2 + 0.5, middle.y() - side / 2 + 0.5, side, side)
        over = option.state & QStyle.StateFlag.State_MouseOver
        paint_icon(painter, box, "x", theme.color("ink" if over else "ink2"))

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """Take the person away when the cross is clicked."""
        if event.type() != QEvent.Type.MouseButtonRelease or not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        if event.button() == Qt.MouseButton.LeftButton:
            self.removed.emit(index.row())
        return True


class GroupDelegate(PaddedDelegate):
    """Offers the groups in a box while the cell is edited."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """Return a box with the groups."""
        box = QComboBox(parent)
        box.setAccessibleName("Group")
        box.addItem("No group", None)
        model = index.model()
        assert isinstance(model, PeopleModel)
        for group in model.groups:
            box.addItem(group.name, group.id)
        return box

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Choose the person's group."""
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))

    def setModelData(self, editor: QWidget, model: QObject, index: _Index) -> None:
        """Store the chosen group."""
        assert isinstance(editor, QComboBox)
        assert isinstance(model, PeopleModel)
        model.setData(index, editor.currentData())


class PeopleTable(QTableView):
    """Edited in place: Enter or F2 begins, Space ticks a leader, Delete or the cross removes a person.

    Args:
        context: The open workshop.
        parent: The widget it is in.
    """

    def __init__(self, context: WorkshopContext, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._people = PeopleModel(context, self)
        self.setModel(self._people)
        self.setHorizontalHeader(PaddedHeader(_PADDING, self))
        self.setItemDelegate(WordsDelegate(_PADDING, self))
        self._crosses = RemoveDelegate(_PADDING, self)
        self._crosses.removed.connect(self._remove)
        self.setItemDelegateForColumn(REMOVE, self._crosses)
        self.setColumnHidden(REMOVE, context.read_only)
        self.setItemDelegateForColumn(GROUP, GroupDelegate(_PADDING, self))
        self.setAccessibleName("People in the room")
        self.setAccessibleDescription("Delete removes the chosen people.")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        for column in _WORDS:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(LEADER, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(REMOVE, QHeaderView.ResizeMode.Fixed)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        context.theme.changed.connect(self._fit)
        self._fit()

    def show_people(self, people: Sequence[Participant], groups: Sequence[Group]) -> None:
        """Show other people."""
        self._people.set_people(people, groups)
        self.setVisible(bool(people))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Give each column of words what its words need, and the longest what is left."""
        header = self.horizontalHeader()
        beside = sum(header.sectionSize(c) for c in (LEADER, REMOVE) if not header.isSectionHidden(c))
        room = max(0, self.viewport().width() - beside)
        needs = {c: max(self.sizeHintForColumn(c), header.sectionSizeHint(c)) for c in _WORDS}
        spare = max(0, room - sum(needs.values())) // len(_WORDS)
        for place, column in enumerate(sorted(_WORDS, key=lambda c: needs[c])):
            share = room // (len(_WORDS) - place)
            width = min(needs[column] + spare, share) if place < len(_WORDS) - 1 else share
            header.resizeSection(column, width)
            room -= width

    def leads(self, group_id: int | None) -> bool:
        """Return whether people of a group are leaders unless somebody says otherwise."""
        return leads(self._people.groups, group_id)

    def delete_chosen(self) -> None:
        """Take the chosen people away; undo brings them back together."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        chosen = [person for row in rows if (person := self._people.person(row)) is not None]
        if chosen:
            self._context.run(lambda: self._delete(chosen))

    def _delete(self, chosen: Sequence[Participant]) -> None:
        document = self._context.document
        told = counted(len(chosen), "person", "people") if len(chosen) > 1 else "a person"
        with document.store.command(f"Delete {told}"):
            for person in chosen:
                document.participants.delete(person.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to edit the cell and to remove the chosen people."""
        index = self.indexAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
        if not index.isValid() or self._context.read_only:
            return
        if not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            edit = menu.addAction("Edit\tReturn")
            edit.triggered.connect(self._edit_current)
        count = len({chosen.row() for chosen in self.selectedIndexes()})
        words = f"Remove {count} people" if count > 1 else "Remove the person"
        menu.addAction(f"{words}\tDel").triggered.connect(self.delete_chosen)
        menu.popup(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let the keys go on from where was clicked, also from a box that is ticked."""
        super().mousePressEvent(event)
        clicked = self.indexAt(event.position().toPoint())
        if clicked.isValid() and clicked != self.currentIndex():
            self.setCurrentIndex(clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit on Enter, take away on Delete."""
        if event.key() == Qt.Key.Key_Delete and not self._context.read_only:
            self.delete_chosen()
        elif event.key() in _PRESS and self.currentIndex().column() == REMOVE:
            if not self._context.read_only:
                self._remove(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return room for a dozen people; more scroll."""
        shown = min(max(1, self._people.rowCount()), _MOST_ROWS_SHOWN)
        return QSize(480, self._height(shown))

    def _edit_current(self) -> None:
        self.edit(self.currentIndex())

    def _remove(self, row: int) -> None:
        person = self._people.person(row)
        if person is not None and not self._context.read_only:
            self._context.run(lambda: self._context.document.participants.delete(person.id))

    def _fit(self) -> None:
        self.setColumnWidth(REMOVE, self._context.theme.px(_CROSS_ROOM))
        self.verticalHeader().setDefaultSectionSize(self._context.theme.px(_ROW_HEIGHT))
        shown = min(max(1, self._people.rowCount()), _MOST_ROWS_SHOWN)
        self.setFixedHeight(self._height(shown))
        self._share_width()

    def _height(self, rows: int) -> int:
        return self.horizontalHeader().sizeHint().height() + rows * self._context.theme.px(_ROW_HEIGHT) + 2
