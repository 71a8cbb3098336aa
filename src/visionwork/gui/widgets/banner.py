"""A banner that stays until it is answered."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import HEIGHT_BANNER, KitButton
from visionwork.gui.widgets.icon_view import IconView
from visionwork.gui.widgets.labels import PlainLabel, plain_tooltip

_BAR, _RADIUS = 4, 6.0
_MIDDLE, _TOP = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignTop


class Banner(QFrame):
    """One bold sentence saying what happened, one saying why it matters, and up to two actions.

    Args:
        title: What happened.
        text: Why it matters.
        tone: "warn", or "danger" where something may be lost.
        icon_name: The icon at the left.
        inline: Whether the second sentence follows on the same line.
        parent: The widget it is in.
    """

    def __init__(
        self,
        title: str = "",
        text: str = "",
        *,
        tone: Literal["warn", "danger"] = "warn",
        icon_name: str = "triangle-alert",
        inline: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._tone = tone
        self._brief, self._more = False, ""
        self._title = PlainLabel("", "button" if inline else "body_bold", wrap=not inline, parent=self)
        self._text = PlainLabel("", "cell", "ink2", wrap=True, parent=self)
        self._action_row = QHBoxLayout()
        self._action_row.setSpacing(8)
        words = QHBoxLayout() if inline else QVBoxLayout()
        words.setSpacing(5 if inline else 0)
        words.addWidget(self._title)
        # A stretch under each other would let the banner grow into any spare height.
        words.addWidget(self._text, 1 if inline else 0)
        self._inline = inline
        self._row = row = QHBoxLayout(self)
        row.setSpacing(0)
        self._icon = IconView(icon_name, tone, 20, parent=self)
        row.addWidget(self._icon)
        row.addSpacing(14)
        row.addLayout(words, 1)
        row.addSpacing(16)
        row.addLayout(self._action_row)
        self.set_message(title, text)

    def set_message(self, title: str, text: str, more: str = "") -> None:
        """Say something else.

        Args:
            title: What happened.
            text: Why it matters.
            more: What is to be known of it besides; it stands in the tooltip.
        """
        self._more = more
        self._title.setText(title)
        self._text.setText(text)
        self._fit()
        self.setAccessibleName(title)
        self.setAccessibleDescription(" ".join(filter(None, (text, more))))

    def set_brief(self, brief: bool) -> None:
        """Say only what happened where there is little height; why it matters is in the tooltip then."""
        self._brief = brief
        self._fit()

    def _fit(self) -> None:
        text = self._text.text()
        self._text.setVisible(bool(text) and not self._brief)
        told = " ".join(filter(None, (text if self._brief else "", self._more)))
        self.setToolTip(plain_tooltip(told) if told else "")
        above = 6 if self._brief else 12
        self._row.setContentsMargins(_BAR + 16, above, 16, above)
        # One sentence stands in the middle, as the buttons do.
        self._row.setAlignment(self._icon, _MIDDLE if self._inline or self._brief else _TOP)

    def message(self) -> tuple[str, str]:
        """Return the two sentences."""
        return self._title.text(), self._text.text()

    def add_action(self, button: KitButton) -> None:
        """Add a button at the right: a SecondaryButton first, then a QuietButton."""
        button.set_button_height(HEIGHT_BANNER)
        self._action_row.addWidget(button)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, rounded at the right, and the square bar at the left."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(_BAR, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.moveTo(rect.topLeft())
        path.lineTo(rect.right() - _RADIUS, rect.top())
        path.quadTo(rect.right(), rect.top(), rect.right(), rect.top() + _RADIUS)
        path.lineTo(rect.right(), rect.bottom() - _RADIUS)
        path.quadTo(rect.right(), rect.bottom(), rect.right() - _RADIUS, rect.bottom())
        path.lineTo(rect.bottomLeft())
        painter.fillPath(path, theme.color(f"{self._tone}_ground"))
        painter.setPen(QPen(theme.color("hair"), 1))
        painter.drawPath(path)
        painter.fillRect(QRectF(0, 0, _BAR, self.height()), theme.color(self._tone))
