"""The latest drafts as tabs over the editor, and those that have no tab in a menu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import HEIGHT_BANNER, KitButton, QuietButton

SHOWN = 3
"""Most drafts that have a tab."""

_EARLIER = "Earlier"
_MOST_PASSES = 3
"""Layouts settle in two; no more are tried."""

_PADDING, _GAP, _BETWEEN, _RADIUS, _DETAIL = 13, 8, 4, 6.0, 132


@dataclass(frozen=True, slots=True)
class DraftTab:
    """One tab.

    Attributes:
        draft_id: The draft, or `draft_words.WORKING`.
        title: Its name, such as "Draft 4".
        detail: Short words after it; may be empty.
    """

    draft_id: int
    title: str
    detail: str = ""


class DraftTabs(QWidget):
    """A row of tabs; as many of the latest as fit, three at most; where none fits, a menu of all drafts.

    Args:
        parent: The widget it is in.

    Signals:
        chosen: A draft is to be shown; carries its id.
    """

    chosen = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._tabs: tuple[DraftTab, ...] = ()
        self._current = -1
        self._arranging = self._again = False
        self._earlier = QuietButton(_EARLIER, "", HEIGHT_BANNER, parent=self)
        self._menu = QMenu(self._earlier)
        self._menu.triggered.connect(self._on_chosen_in_menu)
        self._earlier.setMenu(self._menu)
        self._buttons = [_TabButton(self) for _ in range(SHOWN)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_BETWEEN)
        row.addWidget(self._earlier)
        for button in self._buttons:
            button.clicked.connect(self._on_clicked)
            row.addWidget(button)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._theme.changed.connect(self._arrange)

    def show_tabs(self, tabs: Sequence[DraftTab], current: int) -> None:
        """Show other drafts.

        Args:
            tabs: All drafts, oldest first.
            current: Id of the one in the editor.
        """
        self._tabs, self._current = tuple(tabs), current
        self._arrange()

    def tabs(self) -> tuple[DraftTab, ...]:
        """Return the drafts that have a tab now."""
        return tuple(button.tab for button in self._buttons if button.tab is not None)

    def earlier(self) -> tuple[str, ...]:
        """Return what the menu of earlier drafts offers."""
        return tuple(action.text() for action in self._menu.actions())

    def current(self) -> int:
        """Return the id of the draft in the editor."""
        return self._current

    def comfortable_width(self) -> int:
        """Return the width in which the newest draft has its tab beside the menu's button."""
        newest = max((_TabButton.width_of(tab, self._theme) for tab in self._tabs[-1:]), default=0)
        return newest + self._menu_width()

    def sizeHint(self) -> QSize:
        """Return room for one row."""
        return QSize(self._theme.px(300), self._theme.px(HEIGHT_BANNER))

    def minimumSizeHint(self) -> QSize:
        """Ask for a little: tabs go to the menu where there is no room."""
        return QSize(self._theme.px(120), self._theme.px(HEIGHT_BANNER))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many tabs as fit."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Show what fits; a width that comes while tabs are shown or hidden is looked at afterwards."""
        self._again = True
        if self._arranging:
            return
        self._arranging = True
        try:
            for _ in range(_MOST_PASSES):
                if self._again:
                    self._again = False
                    self._show_fitting()
        finally:
            self._arranging = False

    def _show_fitting(self) -> None:
        fitting = self._fitting()
        for button, tab in zip(self._buttons, (*fitting, *([None] * SHOWN)), strict=False):
            button.show_tab(tab, tab is not None and tab.draft_id == self._current)
        hidden = self._tabs[: len(self._tabs) - len(fitting)]
        self._menu.clear()
        for tab in reversed(hidden):
            words = f"{tab.title}, {tab.detail}" if tab.detail else tab.title
            action = self._menu.addAction(words.replace("&", "&&"))
            action.setData(tab.draft_id)
        held = next((tab for tab in hidden if tab.draft_id == self._current), None)
        self._earlier.setText(held.title if held is not None else _EARLIER)
        self._earlier.setChecked(False)
        self._earlier.setVisible(bool(hidden))

    def _menu_width(self) -> int:
        """Return the width the menu's button takes, whichever name it gets, with the gap behind it."""
        if len(self._tabs) < 2:
            return 0
        words = QFontMetrics(self._theme.font(self._earlier.text_role))
        around = self._earlier.sizeHint().width() - words.horizontalAdvance(self._earlier.text())
        names = (_EARLIER, *(tab.title for tab in self._tabs if tab.draft_id == self._current))
        return around + max(map(words.horizontalAdvance, names)) + _BETWEEN

    def _fitting(self) -> tuple[DraftTab, ...]:
        """Return the latest drafts that fit beside the menu's button."""
        room = self.width() - self._menu_width()
        fitting: list[DraftTab] = []
        for tab in reversed(self._tabs[-SHOWN:]):
            room -= _TabButton.width_of(tab, self._theme)
            if room < 0:
                break
            room -= _BETWEEN
            fitting.append(tab)
        return tuple(reversed(fitting))

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _TabButton) and button.tab is not None:
            button.setChecked(button.tab.draft_id == self._current)
            self.chosen.emit(button.tab.draft_id)

    def _on_chosen_in_menu(self, action: QAction) -> None:
        self.chosen.emit(action.data())


class _TabButton(KitButton):
    """A tab: the draft's name bold, short words after it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", "", HEIGHT_BANNER, parent=parent)
        self.tab: DraftTab | None = None
        self.setCheckable(True)

    @staticmethod
    def width_of(tab: DraftTab, theme: Theme) -> int:
        """Return the width a tab needs."""
        width = 2 * _PADDING + QFontMetrics(theme.font("button")).horizontalAdvance(tab.title)
        if tab.detail:
            width += _GAP + min(
                theme.px(_DETAIL), QFontMetrics(theme.font("caption")).horizontalAdvance(tab.detail)
            )
        return width

    def show_tab(self, tab: DraftTab | None, current: bool) -> None:
        """Show a draft, or nothing."""
        self.tab = tab
        self.setVisible(tab is not None)
        self.setChecked(current)
        if tab is not None:
            self.setAccessibleName(f"{tab.title}, {tab.detail}" if tab.detail else tab.title)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for name and words."""
        width = self.width_of(self.tab, self._theme) if self.tab is not None else 0
        return QSize(width, self._theme.px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tab in its state."""
        if self.tab is None:
            return
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setBrush(theme.color("hover"))
            painter.setPen(QPen(theme.color("edge"), 1) if self.isChecked() else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        middle = QRectF(self.rect()).adjusted(_PADDING, 0, -_PADDING + 2, 0)
        flags = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
        font = theme.font("button")
        painter.setFont(font)
        painter.setPen(theme.color("ink" if self.isChecked() else "ink2"))
        painter.drawText(middle, flags, self.tab.title)
        middle.adjust(QFontMetrics(font).horizontalAdvance(self.tab.title) + _GAP, 0, 0, 0)
        font = theme.font("caption")
        painter.setFont(font)
        painter.setPen(theme.color("muted"))
        words = QFontMetrics(font).elidedText(
            self.tab.detail, Qt.TextElideMode.ElideRight, round(middle.width())
        )
        painter.drawText(middle, flags, words)
