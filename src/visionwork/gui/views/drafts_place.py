"""Where the drafts of the statement stand: under the text, or beside it where there is little room."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visionwork.gui.theme import Theme
from visionwork.gui.views.draft_list import DraftList
from visionwork.gui.widgets.card import Card

_LOW = 720
"""Height of the page under which the drafts stand beside the text."""

_DRAFTS_SHARE, _LEAST_LIST = 3, 59


class DraftsPlace(QObject):
    """Moves the card of the drafts.

    Args:
        page: Whose height decides; it becomes the owner.
        card: The card.
        drafts: The list in it.
        under_text: Rows under the text.
        beside_text: Rows of the column at the right.
    """

    def __init__(
        self, page: QWidget, card: Card, drafts: DraftList, under_text: QVBoxLayout, beside_text: QVBoxLayout
    ) -> None:
        super().__init__(page)
        self._page, self._card, self._drafts = page, card, drafts
        self._under_text, self._beside_text = under_text, beside_text
        self._theme = Theme.of(page)
        self._crowded = False
        self._theme.changed.connect(self.place)

    @property
    def beside(self) -> bool:
        """Whether the drafts stand in the column beside the text."""
        return self._beside_text.indexOf(self._card) >= 0

    def set_crowded(self, crowded: bool) -> None:
        """Say whether something else stands under the text."""
        if crowded != self._crowded:
            self._crowded = crowded
            self.place()

    def place(self) -> None:
        """Put the drafts under the text, or beside it."""
        beside = self._crowded or self._page.height() < self._theme.px(_LOW)
        target = self._beside_text if beside else self._under_text
        if target.indexOf(self._card) < 0:
            other = self._under_text if beside else self._beside_text
            other.removeWidget(self._card)
            if beside:
                target.insertWidget(1, self._card, 0)
            else:
                target.addWidget(self._card, _DRAFTS_SHARE)
        self.fit()

    def fit(self) -> None:
        """Show every draft where the column scrolls anyway."""
        least = self._theme.px(_LEAST_LIST)
        self._drafts.setMinimumHeight(self._drafts.content_height() + 4 if self.beside else least)
