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
        self._offered: dict[str, tuple[str, ...]] = {}
        self._told: dict[str, tuple[str, ...]] = {}
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
        more: str = "",
    ) -> None:
        """Show a banner, or say something else in the one of this key.

        One that offers the same stays the widget it is, so that nobody loses the button under the pointer
        or the keyboard.

        Args:
            key: What it is about.
            title: What happened.
            text: Why it matters.
            actions: Buttons, the most likely first.
            tone: "danger" where something may be lost.
            icon_name: The icon at the left.
            more: What is to be known of it besides; it stands in the tooltip.
        """
        offered = (tone, icon_name, *(action.label for action in actions))
        found = self._banners.get(key)
        told = (title, text, more)
        if found is not None and self._offered[key] == offered:
            if self._told[key] != told:  # what is told again is not announced again
                self._told[key] = told
                found.set_message(*told)
            return
        place = self._column.indexOf(found) if found is not None else self._column.count()
        if found is not None:
            self._take_down(key)
        from visionwork.gui.widgets.banner import Banner  # most starts have nothing to say

        banner = Banner(title, text, tone=tone, icon_name=icon_name, parent=self)
        banner.set_message(*told)
        for number, action in enumerate(actions):
            button = (QuietButton if number else SecondaryButton)(action.label, parent=banner)
            button.clicked.connect(action.run)
            banner.add_action(button)
        self._banners[key], self._offered[key], self._told[key] = banner, offered, told
        self._column.insertWidget(place, banner)
        self.show()

    def hide_banner(self, key: str) -> None:
        """Take a banner away; nothing happens when there is none of this key."""
        if key in self._banners:
            self._take_down(key)
            self.setVisible(bool(self._banners))

    def clear(self) -> None:
        """Take every banner away."""
        for key in tuple(self._banners):
            self.hide_banner(key)

    def banner(self, key: str) -> Banner | None:
        """Return the banner of a key, or None."""
        return self._banners.get(key)

    def _take_down(self, key: str) -> None:
        banner = self._banners.pop(key)
        del self._offered[key], self._told[key]
        self._column.removeWidget(banner)
        banner.hide()
        banner.deleteLater()
