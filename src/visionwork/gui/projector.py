"""The projector view: the step, one question and the clock, and nothing private."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QScreen,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from visionwork.domain.records import record
from visionwork.gui.projector_join import JoinSlide, paint_join, until_words
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.countdown import Countdown, CountdownState
from visionwork.gui.widgets.triangle import RelationshipTriangle, TriangleSize
from visionwork.gui.widgets.wrapped_words import WrappedWords, lay_out

_DESIGN_WIDTH = 1920
"""Sizes are those of a screen of this width, and scale with the real one."""

_MARGIN, _TOP, _LOGO = 96, 64, 54
_QUESTION_TOP, _QUESTION_SIZES = 220, (104, 88, 72, 56)
_NARROWER = (0.95, 0.9, 0.85, 0.8, 0.75, 0.7)
_MOST_OF_HEIGHT, _ABOVE = 0.8, 0.3
"""How much of the height below the clock a question may fill, and the share of the rest above it."""


@record
class Slide:
    """What the room sees.

    Attributes:
        step: Title of the step.
        question: One question to the room.
        countdown: Clock of the exercise, or None for none.
        join: How the room joins a feedback round; stands in place of the question.
    """

    step: str
    question: str
    countdown: Countdown | None = None
    join: JoinSlide | None = None


class Projector(QWidget):
    """A window for the second screen; full screen there, or over this one when it is the only one.

    Esc leaves; left and right ask for another question, Space starts or pauses the clock.

    Args:
        theme: Colours and typefaces; text scales with the screen, not with the text size.

    Signals:
        left: The window was closed.
        question_requested: Another question is wanted; carries -1 or 1.
        timer_requested: The clock should start or pause.
    """

    left = Signal()
    question_requested = Signal(int)
    timer_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._theme = theme
        self._slide = Slide("", "")
        self._logo = RelationshipTriangle(TriangleSize.LOGO)  # painted, never shown by itself
        self._logo.resize(self._logo.sizeHint())
        self.setWindowTitle("Visionwork, projector")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.update)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self._leave_lost_screen)

    def slide(self) -> Slide:
        """Return what is shown."""
        return self._slide

    def show_slide(self, slide: Slide) -> None:
        """Show something else."""
        if self._slide.countdown is not slide.countdown:
            if self._slide.countdown is not None:
                self._slide.countdown.ticked.disconnect(self.update)
            if slide.countdown is not None:
                slide.countdown.ticked.connect(self.update)
        self._slide = slide
        self.setAccessibleName(slide.question)
        self.setAccessibleDescription(slide.step)
        self.update()

    def clear(self) -> None:
        """Show nothing, and let go of the clock."""
        self.show_slide(Slide("", ""))

    def open_beside(self, window: QWidget) -> None:
        """Open full screen on a screen where a window is not, or else on the same one."""
        own = window.screen()
        other = next((screen for screen in QGuiApplication.screens() if screen is not own), own)
        self.setGeometry(other.geometry())
        self.showFullScreen()
        if other is own:
            self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Esc; steer questions and clock."""
        match event.key():
            case Qt.Key.Key_Escape:
                self.close()
            case Qt.Key.Key_Right | Qt.Key.Key_PageDown | Qt.Key.Key_Down:
                self.question_requested.emit(1)
            case Qt.Key.Key_Left | Qt.Key.Key_PageUp | Qt.Key.Key_Up:
                self.question_requested.emit(-1)
            case Qt.Key.Key_Space:
                self.timer_requested.emit()
            case _:
                super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Hide the pointer: the facilitator points, not the mouse."""
        self.setCursor(Qt.CursorShape.BlankCursor)
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the room sees nothing any more."""
        super().closeEvent(event)
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the slide."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color("paper"))
        scale = self.width() / _DESIGN_WIDTH
        margin, top = _MARGIN * scale, _TOP * scale
        clock_width = 264 * scale
        logo = QRectF(margin, top + 26 * scale - _LOGO * scale / 2, _LOGO * scale, _LOGO * scale)
        self._paint_logo(painter, logo)
        left = logo.right() + 20 * scale
        step = QRectF(left, top, self.width() - margin - clock_width - left, 52 * scale)
        painter.setFont(self._font("body", 28 * scale))
        painter.setPen(theme.color("ink2"))
        painter.drawText(step, _LEFT_MIDDLE, self._slide.step)
        if self._slide.countdown is not None:
            self._paint_clock(painter, self._slide.countdown, QRectF(
                self.width() - margin - clock_width, top - 12 * scale, clock_width, 120 * scale
            ), scale)  # fmt: skip
        if self._slide.join is not None:
            until = until_words(self._slide.join, self._slide.countdown)
            paint_join(painter, QRectF(self.rect()), self._slide.join, theme, until)
            return
        painter.setPen(theme.color("ink"))
        words, place = self._question_lines(scale)
        words.layout.draw(painter, place)

    def _question_lines(self, scale: float) -> tuple[WrappedWords, QPointF]:
        """Return the question as large as it may be, and where it stands: for the last row of chairs."""
        left, top = _MARGIN * scale, _QUESTION_TOP * scale
        width, height = self.width() - 2 * left, self.height() - top - _MARGIN * scale
        fonts = (self._font("title", size * scale) for size in _QUESTION_SIZES)
        words = lay_out(self._slide.question, font := next(fonts), width)
        for smaller in fonts:
            if words.height <= height * _MOST_OF_HEIGHT:
                break
            words = lay_out(self._slide.question, font := smaller, width)
        for share in _NARROWER:  # no word stands alone on the last line
            even = lay_out(self._slide.question, font, width * share)
            if even.height > words.height:
                break
            words = even
        return words, QPointF(left, top + max(0.0, height - words.height) * _ABOVE)

    def _paint_logo(self, painter: QPainter, box: QRectF) -> None:
        painter.save()
        painter.translate(box.topLeft())
        painter.scale(box.width() / self._logo.width(), box.height() / self._logo.width())
        self._logo.paint_on(painter)
        painter.restore()

    def _paint_clock(self, painter: QPainter, countdown: Countdown, box: QRectF, scale: float) -> None:
        theme = self._theme
        over = countdown.state() is CountdownState.OVER
        painter.setFont(self._font("timer", 84 * scale))
        painter.setPen(theme.color("warn" if over else "ink"))
        painter.drawText(box.adjusted(-box.width(), 0, 0, -16 * scale), _RIGHT_MIDDLE, countdown.text())
        bar = QRectF(box.left(), box.bottom() - 6 * scale, box.width(), 6 * scale)
        painter.fillRect(bar, theme.color("hair"))
        bar.setWidth(bar.width() * countdown.used_share())
        painter.fillRect(bar, theme.color("warn" if over else "ink"))
        if over:
            painter.setFont(self._font("body", 28 * scale))
            below = QRectF(box.left(), box.bottom() + 6 * scale, box.width(), 40 * scale)
            painter.drawText(below, _RIGHT_MIDDLE, "over time")

    def _font(self, role: str, pixels: float) -> QFont:
        font = self._theme.font(role)
        font.setPixelSize(max(1, round(pixels)))
        return font

    def _leave_lost_screen(self, screen: QScreen) -> None:
        """Close when its screen is unplugged, rather than cover the facilitator's own."""
        if self.isVisible():
            self.close()


_LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
