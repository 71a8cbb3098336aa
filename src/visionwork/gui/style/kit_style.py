"""The Fusion style with flat fields, boxes and menus in the colours of the theme.

A style sheet would be shorter, but Qt matches every rule against every widget, which doubles the time to the
first window; painting here costs nothing until something is drawn.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QProxyStyle, QStyle, QWidget

from visionwork.gui.style import bars, boxes, fields, menus
from visionwork.gui.style.parts import FIELD_HEIGHT, ColorSource

if TYPE_CHECKING:
    from PySide6.QtWidgets import (
        QStyleOption,
        QStyleOptionButton,
        QStyleOptionComboBox,
        QStyleOptionComplex,
        QStyleOptionFrame,
        QStyleOptionHeader,
        QStyleOptionMenuItem,
        QStyleOptionProgressBar,
        QStyleOptionSlider,
        QStyleOptionSpinBox,
    )

_Primitive = QStyle.PrimitiveElement
_Control = QStyle.ControlElement
_Complex = QStyle.ComplexControl
_Contents = QStyle.ContentsType
_TALL = frozenset(
    (_Contents.CT_LineEdit, _Contents.CT_ComboBox, _Contents.CT_SpinBox, _Contents.CT_PushButton)
)


class KitStyle(QProxyStyle):
    """Fusion, with the parts that carry colour or a frame painted as the design language asks.

    There is no `polish` here: it would be asked about every widget, also those that Qt makes for itself,
    and PySide builds every widget class there is when it meets the first of them (20 ms of the start).

    Args:
        colors: Where colours and scaled sizes come from.
    """

    def __init__(self, colors: ColorSource) -> None:
        super().__init__("Fusion")
        self._colors = colors

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint frames and boxes."""
        match element:
            case _Primitive.PE_FrameFocusRect:
                boxes.paint_cell_focus(self._colors, option, painter, widget)
            case _Primitive.PE_PanelButtonTool:
                boxes.paint_tool_button(self._colors, option, painter)
            case _Primitive.PE_PanelLineEdit | _Primitive.PE_FrameLineEdit:
                fields.paint_line_edit(self._colors, option, painter, widget)
            case _Primitive.PE_IndicatorCheckBox | _Primitive.PE_IndicatorItemViewItemCheck:
                boxes.paint_check_box(self._colors, option, painter)
            case _Primitive.PE_IndicatorRadioButton:
                boxes.paint_radio_button(self._colors, option, painter)
            case _Primitive.PE_PanelMenu | _Primitive.PE_FrameMenu:
                menus.paint_menu_panel(self._colors, option, painter)
            case _Primitive.PE_PanelTipLabel:
                menus.paint_tooltip(self._colors, option, painter)
            case _Primitive.PE_FrameGroupBox:
                boxes.paint_group_frame(self._colors, option, painter)
            case _:
                super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint push buttons, frames, combo boxes, menus, headers and progress bars."""
        if element == _Control.CE_PushButton:
            boxes.paint_push_button(self._colors, cast("QStyleOptionButton", option), painter)
        elif element == _Control.CE_ShapedFrame:
            if not boxes.paint_frame(self._colors, cast("QStyleOptionFrame", option), painter, widget):
                super().drawControl(element, option, painter, widget)
        elif element == _Control.CE_ComboBoxLabel:
            box = fields.with_words_that_fit(self._colors, cast("QStyleOptionComboBox", option))
            super().drawControl(element, box, painter, widget)
        elif element == _Control.CE_MenuItem:
            menus.paint_selection(self._colors, cast("QStyleOptionMenuItem", option), painter)
            super().drawControl(element, menus.unselected(option), painter, widget)
        elif element == _Control.CE_MenuBarItem:
            menus.paint_menu_bar_item(self._colors, cast("QStyleOptionMenuItem", option), painter, widget)
        elif element == _Control.CE_MenuBarEmptyArea:
            menus.paint_menu_bar(self._colors, option, painter)
        elif element == _Control.CE_HeaderSection:
            bars.paint_header_section(self._colors, cast("QStyleOptionHeader", option), painter)
        elif element == _Control.CE_ProgressBar:
            bars.paint_progress(self._colors, cast("QStyleOptionProgressBar", option), painter)
        else:
            super().drawControl(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint combo boxes, spin boxes, scroll bars and sliders."""
        if control == _Complex.CC_ComboBox:
            fields.paint_combo_box(self._colors, cast("QStyleOptionComboBox", option), painter, widget)
        elif control == _Complex.CC_SpinBox:
            fields.paint_spin_box(self._colors, cast("QStyleOptionSpinBox", option), painter, widget)
        elif control == _Complex.CC_ScrollBar:
            bars.paint_scroll_bar(self._colors, cast("QStyleOptionSlider", option), painter, widget)
        elif control == _Complex.CC_Slider and widget:
            handle = self.subControlRect(control, option, QStyle.SubControl.SC_SliderHandle, widget)
            bars.paint_slider(self._colors, cast("QStyleOptionSlider", option), painter, handle)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def subControlRect(  # noqa: N802
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget,
    ) -> QRect:
        """Place the parts of combo boxes, spin boxes and scroll bars."""
        place: QRect | None = None
        if control == _Complex.CC_ComboBox:
            place = fields.combo_box_part(self._colors, cast("QStyleOptionComboBox", option), part)
        elif control == _Complex.CC_SpinBox:
            place = fields.spin_box_part(self._colors, cast("QStyleOptionSpinBox", option), part)
        elif control == _Complex.CC_ScrollBar:
            place = bars.scroll_bar_part(cast("QStyleOptionSlider", option), part)
        return super().subControlRect(control, option, part, widget) if place is None else place

    def sizeFromContents(  # noqa: N802
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget,
    ) -> QSize:
        """Give fields, plain push buttons and menus the height of the design."""
        result = super().sizeFromContents(kind, option, size, widget)
        px = self._colors.px
        if kind in _TALL:
            result.setHeight(px(FIELD_HEIGHT))
            if kind == _Contents.CT_PushButton:
                result.setWidth(max(result.width(), size.width() + px(32)))
            elif kind == _Contents.CT_ComboBox:
                needed = size.width() + px(fields.PADDING) + px(fields.BUTTON_WIDTH) + 6
                result.setWidth(max(result.width() + px(fields.PADDING), needed))
        elif kind == _Contents.CT_MenuBarItem:
            result = QSize(size.width() + px(24), px(menus.MENU_BAR_HEIGHT))
        elif kind == _Contents.CT_MenuItem and not menus.is_separator(option):
            height = max(result.height(), px(menus.MENU_ITEM_HEIGHT))
            wider = ceil((height - result.height()) * menus.CHECK_SHARE)
            result = QSize(result.width() + wider, height)
        return result
