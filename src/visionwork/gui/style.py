"""The Fusion style with flat fields, boxes and menus in the colours of the theme.

A style sheet would be shorter, but Qt matches every rule against every widget, which doubles the time to the
first window; painting here costs nothing until something is drawn.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget

FIELD_HEIGHT = 36
"""Height of one-line fields, in pixels at text size 100."""

FIELD_RADIUS = 6.0
"""Corner radius of fields and buttons, in pixels."""

ERROR_PROPERTY = "fieldError"
"""Dynamic property of a field that is true while its value cannot be kept."""

_State = QStyle.StateFlag
_Primitive = QStyle.PrimitiveElement
_Contents = QStyle.ContentsType


class ColorSource(Protocol):
    """What the style needs of the theme."""

    def color(self, name: str) -> QColor:
        """Return the colour of a token."""
        ...

    def px(self, pixels: float) -> int:
        """Scale a length with the text size."""
        ...


class KitStyle(QProxyStyle):
    """Fusion, with the parts that carry colour or a frame painted as the design language asks.

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
        """Paint frames, boxes and menus; the focus ring is a widget of its own."""
        if element == _Primitive.PE_FrameFocusRect:
            return
        if element in (_Primitive.PE_FrameLineEdit, _Primitive.PE_PanelLineEdit):
            self._paint_field(option, painter, widget, element == _Primitive.PE_PanelLineEdit)
        elif element == _Primitive.PE_IndicatorCheckBox:
            self._paint_check_box(option, painter)
        elif element == _Primitive.PE_IndicatorRadioButton:
            self._paint_radio_button(option, painter)
        elif element in (_Primitive.PE_PanelMenu, _Primitive.PE_FrameMenu):
            self._paint_menu_panel(option, painter)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def sizeFromContents(  # noqa: N802
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget,
    ) -> QSize:
        """Give one-line fields and plain push buttons the height of the design."""
        result = super().sizeFromContents(kind, option, size, widget)
        if kind in (
            _Contents.CT_LineEdit,
            _Contents.CT_ComboBox,
            _Contents.CT_SpinBox,
            _Contents.CT_PushButton,
        ):
            result.setHeight(max(result.height(), self._colors.px(FIELD_HEIGHT)))
        return result

    def _paint_field(
        self, option: QStyleOption, painter: QPainter, widget: QWidget | None, filled: bool
    ) -> None:
        if filled and getattr(option, "lineWidth", 1) <= 0:  # a field inside a spin box or a cell
            painter.fillRect(option.rect, option.palette.base())
            return
        state: QStyle.StateFlag = option.state
        wrong = widget is not None and bool(widget.property(ERROR_PROPERTY))
        enabled = bool(state & _State.State_Enabled)
        name = "danger" if wrong else "ink" if state & _State.State_HasFocus else "line"
        width = 2.0 if wrong else 1.0
        rect = QRectF(option.rect).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colors.color(name if enabled else "hair"), width))
        painter.setBrush(self._colors.color("surface" if enabled else "sunken"))
        painter.drawRoundedRect(rect, FIELD_RADIUS, FIELD_RADIUS)
        painter.restore()

    def _paint_check_box(self, option: QStyleOption, painter: QPainter) -> None:
        state: QStyle.StateFlag = option.state
        rect = _centred_square(QRectF(option.rect))
        enabled = bool(state & _State.State_Enabled)
        ticked = bool(state & (_State.State_On | _State.State_NoChange))
        ink = self._colors.color("ink" if enabled else "disabled")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink if ticked else self._colors.color("line"), 1.2))
        painter.setBrush(ink if ticked else self._colors.color("surface"))
        painter.drawRoundedRect(rect, 3, 3)
        side = rect.width()
        if ticked:
            pen = QPen(self._colors.color("on_ink"), 1.8)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            points = ((0.26, 0.52), (0.44, 0.70), (0.75, 0.32))
            if state & _State.State_NoChange:
                points = ((0.26, 0.5), (0.74, 0.5))
            painter.drawPolyline(
                QPolygonF([QPointF(rect.x() + side * x, rect.y() + side * y) for x, y in points])
            )
        painter.restore()

    def _paint_radio_button(self, option: QStyleOption, painter: QPainter) -> None:
        state: QStyle.StateFlag = option.state
        rect = _centred_square(QRectF(option.rect))
        chosen = bool(state & _State.State_On)
        ink = self._colors.color("ink" if state & _State.State_Enabled else "disabled")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink if chosen else self._colors.color("line"), 1.2))
        painter.setBrush(self._colors.color("surface"))
        painter.drawEllipse(rect)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            inset = rect.width() * 0.27
            painter.drawEllipse(rect.adjusted(inset, inset, -inset, -inset))
        painter.restore()

    def _paint_menu_panel(self, option: QStyleOption, painter: QPainter) -> None:
        painter.fillRect(option.rect, self._colors.color("surface"))
        painter.setPen(QPen(self._colors.color("edge"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5))


def _centred_square(rect: QRectF) -> QRectF:
    side = min(rect.width(), rect.height()) - 1
    return QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
