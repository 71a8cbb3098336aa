"""The part of a page that text flows through; what no page is tall enough for is made to fit it."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from visionwork.report.engine import Flowable, Frame
from visionwork.report.flowables import tagged

_EDGES = dict.fromkeys(("leftPadding", "rightPadding", "topPadding", "bottomPadding"), 0)


class TextFrame(Frame):
    """A frame without padding that turns nothing away.

    reportlab gives a document up when a part is taller than a page and cannot be broken. Pages are made so
    that none is; where one is all the same, it is scaled down.

    Args:
        x: Left edge.
        y: Lower edge.
        width: Its width.
        height: Its height.
    """

    def __init__(self, x: float, y: float, width: float, height: float) -> None:
        super().__init__(x, y, width, height, id="text", **_EDGES)

    def split(self, flowable: Flowable, canv: Canvas) -> list[Flowable]:
        """Return the parts of what has no room, scaled down where a whole page is too small for it."""
        parts = super().split(flowable, canv)
        at_top = getattr(self, "_atTop", False)
        return parts or ([_Smaller(flowable)] if at_top else [])


class _Smaller(Flowable):
    """A flowable that is scaled down to the height there is.

    Args:
        whole: The flowable.
    """

    def __init__(self, whole: Flowable) -> None:
        super().__init__()
        self.whole = whole

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        """Return the size it is scaled to."""
        height = self.whole.wrap(aW, aH)[1]
        self._scale = min(1.0, aH / height) if height else 1.0
        self.width, self.height = aW, min(height, aH)
        return self.width, self.height

    def draw(self) -> None:
        """Draw it in small."""
        canvas = tagged(self)
        canvas.saveState()
        canvas.scale(self._scale, self._scale)
        self.whole.drawOn(canvas, 0, 0)
        canvas.restoreState()
