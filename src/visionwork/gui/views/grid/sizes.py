"""How wide columns and how high rows are, and whether a scroll bar is worth its room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from PySide6.QtCore import QSize

from visionwork.domain.method import Column, ColumnType
from visionwork.domain.records import record
from visionwork.gui.views.grid.cell_painter import CellPainter, tightest
from visionwork.gui.views.grid.header import GridHeader
from visionwork.gui.views.grid.model import GridModel

_SQUEEZED = 0.04
"""Share of the width by which columns may be too narrow, where a scroll bar would be for little."""

_GIVES = 0.88
"""What is left of the least width of a column that gives way to the words of others."""

_FIXED = (ColumnType.RATING, ColumnType.DATE)


def column_widths(model: GridModel, available: int, painter: CellPainter, gutter: int) -> list[int]:
    """Return the widths of columns in pixels: shares by weight, but none too narrow to read.

    Where there is room, no column breaks a word; columns with short words give way to those with long ones.
    The sum is wider than what is available only when the columns would be clearly too narrow to read.

    Args:
        model: The grid.
        available: Width of the viewport in pixels.
        painter: Knows how narrow a column may be, and how wide words are.
        gutter: Width that the first column needs for numbers.
    """
    columns = model.columns()
    least = [painter.least_width(column.type) for column in columns]
    least[:1] = [width + gutter for width in least[:1]]
    unbroken = [
        max((_word_width(model, row, place, painter, gutter) for row in range(model.rowCount())), default=0)
        for place in range(len(columns))
    ]
    whole = [max(pair) for pair in zip(least, unbroken, strict=True)]
    tight = [
        max(words, int(width * (1.0 if column.type in _FIXED else _GIVES)))
        for column, width, words in zip(columns, least, unbroken, strict=True)
    ]
    if sum(tight) <= available < sum(whole):
        return _between(tight, whole, available)
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


def _between(tight: Sequence[int], whole: Sequence[int], available: int) -> list[int]:
    """Return widths between two bounds that fill what is available."""
    share = (available - sum(tight)) / (sum(whole) - sum(tight))
    widths = [low + int((high - low) * share) for low, high in zip(tight, whole, strict=True)]
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


@record
class Bars:
    """How much room scroll bars take: the width of the upright one, the height of the other."""

    width: int
    height: int


class _Measures:
    """Widths of columns, and heights of rows at these widths."""

    def __init__(self, widths: list[int], head: int) -> None:
        self.widths = widths
        self.head = head
        self.heights: list[int] = []

    def length(self) -> int:
        """Return the height of all rows."""
        return sum(self.heights)


class GridFitting:
    """Fits a grid into its table.

    Rows that would be a few pixels too high for the table are tightened, each by no more than its space
    below the words can spare: a scroll bar for so little would take more than it gives.

    Args:
        painter: Knows how high cells are.
        head: The head of the table.
    """

    def __init__(self, painter: CellPainter, head: GridHeader) -> None:
        self._painter = painter
        self._head = head
        self._model: GridModel | None = None
        self._gutter = 0
        self._size, self._bars = QSize(), Bars(0, 0)
        self._whole: _Measures | None = None
        self._narrow: _Measures | None = None
        self._shown = _Measures([], 0)
        self._stretched: tuple[int, int] | None = None
        self._missing = 0

    @property
    def needs_bar(self) -> bool:
        """Whether rows have to be scrolled."""
        return self._shown is self._narrow

    @property
    def widths(self) -> list[int]:
        """Widths of the columns, in pixels."""
        return self._shown.widths

    def height(self, row: int) -> int:
        """Return the height of a row, in pixels."""
        rows = len(self._shown.heights)
        less, odd = divmod(self._missing, rows)
        return self._shown.heights[row] - less - (row < odd)

    def wanted_height(self) -> int:
        """Return the height in which every row is seen with all its space, or more than there is room for."""
        measures = self._whole or self._shown
        return measures.head + measures.length() + self._below(measures)

    def measure(self, model: GridModel, gutter: int, size: QSize, bars: Bars) -> None:
        """Measure everything anew.

        Args:
            model: The grid.
            gutter: Width that the first column needs for numbers.
            size: Size of the table.
            bars: Room that scroll bars take.
        """
        self._model, self._gutter, self._bars = model, gutter, bars
        self._whole = self._narrow = None
        self.settle(size)

    def measure_rows(self, rows: Iterable[int]) -> None:
        """Measure some rows again, since what they hold has changed."""
        for measures in filter(None, (self._whole, self._narrow)):
            for row in rows:
                measures.heights[row] = self._row_height(measures.widths, row)
        self.settle(self._size)

    def stretch(self, row: int, height: int) -> None:
        """Make a row at least so high for what is typed in it."""
        self._stretched = (row, height)

    def relax(self) -> None:
        """Let every row have its own height."""
        self._stretched = None

    def settle(self, size: QSize) -> None:
        """Decide in a size of this width whether rows fit, may be tightened, or have to be scrolled."""
        self._size, model = size, self._model
        if model is None:
            return
        tight = tightest(self._painter.theme)
        least = self._head.least_height() + (self._painter.least_height() - tight) * model.rowCount()
        if least <= size.height():  # otherwise nothing needs to be measured to know
            if self._whole is None:
                self._whole = self._measured(model, size.width())
            room = size.height() - self._whole.head - self._below(self._whole)
            missing = max(0, self._whole.length() - room)
            if missing <= tight * model.rowCount():
                self._shown, self._missing = self._whole, missing
                return
        if self._narrow is None:
            self._narrow = self._measured(model, size.width() - self._bars.width)
        self._shown, self._missing = self._narrow, 0

    def _measured(self, model: GridModel, width: int) -> _Measures:
        widths = column_widths(model, width, self._painter, self._gutter)
        measures = _Measures(widths, self._head.height_for(widths))
        measures.heights = [self._row_height(widths, row) for row in range(model.rowCount())]
        return measures

    def _row_height(self, widths: list[int], row: int) -> int:
        assert self._model is not None
        height = row_height(self._model, row, widths, self._painter, self._gutter)
        stretched, least = self._stretched or (-1, 0)
        return max(height, least) if row == stretched else height

    def _below(self, measures: _Measures) -> int:
        return self._bars.height if sum(measures.widths) > self._size.width() else 0
