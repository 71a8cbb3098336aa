"""An answer with one of several points, given with one key or one click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from visionwork.domain.rounds import SCALE_LABELS
from visionwork.gui.style.parts import FIELD_RADIUS
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.focus_ring import NO_RING_PROPERTY

NOT_ANSWERED = 0
_CELL, _HEIGHT, _GAP, _ROOM = 48, 36, 3, 8
_RING, _RING_WIDTH = 4, 2
_DIGITS = {Qt.Key.Key_1: 1, Qt.Key.Key_2: 2, Qt.Key.Key_3: 3, Qt.Key.Key_4: 4, Qt.Key.Key_5: 5}
_CLEARING = (Qt.Key.Key_0, Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_SKIPPING = (Qt.Key.Key_Space, Qt.Key.Key_Minus)


class ScaleInput(QSlider):
    """Five cells or fewer, one of which may be chosen; digits choose, 0 clears, the arrows move.

    A slider by descent, so that screen readers tell its value; 0 stands for "not answered".

    Args:
        name: The question, for screen readers.
        labels: What the points mean.
        own_words: Whether the labels stand in the cells; otherwise the digits do, in the scale's colours.
        parent: The widget it is in.

    Signals:
        answered: A digit was pressed or the question skipped, so that the next one may have the
            keyboard; carries the widget itself.
    """

    answered = Signal(object)

    def __init__(
        self,
        name: str = "",
        labels: Sequence[str] = SCALE_LABELS,
        *,
        own_words: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = Theme.of(self)
        self._labels, self._own_words = tuple(labels), own_words
        self.setRange(NOT_ANSWERED, len(labels))
        self.setPageStep(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.setProperty(
            NO_RING_PROPERTY, True
        )  # digits move the keyboard, so the ring shows after clicks, too
        self.valueChanged.connect(self._describe)
        self._theme.changed.connect(self.updateGeometry)
        self._describe()

    def sizeHint(self) -> QSize:
        """Return room for five cells and the ring around them."""
        across = len(SCALE_LABELS) * self._theme.px(_CELL) - _GAP  # as wide for fewer points, in wider cells
        if self._own_words:
            words = QFontMetrics(self._theme.font("body_bold"))
            widest = max(words.horizontalAdvance(label) for label in self._labels) + 2 * _ROOM
            across = max(across, len(self._labels) * (widest + _GAP) - _GAP)
        return QSize(across + 2 * _RING, self._theme.px(_HEIGHT) + 2 * _RING)

    def minimumSizeHint(self) -> QSize:
        """Never cut a cell."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by digit, clear, skip; Enter is left to the dialog."""
        key = Qt.Key(event.key())
        if _DIGITS.get(key, 99) <= self.maximum():
            self.setValue(_DIGITS[key])
            self.answered.emit(self)
        elif key in _SKIPPING:
            self.setValue(NOT_ANSWERED)
            self.answered.emit(self)
        elif key in _CLEARING:
            self.setValue(NOT_ANSWERED)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the cell under the mouse; a second click takes the choice back."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        wide = self._cell_width()
        point = min(self.maximum(), max(1, int((event.position().x() - _RING) // wide) + 1))
        self.setValue(NOT_ANSWERED if point == self.value() else point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Leave the choice alone while the mouse is dragged."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing is left to do."""
        event.accept()

    def wheelEvent(self, event) -> None:  # noqa: ANN001
        """Scroll what is around; an answer never changes in passing."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells; the chosen one in the colour of its answer."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("ink"), _RING_WIDTH))
            half = _RING_WIDTH / 2
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(half, half, -half, -half), FIELD_RADIUS + 3, FIELD_RADIUS + 3
            )
        wide, high = self._cell_width(), self.height() - 2 * _RING
        for point, label in enumerate(self._labels, 1):
            cell = QRectF(_RING + (point - 1) * wide, _RING, wide - _GAP, high).adjusted(0.5, 0.5, -0.5, -0.5)
            chosen = point == self.value()
            ground = theme.color("ink") if self._own_words else theme.scale_color(point)
            painter.setBrush(ground if chosen else theme.color("surface"))
            painter.setPen(QPen(theme.color("ink" if chosen else "line"), 2 if chosen else 1))
            inset = 0.5 if chosen else 0
            painter.drawRoundedRect(cell.adjusted(inset, inset, -inset, -inset), FIELD_RADIUS, FIELD_RADIUS)
            painter.setFont(theme.font("body_bold" if chosen else "body"))
            on_ground = theme.color("on_ink") if self._own_words else theme.scale_label_color(point)
            painter.setPen(on_ground if chosen else theme.color("ink2"))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, label if self._own_words else str(point))

    def _cell_width(self) -> float:
        return (self.width() - 2 * _RING + _GAP) / len(self._labels)

    def _describe(self) -> None:
        point = self.value()
        said = "Not answered" if point == NOT_ANSWERED else f"{point}, {self._labels[point - 1]}"
        self.setAccessibleDescription(f"{said}. Press 1 to {self.maximum()}, or space to skip.")
        self.setToolTip("" if point == NOT_ANSWERED else self._labels[point - 1])


class ScaleLegend(QWidget):
    """What 1 and 5 mean, over the cells.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the width of the cells and one line."""
        height = QFontMetrics(self._theme.font("caption")).height()
        return QSize(len(SCALE_LABELS) * self._theme.px(_CELL) - _GAP + 2 * _RING, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the two ends."""
        painter = QPainter(self)
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("muted"))
        rect = QRectF(self.rect()).adjusted(_RING, 0, -_RING, 0)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft, SCALE_LABELS[0])
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight, SCALE_LABELS[-1])
