"""The adopter curve on screen, with handles to drag."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from visionwork.domain.adoption import Moment, rebalance
from visionwork.gui.widgets.chart_view import ChartView

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from visionwork.report.charts import ChartPalette, ChartSizes, CurveGeometry

Shares = tuple[int, int, int, int]

_REACH = 14
"""How near to a handle, in pixels, the mouse takes hold of it."""


class AdopterChart(ChartView):
    """Today and target as curves; a handle that is dragged changes its band and scales the others.

    The keyboard's way to the same are the number fields below the chart.

    Signals:
        shares_changed: The moment and its four new shares, when a handle is let go.
    """

    shares_changed = Signal(object, object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shares: dict[Moment, Shares | None] = dict.fromkeys(Moment)
        self._kept: dict[Moment, Sequence[int]] = {}
        self._editable = False
        self._held: tuple[Moment, int] | None = None
        self._before: Shares | None = None
        self._most: int | None = None

    def show_shares(
        self,
        today: Shares | None,
        target: Shares | None,
        *,
        editable: bool,
        kept: Mapping[Moment, Sequence[int]] | None = None,
    ) -> None:
        """Show shares; None stands for "nobody has said".

        Args:
            today: Shares of today.
            target: Shares of the target.
            editable: Whether points can be dragged.
            kept: Bands that stay while another point is dragged.
        """
        self._kept = dict(kept or {})
        from visionwork.report.charts import describe_adopter_curve

        self._shares = {Moment.TODAY: today, Moment.TARGET: target}
        self._editable = editable
        self._held = None
        self.setMouseTracking(editable)
        self.set_chart(self._drawing, describe_adopter_curve(today, target))

    def sizeHint(self) -> QSize:
        """Return the height the page gives it; the curve is drawn to any."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a handle."""
        self._held = self._handle_at(event.position())
        if self._held is not None:
            self._before = self._shares[self._held[0]]
            self._most = self._geometry().most

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the handle, and the other bands with it."""
        if self._held is None:
            over = self._editable and self._handle_at(event.position()) is not None
            self.setCursor(Qt.CursorShape.SizeVerCursor if over else Qt.CursorShape.ArrowCursor)
            return
        moment, band = self._held
        share = self._geometry().share_at(self.height() - event.position().y())
        if self._before is not None:
            self._shares[moment] = rebalance(self._before, band, share, self._kept.get(moment, ()))
            self.redraw()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the handle go and tell the new shares."""
        held, self._held, self._most = self._held, None, None
        self.redraw()
        if held is not None and self._shares[held[0]] != self._before:
            self.shares_changed.emit(held[0], self._shares[held[0]])

    def _drawing(self, palette: ChartPalette, sizes: ChartSizes, width: float, height: float) -> Drawing:
        from visionwork.report.charts import adopter_curve

        today, target = self._shares[Moment.TODAY], self._shares[Moment.TARGET]
        return adopter_curve(
            today,
            target,
            width,
            height,
            palette=palette,
            sizes=sizes,
            most=self._most,
            legend=False,
        )

    def _geometry(self) -> CurveGeometry:
        from visionwork.report.charts import curve_geometry, screen_sizes

        sizes = screen_sizes(self._theme.text_percent)
        today, target = self._shares[Moment.TODAY], self._shares[Moment.TARGET]
        return curve_geometry(self.width(), self.height(), today, target, sizes, self._most, legend=False)

    def _handle_at(self, place: QPointF) -> tuple[Moment, int] | None:
        if not self._editable:
            return None
        geometry = self._geometry()
        near = [
            (QPointF(geometry.x(band), self.height() - geometry.y(share)) - place, (moment, band))
            for moment in (Moment.TARGET, Moment.TODAY)
            for band, share in enumerate(self._shares[moment] or ())
        ]
        near = [(offset, handle) for offset, handle in near if offset.manhattanLength() <= _REACH]
        return min(near, key=lambda item: item[0].manhattanLength())[1] if near else None
