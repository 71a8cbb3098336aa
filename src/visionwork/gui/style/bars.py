"""How scroll bars, sliders, progress bars and table headers are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QStyle

from visionwork.gui.style.parts import ColorSource, State, centred, fill_rect, painting

if TYPE_CHECKING:
    from PySide6.QtWidgets import (
        QStyleOptionHeader,
        QStyleOptionProgressBar,
        QStyleOptionSlider,
        QWidget,
    )

_MIN_HANDLE = 28
_HANDLE_WIDTH = 8
_GROOVE = 4
_Part = QStyle.SubControl


def paint_scroll_bar(
    colors: ColorSource, option: QStyleOptionSlider, painter: QPainter, widget: QWidget | None
) -> None:
    """Paint a round handle on the ground of what it scrolls, or on what shows through; there are no arrows.

    Args:
        colors: Gives the colours of the theme.
        option: What the style was asked to paint.
        painter: An open painter.
        widget: The widget that is painted, or None.
    """
    if widget is None or widget.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent):
        fill_rect(painter, option.rect, _scrolled_ground(option, widget))
    handle = scroll_bar_part(option, _Part.SC_ScrollBarSlider)
    if handle is None or option.maximum <= option.minimum:
        return
    used = option.activeSubControls == _Part.SC_ScrollBarSlider
    active = used and bool(option.state & (State.State_MouseOver | State.State_Sunken))
    box = QRectF(handle)
    spare = (box.width() if _upright(option) else box.height()) - _HANDLE_WIDTH
    inset = max(spare / 2, 0.0)
    box = box.adjusted(inset, 2, -inset, -2) if _upright(option) else box.adjusted(2, inset, -2, -inset)
    with painting(painter):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.color("line" if active else "edge"))
        painter.drawRoundedRect(box, _HANDLE_WIDTH / 2, _HANDLE_WIDTH / 2)


def scroll_bar_part(option: QStyleOptionSlider, part: QStyle.SubControl) -> QRect | None:
    """Return where a part of a scroll bar is, or None where Fusion knows."""
    rect = option.rect
    if part == _Part.SC_ScrollBarGroove:
        return rect
    if part in (_Part.SC_ScrollBarAddLine, _Part.SC_ScrollBarSubLine):
        return QRect()
    if part not in (_Part.SC_ScrollBarSlider, _Part.SC_ScrollBarAddPage, _Part.SC_ScrollBarSubPage):
        return None
    length = rect.height() if _upright(option) else rect.width()
    reach = option.maximum - option.minimum
    size = length
    if reach > 0:
        size = max(_MIN_HANDLE, round(length * option.pageStep / (reach + max(option.pageStep, 1))))
        size = min(size, length)
    start = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - size, option.upsideDown
    )
    if part == _Part.SC_ScrollBarSubPage:
        start, size = 0, start
    elif part == _Part.SC_ScrollBarAddPage:
        start, size = start + size, length - start - size
    if _upright(option):
        return QRect(rect.left(), rect.top() + start, rect.width(), size)
    place = QRect(rect.left() + start, rect.top(), size, rect.height())
    return QStyle.visualRect(option.direction, rect, place)


def paint_slider(colors: ColorSource, option: QStyleOptionSlider, painter: QPainter, handle: QRect) -> None:
    """Paint groove, the part up to the value, and the handle.

    Args:
        colors: Gives the colours of the theme.
        option: What the style was asked to paint.
        painter: An open painter.
        handle: Where the handle stands.
    """
    enabled = bool(option.state & State.State_Enabled)
    rect, middle = QRectF(option.rect), QRectF(handle).center()
    if _upright(option):
        groove = QRectF(rect.center().x() - _GROOVE / 2, rect.top(), _GROOVE, rect.height())
        filled = QRectF(groove)
        filled.setTop(middle.y())
    else:
        groove = QRectF(rect.left(), rect.center().y() - _GROOVE / 2, rect.width(), _GROOVE)
        filled = QRectF(groove)
        if option.upsideDown:
            filled.setLeft(middle.x())
        else:
            filled.setRight(middle.x())
    ink = colors.color("ink" if enabled else "disabled")
    with painting(painter):
        painter.setPen(Qt.PenStyle.NoPen)
        for box, color in ((groove, colors.color("hair")), (filled, ink)):
            painter.setBrush(color)
            painter.drawRoundedRect(box, _GROOVE / 2, _GROOVE / 2)
        painter.setPen(QPen(colors.color("surface"), 2))
        painter.setBrush(ink)
        painter.drawEllipse(centred(handle, min(handle.width(), handle.height(), 16)))


def paint_progress(colors: ColorSource, option: QStyleOptionProgressBar, painter: QPainter) -> None:
    """Paint a thin bar with the part that is done; while the end is unknown, a part in the middle."""
    rect = QRectF(option.rect)
    groove = QRectF(rect.left(), rect.center().y() - _GROOVE / 2, rect.width(), _GROOVE)
    reach = option.maximum - option.minimum
    done = QRectF(groove)
    if reach > 0:
        done.setWidth(groove.width() * max(0, option.progress - option.minimum) / reach)
    else:
        done.adjust(groove.width() / 3, 0, -groove.width() / 3, 0)
    with painting(painter):
        painter.setPen(Qt.PenStyle.NoPen)
        for box, name in ((groove, "hair"), (done, "ink")):
            painter.setBrush(colors.color(name))
            painter.drawRoundedRect(box, _GROOVE / 2, _GROOVE / 2)


def paint_header_section(colors: ColorSource, option: QStyleOptionHeader, painter: QPainter) -> None:
    """Paint the ground of a table's head with hairlines below and between."""
    rect = option.rect
    painter.fillRect(rect, colors.color("surface"))
    hair = colors.color("hair")
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, hair)
    painter.fillRect(rect.right(), rect.top(), 1, rect.height(), hair)


def _scrolled_ground(option: QStyleOptionSlider, widget: QWidget | None) -> QColor:
    # By way of parent(), for which Qt tells the class; for parentWidget() PySide would build every widget
    # class there is to find out, before the first window.
    area: QObject | None = widget
    while area is not None and not isinstance(area, QAbstractScrollArea):
        area = area.parent()
    if area is None:
        return option.palette.window().color()
    viewport = area.viewport()
    return viewport.palette().color(viewport.backgroundRole())


def _upright(option: QStyleOptionSlider) -> bool:
    return option.orientation == Qt.Orientation.Vertical
