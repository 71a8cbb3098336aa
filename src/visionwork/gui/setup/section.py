"""The base of a part of the set-up: a card with a heading."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visionwork.document.store import Change
from visionwork.gui.context import WorkshopContext
from visionwork.gui.widgets.card import Card
from visionwork.gui.widgets.labels import PlainLabel


class Section(Card):
    """A heading, a muted line under it, and rows.

    Args:
        heading: What it is about.
        hint: A muted line, or "".
        context: The open workshop.
        parent: The widget it is in.

    Attributes:
        tables: Tables of the document it shows.
        rows: Where subclasses put their widgets.
        head: Where subclasses put buttons, right of the heading.
    """

    tables: ClassVar[frozenset[str]] = frozenset()

    def __init__(
        self, heading: str, hint: str, context: WorkshopContext, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.context = context
        self.setAccessibleName(heading)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(PlainLabel(heading, "heading", parent=self), 1)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(14)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(2)
        column.addLayout(self.head)
        if hint:
            column.addWidget(PlainLabel(hint, "cell", "muted", wrap=True, parent=self))
        column.addSpacing(10)
        column.addLayout(self.rows)

    def show_stored(self) -> None:
        """Show what the document holds; fields with typed text that is not stored keep it."""

    def concerns(self, change: Change) -> bool:
        """Return whether a change touches what this part shows."""
        return bool(change.tables & self.tables)
