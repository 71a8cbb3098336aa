"""The projector view: the step, one question, its answers if they are shown, the clock, nothing private."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QScreen,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from visionwork.domain.records import record
from visionwork.gui.projector_answers import WALL_TOP, AnswersSlide, AnswersWall
from visionwork.gui.projector_join import JoinSlide, paint_join, until_words
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.countdown import Countdown, CountdownState
from visionwork.gui.widgets.page_fade import FADE_MS
from visionwork.gui.widgets.triangle import RelationshipTriangle, TriangleSize
from visionwork.gui.widgets.wrapped_words import WrappedWords, lay_out

_DESIGN_WIDTH, _DESIGN_HEIGHT = 1920, 1080
"""Sizes are those of a screen of this size, and scale with the real one."""

_MARGIN, _TOP, _LOGO, _CLOCK = 96, 64, 54, 264
_QUESTION_TOP, _QUESTION_SIZES = 220, (104, 88, 72, 56)
_QUESTION_PITCH = 88 / 72
_OVER_ANSWERS_TOP, _OVER_ANSWERS_SIZES = 182, (72, 60, 50, 40, 32)
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
        answers: What the room has answered; stands under the question.
    """

    step: str
    question: str
    countdown: Countdown | None = None
    join: JoinSlide | None = None
    answers: AnswersSlide | None = None


class Projector(QWidget):
    """A window for the second screen; full screen there, or over this one when it is the only one.

    Esc leaves; left and right ask for another question, Space starts or pauses the clock, A shows or hides
    the answers. Up and down turn the pages of answers, and ask for another question where there are none.

    Args:
        theme: Colours and typefaces; text scales with the screen, not with the text size.

    Signals:
        left: The window was closed.
        question_requested: Another question is wanted; carries -1 or 1.
        timer_requested: The clock should start or pause.
        answers_requested: The answers should be shown, or hidden.
        page_shown: Another page of answers is shown, or there are more or fewer of them.
    """

    left = Signal()
    question_requested = Signal(int)
    timer_requested = Signal()
    answers_requested = Signal()
    page_shown = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._theme = theme
        self._slide = Slide("", "")
        self._logo = RelationshipTriangle(TriangleSize.LOGO)  # painted, never shown by itself
        self._logo.resize(self._logo.sizeHint())
        self.setWindowTitle("Visionwork, projector")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._wall = AnswersWall(theme)
        self._arrival = QVariantAnimation()  # Motion: a live answer arriving, and nothing else
        self._arrival.setDuration(FADE_MS)
        self._arrival.setStartValue(0.0)
        self._arrival.setEndValue(1.0)
        self._arrival.valueChanged.connect(self._on_arriving)
        theme.changed.connect(self._on_theme_changed)
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
        before, self._slide = self._slide.answers, slide
        if before is None:
            self._wall.go_to_first()
        self._wall.show(slide.answers or AnswersSlide())
        if slide.answers is not None and before is not None:
            self._greet(before, slide.answers)
        self._tell()
        self.update()

    def answer_pages(self) -> tuple[int, int]:
        """Return which page of answers is shown, from 1, and how many there are."""
        return self._wall.page + 1, self._wall.page_count

    def turn_answers(self, by: int) -> None:
        """Show another page of answers."""
        if self._slide.answers is not None and self._wall.turn(by):
            self._tell()
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
            case Qt.Key.Key_PageDown | Qt.Key.Key_Down if self._slide.answers is not None:
                self.turn_answers(1)
            case Qt.Key.Key_PageUp | Qt.Key.Key_Up if self._slide.answers is not None:
                self.turn_answers(-1)
            case Qt.Key.Key_Right | Qt.Key.Key_PageDown | Qt.Key.Key_Down:
                self.question_requested.emit(1)
            case Qt.Key.Key_Left | Qt.Key.Key_PageUp | Qt.Key.Key_Up:
                self.question_requested.emit(-1)
            case Qt.Key.Key_A:
                self.answers_requested.emit()
            case Qt.Key.Key_Space:
                self.timer_requested.emit()
            case _:
                super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Hide the pointer: the facilitator points, not the mouse."""
        self.setCursor(Qt.CursorShape.BlankCursor)
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the answers out for this size."""
        super().resizeEvent(event)
        self._wall.fit(QRectF(self.rect()), self._scale())
        self._tell()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the room sees nothing any more."""
        self._arrival.stop()
        super().closeEvent(event)
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the slide."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color("paper"))
        scale = self._scale()
        margin, top, clock_width = _MARGIN * scale, _TOP * scale, _CLOCK * scale
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
        if self._slide.answers is not None:
            words = self._question_over_answers(scale)
            words.layout.draw(painter, QPointF(margin, _OVER_ANSWERS_TOP * scale))
            self._wall.paint(painter, self._arrived())
            return
        words, place = self._question_lines(scale)
        words.layout.draw(painter, place)

    def _question_lines(self, scale: float) -> tuple[WrappedWords, QPointF]:
        """Return the question as large as it may be, and where it stands: for the last row of chairs."""
        left, top = _MARGIN * scale, _QUESTION_TOP * scale
        width, height = self.width() - 2 * left, self.height() - top - _MARGIN * scale
        sizes = [size * scale for size in _QUESTION_SIZES]
        words = self._even_lines(sizes, width, height * _MOST_OF_HEIGHT)
        return words, QPointF(left, top + max(0.0, height - words.height) * _ABOVE)

    def _question_over_answers(self, scale: float) -> WrappedWords:
        """Return the question in the lines that there are between the clock and the answers."""
        sizes = [size * scale for size in _OVER_ANSWERS_SIZES]
        width = self.width() - (2 * _MARGIN + _CLOCK + 40) * scale
        return self._even_lines(sizes, width, (WALL_TOP - _OVER_ANSWERS_TOP - 20) * scale)

    def _even_lines(self, sizes: Sequence[float], width: float, height: float) -> WrappedWords:
        """Return the question in the first size that is low enough, or the last one, in even lines."""
        rest = iter(sizes)
        words = self._in_lines(size := next(rest), width)
        for smaller in rest:
            if words.height <= height:
                break
            words = self._in_lines(size := smaller, width)
        for share in _NARROWER:  # no word stands alone on the last line
            even = self._in_lines(size, width * share)
            if even.height > words.height:
                break
            words = even
        return words

    def _in_lines(self, size: float, width: float) -> WrappedWords:
        font = self._font("title", size)
        return lay_out(self._slide.question, font, width, pitch=size * _QUESTION_PITCH)

    def _scale(self) -> float:
        return min(self.width() / _DESIGN_WIDTH, self.height() / _DESIGN_HEIGHT)

    def _greet(self, before: AnswersSlide, now: AnswersSlide) -> None:
        """Let an answer that has just come in come up, unless the system asks for reduced motion."""
        new = now.just_in is not None and now.just_in != before.just_in
        if new and self.isVisible() and self._theme.motion_allowed():
            self._arrival.start()

    def _on_arriving(self, _share: object) -> None:
        self.update()

    def _arrived(self) -> float:
        running = self._arrival.state() is QVariantAnimation.State.Running
        return float(self._arrival.currentValue()) if running else 1.0

    def _tell(self) -> None:
        """Say what is shown to those who do not see it."""
        words = self._slide.step
        if self._slide.answers is not None:
            words = f"{words}\n{self._wall.spoken()}"
        self.setAccessibleName(self._slide.question)
        self.setAccessibleDescription(words)
        self.page_shown.emit()

    def _on_theme_changed(self) -> None:
        self._wall.measure_again()
        self.update()

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
            beside = QRectF(box.left() - 320 * scale, box.bottom() - 38 * scale, 300 * scale, 44 * scale)
            painter.drawText(beside, _RIGHT_MIDDLE, "over time")

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
