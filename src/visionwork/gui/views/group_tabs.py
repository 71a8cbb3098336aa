"""The tabs of a views exercise: one a group, with what is beside them, in the room there is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from visionwork.domain.groups import Group
from visionwork.gui.widgets.buttons import KitButton
from visionwork.gui.widgets.tab_bar import TabStrip

_GAP = 8


class GroupTabs(QObject):
    """Fills a tab strip with groups and keeps it within its page.

    Args:
        strip: The strip.
        buttons: Buttons to stand beside the tabs; their accessible names are their words.
        page: The page, which becomes the owner.

    Signals:
        group_changed: Another group is open.
    """

    group_changed = Signal()

    def __init__(self, strip: TabStrip, buttons: Sequence[KitButton], page: QWidget) -> None:
        super().__init__(page)
        self._tabs = strip.tabs
        self._tabs.setAccessibleName("Groups")
        self._buttons = tuple(buttons)
        self._page = page
        self._groups: tuple[Group, ...] = ()
        self._counts: tuple[str, ...] = ()
        for button in buttons:
            strip.add_action(button)
        self._tabs.currentChanged.connect(self._on_changed)

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show a tab a group, and stay with the group that was open."""
        open_id = self.current().id if self._groups else None
        self._counts = ()
        with QSignalBlocker(self._tabs):
            self._tabs.clear_tabs()
            for group in groups:
                self._tabs.add_tab(group.name, "", group.kind)
            self._groups = tuple(groups)
            ids = [group.id for group in groups]
            if groups:
                self._tabs.setCurrentIndex(ids.index(open_id) if open_id in ids else 0)

    def current(self) -> Group:
        """Return the group that is open; there must be one."""
        return self._groups[max(0, self._tabs.currentIndex())]

    def open(self, group_id: int) -> bool:
        """Open a group; return whether there is one of this id."""
        ids = [group.id for group in self._groups]
        if group_id in ids:
            self._tabs.setCurrentIndex(ids.index(group_id))
        return group_id in ids

    def show_next(self) -> None:
        """Open the next group, after the last the first."""
        self._move(1)

    def show_previous(self) -> None:
        """Open the group before, before the first the last."""
        self._move(-1)

    def show_counts(self, counts: Sequence[str]) -> None:
        """Show words after the names, in the order of the groups."""
        self._counts = tuple(counts)
        self.fit()

    def fit(self) -> None:
        """Give the tabs room: the buttons beside them lose their words first, then the tabs their counts.

        Where even that is not enough, the tabs cut their names.
        """
        for worded, counted in ((True, True), (False, True), (False, False)):
            if self._set(worded=worded, counted=counted) <= self._page.width():
                return

    def _set(self, *, worded: bool, counted: bool) -> int:
        """Show words on the buttons and counts in the tabs, or not; return the width they need."""
        for place, count in enumerate(self._counts):
            self._tabs.set_count(place, count if counted else "")
        needed = self._tabs.whole_width()
        for button in self._buttons:
            button.setText(button.accessibleName() if worded else "")
            button.setToolTip("" if worded else button.accessibleName())
            button.updateGeometry()
            if not button.isHidden():
                needed += _GAP + button.sizeHint().width()
        return needed

    def _move(self, by: int) -> None:
        if self._groups:
            self._tabs.setCurrentIndex((self._tabs.currentIndex() + by) % self._tabs.count())

    def _on_changed(self, place: int) -> None:
        if 0 <= place < len(self._groups):
            self.group_changed.emit()
