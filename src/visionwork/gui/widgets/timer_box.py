"""The time box of an exercise: digits, a bar that fills, pause and five more minutes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import HEIGHT_BAR, IconButton, SecondaryButton
from visionwork.gui.widgets.countdown import Countdown, CountdownState

_BAR_HEIGHT, _GAP = 4, 8


class TimerFace(QWidget):
    """Digits, words and bar of a countdown, without buttons.

    Args:
        countdown: What it shows.
        parent: The widget it is in.
    """

    def __init__(self, countdown: Countdown, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._countdown = countdown
        self._stacked = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._refresh()
        countdown.ticked.connect(self._refresh)
        self._theme.changed.connect(self.updateGeometry)

    def set_stacked(self, stacked: bool) -> None:
        """Put the words below the digits, or beside them."""
        if stacked != self._stacked:
            self._stacked = stacked
            self._refresh()

    def sizeHint(self) -> QSize:
        """Return room for the widest digits and words, so that nothing jumps."""
        digits = QFontMetrics(self._theme.font("timer"))
        words = QFontMetrics(self._theme.font("caption"))
        if self._stacked:
            widths = [digits.horizontalAdvance("+00:00"), words.horizontalAdvance("nearly there")]
            shown = max(words.horizontalAdvance(self._countdown.caption()), *widths)
            return QSize(shown, self._theme.px(48) + 4 + _BAR_HEIGHT)
        widest = max(
            digits.horizontalAdvance("00:00") + words.horizontalAdvance("nearly there"),
            digits.horizontalAdvance("+00:00") + words.horizontalAdvance("over time"),
        )
        width = max(widest + _GAP, self.needed_width())
        return QSize(width, self._theme.px(30) + 4 + _BAR_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def needed_width(self) -> int:
        """Return the width of the digits and words that are shown now, in pixels."""
        digits = QFontMetrics(self._theme.font("timer"))
        words = QFontMetrics(self._theme.font("caption"))
        shown = self._countdown
        return digits.horizontalAdvance(shown.text()) + _GAP + words.horizontalAdvance(shown.caption())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint digits, words and bar."""
        theme, painter, clock = self._theme, QPainter(self), self._countdown
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = clock.state() is CountdownState.OVER
        color = theme.color("warn" if over else "ink")
        digits, words = theme.font("timer"), theme.font("caption")
        baseline = QFontMetrics(digits).capHeight() + theme.px(6)
        painter.setFont(digits)
        painter.setPen(color)
        painter.drawText(0, baseline, clock.text())
        painter.setFont(words)
        painter.setPen(theme.color("muted"))
        if self._stacked:
            painter.drawText(0, baseline + theme.px(19), clock.caption())
        else:
            beside = QFontMetrics(digits).horizontalAdvance(clock.text()) + _GAP
            painter.drawText(beside, baseline, clock.caption())
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, self.height() - _BAR_HEIGHT, self.width(), _BAR_HEIGHT)
        painter.setBrush(theme.color("hair"))
        painter.drawRoundedRect(bar, _BAR_HEIGHT / 2, _BAR_HEIGHT / 2)
        bar.setWidth(self.width() * clock.used_share())
        painter.setBrush(color)
        painter.drawRoundedRect(bar, _BAR_HEIGHT / 2, _BAR_HEIGHT / 2)

    def _refresh(self) -> None:
        self.setAccessibleName(f"{self._countdown.text()} {self._countdown.caption()}")
        self.updateGeometry()
        self.update()


class _PlusButton(SecondaryButton):
    """A narrow button for a number."""

    def _padding(self) -> int:
        return 9


class TimerBox(QWidget):
    """A countdown with its buttons: start or pause, and five more minutes.

    Args:
        countdown: What it shows and steers; made for itself when None.
        parent: The widget it is in.
    """

    def __init__(self, countdown: Countdown | None = None, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._countdown = countdown or Countdown(parent=self)
        self._face = TimerFace(self._countdown, parent=self)
        self._play = IconButton("play", "Start the time", HEIGHT_BAR, parent=self)
        self._more = _PlusButton("+5", "", HEIGHT_BAR, parent=self)
        self._more.setAccessibleName("Add 5 minutes")
        self._more.setToolTip("Add 5 minutes")
        self._play.clicked.connect(self._countdown.toggle)
        self._more.clicked.connect(self._add_five)
        self._countdown.ticked.connect(self._refresh)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self._play)
        buttons.addWidget(self._more)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.addWidget(self._face, 0, 0)
        grid.addLayout(buttons, 0, 1)
        grid.setColumnStretch(0, 1)
        self._refresh()

    def countdown(self) -> Countdown:
        """Return the clock, to start it elsewhere or to show it on the projector."""
        return self._countdown

    def set_narrow(self, narrow: bool) -> None:
        """Take little width, or as much as the words beside the digits need."""
        self._face.set_stacked(narrow)

    def _add_five(self) -> None:
        self._countdown.add_minutes(5)

    def _refresh(self) -> None:
        running = self._countdown.is_running()
        self._play.set_icon_name("pause" if running else "play")
        self._play.set_name("Pause the time" if running else "Start the time")
