"""A small window over the grid that ticks entries of another exercise."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from visionwork.domain.cells import GONE, LinkTarget
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import HEIGHT_BAR, QuietButton
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.line_edit import LineEdit

_LEAST_WIDTH, _MOST_HEIGHT = 340, 380
_KEY = Qt.ItemDataRole.UserRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class LinkChooser(QFrame):
    """A search line over a list of entries with tick boxes.

    Letters search; Enter ticks the entry found, and keeps once the search is empty; Space ticks
    while nothing is searched; Tab keeps and moves on; Esc restores; a click outside keeps.

    Args:
        exercise_title: Title of the exercise whose entries are offered.
        targets: The entries.
        parent: The editor it belongs to.

    Signals:
        edited: Another entry was ticked or unticked; carries the keys in order.
        kept: The choice is final.
        stepped: The choice is final, and the cell 1 further or 1 back is next.
        abandoned: The choice goes back to what it was.
        exercise_requested: The exercise that holds the entries is wanted.
    """

    edited = Signal(list)
    kept = Signal()
    stepped = Signal(int)
    abandoned = Signal()
    exercise_requested = Signal()

    def __init__(self, exercise_title: str, targets: Sequence[LinkTarget], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme = Theme.of(self)
        self._targets = tuple(targets)
        self._closing = False
        self._filling = False
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(f"Entries of {exercise_title}")
        self._search = LineEdit(parent=self)
        self._search.setPlaceholderText(f"Search in {exercise_title}")
        self._search.setAccessibleName(f"Search in {exercise_title}")
        self._search.textChanged.connect(self._filter)
        self._search.installEventFilter(self)
        self._list = QListWidget(self)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setWordWrap(True)
        self._list.setFont(self._theme.font("cell"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(f"Entries of {exercise_title}")
        self._list.viewport().setAutoFillBackground(False)
        self._list.setSpacing(2)
        self._list.itemChanged.connect(self._on_item_changed)
        self._list.itemClicked.connect(self._toggle)
        self._empty = PlainLabel(role="cell", color="muted", wrap=True, parent=self)
        self._go = QuietButton(f"Go to {exercise_title}", "arrow-right", HEIGHT_BAR, parent=self)
        self._go.clicked.connect(self._leave_for_exercise)
        self._hint = PlainLabel(role="caption", color="muted", parent=self)
        self.setFocusProxy(self._search)
        self._lay_out()

    def open_over(self, cell: QRect, keys: Sequence[str], letter: str = "") -> None:
        """Show the entries with these ticked.

        Args:
            cell: The cell, in coordinates of the screen; the window opens below it.
            keys: References of the cell; those that lead nowhere can only be taken away.
            letter: The key that opened it, which begins the search.
        """
        self._fill(keys)
        self.resize(max(cell.width(), self._theme.px(_LEAST_WIDTH)), self._theme.px(_MOST_HEIGHT))
        screen = self.screen().availableGeometry()
        below = cell.bottom() + 1 + self.height() <= screen.bottom()
        top = cell.bottom() + 1 if below else cell.top() - self.height()
        left = min(cell.left(), screen.right() - self.width())
        self.move(max(left, screen.left()), max(top, screen.top()))
        self._closing = False
        self.show()
        self._search.setFocus(Qt.FocusReason.PopupFocusReason)
        self._search.setText(letter)

    def keys(self) -> list[str]:
        """Return the references that are ticked, in the order of the list."""
        return [str(item.data(_KEY)) for item in self._items() if item.checkState() == Qt.CheckState.Checked]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys of the search line work the list."""
        return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._take_key(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep the choice when a click outside closed the window."""
        super().hideEvent(event)
        if not self._closing:
            self._closing = True
            self.kept.emit()

    def _take_key(self, event: QKeyEvent) -> bool:
        key, searching = Qt.Key(event.key()), bool(self._search.text())
        if key == Qt.Key.Key_Escape:
            self._close(keep=False)
        elif key in _ENTER and searching:
            self._toggle(self._list.currentItem())
            self._search.clear()
        elif key in _ENTER:
            self._close(keep=True)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._closing = True
            self.hide()
            self.stepped.emit(1 if key == Qt.Key.Key_Tab else -1)
        elif key == Qt.Key.Key_Space and not searching:
            self._toggle(self._list.currentItem())
        elif key in _WALKING:
            self._list.event(event)  # as if the list had the keyboard
        else:
            return False
        return True

    def _close(self, *, keep: bool) -> None:
        self._closing = True
        self.hide()
        (self.kept if keep else self.abandoned).emit()

    def _fill(self, keys: Sequence[str]) -> None:
        self._filling = True
        self._list.clear()
        known = {target.key for target in self._targets}
        for key in keys:
            if key not in known:
                self._add(key, GONE, ticked=True)
        place = ""
        for target in self._targets:
            if target.place != place:
                place = target.place
                heading = QListWidgetItem(place)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                heading.setFont(self._theme.font("caption_bold"))
                heading.setForeground(self._theme.color("muted"))
                self._list.addItem(heading)
            self._add(target.key, target.text, ticked=target.key in keys)
        self._filling = False
        has_any = bool(self._list.count())
        self._list.setVisible(has_any)
        self._empty.setVisible(not has_any)
        self._filter()

    def _add(self, key: str, text: str, *, ticked: bool) -> None:
        item = QListWidgetItem(text)
        item.setData(_KEY, key)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)  # ticking is ours
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self._list.addItem(item)

    def _items(self) -> list[QListWidgetItem]:
        items = (self._list.item(row) for row in range(self._list.count()))
        return [item for item in items if item.data(_KEY) is not None]

    def _filter(self) -> None:
        words = self._search.text().casefold().split()
        first = None
        for item in self._items():
            text = item.text().casefold()
            item.setHidden(not all(word in text for word in words))
            if first is None and not item.isHidden():
                first = item
        self._hide_lone_headings()
        current = self._list.currentItem()
        if first is not None and (current is None or current.isHidden() or words):
            self._list.setCurrentItem(first)
        elif first is None:
            self._list.setCurrentRow(-1)
        self._empty.setVisible(first is None)
        self._empty.setText("No entry has these words." if self._items() else "Nothing is written there yet.")
        self._hint.setText(
            "Enter ticks the entry   Esc as it was" if words else "Space ticks   Enter keeps   Esc as it was"
        )

    def _hide_lone_headings(self) -> None:
        heading: QListWidgetItem | None = None
        for row in range(self._list.count()):
            item = self._list.item(row)
            if item.data(_KEY) is None:
                heading = item
                heading.setHidden(True)
            elif heading is not None and not item.isHidden():
                heading.setHidden(False)

    def _toggle(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_KEY) is not None:
            ticked = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)

    def _on_item_changed(self) -> None:
        if not self._filling:
            self.edited.emit(self.keys())

    def _leave_for_exercise(self) -> None:
        self._close(keep=False)
        self.exercise_requested.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 10)
        column.setSpacing(8)
        column.addWidget(self._search)
        column.addWidget(self._list, 1)
        column.addWidget(self._empty)
        column.addWidget(self._go, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._hint)
