"""A rating from 1 to 5, as dots."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from visionwork.domain.cells import BEST_RATING, is_whole
from visionwork.domain.entries import CellValue
from visionwork.gui.views.grid.cell_painter import CellPainter
from visionwork.gui.views.grid.editors.base import CellEditor
from visionwork.gui.views.grid.editors.face import CellFace
from visionwork.gui.views.grid.key_map import rating_of_key

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Minus: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Plus: 1}


class RatingCellEditor(CellEditor):
    """Edits a rating: 1 to 5 sets it, arrows change it, 0 clears it.

    Args:
        painter: Knows where dots go.
        name: What a screen reader calls the editor.
        parent: The viewport of the table.
    """

    def __init__(self, painter: CellPainter, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(painter, parent=parent)
        self._name = name
        self._kept_value: CellValue = None
        self._dots = CellFace(parent=self)
        self._tell()
        self._adopt(self._dots)

    def value(self) -> CellValue:
        """Return the rating, or None."""
        return self._kept_value

    def set_value(self, value: CellValue) -> None:
        """Show a rating."""
        self._kept_value = value
        self._tell()

    def click(self, place: QPoint) -> None:
        """Take the dot that was clicked."""
        for rating, rect in enumerate(self._painter.dot_rects(self._cell), start=1):
            if rect.adjusted(-2, -6, 2, 6).contains(place):
                self._set(rating)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, frame and dots."""
        super().paintEvent(event)
        painter = QPainter(self)
        self._painter.paint_dots(painter, self._cell.translated(-self.pos()), self._rating())

    def _place_inner(self, text: QRect) -> None:
        self._dots.setGeometry(text)

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        rating = rating_of_key(key.value)
        if rating is not None:
            self._set(rating)
            return True
        if key in _STEPS:
            self._set(min(max(self._rating() + _STEPS[key], 0), BEST_RATING))
            return True
        return super()._take_key(event)

    def _set(self, rating: int) -> None:
        value = rating or None
        if value != self._kept_value:
            self._kept_value = value
            self._tell()
            self.edited.emit()

    def _rating(self) -> int:
        value = self._kept_value
        return value if isinstance(value, int) and is_whole(value, BEST_RATING) else 0

    def _tell(self) -> None:
        told = f"{self._rating()} of {BEST_RATING}" if self._rating() else "not rated"
        self._dots.setAccessibleName(f"{self._name}: {told}")
        self.update()
