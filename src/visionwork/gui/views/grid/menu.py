"""The menu of a cell and its row; it offers what the keys do, and names them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from visionwork.gui.views.grid.key_map import Act

_Key = QKeySequence.StandardKey

_ENTRIES: tuple[tuple[Act, str, str | QKeySequence.StandardKey] | None, ...] = (
    (Act.EDIT, "Edit cell", "Return"),
    (Act.CLEAR, "Clear cell", "Del"),
    None,
    (Act.COPY, "Copy", _Key.Copy),
    (Act.COPY_ROW, "Copy row", ""),
    (Act.PASTE, "Paste", _Key.Paste),
    None,
    (Act.ADD_ROW, "Add a row below", "Ctrl+Return"),
    (Act.MOVE_UP, "Move row up", "Alt+Up"),
    (Act.MOVE_DOWN, "Move row down", "Alt+Down"),
    None,
    (Act.DELETE_ROW, "Delete row", "Ctrl+Del"),
)


class CellMenu(QMenu):
    """Offers what can be done with the current cell and its row.

    Args:
        parent: The table.

    Signals:
        acted: An entry was chosen: an Act.
    """

    acted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries: dict[Act, QAction] = {}
        for entry in _ENTRIES:
            if entry is None:
                self.addSeparator()
                continue
            act, label, keys = entry
            sequence = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            action = self.addAction(f"{label}\t{sequence}" if sequence else label)
            action.setData(act)
            self._entries[act] = action
        self.triggered.connect(self._on_triggered)

    def open_at(self, place: QPoint, possible: set[Act], *, seeded: bool) -> None:
        """Open the menu.

        Args:
            place: A point of the screen.
            possible: What can be done now.
            seeded: Whether the row stands for a seed, which is emptied and never deleted.
        """
        for act, action in self._entries.items():
            action.setEnabled(act in possible)
        keys = QKeySequence("Ctrl+Del").toString(QKeySequence.SequenceFormat.NativeText)
        self._entries[Act.DELETE_ROW].setText(f"{'Empty row' if seeded else 'Delete row'}\t{keys}")
        self.popup(place)

    def _on_triggered(self, action: QAction) -> None:
        self.acted.emit(action.data())
