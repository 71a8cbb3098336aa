"""The chips above comments: filters, and places to drop a comment on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QMenu, QWidget

from visionwork.gui.rounds.comment_view import COMMENT_MIME
from visionwork.gui.rounds.flow_layout import FlowLayout
from visionwork.gui.widgets.filter_chip import FilterChip


class ChipRow(QWidget):
    """Chips to filter by question or theme.

    Args:
        parent: The widget it is in.

    Signals:
        chosen: A chip was chosen; carries its key.
        dropped: A comment (its key) was dropped on a theme's chip (its id).
        rename_wanted, remove_wanted: What is to be done with a theme (its id).
    """

    chosen = Signal(str)
    dropped = Signal(str, int)
    rename_wanted = Signal(int)
    remove_wanted = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._chips = QButtonGroup(self)
        self._chips.buttonClicked.connect(self._on_clicked)
        self._editable = False

    def set_chips(self, chips: Sequence[tuple[str, str, int]], chosen: str, *, editable: bool) -> None:
        """Show chips.

        Args:
            chips: Key, name and count of each; a theme's key is "theme:" and its id.
            chosen: Key of the active one.
            editable: Whether comments may be dropped on themes.
        """
        self._editable = editable
        self.setAcceptDrops(editable)
        for chip in self._chips.buttons():
            self._chips.removeButton(chip)
            chip.hide()
            chip.deleteLater()
        while (item := self._flow.takeAt(0)) is not None:
            del item
        for key, name, number in chips:
            chip = FilterChip(name, number, parent=self)
            chip.setProperty("key", key)
            chip.setChecked(key == chosen)
            if editable and _theme_id(chip) is not None:
                chip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
                chip.customContextMenuRequested.connect(self._on_menu)
            self._chips.addButton(chip)
            self._flow.addWidget(chip)
            chip.show()
        self.setVisible(len(chips) > 1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a comment."""
        if event.mimeData().hasFormat(COMMENT_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take it over a theme only."""
        if _theme_id(self.childAt(event.position().toPoint())) is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Sort the comment into the theme it was dropped on."""
        theme_id = _theme_id(self.childAt(event.position().toPoint()))
        if theme_id is not None:
            event.acceptProposedAction()
            self.dropped.emit(bytes(event.mimeData().data(COMMENT_MIME).data()).decode(), theme_id)

    def _on_clicked(self, chip: QAbstractButton) -> None:
        self.chosen.emit(chip.property("key"))

    def _on_menu(self, place: QPoint) -> None:
        chip = self.sender()
        theme_id = _theme_id(chip)
        if theme_id is None or not isinstance(chip, QWidget):
            return
        menu = QMenu(chip)
        menu.addAction("Rename…").setData("rename")
        menu.addAction("Remove theme").setData("remove")
        menu.setProperty("theme", theme_id)
        menu.triggered.connect(self._on_action)
        menu.popup(chip.mapToGlobal(place))

    def _on_action(self, action: QAction) -> None:
        menu = self.sender()
        if menu is None:
            return
        wish = self.rename_wanted if action.data() == "rename" else self.remove_wanted
        wish.emit(menu.property("theme"))


def _theme_id(chip: object) -> int | None:
    key = chip.property("key") if isinstance(chip, QWidget) else None
    return int(key.removeprefix("theme:")) if isinstance(key, str) and key.startswith("theme:") else None
