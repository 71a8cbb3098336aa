"""A group's name with its shape before it."""

from __future__ import annotations

from visionwork.domain.groups import GroupKind
from visionwork.report.charts.drawing import put_mark
from visionwork.report.charts.palette import PRINT
from visionwork.report.engine import Drawing, Flowable
from visionwork.report.flowables import Text, put_figure, tagged

_INDENT = 11.5


class GroupLine(Flowable):
    """A name or heading with the shape of its kind of group at the left.

    Args:
        kind: Kind of the group.
        text: The name.
    """

    def __init__(self, kind: GroupKind, text: Text) -> None:
        super().__init__()
        self.kind, self.text = kind, text

    def getSpaceBefore(self) -> float:  # noqa: N802 - reportlab's name
        """Return the space above the name."""
        return self.text.getSpaceBefore()

    def getSpaceAfter(self) -> float:  # noqa: N802
        """Return the space below the name."""
        return self.text.getSpaceAfter()

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Return the size of the name with its shape."""
        _, self.height = self.text.wrap(aW - _INDENT, aH)
        self.width = aW
        return aW, self.height

    def draw(self) -> None:
        """Draw the shape beside the first line, and the name."""
        canvas, style = tagged(self), self.text.style
        radius = style.fontSize * 0.37
        mark = Drawing(10, 10)
        put_mark(mark, self.kind, 5, 5, radius, PRINT.kinds[self.kind].mark)
        middle = self.height - style.leading + (style.leading - style.fontSize) / 2 + style.fontSize * 0.48
        with canvas.artifact("Layout"):
            put_figure(canvas, mark, radius - 5, middle - 5, "")
        self.text.drawOn(canvas, _INDENT, 0)
