"""Links to entries of another exercise."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from visionwork.domain.cells import CellNames, link_keys
from visionwork.domain.entries import CellValue
from visionwork.domain.method import Column
from visionwork.gui.views.grid.cell_painter import CellPainter
from visionwork.gui.views.grid.content import cell_content
from visionwork.gui.views.grid.editors.base import CellEditor, Opening
from visionwork.gui.views.grid.editors.face import CellFace
from visionwork.gui.views.grid.link_chooser import LinkChooser

_OPENING_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_F4)


class LinkCellEditor(CellEditor):
    """Edits links with a chooser that opens at once.

    Args:
        painter: Paints the links.
        name: What a screen reader calls the editor.
        column: The column.
        names: The entries that are offered.
        exercise_title: Title of the exercise that holds them.
        parent: The viewport of the table.
    """

    def __init__(
        self,
        painter: CellPainter,
        name: str,
        column: Column,
        names: CellNames,
        exercise_title: str,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(painter, parent=parent)
        self._column = column
        self._names = names
        self._links: CellValue = None
        self._letter = ""
        self._face = CellFace(parent=self)
        self._face.setAccessibleName(name)
        self._adopt(self._face)
        self._chooser = LinkChooser(exercise_title, names.offered_targets(column), self)
        self._chooser.edited.connect(self._on_edited)
        self._chooser.kept.connect(self.kept)
        self._chooser.stepped.connect(self.stepped)
        self._chooser.abandoned.connect(self.abandoned)
        self._chooser.exercise_requested.connect(self._on_exercise_requested)

    def value(self) -> CellValue:
        """Return the references, or None."""
        return self._links or None

    def set_value(self, value: CellValue) -> None:
        """Show links; a value of another type stays until an entry is ticked."""
        self._links = value
        self.update()

    def begin(self, opening: Opening) -> None:
        """Open the chooser once the editor is there, and let the first key search."""
        QTimer.singleShot(0, self, self._open)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, frame and links."""
        super().paintEvent(event)
        content = cell_content(self._column, self._links, self._names)
        self._painter.paint(QPainter(self), self._cell.translated(-self.pos()), content, self._inset)

    def _place_inner(self, text: QRect) -> None:
        self._face.setGeometry(text)

    def _take_key(self, event: QKeyEvent) -> bool:
        if event.key() in _OPENING_KEYS:
            self._open()
        elif event.text().isprintable() and event.text().strip():
            self._letter += event.text()
            if self._chooser.isVisible():
                self._open()
        else:
            return super()._take_key(event)
        return True

    def _open(self) -> None:
        if self.isVisible() and not self._chooser.isVisible():
            corner = self.mapToGlobal(QPoint(0, 0))
            cell = QRect(corner, self.size())
            self._chooser.open_over(cell, link_keys(self._links) or [], self._letter)
            self._letter = ""

    def _on_edited(self, keys: list[str]) -> None:
        self._links = list(keys)
        content = cell_content(self._column, self._links, self._names)
        self.height_wanted.emit(self._painter.height(content, self._cell.width(), self._inset.gutter))
        self.update()
        self.edited.emit()

    def _on_exercise_requested(self) -> None:
        self.page_requested.emit(f"exercise:{self._column.links_to}")
