"""The head of a page: where we are, the title, and what can be done with the whole page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visionwork.gui.theme import Theme
from visionwork.gui.widgets.labels import ElidedLabel, PlainLabel

_LEAST_TITLE = 8
"""Least width of a title that has to wrap, in its letters."""


class PageHeader(QWidget):
    """Kicker over a serif title, a muted line beside it, actions at the right.

    Args:
        kicker: Where we are, such as "Step 1, exercise 1 of 4".
        title: The page's title.
        subtitle: A muted line beside the title.
        parent: The widget it is in.
    """

    def __init__(
        self, kicker: str = "", title: str = "", subtitle: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kicker = ElidedLabel("", "caption", "muted", parent=self)
        self._title = _Title("", "title", wrap=True, parent=self)
        self._subtitle = ElidedLabel("", "cell", "muted", parent=self)
        self._action_row = QHBoxLayout()
        self._action_row.setSpacing(8)
        self._title_row = QHBoxLayout()
        self._title_row.setSpacing(8)
        self._title_row.addWidget(self._title, 0, Qt.AlignmentFlag.AlignBottom)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addLayout(self._title_row)
        line.addWidget(self._subtitle, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._kicker)
        words.addLayout(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addLayout(self._action_row)
        row.setAlignment(self._action_row, Qt.AlignmentFlag.AlignBottom)
        self.set_texts(kicker, title, subtitle)
        self._theme = Theme.of(self)
        self._theme.changed.connect(self._fit)
        self._fit()

    def set_texts(self, kicker: str, title: str, subtitle: str = "") -> None:
        """Name another page."""
        self._kicker.setText(kicker)
        self._kicker.setVisible(bool(kicker))
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self.setAccessibleName(title)
        self.setAccessibleDescription(kicker)

    def _fit(self) -> None:
        self._title.set_role("serif_lead" if self._theme.is_low else "title")

    def title(self) -> str:
        """Return the page's title."""
        return self._title.text()

    def add_beside_title(self, button: QWidget) -> None:
        """Add a small button right after the title, such as one that chooses another."""
        self._title_row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_action(self, button: QWidget) -> None:
        """Add a button at the right; add the primary one last."""
        self._action_row.addWidget(button)


class _Title(PlainLabel):
    """A title on one line where there is room for it, and on more where there is not."""

    def sizeHint(self) -> QSize:
        """Ask for the whole text on one line."""
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of a few letters."""
        metrics = QFontMetrics(self.font())
        return QSize(
            min(self.sizeHint().width(), _LEAST_TITLE * metrics.averageCharWidth()), metrics.height()
        )
