"""The button that opens the menu of a row, under the row's number."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from visionwork.gui.theme import Theme
from visionwork.gui.views.grid.cell_painter import pad_y
from visionwork.gui.widgets.buttons import IconButton

_LEFT = 3


class RowButton(IconButton):
    """An ellipsis that stands in the row under the mouse, or in the current one.

    The menu key opens the same menu, so the button takes no place in the order of Tab.

    Args:
        parent: The viewport of the table.
    """

    def __init__(self, *, parent: QWidget) -> None:
        super().__init__("ellipsis", "Row menu", framed=False, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()

    def place(self, cell: QRect) -> None:
        """Stand in the first cell of a row; an empty rectangle hides the button."""
        if cell.isEmpty():
            self.hide()
            return
        side, theme = self.sizeHint().width(), Theme.of(self)
        top = cell.top() + pad_y(theme) + theme.line_height("value")
        self.setGeometry(cell.left() + _LEFT, top, side, side)
        self.show()
        self.raise_()
