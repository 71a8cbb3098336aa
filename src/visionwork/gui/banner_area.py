"""Where banners stand over the page, one for each thing that waits for an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from visionwork.domain.records import record
from visionwork.gui.widgets.buttons import QuietButton, SecondaryButton

if TYPE_CHECKING:
    from visionwork.gui.widgets.banner import Banner


@record
class BannerAction:
    """A button of a banner: its label and what it does."""

    label: str
    run: Callable[[], object]


class BannerArea(QWidget):
    """Banners under each other, each known by a key; takes no room when there is none.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._banners: dict[str, Banner] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(32, 16, 32, 0)
        self._column.setSpacing(8)
        self.hide()

    def show_banner(
        self,
        key: str,
        title: str,
        text: str,
        actions: Sequence[BannerAction] = (),
        *,
        tone: Literal["warn", "danger"] = "warn",
        icon_name: str = "triangle-alert",
    ) -> None:
        """Show a banner, or say something else in the one of this key.

        Args:
            key: What it is about; the actions of a banner that is shown already stay.
            title: What happened.
            text: Why it matters.
            actions: Buttons, the most likely first.
            tone: "danger" where something may be lost.
            icon_name: The icon at the left.
        """
        found = self._banners.get(key)
        if found is not None:
            found.set_message(title, text)
            return
        from visionwork.gui.widgets.banner import Banner  # most starts have nothing to say

        banner = Banner(title, text, tone=tone, icon_name=icon_name, parent=self)
        for place, action in enumerate(actions):
            button = (QuietButton if place else SecondaryButton)(action.label, parent=banner)
            button.clicked.connect(action.run)
            banner.add_action(button)
        self._banners[key] = banner
        self._column.addWidget(banner)
        self.show()

    def hide_banner(self, key: str) -> None:
        """Take a banner away; nothing happens when there is none of this key."""
        banner = self._banners.pop(key, None)
        if banner is not None:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self.setVisible(bool(self._banners))

    def clear(self) -> None:
        """Take every banner away."""
        for key in tuple(self._banners):
            self.hide_banner(key)

    def banner(self, key: str) -> Banner | None:
        """Return the banner of a key, or None."""
        return self._banners.get(key)
