"""A button beside the tabs of drafts, which loses its words before the tabs lose theirs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject

from visionwork.gui.views.draft_tabs import DraftTabs
from visionwork.gui.widgets.buttons import KitButton


class GivingWay(QObject):
    """Shows a button's icon alone where the tabs in its row lack room.

    Args:
        tabs: Take all the room of the row that nothing else needs; they become the owner.
        button: Has an icon and words; the words become its accessible name.
    """

    def __init__(self, tabs: DraftTabs, button: KitButton) -> None:
        super().__init__(tabs)
        self._tabs, self._button, self._words = tabs, button, button.text()
        button.setAccessibleName(self._words)
        tabs.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the width of the tabs."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.fit()
        return False

    def fit(self) -> None:
        """Show the words where the tabs keep enough room beside them."""
        button = self._button
        if button.isHidden():
            return
        now = button.sizeHint().width()
        button.setText(self._words)
        left = self._tabs.width() + now - button.sizeHint().width()
        worded = left >= self._tabs.comfortable_width()
        button.setText(self._words if worded else "")
        button.setToolTip("" if worded else self._words)
        button.updateGeometry()
