"""A column at the right that folds behind a button where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import KitButton

FOLD_BELOW = 1024
"""Width of a page in pixels, without rail and padding, in a window of 1360."""

_LEAST_BESIDE = 560
"""Width that text needs beside the column, in pixels at text size 100."""

_GAP = 24


class FoldingColumn(QObject):
    """Keeps a column beside the page where there is room; else the button shows and hides it.

    Args:
        page: Whose width decides; it becomes the owner.
        column: What folds.
        button: Shows and hides the column; it is made checkable, and hidden where there is room.
        width: Width of the column in pixels at text size 100.
    """

    def __init__(self, page: QWidget, column: QWidget, button: KitButton, width: int) -> None:
        super().__init__(page)
        self._page, self._column, self._button, self._width = page, column, button, width
        self._theme = Theme.of(page)
        self._wanted = True
        button.setCheckable(True)
        button.toggled.connect(self._show)
        page.installEventFilter(self)
        if isinstance(column, QAbstractScrollArea):
            column.verticalScrollBar().rangeChanged.connect(self.fit)
        self._theme.changed.connect(self.fit)
        self.fit()

    @property
    def folded(self) -> bool:
        """Whether the page is too narrow for the column beside it."""
        margins = self._page.contentsMargins()
        if (rows := self._page.layout()) is not None:
            margins += rows.contentsMargins()
        width = self._page.width() - margins.left() - margins.right()
        return width < FOLD_BELOW or width - self._column_width() - _GAP < self._theme.px(_LEAST_BESIDE)

    def set_wanted(self, wanted: bool) -> None:
        """Say whether the column has a place on what the page shows now."""
        self._wanted = wanted
        self.fit()

    def fit(self, *_: object) -> None:
        """Fold or unfold as the width asks."""
        self._column.setFixedWidth(self._column_width())
        folded = self.folded
        self._button.setVisible(folded and self._wanted)
        self._column.setVisible(self._button.isChecked() if folded else True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the width of the page."""
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return False

    def _column_width(self) -> int:
        width, column = self._theme.px(self._width), self._column
        if isinstance(column, QAbstractScrollArea) and column.verticalScrollBar().maximum() > 0:
            width += column.verticalScrollBar().sizeHint().width()
        return width

    def _show(self, shown: bool) -> None:
        if self.folded:
            self._column.setVisible(shown)
