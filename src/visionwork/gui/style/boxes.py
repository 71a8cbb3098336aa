"""How check boxes, radio buttons, plain push buttons and frames are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame

from visionwork.gui.style.parts import (
    ERROR_PROPERTY,
    FIELD_RADIUS,
    ColorSource,
    State,
    centred,
    paint_chevron,
    paint_stroke,
    painting,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import (
        QStyleOption,
        QStyleOptionButton,
        QStyleOptionFrame,
        QWidget,
    )

_TICK = ((0.26, 0.52), (0.44, 0.70), (0.75, 0.32))
_BAR = ((0.26, 0.5), (0.74, 0.5))


def paint_check_box(colors: ColorSource, option: QStyleOption, painter: QPainter) -> None:
    """Paint the box of a check box: hollow, ticked, or with a bar where only some are."""
    partly = bool(option.state & State.State_NoChange)
    ticked = partly or bool(option.state & State.State_On)
    ink = colors.color("ink" if option.state & State.State_Enabled else "disabled")
    box = centred(option.rect, min(option.rect.width(), option.rect.height()) - 1)
    with painting(painter):
        painter.setPen(QPen(ink if ticked else colors.color("line"), 1.2))
        painter.setBrush(ink if ticked else colors.color("surface"))
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            paint_stroke(painter, box, _BAR if partly else _TICK, colors.color("on_ink"), 1.8)


def paint_radio_button(colors: ColorSource, option: QStyleOption, painter: QPainter) -> None:
    """Paint the ring of a radio button, with a dot when it is chosen."""
    chosen = bool(option.state & State.State_On)
    ink = colors.color("ink" if option.state & State.State_Enabled else "disabled")
    ring = centred(option.rect, min(option.rect.width(), option.rect.height()) - 1)
    with painting(painter):
        painter.setPen(QPen(ink if chosen else colors.color("line"), 1.2))
        painter.setBrush(colors.color("surface"))
        painter.drawEllipse(ring)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(centred(ring, ring.width() * 0.48))


def paint_push_button(colors: ColorSource, option: QStyleOptionButton, painter: QPainter) -> None:
    """Paint a plain push button, as message boxes have: ink when it is the default, else framed."""
    from PySide6.QtWidgets import QStyleOptionButton

    features = QStyleOptionButton.ButtonFeature
    state, rect = option.state, QRectF(option.rect)
    enabled, down = bool(state & State.State_Enabled), bool(state & (State.State_Sunken | State.State_On))
    hover = bool(state & State.State_MouseOver)
    flat = bool(option.features & features.Flat)
    primary = bool(option.features & features.DefaultButton) and enabled
    if primary:
        ground, border, text = "ink_press" if down else "ink_hover" if hover else "ink", "", "on_ink"
    elif not enabled:
        ground, border, text = "surface", "hair", "disabled"
    else:
        ground, border, text = "hair" if down else "hover" if hover else "surface", "edge", "ink"
    with painting(painter):
        if not flat or down or hover:
            half = 0.5 if border else 0.0
            painter.setPen(QPen(colors.color(border), 1) if border and not flat else Qt.PenStyle.NoPen)
            painter.setBrush(colors.color(ground))
            painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), FIELD_RADIUS, FIELD_RADIUS)
        if option.features & features.HasMenu:
            arrow = QRectF(rect.right() - 26, rect.top(), 20, rect.height())
            paint_chevron(painter, centred(arrow, 12), colors.color(text))
            rect.setRight(arrow.left())
        _paint_button_label(painter, option, rect, colors, text)


def paint_frame(
    colors: ColorSource, option: QStyleOptionFrame, painter: QPainter, widget: QWidget | None
) -> bool:
    """Paint the frame of an editor, a list or a scroll area.

    Args:
        colors: Gives the colours of the theme.
        option: What the style was asked to paint.
        painter: An open painter.
        widget: The widget that is painted, or None.

    Returns:
        False for frames of another shape, which Fusion paints.
    """
    if option.frameShape != QFrame.Shape.StyledPanel:
        return False
    editor = widget is not None and (widget.inherits("QTextEdit") or widget.inherits("QPlainTextEdit"))
    wrong = widget is not None and bool(widget.property(ERROR_PROPERTY))
    focused = editor and bool(option.state & State.State_HasFocus)
    name = "danger" if wrong else "ink" if focused else "line" if editor else "hair"
    ground = "surface" if option.state & State.State_Enabled else "sunken"
    radius = FIELD_RADIUS if editor else 2
    with painting(painter):
        painter.setPen(QPen(colors.color(name), 1))
        painter.setBrush(colors.color(ground) if editor else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    return True


def paint_cell_focus(
    colors: ColorSource, option: QStyleOption, painter: QPainter, widget: QWidget | None
) -> None:
    """Paint a frame around the current cell of a table or list; other widgets have the focus ring.

    Args:
        colors: Gives the colours of the theme.
        option: What the style was asked to paint.
        painter: An open painter.
        widget: The widget that is painted, or None.
    """
    if widget is not None and widget.inherits("QAbstractItemView"):
        with painting(painter):
            painter.setPen(QPen(colors.color("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1))


def paint_tool_button(colors: ColorSource, option: QStyleOption, painter: QPainter) -> None:
    """Paint the ground of a tool button: nothing at rest."""
    down = bool(option.state & (State.State_Sunken | State.State_On))
    if down or (option.state & State.State_MouseOver and option.state & State.State_Enabled):
        with painting(painter):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("hair" if down else "hover"))
            painter.drawRoundedRect(QRectF(option.rect), FIELD_RADIUS, FIELD_RADIUS)


def paint_group_frame(colors: ColorSource, option: QStyleOption, painter: QPainter) -> None:
    """Paint the frame of a group box."""
    with painting(painter):
        painter.setPen(QPen(colors.color("hair"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


def _paint_button_label(
    painter: QPainter, option: QStyleOptionButton, rect: QRectF, colors: ColorSource, text: str
) -> None:
    flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextShowMnemonic.value
    painter.setPen(colors.color(text))
    if not option.icon.isNull():
        from PySide6.QtGui import QIcon  # its names of theme icons take the start milliseconds

        size: QSize = option.iconSize
        words = option.fontMetrics.size(Qt.TextFlag.TextShowMnemonic.value, option.text).width()
        left = rect.center().x() - (size.width() + 8 + words) / 2
        mode = QIcon.Mode.Normal if option.state & State.State_Enabled else QIcon.Mode.Disabled
        place = QRectF(left, rect.center().y() - size.height() / 2, size.width(), size.height())
        option.icon.paint(painter, place.toRect(), Qt.AlignmentFlag.AlignCenter, mode)
        rect = QRectF(left + size.width() + 8, rect.top(), words + 4, rect.height())
        flags = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextShowMnemonic.value
    painter.drawText(rect, flags, option.text)
