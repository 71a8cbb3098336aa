"""How wide columns and how high rows are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex

from visionwork.domain.method import Column
from visionwork.gui.views.grid.cell_painter import CellPainter
from visionwork.gui.views.grid.model import GridModel


def column_widths(columns: Sequence[Column], available: int, painter: CellPainter, gutter: int) -> list[int]:
    """Return the widths of columns: shares by weight, but none too narrow to read.

    Args:
        columns: The columns.
        available: Width of the viewport in pixels; the sum is wider when the columns do not fit.
        painter: Knows how narrow a column may be.
        gutter: Width that the first column needs for numbers.
    """
    least = [painter.least_width(column.type) for column in columns]
    if least:
        least[0] += gutter
    widths = dict(enumerate(least))
    flexible = set(widths)
    room = available
    while flexible:
        weight = sum(columns[place].weight for place in flexible)
        shares = {place: room * columns[place].weight / weight for place in flexible}
        tight = {place for place in flexible if shares[place] < least[place]}
        if not tight:
            widths.update({place: int(share) for place, share in shares.items()})
            break
        room -= sum(least[place] for place in tight)
        flexible -= tight
    result = [widths[place] for place in range(len(columns))]
    if result and sum(result) < available:
        result[-1] += available - sum(result)
    return result


def row_height(model: GridModel, row: int, widths: Sequence[int], painter: CellPainter, gutter: int) -> int:
    """Return the height in which every cell of a row shows all its words, in pixels."""
    return max(
        painter.height(model.content(_cell(model, row, place)), width, 0 if place else gutter)
        for place, width in enumerate(widths)
    )


def _cell(model: GridModel, row: int, column: int) -> QModelIndex:
    return model.index(row, column)
