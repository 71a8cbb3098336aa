"""Tabs with a mark, a name and a count; the arrow keys move between them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QTabBar, QToolButton, QToolTip, QWidget

from visionwork.domain.groups import GroupKind
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.group_mark import MARK_SIZE, paint_group_mark
from visionwork.gui.widgets.labels import plain_tooltip
from visionwork.gui.widgets.tab_lines import TabLines, two_lines

_HEIGHT, _SIDE, _GAP, _UNDERLINE, _BETWEEN = 44, 16, 8, 3, 4
_SHAPE, _STACKED_SIDE, _TIGHT_SIDE = 10, 7, 3
_LEAST_NAME = 48
"""Room for the beginning of a name that a tab keeps, in pixels at text size 100."""


@dataclass(frozen=True, slots=True)
class _Tab:
    """What is painted beside the name of a tab; no tuple, since Qt would store that as a list."""

    detail: str
    kind: GroupKind | None
    brief: str = ""


class TabBar(QTabBar):
    """A row of tabs; the active one is bold and underlined in the colour of its group, else in ink.

    Listen to `currentChanged(int)`. Where the tabs do not fit, those that have briefer words show these; then
    names stand on two lines, smaller, and closer to each other; only then are names cut.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._is_brief = self._is_stacked = self._is_tight = False
        # Qt asks for the size of every tab many times whenever it lays the bar out.
        self._widths: dict[tuple[str, str, int], int] = {}
        self._lines: dict[tuple[str, str, bool, int], TabLines] = {}
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for arrow in self.findChildren(QToolButton):
            # They scroll for the mouse; keys walk the tabs themselves.
            arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._refit()
        self._theme.changed.connect(self._refit)

    def add_tab(self, name: str, count: str = "", kind: GroupKind | None = None, brief: str = "") -> int:
        """Add a tab at the end.

        Args:
            name: Name of the group or question.
            count: Muted words after it, such as "78 words".
            kind: Kind of group, which gives mark and underline.
            brief: Words that stand there where there is little room.

        Returns:
            Its place, from 0.
        """
        index = self.addTab(name.replace("&", "&&"))
        self.setTabData(index, _Tab(count, kind, brief))
        self._describe(index)
        self._fit()
        return index

    def set_count(self, index: int, count: str, brief: str = "") -> None:
        """Show other words after the name of a tab."""
        tab: _Tab = self.tabData(index)
        if (tab.detail, tab.brief) != (count, brief):
            self.setTabData(index, _Tab(count, tab.kind, brief))
            self._describe(index)
            self.setTabText(index, self.tabText(index))  # else Qt would keep the sizes it measured
            self._refit()

    def name(self, index: int) -> str:
        """Return the name of a tab."""
        return self.tabText(index).replace("&&", "&")

    def whole_width(self) -> int:
        """Return the width in which no tab is cut and all words are shown."""
        return sum(self._size_of(index, brief=False).width() for index in range(self.count()))

    def clear_tabs(self) -> None:
        """Remove every tab."""
        while self.count():
            self.removeTab(self.count() - 1)

    def sizeHint(self) -> QSize:
        """Ask for the width in which nothing is shortened, also while it is."""
        return QSize(self.whole_width(), self._theme.px(_HEIGHT))

    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802
        """Return room for mark, name and count, measured bold so that tabs never move."""
        if self._is_stacked:
            words = self._lines_of(index).width
            return QSize(self._around(index) + words, self._theme.px(_HEIGHT))
        return self._size_of(index, brief=self._is_brief)

    def _size_of(self, index: int, *, brief: bool) -> QSize:
        theme, tab = self._theme, self.tabData(index)
        width = 2 * _SIDE + _BETWEEN + self._mark_width(index) + self._width_of(self.name(index), "body_bold")
        if isinstance(tab, _Tab) and (words := _words_of(tab, brief=brief)):
            width += _GAP + self._width_of(words, "caption")
        return QSize(width, theme.px(_HEIGHT))

    def _width_of(self, words: str, role: str) -> int:
        key = (words, role, self._theme.px(1000))
        if key not in self._widths:
            self._widths[key] = QFontMetrics(self._theme.font(role)).horizontalAdvance(words)
        return self._widths[key]

    def _around(self, index: int) -> int:
        """Return the width of a tab without its words."""
        return 2 * self._side() + _BETWEEN + self._mark_width(index)

    def _side(self) -> int:
        if not self._is_stacked:
            return _SIDE
        return _TIGHT_SIDE if self._is_tight else _STACKED_SIDE

    def _mark_width(self, index: int) -> int:
        tab = self.tabData(index)
        marked = isinstance(tab, _Tab) and tab.kind is not None
        return self._theme.px(MARK_SIZE) + _GAP if marked else 0

    def _lines_of(self, index: int) -> TabLines:
        tab, theme = self.tabData(index), self._theme
        count = _words_of(tab, brief=True) if isinstance(tab, _Tab) else ""
        grouped = isinstance(tab, _Tab) and tab.kind is not None
        key = (self.name(index), count, bool(count) and not grouped, theme.px(1000))
        if key not in self._lines:
            bold, muted = QFontMetrics(theme.font("caption_bold")), QFontMetrics(theme.font("caption"))
            self._lines[key] = two_lines(key[0], count, bold, muted, whole=key[2])
        return self._lines[key]

    def minimumTabSizeHint(self, index: int) -> QSize:  # noqa: N802
        """Return room for mark and the beginning of the name; where even that is too much the bar scrolls."""
        theme = self._theme
        if self._is_stacked:
            whole = self._lines_of(index).width
        else:
            whole = self._width_of(self.name(index), "body_bold")
        width = self._around(index) + min(whole, theme.px(_LEAST_NAME))
        fair = min(self.tabSizeHint(index).width(), self._fair_width())
        return QSize(max(width, fair), theme.px(_HEIGHT))

    def _fair_width(self) -> int:
        """Return the width that long tabs are cut to, so that short ones stay whole."""
        room = self.width()
        widths = sorted(self.tabSizeHint(index).width() for index in range(self.count()))
        for place, width in enumerate(widths):
            share = room // (len(widths) - place)
            if width > share:
                return share
            room -= width
        return widths[-1] if widths else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the words that fit."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint every tab."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRegion(self._unscrolled())
        for index in range(self.count()):
            self._paint_tab(painter, index)

    def event(self, event: QEvent) -> bool:
        """Tell the whole name of a tab that is cut in its tooltip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.tabAt(event.pos())
            cut = place >= 0 and self.tabRect(place).width() < self.tabSizeHint(place).width()
            QToolTip.showText(
                event.globalPos(), plain_tooltip(self.accessibleTabName(place) if cut else ""), self
            )
            return True
        return super().event(event)

    def _unscrolled(self) -> QRegion:
        """Return the bar without the arrows that scroll it, which Qt lays over the tabs."""
        region = QRegion(self.rect())
        arrows = [arrow for arrow in self.findChildren(QToolButton) if arrow.isVisible()]
        if arrows:
            left = min(arrow.x() for arrow in arrows)
            region -= QRegion(left, 0, self.width() - left, self.height())
        return region

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        theme, active = self._theme, index == self.currentIndex()
        rect, tab = QRectF(self.tabRect(index)).adjusted(0, 0, -_BETWEEN, 0), self.tabData(index)
        kind = tab.kind if isinstance(tab, _Tab) else None
        count = _words_of(tab, brief=self._is_brief) if isinstance(tab, _Tab) else ""
        place = self.mapFromGlobal(self.cursor().pos()) if self.underMouse() else None
        if place is not None and not active and rect.contains(place):
            painter.fillRect(rect, theme.color("hover"))
        middle = rect.adjusted(self._side(), 0, _BETWEEN - self._side(), -_UNDERLINE + 1)
        if kind is not None:
            side, shape = theme.px(MARK_SIZE), theme.px(_SHAPE)
            box = QRectF(middle.left() + (side - shape) / 2, middle.center().y() - shape / 2, shape, shape)
            paint_group_mark(painter, box, kind, theme)
            middle.adjust(side + _GAP, 0, 0, 0)
        if self._is_stacked:
            lines = self._lines_of(index)
            half = theme.line_height("caption")
            upper = QRectF(middle.left(), middle.center().y() - half, middle.width(), half)
            name, below = lines.first, lines.second
            if below or lines.count:
                self._paint_words(painter, upper, index, name, "", "caption")
                self._paint_words(painter, upper.translated(0, half), index, below, lines.count, "caption")
            else:
                self._paint_words(painter, middle, index, name, "", "caption")
        else:
            self._paint_words(painter, middle, index, self.name(index), count, "body")
        if active:
            line = QRectF(rect.left(), rect.bottom() - _UNDERLINE, rect.width(), _UNDERLINE)
            painter.fillRect(line, theme.group_color(kind) if kind is not None else theme.color("ink"))

    def _paint_words(
        self, painter: QPainter, place: QRectF, index: int, name: str, count: str, size: str
    ) -> None:
        """Paint a line of a tab: words of its name, cut where they must be, and its count where it fits."""
        theme, active, enabled = self._theme, index == self.currentIndex(), self.isTabEnabled(index)
        font, muted = theme.font(f"{size}_bold" if active else f"{size}_medium"), theme.font("caption")
        painter.setFont(font)
        painter.setPen(theme.color("disabled" if not enabled else "ink" if active else "ink2"))
        name = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)
        taken = QFontMetrics(font).horizontalAdvance(name) + _GAP if name else 0
        if count and taken + QFontMetrics(muted).horizontalAdvance(count) <= place.width():
            painter.setFont(muted)
            painter.setPen(theme.color("muted" if enabled else "disabled"))
            painter.drawText(place.adjusted(taken, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, count)

    def _describe(self, index: int) -> None:
        tab: _Tab = self.tabData(index)
        spoken = f"{self.name(index)}, {tab.detail}" if tab.detail else self.name(index)
        self.setAccessibleTabName(index, spoken)

    def _fit(self) -> None:
        """Choose the roomiest way to set the tabs that the bar has room for, or the closest one."""
        places = range(self.count())
        brief_width = sum(self._size_of(index, brief=True).width() for index in places)
        is_brief, is_stacked = self.whole_width() > self.width(), brief_width > self.width()
        is_tight = is_stacked and self.width() < sum(
            2 * _STACKED_SIDE + _BETWEEN + self._mark_width(index) + self._lines_of(index).width
            for index in places
        )
        if (self._is_brief, self._is_stacked, self._is_tight) != (is_brief, is_stacked, is_tight):
            self._is_brief, self._is_stacked, self._is_tight = is_brief, is_stacked, is_tight
            if self.count():
                self.setTabText(0, self.tabText(0))  # lets Qt lay the tabs out anew

    def _refit(self) -> None:
        self._widths.clear()
        self._lines.clear()
        self.setFont(self._theme.font("body_bold"))
        self._fit()
        self.updateGeometry()
        self.update()


def _words_of(tab: _Tab, *, brief: bool) -> str:
    return tab.brief if brief and tab.brief else tab.detail


class TabStrip(QWidget):
    """A tab bar over a hairline, with room for actions at the right.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self.tabs = TabBar(parent=self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.tabs, 1)

    def add_action(self, widget: QWidget) -> None:
        """Add a button or a switch at the right."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hairline."""
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, self._theme.color("hair"))
