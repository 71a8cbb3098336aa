"""Tables of text that flow over pages in time that grows with their rows.

reportlab's own Table copies all remaining rows at every page break, so that a thousand pages take minutes,
and cannot break a row that is taller than a page. This one knows its column widths, keeps its rows in one
list and measures each once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from visionwork.domain.records import record
from visionwork.report.engine import Flowable
from visionwork.report.flowables import Text, draw_stack, stack_heights, tagged
from visionwork.report.structure import Element, Role, heads
from visionwork.report.styles import HAIR, HAIR_LINE, INK
from visionwork.report.tagging import TaggedCanvas

Cell = list[Text]

_COMPANY = 2


@record
class TableLook:
    """Distances and lines of a table, in points.

    Attributes:
        padding: Space above and below the text of a row.
        gutter: Space between two columns.
        row_heads: Whether the first cell of a row is its head.
        head_line: Whether an ink line stands under the head.
        closing_line: Whether a hair line stands under the last row.
    """

    padding: float = 7
    gutter: float = 10
    row_heads: bool = False
    head_line: bool = True
    closing_line: bool = True


@dataclass(eq=False, slots=True)
class _Row:
    """Cells of a row with their heights for the table's columns."""

    cells: list[Cell]
    heights: list[list[float]] | None = None
    element: Element | None = None
    cell_elements: list[Element] = field(default_factory=list)

    def measured(self, widths: Sequence[float]) -> list[list[float]]:
        """Return the heights of the parts of each cell, measured once."""
        if self.heights is None:
            self.heights = [
                stack_heights(cell, width) for cell, width in zip(self.cells, widths, strict=True)
            ]
        return self.heights

    def height(self, widths: Sequence[float]) -> float:
        """Return the height of the tallest cell."""
        return max((sum(heights) for heights in self.measured(widths)), default=0.0)


@dataclass(eq=False, slots=True)
class _Shared:
    """What all parts of one table share."""

    widths: list[float]
    head: _Row | None
    look: TableLook
    tallest_kept: float
    element: Element | None = None
    head_drawn: bool = False


def text_table(
    widths: Sequence[float],
    head: Sequence[Cell] | None,
    rows: Sequence[Sequence[Cell]],
    look: TableLook | None = None,
    tallest_kept: float = 220,
) -> TextTable:
    """Return a table with a head that is repeated on every page.

    Args:
        widths: Width of each column, gutters included, in points.
        head: Head cells; None for a table without a visible head.
        rows: Cells of each row, each a list of paragraphs.
        look: Distances and lines.
        tallest_kept: Rows up to this height are moved to the next page as a whole; taller ones are broken.
    """
    head_row = _Row([list(cell) for cell in head]) if head is not None else None
    shared = _Shared(list(widths), head_row, look or TableLook(), tallest_kept)
    own = [_Row([list(cell) for cell in row]) for row in rows]
    return TextTable(shared, own, 0, len(own))


class TextTable(Flowable):
    """Some rows of a table, made by `text_table`; splitting gives two with the same rows in one list.

    Args:
        shared: What all parts of the table share.
        rows: All rows of the table.
        first: Index of the first row of this part.
        last: Index after its last row.
    """

    def __init__(self, shared: _Shared, rows: list[_Row], first: int, last: int) -> None:
        super().__init__()
        self._shared, self._rows, self._first, self._last = shared, rows, first, last

    def least_height(self) -> float:
        """Return the height of the head and the first row, or of as much of it as may stand alone."""
        rows = self._own_rows()
        first = min(self._row_height(rows[0]), self._shared.tallest_kept) if rows else 0.0
        return self._head_height() + first

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Return the size; rows are measured only until they exceed the room."""
        self.width = sum(self._shared.widths)
        height = self._head_height()
        for row in self._own_rows():
            height += self._row_height(row)
            if height > aH + 1e-6:
                break
        self.height = height
        return self.width, height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """Split between two rows, or within a row that is too tall to be moved as a whole."""
        room = aH - self._head_height()
        fitting = self._first
        while fitting < self._last:
            height = self._row_height(self._rows[fitting])
            if height > room + 1e-6:
                break
            room -= height
            fitting += 1
        if fitting == self._last:
            return [self]
        row = self._rows[fitting]
        if self._row_height(row) > self._shared.tallest_kept:
            parts = self._broken(row, room - 2 * self._shared.look.padding)
            if parts is not None:
                self._rows = [*self._rows[:fitting], *parts, *self._rows[fitting + 1 :]]
                self._last += 1
                fitting += 1
        elif fitting == self._last - 1 and fitting - self._first > _COMPANY:
            fitting -= 1  # the last row takes company along
        if fitting == self._first:
            return []
        return [self._part(self._first, fitting), self._part(fitting, self._last)]

    def draw(self) -> None:
        """Draw the rows of this part."""
        shared, canvas = self._shared, tagged(self)
        if shared.element is None:
            shared.element = canvas.element("Table")
        with canvas.inside(shared.element):
            y = self.height
            if shared.head is not None:
                y = self._draw_head(canvas, y)
            for place, row in enumerate(self._own_rows()):
                below = y - self._row_height(row)
                self._draw_row(canvas, row, y - shared.look.padding, "TD")
                last = place == self._last - self._first - 1
                if shared.look.closing_line or not last:
                    self._line(canvas, below, strong=False)
                y = below

    def _own_rows(self) -> list[_Row]:
        return self._rows[self._first : self._last]

    def _part(self, first: int, last: int) -> TextTable:
        return TextTable(self._shared, self._rows, first, last)

    def _inner_widths(self) -> list[float]:
        widths, gutter = self._shared.widths, self._shared.look.gutter
        return [width - gutter for width in widths[:-1]] + [widths[-1]]

    def _row_height(self, row: _Row) -> float:
        return row.height(self._inner_widths()) + 2 * self._shared.look.padding

    def _head_height(self) -> float:
        head = self._shared.head
        return 0.0 if head is None else head.height(self._inner_widths()) + 6

    def _broken(self, row: _Row, room: float) -> list[_Row] | None:
        """Return two rows, the first of which fits the room, or None when nothing of it does."""
        if room < 40:
            return None
        upper: list[Cell] = []
        lower: list[Cell] = []
        for cell, width in zip(row.cells, self._inner_widths(), strict=True):
            above, below = _split_cell(cell, width, room)
            upper.append(above)
            lower.append(below)
        if not any(upper) or not any(lower):
            return None
        rows = [_Row(upper, element=row.element), _Row(lower, element=row.element)]
        # Both parts are one row of the structure, so they share the list of its cells.
        for part in rows:
            part.cell_elements = row.cell_elements
        return rows

    def _draw_head(self, canvas: TaggedCanvas, top: float) -> float:
        shared = self._shared
        head = cast(_Row, shared.head)
        below = top - self._head_height()
        if shared.head_drawn:
            with canvas.artifact("Pagination"):
                self._draw_row(canvas, head, top, "TH", low=below + 6)
        else:
            self._draw_row(canvas, head, top, "TH", low=below + 6)
            shared.head_drawn = True
        self._line(canvas, below, strong=shared.look.head_line)
        return below

    def _draw_row(
        self, canvas: TaggedCanvas, row: _Row, top: float, role: Role, low: float | None = None
    ) -> None:
        """Draw the cells of a row from a height down, or up from a lower edge when one is given."""
        shared = self._shared
        measured = row.measured(self._inner_widths())
        tags = not canvas.hides
        if tags and not row.cell_elements:
            row.element = canvas.element("TR")
            row.cell_elements.extend(self._cell_elements(row, role))
        x = 0.0
        for place, (cell, heights) in enumerate(zip(row.cells, measured, strict=True)):
            start = top if low is None else low + sum(heights)
            if tags:
                with canvas.inside(row.cell_elements[place]):
                    draw_stack(cell, heights, canvas, x, start)
            else:
                draw_stack(cell, heights, canvas, x, start)
            x += shared.widths[place]

    def _cell_elements(self, row: _Row, role: Role) -> list[Element]:
        found = []
        for place in range(len(row.cells)):
            if role == "TH":
                found.append(Element("TH", cast(Element, row.element), A=heads("Column")))
            elif place == 0 and self._shared.look.row_heads:
                found.append(Element("TH", cast(Element, row.element), A=heads("Row")))
            else:
                found.append(Element("TD", cast(Element, row.element)))
        return found

    def _line(self, canvas: TaggedCanvas, y: float, *, strong: bool) -> None:
        with canvas.artifact("Layout"):
            canvas.setStrokeColor(INK if strong else HAIR)
            canvas.setLineWidth(HAIR_LINE)
            canvas.line(0, y, sum(self._shared.widths), y)


def _split_cell(cell: Cell, width: float, room: float) -> tuple[Cell, Cell]:
    """Split the paragraphs of a cell at a height."""
    above: Cell = []
    rest = list(cell)
    while rest:
        heights = stack_heights([*above, rest[0]], width)
        if sum(heights) <= room:
            above.append(rest.pop(0))
            continue
        left = room - (sum(stack_heights(above, width)) if above else 0) - rest[0].getSpaceBefore()
        if above:
            left -= above[-1].getSpaceAfter()
        parts = cast(list[Text], rest[0].split(width, left)) if left > 0 else []
        if len(parts) > 1:
            above.append(parts[0])
            rest[0:1] = parts[1:]
        break
    return above, rest
