"""How the menu bar, menus and tooltips are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from visionwork.gui.style.parts import ColorSource, State, fill_rect, painting

if TYPE_CHECKING:
    from PySide6.QtWidgets import (
        QStyleOption,
        QStyleOptionMenuItem,
        QWidget,
    )

MENU_BAR_HEIGHT = 43
"""Height of the menu bar without the hairline below, in pixels at text size 100."""

MENU_ITEM_HEIGHT = 32
"""Height of an item of a menu, in pixels at text size 100."""

CHECK_SHARE = 0.8
"""Share of an item's height that Fusion leaves for its check mark, so that a higher item is a wider one."""

_SELECTED = State.State_Selected


def paint_menu_panel(colors: ColorSource, option: QStyleOption, painter: QPainter) -> None:
    """Paint the ground and border of a menu."""
    fill_rect(painter, option.rect, colors.color("surface"))
    painter.setPen(QPen(colors.color("edge"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5))


def paint_selection(colors: ColorSource, option: QStyleOptionMenuItem, painter: QPainter) -> None:
    """Paint the ground of the item the mouse or the keys are on."""
    if option.state & _SELECTED and option.state & State.State_Enabled and not is_separator(option):
        with painting(painter):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("select"))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(3, 1, -3, -1), 4, 4)


def is_separator(option: QStyleOption) -> bool:
    """Return whether an item of a menu is only a line between others."""
    from PySide6.QtWidgets import QStyleOptionMenuItem

    kind = QStyleOptionMenuItem.MenuItemType.Separator
    return getattr(option, "menuItemType", None) == kind


def unselected(option: QStyleOption) -> QStyleOptionMenuItem:
    """Return the option of an item as if nothing were on it, so that Fusion adds no frame."""
    from PySide6.QtWidgets import QStyleOptionMenuItem

    plain = QStyleOptionMenuItem(cast("QStyleOptionMenuItem", option))
    plain.state &= ~_SELECTED
    return plain


def paint_menu_bar_item(
    colors: ColorSource, option: QStyleOptionMenuItem, painter: QPainter, widget: QWidget | None
) -> None:
    """Paint one word of the menu bar; its access key is underlined once Alt has given the bar the keys.

    Args:
        colors: Gives the colours of the theme.
        option: What the style was asked to paint.
        painter: An open painter.
        widget: The widget that is painted, or None.
    """
    paint_menu_bar(colors, option, painter)
    active = bool(option.state & _SELECTED) and bool(option.state & State.State_Enabled)
    with painting(painter):
        if active:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("hair" if option.state & State.State_Sunken else "hover"))
            spare = max(0.0, (option.rect.height() - colors.px(28)) / 2)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(2, spare, -2, -spare), 6, 6)
        painter.setPen(colors.color("ink2" if option.state & State.State_Enabled else "disabled"))
        flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextSingleLine.value
        shown = widget is not None and widget.hasFocus()
        flags |= (Qt.TextFlag.TextShowMnemonic if shown else Qt.TextFlag.TextHideMnemonic).value
        painter.drawText(option.rect, flags, option.text)


def paint_menu_bar(colors: ColorSource, option: QStyleOption, painter: QPainter) -> None:
    """Paint the ground of the menu bar and the hairline below."""
    fill_rect(painter, option.rect, colors.color("paper"))
    whole = getattr(option, "menuRect", option.rect)
    line = QRect(option.rect.left(), whole.bottom(), option.rect.width(), 1)
    fill_rect(painter, line, colors.color("hair"))


def paint_tooltip(colors: ColorSource, option: QStyleOption, painter: QPainter) -> None:
    """Paint the ground of a tooltip."""
    fill_rect(painter, option.rect, colors.color("ink"))
