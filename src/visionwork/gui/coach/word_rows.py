"""One line for each word to look at, with its mark drawn as in the text."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from visionwork.domain.findings import Mark
from visionwork.gui.coach.mark_painting import (
    KIND_NAMES,
    MARK_SIDE,
    paint_word_ground,
    paint_word_underline,
)
from visionwork.gui.coach.rows import Row
from visionwork.gui.widgets.labels import plain_tooltip

_TOP, _BOTTOM, _GAP = 4, 8, 10


class WordRow(Row):
    """The marked words, their kind at the right, and the question below.

    Words that need the whole line leave their kind to the line of the question.

    Args:
        mark: The mark.
        parent: The widget it is in.

    Signals:
        keep_requested: The Delete key asks to keep the words in this place.
    """

    keep_requested = Signal()

    def __init__(self, mark: Mark, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.mark = mark
        self.first = True
        self._heights: dict[int, int] = {}
        self.theme.changed.connect(self._heights.clear)
        self.show_mark(mark)

    def show_mark(self, mark: Mark) -> None:
        """Show another mark of the same words."""
        self.mark = mark
        self._heights.clear()
        kind = KIND_NAMES[mark.kind]
        self.setAccessibleName(f"{self.words()}, {kind}: {mark.ask}")
        self.setAccessibleDescription("Space shows the words, Enter goes to them, Delete keeps them")
        why = "\n".join(part for part in (mark.message, mark.source) if part)
        self.setToolTip(plain_tooltip(why))
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """Return the marked words on one line."""
        return " ".join(self.mark.text.split())

    def heightForWidth(self, width: int) -> int:
        """Return room for the words and the question, which may take several lines."""
        if width not in self._heights:
            question = self._question_rect(width).height()
            self._heights[width] = round(self._question_top() + question + _BOTTOM)
        return self._heights[width]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the words in this place with the Delete key."""
        if event.key() == Qt.Key.Key_Delete:
            self.keep_requested.emit()
        else:
            super().keyPressEvent(event)

    def paint_words(self, painter: QPainter) -> None:
        """Paint the rule above, the marked words, their kind and the question."""
        theme = self.theme
        if not self.first:
            painter.setPen(QPen(theme.color("hair"), 1))
            painter.drawLine(0, 0, self.width(), 0)
        kind, caption = KIND_NAMES[self.mark.kind], theme.font("caption")
        beside = self._kind_width(self.width())
        font = theme.font("serif_body")
        metrics = QFontMetrics(font)
        room = int(self.width() - 2 * MARK_SIDE - (beside + _GAP if beside else 0))
        words = metrics.elidedText(self.words(), Qt.TextElideMode.ElideRight, room)
        ground = QRectF(0, _TOP, metrics.horizontalAdvance(words) + 2 * MARK_SIDE, self._ground_height())
        paint_word_ground(painter, ground, theme)
        painter.setFont(font)
        painter.setPen(theme.color("ink"))
        text = ground.adjusted(MARK_SIDE, 0, MARK_SIDE, -3)
        painter.drawText(text, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, words)
        paint_word_underline(painter, ground, self.mark.kind, theme)
        painter.setFont(caption)
        painter.setPen(theme.color("muted"))
        if beside:
            right = QRectF(self.width() - beside, _TOP, beside, ground.height())
            painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, kind)
        painter.setPen(theme.color("ink2"))
        question = self._question_rect(self.width()).translated(0, round(self._question_top()))
        painter.drawText(question, Qt.TextFlag.TextWordWrap.value, self._question(self.width()))

    def _kind_width(self, width: int) -> float:
        """Return the width of the kind beside the words, or 0 where these need the whole line."""
        kind = QFontMetrics(self.theme.font("caption")).horizontalAdvance(KIND_NAMES[self.mark.kind]) + 2.0
        words = QFontMetrics(self.theme.font("serif_body")).horizontalAdvance(self.words())
        return kind if words + 2 * MARK_SIDE + _GAP + kind <= width else 0.0

    def _question(self, width: int) -> str:
        """Return the question as it is painted, after the kind where that has no other place."""
        kind = "" if self._kind_width(width) else f"{KIND_NAMES[self.mark.kind]}. "
        return f"{kind}{self.mark.ask}".strip()

    def _ground_height(self) -> float:
        return float(QFontMetrics(self.theme.font("serif_body")).height() + 4)

    def _question_top(self) -> float:
        return _TOP + self._ground_height() + 2

    def _question_rect(self, width: int) -> QRect:
        metrics = QFontMetrics(self.theme.font("caption"))
        flags = Qt.TextFlag.TextWordWrap.value
        found = metrics.boundingRect(QRect(0, 0, max(40, width), 4000), flags, self._question(width) or " ")
        return QRect(0, 0, max(40, width), found.height())
