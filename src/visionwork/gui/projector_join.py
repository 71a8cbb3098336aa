"""The projector's slide that lets a room join a feedback round by phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from visionwork.domain.counting import counted_word
from visionwork.domain.records import record
from visionwork.gui.icons import paint_icon
from visionwork.gui.theme import Theme
from visionwork.gui.tokens import LIGHT
from visionwork.gui.widgets.countdown import Countdown
from visionwork.gui.widgets.qr_view import Modules, paint_qr
from visionwork.gui.widgets.wrapped_words import paint_wrapped

_MINUTE = 60
_QR_SIDE = 576
_QR_LEAST = 440
"""Least side of a code on a projector 1920 wide, so that the last row can scan it."""

_FEW = 8
"""Up to so many questions take about three minutes, more take about five."""

_MIDDLE_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_MIDDLE_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_CENTRE = Qt.AlignmentFlag.AlignCenter


@record
class JoinSlide:
    """What the room sees while phones answer.

    Attributes:
        modules: The code.
        address: Address to type, such as "192.168.1.20:8765".
        word: Room word to type.
        wifi_name: Name of the network, or "".
        questions: How many questions there are.
        answered: Count of answers in words, without groups.
        share: Share of the invited who have answered, 0 to 1; None when nobody said how many.
        now: Tells the time, for saying how long there is.
    """

    modules: Modules
    address: str
    word: str
    wifi_name: str
    questions: int
    answered: str
    share: float | None
    now: Callable[[], datetime] | None = None


def until_words(slide: JoinSlide, countdown: Countdown | None) -> str:
    """Return until when people have time, such as "Until 11:30"; "" while the clock stands or is over."""
    if slide.now is None or countdown is None or not countdown.is_running() or countdown.remaining() <= 0:
        return ""
    end = slide.now() + timedelta(seconds=countdown.remaining() + _MINUTE / 2)
    return f"Until {end:%H:%M}"


def paint_join(painter: QPainter, area: QRectF, slide: JoinSlide, theme: Theme, until: str = "") -> None:
    """Paint the slide below the line of the step.

    Args:
        painter: Where.
        area: The whole projector.
        slide: What the room sees.
        theme: Colours and typefaces.
        until: Until when people have time; see `until_words`.
    """
    _JoinPainter(painter, area, slide, theme).paint(until)


class _JoinPainter:
    """Sizes are those of a projector 1920 wide, and scale with the real one."""

    def __init__(self, painter: QPainter, area: QRectF, slide: JoinSlide, theme: Theme) -> None:
        self._painter, self._area, self._slide, self._theme = painter, area, slide, theme
        self._scale = min(area.width() / 1920, area.height() / 1080)

    def paint(self, until: str) -> None:
        """Paint words at the left, the code at the right, the count below."""
        scale, area = self._scale, self._area
        left, right = area.left() + 96 * scale, area.right() - 96 * scale
        side = max(_QR_LEAST, _QR_SIDE) * scale
        code = QRectF(right - side, area.top() + 206 * scale, side, side)
        self._words(QRectF(left, area.top() + 172 * scale, code.left() - left - 64 * scale, 680 * scale))
        self._code(code)
        self._count(left, right, area.bottom() - 121 * scale, until)

    def _words(self, box: QRectF) -> None:
        scale, slide = self._scale, self._slide
        count = slide.questions
        questions = counted_word(count, "question", "questions").capitalize()
        self._text(box.left(), box.top(), box.width(), "Give your view", "title", 104, "ink")
        minutes = "three" if count <= _FEW else "five"
        lead = f"Does this vision have a place for you?\n{questions}, about {minutes} minutes."
        self._text(box.left(), box.top() + 134 * scale, box.width(), lead, "title", 46, "ink2")
        top = box.top() + 302 * scale
        wifi = (
            ("Join the Wi-Fi ", slide.wifi_name) if slide.wifi_name else ("Join the Wi-Fi of this room", "")
        )
        steps = (wifi, ("Point your camera at the code", ""), ("Choose your group and answer", ""))
        for place, (text, strong) in enumerate(steps, 1):
            self._step(QPointF(box.left(), top), place, text, strong, box.width())
            top += 72 * scale
        lock = QRectF(box.left(), top + 30 * scale, 30 * scale, 30 * scale)
        paint_icon(self._painter, lock, "lock", self._theme.color("muted"))
        promise = "No names. Groups of fewer than five are never shown.\nAnswers stay on this laptop."
        self._text(
            box.left() + 52 * scale, top + 24 * scale, box.width() - 52 * scale, promise, "body", 28, "muted"
        )

    def _step(self, at: QPointF, number: int, text: str, strong: str, width: float) -> None:
        scale, painter = self._scale, self._painter
        disc = QRectF(at.x(), at.y(), 48 * scale, 48 * scale)
        painter.setPen(QPen(self._theme.color("ink"), 2 * scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc)
        painter.setFont(self._font("body_bold", 26))
        painter.drawText(disc, _CENTRE, str(number))
        painter.setFont(self._font("body", 36))
        left = at.x() + 76 * scale
        line = QRectF(left, at.y() - 6 * scale, width - 76 * scale, 60 * scale)
        painter.drawText(line, _MIDDLE_LEFT, text)
        if strong:
            line.setLeft(left + QFontMetricsF(painter.font()).horizontalAdvance(text))
            painter.setFont(self._font("body_bold", 36))
            shown = QFontMetricsF(painter.font()).elidedText(
                strong, Qt.TextElideMode.ElideRight, line.width()
            )
            painter.drawText(line, _MIDDLE_LEFT, shown)

    def _code(self, box: QRectF) -> None:
        scale, painter, slide = self._scale, self._painter, self._slide
        painter.setPen(QPen(self._theme.color("hair"), max(1.0, scale)))
        painter.setBrush(QColor(LIGHT["surface"]))
        painter.drawRoundedRect(box, 8 * scale, 8 * scale)
        inset = 8 * scale
        paint_qr(painter, box.adjusted(inset, inset, -inset, -inset), slide.modules)
        painter.setPen(self._theme.color("ink"))
        painter.setFont(self._font("body_bold", 44))
        below = QRectF(
            box.left() - 60 * scale, box.bottom() + 18 * scale, box.width() + 120 * scale, 60 * scale
        )
        painter.drawText(below, _CENTRE, slide.address)
        below.translate(0, 58 * scale)
        plain, strong = self._font("body", 32), self._font("body_bold", 32)
        label = "Room word "
        width = QFontMetricsF(plain).horizontalAdvance(label)
        whole = width + QFontMetricsF(strong).horizontalAdvance(slide.word)
        left = below.center().x() - whole / 2
        painter.setPen(self._theme.color("ink2"))
        painter.setFont(plain)
        painter.drawText(QRectF(left, below.top(), width + scale, below.height()), _MIDDLE_LEFT, label)
        painter.setPen(self._theme.color("ink"))
        painter.setFont(strong)
        painter.drawText(QRectF(left + width, below.top(), whole, below.height()), _MIDDLE_LEFT, slide.word)

    def _count(self, left: float, right: float, top: float, until: str) -> None:
        scale, painter, slide = self._scale, self._painter, self._slide
        painter.fillRect(QRectF(left, top, right - left, max(1.0, scale)), self._theme.color("hair"))
        painter.setFont(self._font("body", 30))
        painter.setPen(self._theme.color("ink2"))
        line = QRectF(left, top + 16 * scale, right - left, 56 * scale)
        painter.drawText(line, _MIDDLE_LEFT, slide.answered)
        painter.drawText(line, _MIDDLE_RIGHT, until)
        if slide.share is not None:
            start = left + QFontMetricsF(painter.font()).horizontalAdvance(slide.answered) + 28 * scale
            bar = QRectF(start, line.center().y() - 4 * scale, 400 * scale, 8 * scale)
            painter.fillRect(bar, self._theme.color("hair"))
            bar.setWidth(bar.width() * min(1.0, slide.share))
            painter.fillRect(bar, self._theme.color("ink"))

    def _text(
        self, left: float, top: float, width: float, text: str, role: str, pixels: float, color: str
    ) -> None:
        painter = self._painter
        painter.setFont(self._font(role, pixels))
        painter.setPen(self._theme.color(color))
        paint_wrapped(painter, QRectF(left, top, width, 400 * self._scale), text)

    def _font(self, role: str, pixels: float) -> QFont:
        font = self._theme.font(role)
        font.setPixelSize(max(1, round(pixels * self._scale)))
        return font
