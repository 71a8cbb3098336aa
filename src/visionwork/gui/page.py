"""The base of everything shown beside the rail."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from visionwork.document.store import Change
    from visionwork.gui.context import WorkshopContext

NEW_ENTRY = 0
"""Stands for an entry that has no id yet: it is stored with its first words."""


class WorkshopPage(QWidget):
    """A page or capture widget that reads the document again when something it shows changed.

    A hidden page does not work: it notes that it is stale and reads when it is shown.

    Subclasses build themselves in their constructor, then override `reload` and, to be spared
    changes that are not theirs, `concerns`.

    Args:
        context: The open workshop.
        parent: The widget it stands in.

    Signals:
        entry_settled: An entry that was in hand is not any more.
    """

    entry_settled = Signal()

    def __init__(self, context: WorkshopContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._stale = True
        context.changed.connect(self._on_document_changed)

    def reload(self) -> None:
        """Show what the document holds now; keep focus, selection and scroll where they are."""

    def concerns(self, change: Change) -> bool:
        """Return whether a change touches what this page shows."""
        return True

    def focus_first(self) -> None:
        """Put the keyboard where work on this page begins."""

    def take_errand(self, errand: str) -> None:
        """Do what another page asked for when it requested this one.

        Args:
            errand: What followed the page's id, such as "new:5" in "rounds:new:5".
        """

    def header_actions(self) -> list[QWidget]:
        """Return buttons a capture widget wants in the head of its page, left of "Mark as done"."""
        return []

    def entry_in_hand(self) -> int | None:
        """Return the id of the entry that is being written in a capture widget, `NEW_ENTRY`, or None.

        What is typed is stored while it is typed; the room sees it when its writer is done.
        """
        return None

    def add_key(self, keys: str, slot: Callable[[], None]) -> QShortcut:
        """Return a shortcut that works while the keyboard is on this page.

        Args:
            keys: Such as "Ctrl+Return".
            slot: What it does.
        """
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)
        return shortcut

    def ensure_current(self) -> None:
        """Read the document now if anything changed since the last time."""
        if self._stale:
            self._stale = False
            self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was hidden."""
        self.ensure_current()
        super().showEvent(event)

    def _on_document_changed(self, change: Change) -> None:
        if not self.concerns(change):
            return
        self._stale = True
        if self.isVisible():
            self.ensure_current()
