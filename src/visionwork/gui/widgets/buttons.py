"""Buttons: one primary a screen, secondary, quiet, and icon alone."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Property, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from visionwork.gui.icons import ICON_SIZE, paint_icon
from visionwork.gui.style.parts import FIELD_RADIUS
from visionwork.gui.theme import Theme

HEIGHT_NORMAL = 36
HEIGHT_BANNER = 32
HEIGHT_BAR = 28
HEIGHT_HOME = 44

_GAP = 8
_PADDING = {HEIGHT_HOME: 17, HEIGHT_NORMAL: 17, HEIGHT_BANNER: 13, HEIGHT_BAR: 12}
_QUIET_PADDING = 9
_SMALL_ICON = 14


class _Look(NamedTuple):
    """Colour tokens of a button in one state; no name means nothing is painted."""

    ground: str
    border: str
    text: str


class KitButton(QPushButton):
    """What all buttons of the kit share: sizes, states, icon and text.

    In a form, promote a QPushButton and set the dynamic properties `iconName` and `buttonHeight`.

    Args:
        text: Verb and noun; an ampersand marks the access key.
        icon_name: An icon before the text, or "" for none.
        height: `HEIGHT_NORMAL`, `HEIGHT_BANNER`, `HEIGHT_BAR` or `HEIGHT_HOME`, in pixels at text size 100.
        parent: The widget it is in.
    """

    text_role = "button"

    def __init__(
        self,
        text: str = "",
        icon_name: str = "",
        height: int = HEIGHT_NORMAL,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._icon_name = icon_name
        self._height = height
        self.setText(text)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._theme.changed.connect(self.updateGeometry)

    def icon_name(self) -> str:
        """Return the icon before the text."""
        return self._icon_name

    def set_icon_name(self, name: str) -> None:
        """Put another icon before the text, or none."""
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def button_height(self) -> int:
        """Return the height in pixels at text size 100."""
        return self._height

    def set_button_height(self, height: int) -> None:
        """Use another of the heights of the design."""
        self._height = height
        self.updateGeometry()

    def set_reason(self, reason: str) -> None:
        """Disable the button and say what is missing, or enable it when the reason is empty."""
        self.setEnabled(not reason)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)

    def sizeHint(self) -> QSize:
        """Return room for icon and text."""
        width = 2 * self._padding()
        if self._icon_name:
            width += self._theme.px(ICON_SIZE)
        if self.text():
            words = QFontMetrics(self._theme.font(self.text_role))
            width += words.size(Qt.TextFlag.TextShowMnemonic.value, self.text()).width()
            width += _GAP if self._icon_name else 0
        if self.menu() is not None:
            width += _GAP + self._theme.px(ICON_SIZE)
        return QSize(width, self._theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        """Never cut the text."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button with Enter as with Space, in dialogs and on pages alike."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, border, icon and text of the present state."""
        look, theme, painter = self._look(), self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if look.ground or look.border:
            painter.setBrush(theme.color(look.ground) if look.ground else Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color(look.border), 1) if look.border else Qt.PenStyle.NoPen)
            half = 0.5 if look.border else 0.0
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(half, half, -half, -half), FIELD_RADIUS, FIELD_RADIUS
            )
        self._paint_content(painter, look.text)

    def _paint_content(self, painter: QPainter, color: str) -> None:
        theme, side, height = self._theme, self._theme.px(ICON_SIZE), self.height()
        content = self.sizeHint().width() - 2 * self._padding()
        left_aligned = self._height == HEIGHT_HOME
        x = self._padding() if left_aligned else max(self._padding(), (self.width() - content) / 2)
        if self._icon_name:
            paint_icon(
                painter, QRectF(x, (height - side) / 2, side, side), self._icon_name, theme.color(color)
            )
            x += side + _GAP
        painter.setFont(theme.font(self.text_role))
        painter.setPen(theme.color(color))
        flags = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
        flags |= Qt.TextFlag.TextHideMnemonic.value if not _shows_mnemonic(self) else 0
        flags |= Qt.TextFlag.TextShowMnemonic.value if _shows_mnemonic(self) else 0
        painter.drawText(QRectF(x, 0, self.width() - x, height), flags, self.text())
        if self.menu() is not None:
            right = self.width() - self._padding() - side
            arrow = QRectF(right, (height - side) / 2, side, side)
            paint_icon(painter, arrow, "chevron-down", theme.color(color))

    def _padding(self) -> int:
        return _PADDING.get(self._height, _PADDING[HEIGHT_NORMAL])

    def _look(self) -> _Look:
        raise TypeError("KitButton is only a base: use one of the buttons below")

    def _pressed(self) -> bool:
        return self.isDown() or self.isChecked()

    iconName = Property(str, icon_name, set_icon_name)  # noqa: N815 - as Designer names properties
    buttonHeight = Property(int, button_height, set_button_height)  # noqa: N815


class PrimaryButton(KitButton):
    """The one thing to do next on a screen: ink ground."""

    def _look(self) -> _Look:
        if not self.isEnabled():
            return _Look("hair", "", "disabled")
        if self.isDown():
            return _Look("ink_press", "", "on_ink")
        return _Look("ink_hover" if self.underMouse() else "ink", "", "on_ink")


class SecondaryButton(KitButton):
    """Any other action worth a frame: surface and edge."""

    def _look(self) -> _Look:
        if not self.isEnabled():
            return _Look("surface", "hair", "disabled")
        if self._pressed():
            return _Look("hair", "edge", "ink")
        return _Look("hover" if self.underMouse() else "surface", "edge", "ink")


class QuietButton(KitButton):
    """An action beside others: text only."""

    def _look(self) -> _Look:
        if not self.isEnabled():
            return _Look("", "", "disabled")
        if self._pressed():
            return _Look("hair", "", "ink2")
        return _Look("hover" if self.underMouse() else "", "", "ink2")

    def _padding(self) -> int:
        return _QUIET_PADDING


class IconButton(KitButton):
    """A square button with an icon alone; its name is spoken and shown as a tooltip.

    Args:
        icon_name: The icon.
        name: What it does, as verb and noun.
        height: Side in pixels at text size 100.
        framed: Whether it has a border at rest.
        parent: The widget it is in.
    """

    def __init__(
        self,
        icon_name: str = "",
        name: str = "",
        height: int = HEIGHT_BAR,
        *,
        framed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", icon_name, height, parent=parent)
        self._framed = framed
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if name:
            self.set_name(name)

    def set_name(self, name: str) -> None:
        """Say what the button does."""
        self.setAccessibleName(name)
        shortcut = self.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(f"{name} ({shortcut})" if shortcut else name)

    def sizeHint(self) -> QSize:
        """Return a square."""
        side = self._theme.px(self._height)
        return QSize(side, side)

    def _look(self) -> _Look:
        border = "edge" if self._framed else ""
        if not self.isEnabled():
            return _Look("surface" if self._framed else "", "hair" if self._framed else "", "disabled")
        if self._pressed():
            return _Look("hair", border, "ink2")
        rest = "surface" if self._framed else ""
        return _Look("hover" if self.underMouse() else rest, border, "ink2")

    def _paint_content(self, painter: QPainter, color: str) -> None:
        side = self._theme.px(_SMALL_ICON if self._height == HEIGHT_BAR else ICON_SIZE)
        place = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_icon(painter, place, self._icon_name, self._theme.color(color))


def _shows_mnemonic(button: QPushButton) -> bool:
    style = button.style()
    return bool(style.styleHint(style.StyleHint.SH_UnderlineShortcut, None, button))
