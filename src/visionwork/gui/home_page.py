"""Home: three ways into a workshop, and the recent ones."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from visionwork.gui.forms import load_form
from visionwork.gui.home_parts import HomeTriangle, RecentHeader
from visionwork.gui.icons import icon
from visionwork.gui.recent import RecentWorkshop
from visionwork.gui.recent_list import RecentList
from visionwork.gui.recovery_banner import Recovered, RecoveryBanner
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.empty_state import EmptyState
from visionwork.gui.widgets.icon_view import IconView

_TRIANGLE_FROM = 640
"""Height of the page from which there is room for the triangle, in pixels at text size 100."""

_CHECKLIST_LINE_FROM = 1300
"""Width of the page from which what is said of the room checklist stands on one line, likewise."""

_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class HomePage(QWidget):
    """The page the app starts with.

    Args:
        parent: The widget it is in.

    Signals:
        new_requested, open_requested, sample_requested, checklist_requested: A button was used.
        recent_chosen: A workshop was chosen; carries its path.
        find_requested: A missing workshop was chosen; carries its RecentWorkshop.
        forget_requested: A workshop should be taken off the list; carries its RecentWorkshop.
        folder_requested: The folder of a workshop should be shown; carries its RecentWorkshop.
        recovery_opened: Unsaved work should be opened; carries its Recovered.
        recovery_discarded: Unsaved work should be set aside; carries its Recovered.
    """

    new_requested = Signal()
    open_requested = Signal()
    sample_requested = Signal()
    checklist_requested = Signal()
    recent_chosen = Signal(object)
    find_requested = Signal(object)
    forget_requested = Signal(object)
    folder_requested = Signal(object)
    recovery_opened = Signal(object)
    recovery_discarded = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        form = load_form("home", self)
        self._list = form.widget(RecentList, "recent_list")
        self._header = form.widget(RecentHeader, "recent_header")
        self._empty = form.widget(EmptyState, "recent_empty")
        self._search = form.widget(QLineEdit, "search_edit")
        self._recoveries = form.widget(QVBoxLayout, "recovery_area")
        self._new = form.widget(QPushButton, "new_button")
        self._title = form.widget(QLabel, "recent_title")
        self._triangle = form.widget(HomeTriangle, "triangle")
        self._banners: list[RecoveryBanner] = []
        self._total = 0
        form.widget(IconView, "lock_icon").set_icon("lock", "muted")
        form.widget(IconView, "checklist_icon").set_icon("calendar", "ink2")
        self._checklist_text = form.widget(QLabel, "checklist_text")
        self._checklist_words = form.widget(QBoxLayout, "checklist_words")
        form.widget(QFrame, "checklist_card").setAccessibleName("Before you begin")
        self._search_icon = self._search.addAction(
            icon("search", "ink2"), QLineEdit.ActionPosition.LeadingPosition
        )
        self._search.setClearButtonEnabled(True)
        self._title.setBuddy(self._list)
        for name, signal in (
            ("new_button", self.new_requested),
            ("open_button", self.open_requested),
            ("sample_button", self.sample_requested),
            ("checklist_button", self.checklist_requested),
        ):
            form.widget(QPushButton, name).clicked.connect(signal)
        self._search.textChanged.connect(self._narrow)
        self._search.returnPressed.connect(self._list.setFocus)
        self._list.open_requested.connect(self._choose)
        self._list.find_requested.connect(self.find_requested)
        self._list.forget_requested.connect(self.forget_requested)
        self._list.folder_requested.connect(self.folder_requested)
        for follow in (self._tint, self._spare_height):
            Theme.of(self).changed.connect(follow)

    def show_recent(self, entries: tuple[RecentWorkshop, ...]) -> None:
        """List the recent workshops."""
        self._total = len(entries)
        self._list.set_entries(entries)
        longest = max((entry.steps for entry in entries), key=len, default=())
        self._header.set_steps(tuple(len(step) for step in longest))
        self._narrow(self._search.text())

    def show_recovered(self, recovered: Sequence[Recovered]) -> None:
        """Offer work that a crash kept from its file."""
        for banner in self._banners:
            self._recoveries.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self._banners = [RecoveryBanner(item, parent=self) for item in recovered]
        for banner in self._banners:
            banner.open_requested.connect(self.recovery_opened)
            banner.discard_requested.connect(self.recovery_discarded)
            self._recoveries.addWidget(banner)
        self._spare_height()
        self._recoveries.setContentsMargins(0, 0, 0, 24 if self._banners else 0)

    def recent_count(self) -> int:
        """Return how many workshops are shown."""
        return self._list.shown_count()

    def focus_first(self) -> None:
        """Put the keyboard on the list, or on the first way in when the list is empty."""
        (self._list if self._total else self._new).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the triangle out where the ways in would not fit under it, and keep the foot low."""
        super().resizeEvent(event)
        self._spare_height()

    def _spare_height(self) -> None:
        theme = Theme.of(self)
        self._triangle.setVisible(self.height() >= theme.px(_TRIANGLE_FROM))
        self._checklist_text.setHidden(theme.is_low)  # the button says it, too
        for banner in self._banners:
            banner.set_brief(theme.is_low)
        narrow = self.width() < theme.px(_CHECKLIST_LINE_FROM)
        self._checklist_words.setDirection(_DOWN if narrow else _ACROSS)
        self._checklist_words.setSpacing(0 if narrow else 10)
        self._checklist_words.setStretch(1, 0 if narrow else 1)  # under each other it would take spare height

    def showEvent(self, event: QShowEvent) -> None:
        """Forget an old search."""
        self._search.clear()
        super().showEvent(event)

    def _narrow(self, text: str) -> None:
        self._list.set_search(text)
        shown = self._list.shown_count()
        self._list.setVisible(shown > 0)
        self._header.setVisible(shown > 0)
        self._empty.setVisible(shown == 0)
        self._search.setVisible(self._total > 0)
        if self._total:
            self._empty.set_state("No workshop of this name", "Try another word, or open its file.")
        else:
            self._empty.set_state(
                "No workshops yet",
                "Begin a new one, or look through the sample to see where the four steps lead.",
            )

    def _choose(self, entry: RecentWorkshop) -> None:
        self.recent_chosen.emit(entry.path)

    def _tint(self) -> None:
        self._search_icon.setIcon(icon("search", "ink2"))
