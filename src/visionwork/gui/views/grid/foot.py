"""The foot of the grid: add a row, what to keep in mind, and the keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from visionwork.gui.theme import Theme
from visionwork.gui.views.grid.cell_painter import PAD_X
from visionwork.gui.widgets.buttons import HEIGHT_BAR, QuietButton
from visionwork.gui.widgets.icon_view import IconView
from visionwork.gui.widgets.labels import PlainLabel

_KEYS = (("Enter", "keeps the cell"), ("Tab", "next cell"), ("Esc", "as it was"))
_KEY_GAP, _NEXT_GAP = 6, 16
_BUTTON_PADDING = 9
"""Where the icon of the quiet button stands, so that the icon of the question stands below it."""

_LEAST_TEXT = 240
"""Below this width the words of the foot get a line of their own, in pixels at text size 100."""


class KeyHints(QWidget):
    """The keys of the grid, each in bold before what it does.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self.setAccessibleName(", ".join(f"{key} {words}" for key, words in _KEYS))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return room for one line."""
        width = sum(width for _, _, width in self._parts())
        return QSize(round(width) + 1, self._theme.line_height("caption"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        painter, x = QPainter(self), 0.0
        for words, role, width in self._parts():
            font = self._theme.font(role)
            painter.setFont(font)
            painter.setPen(self._theme.color("ink" if role == "caption_bold" else "muted"))
            metrics = QFontMetricsF(font)
            top = (self.height() - metrics.height()) / 2
            painter.drawText(QPointF(x, top + metrics.ascent()), words)
            x += width

    def _parts(self) -> list[tuple[str, str, float]]:
        """Return words, role and width with the gap behind."""
        parts: list[tuple[str, str, float]] = []
        for place, (key, words) in enumerate(_KEYS):
            bold = QFontMetricsF(self._theme.font("caption_bold")).horizontalAdvance(key)
            plain = QFontMetricsF(self._theme.font("caption")).horizontalAdvance(words)
            parts.append((key, "caption_bold", bold + _KEY_GAP))
            parts.append((words, "caption", plain + (_NEXT_GAP if place < len(_KEYS) - 1 else 0)))
        return parts


class GridFoot(QWidget):
    """Button, words and keys beside each other, and a question below where a plan leaves something out.

    Args:
        parent: The widget it is in.

    Signals:
        add_requested: Another row is wanted.
    """

    add_requested = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._add = QuietButton("", "plus", HEIGHT_BAR, parent=self)
        self._add.clicked.connect(self._ask)
        self._words = PlainLabel(role="caption", color="muted", wrap=True, parent=self)
        self._keys = KeyHints(parent=self)
        self._notice_icon = IconView("info", "ink2", beside="cell", parent=self)
        self._notice = PlainLabel(role="cell", color="ink2", wrap=True, parent=self)
        self._beside = QHBoxLayout()
        self._notice_row = QWidget(self)
        self._lay_out()
        self._theme.changed.connect(self._arrange)
        self.set_notice("")

    def set_add(self, label: str, reason: str = "") -> None:
        """Name the button; with a reason it is disabled."""
        self._add.setText(label)
        self._add.set_reason(reason)
        self._arrange()

    def set_words(self, words: str) -> None:
        """Say what to keep in mind."""
        if words != self._words.text():
            self._words.setText(words)

    def set_notice(self, question: str) -> None:
        """Ask about what is left out, or nothing any more."""
        if question != self._notice.text():
            self._notice.setText(question)
        self._notice_row.setVisible(bool(question))

    def set_keys_shown(self, shown: bool) -> None:
        """Show the keys, or hide them where nothing can be edited."""
        self._keys.setVisible(shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rule between rows and foot."""
        QPainter(self).fillRect(QRect(0, 0, self.width(), 1), self._theme.color("hair"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words a line of their own where there is little room."""
        super().resizeEvent(event)
        self._arrange()

    def _ask(self) -> None:
        self.add_requested.emit()

    def _arrange(self) -> None:
        used = self._add.sizeHint().width() + self._keys.sizeHint().width() + 4 * PAD_X
        narrow = self.width() - used < self._theme.px(_LEAST_TEXT)
        wanted = self._column if narrow else self._beside
        if self._words.parentWidget() is self and self._place_of_words is not wanted:
            self._place_of_words.removeWidget(self._words)
            if narrow:
                self._column.insertWidget(1, self._words)
            else:
                self._beside.insertWidget(1, self._words, 1)
            self._place_of_words = wanted

    def _lay_out(self) -> None:
        self._beside.setSpacing(PAD_X)
        self._beside.addWidget(self._add)
        self._beside.addWidget(self._words, 1)
        self._beside.addStretch()
        self._beside.addWidget(self._keys)
        self._place_of_words: QBoxLayout = self._beside
        notice = QHBoxLayout(self._notice_row)
        notice.setContentsMargins(_BUTTON_PADDING, 0, 0, 4)
        notice.setSpacing(8)
        notice.addWidget(self._notice_icon, 0, Qt.AlignmentFlag.AlignTop)
        notice.addWidget(self._notice, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(PAD_X, 8, PAD_X, 8)
        self._column.setSpacing(4)
        self._column.addLayout(self._beside)
        self._column.addWidget(self._notice_row)
