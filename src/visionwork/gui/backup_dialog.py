"""Chooses one of the kept versions of the open workshop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QPushButton, QWidget

from visionwork.document.backup import backups_of_workshop
from visionwork.document.workfolder import AppFolders
from visionwork.gui.dialog import prepare_dialog
from visionwork.gui.forms import load_form
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.empty_state import EmptyState
from visionwork.gui.widgets.padded_cells import PaddedDelegate
from visionwork.gui.wording import long_day


class BackupDialog(QDialog):
    """The backups of a workshop, newest first.

    Args:
        data_dir: The app's own folder, which keeps them.
        uuid: Identity of the workshop.
        parent: The window it belongs to.

    Signals:
        restore_requested: A backup was chosen; carries its path.
    """

    restore_requested = Signal(object)

    def __init__(self, data_dir: Path, uuid: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        form = load_form("backup_dialog", self)
        self.list = form.widget(QListWidget, "backup_list")
        self.list.setItemDelegate(PaddedDelegate(12, self.list))
        self._restore = form.widget(QPushButton, "restore_button")
        empty = form.widget(EmptyState, "empty")
        empty.set_state(
            "No backups yet",
            "One is kept when you change a workshop that was saved before, and one when you close it.",
        )
        for backup in backups_of_workshop(AppFolders(data_dir), uuid):
            kept = backup.kept_at
            item = QListWidgetItem(f"{long_day(kept.date())}, {kept:%H:%M}    {backup.name}", self.list)
            item.setSizeHint(QSize(1, Theme.of(self).px(40)))
            item.setData(Qt.ItemDataRole.UserRole, str(backup.path))
        there = self.list.count() > 0
        empty.setVisible(not there)
        self.list.setVisible(there)
        self._restore.setEnabled(there)
        if there:
            self.list.setCurrentRow(0)
        self.list.itemActivated.connect(self._choose)
        self._restore.clicked.connect(self._choose)
        form.widget(QPushButton, "cancel_button").clicked.connect(self.reject)
        prepare_dialog(self, "Restore a backup")

    def _choose(self, *_: object) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            self.restore_requested.emit(Path(item.data(Qt.ItemDataRole.UserRole)))
