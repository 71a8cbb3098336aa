"""How wide columns and how high rows are."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from visionwork.domain.method import Column
from visionwork.gui.views.grid.cell_painter import CellPainter
from visionwork.gui.views.grid.model import GridModel

_SQUEEZED = 0.04
"""Share of the width by which columns may be too narrow, where a scroll bar would be for little."""


def column_widths(model: GridModel, available: int, painter: CellPainter, gutter: int) -> list[int]:
    """Return the widths of columns in pixels: shares by weight, but none too narrow to read.

    Where there is room, no column breaks a word. The sum is wider than what is available only when the
    columns would be clearly too narrow to read.

    Args:
        model: The grid.
        available: Width of the viewport in pixels.
        painter: Knows how narrow a column may be, and how wide words are.
        gutter: Width that the first column needs for numbers.
    """
    columns = model.columns()
    least = [painter.least_width(column.type) for column in columns]
    least[:1] = [width + gutter for width in least[:1]]
    whole = [
        max([width, *(_word_width(model, row, place, painter, gutter) for row in range(model.rowCount()))])
        for place, width in enumerate(least)
    ]
    over = sum(least) - available
    if 0 < over <= _SQUEEZED * available:
        least = [width - ceil(over * width / sum(least)) for width in least]  # rather than a bar for that
    if sum(whole) > available >= sum(least):
        widths = _widened(columns, least, whole, available)
    else:
        widths = _shared([column.weight for column in columns], whole, available)
    if widths and sum(widths) < available:
        widths[-1] += available - sum(widths)
    return widths


def _widened(
    columns: Sequence[Column], least: Sequence[int], whole: Sequence[int], available: int
) -> list[int]:
    """Widen the names of rows to whole words first, since they are set large, then the rest by need."""
    widths = list(least)
    for prominent in (True, False):
        places = [place for place, column in enumerate(columns) if column.prominent is prominent]
        need = sum(whole[place] - least[place] for place in places)
        share = min(1.0, (available - sum(widths)) / need) if need else 0.0
        for place in places:
            widths[place] += int((whole[place] - least[place]) * share)
    return widths


def _shared(weights: Sequence[float], least: Sequence[int], available: int) -> list[int]:
    """Share a width out by weight; who would get too little gets the least, and the others share the rest."""
    widths, flexible, room = list(least), set(range(len(least))), available
    while flexible:
        weight = sum(weights[place] for place in flexible)
        shares = {place: room * weights[place] / weight for place in flexible}
        tight = {place for place in flexible if shares[place] < least[place]}
        if not tight:
            for place, share in shares.items():
                widths[place] = int(share)
            break
        room -= sum(least[place] for place in tight)
        flexible -= tight
    return widths


def _word_width(model: GridModel, row: int, column: int, painter: CellPainter, gutter: int) -> int:
    """Return the width in which no word of a cell is broken, within reason."""
    return painter.word_width(model.content(model.index(row, column)), 0 if column else gutter)


def row_height(model: GridModel, row: int, widths: Sequence[int], painter: CellPainter, gutter: int) -> int:
    """Return the height in which every cell of a row shows all its words, in pixels.

    Args:
        model: The grid.
        row: The row.
        widths: Widths of the columns.
        painter: Knows how high words are.
        gutter: What the first cell keeps free at its left.
    """
    return max(
        painter.height(model.content(model.index(row, place)), width, 0 if place else gutter)
        for place, width in enumerate(widths)
    )
