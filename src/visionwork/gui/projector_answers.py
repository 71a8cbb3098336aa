"""The projector's wall of answers: up to six a page, newest first, without names."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from visionwork.domain.counting import counted
from visionwork.domain.records import record
from visionwork.feedback.room_answers import RoomAnswer
from visionwork.gui.icons import paint_icon
from visionwork.gui.projector_pages import Place, pages_of
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.group_mark import paint_group_mark
from visionwork.gui.widgets.wrapped_words import WrappedWords, lay_out

WALL_TOP = 406
"""Where the answers begin below the upper edge, on a projector 1920 wide."""

_MARGIN, _GAP, _BELOW = 96, 24, 129
_WIDE, _HIGH = (2, 3), (3, 2)
"""Rows and columns of a page, on a wide screen and on one of 4:3."""

_HIGH_FROM = 1300
"""Height of a projector, for a width of 1920, from which it has more rows than columns."""

_PADDING, _ABOVE, _FOOT = 32, 28, 66
_SIZES = (35, 31, 28)
_SMALL, _PITCH = 28, 46 / 35

_MIDDLE_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_MIDDLE_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_CENTRE = Qt.AlignmentFlag.AlignCenter


@record
class AnswersSlide:
    """What the room has answered.

    Attributes:
        answers: The answers, newest first.
        just_in: Id of the one that came in while the room was looking, or None.
        held_back: Whether the group of any of them is kept from the room.
    """

    answers: tuple[RoomAnswer, ...] = ()
    just_in: int | None = None
    held_back: bool = False


class AnswersWall:
    """Lays the answers out on pages and paints one of them.

    Sizes are those of a projector 1920 wide, and scale with the real one.

    Args:
        theme: Colours and typefaces.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._slide = AnswersSlide()
        self._area = QRectF()
        self._scale = 1.0
        self._page = 0
        self._pages = pages_of((), *_WIDE)
        self._tall: dict[str, bool] = {}

    @property
    def page(self) -> int:
        """The page that is shown, from 0."""
        return self._page

    @property
    def page_count(self) -> int:
        """How many pages there are, one at least."""
        return len(self._pages)

    def show(self, slide: AnswersSlide) -> None:
        """Take other answers; the page stays, as far as there are so many."""
        if slide.answers != self._slide.answers:
            self._slide = slide
            self._arrange()
        self._slide = slide

    def fit(self, area: QRectF, scale: float) -> None:
        """Take another size of the projector.

        Args:
            area: The whole projector.
            scale: Pixels for each pixel of the design.
        """
        if area != self._area or scale != self._scale:
            self._area, self._scale = area, scale
            self.measure_again()

    def measure_again(self) -> None:
        """Lay the answers out anew: typefaces or sizes differ."""
        self._tall.clear()
        self._arrange()

    def turn(self, by: int) -> bool:
        """Go to another page; return whether there is one."""
        page = max(0, min(self._page + by, len(self._pages) - 1))
        turned = page != self._page
        self._page = page
        return turned

    def go_to_first(self) -> None:
        """Show the first page, that of the newest answers."""
        self._page = 0

    def shown(self) -> tuple[RoomAnswer, ...]:
        """Return the answers of the page that is shown."""
        return tuple(self._slide.answers[place.answer] for place in self._pages[self._page])

    def spoken(self) -> str:
        """Return the page in words, for those who do not see it."""
        if not self._slide.answers:
            return "No answer yet"
        count = counted(len(self._slide.answers), "answer", "answers")
        lines = [f"{count}, page {self._page + 1} of {self.page_count}" if self.page_count > 1 else count]
        for answer in self.shown():
            news = "Just in: " if answer.id == self._slide.just_in else ""
            group = f" ({answer.label.text})" if answer.label is not None else ""
            lines.append(f"{news}{answer.text}{group}")
        return "\n".join(lines)

    def paint(self, painter: QPainter, arrived: float = 1.0) -> None:
        """Paint the page.

        Args:
            painter: Where.
            arrived: How much of the newest answer has come up, 0 to 1.
        """
        if not self._slide.answers:
            self._paint_empty(painter)
        for place in self._pages[self._page] if self._slide.answers else ():
            answer = self._slide.answers[place.answer]
            news = answer.id == self._slide.just_in
            painter.setOpacity(arrived if news else 1.0)
            self._paint_answer(painter, self._box(place), answer, news)
        painter.setOpacity(1.0)
        self._paint_foot(painter)

    def _arrange(self) -> None:
        rows, columns = self._grid()
        answers = self._slide.answers
        self._tall = {answer.text: self._is_tall(answer.text) for answer in answers}
        self._pages = pages_of((self._tall[answer.text] for answer in answers), rows, columns)
        self._page = min(self._page, len(self._pages) - 1)

    def _is_tall(self, text: str) -> bool:
        known = self._tall.get(text)
        if known is not None:
            return known
        box = self._words_box(self._box(Place(0, 0, 0)))
        return self._in_lines(text, _SMALL, box.width()).height > box.height()

    def _grid(self) -> tuple[int, int]:
        return _HIGH if self._area.height() >= _HIGH_FROM * self._scale else _WIDE

    def _box(self, place: Place) -> QRectF:
        (rows, columns), scale, area = self._grid(), self._scale, self._area
        gap, left, top = _GAP * scale, area.left() + _MARGIN * scale, area.top() + WALL_TOP * scale
        width = (area.width() - 2 * _MARGIN * scale - (columns - 1) * gap) / columns
        height = (area.bottom() - _BELOW * scale - top - (rows - 1) * gap) / rows
        box = QRectF(left + place.column * (width + gap), top + place.row * (height + gap), width, height)
        if place.tall:
            box.setHeight(2 * height + gap)
        return box

    def _words_box(self, box: QRectF) -> QRectF:
        side, scale = _PADDING * self._scale, self._scale
        return box.adjusted(side, _ABOVE * scale, -side, -_FOOT * scale)

    def _paint_answer(self, painter: QPainter, box: QRectF, answer: RoomAnswer, news: bool) -> None:
        theme, scale = self._theme, self._scale
        line = (3 if news else 1) * max(1.0, scale)
        painter.setPen(QPen(theme.color("ink" if news else "hair"), line))
        painter.setBrush(theme.color("surface"))
        inset = line / 2
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 8 * scale, 8 * scale)
        painter.setPen(theme.color("ink"))
        self._paint_words(painter, self._words_box(box), answer.text)
        side = _PADDING * scale
        foot = QRectF(box.left() + side, box.bottom() - 64 * scale, box.width() - 2 * side, 44 * scale)
        if news:
            painter.setFont(self._font("body_bold", _SMALL))
            painter.setPen(theme.color("ink"))
            painter.drawText(foot, _MIDDLE_RIGHT, "Just in")
            foot.setRight(foot.right() - QFontMetricsF(painter.font()).horizontalAdvance("Just in") - side)
        self._paint_label(painter, foot, answer)

    def _paint_label(self, painter: QPainter, line: QRectF, answer: RoomAnswer) -> None:
        label, theme, scale = answer.label, self._theme, self._scale
        if label is None:
            return
        painter.setFont(self._font("body_medium", _SMALL))
        painter.setPen(theme.color("ink2") if label.kind is None else theme.group_color(label.kind, "text"))
        if label.kind is not None:
            mark = QRectF(line.left(), line.center().y() - 9 * scale, 18 * scale, 18 * scale)
            paint_group_mark(painter, mark, label.kind, theme)
            line.setLeft(mark.right() + 14 * scale)
        metrics = QFontMetricsF(painter.font())
        words = metrics.elidedText(label.text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, _MIDDLE_LEFT, words)

    def _paint_words(self, painter: QPainter, box: QRectF, text: str) -> None:
        """Paint an answer as large as its place allows; what fits nowhere ends with an ellipsis."""
        words = self._in_lines(text, _SIZES[0], box.width())
        for size in _SIZES[1:]:
            if words.height <= box.height():
                break
            words = self._in_lines(text, size, box.width())
        if words.height <= box.height():
            words.layout.draw(painter, box.topLeft())
            return
        layout, font = words.layout, words.layout.font()
        lines = max(1, math.floor(box.height() / (layout.lineAt(1).y() or box.height())))
        for number in range(lines - 1):
            layout.lineAt(number).draw(painter, box.topLeft())
        last = layout.lineAt(lines - 1)
        rest = text[last.textStart() :].replace("\n", " ")[:200]
        painter.setFont(font)
        shown = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, box.width())
        if not shown.endswith("…"):
            shown = f"{shown} …"
        painter.drawText(box.topLeft() + QPointF(0, last.y() + last.ascent()), shown)

    def _in_lines(self, text: str, size: int, width: float) -> WrappedWords:
        return lay_out(text, self._font("serif_body", size), width, pitch=size * _PITCH * self._scale)

    def _paint_empty(self, painter: QPainter) -> None:
        scale, area = self._scale, self._area
        top = area.top() + WALL_TOP * scale
        wall = QRectF(area.left(), top, area.width(), area.bottom() - _BELOW * scale - top)
        line = QRectF(wall.left(), wall.center().y() - 64 * scale, wall.width(), 56 * scale)
        painter.setFont(self._font("body_bold", 40))
        painter.setPen(self._theme.color("ink"))
        painter.drawText(line, _CENTRE, "No answer yet")
        line.translate(0, 64 * scale)
        painter.setFont(self._font("body", 32))
        painter.setPen(self._theme.color("ink2"))
        painter.drawText(line, _CENTRE, "Say yours, and it will stand here.")

    def _paint_foot(self, painter: QPainter) -> None:
        theme, scale, area, count = self._theme, self._scale, self._area, len(self._slide.answers)
        left, width = area.left() + _MARGIN * scale, area.width() - 2 * _MARGIN * scale
        line = QRectF(left, area.bottom() - 107 * scale, width, 60 * scale)
        pages = self._paint_pages(painter, line)
        words = foot_words(self._slide)
        if count:
            painter.setFont(self._font("body_bold", 30))
            painter.setPen(theme.color("ink"))
            number = f"{count:,}"
            painter.drawText(line, _MIDDLE_LEFT, number)
            line.setLeft(line.left() + QFontMetricsF(painter.font()).horizontalAdvance(number))
        painter.setFont(self._font("body", 30))
        painter.setPen(theme.color("ink2"))
        line.setRight(pages - 32 * scale)
        metrics = QFontMetricsF(painter.font())
        painter.drawText(
            line, _MIDDLE_LEFT, metrics.elidedText(words, Qt.TextElideMode.ElideRight, line.width())
        )

    def _paint_pages(self, painter: QPainter, line: QRectF) -> float:
        """Paint which page this is, and where others are; return where that begins."""
        if len(self._pages) < 2:
            return line.right()
        theme, scale = self._theme, self._scale
        words = f"{self._page + 1} of {len(self._pages)}"
        painter.setFont(self._font("body", 30))
        painter.setPen(theme.color("ink2"))
        arrow, width = 32 * scale, QFontMetricsF(painter.font()).horizontalAdvance(words)
        left = line.right() - arrow - 12 * scale - width
        painter.drawText(QRectF(left, line.top(), width + scale, line.height()), _MIDDLE_LEFT, words)
        beside = QRectF(0, line.center().y() - arrow / 2, arrow, arrow)
        if self._page + 1 < len(self._pages):
            beside.moveLeft(line.right() - arrow)
            paint_icon(painter, beside, "chevron-right", theme.color("ink2"))
        if self._page:
            beside.moveLeft(left - 12 * scale - arrow)
            paint_icon(painter, beside, "chevron-left", theme.color("ink2"))
        return left - 12 * scale - arrow

    def _font(self, role: str, pixels: float) -> QFont:
        font = self._theme.font(role)
        font.setPixelSize(max(1, round(pixels * self._scale)))
        return font


def foot_words(slide: AnswersSlide) -> str:
    """Return the line under the answers, without their number that stands before it."""
    promise = "No names are shown."
    if slide.held_back:
        promise = "No names are shown, and no group of fewer than five."
    if not slide.answers:
        return promise
    noun = "answer" if len(slide.answers) == 1 else "answers, newest first"
    return f" {noun}. {promise}"
