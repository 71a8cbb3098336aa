"""How line edits, combo boxes and spin boxes are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle

from visionwork.gui.style.parts import (
    ERROR_PROPERTY,
    FIELD_RADIUS,
    ColorSource,
    State,
    centred,
    paint_chevron,
    painting,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import (
        QStyleOption,
        QStyleOptionComboBox,
        QStyleOptionSpinBox,
        QWidget,
    )

PADDING = 12
"""Space between the frame of a field and its text, in pixels at text size 100."""

BUTTON_WIDTH = 28
"""Width of the arrow of a combo box, in pixels at text size 100."""
_Part = QStyle.SubControl


def paint_line_edit(
    colors: ColorSource, option: QStyleOption, painter: QPainter, widget: QWidget | None
) -> None:
    """Paint ground and border of a line edit; inside another field or a cell only the ground.

    Args:
        colors: Gives the colours of the theme.
        option: What the style was asked to paint.
        painter: An open painter.
        widget: The widget that is painted, or None.
    """
    if getattr(option, "lineWidth", 1) <= 0:
        if widget is None or widget.autoFillBackground():
            painter.fillRect(option.rect, option.palette.base())
        return
    paint_field(colors, option, painter, widget)


def paint_field(colors: ColorSource, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Paint ground and border: grey at rest, ink with the focus, danger while the value cannot be kept.

    Args:
        colors: Gives the colours of the theme.
        option: What the style was asked to paint.
        painter: An open painter.
        widget: The widget that is painted, or None.
    """
    enabled = bool(option.state & State.State_Enabled)
    wrong = widget is not None and bool(widget.property(ERROR_PROPERTY))
    name = "danger" if wrong else "ink" if option.state & State.State_HasFocus else "line"
    width = 2.0 if wrong else 1.0
    rect = QRectF(option.rect).adjusted(width / 2, width / 2, -width / 2, -width / 2)
    with painting(painter):
        painter.setPen(QPen(colors.color(name if enabled else "hair"), width))
        painter.setBrush(colors.color("surface" if enabled else "sunken"))
        painter.drawRoundedRect(rect, FIELD_RADIUS, FIELD_RADIUS)


def paint_combo_box(
    colors: ColorSource, option: QStyleOptionComboBox, painter: QPainter, widget: QWidget | None
) -> None:
    """Paint field and arrow of a combo box.

    Args:
        colors: Gives the colours of the theme.
        option: What the style was asked to paint.
        painter: An open painter.
        widget: The widget that is painted, or None.
    """
    if option.frame:
        paint_field(colors, option, painter, widget)
    arrow = centred(combo_box_part(colors, option, _Part.SC_ComboBoxArrow) or option.rect, 12)
    enabled = bool(option.state & State.State_Enabled)
    with painting(painter):
        paint_chevron(painter, arrow, colors.color("ink2" if enabled else "disabled"))


def combo_box_part(
    colors: ColorSource, option: QStyleOptionComboBox, part: QStyle.SubControl
) -> QRect | None:
    """Return where a part of a combo box is, or None where Fusion knows."""
    button = colors.px(BUTTON_WIDTH)
    rect = option.rect
    if part == _Part.SC_ComboBoxArrow:
        return QRect(rect.right() - button, rect.top(), button, rect.height())
    if part == _Part.SC_ComboBoxEditField:
        # An editable box puts its own line edit here, which adds two pixels to the text.
        left = colors.px(PADDING) - (1 if option.editable else 2)
        return rect.adjusted(left, 2, -button, -2)
    return None


def with_words_that_fit(colors: ColorSource, option: QStyleOptionComboBox) -> QStyleOptionComboBox:
    """Return what a closed combo box shows: words it lacks room for end in an ellipsis.

    Args:
        colors: Gives the sizes of the theme.
        option: What the style was asked to paint.
    """
    from PySide6.QtWidgets import QStyleOptionComboBox

    shown = QStyleOptionComboBox(option)
    room = words_room(colors, option)
    shown.currentText = option.fontMetrics.elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
    return shown


def words_room(colors: ColorSource, option: QStyleOptionComboBox) -> int:
    """Return how wide the words of a combo box may be, in pixels."""
    place = combo_box_part(colors, option, _Part.SC_ComboBoxEditField)
    icon = 0 if option.currentIcon.isNull() else option.iconSize.width() + 4
    return (place or option.rect).width() - 2 - icon  # Fusion keeps a pixel at each side


def paint_spin_box(
    colors: ColorSource, option: QStyleOptionSpinBox, painter: QPainter, widget: QWidget | None
) -> None:
    """Paint field and steps of a spin box.

    Args:
        colors: Gives the colours of the theme.
        option: What the style was asked to paint.
        painter: An open painter.
        widget: The widget that is painted, or None.
    """
    from PySide6.QtWidgets import QAbstractSpinBox

    if option.frame:
        paint_field(colors, option, painter, widget)
    enabled = bool(option.state & State.State_Enabled)
    for part, flag, up in (
        (_Part.SC_SpinBoxUp, QAbstractSpinBox.StepEnabledFlag.StepUpEnabled, True),
        (_Part.SC_SpinBoxDown, QAbstractSpinBox.StepEnabledFlag.StepDownEnabled, False),
    ):
        place = spin_box_part(colors, option, part)
        if place is None or place.isEmpty():
            continue
        usable = enabled and bool(option.stepEnabled & flag)
        with painting(painter):
            pressed = bool(option.state & State.State_Sunken) and option.activeSubControls == part
            color = colors.color("disabled" if not usable else "ink" if pressed else "ink2")
            paint_chevron(painter, centred(place, 10).translated(0, 1 if up else -1), color, up=up)


def spin_box_part(colors: ColorSource, option: QStyleOptionSpinBox, part: QStyle.SubControl) -> QRect | None:
    """Return where a part of a spin box is, or None where Fusion knows."""
    from PySide6.QtWidgets import QAbstractSpinBox

    button = 0
    if option.buttonSymbols != QAbstractSpinBox.ButtonSymbols.NoButtons:
        button = colors.px(BUTTON_WIDTH - 4)
    rect = option.rect
    half = rect.height() // 2
    if part == _Part.SC_SpinBoxUp:
        return QRect(rect.right() - button, rect.top() + 1, button, half - 1)
    if part == _Part.SC_SpinBoxDown:
        return QRect(rect.right() - button, rect.top() + half, button, rect.height() - half - 1)
    if part == _Part.SC_SpinBoxEditField:
        left = colors.px(PADDING) - 1 if option.frame else 0
        return rect.adjusted(left, 2, -button - 2, -2)
    return None
